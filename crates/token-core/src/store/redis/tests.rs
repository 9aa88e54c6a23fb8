//! The Redis store without a server, or with one that does not do its part.

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

use super::*;

const CANARY: &str = "canary-5f2c";

#[test]
fn the_password_is_not_printed() {
    let url = format!("redis://:{CANARY}@127.0.0.1:1/0");
    let store = RedisStore::new(url, "token").unwrap();
    let shown = format!("{store:?} {store:#?} {:?}", store.0);
    assert!(shown.contains("token"), "{shown}");
    assert!(!shown.contains("canary"), "{shown}");
}

#[test]
fn an_address_that_is_none_is_an_error_that_does_not_quote_it() {
    for url in [
        format!("http://:{CANARY}@127.0.0.1/"),
        format!("redis://:{CANARY}@127.0.0.1:99999/"),
        format!("redis://:{CANARY}@127.0.0.1/{CANARY}"),
        format!("rediss://:{CANARY}@127.0.0.1/#insecure"),
        format!("rediss://:{CANARY}@127.0.0.1/{CANARY}"),
        format!("redis+unix://:{CANARY}@\0"),
        CANARY.to_owned(),
    ] {
        let error = RedisStore::new(&*url, "the-key").unwrap_err();
        let shown = format!("{error} {error:?}");
        assert!(shown.contains("the-key"), "{shown}");
        assert!(!shown.contains("canary"), "{shown}");
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_is_an_error() {
    let port = {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        listener.local_addr().unwrap().port()
    };
    let url = format!("redis://:{CANARY}@127.0.0.1:{port}/");
    let store = RedisStore::new(url, "the-key").unwrap();
    let error = store.load(None).await.unwrap_err();
    let shown = format!("{error} {error:?}");
    assert!(
        shown.contains("`the-key` in Redis: the server cannot be reached"),
        "{shown}"
    );
    assert!(!shown.contains("canary"), "{shown}");
}

#[tokio::test]
async fn a_server_that_never_responds_blocks_no_caller() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("redis://{}/", listener.local_addr().unwrap());
    let store = RedisStore::new(url, "the-key")
        .unwrap()
        .timeout(Duration::from_millis(50));
    let error = store.lease(Duration::from_secs(30)).await.unwrap_err();
    assert!(
        error.to_string().contains("took longer than 50ms"),
        "{error}"
    );
}

#[test]
fn a_record_is_kept_beyond_all_that_it_says() {
    let mut record = Record::default();
    assert_eq!(kept_for(&record), MARGIN);
    record.refused = Some(Duration::from_secs(1));
    assert_eq!(kept_for(&record), Duration::from_secs(299) + MARGIN);
    record.refused = Some(Duration::MAX);
    assert_eq!(kept_for(&record), MARGIN);
}

#[test]
fn what_is_never_verified_is_refused() {
    let error = RedisStore::new("rediss://127.0.0.1/#insecure", "the-key").unwrap_err();
    assert!(error.to_string().contains("always verified"), "{error}");
}

#[cfg(not(any(feature = "rustls", feature = "native-tls")))]
#[test]
fn an_encrypted_way_needs_a_tls_library() {
    let error = RedisStore::new("rediss://127.0.0.1/", "the-key").unwrap_err();
    assert!(
        error
            .to_string()
            .contains("needs the feature `rustls` or `native-tls`"),
        "{error}"
    );
}

#[test]
fn trust_is_for_encrypted_ways_and_must_be_one() {
    let store = RedisStore::new("redis://127.0.0.1/", "the-key").unwrap();
    let error = store.root_certificates("canary").unwrap_err();
    assert!(
        error
            .to_string()
            .contains("no effect without a `rediss://` address"),
        "{error}"
    );
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    for (certificates, key) in [("canary", ""), ("", "canary")] {
        let store = RedisStore::new("rediss://127.0.0.1/", "the-key").unwrap();
        let error = match key {
            "" => store.root_certificates(certificates).unwrap_err(),
            key => store.identity(certificates, Secret::from(key)).unwrap_err(),
        };
        let shown = format!("{error} {error:?}");
        assert!(
            shown.contains("PEM") && shown.contains("the-key"),
            "{shown}"
        );
        assert!(!shown.contains("canary"), "{shown}");
    }
}

#[test]
fn the_lease_of_a_cluster_is_in_the_slot_of_the_key() {
    for (key, lease) in [
        ("token", "{token}:lease"),
        ("my-service:token", "{my-service:token}:lease"),
        ("a{b}c", "a{b}c:lease"),
        ("a{b", "{a{b}:lease"),
        ("{a}{b}", "{a}{b}:lease"),
    ] {
        let store = RedisStore::cluster(["redis://127.0.0.1"], key).unwrap();
        assert_eq!(store.0.lease_key, lease, "{key}");
    }
    for key in ["", "a}b", "a{}b", "}{"] {
        let error = RedisStore::cluster(["redis://127.0.0.1"], key).unwrap_err();
        assert!(error.to_string().contains("hash tag"), "{error}");
    }
    // One server keeps the name that it has had from the start.
    assert_eq!(
        RedisStore::new("redis://127.0.0.1", "token")
            .unwrap()
            .0
            .lease_key,
        "token:lease"
    );
}

#[test]
fn addresses_of_several_servers_that_do_not_go_together_are_refused() {
    let none: [&str; 0] = [];
    for (error, says) in [
        (RedisStore::cluster(none, "k"), "no address was given"),
        (
            RedisStore::sentinel(none, "mymaster", "k"),
            "no address was given",
        ),
        (RedisStore::cluster(["redis://h/1"], "k"), "database 0 only"),
        (
            RedisStore::cluster(["redis://h", "canary"], "k"),
            "not valid",
        ),
        (
            RedisStore::sentinel(["redis://h"], "", "k"),
            "name of the primary is empty",
        ),
        (
            RedisStore::sentinel(["redis://h"], "http://canary", "k"),
            "not valid",
        ),
    ] {
        let error = error.unwrap_err().to_string();
        assert!(error.contains(says), "{error}");
        assert!(!error.contains("canary"), "{error}");
    }
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    {
        let error = RedisStore::cluster(["redis://h", "rediss://h"], "k").unwrap_err();
        assert!(
            error.to_string().contains("some of the addresses have TLS"),
            "{error}"
        );
    }
}

/// A server that responds to every command with this line.
async fn says(line: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("redis://{}/", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut client, _) = listener.accept().await.unwrap();
        let mut received = [0; 4096];
        while let Ok(1..) = client.read(&mut received).await {
            // The connection begins with two commands that may fail.
            client.write_all(line.repeat(3).as_bytes()).await.unwrap();
        }
    });
    url
}

