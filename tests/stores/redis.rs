//! What is Redis' own.

use std::time::Duration;

use libtest_mimic::Trial;
use token_core::{
    redis,
    store::{RedisStore, TokenStore},
};

use crate::harness::redis_tests;
use crate::support::{Kind, Place, RedisServer, eventually, record, token_of};

const LONG: Duration = Duration::from_secs(24 * 3600);
const KEY: &str = "the-key";

/// A server, a store in it, and a connection past the store.
struct Scene {
    server: RedisServer,
    store: RedisStore,
    direct: redis::aio::MultiplexedConnection,
}

async fn scene() -> Scene {
    let server = RedisServer::start().await;
    let client = redis::Client::open(server.url()).unwrap();
    Scene {
        store: RedisStore::new(server.url(), KEY).unwrap(),
        direct: client.get_multiplexed_async_connection().await.unwrap(),
        server,
    }
}

impl Scene {
    async fn command<T: redis::FromRedisValue>(&mut self, words: &[&str]) -> T {
        let mut command = redis::cmd(words[0]);
        command.arg(&words[1..]);
        command.query_async(&mut self.direct).await.unwrap()
    }

    async fn load_error(&self) -> String {
        let error = self.store.load(None).await.unwrap_err();
        let shown = format!("{error} {error:?} {:?}", self.store);
        assert!(!shown.contains("canary"), "{shown}");
        error.to_string()
    }
}

async fn who_lost_the_lease_can_neither_save_nor_end_the_next_one() {
    let place = Place::new(Kind::Redis).await;
    place.save(&record(1, "before", 0, LONG)).await;
    let store = place.open();
    let mut lost = store
        .lease(Duration::from_millis(50))
        .await
        .unwrap()
        .unwrap();
    let mut next = eventually("the lease", async || {
        place.open().lease(LONG).await.unwrap()
    })
    .await;

    let error = lost
        .save(&record(2, "canary", 0, LONG), None)
        .await
        .unwrap_err();
    let shown = format!("{error} {error:?}");
    assert!(shown.contains("the lease is lost"), "{shown}");
    assert!(!shown.contains("canary"), "{shown}");
    assert_eq!(token_of(&place.record().await), "before");
    lost.release().await.unwrap();
    assert!(place.open().lease(LONG).await.unwrap().is_none());

    next.save(&record(2, "after", 0, LONG), None).await.unwrap();
    assert_eq!(token_of(&place.record().await), "after");
}

async fn an_ended_lease_cannot_save_even_if_it_was_not_taken() {
    let place = Place::new(Kind::Redis).await;
    let mut lost = place
        .open()
        .lease(Duration::from_millis(1))
        .await
        .unwrap()
        .unwrap();
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert!(lost.save(&record(1, "late", 0, LONG), None).await.is_err());
    assert!(place.open().load(None).await.unwrap().is_none());
}

async fn a_dead_token_does_not_stay() {
    let mut scene = scene().await;
    let mut lease = scene.store.lease(LONG).await.unwrap().unwrap();
    lease
        .save(&record(1, "a-token", 0, LONG), None)
        .await
        .unwrap();
    let left: u64 = scene.command(&["PTTL", KEY]).await;
    let hour = 3600 * 1000;
    assert!((24 * hour..=25 * hour).contains(&left), "{left}");
    let lease_left: u64 = scene.command(&["PTTL", "the-key:lease"]).await;
    assert!(
        (23 * hour..=24 * hour).contains(&lease_left),
        "{lease_left}"
    );
    lease.release().await.unwrap();
    assert_eq!(scene.command::<u32>(&["EXISTS", "the-key:lease"]).await, 0);
}

async fn anything_else_under_the_key_is_an_error_that_quotes_nothing_and_is_left_alone() {
    let mut scene = scene().await;
    for words in [
        vec!["SET", KEY, "canary"],
        vec!["HSET", KEY, "canary", "canary"],
        vec!["HSET", KEY, "record", "canary"],
        vec!["HSET", KEY, "saved", "canary", "record", "{}"],
        vec!["HSET", KEY, "saved", "17", "record", "canary"],
        vec![
            "HSET",
            KEY,
            "saved",
            "17",
            "record",
            "{\"generation\": \"canary\"}",
        ],
        vec!["RPUSH", KEY, "canary"],
    ] {
        scene.command::<redis::Value>(&["DEL", KEY]).await;
        scene.command::<redis::Value>(&words).await;
        let error = scene.load_error().await;
        assert!(error.starts_with("the key `the-key` in Redis: "), "{error}");
        assert!(error.contains("delete it"), "{error}");
        if words[0] != "HSET" {
            assert!(error.contains("something else than a hash"), "{error}");
            let mut lease = scene.store.lease(LONG).await.unwrap().unwrap();
            lease
                .save(&record(1, "a-token", 0, LONG), None)
                .await
                .unwrap_err();
            lease.release().await.unwrap();
            assert_eq!(scene.command::<u32>(&["EXISTS", KEY]).await, 1);
        }
    }
}

