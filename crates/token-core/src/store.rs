//! Where sessions keep the token that they share.
//!
//! A [`TokenStore`] holds one [`Record`], and its [`Lease`] lets one session change it at a time: [`MemoryStore`] within
//! a process, [`FileStore`] on a machine, and `RedisStore` (feature `redis`) across machines.

mod envelope;
mod file;
pub(crate) mod memory;
pub(crate) mod record;
#[cfg(feature = "redis")]
mod redis;
#[cfg(feature = "seal")]
mod seal;
mod sealed;
mod unopened;

use std::{fmt, time::Duration};

use async_trait::async_trait;

#[cfg(feature = "redis")]
pub use self::redis::RedisStore;
pub use file::FileStore;
pub use memory::MemoryStore;
pub use record::{Record, RefusalProof, StoredRefusal, StoredToken};

use crate::{error::box_error::BoxError, session::login::Login};

/// Keeps one token for all sessions that share it, and lets one of them refresh it at a time.
///
/// A store holds the [`Record`] of one login: give each account a store of its own (a path, a key).
/// A session does not serve the record of another [`Login`], and reports it.
/// Times in a record are durations, so that the clocks of two machines never meet: a store counts what
/// passes between [`save`](Lease::save) and [`load`](Self::load) by one clock of its own.
#[async_trait]
pub trait TokenStore: fmt::Debug + Send + Sync + 'static {
    /// Returns what was saved last, as it is now: aged by the time that passed.
    ///
    /// [`Record::after`] does the sum.
    ///
    /// It needs no lease, and never sees half of a record.
    /// `login` is whose record it is to be; without one, what is stored can be read only where it is not sealed.
    ///
    /// # Errors
    ///
    /// A store that cannot be reached, or that holds something else.
    async fn load(&self, login: Option<&Login>) -> Result<Option<Record>, BoxError>;

    /// Takes the lease if it is free; it does not wait.
    ///
    /// A holder that dies loses it within `duration`.
    ///
    /// # Errors
    ///
    /// A store that cannot be reached.
    async fn lease(&self, duration: Duration) -> Result<Option<Box<dyn Lease>>, BoxError>;

    /// Returns whether others than this session may use the store; `true` by default.
    ///
    /// [`TokenSession::close`](crate::session::TokenSession::close) leaves a shared token to the others.
    fn is_shared(&self) -> bool {
        true
    }
}

/// The right to change what a [`TokenStore`] holds.
///
/// Dropping it gives it back as well, at the latest when its duration is over.
#[async_trait]
pub trait Lease: fmt::Debug + Send + Sync {
    /// Puts `record` in place of what is there, all of it or nothing.
    ///
    /// `login` is whose record it is, and has the secret that it is sealed with, if there is one.
    ///
    /// # Errors
    ///
    /// A store that cannot be reached, and a lease that was lost in the meantime.
    async fn save(&mut self, record: &Record, login: Option<&Login>) -> Result<(), BoxError>;

    /// Gives the lease back.
    ///
    /// # Errors
    ///
    /// A store that cannot be reached; the lease then ends by itself.
    async fn release(self: Box<Self>) -> Result<(), BoxError>;
}

#[cfg(test)]
mod tests;
