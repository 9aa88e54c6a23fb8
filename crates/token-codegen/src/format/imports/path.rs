//! Full paths among tokens: where one may begin, and how far it names an item.

use std::fmt::Write as _;

use proc_macro2::{Ident, Spacing, TokenTree};

use super::piece::Piece;
use crate::names::is_keyword;

/// What represents this crate, in paths like `crate::generated::Client`.
pub(super) const CRATE_ROOT: [&str; 2] = ["crate", "generated"];

/// Returns how many of the first tokens are a full path as far as it names an item, `::http::Method` of
/// `::http::Method::GET`, and writes its names to `text`.
pub(super) fn item(tokens: &[TokenTree], text: &mut String) -> Option<usize> {
    text.clear();
    match tokens {
        [TokenTree::Ident(root), below @ ..] if root == CRATE_ROOT[0] => own(below, text),
        _ => foreign(tokens, text),
    }
}

fn own(below: &[TokenTree], text: &mut String) -> Option<usize> {
    let (module, below) = step(below)?;
    let (name, _) = step(below)?;
    if module != CRATE_ROOT[1] {
        return None;
    }
    // To write to a string cannot fail.
    let _ = write!(text, "{}::{}::{name}", CRATE_ROOT[0], CRATE_ROOT[1]);
    Some(7)
}

/// A path without a type names a macro or a function, which is its end.
/// Of `std::fmt` the module is imported, as is usual, because it has a `Result` of its own.
fn foreign(mut tokens: &[TokenTree], text: &mut String) -> Option<usize> {
    let mut length = 0;
    while let Some((name, rest)) = step(tokens) {
        if length > 0 {
            text.push_str("::");
        }
        let start = text.len();
        let _ = write!(text, "{name}");
        length += 3;
        tokens = rest;
        let name = text.get(start..).unwrap_or_default();
        if name == "fmt" || name.starts_with(char::is_uppercase) {
            break;
        }
    }
    (length > 0).then_some(length)
}

/// Returns the name behind `::`, and what follows.
fn step(tokens: &[TokenTree]) -> Option<(&Ident, &[TokenTree])> {
    match tokens {
        [
            TokenTree::Punct(first),
            TokenTree::Punct(second),
            TokenTree::Ident(name),
            rest @ ..,
        ] if first.as_char() == ':'
            && first.spacing() == Spacing::Joint
            && second.as_char() == ':' =>
        {
            Some((name, rest))
        }
        _ => None,
    }
}

/// Returns whether a full path may begin with a token: with `crate`, or with colons that continue no other path.
pub(super) fn may_begin(token: &TokenTree, before: &[Piece]) -> bool {
    match token {
        TokenTree::Ident(name) => name == CRATE_ROOT[0],
        TokenTree::Punct(colon) => {
            colon.as_char() == ':' && colon.spacing() == Spacing::Joint && !is_path(before)
        }
        TokenTree::Group(_) | TokenTree::Literal(_) => false,
    }
}

/// Returns whether a path ends where these pieces do: with a name, an item, or the `>` behind its arguments.
fn is_path(pieces: &[Piece]) -> bool {
    match pieces {
        [.., Piece::Item(..)] => true,
        [before @ .., Piece::Token(TokenTree::Ident(name))] => {
            // A lifetime is a tick and a name.
            !ends_with(before, &['\'']) && may_stand_in_path(&name.to_string())
        }
        [before @ .., Piece::Token(TokenTree::Punct(end))] if end.as_char() == '>' => {
            !ends_with(before, &['-', '=']) && !are_parameters(before)
        }
        _ => false,
    }
}

/// Returns whether the last piece is one of these signs, and belongs to what follows.
fn ends_with(pieces: &[Piece], signs: &[char]) -> bool {
    let last = pieces.last();
    last.and_then(sign)
        .is_some_and(|sign| signs.contains(&sign))
}

fn sign(piece: &Piece) -> Option<char> {
    match piece {
        Piece::Token(TokenTree::Punct(sign)) => Some(sign.as_char()),
        _ => None,
    }
}

fn may_stand_in_path(word: &str) -> bool {
    matches!(word, "crate" | "self" | "super" | "Self") || !is_keyword(word)
}

/// Returns whether the `<…` at the end declares parameters, those of `impl` or `for`, and so ends no path.
fn are_parameters(pieces: &[Piece]) -> bool {
    let mut open = 1;
    for (index, piece) in pieces.iter().enumerate().rev() {
        let before = pieces.get(..index).unwrap_or_default();
        match sign(piece) {
            Some('>') if !ends_with(before, &['-', '=']) => open += 1,
            Some('<') => open -= 1,
            _ => {}
        }
        if open == 0 {
            let Some(Piece::Token(TokenTree::Ident(word))) = before.last() else {
                return false;
            };
            return word == "impl" || word == "for";
        }
    }
    false
}