async fn a_wrong_password_is_an_error_that_does_not_quote_it() {
    let mut scene = scene().await;
    let url = scene.server.url().replace("canary", "wrong-canary");
    scene.store = RedisStore::new(url, KEY).unwrap();
    let error = scene.load_error().await;
    assert!(
        error.contains("refuses the user or the password"),
        "{error}"
    );
}

async fn after_an_outage_the_same_store_works_again() {
    let mut scene = scene().await;
    let store = scene.store.clone();
    assert!(store.load(None).await.unwrap().is_none());
    scene.server.kill();
    let error = scene.load_error().await;
    assert!(error.contains("cannot be reached"), "{error}");
    scene.server.restart().await;
    let mut lease = store.lease(LONG).await.unwrap().unwrap();
    lease
        .save(&record(1, "a-token", 0, LONG), None)
        .await
        .unwrap();
    lease.release().await.unwrap();
}

async fn a_stopped_server_blocks_no_caller() {
    let scene = scene().await;
    let impatient = scene.store.clone().timeout(Duration::from_millis(100));
    scene.server.signal("STOP");
    let error = impatient.lease(LONG).await.unwrap_err().to_string();
    scene.server.signal("CONT");
    assert!(error.contains("took longer than 100ms"), "{error}");
    // Whether or not the server saw that request, the lease does not stay taken for a day.
    eventually("the lease", async || scene.store.lease(LONG).await.unwrap()).await;
}

async fn what_the_server_refuses_is_said_in_words() {
    let mut scene = scene().await;
    let address = format!("127.0.0.1:{}", scene.server.port());
    scene
        .command::<()>(&["CONFIG", "SET", "maxmemory-policy", "noeviction"])
        .await;
    scene
        .command::<()>(&["CONFIG", "SET", "maxmemory", "1"])
        .await;
    let error = scene.store.lease(LONG).await.unwrap_err().to_string();
    assert!(
        error.contains("the server is out of memory (OOM)"),
        "{error}"
    );
    scene
        .command::<()>(&["CONFIG", "SET", "maxmemory", "0"])
        .await;

    scene.store = RedisStore::new(format!("redis://{address}/0"), KEY).unwrap();
    let error = scene.load_error().await;
    assert!(
        error.contains("the server demands a password (NOAUTH)"),
        "{error}"
    );

    let limited = [
        "ACL", "SETUSER", "limited", "on", ">canary", "~another", "+@all",
    ];
    scene.command::<()>(&limited).await;
    scene.store = RedisStore::new(format!("redis://limited:canary@{address}/0"), KEY).unwrap();
    let error = scene.load_error().await;
    assert!(error.contains("(NOPERM)"), "{error}");

    scene.store = RedisStore::new(scene.server.url().replace("/0", "/99"), KEY).unwrap();
    scene.load_error().await;
}

/// As when the process is stopped, or waits for a failover, with a token that it has just got.
async fn what_passes_before_a_record_is_saved_counts() {
    let scene = scene().await;
    let (short, wait) = (Duration::from_secs(60), Duration::from_millis(800));
    let mut lease = scene.store.lease(LONG).await.unwrap().unwrap();
    scene.server.signal("STOP");
    let saved = record(1, "a-token", 0, short);
    let saving = lease.save(&saved, None);
    let waking = async {
        tokio::time::sleep(wait).await;
        scene.server.signal("CONT");
    };
    tokio::join!(async { saving.await.unwrap() }, waking);
    let loaded = scene.store.load(None).await.unwrap().unwrap();
    let remaining = loaded.token.unwrap().remaining;
    assert!(remaining + wait <= short, "{remaining:?}");
}

/// The tests of this module.
pub(crate) fn trials() -> Vec<Trial> {
    redis_tests![
        who_lost_the_lease_can_neither_save_nor_end_the_next_one,
        an_ended_lease_cannot_save_even_if_it_was_not_taken,
        a_dead_token_does_not_stay,
        anything_else_under_the_key_is_an_error_that_quotes_nothing_and_is_left_alone,
        a_wrong_password_is_an_error_that_does_not_quote_it,
        after_an_outage_the_same_store_works_again,
        a_stopped_server_blocks_no_caller,
        what_the_server_refuses_is_said_in_words,
        what_passes_before_a_record_is_saved_counts,
    ]
}
