//! How errors come into being, and what is added to them on the way out.

use std::borrow::Cow;

use super::{Attempt, BoxError, DocumentedError, Error, ErrorKind, Inner, print};
use crate::{
    DecodeError, InvalidArgument, OperationInfo, Response, TransportError, TransportErrorKind,
    masks::Masks,
};

impl<E> Error<E> {
    /// Creates the error for a missing or failed credential.
    pub(crate) fn credential(
        operation: &'static OperationInfo,
        message: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self::new(ErrorKind::Credential, Some(operation), message)
    }

    /// Creates the error for an argument that cannot travel.
    pub(crate) fn invalid_argument(
        operation: &'static OperationInfo,
        cause: InvalidArgument,
    ) -> Self {
        let message = cause.to_string();
        Self::new(ErrorKind::InvalidArgument, Some(operation), message).with_source(cause)
    }

    /// Creates the error for a fault of the network.
    pub(crate) fn transport(operation: &'static OperationInfo, cause: TransportError) -> Self {
        let mut error = Self::new(
            ErrorKind::Transport(cause.kind),
            Some(operation),
            cause.message(),
        );
        error.0.source = cause.source;
        error
    }

    /// Creates the error for a success that cannot be read.
    pub(crate) fn undecodable(
        operation: &'static OperationInfo,
        response: Response,
        cause: DecodeError,
    ) -> Self {
        let message = format!("HTTP {}, and the body cannot be read", response.status);
        let mut error = Self::new(ErrorKind::Decode, Some(operation), message);
        error.0.response = Some(response);
        error.0.source = Some(cause.into());
        error
    }

    /// Attaches what was tried.
    pub(crate) fn with_attempts(mut self, attempts: Vec<Attempt>) -> Self {
        self.0.attempts = attempts;
        self
    }

    /// Says that the retry budget is why there was no other attempt.
    pub(crate) fn exhausted(mut self) -> Self {
        self.0.exhausted = true;
        self
    }

    /// Attaches a cause.
    pub(crate) fn with_source(mut self, source: impl Into<BoxError>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    pub(super) fn new(
        kind: ErrorKind,
        operation: Option<&'static OperationInfo>,
        message: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self(Box::new(Inner {
            kind,
            operation,
            message: message.into(),
            documented: None,
            response: None,
            attempts: Vec::new(),
            exhausted: false,
            source: None,
        }))
    }
}

impl<E: DocumentedError> Error<E> {
    /// Creates the error for a response that is no success.
    pub(crate) fn from_response(
        operation: &'static OperationInfo,
        response: Response,
        documented: Option<E>,
    ) -> Self {
        let (kind, message) = if print::is_redirect(&response) {
            (
                ErrorKind::Transport(TransportErrorKind::Redirect),
                print::redirect(&response),
            )
        } else {
            (
                ErrorKind::Api,
                print::refusal(
                    response.status,
                    documented.as_ref(),
                    &Masks::default(),
                    None,
                ),
            )
        };
        let mut error = Self::new(kind, Some(operation), message);
        error.0.response = Some(response);
        error.0.documented = documented;
        error
    }

    /// Masks the request's secrets in what the server said.
    pub(crate) fn masked(mut self, masks: &Masks, body: Option<&[u8]>) -> Self {
        let Inner {
            kind,
            message,
            documented,
            response: Some(response),
            ..
        } = &mut *self.0
        else {
            return self;
        };
        masks.mark(&mut response.headers);
        if *kind == ErrorKind::Api {
            *message = print::refusal(response.status, documented.as_ref(), masks, body).into();
        }
        self
    }
}
