//! Rows 14 to 19: what the server says in full, by its status and its body.

use token_core::http::StatusCode;

use crate::support::{
    calls::{CREATED, LISTED, documented},
    canary,
    play::{respond, status},
    scene::{EVERY, Kind, Scene},
};

#[tokio::test]
async fn row_14_a_documented_refusal() {
    let body = documented("there is no such user");
    for status in [400, 401, 402, 403, 404, 409, 422] {
        for kind in EVERY {
            let scene = Scene::of([respond(status, &[("x-request-id", "r-1")], &body)]).await;
            let seen = scene
                .call(kind)
                .await
                .refused(status)
                .documented(true)
                .raw(body.as_bytes())
                .tries(1);
            let seen = seen
                .says(&format!("HTTP {status}"))
                .says("there is no such user")
                .says("(request id r-1)");
            assert_eq!(seen.error().request_id(), Some("r-1"));
        }
    }
}

#[tokio::test]
async fn row_14_a_refusal_that_quotes_the_secrets() {
    let secrets = format!("{} and {}", canary::ACCESS_TOKEN, canary::PARTNER_KEY);
    // Where the line is shortened, and where it is made one line, are the places to slip through.
    for before in [0, 100, 170, 180, 190, 195, 199, 200, 250] {
        let body = documented(&format!("{}{secrets}\\nand so on", "x".repeat(before)));
        for kind in EVERY {
            let scene = Scene::of([respond(403, &[], &body)]).await;
            scene
                .call(kind)
                .await
                .refused(403)
                .documented(true)
                .raw(body.as_bytes())
                .tries(1);
        }
    }
}

#[tokio::test]
async fn row_14_a_refusal_whose_request_id_is_invalid() {
    for id in [
        "x".repeat(5000),
        canary::ACCESS_TOKEN.to_owned(),
        format!("Bearer {}", canary::ACCESS_TOKEN),
    ] {
        let scene = Scene::of([respond(400, &[("x-request-id", &id)], "")]).await;
        let seen = scene.call(Kind::NonIdempotent).await.refused(400).tries(1);
        assert_eq!(
            seen.error().request_id(),
            Some(id.as_str()),
            "the program has it as it came"
        );
    }
}

#[tokio::test]
async fn row_15_a_refusal_that_is_not_documented() {
    for body in [
        &b"<html>CANARY</html>"[..],
        br#"{"error":"CANARY"}"#,
        br#"{"meta":{"error_message":["CANARY"]}}"#,
        b"\xef\xbb\xbf{\"meta\":{\"error_message\":\"CANARY\"}}",
        b"{\"meta\":{\"error_message\":\"CANARY \xe9t\xe9\"}}",
        b"[[[[[[[[",
    ] {
        for status in [400, 404, 418, 500, 501, 599, 999] {
            let scene = Scene::of([respond(status, &[("content-type", "text/html")], body)]).await;
            let seen = scene.call(Kind::NonIdempotent).await;
            seen.refused(status)
                .documented(false)
                .raw(body)
                .says(&format!("HTTP {status}"))
                .tries(1);
            let tries = if status == 500 { 3 } else { 1 };
            for kind in [Kind::Safe, Kind::Delete] {
                scene
                    .call(kind)
                    .await
                    .refused(status)
                    .documented(false)
                    .raw(body)
                    .tries(tries);
            }
        }
    }
}

#[tokio::test]
async fn row_15_a_refusal_without_a_body() {
    for body in ["", " \r\n"] {
        for (status, documented) in [(400, true), (404, true), (418, false), (500, true)] {
            let scene = Scene::of([respond(status, &[], body)]).await;
            let seen = scene.call(Kind::NonIdempotent).await.refused(status);
            let seen = seen.documented(documented).raw(body.as_bytes()).tries(1);
            let line = seen.error().to_string();
            let status = StatusCode::from_u16(status).unwrap();
            assert_eq!(line, format!("createUserToken: HTTP {status}"));
        }
    }
}

