//! What a test may add to the Mindbody account.

use std::fmt;

use super::Staff;
use crate::state::SharedState;

/// The Mindbody side of a sandbox: every key reaches every site, and all staff work at every site.
pub struct MindbodyAccount<'s> {
    state: &'s SharedState,
}

impl<'s> MindbodyAccount<'s> {
    pub(crate) fn new(state: &'s SharedState) -> Self {
        Self { state }
    }

    /// Adds an API key.
    pub fn add_api_key(&self, api_key: &str) {
        self.state.lock().mindbody.add_api_key(api_key);
    }

    /// Adds a site.
    pub fn add_site(&self, site_id: &str) {
        self.state.lock().mindbody.add_site(site_id);
    }

    /// Adds a staff member.
    pub fn add_staff(&self, staff: Staff) {
        self.state.lock().mindbody.add_staff(staff);
    }

    /// Forgets a staff user token, as if it had never been issued: the server responds to it with 401 from now on.
    ///
    /// Returns whether there was such a token.
    pub fn forget_token(&self, token: &str) -> bool {
        self.state.lock().mindbody.forget(Some(token)) == 1
    }

    /// Forgets all staff user tokens, and returns how many there were.
    pub fn forget_tokens(&self) -> usize {
        self.state.lock().mindbody.forget(None)
    }

    /// Limits how many calls an API key may make in a day (UTC); `None`, the default, lifts the limit.
    pub fn set_daily_quota(&self, calls: Option<u32>) {
        self.state.lock().mindbody.quota.limit = calls;
    }
}

impl fmt::Debug for MindbodyAccount<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("MindbodyAccount")
            .finish_non_exhaustive()
    }
}
