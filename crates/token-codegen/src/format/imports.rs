//! Imports: generated code names everything by its full path, and this is where the paths become short.
//!
//! So no part of the generator keeps a list of what it uses, and a short name never means something else:
//! where two paths end in the same name, the crate's own is imported and the other stays as it is.

mod path;
mod piece;
mod pieces;

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{format_ident, quote};
use syn::Item;

use path::CRATE_ROOT;
use piece::{ItemId, Piece};
use pieces::Items;

/// The words before the name of an item that a file defines.
const DEFINING: [&str; 4] = ["enum", "struct", "trait", "static"];

/// What mockall imports beside a mock, where these names alone would mean the standard library's.
const MOCKALL_IMPORTS: [&str; 3] = ["DerefMut", "Mutex", "Range"];

/// A file whose paths are short.
pub(super) struct Gathered {
    /// The file without its imports.
    pub(super) tokens: TokenStream,
    /// The imports, which the short paths need.
    pub(super) imports: Vec<Item>,
    /// The crates that the file names.
    pub(super) crates: BTreeSet<String>,
}

/// Shortens the paths of a file.
pub(super) fn gather(file: TokenStream) -> Gathered {
    let mut items = Items::default();
    let pieces = items.pieces(file);
    let choice = Choice::of(&items, &defined_names(&pieces));
    let tokens = items.tokens(pieces, &|id| choice.short.contains(&id));
    let roots = items.iter().map(|(_, item)| item.root());
    let crates = roots
        .filter(|root| *root != CRATE_ROOT[0])
        .map(str::to_owned);
    Gathered {
        tokens,
        imports: declarations(&choice.imported),
        crates: crates.collect(),
    }
}

/// Which items are called by their last names.
#[derive(Default)]
struct Choice<'i> {
    short: BTreeSet<ItemId>,
    /// The paths of those that the file does not define itself, in order.
    imported: Vec<Vec<&'i str>>,
}

impl<'i> Choice<'i> {
    fn of(items: &'i Items, defined: &BTreeSet<String>) -> Self {
        let mut by_name: BTreeMap<&str, BTreeMap<&str, ItemId>> = BTreeMap::new();
        for (id, item) in items.iter() {
            by_name
                .entry(item.name())
                .or_default()
                .insert(&item.path, id);
        }
        let mut choice = Self::default();
        by_name.retain(|name, _| !MOCKALL_IMPORTS.contains(name));
        for (name, paths) in by_name {
            let is_own = |path: &&str| path.split("::").next() == Some(CRATE_ROOT[0]);
            let own = paths.iter().find(|(path, _)| is_own(path));
            let is_local = defined.contains(name);
            let chosen = if is_local {
                own
            } else {
                own.or_else(|| paths.first_key_value())
            };
            if let Some((path, id)) = chosen {
                choice.short.insert(*id);
                if !is_local {
                    choice.imported.push(path.split("::").collect());
                }
            }
        }
        choice
    }
}

/// Returns the names that a file gives to items of its own.
fn defined_names(file: &[Piece]) -> BTreeSet<String> {
    let name = |pair: &[Piece]| match pair {
        [
            Piece::Token(TokenTree::Ident(word)),
            Piece::Token(TokenTree::Ident(name)),
        ] => {
            let is_defined = DEFINING.iter().any(|defining| word == defining);
            is_defined.then(|| name.to_string())
        }
        _ => None,
    };
    file.windows(2).filter_map(name).collect()
}

