//! The Redis store without a server, or with one that does not do its part.

use tokio::net::TcpListener;

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
        format!("rediss://:{CANARY}@127.0.0.1/"),
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
async fn a_server_that_never_answers_holds_nobody_up() {
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
