//! The feature `metrics` is off: nothing is measured.

use std::{sync::Arc, time::Duration};

use crate::{
    codegen::api_info::ApiInfo,
    observe::end::{CallEnd, ExchangeEnd},
    operation::info::OperationInfo,
    session::{error::TokenError, event::SessionEvent},
    transport::request::Request,
};

pub(crate) struct Call;

impl Call {
    pub(crate) fn begin(_api: &'static ApiInfo, _operation: &'static OperationInfo) -> Self {
        Self
    }

    #[expect(clippy::unused_self, reason = "the timer of the other variant")]
    pub(crate) fn end(&self, _end: &CallEnd) {}
}

pub(crate) struct Exchange;

impl Exchange {
    pub(crate) fn begin(_request: &Request) -> Self {
        Self
    }

    #[expect(clippy::unused_self, reason = "the timer of the other variant")]
    pub(crate) fn end(&mut self, _end: &ExchangeEnd) {}
}

pub(crate) fn describe() {}

pub(crate) fn budget_refused(_api: &'static ApiInfo, _operation: &'static OperationInfo) {}

pub(crate) fn session_event(_name: &Arc<str>, _event: SessionEvent) {}

pub(crate) fn session_failed(_name: &Arc<str>, _cause: &TokenError) {}

pub(crate) fn expires_in(_name: &Arc<str>, _life: Duration) {}

pub(crate) fn refreshed(_name: &Arc<str>, _took: Duration, _error: Option<&TokenError>) {}

pub(crate) fn leased(_name: &Arc<str>, _waited: Duration) {}
