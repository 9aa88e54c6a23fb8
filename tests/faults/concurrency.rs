//! Row 44: ten thousand calls at one time, and how many exchanges a transport makes at once.

use std::time::Duration;

use token_core::transport::ReqwestTransport;
use tokio::task::JoinSet;

use crate::support::{
    calls::{self, LISTED},
    capture::Capture,
    play::respond,
    scene::{Scene, Settings, send},
    server::Server,
};

const CALLS: usize = 10_000;
const LIMIT: usize = 64;

#[tokio::test]
async fn row_44_ten_thousand_calls_over_a_few_connections() {
    let minute = Duration::from_secs(60);
    let settings = Settings {
        attempt: minute,
        call: minute,
        ..Settings::over(ReqwestTransport::builder().no_proxy().max_concurrent(LIMIT))
    };
    let scene = Scene::set(Server::plays([respond(200, &[], LISTED)]).await, settings);
    let mut calls = JoinSet::new();
    for _ in 0..CALLS {
        calls.spawn(send(calls::safe(&scene.client)));
    }
    for outcome in calls.join_all().await {
        assert_eq!(outcome.unwrap().attempts, 1);
    }
    Capture::here().assert_clean();
    assert_eq!(scene.server.requests(), CALLS);
    assert!(
        scene.server.most_open() <= LIMIT,
        "{} connections were open at one time",
        scene.server.most_open()
    );
}

#[test]
fn concurrent_exchanges_are_not_limited() {
    ReqwestTransport::builder()
        .max_concurrent(usize::MAX)
        .build()
        .unwrap();
}
