//! What a refresh must take into account, as the session was when it began.

use tokio::time::Instant;

use super::{entry::Entry, forced::Forced};
use crate::session::{login::Login, token::Generation};

/// What a refresh must take into account.
#[derive(Debug, Clone)]
pub(in crate::session) struct RefreshContext {
    pub(in crate::session) started: Instant,
    /// The token that is served meanwhile.
    pub(in crate::session) held: Option<Entry>,
    /// The token that must not come back.
    pub(in crate::session) dropped: Option<Generation>,
    /// Why a live token is to be replaced before its time.
    pub(in crate::session) force: Option<Forced>,
    /// Whether the program wants refused credentials tried again.
    pub(in crate::session) retry_credentials: bool,
    /// Whether it waits for another session that refreshes, although a token is served.
    pub(in crate::session) hastened: bool,
    /// The number of the last token.
    pub(in crate::session) last: u64,
    /// When a mint succeeded last, and with which login.
    pub(in crate::session) minted: Option<(Instant, Option<Login>)>,
    /// Whether to see if the store has another token, and to send nothing.
    pub(in crate::session) only_looks: bool,
    /// A pause that only a token in the store or another login ends.
    pub(in crate::session) pause: Option<Pause>,
}

/// The pause in which a refresh takes place.
#[derive(Debug, Clone)]
pub(in crate::session) struct Pause {
    /// The login that was sent last.
    pub(in crate::session) sent: Option<Login>,
    /// Whether another login ends it.
    pub(in crate::session) may_correct: bool,
}
