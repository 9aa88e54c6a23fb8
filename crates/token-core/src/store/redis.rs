//! A store that processes of several machines share: a key of a Redis server.

mod address;
mod open;
mod problem;
mod scripts;
mod servers;
mod tls;

use std::{fmt, sync::Arc, time::Duration};

use ::redis::{Cmd, FromRedisValue};
use async_trait::async_trait;
use tokio::runtime::Handle;
use zeroize::Zeroizing;

use super::{
    Lease, TokenStore,
    envelope::{self, Owner},
    record::Record,
};
use crate::{
    credential::secret::Secret,
    error::box_error::BoxError,
    runtime,
    session::{
        login::Login,
        settings::{PROVEN_REFUSAL_HOLDS, REFUSAL_HOLDS},
    },
};
use problem::Problem;
use servers::Servers;
use tls::Trust;

/// When the record was saved, the record, and what time it is.
type Stored = (Option<String>, Option<String>, u64);

/// How long a record is kept after the last time in it has passed: for the number of the next token.
const MARGIN: Duration = Duration::from_secs(3600);

/// Keeps a token in a Redis server, version 5 or later, for processes of any machine that reaches it.
///
/// The key holds one login; two accounts need two keys, and the server needs a password and an encrypted connection
/// (`rediss://`, with the feature `rustls` or `native-tls`; the certificate is always verified).
/// It is one server ([`new`](Self::new)), a cluster ([`cluster`](Self::cluster)), or a primary that Sentinel watches
/// ([`sentinel`](Self::sentinel)).
///
/// - **What can be read there.** With the feature `seal` (part of `rustls`), the record is encrypted and authenticated
///   with a secret of the login ([`Login::seal_key`]), or with one of your own (`seal_with`), as in
///   [`FileStore`](crate::store::FileStore).
///   Without such a secret the token is there in the clear.
/// - **The record** is a hash under the key, and goes an hour after its token has ended.
/// - **The lease** is the key with `:lease` behind it, with a random value and an end.
///   A process that lost it, because it was stopped for too long, can neither save nor take it from the next holder:
///   the server compares the value within the same script.
///   In a cluster both keys share a slot: the lease of `token` is `{token}:lease`.
/// - **Time** is counted by the clock of the server alone; one that was set back counts as if no time had passed.
///   The servers of a cluster or behind Sentinel need synchronized clocks.
/// - **Connections** last for one operation, so that none is stale after hours of idling, or after an outage.
///   An operation takes 5 s at most with connecting included; see [`timeout`](Self::timeout).
/// - **During a failover** a cluster and Sentinel are asked again until the timeout of the operation is over.
///   A live token is served all the while; a process without a token waits, and gets an error if it takes longer.
/// - **After a failover** to a replica that has not seen the last writes, a lease may be given twice, which costs one
///   more mint; a token may be lost, which costs one more as well; and a count of renewals may be behind: the server
///   then refuses a renewal, and a new token is minted.
///
/// Anything else under the key is an error that names the key, and is left alone; delete it to start anew.
#[derive(Clone)]
pub struct RedisStore(Arc<Inner>);

#[derive(Clone)]
struct Inner {
    servers: Servers,
    trust: Trust,
    key: String,
    lease_key: String,
    timeout: Duration,
    /// What records are sealed with in place of a secret of the login.
    secret: Option<Secret>,
}

impl Inner {
    fn owner<'a>(&'a self, login: Option<&'a Login>) -> Owner<'a> {
        Owner {
            login,
            secret: self.secret.as_ref(),
        }
    }

    /// Sends `command`, for as long as an operation may take.
    async fn run<T: FromRedisValue>(&self, command: &Cmd) -> Result<T, BoxError> {
        let mut passing = None;
        let exchange = self.servers.run(command, self.timeout, &mut passing);
        match tokio::time::timeout(self.timeout, exchange).await {
            Ok(outcome) => outcome.map_err(|error| Problem::of(&self.key, &error)),
            Err(_elapsed) => Err(Problem::too_late(&self.key, self.timeout, passing.as_ref())),
        }
    }
}

