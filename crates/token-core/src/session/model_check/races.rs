//! The races that there are.

use std::time::Duration;

use shuttle::future::{block_on, spawn};

use super::{Subject, at_random, exhaustively, source::Model, wait};
use crate::{
    credential::Credential,
    session::{
        close::Closing, error::kind::TokenErrorKind, runtime, settings::SessionSettings,
        token::Generation,
    },
    store::memory::MemoryStore,
};

fn cold_callers(count: usize) {
    let subject = Subject::of(Model::default());
    let callers: Vec<_> = (1..count).map(|_| subject.caller()).collect();
    let own = block_on(subject.session.token());
    for token in callers.into_iter().map(wait).chain([own]) {
        assert_eq!(token.unwrap().expose(), "token-1");
    }
    assert_eq!(subject.model().mints(), 1);
}

#[test]
fn callers_of_a_cold_session_share_one_mint() {
    exhaustively(|| cold_callers(2));
    at_random(|| cold_callers(5));
}

fn failing_mint(count: usize) {
    let subject = Subject::of(Model::failing());
    let callers: Vec<_> = (1..count).map(|_| subject.caller()).collect();
    let own = block_on(subject.session.token());
    for outcome in callers.into_iter().map(wait).chain([own]) {
        let error = outcome.unwrap_err();
        assert_eq!(error.to_string(), "no token could be minted: failure 1");
    }
    assert_eq!(subject.model().mints(), 1);
}

#[test]
fn one_failure_is_returned_to_all() {
    exhaustively(|| failing_mint(2));
    at_random(|| failing_mint(5));
}

fn refusals(callers: usize, refusers: usize) {
    let subject = Subject::of(Model::default());
    let first = block_on(subject.session.token()).unwrap().generation();
    runtime::pass(Duration::from_secs(5));
    let refusers: Vec<_> = (0..refusers).map(|_| subject.refuser(first)).collect();
    let callers: Vec<_> = (0..callers).map(|_| subject.careful_caller()).collect();
    for refuser in refusers {
        assert!(wait(refuser), "there is another one");
    }
    for caller in callers {
        assert!(wait(caller).is_some());
    }
    let second = block_on(subject.session.token()).unwrap().generation();
    assert_eq!(second, Generation(2));
    assert_eq!(subject.model().mints(), 2);
}

#[test]
fn a_refused_token_is_replaced_by_one_mint_for_all() {
    exhaustively(|| refusals(1, 1));
    at_random(|| refusals(3, 3));
}

/// Every caller refuses its token, as when the server refuses all tokens.
fn always_refused(callers: usize) {
    let subject = Subject::of(Model::default());
    block_on(subject.session.token()).unwrap();
    runtime::pass(Duration::from_secs(5));
    let callers: Vec<_> = (0..callers)
        .map(|_| {
            let subject = subject.clone();
            spawn(async move {
                for _ in 0..3 {
                    let token = subject.session.token().await.unwrap();
                    subject.session.rejected(token.generation()).await;
                }
            })
        })
        .collect();
    callers.into_iter().for_each(wait);
    assert_eq!(subject.model().mints(), 2, "the first one, and one forced");
}

#[test]
fn a_server_that_refuses_all_tokens_has_one_forced() {
    exhaustively(|| always_refused(2));
    at_random(|| always_refused(4));
}

fn closing(callers: usize, invalidates: bool) {
    let subject = Subject::of(Model::default());
    let callers: Vec<_> = (0..callers).map(|_| subject.caller()).collect();
    let session = subject.session.clone();
    let invalidating = invalidates.then(|| spawn(async move { session.invalidate() }));
    let closing = block_on(subject.session.close());
    for caller in callers {
        if let Err(error) = wait(caller) {
            assert_eq!(error.kind(), TokenErrorKind::Closed);
        }
    }
    invalidating.into_iter().for_each(wait);
    let (mints, revoked) = (subject.model().mints(), subject.model().revoked());
    match closing {
        Closing::Revoked(generation) => {
            assert_eq!((generation.0, revoked), (mints as u64, 1));
        }
        Closing::NothingToRevoke => assert!(revoked == 0 && (mints == 0 || invalidates)),
        other => panic!("{other:?}"),
    }
    // Nothing is left that lives.
    assert!(subject.session.snapshot().generation.is_none());
    let error = block_on(subject.session.token()).unwrap_err();
    assert_eq!(error.kind(), TokenErrorKind::Closed);
}

#[test]
fn a_session_that_closes_leaves_nothing_behind() {
    exhaustively(|| closing(1, false));
    at_random(|| closing(3, true));
}

fn lost(callers: usize) {
    runtime::lose_next(false);
    let subject = Subject::of(Model::default());
    let callers: Vec<_> = (0..callers).map(|_| subject.caller()).collect();
    runtime::lose_next(true);
    for caller in callers {
        assert!(wait(caller).is_ok());
    }
    assert!((1..=2).contains(&subject.model().mints()));
    assert!(!subject.session.snapshot().is_refreshing);
}

#[test]
fn a_refresh_that_is_lost_is_started_again() {
    exhaustively(|| lost(1));
    at_random(|| lost(4));
}

/// Two sessions share a store; each finds the lease taken, and lets the other one go on.
fn shared_store() {
    let store = MemoryStore::new();
    let model = Model::default();
    let subjects = [(); 2].map(|()| {
        let settings = SessionSettings::default().store(store.clone());
        Subject::with(model.clone(), settings)
    });
    let callers: Vec<_> = subjects
        .iter()
        .flat_map(|subject| [subject.caller(), subject.caller()])
        .collect();
    for caller in callers {
        assert_eq!(wait(caller).unwrap().expose(), "token-1");
    }
    assert_eq!(model.mints(), 1);
}

#[test]
fn two_sessions_on_one_store_share_one_mint() {
    at_random(shared_store);
}
