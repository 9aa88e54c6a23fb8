//! Whose token it is, corrected credentials, and what the store shows while they are refused.

use tokio::time::{Instant, advance, sleep};

use super::reports::told;
use super::support::play::{fails, good, says};
use super::support::{DAY, Source, millis, secs};
use crate::{
    session::{
        TokenSession, error::kind::TokenErrorKind, event::SessionEvent, login::LoginId,
        settings::SessionSettings, snapshot::SessionPhase, source::TokenSource, token::Generation,
    },
    store::{TokenStore, memory::MemoryStore},
};

fn on(source: &Source, store: &MemoryStore) -> TokenSession<Source> {
    source.session_with(SessionSettings::default().store(store.clone()))
}

async fn id_of(source: &Source) -> Option<LoginId> {
    source.login().await.unwrap().map(|login| login.id())
}

#[tokio::test(start_paused = true)]
async fn another_logins_token_is_never_served_and_the_conflict_is_visible() {
    let store = MemoryStore::new();
    let ada = Source::of([]).logs_in("ada", "pw");
    let bob = Source::of([]).logs_in("bob", "pw");
    let first = on(&ada, &store);
    first.token().await.unwrap();
    assert_eq!(first.snapshot().store_conflict, None);
    let second = on(&bob, &store);
    let events = second.subscribe();
    let started = Instant::now();
    let token = second.token().await.unwrap();
    // Another login's mint is not a reason to wait, and its numbers go on.
    assert!(started.elapsed() < secs(1));
    assert_eq!(token.generation(), Generation(2));
    assert_eq!((ada.mints(), bob.mints()), (1, 1));
    assert_eq!(second.snapshot().store_conflict, id_of(&ada).await);
    assert_eq!(
        told(second, events).await,
        [
            SessionEvent::StoreConflict,
            SessionEvent::Minted(Generation(2))
        ]
    );
    // The first one serves its own token until it ends, and then finds the other one's.
    advance(DAY).await;
    first.token().await.unwrap();
    assert_eq!(ada.mints(), 2);
    assert_eq!(first.snapshot().store_conflict, id_of(&bob).await);
}

