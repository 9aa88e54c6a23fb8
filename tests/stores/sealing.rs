//! Records in Redis that are sealed.

use std::time::Duration;

use libtest_mimic::Trial;
use token_core::{
    Secret,
    session::Login,
    store::{RedisStore, TokenStore},
};

use crate::harness::redis_tests;
use crate::support::{RedisServer, record, token_of};

const LONG: Duration = Duration::from_secs(24 * 3600);
const KEY: &str = "the-key";

fn login(user: &str) -> Login {
    Login::new("https://api.example")
        .part("user", user)
        .seal_key("api key", "canary-api-key".into())
}

async fn save(store: &RedisStore, login: Option<&Login>) {
    let mut lease = store.lease(LONG).await.unwrap().unwrap();
    let record = record(7, "canary-token", 0, LONG);
    lease.save(&record, login).await.unwrap();
    lease.release().await.unwrap();
}

async fn field(server: &RedisServer, name: &str) -> String {
    server.command(&["HGET", KEY, name]).await
}

async fn a_dump_of_the_server_gives_nothing_away() {
    let server = RedisServer::start().await;
    let store = RedisStore::new(server.url(), KEY).unwrap();
    let alice = login("alice");
    save(&store, Some(&alice)).await;
    let text = field(&server, "record").await;
    for clear in [
        "canary",
        "renewals",
        "alice",
        "api.example",
        "Y2FuYXJ5",
        "NhbmFye",
    ] {
        assert!(!text.contains(clear), "{text}");
    }
    let loaded = store.load(Some(&alice)).await.unwrap().unwrap();
    assert_eq!(token_of(&loaded), "canary-token");
    // Another account with the same key learns whose it is, and no more.
    let other = store.load(Some(&login("bob"))).await.unwrap().unwrap();
    assert!(other.token.is_none());
    assert_eq!((other.generation, other.login), (7, Some(alice.id())));
}

async fn what_was_changed_in_the_server_is_an_error_that_names_the_key() {
    let server = RedisServer::start().await;
    let store = RedisStore::new(server.url(), KEY).unwrap();
    let alice = login("alice");
    save(&store, Some(&alice)).await;
    let text = field(&server, "record").await;
    let saved = field(&server, "saved").await;
    let later = (saved.parse::<u64>().unwrap() + 1).to_string();
    let mut changes: Vec<(&str, String)> = vec![("saved", later)];
    for at in (0..text.len()).step_by(7) {
        let mut bytes = text.clone().into_bytes();
        bytes[at] ^= 1;
        changes.push(("record", String::from_utf8(bytes).unwrap()));
    }
    for (name, value) in changes {
        let before = field(&server, name).await;
        let _: i64 = server.command(&["HSET", KEY, name, &value]).await;
        let error = store.load(Some(&alice)).await.unwrap_err();
        let shown = format!("{error} {error:?}");
        assert!(shown.contains("`the-key` in Redis"), "{shown}");
        assert!(!shown.contains("canary"), "{shown}");
        let _: i64 = server.command(&["HSET", KEY, name, &before]).await;
    }
    assert!(store.load(Some(&alice)).await.is_ok());
}

async fn the_secret_of_the_store_seals_without_a_login() {
    let server = RedisServer::start().await;
    let store = RedisStore::new(server.url(), KEY).unwrap();
    let with = |secret: &str| store.clone().seal_with(Secret::from(secret));
    save(&with("canary-secret"), None).await;
    let loaded = with("canary-secret").load(None).await.unwrap().unwrap();
    assert_eq!(token_of(&loaded), "canary-token");
    for wrong in [with("canary-other"), store] {
        let error = wrong.load(None).await.unwrap_err();
        let shown = format!("{error} {error:?} {wrong:?}");
        assert!(shown.contains("`the-key` in Redis"), "{shown}");
        assert!(!shown.contains("canary"), "{shown}");
    }
}

pub(crate) fn trials() -> Vec<Trial> {
    redis_tests![
        a_dump_of_the_server_gives_nothing_away,
        what_was_changed_in_the_server_is_an_error_that_names_the_key,
        the_secret_of_the_store_seals_without_a_login,
    ]
}
