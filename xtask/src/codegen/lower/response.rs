//! The answers of operations: one way to succeed, and the documented errors.

use super::body::{Payload, words_for};
use super::texts::{self, CODES, MESSAGES};
use super::{Lowering, status};
use crate::codegen::diagnostic::problem;
use crate::codegen::document::{Operation, StatusResponse};
use crate::codegen::ir::{ErrorVariant, Output, TypeRef};
use crate::codegen::location::Location;
use crate::codegen::names::RustName;
use crate::codegen::resolve;

impl<'d> Lowering<'d> {
    /// Lowers the answers of an operation; `words` name it.
    pub(super) fn responses(
        &mut self,
        operation: &'d Operation,
        words: &str,
    ) -> (Output, Vec<ErrorVariant>) {
        let mut output: Option<(Option<Output>, &Location)> = None;
        let mut errors = Vec::new();
        for response in operation.responses.iter().flatten() {
            let Some(status) = self.status(response) else {
                continue;
            };
            if status >= 400 {
                errors.push(self.error(status, response, words));
                continue;
            }
            let own = if output.is_none() {
                words.to_owned()
            } else {
                format!("{words} {status}")
            };
            let found = self.output(status, response, &own);
            match &output {
                None => output = Some((found, &response.status.at)),
                Some((Some(first), at)) if found.as_ref().is_some_and(|found| found != first) => {
                    self.sink
                        .report(&response.status.at, problem::several_outputs(at));
                }
                Some(_) => {}
            }
        }
        if output.is_none() && operation.responses.is_some() && !has_unclear_success(operation) {
            self.sink
                .report(&operation.at, problem::no_success_response());
        }
        errors.sort_by_key(|error: &ErrorVariant| error.status);
        let output = output.and_then(|(output, _)| output);
        (output.unwrap_or(Output::AnyOrNothing), errors)
    }

    /// Returns the status of an answer, if it is one that an operation ends with.
    fn status(&mut self, response: &StatusResponse) -> Option<u16> {
        let key = response.status.value.as_str();
        let problem = match key.parse::<u16>() {
            Ok(status @ (200..=299 | 400..=599)) if key.len() == 3 => return Some(status),
            Ok(100..=199 | 300..=399) if key.len() == 3 => problem::unsupported_status(key),
            _ if is_range(key) || key == "default" => problem::unsupported_response(key),
            _ => problem::bad_status(key),
        };
        self.sink.report(&response.status.at, problem);
        None
    }

    /// Returns what a success holds; nothing when that is broken and was reported.
    fn output(&mut self, status: u16, response: &'d StatusResponse, words: &str) -> Option<Output> {
        let resolved = resolve::follow(&self.document.components, &response.response)?;
        let words = words_for(resolved.component, words, "Response");
        let content = &resolved.part.content;
        if matches!(status, 204 | 205) && !content.is_empty() {
            let problem = problem::content_without_body(status);
            self.sink.report(&response.status.at, problem);
            return Some(Output::Nothing);
        }
        match self.payload(content) {
            Payload::Nothing => Some(Output::Nothing),
            Payload::Json(None) => Some(Output::AnyOrNothing),
            Payload::Json(Some(schema)) => match self.body_type(schema, &words)? {
                TypeRef::Any => Some(Output::AnyOrNothing),
                ty => Some(Output::Json(ty)),
            },
            Payload::Broken => None,
        }
    }

    fn error(&mut self, status: u16, response: &'d StatusResponse, words: &str) -> ErrorVariant {
        let phrase = status::name(status);
        let mut variant = ErrorVariant {
            status,
            name: RustName::new(&phrase),
            docs: String::new(),
            body: None,
            code: None,
            message: None,
        };
        let Some(resolved) = resolve::follow(&self.document.components, &response.response) else {
            return variant;
        };
        let own_words = resolved.description;
        variant.docs = if own_words.is_empty() {
            resolved.part.description.clone()
        } else {
            own_words.to_owned()
        };
        let words = words_for(resolved.component, &format!("{words} {phrase}"), "Response");
        variant.body = match self.payload(&resolved.part.content) {
            Payload::Json(Some(schema)) => self.body_type(schema, &words),
            Payload::Json(None) => Some(TypeRef::Any),
            Payload::Nothing | Payload::Broken => None,
        };
        if let Some(body) = &variant.body {
            variant.code = texts::find(&self.models, body, &CODES);
            variant.message = texts::find(&self.models, body, &MESSAGES);
        }
        variant
    }
}

/// Returns whether an answer that was reported may be the operation's way to succeed.
fn has_unclear_success(operation: &Operation) -> bool {
    let mut statuses = operation
        .responses
        .iter()
        .flatten()
        .map(|response| response.status.value.as_str());
    statuses.any(|status| !status.starts_with(['4', '5']))
}

/// Returns whether a key stands for all statuses of a class: `4XX`.
fn is_range(key: &str) -> bool {
    matches!(key.as_bytes(), [b'1'..=b'5', b'X' | b'x', b'X' | b'x'])
}
