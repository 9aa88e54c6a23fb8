//! Tokens that last for as long as a caller needs them, and those that are obtained beforehand.

use std::time::Duration;

use tokio::time::{advance, sleep};

use super::support::{
    DAY, HOUR, Source, millis,
    play::{fails, lives},
    secs,
};
use crate::session::{error::kind::TokenErrorKind, token::Generation};

#[tokio::test(start_paused = true)]
async fn a_token_says_how_long_it_is_valid() {
    let source = Source::of([lives(secs(100)).after(secs(20))]);
    let session = source.session();
    let token = session.token().await.unwrap();
    assert_eq!(token.expires_in(), secs(80));
    advance(secs(79)).await;
    assert_eq!(token.expires_in(), secs(1));
    advance(secs(2)).await;
    assert_eq!(token.expires_in(), Duration::ZERO);
}

#[tokio::test(start_paused = true)]
async fn a_token_with_less_left_is_replaced_and_one_with_enough_is_not() {
    let source = Source::of([]);
    let session = source.session();
    let first = session.token_valid_for(HOUR).await.unwrap();
    assert_eq!((first.expires_in(), source.mints()), (DAY, 1));
    advance(DAY - HOUR).await;
    let same = session.token_valid_for(HOUR).await.unwrap();
    assert_eq!((same.expires_in(), source.mints()), (HOUR, 1));
    advance(millis(1)).await;
    let second = session.token_valid_for(HOUR).await.unwrap();
    assert_eq!((second.expires_in(), source.mints()), (DAY, 2));
    assert_eq!(session.token().await.unwrap().expose(), second.expose());
}

#[tokio::test(start_paused = true)]
async fn all_who_need_a_longer_one_share_the_refresh() {
    let source = Source::of([]);
    let session = source.session();
    session.warm_up().await.unwrap();
    advance(DAY - HOUR).await;
    let (one, two, three) = tokio::join!(
        session.token_valid_for(2 * HOUR),
        session.token_valid_for(3 * HOUR),
        session.token_valid_for(secs(1)),
    );
    assert_eq!(one.unwrap().expires_in(), DAY);
    assert_eq!(two.unwrap().expires_in(), DAY);
    assert!(three.is_ok());
    assert_eq!(source.mints(), 2);
}

#[tokio::test(start_paused = true)]
async fn what_no_token_lasts_for_is_an_error_and_never_mint_after_mint() {
    let source = Source::of([]);
    let session = source.session();
    for duration in [DAY + secs(1), 2 * DAY, Duration::MAX] {
        let error = session.token_valid_for(duration).await.unwrap_err();
        assert_eq!(error.kind(), TokenErrorKind::ShortLived, "{error}");
    }
    assert_eq!(source.mints(), 1);
    assert_eq!(session.token().await.unwrap().expires_in(), DAY);
    // A day of it, once a second for an hour, and then once a minute.
    for _ in 0..3_600 {
        advance(secs(1)).await;
        let _ = session.token_valid_for(2 * DAY).await;
    }
    assert_eq!(source.mints(), 1);
    for _ in 0..23 * 60 {
        advance(secs(60)).await;
        let _ = session.token_valid_for(2 * DAY).await;
    }
    assert!(source.mints() <= 6, "{}", source.mints());
}

#[tokio::test(start_paused = true)]
async fn almost_the_whole_life_of_a_token_costs_a_mint_in_300_s_at_most() {
    let source = Source::of([]);
    let session = source.session();
    for _ in 0..600 {
        let _ = session.token_valid_for(DAY - secs(1)).await;
        advance(secs(1)).await;
    }
    assert_eq!(source.mints(), 2);
    // Up to 300 s less than a life can always be obtained.
    for _ in 0..600 {
        session.token_valid_for(DAY - secs(300)).await.unwrap();
        advance(secs(1)).await;
    }
    assert_eq!(source.mints(), 4);
}

#[tokio::test(start_paused = true)]
async fn a_renewal_makes_a_token_last() {
    let source = Source::of([]).renews();
    let session = source.session();
    session.token().await.unwrap();
    advance(HOUR).await;
    let token = session.token_valid_for(DAY).await.unwrap();
    assert_eq!(token.generation(), Generation(1));
    assert_eq!(token.expires_in(), 2 * DAY - HOUR);
    // Several at once, and no more than are needed.
    let token = session.token_valid_for(4 * DAY).await.unwrap();
    assert_eq!(token.expires_in(), 5 * DAY - HOUR);
    assert_eq!(session.snapshot().renewals, 4);
    // Neither the three that are left nor a new token reach so far.
    let error = session.token_valid_for(9 * DAY).await.unwrap_err();
    assert_eq!(error.kind(), TokenErrorKind::ShortLived);
    assert_eq!(source.mints(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_refresh_that_fails_is_reported_and_the_token_is_still_served() {
    let source = Source::of([lives(HOUR)]);
    let session = source.session();
    let first = session.token().await.unwrap();
    source.then(fails());
    advance(HOUR / 2).await;
    let error = session.token_valid_for(HOUR).await.unwrap_err();
    assert_eq!(error.kind(), TokenErrorKind::Failed);
    // The pause holds here, too.
    session.token_valid_for(HOUR).await.unwrap_err();
    assert_eq!(source.mints(), 2);
    assert_eq!(session.token().await.unwrap().expose(), first.expose());
    sleep(secs(2)).await;
    assert!(session.token_valid_for(HOUR).await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn warming_up_mints_once_or_says_why_not() {
    let source = Source::of([fails()]);
    let session = source.session();
    let error = session.warm_up().await.unwrap_err();
    assert_eq!(error.kind(), TokenErrorKind::Failed);
    sleep(secs(2)).await;
    session.warm_up().await.unwrap();
    session.warm_up().await.unwrap();
    session.token().await.unwrap();
    assert_eq!(source.mints(), 2);
    let _ = session.close().await;
    let closed = session.warm_up().await.unwrap_err();
    assert_eq!(closed.kind(), TokenErrorKind::Closed);
    let closed = session.token_valid_for(secs(1)).await.unwrap_err();
    assert_eq!(closed.kind(), TokenErrorKind::Closed);
}
