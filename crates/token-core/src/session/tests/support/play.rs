//! What a scripted source does with one request.

use std::time::Duration;

use http::StatusCode;

use crate::session::{minted::Minted, source::error::SourceError};

/// What the source does with one request.
#[derive(Debug, Clone)]
pub(in crate::session::tests) struct Play {
    pub(super) delay: Duration,
    pub(super) end: End,
}

#[derive(Debug, Clone)]
pub(super) enum End {
    Good,
    Token(Minted),
    Fails(Option<Duration>),
    Says(u16),
    Forbids,
    Panics,
}

/// It works.
pub(in crate::session::tests) fn good() -> Play {
    Play::ends(End::Good)
}

pub(in crate::session::tests) fn token(minted: Minted) -> Play {
    Play::ends(End::Token(minted))
}

/// It mints a token of this life.
pub(in crate::session::tests) fn lives(life: Duration) -> Play {
    token(Minted::new("CANARY-token").lives(life))
}

/// It fails in a way that may pass.
pub(in crate::session::tests) fn fails() -> Play {
    Play::ends(End::Fails(None))
}

/// The server asks to come back later.
pub(in crate::session::tests) fn fails_for(wait: Duration) -> Play {
    Play::ends(End::Fails(Some(wait)))
}

/// The server responds with this status.
pub(in crate::session::tests) fn says(status: u16) -> Play {
    Play::ends(End::Says(status))
}

/// A firewall responds with 403.
pub(in crate::session::tests) fn forbids() -> Play {
    Play::ends(End::Forbids)
}

pub(in crate::session::tests) fn panics() -> Play {
    Play::ends(End::Panics)
}

impl Play {
    fn ends(end: End) -> Self {
        Self {
            delay: Duration::ZERO,
            end,
        }
    }

    /// Has it take so long.
    pub(in crate::session::tests) fn after(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }
}

pub(super) fn says_so(status: u16, is_documented: bool) -> SourceError {
    let status = StatusCode::from_u16(status).unwrap();
    SourceError {
        class: crate::session::source::failure_class(status, is_documented),
        ..SourceError::new(format!("HTTP {}", status.as_u16()))
    }
}
