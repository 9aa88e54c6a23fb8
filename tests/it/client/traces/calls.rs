//! Calls and their attempts.

use std::time::Duration;

use squadcast_tokens::{
    ListUserTokens, RemoveUserToken,
    token_core::{error::ErrorKind, retry::RetryPolicy},
};
use tracing::Level;

use super::fields;
use crate::support::{
    RawServer, json_response, list, squadcast,
    traced::{Trace, Traced},
};

const LISTED: &str = r#"{"data":[]}"#;

fn port(server: &RawServer) -> String {
    server.url().rsplit(':').next().unwrap().to_owned()
}

/// Panics unless every attempt has its event, in its span and while that was open.
fn assert_each_attempt_reports(trace: &Trace) {
    let attempts = trace.spans("attempt").into_iter();
    let attempts: Vec<_> = attempts.map(|(index, _)| Some(index)).collect();
    let ended = trace.events("attempt ended");
    let spans: Vec<_> = ended.iter().map(|event| event.span).collect();
    assert_eq!(spans, attempts, "{trace:#?}");
    assert!(ended.iter().all(|event| event.in_time), "{trace:#?}");
}

#[tokio::test]
async fn an_attempt_is_a_span_of_an_http_client() {
    let (traced, _guard) = Traced::begin();
    let server = RawServer::start(vec![json_response(200, LISTED)]).await;
    list(&squadcast(server.url())).await.unwrap();
    let trace = traced.seen();
    let calls = trace.spans("call");
    assert_eq!(calls.len(), 1);
    let (call, span) = calls[0];
    assert_eq!((span.parent, span.level), (None, Level::INFO));
    assert_eq!(
        span.fields,
        fields([
            ("otel.name", "listUserTokens"),
            ("otel.kind", "internal"),
            ("token_core.api", "squadcast-tokens"),
            ("token_core.operation", "listUserTokens"),
            ("token_core.attempts", "1"),
            ("http.response.status_code", "200"),
        ])
    );
    let attempts = trace.spans("attempt");
    assert_eq!(attempts.len(), 1);
    assert_eq!(
        (attempts[0].1.parent, attempts[0].1.level),
        (Some(call), Level::INFO)
    );
    assert_eq!(
        attempts[0].1.fields,
        fields([
            ("otel.name", "GET /v3/refresh-token"),
            ("otel.kind", "client"),
            ("http.request.method", "GET"),
            ("url.template", "/v3/refresh-token"),
            ("server.address", "127.0.0.1"),
            ("server.port", &port(&server)),
            ("http.response.status_code", "200"),
            ("network.protocol.version", "1.1"),
        ])
    );
    assert_each_attempt_reports(&trace);
    assert!(trace.events.iter().all(|event| event.level == Level::DEBUG));
}

#[tokio::test]
async fn a_retry_is_a_span_with_its_number_after_a_warning() {
    let (traced, _guard) = Traced::begin();
    let answers = vec![json_response(503, "{}"), json_response(200, LISTED)];
    let server = RawServer::start(answers).await;
    list(&squadcast(server.url())).await.unwrap();
    let trace = traced.seen();
    let attempts = trace.spans("attempt");
    let value = |index: usize, name| attempts[index].1.fields.get(name).map(String::as_str);
    assert_eq!(value(0, "http.request.resend_count"), None);
    assert_eq!(value(0, "error.type"), Some("503"));
    assert_eq!(value(0, "otel.status_code"), Some("ERROR"));
    assert_eq!(value(1, "http.request.resend_count"), Some("1"));
    assert_eq!(value(1, "error.type"), None);
    assert_eq!(value(1, "otel.status_code"), None);
    let retrying = trace.event("attempt failed, retrying");
    let (call, span) = trace.spans("call")[0];
    assert_eq!((retrying.level, retrying.span), (Level::WARN, Some(call)));
    assert_eq!(retrying.fields["error.type"], "503");
    assert_eq!(retrying.fields["token_core.operation"], "listUserTokens");
    assert_eq!(span.fields.get("error.type"), None);
    assert_eq!(span.fields["token_core.attempts"], "2");
    assert_each_attempt_reports(&trace);
}

#[tokio::test]
async fn a_fault_has_a_name_and_no_status() {
    let (traced, _guard) = Traced::begin();
    // The port is closed by now.
    let url = RawServer::start(Vec::new()).await.url().to_owned();
    let call = squadcast(&url).list_user_tokens(ListUserTokens::new());
    let error = call.retry(RetryPolicy::none()).await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Transport(_)));
    let trace = traced.seen();
    for name in ["attempt", "call"] {
        let span = trace.spans(name)[0].1;
        assert_eq!(span.fields["error.type"], "connection_error");
        assert_eq!(span.fields["otel.status_code"], "ERROR");
        assert_eq!(span.fields.get("http.response.status_code"), None);
    }
    assert_each_attempt_reports(&trace);
}

#[tokio::test]
async fn an_argument_of_the_path_is_not_recorded() {
    let (traced, _guard) = Traced::begin();
    let server = RawServer::start(vec![json_response(404, "{}")]).await;
    let call = squadcast(server.url()).remove_user_token(RemoveUserToken::new("CANARY"));
    call.await.unwrap_err();
    let trace = traced.seen();
    let attempt = &trace.spans("attempt")[0].1.fields;
    assert_eq!(
        attempt["url.template"],
        "/v3/refresh-token/{refreshTokenID}"
    );
    assert!(!format!("{trace:?}").contains("CANARY"), "{trace:#?}");
}

#[tokio::test]
async fn a_call_that_is_dropped_is_cancelled() {
    let (traced, _guard) = Traced::begin();
    // It accepts, and never responds.
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let client = squadcast(&format!("http://{}", listener.local_addr().unwrap()));
    let limit = Duration::from_millis(50);
    let dropped = tokio::time::timeout(limit, list(&client)).await;
    assert!(dropped.is_err());
    let trace = traced.seen();
    for name in ["attempt", "call"] {
        let span = trace.spans(name)[0].1;
        assert_eq!(span.fields["error.type"], "cancelled", "{trace:#?}");
        assert!(span.closed);
    }
    assert_each_attempt_reports(&trace);
}
