//! The feature `tracing` is off: nothing of it is left.

use std::time::Duration;

use crate::{
    codegen::api_info::ApiInfo,
    observe::{
        end::{CallEnd, ExchangeEnd},
        error_type::ErrorType,
    },
    operation::info::OperationInfo,
    session::{error::TokenError, event::SessionEvent},
    transport::request::Request,
};

pub(crate) struct Call;

impl Call {
    pub(crate) fn begin(_api: &ApiInfo, _operation: &OperationInfo) -> Self {
        Self
    }

    #[expect(clippy::unused_self, reason = "the span of the other variant")]
    pub(crate) fn run<F: Future>(&self, call: F) -> F {
        call
    }

    #[expect(clippy::unused_self, reason = "the span of the other variant")]
    pub(crate) fn end(&self, _outcome: &CallEnd) {}
}

pub(crate) struct Exchange;

impl Exchange {
    pub(crate) fn begin(_request: &Request) -> Self {
        Self
    }

    #[expect(clippy::unused_self, reason = "the span of the other variant")]
    pub(crate) fn run<F: Future>(&self, exchange: F) -> F {
        exchange
    }

    #[expect(clippy::unused_self, reason = "the span of the other variant")]
    pub(crate) fn end(&self, _outcome: &ExchangeEnd) {}
}

#[cfg(any(feature = "rustls", feature = "native-tls"))]
pub(crate) fn protocol(_version: http::Version) {}

pub(crate) fn retrying(_operation: &OperationInfo, _error: Option<ErrorType>, _wait: Duration) {}

pub(crate) fn budget_refused(_operation: &OperationInfo) {}

pub(crate) fn session_event(_name: &str, _event: SessionEvent) {}

pub(crate) fn session_failed(_name: &str, _cause: &TokenError) {}

pub(crate) fn refresh<F: Future>(_name: &str, refresh: F) -> F {
    refresh
}

pub(crate) fn refreshed(_error: Option<&TokenError>) {}
