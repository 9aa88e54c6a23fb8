//! What the example exports, and what its API receives.

use std::{collections::BTreeMap, process::Command};

use opentelemetry_example::{Outcome, Span, run};

const CLIENT: u64 = 3;

#[test]
fn the_collector_receives_the_spans_that_the_requests_name() {
    let Outcome { exported, received } = run().unwrap();
    let attempts: Vec<_> = exported.iter().filter(|span| span.kind == CLIENT).collect();
    assert_eq!(attempts.len(), 3, "{exported:#?}");
    for attempt in &attempts {
        let traceparent = format!("00-{}-{}-01", attempt.trace_id, attempt.span_id);
        assert!(received.contains(&traceparent), "{attempt:#?} {received:?}");
        assert_eq!(attempt.events, ["attempt ended"]);
    }
    let lists = attempts
        .iter()
        .filter(|span| span.name == "GET /v3/refresh-token");
    let lists: Vec<_> = lists.collect();
    let [failed, succeeded] = lists.as_slice() else {
        panic!("{lists:#?}");
    };
    assert!(failed.is_error && !succeeded.is_error);
    let address = ("server.address", "127.0.0.1");
    assert_eq!(
        without_noise(failed),
        BTreeMap::from([
            ("http.request.method", "GET"),
            ("url.template", "/v3/refresh-token"),
            address,
            ("http.response.status_code", "502"),
            ("error.type", "502"),
        ])
    );
    assert_eq!(
        without_noise(succeeded),
        BTreeMap::from([
            ("http.request.method", "GET"),
            ("http.request.resend_count", "1"),
            ("url.template", "/v3/refresh-token"),
            address,
            ("http.response.status_code", "200"),
        ])
    );
}

#[test]
fn a_refresh_is_a_trace_of_its_own_with_a_link_to_its_caller() {
    let Outcome { exported, .. } = run().unwrap();
    let named = |name: &str| exported.iter().find(|span| span.name == name).unwrap();
    let (call, refresh) = (named("listUserTokens"), named("token refresh"));
    assert_ne!(call.trace_id, refresh.trace_id);
    assert_eq!(refresh.parent_id, "");
    assert_eq!(refresh.links, [call.span_id.as_str()]);
    assert!(
        refresh.events.contains(&"token minted".to_owned()),
        "{refresh:#?}"
    );
    let login = named("getAccessToken");
    assert_eq!(login.trace_id, refresh.trace_id);
    assert_eq!(login.attributes["token_core.attempts"], "1");
}

#[test]
fn the_example_ends_by_itself() {
    let run = Command::new(env!("CARGO_BIN_EXE_opentelemetry-example")).output();
    let run = run.unwrap();
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
    let out = String::from_utf8(run.stdout).unwrap();
    assert!(out.contains("traceparent: 00-"), "{out}");
}

/// Returns the attributes by the conventions for HTTP; the port differs, and the rest is about the source code.
fn without_noise(span: &Span) -> BTreeMap<&str, &str> {
    let attributes = span.attributes.iter();
    attributes
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .filter(|(name, _)| {
            let prefixes = ["http.", "url.", "error.", "server.address", "token_core."];
            prefixes.iter().any(|prefix| name.starts_with(prefix))
        })
        .collect()
}