#[tokio::test(start_paused = true)]
async fn another_logins_refusal_is_not_honoured_and_does_not_replace_its_token() {
    let store = MemoryStore::new();
    let ada = Source::of([]).logs_in("ada", "pw");
    let bob = Source::of([says(401)]).logs_in("bob", "wrong");
    on(&ada, &store).token().await.unwrap();
    on(&bob, &store).token().await.unwrap_err();
    on(&ada, &store).token().await.unwrap();
    assert_eq!(ada.mints(), 1);
    let empty = MemoryStore::new();
    let bob = Source::of([says(401)]).logs_in("bob", "wrong");
    on(&bob, &empty).token().await.unwrap_err();
    on(&ada, &empty).token().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_record_without_a_login_is_taken_over_once() {
    let store = MemoryStore::new();
    let unknown = Source::of([]);
    on(&unknown, &store).token().await.unwrap();
    assert_eq!(store.load(None).await.unwrap().unwrap().login, None);
    let ada = Source::of([]).logs_in("ada", "pw");
    let session = on(&ada, &store);
    let events = session.subscribe();
    session.token().await.unwrap();
    assert_eq!(
        told(session, events).await,
        [SessionEvent::Adopted(Generation(1))]
    );
    let record = store.load(None).await.unwrap().unwrap();
    assert_eq!(record.login, id_of(&ada).await);
    // It is hers from now on.
    let bob = Source::of([]).logs_in("bob", "pw");
    on(&bob, &store).token().await.unwrap();
    assert_eq!((ada.mints(), bob.mints()), (0, 1));
}

#[tokio::test(start_paused = true)]
async fn a_changed_account_within_a_session_does_not_conflict() {
    let store = MemoryStore::new();
    let source = Source::of([]).logs_in("ada", "pw");
    let session = on(&source, &store);
    session.token().await.unwrap();
    source.log_in("bob", "pw");
    session.invalidate();
    session.token().await.unwrap();
    assert_eq!(source.mints(), 2);
    assert_eq!(session.snapshot().store_conflict, None);
}

#[tokio::test(start_paused = true)]
async fn revoke_leaves_another_logins_record_alone() {
    let store = MemoryStore::new();
    let ada = Source::of([]).logs_in("ada", "pw").revokes();
    let first = on(&ada, &store);
    first.token().await.unwrap();
    let bob = Source::of([]).logs_in("bob", "pw");
    on(&bob, &store).token().await.unwrap();
    first.revoke().await.unwrap();
    assert!(store.load(None).await.unwrap().unwrap().token.is_some());
}

#[tokio::test(start_paused = true)]
async fn corrected_credentials_are_sent_at_once() {
    let source = Source::of([says(401), says(401), good()]).logs_in("ada", "wrong");
    let session = source.session();
    session.token().await.unwrap_err();
    advance(secs(3_600)).await;
    session.token().await.unwrap_err();
    assert_eq!(source.mints(), 1);
    source.log_in("ada", "wrong again");
    let error = session.token().await.unwrap_err();
    assert_eq!(error.kind(), TokenErrorKind::CredentialsRefused);
    assert_eq!(source.mints(), 2);
    source.log_in("ada", "right");
    advance(millis(100)).await;
    session.token().await.unwrap();
    assert_eq!(source.mints(), 3);
}

#[tokio::test(start_paused = true)]
async fn another_login_ends_any_pause() {
    for status in [400, 403, 500] {
        let source = Source::of([says(status), says(status), good()]).logs_in("ada", "wrong");
        let session = source.session();
        session.token().await.unwrap_err();
        session.token().await.unwrap_err();
        assert_eq!(source.mints(), 1);
        source.log_in("ada", "right");
        advance(millis(100)).await;
        session.token().await.unwrap_err();
        assert_eq!(source.mints(), 2);
    }
}

#[tokio::test(start_paused = true)]
async fn a_source_that_says_something_else_each_time_does_not_hammer() {
    let source = Source::of((0..1_000).map(|_| says(401))).logs_in("ada", "0");
    let session = source.session();
    for number in 0..6_000 {
        source.log_in("ada", &number.to_string());
        session.token().await.unwrap_err();
        advance(millis(100)).await;
    }
    assert!(source.mints() <= 15, "{}", source.mints());
}

#[cfg(feature = "seal")]
#[tokio::test(start_paused = true)]
async fn a_refusal_in_the_store_is_of_the_login_that_was_refused() {
    let source = Source::of([says(401), good()]).logs_in("ada", "CANARY-wrong");
    let store = MemoryStore::new();
    on(&source, &store).token().await.unwrap_err();
    let record = store.load(None).await.unwrap().unwrap();
    assert!(!record.to_json().unwrap().contains("CANARY"));
    // The same credentials, after a restart: for an hour.
    for _ in 0..3 {
        let error = on(&source, &store).token().await.unwrap_err();
        assert_eq!(error.kind(), TokenErrorKind::CredentialsRefused);
        advance(secs(1_100)).await;
    }
    assert_eq!(source.mints(), 1);
    // Other ones are sent at once, by a session that runs and by one that starts.
    let running = on(&source, &store);
    running.token().await.unwrap_err();
    source.log_in("ada", "right");
    advance(millis(100)).await;
    running.token().await.unwrap();
    assert_eq!(source.mints(), 2);
}

#[cfg(feature = "seal")]
#[tokio::test(start_paused = true)]
async fn a_refusal_in_the_store_ends_with_invalidate_and_after_an_hour() {
    for waits in [true, false] {
        let source = Source::of([says(401), good()]).logs_in("ada", "pw");
        let store = MemoryStore::new();
        on(&source, &store).token().await.unwrap_err();
        let second = on(&source, &store);
        second.token().await.unwrap_err();
        if waits {
            advance(secs(3_600)).await;
        } else {
            advance(secs(5)).await;
            second.invalidate();
        }
        second.token().await.unwrap();
    }
}

#[cfg(feature = "seal")]
#[tokio::test]
async fn a_proof_is_salted_and_of_one_login() {
    use crate::{
        credential::secret::Secret,
        session::{login::Login, refusal_proof},
        store::record::RefusalProof,
    };

    let session = Source::of([]).session();
    let login = |password| Login::new("https://h").password("password", Secret::from(password));
    let shared = &session.0;
    let [one, other] = [
        refusal_proof::of(shared, &login("hunter2")).await.unwrap(),
        refusal_proof::of(shared, &login("hunter2")).await.unwrap(),
    ];
    assert_ne!(one.0, other.0);
    assert!(one.0.starts_with("pbkdf2-sha256:1000:"));
    assert!(refusal_proof::is_of(shared, &one, &login("hunter2")).await);
    assert!(!refusal_proof::is_of(shared, &one, &login("hunter3")).await);
    for broken in ["", "sha1:1:YQ==:YQ==", "pbkdf2-sha256:4294967295:YQ==:YQ=="] {
        let broken = RefusalProof(broken.to_owned());
        assert!(!refusal_proof::is_of(shared, &broken, &login("hunter2")).await);
    }
}

#[tokio::test(start_paused = true)]
async fn a_session_whose_credentials_are_refused_takes_what_another_has_stored() {
    for first in [says(401), says(400), fails()] {
        let bad = Source::of([first]).logs_in("ada", "pw");
        let store = MemoryStore::new();
        let session = on(&bad, &store);
        session.token().await.unwrap_err();
        let other = Source::of([]).logs_in("ada", "pw");
        let peer = on(&other, &store);
        peer.invalidate();
        // It has been corrected there.
        other.log_in("ada", "new");
        let token = peer.token().await.unwrap();
        sleep(millis(100)).await;
        assert_eq!(session.token().await.unwrap().expose(), token.expose());
        assert_eq!(session.snapshot().phase, SessionPhase::Live);
        assert_eq!(bad.mints(), 1);
    }
}
