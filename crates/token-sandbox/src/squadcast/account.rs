//! What a test may add to the Squadcast organization.

use std::fmt;

use crate::state::SharedState;

/// The Squadcast organization of a sandbox.
pub struct SquadcastAccount<'s> {
    state: &'s SharedState,
}

impl<'s> SquadcastAccount<'s> {
    pub(crate) fn new(state: &'s SharedState) -> Self {
        Self { state }
    }

    /// Adds a user, and returns a first refresh token for it.
    ///
    /// A user that is there already gets one more refresh token.
    pub fn add_user(&self, user_id: &str) -> String {
        self.state.lock().squadcast.enroll_user(user_id)
    }

    /// Forgets an access token, as if it had never been made: the server responds to it with 401 from now on.
    ///
    /// Returns whether there was such a token.
    pub fn forget_access_token(&self, token: &str) -> bool {
        self.state.lock().squadcast.forget(Some(token)) == 1
    }

    /// Forgets all access tokens, and returns how many there were.
    pub fn forget_access_tokens(&self) -> usize {
        self.state.lock().squadcast.forget(None)
    }
}

impl fmt::Debug for SquadcastAccount<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("SquadcastAccount")
            .finish_non_exhaustive()
    }
}
