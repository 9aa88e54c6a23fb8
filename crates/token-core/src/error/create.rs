//! How errors come into being, and what is added to them on the way out.

use std::borrow::Cow;

use super::{
    Error, Inner,
    attempt::Attempt,
    box_error::BoxError,
    cause::{Cause, Facts},
    documented::DocumentedError,
    kind::ErrorKind,
    print,
    text::Line,
};
use crate::{
    error::{decode_error::DecodeError, invalid_argument::InvalidArgument},
    operation::info::OperationInfo,
    redact::secrets::Masks,
    session::error::TokenError,
    transport::{
        error::{TransportError, TransportErrorKind},
        response::Response,
    },
};

impl<E> Error<E> {
    /// Creates an error of the kind [`ErrorKind::Config`].
    pub fn config(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::Config, None, message)
    }

    /// Creates the error for a missing credential.
    pub(crate) fn credential(
        operation: &'static OperationInfo,
        message: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self::new(ErrorKind::Credential, Some(operation), message)
    }

    /// Creates the error for a credential that did not come before the call's deadline.
    pub(crate) fn late_credential(operation: &'static OperationInfo) -> Self {
        let late = "the credential did not come before the call's deadline";
        let mut error = Self::credential(operation, late);
        error.0.login = Some(Facts {
            timed_out: true,
            ..Facts::default()
        });
        error
    }

    /// Creates the error for a credential that failed with `cause`, whose text may quote the request's secrets.
    pub(crate) fn failed_credential(
        operation: &'static OperationInfo,
        cause: BoxError,
        masks: &Masks,
    ) -> Self {
        let (message, cause) = if let Some(error) = cause.downcast_ref::<TokenError>() {
            let message = format!("no access token: {}", error.reason());
            (message, Cause::of(cause))
        } else {
            let cause = Cause::of(cause).masked(masks);
            (format!("no credential: {cause}"), cause)
        };
        let mut error = Self::credential(operation, message);
        error.0.login = Some(cause.facts());
        error.0.cause = Some(cause);
        error
    }

    /// Creates the error for an argument that cannot be encoded.
    pub(crate) fn invalid_argument(
        operation: &'static OperationInfo,
        cause: InvalidArgument,
    ) -> Self {
        let message = cause.to_string();
        let mut error = Self::new(ErrorKind::InvalidArgument, Some(operation), message);
        error.0.cause = Some(Cause::of(cause.into()));
        error
    }

    /// Creates the error for a fault of the network.
    pub(crate) fn transport(operation: &'static OperationInfo, fault: TransportError) -> Self {
        let mut error = Self::new(
            ErrorKind::Transport(fault.kind),
            Some(operation),
            fault.message(),
        );
        error.0.cause = fault.cause;
        error
    }

    /// Creates the error for a success that cannot be read.
    pub(crate) fn undecodable(
        operation: &'static OperationInfo,
        mut response: Response,
        cause: &DecodeError,
    ) -> Self {
        let masks = response.take_masks();
        let cause = cause.masked(&masks);
        let status = response.status;
        let message = format!("HTTP {status}, and the body cannot be read: {cause}");
        let mut error = Self::new(ErrorKind::Decode, Some(operation), message);
        error.0.response = Some(response);
        error.0.cause = Some(Cause::of(cause.into()));
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

    /// Explains the message by a cause.
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    pub(crate) fn with_source(mut self, source: impl Into<BoxError>) -> Self {
        let cause = Cause::of(source.into());
        self.0.message = Line::new(format!("{}: {cause}", self.0.message));
        self.0.cause = Some(cause);
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
            message: Line::new(message),
            documented: None,
            response: None,
            attempts: Vec::new(),
            exhausted: false,
            cause: None,
            login: None,
        }))
    }
}

impl<E: DocumentedError> Error<E> {
    /// Creates the error for a response that is not a success; the secrets of its request are masked in its texts.
    pub(crate) fn from_response(
        operation: &'static OperationInfo,
        mut response: Response,
        documented: Option<E>,
    ) -> Self {
        let masks = response.take_masks();
        let (kind, message) = if print::is_redirect(&response) {
            (
                ErrorKind::Transport(TransportErrorKind::Redirect),
                print::redirect(&response, &masks),
            )
        } else {
            (
                ErrorKind::Api,
                print::refusal(response.status, documented.as_ref(), &masks),
            )
        };
        let mut error = Self::new(kind, Some(operation), message);
        error.0.response = Some(response);
        error.0.documented = documented;
        error
    }
}
