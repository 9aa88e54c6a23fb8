//! Imports: generated code names everything by its full path, and this is where the paths become short.
//!
//! So no part of the generator keeps a list of what it uses, and a short name never means something else:
//! where two paths end in the same name, the crate's own is imported and the other stays as it is.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::punctuated::Punctuated;
use syn::visit_mut::{self, VisitMut};
use syn::{Attribute, Expr, File, Item, Lit, LitStr, Macro, Meta, Path, PathSegment, Token};

/// What stands for this crate, in paths like `crate::generated::Client`.
const OWN: [&str; 2] = ["crate", "generated"];

/// Shortens the paths of a file, adds the imports for them, and returns the crates that it names.
pub(super) fn gather(file: &mut File) -> BTreeSet<String> {
    let mut found = Found::default();
    Paths(&mut |path| found.add(path)).visit_file_mut(file);
    let imports = found.choose(file);
    Paths(&mut |path| shorten(path, &imports)).visit_file_mut(file);
    let imported = imports.values().filter(|import| !import.is_local);
    let paths: Vec<&[Ident]> = imported.map(|import| import.path.as_slice()).collect();
    file.items.splice(0..0, declarations(&paths));
    found.crates
}

/// Calls a function on every path, those in attributes included.
struct Paths<'f>(&'f mut dyn FnMut(&mut Path));

impl VisitMut for Paths<'_> {
    fn visit_path_mut(&mut self, path: &mut Path) {
        visit_mut::visit_path_mut(self, path);
        (self.0)(path);
    }

    /// The arguments of a macro are tokens to syn; those of ours are expressions.
    fn visit_macro_mut(&mut self, call: &mut Macro) {
        let is_ours = call.path.segments.last();
        if is_ours.is_some_and(|last| last.ident == "object")
            && let Ok(mut arguments) =
                call.parse_body_with(Punctuated::<Expr, Token![,]>::parse_terminated)
        {
            let visit = |argument| self.visit_expr_mut(argument);
            arguments.iter_mut().for_each(visit);
            call.tokens = arguments.into_token_stream();
        }
        visit_mut::visit_macro_mut(self, call);
    }

    fn visit_attribute_mut(&mut self, attribute: &mut Attribute) {
        visit_mut::visit_attribute_mut(self, attribute);
        let Meta::List(list) = &mut attribute.meta else {
            return;
        };
        if list.path.is_ident("derive")
            && let Ok(mut traits) =
                list.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated)
        {
            traits.iter_mut().for_each(|path| self.visit_path_mut(path));
            list.tokens = traits.into_token_stream();
        }
        if list.path.is_ident("serde")
            && let Ok(mut settings) =
                list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated)
        {
            settings
                .iter_mut()
                .for_each(|setting| self.adapter(setting));
            list.tokens = settings.into_token_stream();
        }
    }
}

impl Paths<'_> {
    /// Handles the path in `with = "::serde_with::As::<…>"`, which serde wants as a string.
    fn adapter(&mut self, setting: &mut Meta) {
        if let Meta::NameValue(setting) = setting
            && setting.path.is_ident("with")
            && let Expr::Lit(value) = &mut setting.value
            && let Lit::Str(text) = &mut value.lit
            && let Ok(mut path) = text.parse::<syn::ExprPath>()
        {
            self.visit_expr_path_mut(&mut path);
            let short = path.to_token_stream().to_string().replace(' ', "");
            *text = LitStr::new(&short, text.span());
        }
    }
}

/// The paths of a file that may become short, by their last names.
#[derive(Default)]
struct Found {
    by_name: BTreeMap<Ident, BTreeSet<Vec<Ident>>>,
    crates: BTreeSet<String>,
}

struct Import {
    path: Vec<Ident>,
    /// Whether the file defines the name, so that no import is needed.
    is_local: bool,
}

impl Found {
    fn add(&mut self, path: &mut Path) {
        let Some(item) = item(path) else { return };
        if path.leading_colon.is_some() {
            self.crates.extend(item.first().map(Ident::to_string));
        }
        if let Some(name) = item.last().cloned() {
            self.by_name.entry(name).or_default().insert(item);
        }
    }

