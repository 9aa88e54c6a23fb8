//! How a place refers to a type.

use std::iter;

use crate::scalar::Scalar;

/// How a place refers to a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypeRef {
    /// A text, a number or a boolean.
    Scalar(Scalar),
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
            Self::Scalar(_) | Self::Any | Self::Model(_) | Self::File | Self::Body => None,
        })
    }
}

/// The index of a model in [`Api::models`](super::Api::models).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ModelId(pub usize);
