//! Sessions of both APIs: generated from the documents, against the sandbox over HTTP or through a script.

mod life;
mod login;
mod mindbody;
mod page;
mod quota;
mod sealing;
mod sharing;
mod squadcast;

use std::{sync::Arc, time::Duration};

use squadcast_tokens::token_core::testing::ScriptedTransport;
use token_sandbox::Sandbox;

const DAY: Duration = Duration::from_secs(24 * 3600);

/// Returns a client that logs in at Squadcast with this refresh token.
fn squadcast(sandbox: &Sandbox, refresh_token: &str) -> squadcast_tokens::Client {
    squadcast_tokens::Client::builder()
        .base_url(sandbox.url())
        .refresh_token(refresh_token)
        .build()
        .unwrap()
}

/// Returns the builder of a client that logs in at Mindbody, with responses from a script.
fn scripted(script: &Arc<ScriptedTransport>) -> staff_user_token::ClientBuilder {
    staff_user_token::Client::builder()
        .api_key("key")
        .site_id("-99")
        .username("ada")
        .password("pw")
        .transport(Arc::clone(script))
}
