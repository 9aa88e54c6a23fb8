//! The types that have a name of their own.

use super::TypeRef;
use crate::access::Access;
use crate::names::RustName;
use crate::pointer::JsonPointer;

/// A named type.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// Its name, unique in the crate.
    pub name: RustName,
    /// The document's description; may be empty.
    pub docs: String,
    /// Whether callers should do without it.
    pub deprecated: bool,
    /// Where the document defines it.
    pub pointer: JsonPointer,
    /// What it looks like.
    pub shape: Shape,
    /// Whether a request may carry it, and how.
    pub sent: Sent,
    /// Whether a response may carry it.
    pub received: bool,
}

/// How requests carry a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sent {
    /// They do not.
    Never,
    /// In parameters, in forms or part by part, where `null` is nothing.
    AsText,
    /// As JSON, where its optional properties tell `null` from nothing.
    AsJson,
}

/// What a model looks like.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// An object with named fields.
    Struct(Vec<Field>),
    /// A string of a known set, open to values that come later.
    StringEnum(Vec<EnumValue>),
    /// An integer of a known set, open to values that come later.
    IntegerEnum(Vec<EnumValue>),
    /// A value that matches one of several schemas.
    Union(Union),
}

impl Shape {
    /// Returns the types that a value of the shape holds, in the order of the document.
    pub fn types(&self) -> impl Iterator<Item = &TypeRef> {
        let (fields, variants): (&[Field], &[UnionVariant]) = match self {
            Self::Struct(fields) => (fields, &[]),
            Self::StringEnum(_) | Self::IntegerEnum(_) => (&[], &[]),
            Self::Union(union) => (&[], &union.variants),
        };
        let fields = fields.iter().map(|field| &field.ty);
        fields.chain(variants.iter().map(|variant| &variant.ty))
    }
}

/// One property of an object.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// The field's name; its wire name is the property's.
    pub name: RustName,
    /// The document's description; may be empty.
    pub docs: String,
    /// What else people should know.
    pub remarks: Remarks,
    /// The type of a value that is there.
    pub ty: TypeRef,
    /// Whether there must be a value.
    pub presence: Presence,
    /// Whether the value is held behind a pointer, because the type would hold itself otherwise.
    pub boxed: bool,
}

/// Whether a property must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// There must be a value, and it is not `null`.
    Required,
    /// There must be a value, and it has one known value only, which a constructor fills in.
    Constant,
    /// The property must be there, and a lack of a value is written as `null`.
    Null,
    /// There may be no value, and then the property is left out.
    Optional,
    /// There may be no value, and then the property is left out or is `null`, which a request distinguishes.
    OptionalOrNull,
    /// This holds the properties that the document does not name.
    Others,
}

impl Field {
    /// Returns whether there is always a value, so that the field is not an `Option`.
    pub fn is_required(&self) -> bool {
        matches!(self.presence, Presence::Required | Presence::Constant)
    }

    /// Returns behind how many `Option`s the value is; JSON of any shape holds `null` itself.
    pub fn options(&self) -> usize {
        match self.presence {
            Presence::Required | Presence::Constant | Presence::Others => 0,
            Presence::OptionalOrNull if self.ty != TypeRef::Any => 2,
            Presence::Null | Presence::Optional | Presence::OptionalOrNull => 1,
        }
    }
}

/// What people should know of a value beside its description.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Remarks {
    /// What holds when the value is left out.
    pub default: Option<String>,
    /// Whether callers should do without the value.
    pub deprecated: bool,
    /// In which direction the value travels.
    pub access: Access,
}

/// One known value of a string enum.
#[derive(Debug, Clone, PartialEq)]
pub struct EnumValue {
    /// The variant's name; its wire name is the value.
    pub name: RustName,
}

/// Several schemas of which a value matches one.
#[derive(Debug, Clone, PartialEq)]
pub struct Union {
    /// The variants, in the order of the document.
    pub variants: Vec<UnionVariant>,
    /// The member that says which object a value is.
    /// An object of a tag that no variant has is kept as JSON.
    pub tag: Option<String>,
}

/// One schema that a union's values may match.
#[derive(Debug, Clone, PartialEq)]
pub struct UnionVariant {
    /// The variant's name, after its component or its type: `Dog`, `Integer`.
    pub name: RustName,
    /// The variant's content.
    pub ty: TypeRef,
    /// Whether the content is held behind a pointer.
    pub boxed: bool,
    /// What distinguishes its values from those of the other variants.
    pub matcher: VariantMatcher,
}

/// What distinguishes values of one schema from others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VariantMatcher {
    /// The JSON types that the value may have; empty: any.
    pub kinds: Vec<JsonKind>,
    /// The values of the union's tag; empty: it has none.
    pub tags: Vec<String>,
    /// Whether its objects may lack the union's tag.
    pub may_lack_tag: bool,
    /// The members that an object of it must have.
    pub required: Vec<String>,
    /// The members that an object of it may have; nothing: any.
    pub known: Option<Vec<String>>,
}

/// A type of JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum JsonKind {
    /// Text.
    String,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// A list.
    Array,
    /// An object.
    Object,
}
