//! How long a token is used.

use std::time::{Duration, SystemTime};

use http::{HeaderMap, HeaderValue, header};
use tokio::time::{advance, sleep};

use super::support::{
    DAY, HOUR, Source, millis,
    play::{fails, lives, token},
    secs,
};
use crate::{
    model::datetime::DateTime,
    session::{
        error::kind::TokenErrorKind, minted::Minted, settings::SessionSettings,
        snapshot::SessionPhase,
    },
};

/// Returns the headers of a response that was sent at `date`.
fn dated(date: DateTime) -> HeaderMap {
    let date = date.format("%a, %d %b %Y %H:%M:%S GMT").to_string();
    let date = HeaderValue::try_from(date).unwrap();
    HeaderMap::from_iter([(header::DATE, date)])
}

fn now() -> DateTime {
    SystemTime::now().into()
}

/// Mints one such token, and returns how long it is served, as far as a snapshot shows.
async fn expires_in(minted: Minted) -> Option<Duration> {
    let session = Source::of([token(minted)]).session();
    session.token().await.unwrap();
    session.snapshot().expires_in
}

#[tokio::test(start_paused = true)]
async fn a_refresh_ahead_that_fails_leaves_the_token_until_it_ends() {
    let source = Source::of([lives(HOUR)]);
    let session = source.session();
    session.token().await.unwrap();
    for _ in 0..100 {
        source.then(fails());
    }
    advance(HOUR - secs(300)).await;
    while session.snapshot().expires_in.is_some() {
        assert_eq!(session.token().await.unwrap().expose(), "CANARY-token");
        sleep(secs(1)).await;
    }
    let error = session.token().await.unwrap_err();
    assert_eq!(error.kind(), TokenErrorKind::Failed);
    // 1, 2, 4, 8, 16, 30, 30 … s apart in 300 s, and never for each call.
    assert!((12..=16).contains(&source.mints()), "{}", source.mints());
}

#[tokio::test(start_paused = true)]
async fn row_34_a_short_life_gives_up_a_fifth_of_it_at_least() {
    let source = Source::of([]).life(secs(10));
    let session = source.session();
    session.token().await.unwrap();
    // The window is 2 to 3 s, and not 300.
    for _ in 0..69 {
        advance(millis(100)).await;
        session.token().await.unwrap();
        assert_eq!(session.snapshot().phase, SessionPhase::Live);
    }
    assert_eq!(source.mints(), 1);
    advance(millis(1_100)).await;
    session.token().await.unwrap();
    sleep(millis(1)).await;
    assert_eq!(source.mints(), 2);
}

#[tokio::test(start_paused = true)]
async fn the_window_of_a_long_life_is_300_s_and_half_as_much_again() {
    for _ in 0..50 {
        let source = Source::of([]);
        let session = source.session();
        session.token().await.unwrap();
        advance(DAY - secs(450) - millis(1)).await;
        assert_eq!(session.snapshot().phase, SessionPhase::Live);
        advance(secs(150) + millis(2)).await;
        assert_eq!(session.snapshot().phase, SessionPhase::Stale);
    }
}

#[tokio::test(start_paused = true)]
async fn a_life_counts_from_before_the_request() {
    let source = Source::of([lives(secs(100)).after(secs(20))]);
    let session = source.session();
    session.token().await.unwrap();
    assert_eq!(session.snapshot().expires_in, Some(secs(80)));
}

#[tokio::test(start_paused = true)]
async fn row_33_an_unknown_life_is_the_default() {
    let minted = || Minted::new("CANARY");
    assert_eq!(expires_in(minted()).await, Some(secs(900)));
    let unknown = minted().expires(None, &HeaderMap::new()).unwrap();
    assert_eq!(expires_in(unknown).await, Some(secs(900)));
    // Without a `Date`, a past by the clock of this machine says nothing either.
    let past = minted()
        .expires(Some(now() - HOUR), &HeaderMap::new())
        .unwrap();
    assert_eq!(expires_in(past).await, Some(secs(900)));
    let source = Source::of([token(minted())]);
    let session = source.session_with(SessionSettings::default().default_life(secs(60)));
    session.token().await.unwrap();
    assert_eq!(session.snapshot().expires_in, Some(secs(60)));
}

#[tokio::test(start_paused = true)]
async fn row_33_a_huge_life_saturates() {
    let headers = dated(now());
    let minted = || Minted::new("CANARY");
    let huge = [
        minted().lives(Duration::MAX),
        minted().expires_at_unix(Some(i64::MAX), &headers).unwrap(),
        minted().expires(Some(DateTime::MAX_UTC), &headers).unwrap(),
    ];
    for minted in huge {
        assert_eq!(expires_in(minted).await, Some(DAY * 365));
    }
    let settings = SessionSettings::default()
        .refresh_ahead(Duration::MAX)
        .default_life(Duration::MAX);
    let session = Source::of([token(minted())]).session_with(settings);
    assert!(session.token().await.is_ok());
    assert!(session.token().await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn row_33_a_token_that_had_ended_when_it_came_is_refused() {
    let headers = dated(now());
    for seconds in [i64::MIN, -1, 0, now().timestamp() - 10] {
        let error = Minted::new("CANARY").expires_at_unix(Some(seconds), &headers);
        assert_eq!(
            error.unwrap_err().to_string(),
            "the server sent a token that had expired already"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn row_33_the_clock_of_this_machine_does_not_matter() {
    for skew in [-DAY.as_secs().cast_signed(), 0, DAY.as_secs().cast_signed()] {
        let servers = now() + chrono::TimeDelta::seconds(skew);
        let headers = dated(servers);
        let minted = || Minted::new("CANARY");
        let seconds = servers.timestamp() + 3_600;
        let minted = [
            minted().expires_at_unix(Some(seconds), &headers).unwrap(),
            minted().expires(Some(servers + HOUR), &headers).unwrap(),
        ];
        for minted in minted {
            let life = expires_in(minted).await.unwrap();
            // `Date` has no fractions of seconds.
            assert!(life >= HOUR && life <= HOUR + secs(1), "{life:?}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_token_that_no_header_can_carry_is_an_error_that_does_not_show_it() {
    for text in ["", "CANARY\r\nx: y", "CANARY-é"] {
        let source = Source::of([token(Minted::new(text))]);
        let error = source.session().token().await.unwrap_err();
        assert_eq!(error.kind(), TokenErrorKind::Failed);
        assert!(!format!("{error} {error:?}").contains("CANARY"), "{error}");
    }
}
