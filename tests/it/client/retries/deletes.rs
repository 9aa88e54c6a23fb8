//! A DELETE whose response was lost, and that finds no resource on its retry.

use squadcast_tokens::{
    ApiError, RemoveUserToken,
    token_core::{
        http::StatusCode,
        testing::ScriptedTransport,
        transport::{Sent, TransportErrorKind},
    },
};

use super::{asking, client, unavailable};

#[tokio::test(start_paused = true)]
async fn a_delete_that_finds_nothing_after_a_lost_response_succeeds() {
    for first in [
        ScriptedTransport::new().fault(TransportErrorKind::Closed, Sent::Maybe),
        ScriptedTransport::new().status(StatusCode::BAD_GATEWAY),
    ] {
        let (client, _) = client(first.status(StatusCode::NOT_FOUND));
        let reply = client
            .remove_user_token(RemoveUserToken::new("t1"))
            .send()
            .await
            .unwrap();
        assert!(reply.already_gone);
        assert_eq!((reply.status, reply.attempts), (StatusCode::NOT_FOUND, 2));
    }
}

#[tokio::test(start_paused = true)]
async fn a_delete_that_was_refused_and_then_finds_nothing_fails() {
    let missing = r#"{"meta":{"status":404,"error_message":"no such token"}}"#;
    for first in [
        ScriptedTransport::new().status(StatusCode::TOO_MANY_REQUESTS),
        ScriptedTransport::new().fault(TransportErrorKind::Connect, Sent::No),
        // Who says when to come back has done nothing.
        asking(unavailable(), 1),
    ] {
        let (client, _) = client(first.json(StatusCode::NOT_FOUND, missing));
        let error = client
            .remove_user_token(RemoveUserToken::new("t1"))
            .await
            .unwrap_err();
        assert!(
            matches!(error.documented(), Some(ApiError::NotFound(_))),
            "{error}"
        );
    }
}
