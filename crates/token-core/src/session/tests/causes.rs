//! How the pauses grow, by the cause of the failure.

use tokio::time::{Instant, advance, sleep};

use super::support::{
    DAY, Source, millis,
    play::{Play, fails, fails_for, forbids, good, says},
    secs,
};
use crate::{
    session::{error::kind::TokenErrorKind, settings::SessionSettings, snapshot::SessionPhase},
    store::memory::MemoryStore,
};

/// Has such a server asked each second for two hours; returns the gaps between the requests.
async fn gaps(play: impl Fn() -> Play) -> Vec<u64> {
    let source = Source::of((0..1_000).map(|_| play()));
    let session = source.session();
    let until = Instant::now() + secs(2 * 3_600);
    while Instant::now() < until {
        session.token().await.unwrap_err();
        sleep(secs(1)).await;
    }
    source.gaps()
}

#[tokio::test(start_paused = true)]
async fn each_cause_has_its_longest_pause() {
    let passing = [1, 2, 4, 8, 16, 30, 30, 30];
    let forbidden = [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300];
    let declined = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900];
    for status in [408, 425, 429, 500, 503, 599] {
        assert_eq!(gaps(|| says(status)).await[..8], passing, "{status}");
    }
    assert_eq!(gaps(forbids).await[..11], forbidden);
    for status in [300, 302, 400, 404, 405, 409, 422, 451] {
        assert_eq!(gaps(|| says(status)).await[..12], declined, "{status}");
    }
    for status in [401, 403] {
        assert!(gaps(|| says(status)).await.is_empty(), "{status}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_firewall_never_ends_a_session() {
    let source = Source::of((0..20).map(|_| forbids()));
    let session = source.session();
    while session.token().await.is_err() {
        assert_eq!(session.snapshot().phase, SessionPhase::Cooling);
        advance(secs(300)).await;
    }
    assert_eq!(source.mints(), 21);
}

#[tokio::test(start_paused = true)]
async fn causes_that_take_turns_are_one_row_of_failures() {
    let mut number = 0_u32;
    let plays = (0..12).map(|_| {
        number += 1;
        match number % 3 {
            0 => says(400),
            1 => fails(),
            _ => forbids(),
        }
    });
    let source = Source::of(plays);
    let session = source.session();
    while session.token().await.is_err() {
        sleep(millis(100)).await;
    }
    assert_eq!(
        source.gaps(),
        [1, 2, 4, 8, 16, 32, 30, 128, 256, 30, 300, 900]
    );
}

#[tokio::test(start_paused = true)]
async fn a_retry_after_holds_for_all_that_share_the_store_and_for_invalidate() {
    let source = Source::of([fails_for(secs(3_600)), good()]).logs_in("ada", "pw");
    let store = MemoryStore::new();
    let session = || source.session_with(SessionSettings::default().store(store.clone()));
    let first = session();
    first.token().await.unwrap_err();
    for _ in 0..35 {
        advance(secs(100)).await;
        first.invalidate();
        first.token().await.unwrap_err();
        // One that starts anew, as after a crash.
        let error = session().token().await.unwrap_err();
        assert_eq!(error.kind(), TokenErrorKind::Failed);
        assert!(error.retry_after().unwrap() <= secs(3_600));
        // Other credentials do not change what the server asked for.
        source.log_in("ada", &format!("{:?}", Instant::now()));
    }
    assert_eq!(source.mints(), 1);
    advance(secs(101)).await;
    assert!(session().token().await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn a_retry_after_does_not_end_with_a_shorter_pause() {
    let source = Source::of([good(), fails_for(secs(3_600)), good()]);
    let session = source.session();
    session.token().await.unwrap();
    advance(DAY).await;
    session.token().await.unwrap_err();
    for _ in 0..359 {
        advance(secs(10)).await;
        session.invalidate();
        session.token().await.unwrap_err();
    }
    assert_eq!(source.mints(), 2);
}
