//! What bodies hold, by media type.

use super::located::Located;
use super::reader::Reader;
use super::reference::Referable;
use super::schema::{self, Schema};
use crate::diagnostic::problem;
use crate::source::Node;

/// What a body holds in one media type.
#[derive(Debug)]
pub struct Content {
    /// The media type.
    pub media_type: Located<String>,
    /// What the body may be; `None` if the document does not say.
    pub schema: Option<Referable<Schema>>,
    /// How members of a form, and parts, are written.
    pub encodings: Vec<Encoding>,
}

/// How a member of a form, or a part, is written.
#[derive(Debug)]
pub struct Encoding {
    /// The member's name.
    pub name: Located<String>,
    /// The media type of the part.
    pub content_type: Option<Located<String>>,
    /// How the value is written.
    pub style: Option<Located<String>>,
    /// Whether each element and each member is written by itself, when not as usual for the style.
    pub explode: Option<bool>,
    /// Whether reserved characters stay as they are.
    pub reserved: Option<bool>,
}

pub(super) fn content(node: &Node, reader: &mut Reader<'_>) -> Vec<Content> {
    let mut content = Vec::new();
    for entry in reader.map(node, "content").unwrap_or_default() {
        if reader.expect_mapping(&entry.value) {
            let media_type = Located::key(entry);
            if let Some(target) = entry.value.get("$ref") {
                let problem = problem::media_type_reference();
                reader.sink.report(&target.at, problem);
            }
            let schema = entry.value.get("schema");
            let schema = schema.and_then(|schema| schema::referable(schema, reader));
            content.push(Content {
                media_type,
                schema,
                encodings: encodings(&entry.value, reader),
            });
        }
    }
    content
}

fn encodings(node: &Node, reader: &mut Reader<'_>) -> Vec<Encoding> {
    let mut encodings = Vec::new();
    for entry in reader.map(node, "encoding").unwrap_or_default() {
        if reader.expect_mapping(&entry.value) {
            encodings.push(Encoding {
                name: Located::key(entry),
                content_type: reader.text(&entry.value, "contentType"),
                style: reader.text(&entry.value, "style"),
                explode: reader.optional_flag(&entry.value, "explode"),
                reserved: reader.optional_flag(&entry.value, "allowReserved"),
            });
        }
    }
    encodings
}
