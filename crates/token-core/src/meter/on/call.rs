//! How long calls and their attempts take.

use std::time::Instant;

use ::metrics::{Label, counter, histogram};

use super::add_end;
use crate::{
    codegen::api_info::ApiInfo,
    metrics::{BUDGET_REFUSALS, CALL_ATTEMPTS, CALL_DURATION, REQUEST_DURATION, label},
    observe::{
        end::{CallEnd, ExchangeEnd},
        host,
    },
    operation::info::OperationInfo,
    transport::request::Request,
};

/// The timer of a call.
pub(crate) struct Call {
    api: &'static ApiInfo,
    operation: &'static OperationInfo,
    started: Instant,
}

impl Call {
    pub(crate) fn begin(api: &'static ApiInfo, operation: &'static OperationInfo) -> Self {
        Self {
            api,
            operation,
            started: Instant::now(),
        }
    }

    pub(crate) fn end(&self, end: &CallEnd) {
        let mut labels = Vec::with_capacity(4);
        labels.extend(of_operation(self.api, self.operation));
        add_end(&mut labels, end.status, end.error);
        histogram!(CALL_DURATION, labels).record(self.started.elapsed());
        if let Some(attempts) = end.attempts {
            let attempts = u32::try_from(attempts).unwrap_or(u32::MAX);
            let labels = of_operation(self.api, self.operation).to_vec();
            histogram!(CALL_ATTEMPTS, labels).record(attempts);
        }
    }
}

pub(crate) fn budget_refused(api: &'static ApiInfo, operation: &'static OperationInfo) {
    counter!(BUDGET_REFUSALS, of_operation(api, operation).to_vec()).increment(1);
}

fn of_operation(api: &'static ApiInfo, operation: &'static OperationInfo) -> [Label; 2] {
    [
        Label::from_static_parts(label::API, api.crate_name),
        Label::from_static_parts(label::OPERATION, operation.id),
    ]
}

/// The timer of an attempt.
pub(crate) struct Exchange {
    labels: Vec<Label>,
    started: Instant,
}

impl Exchange {
    pub(crate) fn begin(request: &Request) -> Self {
        let operation = request.operation;
        let mut labels = Vec::with_capacity(6);
        labels.extend([
            Label::from_static_parts(label::METHOD, operation.method.as_str()),
            Label::from_static_parts(label::TEMPLATE, operation.path),
        ]);
        if let Some(host) = host(&request.url) {
            labels.push(Label::new(label::ADDRESS, host.to_owned()));
        }
        if let Some(port) = request.url.port_or_known_default() {
            labels.push(Label::new(label::PORT, port.to_string()));
        }
        Self {
            labels,
            started: Instant::now(),
        }
    }

    pub(crate) fn end(&mut self, end: &ExchangeEnd) {
        let mut labels = std::mem::take(&mut self.labels);
        add_end(&mut labels, end.status, end.error);
        histogram!(REQUEST_DURATION, labels).record(self.started.elapsed());
    }
}
