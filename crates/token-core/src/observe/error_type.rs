//! What an error is called in a trace and in a metric: one of few names, as `error.type` asks for.

use http::StatusCode;

use crate::{
    error::{Error, attempt::Attempt, kind::ErrorKind},
    transport::error::TransportErrorKind,
};

/// The value of `error.type`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ErrorType {
    /// The response's status.
    Status(StatusCode),
    /// A fault, by its name.
    Named(&'static str),
}

/// What ends because its caller dropped it.
pub(crate) const CANCELLED: ErrorType = ErrorType::Named("cancelled");

impl ErrorType {
    /// Returns how an attempt failed; `None` if it did not.
    pub(crate) fn of_attempt(attempt: &Attempt) -> Option<Self> {
        match (attempt.fault, attempt.status) {
            (Some(fault), _) => Some(Self::of_fault(fault)),
            (None, status) => status.filter(is_error).map(Self::Status),
        }
    }

    /// Returns how a call failed.
    pub(crate) fn of_call<E>(error: &Error<E>) -> Self {
        let name = match (error.kind(), error.fault(), error.status()) {
            (_, Some(fault), _) => return Self::of_fault(fault),
            (ErrorKind::Config, ..) => "config",
            (ErrorKind::InvalidArgument, ..) => "invalid_argument",
            (ErrorKind::Credential, ..) => "credential",
            (ErrorKind::Decode, ..) => "decode",
            (.., Some(status)) => return Self::Status(status),
            _ => "_OTHER",
        };
        Self::Named(name)
    }

    pub(crate) fn of_fault(fault: TransportErrorKind) -> Self {
        Self::Named(fault.as_str())
    }

    pub(crate) fn as_str(&self) -> &str {
        match self {
            Self::Status(status) => status.as_str(),
            Self::Named(name) => name,
        }
    }
}

/// Returns whether a status is an error for an HTTP client.
#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "it filters an `Option<StatusCode>`"
)]
fn is_error(status: &StatusCode) -> bool {
    status.is_client_error() || status.is_server_error()
}

#[cfg(test)]
mod tests {
    use http::StatusCode;

    use super::{ErrorType, is_error};
    use crate::{error::Error, transport::TransportErrorKind};

    #[test]
    fn a_status_is_its_number() {
        let status = StatusCode::from_u16(599).unwrap();
        assert_eq!(ErrorType::Status(status).as_str(), "599");
        assert!(is_error(&status));
        assert!(!is_error(&StatusCode::FOUND));
    }

    #[test]
    fn an_error_without_a_response_is_its_kind() {
        let error: Error = Error::config("the API names no server");
        assert_eq!(ErrorType::of_call(&error).as_str(), "config");
        let fault = ErrorType::of_fault(TransportErrorKind::Dns);
        assert_eq!(fault.as_str(), "name_resolution_error");
    }
}
