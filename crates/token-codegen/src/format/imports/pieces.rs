//! A file in pieces, in which every full path can be written short.
//!
//! To look at tokens costs a fraction of what a walk over syntax does, and what syntax keeps as tokens, the arguments
//! of
//! macros and attributes, needs no special case.

use std::collections::HashMap;

use proc_macro2::{Group, Literal, TokenStream, TokenTree};
use quote::quote;

use super::path;
use super::piece::{Item, ItemId, Piece};

/// What full paths name, each item once.
#[derive(Default)]
pub(super) struct Items {
    list: Vec<Item>,
    ids: HashMap<String, ItemId>,
    /// The path that is being read.
    text: String,
}

impl Items {
    pub(super) fn iter(&self) -> impl Iterator<Item = (ItemId, &Item)> {
        let items = self.list.iter().enumerate();
        items.map(|(index, item)| (ItemId(index), item))
    }

    /// Returns the pieces of a file, and adds the items that its paths name.
    pub(super) fn pieces(&mut self, tokens: TokenStream) -> Vec<Piece> {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut pieces = Vec::with_capacity(tokens.len());
        let mut tokens = tokens.into_iter();
        while let Some(token) = tokens.as_slice().first() {
            if path::may_begin(token, &pieces)
                && let Some(length) = path::item(tokens.as_slice(), &mut self.text)
            {
                let path = tokens.by_ref().take(length).collect();
                pieces.extend(self.item(path));
            } else if let Some(token) = tokens.next() {
                let piece = self.piece(token, &pieces);
                pieces.push(piece);
            }
        }
        pieces
    }

    /// Returns the piece that is the path whose text was read last.
    fn item(&mut self, mut path: Vec<TokenTree>) -> Option<Piece> {
        let name = path.pop()?;
        if let Some(id) = self.ids.get(&self.text) {
            return Some(Piece::Item(*id, name));
        }
        let id = ItemId(self.list.len());
        self.ids.insert(self.text.clone(), id);
        self.list.push(Item {
            path: self.text.clone(),
            way: path,
        });
        Some(Piece::Item(id, name))
    }

    fn piece(&mut self, token: TokenTree, before: &[Piece]) -> Piece {
        match token {
            TokenTree::Group(group) => {
                let (delimiter, inner) = (group.delimiter(), group.stream());
                // A stream with one owner gives its tokens away; others are copied.
                drop(group);
                Piece::Group(delimiter, self.pieces(inner))
            }
            TokenTree::Literal(literal) if is_setting_of_serde(before) => {
                let text = self.text(&literal);
                text.unwrap_or(Piece::Token(literal.into()))
            }
            token => Piece::Token(token),
        }
    }

    fn text(&mut self, literal: &Literal) -> Option<Piece> {
        let text: syn::LitStr = syn::parse2(quote!(#literal)).ok()?;
        let tokens: TokenStream = text.value().parse().ok()?;
        Some(Piece::Text(self.pieces(tokens)))
    }

    /// Returns the tokens of some pieces; items for which `is_short` holds are called by their last name.
    pub(super) fn tokens(
        &self,
        pieces: Vec<Piece>,
        is_short: &impl Fn(ItemId) -> bool,
    ) -> TokenStream {
        let mut tokens: Vec<TokenTree> = Vec::with_capacity(pieces.len());
        for piece in pieces {
            match piece {
                Piece::Token(token) => tokens.push(token),
                Piece::Group(delimiter, inner) => {
                    let inner = self.tokens(inner, is_short);
                    tokens.push(Group::new(delimiter, inner).into());
                }
                Piece::Item(id, name) => {
                    if !is_short(id) {
                        let way = self.list.get(id.0).map(|item| item.way.as_slice());
                        tokens.extend(way.unwrap_or_default().iter().cloned());
                    }
                    tokens.push(name);
                }
                Piece::Text(inner) => {
                    let text = self.tokens(inner, is_short).to_string().replace(' ', "");
                    tokens.push(Literal::string(&text).into());
                }
            }
        }
        tokens.into_iter().collect()
    }
}

/// Returns whether these pieces end with `with =`.
fn is_setting_of_serde(pieces: &[Piece]) -> bool {
    let [
        ..,
        Piece::Token(TokenTree::Ident(name)),
        Piece::Token(TokenTree::Punct(equals)),
    ] = pieces
    else {
        return false;
    };
    name == "with" && equals.as_char() == '='
}
