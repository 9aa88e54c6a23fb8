//! A real failover by Sentinel, in the middle of a refresh, and what it costs.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};

use libtest_mimic::Trial;
use token_core::{
    async_trait,
    session::{Minted, SessionSettings, SourceError, TokenSession, TokenSource},
    store::{RedisStore, TokenStore},
};
use tokio::sync::Semaphore;

use crate::harness::redis_tests;
use crate::support::{PATIENCE, Sentinel, measured, record, token_of};

const KEY: &str = "token";
const LONG: Duration = Duration::from_secs(24 * 3600);

/// A server of tokens that keeps each response back until it is let go.
#[derive(Debug)]
struct Server {
    mints: AtomicU32,
    began: Semaphore,
    go: Semaphore,
}

impl Server {
    fn new() -> Arc<Self> {
        Arc::new(Self {
            mints: AtomicU32::new(0),
            began: Semaphore::new(0),
            go: Semaphore::new(0),
        })
    }

    async fn began(&self) {
        let began = tokio::time::timeout(PATIENCE, self.began.acquire()).await;
        began.expect("a mint").unwrap().forget();
    }
}

#[derive(Debug)]
struct Source(Arc<Server>);

#[async_trait]
impl TokenSource for Source {
    async fn mint(&self) -> Result<Minted, SourceError> {
        let number = self.0.mints.fetch_add(1, Ordering::SeqCst) + 1;
        self.0.began.add_permits(1);
        self.0.go.acquire().await.unwrap().forget();
        Ok(Minted::new(format!("token-{number}")).lives(LONG))
    }
}

/// A session as another process has it.
fn session(server: &Arc<Server>, store: RedisStore) -> Arc<TokenSession<Source>> {
    let settings = SessionSettings::default()
        .refresh_timeout(Duration::from_secs(30))
        .store(store.timeout(Duration::from_secs(10)));
    Arc::new(TokenSession::new(Source(Arc::clone(server)), settings))
}

