//! Types: those with a name of their own, and how places refer to them.

use crate::codegen::names::RustName;
use crate::codegen::pointer::JsonPointer;

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
    /// Whether a request may carry it.
    pub sent: bool,
    /// Whether a response may carry it.
    pub received: bool,
}

/// What a model looks like.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// An object with named fields.
    Struct(Vec<Field>),
    /// A string of a known set, open to values that come later.
    StringEnum(Vec<EnumValue>),
    /// A value of one of several JSON types, told apart by that type.
    Union(Vec<UnionVariant>),
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
    /// Whether the property must be there and not be `null`; otherwise the field is an `Option`.
    pub required: bool,
}

/// What people should know of a value beside its description.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Remarks {
    /// What holds when the value is left out.
    pub default: Option<String>,
    /// Whether callers should do without the value.
    pub deprecated: bool,
}

/// One known value of a string enum.
#[derive(Debug, Clone, PartialEq)]
pub struct EnumValue {
    /// The variant's name; its wire name is the value.
    pub name: RustName,
}

/// One JSON type that a union may have.
#[derive(Debug, Clone, PartialEq)]
pub struct UnionVariant {
    /// The variant's name, after its type: `String`, `Integer`.
    pub name: RustName,
    /// The variant's content.
    pub ty: TypeRef,
}

/// How a place refers to a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypeRef {
    /// `true` or `false`.
    Bool,
    /// A 32-bit integer.
    Int32,
    /// A 64-bit integer.
    Int64,
    /// A binary64 number.
    Float64,
    /// Text.
    String,
    /// Text that must never be shown.
    Secret,
    /// An instant.
    DateTime,
    /// Any JSON value.
    Any,
    /// A list.
    Array(Box<TypeRef>),
    /// A model of this crate.
    Model(ModelId),
    /// A file to send, as a part of a body.
    File,
    /// A whole body to send, as it is.
    Body,
}

/// The index of a model in [`Api::models`](super::Api::models).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ModelId(pub usize);
