//! In which directions a value travels.

/// In which direction a value travels.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Access {
    /// In both.
    #[default]
    Both,
    /// In responses only.
    ReadOnly,
    /// In requests only.
    WriteOnly,
}
