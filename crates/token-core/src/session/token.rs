//! A token that is valid now.

use std::{fmt, sync::Arc, time::Duration};

use http::HeaderValue;
use tokio::time::Instant;

use crate::runtime;
use crate::{
    credential::secret::Secret, error::invalid_argument::InvalidArgument,
    transport::request::secret_header,
};

/// Which of its tokens a [`Credential`](crate::credential::Credential) has used.
///
/// A credential that never changes has one generation, the default.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Generation(pub u64);

impl fmt::Display for Generation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A token that a [`TokenSession`](crate::session::TokenSession) handed out; cheap to clone.
///
/// Ask the session for each use: it costs nothing, and this one ends.
#[derive(Debug, Clone)]
pub struct Token(Arc<TokenParts>);

#[derive(Debug)]
struct TokenParts {
    secret: Secret,
    // Its `Debug` prints `Sensitive`.
    bearer: HeaderValue,
    generation: Generation,
    expires_at: Instant,
}

impl Token {
    /// Creates the token, and the header that carries it.
    pub(super) fn new(
        secret: Secret,
        generation: Generation,
        expires_at: Instant,
    ) -> Result<Self, InvalidArgument> {
        let bearer = bearer(&secret).map_err(|problem| InvalidArgument::new("token", problem))?;
        Ok(Self(Arc::new(TokenParts {
            secret,
            bearer,
            generation,
            expires_at,
        })))
    }

    /// Returns the text, for the one place that needs it.
    pub fn expose(&self) -> &str {
        self.0.secret.expose()
    }

    /// Returns the token as a secret.
    pub fn secret(&self) -> &Secret {
        &self.0.secret
    }

    /// Returns the value of `Authorization: Bearer <token>`, marked sensitive.
    pub fn bearer(&self) -> &HeaderValue {
        &self.0.bearer
    }

    /// Returns how long the token is valid from now on, by what was known when the session handed it out.
    ///
    /// It is zero once the token has ended.
    /// A renewal since then is not known to it, and neither is a server that refuses the token before its time.
    pub fn expires_in(&self) -> Duration {
        self.0.expires_at.saturating_duration_since(runtime::now())
    }

    /// Returns which token of its session this is; a renewed one keeps its number.
    ///
    /// Pass it to [`TokenSession::refused`](crate::session::TokenSession::refused) when a server responds with 401.
    pub fn generation(&self) -> Generation {
        self.0.generation
    }
}

/// Returns the header that carries a token, or why there is none.
fn bearer(secret: &Secret) -> Result<HeaderValue, &'static str> {
    if secret.expose().is_empty() {
        return Err("is empty");
    }
    secret_header("Bearer ", secret).ok_or("holds a character that a header cannot carry")
}

/// Returns why no header can carry a token; `None` if one can.
pub(super) fn problem(secret: &Secret) -> Option<&'static str> {
    bearer(secret).err()
}
