//! The events of sessions, and the spans of their refreshes.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use squadcast_tokens::token_core::{
    Secret, async_trait,
    http::StatusCode,
    session::{Minted, Renewal, SessionSettings, SourceError, TokenSession, TokenSource},
    testing::ScriptedTransport,
};
use tracing::{Instrument, Level, info_span};

use super::fields;
use crate::support::{CANARY, list, traced::Traced};

const HOUR: Duration = Duration::from_secs(3600);

/// A source whose mints succeed this often, and then are refused or fail.
#[derive(Debug)]
struct Source {
    good: AtomicUsize,
    refuses: bool,
    renews: bool,
}

impl Source {
    fn good(times: usize) -> Self {
        Self {
            good: AtomicUsize::new(times),
            refuses: false,
            renews: false,
        }
    }
}

#[async_trait]
impl TokenSource for Source {
    fn name(&self) -> &'static str {
        "source"
    }

    async fn mint(&self) -> Result<Minted, SourceError> {
        let good = |left: usize| left.checked_sub(1);
        let left = self
            .good
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, good);
        match left {
            Ok(_) => Ok(Minted::new(CANARY).lives(HOUR)),
            Err(_) if self.refuses => Err(SourceError::refused("wrong password")),
            Err(_) => Err(SourceError::new("down for maintenance")),
        }
    }

    fn renewal(&self) -> Option<Renewal> {
        self.renews.then(|| Renewal::new(1, HOUR))
    }

    async fn renew(&self, _token: &Secret) -> Result<(), SourceError> {
        Ok(())
    }
}

/// Asks for a token in the window before its end, and waits for the refresh that this begins.
async fn refresh_ahead(session: &TokenSession<Source>) {
    tokio::time::advance(Duration::from_secs(3600 - 100)).await;
    session.token().await.unwrap();
    while session.snapshot().is_refreshing {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_failed_refresh_in_the_background_is_reported() {
    let (traced, _guard) = Traced::begin();
    let settings = SessionSettings::default().name("backend");
    let session = TokenSession::new(Source::good(1), settings);
    session.token().await.unwrap();
    refresh_ahead(&session).await;
    let trace = traced.seen();
    let failed = trace.event("token refresh failed");
    assert_eq!(
        (failed.level, failed.target),
        (Level::WARN, "token_core::session")
    );
    assert_eq!(failed.fields["token_core.session"], "backend");
    assert_eq!(failed.fields["error.type"], "failed");
    let reason = &failed.fields["exception.message"];
    assert!(reason.contains("down for maintenance"), "{reason}");
    let refreshes = trace.spans("token refresh");
    assert_eq!(refreshes.len(), 2);
    let (index, refresh) = refreshes[1];
    assert_eq!(failed.span, Some(index));
    assert_eq!(refresh.fields["error.type"], "failed");
    assert_eq!(refresh.fields["otel.status_code"], "ERROR");
    assert_eq!(refreshes[0].1.fields.get("otel.status_code"), None);
    assert!(!format!("{trace:?}").contains(CANARY), "{trace:#?}");
}

#[tokio::test(start_paused = true)]
async fn refused_credentials_are_an_error() {
    let (traced, _guard) = Traced::begin();
    let source = Source {
        refuses: true,
        ..Source::good(0)
    };
    let session = TokenSession::new(source, SessionSettings::default());
    session.token().await.unwrap_err();
    let trace = traced.seen();
    let refused = trace.event("credentials refused");
    assert_eq!(refused.level, Level::ERROR);
    assert_eq!(refused.fields["token_core.session"], "source");
    assert_eq!(refused.fields["error.type"], "credentials_refused");
    assert!(refused.fields["exception.message"].contains("wrong password"));
}

#[tokio::test(start_paused = true)]
async fn what_happens_to_a_token_is_an_event_at_its_level() {
    let (traced, _guard) = Traced::begin();
    let source = Source {
        renews: true,
        ..Source::good(1)
    };
    let session = TokenSession::new(source, SessionSettings::default());
    let token = session.token().await.unwrap();
    refresh_ahead(&session).await;
    session.refused(token.generation());
    session.close().await;
    let trace = traced.seen();
    for (message, level) in [
        ("token minted", Level::INFO),
        ("token renewed", Level::INFO),
        ("token refused", Level::WARN),
        ("session closed", Level::INFO),
    ] {
        let event = trace.event(message);
        assert_eq!(event.level, level, "{message}");
        assert_eq!(event.target, "token_core::session");
        assert_eq!(event.fields["token_core.session"], "source");
    }
    assert_eq!(
        trace.event("token renewed").fields,
        fields([
            ("message", "token renewed"),
            ("token_core.session", "source"),
            ("token_core.generation", "1"),
            ("token_core.renewals", "1"),
        ])
    );
}

#[tokio::test(start_paused = true)]
async fn a_refresh_is_a_trace_of_its_own_that_follows_from_its_caller() {
    let (traced, _guard) = Traced::begin();
    let login = format!(
        r#"{{"data":{{"access_token":"{CANARY}","expires_at":4102444800,"issued_at":4102441200,"refresh_token":"r","type":"t"}}}}"#
    );
    let script = ScriptedTransport::new()
        .json(StatusCode::OK, login)
        .json(StatusCode::OK, r#"{"data":[]}"#);
    let client = squadcast_tokens::Client::builder()
        .refresh_token(CANARY)
        .transport(Arc::new(script))
        .build()
        .unwrap();
    list(&client)
        .instrument(info_span!("request"))
        .await
        .unwrap();
    let trace = traced.seen();
    let calls = trace.spans("call");
    let refreshes = trace.spans("token refresh");
    assert_eq!((calls.len(), refreshes.len()), (2, 1), "{trace:#?}");
    let (list, login) = (calls[0].0, calls[1].1);
    let (index, refresh) = refreshes[0];
    assert_eq!((refresh.parent, refresh.follows), (None, Some(list)));
    assert_eq!(refresh.fields["token_core.session"], "squadcast-tokens");
    assert_eq!(login.parent, Some(index));
    assert_eq!(login.fields["token_core.operation"], "getAccessToken");
    assert_eq!(trace.event("token minted").span, Some(index));
    assert!(!format!("{trace:?}").contains(CANARY), "{trace:#?}");
}

#[tokio::test]
async fn a_refresh_without_a_caller_s_span_follows_from_none() {
    let (traced, _guard) = Traced::begin();
    let session = TokenSession::new(Source::good(1), SessionSettings::default());
    session.token().await.unwrap();
    let trace = traced.seen();
    let refresh = trace.spans("token refresh")[0].1;
    assert_eq!((refresh.parent, refresh.follows), (None, None));
}
