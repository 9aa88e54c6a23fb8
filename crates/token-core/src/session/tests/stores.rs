//! Stores that are shared, and stores that fail.

use std::sync::atomic::{AtomicBool, Ordering};

use tokio::time::{Instant, advance, sleep, timeout};

use super::odd_stores::{Faulty, Slow};
use super::support::Asked::{Mint, Renew, Revoke};
use super::support::play::{good, lives, says};
use super::support::{DAY, Source, millis, secs};
use crate::{
    session::{
        error::kind::TokenErrorKind, event::SessionEvent, settings::SessionSettings,
        token::Generation,
    },
    store::{TokenStore, memory::MemoryStore, record::Record},
};

fn on<T: TokenStore + Clone>(store: &T) -> SessionSettings {
    SessionSettings::default().store(store.clone())
}

#[tokio::test(start_paused = true)]
async fn ten_sessions_mint_one_token() {
    let source = Source::of([good().after(secs(2))]);
    let store = MemoryStore::new();
    let sessions: Vec<_> = (0..10).map(|_| source.session_with(on(&store))).collect();
    let mut callers = tokio::task::JoinSet::new();
    for session in sessions {
        callers.spawn(async move { session.token().await.unwrap().expose().to_owned() });
    }
    let tokens = callers.join_all().await;
    assert!(tokens.iter().all(|token| token == "CANARY-token-1"));
    assert_eq!(source.mints(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_new_session_adopts_the_token_with_its_age_and_its_renewals() {
    let source = Source::of([]).renews();
    let store = MemoryStore::new();
    let first = source.session_with(on(&store));
    first.token().await.unwrap();
    advance(DAY - secs(100)).await;
    first.token().await.unwrap();
    sleep(secs(50)).await;
    let second = source.session_with(on(&store));
    let mut events = second.subscribe();
    second.token().await.unwrap();
    assert_eq!(
        events.next().await,
        Some(SessionEvent::Adopted(Generation(1)))
    );
    let snapshot = second.snapshot();
    assert_eq!(snapshot.renewals, 1);
    let left = snapshot.expires_in.unwrap();
    assert!(left > DAY + secs(49) && left <= DAY + secs(50), "{left:?}");
    assert_eq!(source.asked(), [Mint, Renew]);
}

#[tokio::test(start_paused = true)]
async fn refused_credentials_are_known_to_all_for_five_minutes() {
    let source = Source::of([says(401)]);
    let store = MemoryStore::new();
    source.session_with(on(&store)).token().await.unwrap_err();
    let second = source.session_with(on(&store));
    let error = second.token().await.unwrap_err();
    assert_eq!(error.kind(), TokenErrorKind::CredentialsRefused);
    advance(secs(299)).await;
    second.token().await.unwrap_err();
    assert_eq!(source.mints(), 1);
    advance(secs(1)).await;
    assert!(second.token().await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn a_refused_token_is_not_taken_from_the_store_again() {
    let source = Source::of([]);
    let store = MemoryStore::new();
    let [one, other] = [(); 2].map(|()| source.session_with(on(&store)));
    let first = one.token().await.unwrap();
    other.token().await.unwrap();
    one.refused(first.generation());
    let second = one.token().await.unwrap();
    // The other hears of it by its own 401, and takes the new one.
    other.refused(first.generation());
    assert_eq!(other.token().await.unwrap().expose(), second.expose());
    assert_eq!(source.mints(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_token_before_the_refused_one_is_not_taken_from_the_store_either() {
    let source = Source::of([]);
    let store = Faulty::default();
    let session = source.session_with(on(&store));
    let first = session.token().await.unwrap();
    session.refused(first.generation());
    // The next one is minted, and cannot be saved: the store still has the first one.
    store.save.store(true, Ordering::SeqCst);
    let second = session.token().await.unwrap();
    assert_eq!(second.generation(), Generation(2));
    advance(secs(10)).await;
    session.refused(second.generation());
    let third = session.token().await.unwrap();
    assert_eq!(third.generation(), Generation(3));
    assert_ne!(third.expose(), first.expose());
}

#[tokio::test(start_paused = true)]
async fn a_token_that_is_refused_while_another_refreshes_is_not_served() {
    let source = Source::of([good(), good().after(secs(5))]);
    let store = MemoryStore::new();
    let [one, other] = [(); 2].map(|()| source.session_with(on(&Slow(store.clone()))));
    one.token().await.unwrap();
    let first = other.token().await.unwrap();
    advance(DAY - secs(100)).await;
    one.token().await.unwrap();
    sleep(secs(1)).await;
    // It finds the lease taken, and its token is refused while it is on its way there.
    other.token().await.unwrap();
    sleep(millis(5)).await;
    other.refused(first.generation());
    let second = other.token().await.unwrap();
    assert_eq!(second.generation(), Generation(2));
    assert_eq!(source.mints(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_store_that_fails_before_a_mint_is_an_error_and_passes() {
    let faults: [fn(&Faulty) -> &AtomicBool; 2] = [|store| &store.load, |store| &store.lease];
    for fault in faults {
        let store = Faulty::default();
        let fault = fault(&store);
        let source = Source::of([]);
        let session = source.session_with(on(&store));
        fault.store(true, Ordering::SeqCst);
        let error = session.token().await.unwrap_err();
        assert_eq!(error.kind(), TokenErrorKind::Store);
        assert_eq!(
            error.to_string(),
            "the token store could not be used: the disk is full"
        );
        assert_eq!(source.mints(), 0);
        fault.store(false, Ordering::SeqCst);
        advance(secs(1)).await;
        assert!(session.token().await.is_ok());
    }
}

#[tokio::test(start_paused = true)]
async fn a_token_that_cannot_be_saved_is_still_served() {
    let faults: [fn(&Faulty) -> &AtomicBool; 2] = [|store| &store.save, |store| &store.release];
    for fault in faults {
        let store = Faulty::default();
        let fault = fault(&store);
        let source = Source::of([]);
        let session = source.session_with(on(&store));
        fault.store(true, Ordering::SeqCst);
        assert!(session.token().await.is_ok());
        let failure = session.snapshot().last_failure.unwrap();
        assert_eq!(failure.kind(), TokenErrorKind::Store);
        assert!(session.token().await.is_ok());
        assert_eq!(source.mints(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn a_renewal_that_cannot_be_counted_is_not_sent() {
    let source = Source::of([]).renews();
    let store = Faulty::default();
    let session = source.session_with(on(&store));
    session.token().await.unwrap();
    store.save.store(true, Ordering::SeqCst);
    advance(DAY - secs(100)).await;
    assert!(session.token().await.is_ok());
    sleep(millis(1)).await;
    assert_eq!(source.asked(), [Mint]);
    store.save.store(false, Ordering::SeqCst);
    sleep(secs(1)).await;
    session.token().await.unwrap();
    sleep(millis(1)).await;
    assert_eq!(source.asked(), [Mint, Renew]);
}

#[tokio::test(start_paused = true)]
async fn a_token_is_revoked_although_the_store_fails() {
    let source = Source::of([]).revokes();
    let store = Faulty::default();
    let session = source.session_with(on(&store));
    session.token().await.unwrap();
    store.lease.store(true, Ordering::SeqCst);
    let error = session.revoke().await.unwrap_err();
    assert_eq!(error.kind(), TokenErrorKind::Store);
    assert_eq!(source.asked(), [Mint, Revoke]);
}

#[tokio::test(start_paused = true)]
async fn a_revocation_does_not_wait_forever_for_the_lease() {
    let source = Source::of([]).revokes();
    let store = MemoryStore::new();
    let session = source.session_with(on(&store));
    session.token().await.unwrap();
    let _kept = store.lease(DAY).await.unwrap();
    let started = Instant::now();
    let error = session.revoke().await.unwrap_err();
    assert_eq!(error.kind(), TokenErrorKind::Store, "{error}");
    assert!(started.elapsed() <= secs(31));
    assert_eq!(source.asked(), [Mint, Revoke]);
}

#[tokio::test(start_paused = true)]
async fn a_lease_that_another_keeps_blocks_no_longer_than_a_refresh_may_take() {
    let source = Source::of([]);
    let store = MemoryStore::new();
    let _kept = store.lease(DAY).await.unwrap();
    let session = source.session_with(on(&store));
    let started = Instant::now();
    let error = session.token().await.unwrap_err();
    assert_eq!(error.kind(), TokenErrorKind::Timeout);
    assert_eq!(started.elapsed().as_secs(), 30);
}

#[tokio::test(start_paused = true)]
async fn one_who_dies_with_the_lease_is_followed_by_the_next() {
    let source = Source::of([good().after(DAY), good()]);
    let store = MemoryStore::new();
    let settings = || on(&store).refresh_timeout(secs(3));
    let first = source.session_with(settings());
    assert!(timeout(millis(1), first.token()).await.is_err());
    drop(first);
    let second = source.session_with(settings());
    let started = Instant::now();
    // Its own limit comes first by a moment, or it takes over.
    while second.token().await.is_err() {
        sleep(millis(100)).await;
    }
    assert!(started.elapsed() < secs(5), "{:?}", started.elapsed());
}

#[tokio::test(start_paused = true)]
async fn a_token_of_any_life_can_be_written_down() {
    let store = MemoryStore::new();
    let source = Source::of([lives(std::time::Duration::MAX)]).renews();
    let session = source.session_with(on(&store));
    session.token().await.unwrap();
    let record = store.load(None).await.unwrap().unwrap();
    let read = Record::from_json(&record.to_json().unwrap()).unwrap();
    assert_eq!(read.token.unwrap().remaining, DAY * 365);
}
