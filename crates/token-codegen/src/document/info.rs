//! What a document says of itself, and where the API lives.

use super::located::Located;
use super::reader::Reader;
use crate::location::Location;
use crate::source::{Node, Value};

/// What a document says of itself.
#[derive(Debug)]
pub struct Info {
    /// The title.
    pub title: String,
    /// The description; may be empty.
    pub description: String,
}

/// One place where the API lives.
#[derive(Debug)]
pub struct Server {
    /// Where it begins.
    pub at: Location,
    /// The URL, which may be relative.
    pub url: Located<String>,
    /// The description; may be empty.
    pub description: String,
    /// What replaces `{…}` in the URL.
    pub variables: Vec<ServerVariable>,
}

/// A part of a server's URL that may vary.
#[derive(Debug)]
pub struct ServerVariable {
    /// Where it begins.
    pub at: Location,
    /// Its name.
    pub name: String,
    /// The description; may be empty.
    pub description: String,
    /// What it is unless something else is set.
    pub default: Option<String>,
    /// What it may be; empty when that is open.
    pub values: Vec<Located<String>>,
}

impl ServerVariable {
    /// Returns what it usually is: the default, or else the first value.
    pub fn usual(&self) -> Option<&str> {
        let first = self.values.first().map(|value| &value.value);
        self.default.as_ref().or(first).map(String::as_str)
    }
}

pub(super) fn info(root: &Node, reader: &mut Reader<'_>) -> Info {
    reader.expect(root, "info", &root.at);
    let mut info = Info {
        title: String::new(),
        description: String::new(),
    };
    if let Some(node) = root.get("info")
        && reader.expect_mapping(node)
    {
        reader.expect(node, "title", &node.at);
        info.title = reader.docs(node, "title");
        info.description = reader.docs(node, "description");
    }
    info
}

/// Reads the servers of an object that may have some; `None` if it names none.
pub(super) fn servers(node: &Node, reader: &mut Reader<'_>) -> Option<Vec<Server>> {
    let servers = reader.list(node, "servers")?;
    Some(
        servers
            .iter()
            .filter_map(|node| server(node, reader))
            .collect(),
    )
}

fn server(node: &Node, reader: &mut Reader<'_>) -> Option<Server> {
    if !reader.expect_mapping(node) {
        return None;
    }
    reader.require(node, "url", &node.at);
    Some(Server {
        at: node.at.clone(),
        description: reader.docs(node, "description"),
        variables: variables(node, reader),
        url: reader.text(node, "url")?,
    })
}

fn variables(node: &Node, reader: &mut Reader<'_>) -> Vec<ServerVariable> {
    let entries = reader.map(node, "variables").unwrap_or_default();
    let mut variables = Vec::new();
    for entry in entries {
        let values = reader.list(&entry.value, "enum").unwrap_or_default();
        let default = entry.value.get("default");
        let default = default.and_then(|node| plain(node, reader));
        variables.push(ServerVariable {
            at: entry.value.at.clone(),
            name: entry.key.to_string(),
            description: reader.docs(&entry.value, "description"),
            default: default.map(|default| default.value),
            values: values
                .iter()
                .filter_map(|node| plain(node, reader))
                .collect(),
        });
    }
    variables
}

/// Returns the text of a value; ports and versions are often written as numbers.
fn plain(node: &Node, reader: &mut Reader<'_>) -> Option<Located<String>> {
    match &node.value {
        Value::Number(text) => Some(Located {
            value: text.clone(),
            at: node.at.clone(),
        }),
        _ => reader.string(node),
    }
}
