//! One row of the key table.

use super::kind::Kind;
use crate::version::Version;

/// One key of one kind of object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// The key.
    pub key: &'static str,
    /// What becomes of it.
    pub rule: Rule,
    /// What is below it.
    pub child: Child,
    /// The only version that has it, when not all have.
    pub only: Option<Version>,
}

/// What becomes of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// A later stage reads it.
    Read,
    /// It changes neither the wire nor a type.
    Annotation,
    /// It describes something beside the calls, which a crate does without.
    LeftOut {
        /// What is not generated.
        why: &'static str,
    },
    /// It would change the wire or a type, and cannot be honoured.
    Unsupported {
        /// What is missing here.
        why: &'static str,
        /// What the author of the document can do.
        help: &'static str,
    },
}

impl Rule {
    /// Returns whether the key cannot be honoured.
    pub fn is_unsupported(self) -> bool {
        matches!(self, Self::Unsupported { .. })
    }
}

/// Where the values below a key belong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Child {
    /// No object of the standard is below.
    Leaf,
    /// One object.
    One(Kind),
    /// A list of objects.
    List(Kind),
    /// Objects under names that the author chose.
    Map(Kind),
}

pub(super) const fn read(key: &'static str) -> Row {
    row(key, Rule::Read)
}

pub(super) const fn annotation(key: &'static str) -> Row {
    row(key, Rule::Annotation)
}

pub(super) const fn left_out(key: &'static str, why: &'static str) -> Row {
    row(key, Rule::LeftOut { why })
}

pub(super) const fn unsupported(key: &'static str, why: &'static str, help: &'static str) -> Row {
    row(key, Rule::Unsupported { why, help })
}

const fn row(key: &'static str, rule: Rule) -> Row {
    Row {
        key,
        rule,
        child: Child::Leaf,
        only: None,
    }
}

impl Row {
    pub(super) const fn one(self, kind: Kind) -> Self {
        self.above(Child::One(kind))
    }

    pub(super) const fn list(self, kind: Kind) -> Self {
        self.above(Child::List(kind))
    }

    pub(super) const fn map(self, kind: Kind) -> Self {
        self.above(Child::Map(kind))
    }

    const fn above(self, child: Child) -> Self {
        Self { child, ..self }
    }

    pub(super) const fn only(self, version: Version) -> Self {
        Self {
            only: Some(version),
            ..self
        }
    }
}
