//! Operations.

use super::reach::Reach;
use super::{Lowering, security};
use crate::codegen::diagnostic::problem;
use crate::codegen::document::{self, PathItem};
use crate::codegen::ir::{Credential, ErrorVariant, Idempotency, Method, Operation, Server};
use crate::codegen::location::Location;
use crate::codegen::names::RustName;

/// An operation whose errors have no enum yet.
pub(super) struct Draft {
    pub(super) ir: Operation,
    pub(super) errors: Vec<ErrorVariant>,
    /// Where the operation documents its answers.
    pub(super) at_responses: Location,
}

impl<'d> Lowering<'d> {
    pub(super) fn operation(
        &mut self,
        item: &'d PathItem,
        operation: &'d document::Operation,
        servers: &[Server],
        credentials: &[Credential],
    ) -> Draft {
        let name = self.operation_name(item, operation);
        let words = name.pascal();
        let security = self.security(operation, credentials);
        let taken = security::headers(credentials, &security);
        let parameters = self.parameters(item, operation, words, &taken);
        let body = self.body(operation, words);
        let (output, errors) = self.responses(operation, words);
        let own_servers = self.own_servers(item, operation, servers);

        let mut request = Reach::new(&self.models);
        request.add_all(parameters.iter().map(|parameter| &parameter.ty));
        request.add_all(body.iter().map(|body| &body.ty));
        let mut response = Reach::new(&self.models);
        response.add_output(&output);
        let ir = Operation {
            id: operation
                .id
                .as_ref()
                .map(|id| id.value.clone())
                .unwrap_or_default(),
            docs: docs(operation),
            deprecated: operation.deprecated,
            pointer: operation.at.pointer.clone(),
            method: operation.method,
            path: item.path.value.clone(),
            errors: None,
            security,
            servers: own_servers,
            idempotency: idempotency(operation.method, operation.idempotent),
            secret_request: request.has_secret(),
            secret_response: response.has_secret(),
            name,
            parameters,
            body,
            output,
        };
        let at_responses = Location {
            pointer: operation.at.pointer.join("responses"),
            ..operation.at.clone()
        };
        Draft {
            ir,
            errors,
            at_responses,
        }
    }

    /// Names an operation after its id, or after its path when the lack of an id is reported.
    fn operation_name(&mut self, item: &PathItem, operation: &'d document::Operation) -> RustName {
        let Some(id) = &operation.id else {
            self.sink
                .report(&operation.at, problem::missing_operation_id());
            return RustName::new(&format!("{:?} {}", operation.method, item.path.value));
        };
        let name = self.renames.name(&id.value, &operation.at);
        if let Some(first) = self.ids.insert(&id.value, &id.at) {
            // The names clash too, but that would be said of one mistake twice.
            self.sink
                .report(&id.at, problem::duplicate_operation_id(&id.value, first));
            return name;
        }
        let name = self.types.claim(name, &operation.at, self.sink);
        self.client.claim(name, &operation.at, self.sink)
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
        (Method::Get, _) => Idempotency::Safe,
        (Method::Put | Method::Delete, None) | (_, Some(true)) => Idempotency::Idempotent,
    }
}
