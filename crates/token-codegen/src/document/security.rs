//! How callers authenticate.

use super::located::Located;
use super::reader::Reader;
use crate::location::Location;
use crate::source::{Node, Value};

/// One way to authenticate.
#[derive(Debug)]
pub struct SecurityScheme {
    /// Where it begins.
    pub at: Location,
    /// `apiKey`, `http`, `oauth2`, `openIdConnect` or `mutualTLS`.
    pub kind: Located<String>,
    /// The description; may be empty.
    pub description: String,
    /// Where an API key travels: `query`, `header` or `cookie`.
    pub place: Option<Located<String>>,
    /// The name of the header, query parameter or cookie.
    pub name: Option<Located<String>>,
    /// The scheme of the `Authorization` header: `bearer`, `basic`, ….
    pub scheme: Option<Located<String>>,
}

/// One alternative: the schemes that must all be satisfied.
#[derive(Debug)]
pub struct Requirement {
    /// The names of the schemes; empty when this alternative needs none.
    pub schemes: Vec<Located<String>>,
}

pub(super) fn scheme(node: &Node, reader: &mut Reader<'_>) -> Option<SecurityScheme> {
    if !reader.expect_mapping(node) {
        return None;
    }
    reader.require(node, "type", &node.at);
    Some(SecurityScheme {
        at: node.at.clone(),
        description: reader.docs(node, "description"),
        place: reader.text(node, "in"),
        name: reader.text(node, "name"),
        scheme: reader.text(node, "scheme"),
        kind: reader.text(node, "type")?,
    })
}

/// Reads the requirements of an object that may have some; `None` if it names none.
pub(super) fn requirements(node: &Node, reader: &mut Reader<'_>) -> Option<Vec<Requirement>> {
    let alternatives = reader.list(node, "security")?;
    Some(
        alternatives
            .iter()
            .filter_map(|node| requirement(node, reader))
            .collect(),
    )
}

fn requirement(node: &Node, reader: &mut Reader<'_>) -> Option<Requirement> {
    if !reader.expect_mapping(node) {
        return None;
    }
    for entry in node.entries() {
        check_scopes(&entry.value, reader);
    }
    let schemes = node.entries().iter().map(Located::key).collect();
    Some(Requirement { schemes })
}

/// Reports scopes that are not a list of strings; they are left to what issues the credential.
fn check_scopes(node: &Node, reader: &mut Reader<'_>) {
    let Value::Sequence(scopes) = &node.value else {
        reader.wrong_type(node, "a list of strings");
        return;
    };
    for scope in scopes {
        reader.string(scope);
    }
}
