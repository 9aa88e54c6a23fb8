//! References, and the parts in place of which they may be.

use super::located::Located;
use super::reader::Reader;
use crate::component::ComponentId;
use crate::source::Node;
use crate::version::Version;

/// A part, or a reference to it.
#[derive(Debug, Clone)]
pub enum Referable<T> {
    /// The part is here.
    Inline(T),
    /// The part is elsewhere.
    Reference(Reference),
}

/// A reference.
#[derive(Debug, Clone)]
pub struct Reference {
    /// What it refers to.
    pub target: Located<ComponentId>,
    /// What the place says of the part in its own words; may be empty.
    pub description: String,
    /// Whether callers should do without the part at this place.
    pub deprecated: bool,
}

/// How a part is read once it is known not to be a reference; `None` if it is broken and was reported.
pub(super) type Read<T> = fn(&Node, &mut Reader<'_>) -> Option<T>;

/// Reads a part that may be a reference.
pub(super) fn referable<T>(
    node: &Node,
    read: Read<T>,
    reader: &mut Reader<'_>,
) -> Option<Referable<T>> {
    let Some(target) = node.get("$ref") else {
        return read(node, reader).map(Referable::Inline);
    };
    // Before 3.1 the standard ignores whatever is beside a reference.
    let (description, deprecated) = match reader.version {
        Version::V30 => (String::new(), false),
        Version::V31 => (
            reader.docs(node, "description"),
            reader.flag(node, "deprecated"),
        ),
    };
    let Located { value: text, at } = reader.string(target)?;
    // One that leads to no component was reported when the document was bundled.
    let value = ComponentId::parse(&text).unwrap_or_else(|| ComponentId::unknown(&text));
    Some(Referable::Reference(Reference {
        target: Located { value, at },
        description,
        deprecated,
    }))
}