#[tokio::test]
async fn what_a_server_may_refuse_is_said_in_words() {
    for (line, meaning) in [
        (
            "-LOADING canary\r\n",
            "the server is still loading its data (LOADING)",
        ),
        ("-OOM canary\r\n", "the server is out of memory (OOM)"),
        (
            "-READONLY canary\r\n",
            "a replica, which cannot be written to (READONLY)",
        ),
        (
            "-MOVED 1 127.0.0.1:1\r\n",
            "use `RedisStore::cluster` (MOVED)",
        ),
        ("-MISCONF canary\r\n", "the server responded with (MISCONF)"),
        (
            "-NOAUTH canary\r\n",
            "the server demands a password (NOAUTH)",
        ),
        (
            "-ERR Error running script (call to f_1): @user_script:1: -OOM canary\r\n",
            "the server is out of memory (OOM)",
        ),
        (
            "-ERR canary: -canary\r\n",
            "the server responded with (ERR)",
        ),
    ] {
        let store = RedisStore::new(says(line).await, "the-key").unwrap();
        let error = store.load(None).await.unwrap_err();
        let shown = format!("{error} {error:?}");
        assert!(shown.contains(meaning), "{line}: {shown}");
        assert!(shown.contains("the-key"), "{shown}");
        assert!(!shown.contains("canary"), "{shown}");
    }
}
