//! The responses of operations: the documented successes and the documented errors.

mod headers;
mod payload;
mod status;

pub(in crate::lower) use headers::Headers;

use crate::diagnostic::problem;
use crate::document::{Operation, Response, StatusResponse};
use crate::ir::{self, ErrorVariant, Output, OutputEnum, OutputVariant, Payload, Status, TypeRef};
use crate::location::Location;
use crate::lower::Lowering;
use crate::lower::models::error_texts::{self, CODES, MESSAGES};
use crate::lower::names::hint_for;
use crate::method::Method;
use crate::names::RustName;
use crate::resolve::{self, Resolved};

/// What the responses of an operation became.
pub(super) struct LoweredResponses {
    pub(super) output: Output,
    /// The media types to ask for; empty where a response may have a body that is not documented.
    pub(super) accept: String,
    /// The names of the headers of successes.
    pub(super) headers: Vec<String>,
    pub(super) errors: Vec<ErrorVariant>,
}

/// A documented success.
struct Success<'d> {
    variant: OutputVariant,
    accept: String,
    at: &'d Location,
}

impl Success<'_> {
    /// Returns whether the status is one that has no body.
    fn is_empty(&self) -> bool {
        matches!(self.variant.status, Status::Code(204 | 205))
    }
}

/// Fills in what to ask for where it is not documented: the JSON that the rest of the API responds with, if it does.
pub(super) fn accept_as_others(operations: &mut [ir::Operation]) {
    let is_json = operations.iter().any(|operation| {
        let accept = operation.accept.as_str();
        accept.contains("/json") || accept.contains("+json")
    });
    for operation in operations {
        if operation.accept.is_empty() {
            let accept = if is_json { "application/json" } else { "*/*" };
            accept.clone_into(&mut operation.accept);
        }
    }
}

impl<'d> Lowering<'d> {
    /// Lowers the responses of an operation; `name_hint` names it.
    pub(super) fn responses(
        &mut self,
        operation: &'d Operation,
        name_hint: &str,
    ) -> LoweredResponses {
        let responses = operation.responses.as_deref().unwrap_or_default();
        let responses = self.by_status(responses);
        let is_success =
            |status: &Status| matches!(status, Status::Code(200..=299) | Status::Class(2));
        // What is documented for every status is a success where nothing else is.
        let has_success = responses.iter().any(|(status, _)| is_success(status));
        let mut successes: Vec<Success<'d>> = Vec::new();
        let mut errors = Vec::new();
        let mut headers: Vec<String> = Vec::new();
        for (status, response) in responses {
            if let Some(resolved) = self.follow(response) {
                self.response_headers(resolved.part);
            }
            let is_default = status == Status::Default;
            if is_success(&status) || is_default && !has_success {
                let own = if successes.is_empty() {
                    name_hint.to_owned()
                } else {
                    format!("{name_hint} {}", status::name(status))
                };
                if let Some(resolved) = self.follow(response) {
                    let names = resolved.part.headers.iter();
                    let names = names.map(|header| header.name.value.clone());
                    // The standard ignores it; a body has its media type from elsewhere.
                    headers.extend(names.filter(|name| !name.eq_ignore_ascii_case("content-type")));
                    successes.extend(self.success(operation, status, response, &own));
                }
            }
            if !is_success(&status) {
                errors.push(self.error(status, response, name_hint));
            }
        }
        errors.sort_by_key(|error: &ErrorVariant| error.status);
        let mut seen = std::collections::BTreeSet::new();
        headers.retain(|name| seen.insert(name.to_ascii_lowercase()));
        let (output, accept) = self.outcome(operation, successes, name_hint);
        LoweredResponses {
            output,
            accept,
            headers,
            errors,
        }
    }

