//! How a place refers to a type.

use std::iter;

use super::ModelId;

/// How a place refers to a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypeRef {
    /// `true` or `false`.
    Bool,
    /// A 32-bit integer.
    Int32,
    /// A 64-bit integer.
    Int64,
    /// A 32-bit integer without a sign.
    Uint32,
    /// A 64-bit integer without a sign.
    Uint64,
    /// A binary64 number.
    Float64,
    /// A number of any size, digit by digit.
    Number,
    /// Text.
    String,
    /// Text that must never be shown.
    Secret,
    /// An instant.
    DateTime,
    /// A day.
    Date,
    /// Bytes, which JSON holds in base64.
    Base64,
    /// Any JSON value.
    Any,
    /// A list.
    Array(Box<TypeRef>),
    /// Values by names that the document does not know.
    Map(Box<TypeRef>),
    /// A value, or `null`.
    Nullable(Box<TypeRef>),
    /// A model of this crate.
    Model(ModelId),
    /// A file to send, as a part of a body.
    File,
    /// A whole body to send, as it is.
    Body,
}

impl TypeRef {
    /// Returns what is inside of all lists, maps and `null`s; a type that is none of them is its own innermost.
    pub fn innermost(&self) -> &Self {
        self.levels().last().unwrap_or(self)
    }

    /// Returns the type, what is inside of it, what is inside of that, and so on.
    // No recursion: a document may put as many lists around a value as it has components.
    pub fn levels(&self) -> impl Iterator<Item = &Self> {
        iter::successors(Some(self), |ty| match ty {
            Self::Array(inner) | Self::Map(inner) | Self::Nullable(inner) => Some(inner),
            Self::Bool
            | Self::Int32
            | Self::Int64
            | Self::Uint32
            | Self::Uint64
            | Self::Float64
            | Self::Number
            | Self::String
            | Self::Secret
            | Self::DateTime
            | Self::Date
            | Self::Base64
            | Self::Any
            | Self::Model(_)
            | Self::File
            | Self::Body => None,
        })
    }
}
