//! The pieces of a file, and the items that its paths name.

use proc_macro2::{Delimiter, TokenTree};

/// The index of an item in [`Items`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ItemId(pub(super) usize);

/// Something that a full path names.
pub(super) struct Item {
    /// Its names from the crate down, joined by `::`.
    pub(super) path: String,
    /// The path up to its last name, as it stood where it was found.
    pub(super) way: Vec<TokenTree>,
}

impl Item {
    /// Returns the last name.
    pub(super) fn name(&self) -> &str {
        self.path.rsplit("::").next().unwrap_or_default()
    }

    /// Returns the first name.
    pub(super) fn root(&self) -> &str {
        self.path.split("::").next().unwrap_or_default()
    }
}

/// A part of a file.
pub(super) enum Piece {
    /// A token that belongs to no full path.
    Token(TokenTree),
    /// What is in brackets.
    Group(Delimiter, Vec<Piece>),
    /// A path that names an item, and its last name.
    Item(ItemId, TokenTree),
    /// Text that holds Rust, as serde wants it: `with = "::serde_with::As::<…>"`.
    Text(Vec<Piece>),
}
