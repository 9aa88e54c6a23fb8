//! What happens to the tokens of a session, so that a refresh in the background does not fail unnoticed.

use tracing::{Instrument, Span, error, field::Empty, info, info_span, warn};

use super::{SESSION, fail};
use crate::session::{
    error::{TokenError, kind::TokenErrorKind},
    event::SessionEvent,
    token::Generation,
};

/// Reports an event at the level that its reader needs.
pub(crate) fn session_event(name: &str, event: SessionEvent) {
    /// Reports a token by its number.
    macro_rules! token {
        ($level:ident, $generation:ident, $what:literal) => {
            $level!(
                target: SESSION,
                { token_core.session = name, token_core.generation = number($generation) },
                $what
            )
        };
    }
    match event {
        SessionEvent::Minted(generation) => token!(info, generation, "token minted"),
        SessionEvent::Adopted(generation) => {
            token!(info, generation, "token adopted from the store");
        }
        SessionEvent::Renewed(generation, count) => info!(
            target: SESSION,
            {
                token_core.session = name,
                token_core.generation = number(generation),
                token_core.renewals = i64::from(count)
            },
            "token renewed"
        ),
        SessionEvent::Refused(generation) => token!(warn, generation, "token refused"),
        SessionEvent::StoreConflict => warn!(
            target: SESSION,
            { token_core.session = name },
            "the token store holds the record of another login"
        ),
        SessionEvent::Revoked(generation) => token!(info, generation, "token revoked"),
        SessionEvent::Closed => {
            info!(target: SESSION, { token_core.session = name }, "session closed");
        }
        // A failure is reported with its reason.
        SessionEvent::Failed(_) | SessionEvent::Missed(_) => {}
    }
}

/// Reports a failure with its reason.
pub(crate) fn session_failed(name: &str, cause: &TokenError) {
    /// Reports it at a level.
    macro_rules! failure {
        ($level:ident, $what:literal) => {
            $level!(
                target: SESSION,
                {
                    token_core.session = name,
                    error.type = cause.kind().as_str(),
                    exception.message = %cause
                },
                $what
            )
        };
    }
    if cause.kind() == TokenErrorKind::CredentialsRefused {
        failure!(error, "credentials refused");
    } else {
        failure!(warn, "token refresh failed");
    }
}

/// Runs a refresh in a trace of its own, since it serves many callers, and outlives the one that began it.
pub(crate) fn refresh<F: Future>(
    name: &str,
    refresh: F,
) -> impl Future<Output = F::Output> + use<F> {
    let span = info_span!(
        target: SESSION,
        parent: None,
        "token refresh",
        otel.kind = "internal",
        otel.status_code = Empty,
        token_core.session = name,
        error.type = Empty,
    );
    span.follows_from(Span::current());
    refresh.instrument(span)
}

/// Notes how the refresh ended whose span is the current one.
pub(crate) fn refreshed(error: Option<&TokenError>) {
    if let Some(error) = error {
        fail(&Span::current(), error.kind().as_str());
    }
}

fn number(generation: Generation) -> i64 {
    i64::try_from(generation.0).unwrap_or(i64::MAX)
}