    fn follow(&self, response: &'d StatusResponse) -> Option<Resolved<'d, Response>> {
        resolve::follow(&self.document.components, &response.response)
    }

    /// Returns the output of an operation, and the media types to ask for.
    fn outcome(
        &mut self,
        operation: &Operation,
        mut successes: Vec<Success<'d>>,
        name_hint: &str,
    ) -> (Output, String) {
        successes.sort_by_key(|success| success.variant.status);
        let mut accept: Vec<String> = Vec::new();
        for success in &successes {
            if !success.accept.is_empty() && !accept.contains(&success.accept) {
                accept.push(success.accept.clone());
            }
        }
        let accept = if successes.iter().all(Success::is_empty) {
            "*/*".to_owned()
        } else {
            accept.join(", ")
        };
        let Some(first) = successes.first() else {
            // A success that was reported is not missing.
            let is_reported = operation
                .responses
                .iter()
                .flatten()
                .any(|response| response.status.value.starts_with(['2', 'd']));
            if !is_reported && operation.responses.is_some() {
                self.sink
                    .report(&operation.at, problem::no_success_response());
            }
            return (Output::Single(Payload::Bytes), accept);
        };
        let payload = first.variant.payload.clone();
        if successes
            .iter()
            .all(|success| success.variant.payload == payload)
        {
            return (Output::Single(payload), accept);
        }
        let name = self.renames.name(&format!("{name_hint} Output"), first.at);
        let name = self.types.claim(name, first.at, self.sink);
        let variants = successes
            .into_iter()
            .map(|success| success.variant)
            .collect();
        (Output::Choice(OutputEnum { name, variants }), accept)
    }

    /// Returns what a success holds; `None` if that is broken and was reported.
    fn success(
        &mut self,
        operation: &Operation,
        status: Status,
        response: &'d StatusResponse,
        name_hint: &str,
    ) -> Option<Success<'d>> {
        let resolved = self.follow(response)?;
        let name_hint = hint_for(resolved.component, name_hint, "Response");
        let content = &resolved.part.content;
        let (payload, accept) = if operation.method == Method::Head {
            (Payload::Nothing, String::new())
        } else if let Status::Code(code @ (204 | 205)) = status
            && !content.is_empty()
        {
            let problem = problem::content_without_body(code);
            self.sink.report(&response.status.at, problem);
            (Payload::Nothing, String::new())
        } else {
            self.payload(content, &name_hint)?
        };
        let phrase = status::name(status);
        Some(Success {
            variant: OutputVariant {
                status,
                name: RustName::new(&phrase),
                docs: docs(&resolved),
                payload,
            },
            accept,
            at: &response.status.at,
        })
    }

    fn error(
        &mut self,
        status: Status,
        response: &'d StatusResponse,
        name_hint: &str,
    ) -> ErrorVariant {
        let phrase = status::name(status);
        let mut variant = ErrorVariant {
            status,
            name: RustName::new(&phrase),
            docs: String::new(),
            body: Payload::Nothing,
            code: None,
            message: None,
        };
        let Some(resolved) = self.follow(response) else {
            return variant;
        };
        variant.docs = docs(&resolved);
        let name_hint = hint_for(
            resolved.component,
            &format!("{name_hint} {phrase}"),
            "Response",
        );
        let payload = self.payload(&resolved.part.content, &name_hint);
        variant.body = match payload {
            // Whatever the body is, an error is known by its status.
            Some((Payload::AnyOrNothing, _)) => Payload::Json(TypeRef::Any),
            Some((payload, _)) => payload,
            None => Payload::Nothing,
        };
        if variant.body == Payload::Text {
            variant.message = Some(Vec::new());
        }
        if let Some(body) = variant.body.ty() {
            variant.code = error_texts::find(&self.models, body, &CODES);
            variant.message = error_texts::find(&self.models, body, &MESSAGES);
        }
        variant
    }
}

/// Returns what the place says of a response, or else what the response says of itself.
fn docs(resolved: &Resolved<'_, Response>) -> String {
    if resolved.description.is_empty() {
        resolved.part.description.clone()
    } else {
        resolved.description.to_owned()
    }
}
