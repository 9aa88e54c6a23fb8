//! The suite's own sharpness: a search for secrets that finds nothing proves nothing by itself.

use crate::support::{
    calls::LISTED,
    canary,
    capture::{Capture, LIBRARIES},
    play::respond,
    scene::{Kind, Scene, Settings},
    server::Setup,
    tls::{Authority, Shows},
};

#[tokio::test]
async fn the_capture_sees_every_library() {
    let authority = Authority::new();
    let setup = Setup::plays([respond(200, &[], LISTED)]).tls(authority.server(Shows::Good));
    let scene = Scene::set(setup.start().await, Settings::trusting(&authority));
    scene.call(Kind::Safe).await.succeeds(200).tries(1);
    assert_eq!(Capture::here().libraries(), LIBRARIES);
}

#[tokio::test]
#[should_panic(expected = "the log holds a secret")]
async fn the_capture_finds_a_secret() {
    let capture = Capture::here();
    tracing::trace!(token = canary::ACCESS_TOKEN);
    capture.assert_clean();
}

#[tokio::test]
async fn the_canaries_are_planted() {
    let scene = Scene::of([respond(200, &[], "{}")]).await;
    let _seen = scene.call(Kind::NonIdempotent).await;
    let request = scene.server.received().remove(0);
    assert_eq!(
        request.header("authorization"),
        Some(format!("Bearer {}", canary::ACCESS_TOKEN).as_str())
    );
    assert_eq!(request.header("x-partner-key"), Some(canary::PARTNER_KEY));
    assert!(request.body.contains(canary::BODY));
    assert!(canary::is_in(&format!("{:?}", canary::BODY.as_bytes())));
}
