//! What a session reports of itself, and what it does not.

use tokio::time::{advance, timeout};

use super::support::{
    DAY, Source, millis,
    play::{fails, good, says},
    secs,
};
use crate::{
    credential::Credential,
    session::{
        TokenSession, error::kind::TokenErrorKind, event::SessionEvent,
        event_sender::SessionEvents, settings::SessionSettings, snapshot::SessionPhase,
        token::Generation,
    },
    store::TokenStore,
};

/// Ends a session, and returns everything that it reported.
pub(super) async fn told(
    session: TokenSession<Source>,
    mut events: SessionEvents,
) -> Vec<SessionEvent> {
    drop(session);
    let mut told = Vec::new();
    while let Some(event) = events.next().await {
        told.push(event);
    }
    told
}

#[tokio::test(start_paused = true)]
async fn events_come_in_order() {
    let source = Source::of([fails(), good()]).revokes();
    let session = source.session();
    let events = session.subscribe();
    let _ = session.token().await;
    advance(secs(1)).await;
    let token = session.token().await.unwrap();
    session.refused(token.generation());
    session.token().await.unwrap();
    session.close().await;
    assert_eq!(
        told(session, events).await,
        [
            SessionEvent::Failed(TokenErrorKind::Failed),
            SessionEvent::Minted(Generation(1)),
            SessionEvent::Refused(Generation(1)),
            SessionEvent::Minted(Generation(2)),
            SessionEvent::Closed,
            SessionEvent::Revoked(Generation(2)),
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn a_slow_subscriber_hears_how_much_it_missed() {
    let session = Source::of([]).session();
    let mut events = session.subscribe();
    for _ in 0..50 {
        session.token().await.unwrap();
        advance(secs(6)).await;
        session.invalidate();
    }
    assert_eq!(events.next().await, Some(SessionEvent::Missed(100 - 64)));
    assert_eq!(
        events.next().await,
        Some(SessionEvent::Minted(Generation(19)))
    );
    // To stop listening loses no event.
    for number in 20..=50 {
        let refused = events.next().await;
        assert_eq!(refused, Some(SessionEvent::Refused(Generation(number - 1))));
        let minted = timeout(millis(1), events.next()).await.unwrap();
        assert_eq!(minted, Some(SessionEvent::Minted(Generation(number))));
    }
}

#[tokio::test(start_paused = true)]
async fn a_snapshot_knows_the_phases() {
    let source = Source::of([fails(), good(), good().after(secs(1)), says(401)]).revokes();
    let session = source.session();
    let phase = || session.snapshot().phase;
    assert_eq!(phase(), SessionPhase::Empty);
    let _ = session.token().await;
    assert_eq!(phase(), SessionPhase::Cooling);
    assert!(session.snapshot().last_failure.is_some());
    advance(secs(1)).await;
    assert_eq!(phase(), SessionPhase::Empty);
    session.token().await.unwrap();
    let snapshot = session.snapshot();
    assert_eq!(snapshot.phase, SessionPhase::Live);
    assert_eq!(snapshot.generation, Some(Generation(1)));
    assert_eq!(snapshot.expires_in, Some(DAY));
    assert_eq!((snapshot.renewals, snapshot.is_refreshing), (0, false));
    assert!(snapshot.last_failure.is_none());
    advance(DAY - secs(100)).await;
    assert_eq!(phase(), SessionPhase::Stale);
    session.token().await.unwrap();
    assert!(session.snapshot().is_refreshing);
    tokio::time::sleep(secs(2)).await;
    assert_eq!(session.snapshot().generation, Some(Generation(2)));
    session.invalidate();
    let _ = session.token().await;
    assert_eq!(phase(), SessionPhase::Refused);
    session.close().await;
    assert_eq!(phase(), SessionPhase::Closed);
}

pub(super) static OPERATION: crate::operation::OperationInfo = crate::operation::OperationInfo {
    id: "any",
    method: http::Method::GET,
    path: "/any",
    accept: "application/json",
    servers: &[],
    security: &[],
    idempotency: crate::operation::Idempotency::Safe,
    secret_request: false,
    secret_response: false,
};

#[tokio::test(start_paused = true)]
async fn nothing_that_is_printed_holds_a_token() {
    let source = Source::of([]).renews().revokes();
    let store = crate::store::MemoryStore::new();
    let settings = SessionSettings::default().store(store.clone());
    let session = source.session_with(settings.clone());
    let mut events = session.subscribe();
    let token = session.token().await.unwrap();
    let record = store.load(None).await.unwrap().unwrap();
    let base = url::Url::parse("https://api.example").unwrap();
    let mut request = crate::transport::request::RequestBuilder::new(&OPERATION)
        .build(&base)
        .unwrap();
    session.apply(&mut request).await.unwrap();
    let inner = format!("{:?} {:#?}", *session.0.read(), *session.0.read());
    let printed = [
        inner,
        format!("{session:?} {session:#?} {settings:?} {store:?}"),
        format!("{token:?} {token:#?} {:?}", token.bearer()),
        format!("{record:?} {record:#?}"),
        format!("{:?} {:?}", session.snapshot(), events.next().await),
        format!("{request:?} {request:#?}"),
        format!("{:?}", session.close().await),
    ];
    for text in printed {
        assert!(!text.contains("CANARY"), "{text}");
    }
    assert!(record.to_json().unwrap().contains("CANARY"));
    let broken = record
        .to_json()
        .unwrap()
        .replace("\"renewals\":0", "\"renewals\":\"CANARY\"");
    let error = crate::store::record::Record::from_json(&broken).unwrap_err();
    assert!(!format!("{error} {error:?}").contains("CANARY"), "{error}");
}

#[test]
fn a_proxy_that_wants_other_credentials_is_asked_seldom() {
    let verdict = |kind| {
        let fault = crate::transport::TransportError::new(kind, crate::transport::Sent::No);
        let error = crate::error::Error::<std::convert::Infallible>::transport(&OPERATION, fault);
        crate::session::SourceError::from(error).class
    };
    let proxy = verdict(crate::transport::TransportErrorKind::ProxyAuthentication);
    assert_eq!(proxy, crate::session::source::error::FailureClass::Declined);
    let connect = verdict(crate::transport::TransportErrorKind::Connect);
    assert_eq!(
        connect,
        crate::session::source::error::FailureClass::Passing
    );
}
