//! Schemas: what a value may be.

mod discriminator;
mod notes;
mod read;
mod ty;
mod values;

use super::located::Located;
use super::reference::Referable;
use crate::access::Access;
use crate::location::Location;
use crate::source::Value;
pub use discriminator::Discriminator;
pub(super) use read::referable;
pub use ty::Type;

/// A schema.
#[derive(Debug, Clone)]
pub struct Schema {
    /// Where it begins.
    pub at: Location,
    /// The description; may be empty.
    pub description: String,
    /// The types that the value may have, `null` aside; empty when the document does not say.
    pub types: Vec<Type>,
    /// Whether the value may be `null`.
    pub null: Null,
    /// What is known of the value beyond its type.
    pub format: Option<String>,
    /// The values that there are, `null` aside, where there is a known set.
    pub values: Option<Vec<Located<Value>>>,
    /// The bounds of a number, inclusive or not; infinite where the document has none.
    pub bounds: (f64, f64),
    /// The members of an object, where it has known ones.
    pub properties: Option<Vec<Property>>,
    /// The names of the members that must be there.
    pub required: Vec<Located<String>>,
    /// What members the object may have beside the known ones.
    pub others: Others,
    /// What the elements of a list may be.
    pub items: Option<Box<Referable<Schema>>>,
    /// Schemas that the value has to match, all of them.
    pub all_of: Vec<Referable<Schema>>,
    /// Schemas of which the value has to match one, or one at least.
    pub branches: Vec<Referable<Schema>>,
    /// How to tell which of the branches a value matches.
    pub discriminator: Option<Discriminator>,
    /// The value that counts when none is given.
    pub default: Option<Located<Value>>,
    /// In which direction the value travels.
    pub access: Access,
    /// Whether callers should do without it.
    pub deprecated: bool,
    /// Whether a part of it was reported, so that what remains says too little.
    pub broken: bool,
}

/// Whether a value may be `null`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Null {
    /// It may not, or the schema does not say.
    No,
    /// It may.
    Yes,
    /// It is nothing else.
    Only,
}

impl Schema {
    /// Returns a schema that says nothing.
    pub fn any(at: Location) -> Self {
        Self {
            at,
            description: String::new(),
            types: Vec::new(),
            null: Null::No,
            format: None,
            values: None,
            bounds: (f64::NEG_INFINITY, f64::INFINITY),
            properties: None,
            required: Vec::new(),
            others: Others::Unsaid,
            items: None,
            all_of: Vec::new(),
            branches: Vec::new(),
            discriminator: None,
            default: None,
            access: Access::Both,
            deprecated: false,
            broken: false,
        }
    }

    /// Returns whether the value may be `null`.
    pub fn is_nullable(&self) -> bool {
        self.null != Null::No
    }
}

/// One member of an object.
#[derive(Debug, Clone)]
pub struct Property {
    /// Its name, at its place.
    pub name: Located<String>,
    /// What it may be; `None` if that is broken.
    pub schema: Option<Referable<Schema>>,
}

/// What members an object may have beside the known ones.
#[derive(Debug, Clone)]
pub enum Others {
    /// The document does not say, which allows any.
    Unsaid,
    /// None.
    None,
    /// Any.
    Any,
    /// Such as match one of the schemas, by their names perhaps.
    Of(Vec<Referable<Schema>>),
}
