//! Staff members, whose credentials tokens are issued for.

use std::fmt;

use serde::Serialize;

/// A staff member.
///
/// ```
/// use token_sandbox::{Staff, StaffType};
///
/// let owner = Staff {
///     staff_type: StaffType::Owner,
///     ..Staff::new("owner", "the password")
/// };
/// assert!(!format!("{owner:?}").contains("the password"));
/// ```
#[derive(Clone)]
pub struct Staff {
    /// The name to log in with.
    pub username: String,
    /// The password to log in with.
    pub password: String,
    /// The id; Mindbody returns 0 for owners and admins.
    pub id: i32,
    /// The first name.
    pub first_name: String,
    /// The last name.
    pub last_name: String,
    /// What the member may do.
    pub staff_type: StaffType,
}

/// What a staff member may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum StaffType {
    /// An ordinary staff member.
    Staff,
    /// The owner of the business.
    Owner,
    /// An administrator.
    Admin,
}

impl Staff {
    /// Returns an ordinary staff member with the given credentials, and made-up id and names.
    pub fn new(username: impl Into<String>, password: impl Into<String>) -> Self {
        Self {
            username: username.into(),
            password: password.into(),
            id: 100_000_001,
            first_name: "Sam".to_owned(),
            last_name: "Sandbox".to_owned(),
            staff_type: StaffType::Staff,
        }
    }
}

impl fmt::Debug for Staff {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Staff")
            .field("username", &self.username)
            .field("id", &self.id)
            .field("staff_type", &self.staff_type)
            .finish_non_exhaustive()
    }
}