/// Returns one `use` for each crate: the standard library first, this crate last.
fn declarations(paths: &[Vec<&str>]) -> Vec<Item> {
    let order = |root: &str| match root {
        "std" => 0,
        "crate" => 2,
        _ => 1,
    };
    let mut roots: Vec<&str> = paths
        .iter()
        .filter_map(|path| path.first().copied())
        .collect();
    roots.sort_by_key(|root| (order(root), *root));
    roots.dedup();
    let declaration = |root: &str| {
        let below = paths
            .iter()
            .filter(|path| path.first() == Some(&root))
            .map(|path| path.get(1..).unwrap_or_default());
        let tree = tree(&below.collect::<Vec<_>>());
        let root = identifier(root);
        syn::parse2(quote!(use #root #tree;)).ok()
    };
    roots.into_iter().filter_map(declaration).collect()
}

/// Returns the rest of a `use` below a path: `::Client`, `::{Error, http::Method}`.
fn tree(paths: &[&[&str]]) -> TokenStream {
    let mut below: BTreeMap<&str, Vec<&[&str]>> = BTreeMap::new();
    for path in paths {
        if let Some((first, rest)) = path.split_first() {
            below.entry(first).or_default().push(rest);
        }
    }
    let branches = below.iter().map(|(name, rest)| {
        let tree = tree(rest);
        let name = identifier(name);
        quote!(#name #tree)
    });
    match below.len() {
        0 => TokenStream::new(),
        1 => quote!(::#(#branches)*),
        _ => quote!(::{#(#branches),*}),
    }
}

fn identifier(name: &str) -> Ident {
    format_ident!("{name}")
}

#[cfg(test)]
mod tests {
    use quote::quote;

    fn gathered(tokens: proc_macro2::TokenStream) -> String {
        let gathered = super::gather(tokens);
        let mut file: syn::File = syn::parse2(gathered.tokens).unwrap();
        file.items.splice(0..0, gathered.imports);
        prettyplease::unparse(&file)
    }

    #[test]
    fn imports_what_is_used() {
        let text = gathered(quote! {
            #[derive(Debug, ::serde::Serialize)]
            struct User {
                #[serde(rename = "A", with = "::serde_with::As::<Option<::token_core::ExposeSecret>>")]
                a: Option<::token_core::Secret>,
                b: crate::generated::Kind,
            }
            fn f() -> ::token_core::http::Method { ::token_core::http::Method::GET }
        });
        let expected = "\
            use serde::Serialize;\n\
            use serde_with::As;\n\
            use token_core::{ExposeSecret, Secret, http::Method};\n\
            use crate::generated::Kind;\n";
        assert!(text.starts_with(expected), "{text}");
        assert!(
            text.contains(r#"with = "As::<Option<ExposeSecret>>""#),
            "{text}"
        );
        assert!(text.contains("derive(Debug, Serialize)"), "{text}");
        assert!(text.contains("Method::GET"), "{text}");
    }

    #[test]
    fn a_short_name_means_one_thing() {
        let text = gathered(quote! {
            struct Pipeline { a: ::token_core::Pipeline, b: crate::generated::Pipeline, c: crate::generated::Error }
            fn f() -> ::token_core::Error {}
        });
        assert!(text.starts_with("use crate::generated::Error;\n"), "{text}");
        assert!(text.contains("a: ::token_core::Pipeline"), "{text}");
        assert!(text.contains("b: Pipeline"), "{text}");
        assert!(text.contains("-> ::token_core::Error"), "{text}");
    }

    #[test]
    fn only_full_paths_become_short() {
        let text = gathered(quote! {
            impl<'a, T: Into<u8>> ::token_core::Transport for T {}
            fn f<'a>(a: &'a ::token_core::Body) -> <u8 as ::token_core::Operation>::Output {
                ::token_core::object!(written(Model), required(a, "a", ::serde_with::Same));
                let size = ::std::mem::size_of::<::token_core::Body>();
                Vec::<::token_core::Body>::new().len() + Self::default() + crate::other::f()
            }
        });
        let expected = "\
            use std::mem::size_of;\n\
            use serde_with::Same;\n\
            use token_core::{Body, Operation, Transport, object};\n\
            impl<'a, T: Into<u8>> Transport for T {}\n\
            fn f<'a>(a: &'a Body) -> <u8 as Operation>::Output {\n";
        assert!(text.starts_with(expected), "{text}");
        assert!(text.contains(r#"required(a, "a", Same)"#), "{text}");
        assert!(text.contains("size_of::<Body>()"), "{text}");
        assert!(text.contains("Vec::<Body>::new()"), "{text}");
        assert!(
            text.contains("Self::default() + crate::other::f()"),
            "{text}"
        );
    }
}
