//! The JSON bodies of Mindbody.

use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;

use super::{Refusal, Staff, StaffType};

/// The body of `issueToken`.
pub(super) struct Credentials {
    username: String,
    password: String,
}

impl Credentials {
    #[cfg(test)]
    pub(super) fn new(username: &str, password: &str) -> Self {
        Self {
            username: username.to_owned(),
            password: password.to_owned(),
        }
    }

    pub(super) fn read(body: &[u8]) -> Result<Self, Refusal> {
        let body: Value = serde_json::from_slice(body).map_err(|_| {
            let message = "the body is not JSON";
            Refusal::new(StatusCode::BAD_REQUEST, "InvalidParameter", message)
        })?;
        let field = |name| body.get(name).and_then(Value::as_str).map(str::to_owned);
        match (field("Username"), field("Password")) {
            (Some(username), Some(password)) => Ok(Self { username, password }),
            _ => Err(Refusal::new(
                StatusCode::BAD_REQUEST,
                "MissingRequiredFields",
                "the body needs the strings Username and Password",
            )),
        }
    }

    pub(super) fn are_of(&self, staff: &Staff) -> bool {
        self.username == staff.username && self.password == staff.password
    }
}

/// The response of `issueToken`.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct IssuedToken {
    token_type: &'static str,
    pub(super) access_token: String,
    expires: String,
    user: User,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct User {
    id: i32,
    first_name: String,
    last_name: String,
    #[serde(rename = "Type")]
    staff_type: StaffType,
}

impl IssuedToken {
    pub(super) fn new(access_token: String, expires: DateTime<Utc>, staff: &Staff) -> Self {
        Self {
            token_type: "Bearer",
            access_token,
            expires: dot_net_time(expires),
            user: User {
                id: match staff.staff_type {
                    StaffType::Staff => staff.id,
                    StaffType::Owner | StaffType::Admin => 0,
                },
                first_name: staff.first_name.clone(),
                last_name: staff.last_name.clone(),
                staff_type: staff.staff_type,
            },
        }
    }
}

/// The response of `renewToken`; the vendor documents none, so a client must not rely on it.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct RenewedToken {
    access_token: String,
    expires: String,
}

impl RenewedToken {
    pub(super) fn new(access_token: String, expires: DateTime<Utc>) -> Self {
        Self {
            access_token,
            expires: dot_net_time(expires),
        }
    }
}

/// Writes a time as .NET does: UTC without saying so, in steps of 100 ns.
fn dot_net_time(time: DateTime<Utc>) -> String {
    let ticks = time.timestamp_subsec_nanos() / 100;
    format!("{}.{ticks:07}", time.format("%Y-%m-%dT%H:%M:%S"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_seven_digits_and_no_offset() {
        let time = DateTime::from_timestamp(0, 1_234_567).unwrap();
        assert_eq!(dot_net_time(time), "1970-01-01T00:00:00.0012345");
    }

    #[test]
    fn owners_and_admins_have_no_id() {
        for (staff_type, id) in [
            (StaffType::Staff, 7),
            (StaffType::Owner, 0),
            (StaffType::Admin, 0),
        ] {
            let staff = Staff {
                id: 7,
                staff_type,
                ..Staff::new("u", "p")
            };
            let issued = IssuedToken::new(String::new(), DateTime::UNIX_EPOCH, &staff);
            assert_eq!(issued.user.id, id, "{staff_type:?}");
        }
    }

    #[test]
    fn both_credentials_are_needed() {
        assert!(Credentials::read(br#"{"Username":"u","Password":"p"}"#).is_ok());
        for body in [
            "",
            "u",
            "{}",
            r#"{"Username":"u"}"#,
            r#"{"Username":"u","Password":null}"#,
        ] {
            let refusal = Credentials::read(body.as_bytes()).err().unwrap();
            assert_eq!(refusal.status, StatusCode::BAD_REQUEST, "{body}");
        }
    }
}
