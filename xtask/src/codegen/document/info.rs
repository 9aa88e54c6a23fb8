//! What a document says of itself, and where the API lives.

use super::Located;
use super::reader::Reader;
use crate::codegen::location::Location;
use crate::codegen::source::Node;

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

/// Reads the servers of an object that may have some; nothing when it names none.
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
        url: reader.text(node, "url")?,
    })
}
