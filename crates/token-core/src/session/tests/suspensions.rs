//! A machine that is suspended while a token lives.

use std::time::Duration;

use super::support::{
    DAY, HOUR, Source,
    play::{good, lives},
    secs,
};
use crate::{
    session::{
        runtime::fake::{step, suspend, without_boot_clock},
        settings::SessionSettings,
    },
    store::{TokenStore, memory::MemoryStore},
};

#[tokio::test(start_paused = true)]
async fn a_token_that_ended_during_a_suspension_is_not_handed_out() {
    for has_boot_clock in [true, false] {
        if !has_boot_clock {
            without_boot_clock();
        }
        let source = Source::of([lives(HOUR), good()]);
        let session = source.session();
        let first = session.token().await.unwrap();
        suspend(2 * HOUR);
        assert!(session.snapshot().expires_in.is_none());
        let second = session.token().await.unwrap();
        assert_ne!(first.expose(), second.expose());
        assert_eq!(source.mints(), 2);
    }
}

#[tokio::test(start_paused = true)]
async fn a_token_that_outlives_a_suspension_is_older_by_it() {
    let source = Source::of([lives(DAY)]);
    let session = source.session();
    session.token().await.unwrap();
    suspend(20 * HOUR);
    session.token().await.unwrap();
    let left = session.snapshot().expires_in.unwrap();
    assert!(left <= 4 * HOUR && left > 3 * HOUR, "{left:?}");
    assert_eq!(source.mints(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_store_in_memory_ages_its_token_during_a_suspension() {
    let source = Source::of([lives(HOUR), good()]);
    let store = MemoryStore::new();
    let on = || SessionSettings::default().store(store.clone());
    source.session_with(on()).token().await.unwrap();
    suspend(2 * HOUR);
    let record = store.load(None).await.unwrap().unwrap();
    assert_eq!(record.token.unwrap().remaining, Duration::ZERO);
    source.session_with(on()).token().await.unwrap();
    assert_eq!(source.mints(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_wall_clock_that_is_set_changes_nothing_beside_a_boot_clock() {
    let source = Source::of([lives(HOUR)]);
    let session = source.session();
    session.token().await.unwrap();
    for direction in [1, -1, -1, 1] {
        step(direction, 2 * DAY);
        session.token().await.unwrap();
        tokio::time::advance(secs(2)).await;
        let left = session.snapshot().expires_in.unwrap();
        assert!(left > HOUR - secs(60), "{left:?}");
    }
    assert_eq!(source.mints(), 1);
}

#[tokio::test(start_paused = true)]
async fn without_a_boot_clock_a_wall_clock_that_is_set_ahead_ends_a_token_and_one_set_back_does_not_revive_it()
 {
    without_boot_clock();
    let source = Source::of([lives(HOUR), lives(HOUR)]);
    let session = source.session();
    session.token().await.unwrap();
    step(-1, DAY);
    session.token().await.unwrap();
    assert_eq!(source.mints(), 1);
    step(1, 2 * HOUR);
    session.token().await.unwrap();
    assert_eq!(source.mints(), 2);
    step(-1, 2 * HOUR);
    session.token().await.unwrap();
    assert_eq!(source.mints(), 2);
}