/// Asks for a token until there is one; returns it, and how long that took.
async fn token(session: &TokenSession<Source>) -> (String, Duration) {
    let started = Instant::now();
    loop {
        match session.token().await {
            Ok(token) => return (token.expose().to_owned(), started.elapsed()),
            Err(error) => assert!(started.elapsed() < PATIENCE, "{error}"),
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// The primary dies while a process that holds the lease mints.
async fn a_failover_in_the_middle_of_a_refresh_costs_no_mint() {
    let mut sentinel = Sentinel::start().await;
    let server = Server::new();
    let [first, second] = [(); 2].map(|()| session(&server, sentinel.store(KEY)));
    let refreshing = tokio::spawn({
        let first = Arc::clone(&first);
        async move { token(&first).await }
    });
    server.began().await;
    sentinel
        .primary
        .command::<u32>(&["WAIT", "1", "5000"])
        .await;
    sentinel.primary.kill();
    let killed = Instant::now();
    server.go.add_permits(10);
    let (minted, _) = refreshing.await.unwrap();
    assert_eq!(minted, "token-1");
    // The others wait for the failover, and get the token that was saved after it.
    let (shared, _) = token(&second).await;
    measured(
        "Sentinel failover until another process has the token",
        killed.elapsed(),
    );
    assert_eq!(shared, "token-1");
    assert_eq!(server.mints.load(Ordering::SeqCst), 1);
    let saved = sentinel.store(KEY).load(None).await.unwrap().unwrap();
    assert_eq!(token_of(&saved), "token-1");
}

/// The replica has not seen the lease, so that another process gets it as well.
async fn a_lease_that_is_lost_in_a_failover_costs_one_mint() {
    let mut sentinel = Sentinel::start().await;
    let server = Server::new();
    let [first, second, third] = [(); 3].map(|()| session(&server, sentinel.store(KEY)));
    sentinel.cut_replication().await;
    let refreshing = tokio::spawn({
        let first = Arc::clone(&first);
        async move { token(&first).await }
    });
    server.began().await;
    sentinel.primary.kill();
    sentinel.replica.signal("CONT");
    let others: Vec<_> = [&second, &third]
        .map(|session| {
            let session = Arc::clone(session);
            tokio::spawn(async move { token(&session).await })
        })
        .into_iter()
        .collect();
    server.began().await;
    server.go.add_permits(10);
    let (minted, _) = refreshing.await.unwrap();
    assert!(["token-1", "token-2"].contains(&&*minted), "{minted}");
    let mut shared = Vec::new();
    for other in others {
        shared.push(other.await.unwrap().0);
    }
    // One mint more than there should be, however many processes there are.
    assert_eq!(server.mints.load(Ordering::SeqCst), 2);
    let saved = sentinel.store(KEY).load(None).await.unwrap().unwrap();
    assert_eq!(shared, [token_of(&saved), token_of(&saved)]);
}

/// The token was saved, and the replica has not seen it.
async fn a_token_that_is_lost_in_a_failover_costs_one_mint() {
    let mut sentinel = Sentinel::start().await;
    let server = Server::new();
    server.go.add_permits(10);
    let [first, second, third] = [(); 3].map(|()| session(&server, sentinel.store(KEY)));
    sentinel.cut_replication().await;
    assert_eq!(token(&first).await.0, "token-1");
    sentinel.primary.kill();
    sentinel.replica.signal("CONT");
    let (minted, took) = token(&second).await;
    measured(
        "Sentinel failover until a process without a token has one",
        took,
    );
    assert_eq!(minted, "token-2");
    assert_eq!(token(&third).await.0, "token-2");
    assert_eq!(token(&first).await.0, "token-1", "its token is good");
    assert_eq!(server.mints.load(Ordering::SeqCst), 2);
}

async fn a_live_token_is_served_while_there_is_no_primary() {
    let mut sentinel = Sentinel::start().await;
    let server = Server::new();
    server.go.add_permits(10);
    let session = session(&server, sentinel.store(KEY));
    assert_eq!(token(&session).await.0, "token-1");
    sentinel.primary.kill();
    for _ in 0..100 {
        let started = Instant::now();
        assert_eq!(session.token().await.unwrap().expose(), "token-1");
        assert!(started.elapsed() < Duration::from_millis(500));
    }
}

async fn a_primary_that_comes_back_after_the_failover_is_not_written_to() {
    let mut sentinel = Sentinel::start().await;
    let store = sentinel.store(KEY).timeout(Duration::from_secs(20));
    sentinel.primary.kill();
    let mut lease = store.lease(LONG).await.unwrap().unwrap();
    // It starts as the primary that it was, until the Sentinel makes a replica of it.
    sentinel.primary.restart().await;
    lease
        .save(&record(1, "a-token", 0, LONG), None)
        .await
        .unwrap();
    assert!(store.lease(LONG).await.unwrap().is_none());
    lease.release().await.unwrap();
    assert_eq!(
        token_of(&store.load(None).await.unwrap().unwrap()),
        "a-token"
    );
    assert_eq!(sentinel.replica.command::<u32>(&["EXISTS", KEY]).await, 1);
    let role: Vec<token_core::redis::Value> = sentinel.replica.command(&["ROLE"]).await;
    let role: String = token_core::redis::from_redis_value(role[0].clone()).unwrap();
    assert_eq!(role, "master");
}

/// What a client gets that names one of Sentinel's servers directly.
async fn a_replica_is_not_written_to() {
    let sentinel = Sentinel::start().await;
    let replica = RedisStore::new(sentinel.replica.url(), KEY).unwrap();
    let error = replica.lease(LONG).await.unwrap_err().to_string();
    assert!(
        error.contains("the server is a replica, which cannot be written to (READONLY)"),
        "{error}"
    );
}

async fn a_primary_that_no_sentinel_knows_is_an_error() {
    let sentinel = Sentinel::start().await;
    let limit = Duration::from_millis(500);
    let store = RedisStore::sentinel([sentinel.watcher.url()], "another", KEY).unwrap();
    let error = store.timeout(limit).load(None).await.unwrap_err();
    let shown = format!("{error} {error:?}");
    assert!(shown.contains("no Sentinel knows the primary"), "{shown}");
    assert!(!shown.contains("canary"), "{shown}");
}

/// The tests of this module.
pub(crate) fn trials() -> Vec<Trial> {
    redis_tests![
        a_failover_in_the_middle_of_a_refresh_costs_no_mint,
        a_lease_that_is_lost_in_a_failover_costs_one_mint,
        a_token_that_is_lost_in_a_failover_costs_one_mint,
        a_live_token_is_served_while_there_is_no_primary,
        a_primary_that_comes_back_after_the_failover_is_not_written_to,
        a_replica_is_not_written_to,
        a_primary_that_no_sentinel_knows_is_an_error,
    ]
}
