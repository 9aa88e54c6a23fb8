//! Rows 22 and 23: a client does not add to the load of a server that is down, and comes back with it.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use token_core::{
    error::ErrorKind,
    retry::RetryBudget,
    transport::{Sent, TransportErrorKind},
};
use tokio::{task::JoinSet, time::timeout};

use crate::support::{
    calls::{self, LISTED},
    capture::Capture,
    play::{Play, raw, respond, status},
    scene::{Kind, Scene, Settings, send},
    seen::{Failure, Success},
    server::{Server, Setup},
};

/// How many retries a full budget pays for.
const RETRIES: usize = (RetryBudget::CAPACITY / RetryBudget::RETRY_COST) as usize;

#[tokio::test]
async fn row_22_a_hundred_callers_of_a_server_that_is_down() {
    let settings = Settings::patient();
    let scene = Scene::set(Server::plays([status(503)]).await, settings.clone());
    let outcomes = crowd(&scene, Kind::Safe, 100).await;
    let mut attempts = 0;
    for outcome in outcomes {
        let error = outcome.unwrap_err().error;
        assert_eq!(error.kind(), ErrorKind::Api, "{error}");
        assert_eq!(
            error.is_budget_exhausted(),
            error.attempts().len() < 3,
            "{error}"
        );
        assert_eq!(
            error.status().map(|status| status.as_u16()),
            Some(503),
            "{error}"
        );
        attempts += error.attempts().len();
    }
    // Each caller had its first try, and all of them together the retries of one budget.
    assert_eq!(
        (scene.server.requests(), attempts),
        (100 + RETRIES, 100 + RETRIES)
    );
    assert!(settings.budget.available() < RetryBudget::RETRY_COST);
    scene
        .call(Kind::Safe)
        .await
        .exhausted(503)
        .says("the retry budget is spent")
        .tries(1);
}

#[tokio::test]
async fn row_22_failures_earn_nothing() {
    let settings = Settings::patient();
    let scene = Scene::set(Server::plays([status(503)]).await, settings.clone());
    crowd(&scene, Kind::Safe, 100).await;
    let left = settings.budget.available();
    for outcome in crowd(&scene, Kind::NonIdempotent, 100).await {
        let error = outcome.unwrap_err().error;
        assert!(
            !error.is_budget_exhausted(),
            "it was not due another attempt"
        );
    }
    assert_eq!(settings.budget.available(), left);
    assert_eq!(scene.server.requests(), 200 + RETRIES);
}

#[tokio::test]
async fn row_22_a_server_that_asks_for_retries() {
    let settings = Settings::patient();
    let scene = Scene::set(
        Server::plays([respond(503, &[("retry-after", "0")], "")]).await,
        settings.clone(),
    );
    crowd(&scene, Kind::NonIdempotent, 100).await;
    let bound = 100 + (RetryBudget::CAPACITY / RetryBudget::THROTTLED_COST) as usize;
    assert_eq!(scene.server.requests(), bound);
}

#[tokio::test]
async fn row_23_a_server_that_recovers() {
    let up = Arc::new(AtomicBool::new(false));
    let is_up = Arc::clone(&up);
    let setup = Setup::decides(move |request| {
        let falters = request.header("x-partner-key").is_none();
        if is_up.load(Ordering::Relaxed) && !falters {
            respond(200, &[], LISTED)
        } else {
            status(503)
        }
    });
    let settings = Settings::patient();
    let scene = Scene::set(setup.start().await, settings.clone());
    crowd(&scene, Kind::Safe, 100).await;
    assert!(settings.budget.available() < RetryBudget::RETRY_COST);
    up.store(true, Ordering::Relaxed);
    for _ in 0..RetryBudget::RETRY_COST {
        scene.call(Kind::Safe).await.succeeds(200).tries(1);
    }
    assert!(settings.budget.available() >= RetryBudget::RETRY_COST);
    // One that fails has its retry again.
    let error = calls::safe(&scene.client).send().await.unwrap_err();
    assert!(error.is_budget_exhausted());
    assert_eq!((error.kind(), error.attempts().len()), (ErrorKind::Api, 2));
}

/// The kind of the error stays that of what went wrong, so that a program that matches on it still does.
#[tokio::test]
async fn row_22_a_spent_budget_hides_no_kind_of_error() {
    let settings = Settings::patient();
    let down = Scene::set(Server::plays([status(503)]).await, settings.clone());
    crowd(&down, Kind::Safe, 100).await;
    for (play, kind, sent) in [
        (
            Play::default().close(),
            TransportErrorKind::Closed,
            Sent::Maybe,
        ),
        (
            raw(&b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{"[..]).close(),
            TransportErrorKind::Body,
            Sent::Yes,
        ),
    ] {
        let scene = Scene::set(Server::plays([play]).await, settings.clone());
        let seen = scene.call(Kind::Safe).await.fails(kind, sent).tries(1);
        let error = seen.says("the retry budget is spent");
        let error = error.error();
        assert!(error.is_budget_exhausted() && !error.is_timeout());
        assert_eq!(error.fault(), Some(kind));
    }
    let documented = Scene::set(
        Server::plays([respond(429, &[], calls::documented("slow down"))]).await,
        settings.clone(),
    );
    // Retries that a server asks for cost less, and there is a rest for these.
    while settings.budget.available() >= RetryBudget::THROTTLED_COST {
        documented.call(Kind::Safe).await.refused(429);
    }
    let seen = documented.call(Kind::Safe).await.refused(429).tries(1);
    assert!(seen.error().is_budget_exhausted() && seen.error().is_throttled());
    // An error that is not retried anyway does not mention the budget.
    let refused = Scene::set(Server::plays([status(404)]).await, settings);
    let seen = refused.call(Kind::Safe).await.refused(404).tries(1);
    assert!(!seen.error().is_budget_exhausted());
}

#[tokio::test]
async fn row_23_a_retry_that_succeeds_costs_nothing() {
    let settings = Settings::patient();
    let mut plays = Vec::new();
    for _ in 0..50 {
        plays.extend([status(503), respond(200, &[], LISTED)]);
    }
    let scene = Scene::set(Server::plays(plays).await, settings.clone());
    for _ in 0..50 {
        scene.call(Kind::Safe).await.succeeds(200).tries(2);
    }
    assert_eq!(settings.budget.available(), RetryBudget::CAPACITY);
}

/// Makes `count` calls at one time.
async fn crowd(scene: &Scene, kind: Kind, count: usize) -> Vec<Result<Success, Failure>> {
    let mut calls = JoinSet::new();
    for _ in 0..count {
        let client = scene.client.clone();
        match kind {
            Kind::NonIdempotent => calls.spawn(send(calls::non_idempotent(&client))),
            _ => calls.spawn(send(calls::safe(&client))),
        };
    }
    let outcomes = timeout(Settings::patient().call, calls.join_all());
    let outcomes = outcomes.await.expect("a call outlives its deadline");
    Capture::here().assert_clean();
    outcomes
}
