//! Operations.

use crate::document::{self, PathItem};
use crate::ir::{Credential, ErrorVariant, Idempotency, Operation, Server};
use crate::location::Location;
use crate::lower::Lowering;
use crate::lower::models::Reach;
use crate::lower::names::ParameterNames;
use crate::lower::security;
use crate::method::Method;

/// An operation whose errors have no enum yet.
pub(super) struct OperationDraft {
    pub(super) ir: Operation,
    pub(super) errors: Vec<ErrorVariant>,
    /// Where the operation documents its responses.
    pub(super) at_responses: Location,
}

impl<'d> Lowering<'d> {
    /// Lowers an operation; `None` if its path is broken and was reported.
    pub(super) fn operation(
        &mut self,
        item: &'d PathItem,
        operation: &'d document::Operation,
        servers: &[Server],
        credentials: &[Credential],
    ) -> Option<OperationDraft> {
        let template = self.template(&item.path)?;
        let (id, name) = self.operation_name(item, operation);
        let words = name.pascal();
        let security = self.security(operation, credentials);
        let taken = security::places(credentials, &security);
        let mut names = ParameterNames::new(self.renames.form());
        let mut parameters =
            self.parameters((item, operation), &template, words, &taken, &mut names);
        let body = self.body(operation, words, &mut names);
        parameters.extend(body.parts);
        let lowered = self.responses(operation, words);
        let own_servers = self.own_servers(item, operation, servers);

        let mut request = Reach::new(&self.models);
        request.add_all(parameters.iter().map(|parameter| &parameter.ty));
        request.add_all(body.whole.iter().map(|body| &body.ty));
        let mut response = Reach::new(&self.models);
        response.add_output(&lowered.output);
        let ir = Operation {
            id,
            tags: operation.tags.clone(),
            docs: docs(operation),
            deprecated: operation.deprecated,
            pointer: operation.at.pointer.clone(),
            method: operation.method,
            path: template.sent,
            errors: None,
            security,
            servers: own_servers,
            idempotency: idempotency(operation.method, operation.idempotent),
            secret_request: request.has_secret(),
            secret_response: response.has_secret(),
            name,
            parameters,
            body: body.whole,
            multipart: body.multipart,
            output: lowered.output,
            accept: lowered.accept,
            headers: lowered.headers,
        };
        let at_responses = Location {
            pointer: operation.at.pointer.join("responses"),
            ..operation.at.clone()
        };
        Some(OperationDraft {
            ir,
            errors: lowered.errors,
            at_responses,
        })
    }
}

fn docs(operation: &document::Operation) -> String {
    let parts = [operation.summary.as_str(), operation.description.as_str()];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("\n\n")
}

/// RFC 9110 section 9.2, unless the document says what repeating really does (`x-idempotent`).
fn idempotency(method: Method, declared: Option<bool>) -> Idempotency {
    match (method, declared) {
        (_, Some(false)) | (Method::Post | Method::Patch, None) => Idempotency::NonIdempotent,
        (Method::Get | Method::Head | Method::Options | Method::Trace | Method::Query, _) => {
            Idempotency::Safe
        }
        (Method::Put | Method::Delete, None) | (_, Some(true)) => Idempotency::Idempotent,
    }
}
