//! Paths and operations, what they take and what they return.

use super::content::{Content, content};
use super::header::{self, NamedHeader};
use super::info::{self, Server};
use super::located::Located;
use super::parameter::{Parameter, parameters};
use super::reader::Reader;
use super::reference::{Referable, referable};
use super::security::{self, Requirement};
use crate::diagnostic::problem;
use crate::keys::Kind;
use crate::location::Location;
use crate::method::Method;
use crate::source::Node;

/// The operations of one path.
#[derive(Debug)]
pub struct PathItem {
    /// The path template, at its place.
    pub path: Located<String>,
    /// The servers of these operations, where they have their own.
    pub servers: Option<Vec<Server>>,
    /// The parameters that these operations share.
    pub parameters: Vec<Referable<Parameter>>,
    /// The operations.
    pub operations: Vec<Operation>,
}

/// An operation.
#[derive(Debug)]
pub struct Operation {
    /// Where its method is.
    pub at: Location,
    /// Its method.
    pub method: Method,
    /// The groups that it belongs to.
    pub tags: Vec<String>,
    /// Its name.
    pub id: Option<Located<String>>,
    /// What it does, in a line; may be empty.
    pub summary: String,
    /// What it does; may be empty.
    pub description: String,
    /// Whether callers should do without it.
    pub deprecated: bool,
    /// Its own parameters.
    pub parameters: Vec<Referable<Parameter>>,
    /// Its body.
    pub body: Option<Referable<RequestBody>>,
    /// Its responses; `None` if they are broken as a whole.
    pub responses: Option<Vec<StatusResponse>>,
    /// How callers authenticate, where it differs from the document's way.
    pub security: Option<Vec<Requirement>>,
    /// Its servers, where it has its own.
    pub servers: Option<Vec<Server>>,
    /// Whether it may be repeated, where the document knows better than the method.
    pub idempotent: Option<bool>,
}

/// A request body.
#[derive(Debug)]
pub struct RequestBody {
    /// Where it begins.
    pub at: Location,
    /// The description; may be empty.
    pub description: String,
    /// Whether a request is impossible without it.
    pub required: bool,
    /// What it holds, by media type.
    pub content: Vec<Content>,
}

/// The response that goes with a status.
#[derive(Debug)]
pub struct StatusResponse {
    /// The status as the document writes it: `200`, `4XX`, `default`.
    pub status: Located<String>,
    /// The response.
    pub response: Referable<Response>,
}

/// A response.
#[derive(Debug)]
pub struct Response {
    /// The description; may be empty.
    pub description: String,
    /// What it holds, by media type.
    pub content: Vec<Content>,
    /// Its headers.
    pub headers: Vec<NamedHeader>,
}

pub(super) fn paths(root: &Node, reader: &mut Reader<'_>) -> Vec<PathItem> {
    let entries = reader.map(root, "paths").unwrap_or_default();
    let mut items = Vec::new();
    for entry in entries.iter().filter(|entry| !entry.key.starts_with("x-")) {
        if reader.expect_mapping(&entry.value) {
            let path = Located::key(entry);
            items.push(path_item(path, &entry.value, reader));
        }
    }
    items
}

fn path_item(path: Located<String>, node: &Node, reader: &mut Reader<'_>) -> PathItem {
    let mut operations = Vec::new();
    for entry in node.entries() {
        if let Some(method) = Method::of_key(&entry.key)
            && Kind::PathItem.row(&entry.key, reader.version).is_some()
            && reader.expect_mapping(&entry.value)
        {
            operations.push(operation(method, &entry.at, &entry.value, reader));
        }
    }
    PathItem {
        path,
        servers: info::servers(node, reader),
        parameters: parameters(node, reader),
        operations,
    }
}

fn operation(method: Method, at: &Location, node: &Node, reader: &mut Reader<'_>) -> Operation {
    // In 3.1 it may be missing, and even then nothing is known of the responses.
    if node.get("responses").is_none() {
        reader.sink.report(at, problem::missing_responses());
    }
    let body = reader.filled(node, "requestBody");
    Operation {
        at: at.clone(),
        method,
        tags: tags(node, reader),
        id: reader.text(node, "operationId"),
        summary: reader.docs(node, "summary"),
        description: reader.docs(node, "description"),
        deprecated: reader.flag(node, "deprecated"),
        parameters: parameters(node, reader),
        body: body.and_then(|body| referable(body, request_body, reader)),
        responses: responses(node, reader),
        security: security::requirements(node, reader),
        servers: info::servers(node, reader),
        idempotent: reader.optional_flag(node, "x-idempotent"),
    }
}

pub(super) fn request_body(node: &Node, reader: &mut Reader<'_>) -> Option<RequestBody> {
    if !reader.expect_mapping(node) {
        return None;
    }
    Some(RequestBody {
        at: node.at.clone(),
        description: reader.docs(node, "description"),
        required: reader.flag(node, "required"),
        content: content(node, reader),
    })
}

fn responses(node: &Node, reader: &mut Reader<'_>) -> Option<Vec<StatusResponse>> {
    let entries = reader.map(node, "responses")?;
    let mut responses = Vec::new();
    let mut is_broken = false;
    for entry in entries.iter().filter(|entry| !entry.key.starts_with("x-")) {
        match referable(&entry.value, response, reader) {
            Some(response) => responses.push(StatusResponse {
                status: Located::key(entry),
                response,
            }),
            None => is_broken = true,
        }
    }
    (!is_broken || !responses.is_empty()).then_some(responses)
}

pub(super) fn response(node: &Node, reader: &mut Reader<'_>) -> Option<Response> {
    if !reader.expect_mapping(node) {
        return None;
    }
    Some(Response {
        description: reader.docs(node, "description"),
        content: content(node, reader),
        headers: header::headers(node, reader),
    })
}

fn tags(node: &Node, reader: &mut Reader<'_>) -> Vec<String> {
    let tags = reader.list(node, "tags").unwrap_or_default();
    let tags = tags.iter().filter_map(|tag| reader.string(tag));
    tags.map(|tag| tag.value).collect()
}