#[tokio::test]
async fn row_16_a_success_that_cannot_be_read() {
    for (body, says) in [
        ("<html>CANARY</html>", "not JSON"),
        ("", "the body is empty"),
        ("CANARY", "not JSON"),
        ("null", "`.`"),
        (r#"{"data":"CANARY-CANARY"}"#, "at `data`"),
        (r#"{"data":{"CANARY":1}}"#, "at `data`"),
        (r#"{"date":[]}"#, "`data` is missing"),
    ] {
        let scene = Scene::of([respond(200, &[], body)]).await;
        for kind in [Kind::Safe, Kind::NonIdempotent] {
            scene
                .call(kind)
                .await
                .undecodable(200, body.as_bytes())
                .says(says)
                .tries(1);
        }
    }
}

#[tokio::test]
async fn row_16_a_success_with_one_wrong_field() {
    for (body, says) in [
        (
            r#"{"data":[{"id":"i","token":["CANARY"]}]}"#,
            "at `data[0].token`: expected a string, found an array",
        ),
        (
            r#"{"data":[{"id":4,"token":"CANARY"}]}"#,
            "at `data[0].id`: expected a string, found a number",
        ),
        (
            r#"{"data":[{"token":"CANARY"}]}"#,
            "the field `id` is missing",
        ),
        (r#"{"data":[]} CANARY"#, "not JSON"),
    ] {
        let scene = Scene::of([respond(200, &[], body)]).await;
        scene
            .call(Kind::Safe)
            .await
            .undecodable(200, body.as_bytes())
            .says(says)
            .tries(1);
    }
    let more = LISTED.replace("\"id\":", "\"extra\":{\"CANARY\":1},\"id\":");
    assert_ne!(more, LISTED);
    Scene::of([respond(200, &[], more)])
        .await
        .call(Kind::Safe)
        .await
        .succeeds(200)
        .tries(1);
}

#[tokio::test]
async fn row_17_a_success_of_another_kind() {
    for kind in [Kind::Safe, Kind::NonIdempotent] {
        let scene = Scene::of([status(204)]).await;
        scene.call(kind).await.undecodable(204, b"").tries(1);
    }
    for play in [
        respond(200, &[], "CANARY"),
        respond(202, &[], "{}"),
        status(204),
    ] {
        let scene = Scene::of([play]).await;
        assert!(scene.call(Kind::Delete).await.tries(1).is_success());
    }
    let scene = Scene::of([respond(202, &[], CREATED)]).await;
    scene.call(Kind::NonIdempotent).await.succeeds(202).tries(1);
}

#[tokio::test]
async fn row_18_a_server_that_fails() {
    for failure in [408, 425, 500, 502, 503, 504] {
        let bad = status(failure);
        let good = respond(200, &[], LISTED);
        for kind in [Kind::Safe, Kind::Delete] {
            Scene::of([bad.clone(), good.clone()])
                .await
                .call(kind)
                .await
                .succeeds(200)
                .tries(2);
            Scene::of([bad.clone(), bad.clone(), good.clone()])
                .await
                .call(kind)
                .await
                .succeeds(200)
                .tries(3);
            let seen = Scene::of([bad.clone()])
                .await
                .call(kind)
                .await
                .refused(failure)
                .says("(3 attempts)");
            assert_eq!(
                seen.tries(3).error().sent(),
                token_core::transport::Sent::Yes
            );
        }
        let scene = Scene::of([bad, respond(201, &[], CREATED)]).await;
        scene
            .call(Kind::NonIdempotent)
            .await
            .refused(failure)
            .tries(1);
    }
}

#[tokio::test]
async fn row_19_a_server_that_is_unavailable() {
    let busy = respond(503, &[("retry-after", "0")], "");
    for kind in EVERY {
        let good = respond(200, &[], if kind == Kind::Safe { LISTED } else { CREATED });
        Scene::of([busy.clone(), busy.clone(), good])
            .await
            .call(kind)
            .await
            .succeeds(200)
            .tries(3);
        let seen = Scene::of([busy.clone()])
            .await
            .call(kind)
            .await
            .refused(503)
            .tries(3);
        assert!(seen.error().is_throttled());
    }
    let scene = Scene::of([status(503), respond(201, &[], CREATED)]).await;
    let seen = scene.call(Kind::NonIdempotent).await.refused(503).tries(1);
    assert!(!seen.error().is_throttled());
}
