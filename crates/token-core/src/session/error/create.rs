//! How the errors of a session are created.

use std::{borrow::Cow, sync::Arc, time::Duration};

use super::{TokenError, TokenErrorParts, class::PauseClass, kind::TokenErrorKind};
use crate::{
    error::{box_error::BoxError, cause::Cause, text::Line},
    redact::secrets::Masks,
    session::source::error::{FailureClass, SourceError},
};

impl TokenError {
    pub(in crate::session) fn new(
        kind: TokenErrorKind,
        message: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self::build(kind, message.into(), PauseClass::Passing, None, None)
    }

    /// Creates the error for a failure that holds for a known time.
    pub(in crate::session) fn lasting(
        kind: TokenErrorKind,
        message: &'static str,
        pause: Duration,
    ) -> Self {
        Self(Arc::new(TokenErrorParts {
            kind,
            line: Line::new(message),
            retry_after: None,
            pause: Some(pause),
            class: PauseClass::Passing,
            cause: None,
        }))
    }

    /// Creates the error for a token that must wait, as another one was minted just before; it holds for `pause`.
    pub(in crate::session) fn too_soon(pause: Duration) -> Self {
        let message = "the last token was minted less than 5 s ago, and the next one has to wait";
        Self::lasting(TokenErrorKind::Failed, message, pause)
    }

    /// Creates the error for a time that the server has asked another session to wait.
    pub(in crate::session) fn asked_to_wait(wait: Duration) -> Self {
        let message = "the server has asked to wait before the next login";
        let kind = TokenErrorKind::Failed;
        Self::build(
            kind,
            Cow::Borrowed(message),
            PauseClass::Passing,
            Some(wait),
            None,
        )
        .holding(wait)
    }

    /// Creates the error for a token of no use, which is as good as none.
    pub(crate) fn useless(message: impl Into<Cow<'static, str>>) -> Self {
        let kind = TokenErrorKind::Failed;
        Self::build(kind, message.into(), PauseClass::Declined, None, None)
    }

    fn holding(mut self, pause: Duration) -> Self {
        if let Some(parts) = Arc::get_mut(&mut self.0) {
            parts.pause = Some(pause);
        }
        self
    }

    fn build(
        kind: TokenErrorKind,
        message: Cow<'static, str>,
        class: PauseClass,
        retry_after: Option<Duration>,
        cause: Option<Cause>,
    ) -> Self {
        let line = match &cause {
            Some(cause) => Line::new(format!("{message}: {cause}")),
            None => Line::new(message),
        };
        Self(Arc::new(TokenErrorParts {
            kind,
            line,
            retry_after,
            pause: None,
            class,
            cause,
        }))
    }

    pub(in crate::session) fn closed() -> Self {
        Self::new(TokenErrorKind::Closed, "the session is closed")
    }

    /// Creates the error for refreshes that are lost as soon as they are started.
    pub(in crate::session) fn lost() -> Self {
        let message =
            "the refresh is lost each time that it is started; the Tokio runtime is shutting down";
        Self::new(TokenErrorKind::NoRuntime, message)
    }

    pub(in crate::session) fn slow(limit: Duration) -> Self {
        let message = format!("the refresh took longer than {limit:?}");
        Self::new(TokenErrorKind::Timeout, message)
    }

    /// Creates the error for a store that failed, whose text may quote these secrets.
    pub(crate) fn store(cause: BoxError, masks: &Masks) -> Self {
        let message = Cow::Borrowed("the token store could not be used");
        let kind = TokenErrorKind::Store;
        let cause = Some(Cause::of(cause).masked(masks));
        Self::build(kind, message, PauseClass::Passing, None, cause)
    }

    /// Creates the error for a mint with a login of which a part is a password, or may be.
    pub(crate) fn of_mint(error: SourceError, has_password: bool) -> Self {
        let class = match error.class {
            FailureClass::Unauthorized => PauseClass::Refused,
            FailureClass::Refused if has_password => PauseClass::Refused,
            FailureClass::Refused | FailureClass::Forbidden => PauseClass::Forbidden,
            FailureClass::Declined => PauseClass::Declined,
            FailureClass::Passing => PauseClass::Passing,
        };
        let (kind, message) = if class == PauseClass::Refused {
            (
                TokenErrorKind::CredentialsRefused,
                "the server refused the credentials, and they are not sent again",
            )
        } else {
            (TokenErrorKind::Failed, "no token could be minted")
        };
        Self::of_source(kind, message, class, error)
    }

    pub(crate) fn of_renewal(error: SourceError) -> Self {
        Self::of_source(
            TokenErrorKind::Failed,
            "the token could not be renewed",
            PauseClass::Passing,
            error,
        )
    }

    pub(crate) fn of_revocation(error: SourceError) -> Self {
        Self::of_source(
            TokenErrorKind::Failed,
            "the token could not be revoked",
            PauseClass::Passing,
            error,
        )
    }

    fn of_source(
        kind: TokenErrorKind,
        message: &'static str,
        class: PauseClass,
        error: SourceError,
    ) -> Self {
        let message = Cow::Borrowed(message);
        Self::build(kind, message, class, error.retry_after, Some(error.cause))
    }
}