    fn choose(&self, file: &File) -> BTreeMap<Ident, Import> {
        let defined: BTreeSet<&Ident> = file.items.iter().filter_map(defined_name).collect();
        let mut imports = BTreeMap::new();
        for (name, paths) in &self.by_name {
            let own = paths.iter().find(|path| is_own(path));
            let is_local = defined.contains(name);
            let path = if is_local {
                own
            } else {
                own.or_else(|| paths.first())
            };
            if let Some(path) = path.cloned() {
                imports.insert(name.clone(), Import { path, is_local });
            }
        }
        imports
    }
}

fn defined_name(item: &Item) -> Option<&Ident> {
    match item {
        Item::Enum(item) => Some(&item.ident),
        Item::Struct(item) => Some(&item.ident),
        Item::Trait(item) => Some(&item.ident),
        Item::Static(item) => Some(&item.ident),
        _ => None,
    }
}

fn is_own(path: &[Ident]) -> bool {
    path.first().is_some_and(|first| first == "crate")
}

/// Returns the beginning of a full path that names an item: `::http::Method` of `::http::Method::GET`.
///
/// A path without a type names a macro, which is its end.
/// Of `std::fmt` the module is imported, as everybody does, because it has a `Result` of its own.
fn item(path: &Path) -> Option<Vec<Ident>> {
    let names: Vec<Ident> = path
        .segments
        .iter()
        .map(|segment| segment.ident.clone())
        .collect();
    let end = if path.leading_colon.is_some() {
        let is_item =
            |name: &Ident| name == "fmt" || name.to_string().starts_with(char::is_uppercase);
        names
            .iter()
            .position(is_item)
            .map_or(names.len(), |item| item + 1)
    } else if names
        .iter()
        .zip(OWN)
        .filter(|(name, own)| *name == own)
        .count()
        == OWN.len()
    {
        OWN.len() + 1
    } else {
        return None;
    };
    names.get(..end).map(<[Ident]>::to_vec)
}

fn shorten(path: &mut Path, imports: &BTreeMap<Ident, Import>) {
    let Some(item) = item(path) else { return };
    let Some(import) = item.last().and_then(|name| imports.get(name)) else {
        return;
    };
    if import.path == item {
        let kept: Vec<PathSegment> = path.segments.iter().skip(item.len() - 1).cloned().collect();
        path.leading_colon = None;
        path.segments = kept.into_iter().collect();
    }
}

/// Returns one `use` for each crate: the standard library first, this crate last.
fn declarations(paths: &[&[Ident]]) -> Vec<Item> {
    let order = |root: &Ident| match root.to_string().as_str() {
        "std" => 0,
        "crate" => 2,
        _ => 1,
    };
    let mut roots: Vec<&Ident> = paths.iter().filter_map(|path| path.first()).collect();
    roots.sort_by_key(|root| (order(root), *root));
    roots.dedup();
    let declaration = |root: &Ident| {
        let below = paths
            .iter()
            .filter(|path| path.first() == Some(root))
            .map(|path| path.get(1..).unwrap_or_default());
        let tree = tree(&below.collect::<Vec<_>>());
        syn::parse2(quote!(use #root #tree;)).ok()
    };
    roots.into_iter().filter_map(declaration).collect()
}

/// Returns the rest of a `use` below a path: `::Client`, `::{Error, http::Method}`.
fn tree(paths: &[&[Ident]]) -> TokenStream {
    let mut below: BTreeMap<&Ident, Vec<&[Ident]>> = BTreeMap::new();
    for path in paths {
        if let Some((first, rest)) = path.split_first() {
            below.entry(first).or_default().push(rest);
        }
    }
    let branches = below.iter().map(|(name, rest)| {
        let tree = tree(rest);
        quote!(#name #tree)
    });
    match below.len() {
        0 => TokenStream::new(),
        1 => quote!(::#(#branches)*),
        _ => quote!(::{#(#branches),*}),
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    fn gathered(tokens: proc_macro2::TokenStream) -> String {
        let mut file = syn::parse2(tokens).unwrap();
        super::gather(&mut file);
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
}
