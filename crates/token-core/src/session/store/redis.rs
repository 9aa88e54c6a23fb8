//! A store that processes of several machines share: a key of a Redis server.

mod problem;
mod scripts;

use std::{fmt, sync::Arc, time::Duration};

use ::redis::{
    AsyncConnectionConfig, Client, Cmd, FromRedisValue, IntoConnectionInfo, RedisResult,
};
use async_trait::async_trait;
use tokio::{runtime::Handle, time::Instant};
use zeroize::Zeroizing;

use super::{
    Lease, Record, TokenStore,
    envelope::{self, Owner},
};
use crate::{BoxError, Login, Secret, session::settings::REFUSAL_HOLDS};
use problem::Problem;

/// When the record was saved, the record, and what time it is.
type Stored = (Option<String>, Option<String>, u64);

/// How long an operation takes at most, unless it is set.
const TIMEOUT: Duration = Duration::from_secs(5);

/// How long a record is kept after the last time in it has passed: for the number of the next token.
const MARGIN: Duration = Duration::from_secs(3600);

/// Keeps a token in a Redis server, version 5 or later, for processes of any machine that reaches it.
///
/// The key holds one login; two accounts need two keys, and the server needs a
/// password and an encrypted way to it (`rediss://`, for which the program enables a TLS feature of the crate
/// `redis`).
///
/// - **What can be read there.** With the feature `seal` (part of `rustls`), the record is encrypted and authenticated
///   with a secret of the login ([`Login::seal_key`]), or with one of your own (`seal_with`), as in
///   [`FileStore`](crate::FileStore).
///   Without such a secret the token is there in the clear.
/// - **The record** is a hash under the key, and goes an hour after its token has ended.
/// - **The lease** is the key with `:lease` behind it, with a random value and an end.
///   Whoever lost it, because it was stopped for too long, can neither save nor take it from the next holder:
///   the server compares the value within the same script.
///   In a cluster both keys must meet in one slot: put the name in braces, as in `{token}`.
/// - **Time** is counted by the clock of the server alone; one that was set back counts as if no time had passed.
/// - **Connections** last for one operation, so that none is stale after hours of idling, or after an outage.
///   An operation takes 5 s at most with connecting included; see [`timeout`](Self::timeout).
/// - **After a failover** to a replica that has not seen the last writes, a lease may be given twice, and a count
///   of renewals be behind: the server then refuses a renewal, and a new token is minted.
///
/// Anything else under the key is an error that names the key, and is left alone; delete it to start anew.
#[derive(Clone)]
pub struct RedisStore(Arc<Inner>);

#[derive(Clone)]
struct Inner {
    client: Client,
    key: String,
    lease_key: String,
    timeout: Duration,
    /// What records are sealed with in place of a secret of the login.
    secret: Option<Secret>,
}

impl RedisStore {
    /// Creates the store of `key` in the server at `server`, such as `redis://:password@host:6379/0`.
    ///
    /// Nothing is connected before it is used.
    ///
    /// # Errors
    ///
    /// An address that is none, or that needs a feature of the crate `redis`; the error does not quote it.
    pub fn new(server: impl IntoConnectionInfo, key: impl Into<String>) -> Result<Self, BoxError> {
        let key = key.into();
        match Client::open(server) {
            Ok(client) => Ok(Self::with_client(client, key)),
            Err(_quotes) => Err(Problem::boxed(
                &key,
                "the address of the server is not valid, or needs a feature of the crate `redis`",
            )),
        }
    }

    /// Creates the store of `key` in the server of `client`, which may have TLS settings of its own.
    pub fn with_client(client: Client, key: impl Into<String>) -> Self {
        let key = key.into();
        Self(Arc::new(Inner {
            client,
            lease_key: format!("{key}:lease"),
            key,
            timeout: TIMEOUT,
            secret: None,
        }))
    }

    /// Sets how long an operation may take, connecting included; 5 s by default.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        Arc::make_mut(&mut self.0).timeout = timeout;
        self
    }

    /// Seals what is stored with `secret`, in place of one of the login.
    ///
    /// It must be random, as the output of `openssl rand -base64 32`: a password that a person chose can be guessed.
    /// All processes that share the key need the same one; an empty one is an error when it is used.
    #[cfg(feature = "seal")]
    pub fn seal_with(mut self, secret: Secret) -> Self {
        Arc::make_mut(&mut self.0).secret = Some(secret);
        self
    }
}

impl Inner {
    fn owner<'a>(&'a self, login: Option<&'a Login>) -> Owner<'a> {
        Owner {
            login,
            secret: self.secret.as_ref(),
        }
    }

    /// Sends `command` over a connection of its own.
    async fn run<T: FromRedisValue>(&self, command: &Cmd) -> Result<T, BoxError> {
        let exchange = async {
            // The limit below is for all of it.
            let settings = AsyncConnectionConfig::new()
                .set_connection_timeout(None)
                .set_response_timeout(None);
            let connecting = self
                .client
                .get_multiplexed_async_connection_with_config(&settings);
            command.query_async(&mut connecting.await?).await
        };
        let answer: RedisResult<T> =
            tokio::time::timeout(self.timeout, exchange)
                .await
                .map_err(|_elapsed| {
                    let limit = self.timeout;
                    Problem::boxed(&self.key, format!("the server took longer than {limit:?}"))
                })?;
        answer.map_err(|error| Problem::of(&self.key, &error))
    }
}

#[async_trait]
impl TokenStore for RedisStore {
    async fn load(&self, login: Option<&Login>) -> Result<Option<Record>, BoxError> {
        let started = Instant::now();
        let answer: Option<Stored> = self.0.run(&scripts::load(&self.0.key)).await?;
        let Some((saved, text, now)) = answer else {
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
        // The way back counts too: a token had better be thought too old than too young.
        let passed = Duration::from_millis(now.saturating_sub(moment)) + started.elapsed();
        Ok(Some(record.after(passed)))
    }

    async fn lease(&self, duration: Duration) -> Result<Option<Box<dyn Lease>>, BoxError> {
        // Before the request: should its answer get lost, dropping this gives back what it may have got.
        let mut lease = Box::new(RedisLease {
            store: Arc::clone(&self.0),
            value: format!("{:016x}{:016x}", fastrand::u64(..), fastrand::u64(..)),
            held: true,
        });
        let command = scripts::lease(&self.0.lease_key, &lease.value, duration);
        let answer: Option<String> = self.0.run(&command).await?;
        lease.held = answer.is_some();
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
        let store = &*self.store;
        // Before it is sealed, because it is sealed with it; the time until it is saved counts as passed.
        let saved: u64 = store.run(&scripts::now(&store.key)).await?;
        let saved = saved.to_string();
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
    token
        .max(refused)
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
