//! What happens to the tokens of a session.

use super::{error::kind::TokenErrorKind, token::Generation};

/// A change in the state of a [`TokenSession`](crate::session::TokenSession); it never holds a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SessionEvent {
    /// A token was minted.
    Minted(Generation),
    /// A token was taken from the store, where another session had put it.
    Adopted(Generation),
    /// The token was renewed, and this often by now.
    Renewed(Generation, u32),
    /// A server responded with 401 to the token, for the first time, or the program invalidated it.
    Refused(Generation),
    /// The store holds the record of another login, which is not served and will be overwritten.
    ///
    /// Two logins that share a store take it from each other: give each a store of its own.
    StoreConflict,
    /// A refresh failed.
    Failed(TokenErrorKind),
    /// The token was revoked.
    Revoked(Generation),
    /// The session was closed.
    Closed,
    /// So many events came faster than they were read, and are lost.
    Missed(u64),
}
