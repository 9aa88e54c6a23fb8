//! How long a token lives, by what the response says of it.

use std::{sync::Arc, time::Duration};

use squadcast_tokens::token_core::{
    async_trait,
    http::StatusCode,
    session::{Minted, SessionSettings, SourceError, TokenSession, TokenSource},
    testing::ScriptedTransport,
};

use super::{DAY, scripted};

/// Mints a token whose response says how many seconds it lives.
#[derive(Debug)]
struct Lives(Option<i64>);

#[async_trait]
impl TokenSource for Lives {
    async fn mint(&self) -> Result<Minted, SourceError> {
        Minted::new("t").expires_in(self.0)
    }
}

#[tokio::test(start_paused = true)]
async fn a_life_in_seconds_is_taken_as_it_is() {
    let default = Duration::from_secs(15 * 60);
    for (seconds, life) in [
        (Some(60), Duration::from_secs(60)),
        (Some(30 * 24 * 3600), 30 * DAY),
        (None, default),
    ] {
        let session = TokenSession::new(Lives(seconds), SessionSettings::default());
        session.token().await.unwrap();
        let left = session.snapshot().expires_in.unwrap();
        assert!(
            left <= life && left + Duration::from_secs(1) > life,
            "{left:?}"
        );
    }
    for over in [0, -1, i64::MIN] {
        let session = TokenSession::new(Lives(Some(over)), SessionSettings::default());
        let error = session.token().await.unwrap_err();
        assert!(error.to_string().contains("had expired already"), "{error}");
    }
    // Longer than any clock can tell: the runtime counts no wait of more than a year.
    let session = TokenSession::new(Lives(Some(i64::MAX)), SessionSettings::default());
    session.token().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_response_without_an_end_gives_the_token_the_default_life() {
    let script = ScriptedTransport::new().json(StatusCode::OK, r#"{"AccessToken":"t"}"#);
    let client = scripted(&Arc::new(script))
        .session_settings(SessionSettings::default().default_life(Duration::from_secs(60)))
        .build()
        .unwrap();
    let session = client.session().unwrap();
    session.token().await.unwrap();
    let left = session.snapshot().expires_in.unwrap();
    assert!(left <= Duration::from_secs(60), "{left:?}");
}
