//! Blank lines between items, which tokens do not carry.
//!
//! An empty verbatim item is one that the printer prints as a blank line.

use std::mem::{Discriminant, discriminant};

use proc_macro2::TokenStream;
use syn::{File, ImplItem, Item, ItemImpl, ItemTrait, TraitItem, UseTree};

/// Puts a blank line between the items of a file, and between those of its traits and implementations.
pub(super) fn space(file: &mut File) {
    for item in &mut file.items {
        match item {
            Item::Impl(item) => space_impl(item),
            Item::Trait(item) => space_trait(item),
            _ => {}
        }
    }
    let items = std::mem::take(&mut file.items);
    file.items = spaced(items, is_one_block, || Item::Verbatim(TokenStream::new()));
    if !file.attrs.is_empty() {
        file.items.insert(0, Item::Verbatim(TokenStream::new()));
    }
}

fn space_impl(item: &mut ItemImpl) {
    let items = std::mem::take(&mut item.items);
    let is_type = |item: &ImplItem| matches!(item, ImplItem::Type(_));
    let blank = || ImplItem::Verbatim(TokenStream::new());
    item.items = spaced(items, |a, b| is_type(a) && is_type(b), blank);
}

fn space_trait(item: &mut ItemTrait) {
    let items = std::mem::take(&mut item.items);
    let blank = || TraitItem::Verbatim(TokenStream::new());
    item.items = spaced(items, |_, _| false, blank);
}

fn spaced<T>(
    items: Vec<T>,
    is_one_block: impl Fn(&T, &T) -> bool,
    blank: impl Fn() -> T,
) -> Vec<T> {
    let mut spaced: Vec<T> = Vec::with_capacity(items.len() * 2);
    for item in items {
        if spaced.last().is_some_and(|last| !is_one_block(last, &item)) {
            spaced.push(blank());
        }
        spaced.push(item);
    }
    spaced
}

fn is_one_block(a: &Item, b: &Item) -> bool {
    match (a, b) {
        (Item::Mod(_), Item::Mod(_)) => true,
        (Item::Use(a), Item::Use(b)) => {
            visibility(&a.vis) == visibility(&b.vis) && root(&a.tree) == root(&b.tree)
        }
        _ => false,
    }
}

fn visibility(visibility: &syn::Visibility) -> Discriminant<syn::Visibility> {
    discriminant(visibility)
}

/// The groups of imports: the standard library, other crates, this crate.
#[derive(PartialEq, Eq)]
enum Root {
    Std,
    External,
    Here,
}

fn root(tree: &UseTree) -> Root {
    match tree {
        UseTree::Path(path) if path.ident == "std" => Root::Std,
        UseTree::Path(path) if path.ident != "crate" && path.ident != "super" => Root::External,
        _ => Root::Here,
    }
}