#[async_trait]
impl TokenStore for RedisStore {
    async fn load(&self, login: Option<&Login>) -> Result<Option<Record>, BoxError> {
        let started = runtime::now();
        let response: Option<Stored> = self.0.run(&scripts::load(&self.0.key)).await?;
        let Some((saved, text, now)) = response else {
            return Ok(None);
        };
        let text = text.map(Zeroizing::new);
        let moment: Option<u64> = saved.as_ref().and_then(|saved| saved.parse().ok());
        let (Some(saved), Some(moment), Some(text)) = (saved, moment, text) else {
            let what = "it holds a hash of something else";
            return Err(Problem::foreign(&self.0.key, what));
        };
        let record = envelope::open(&text, self.0.owner(login), saved.as_bytes())
            .map_err(|error| Problem::boxed(&self.0.key, error.with_advice()))?;
        // The way back counts too: a token should rather be taken for too old than too young.
        let passed = Duration::from_millis(now.saturating_sub(moment)) + (runtime::now() - started);
        Ok(Some(record.after(passed)))
    }

    async fn lease(&self, duration: Duration) -> Result<Option<Box<dyn Lease>>, BoxError> {
        // Before the request: should its response get lost, dropping this gives back what it may have got.
        let mut lease = Box::new(RedisLease {
            store: Arc::clone(&self.0),
            value: format!("{:016x}{:016x}", fastrand::u64(..), fastrand::u64(..)),
            held: true,
        });
        let command = scripts::lease(&self.0.lease_key, &lease.value, duration);
        lease.held = self.0.run(&command).await?;
        Ok(if lease.held { Some(lease) } else { None })
    }
}

/// The lease; the value says whose it is.
#[derive(Debug)]
struct RedisLease {
    store: Arc<Inner>,
    value: String,
    held: bool,
}

#[async_trait]
impl Lease for RedisLease {
    async fn save(&mut self, record: &Record, login: Option<&Login>) -> Result<(), BoxError> {
        let (store, started) = (&*self.store, runtime::now());
        // Before it is sealed, because it is sealed with it; the time until it is saved counts as passed.
        let saved: u64 = store.run(&scripts::now(&store.key)).await?;
        let saved = saved.to_string();
        // A process may be stopped, or wait for a failover, before the server is asked for its time.
        let record = &record
            .clone()
            .after(runtime::now().saturating_duration_since(started));
        let text = envelope::seal(record, store.owner(login), saved.as_bytes())?;
        let keys = [&*store.key, &*store.lease_key];
        let command = scripts::save(keys, &self.value, (&saved, &text), kept_for(record));
        if store.run(&command).await? {
            return Ok(());
        }
        self.held = false;
        let what = "the lease is lost: this process took longer than its duration, and another one may go on";
        Err(Problem::boxed(&store.key, what))
    }

    async fn release(mut self: Box<Self>) -> Result<(), BoxError> {
        self.held = false;
        let command = scripts::release(&self.store.lease_key, &self.value);
        self.store.run(&command).await
    }
}

/// A refresh that is given up must not keep the others waiting for the end of its lease.
impl Drop for RedisLease {
    fn drop(&mut self) {
        if self.held
            && let Ok(runtime) = Handle::try_current()
        {
            let store = Arc::clone(&self.store);
            let command = scripts::release(&store.lease_key, &self.value);
            runtime.spawn(async move {
                // Should it fail, the lease ends by itself.
                let _: Result<(), _> = store.run(&command).await;
            });
        }
    }
}

/// Returns how long the server keeps `record`.
fn kept_for(record: &Record) -> Duration {
    let token = record.token.as_ref().map(|token| token.remaining);
    let refused = record.refused.map(|age| REFUSAL_HOLDS.saturating_sub(age));
    let refusal = record.refusal.as_ref();
    let proven = refusal.map(|refusal| PROVEN_REFUSAL_HOLDS.saturating_sub(refusal.age));
    token
        .max(refused)
        .max(proven)
        .max(record.wait)
        .unwrap_or_default()
        .saturating_add(MARGIN)
}

impl fmt::Debug for RedisStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedisStore")
            .field("key", &self.0.key)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Inner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The client knows the password.
        f.debug_struct("Inner")
            .field("key", &self.key)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
