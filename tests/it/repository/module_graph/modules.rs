//! The modules of a crate: which file holds each, what it defines, what it imports, and which paths its code names.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, ImplItem, Item, ItemImpl, ItemUse, Meta, Type, UseTree, Visibility};

/// The number of a module in [`Modules`].
pub(super) type ModuleId = usize;

/// The modules of a crate; the first is its root.
pub(super) struct Modules(pub(super) Vec<Module>);

/// A module, without what is compiled for tests only.
#[derive(Default)]
pub(super) struct Module {
    /// Its file, from the root of the repository; an inline module shares that of its parent.
    pub(super) file: String,
    pub(super) parent: Option<ModuleId>,
    pub(super) children: BTreeMap<String, ModuleId>,
    /// The names of what is defined here.
    pub(super) items: BTreeSet<String>,
    pub(super) imports: Vec<Import>,
    /// Paths in expressions, types and patterns.
    pub(super) paths: BTreeSet<Vec<String>>,
    /// Methods of types that are defined elsewhere.
    pub(super) foreign_methods: BTreeSet<String>,
    /// Methods of types that are defined here, and of traits.
    pub(super) own_methods: BTreeSet<String>,
    /// The names of the methods that are called.
    pub(super) calls: BTreeSet<String>,
}

/// One name of a `use` declaration.
pub(super) struct Import {
    /// The name in this module; `None` if it is a glob.
    pub(super) name: Option<String>,
    pub(super) path: Vec<String>,
    /// Whether the declaration re-exports what it imports.
    pub(super) is_public: bool,
}

/// Reads the crate whose sources are in this directory, from its `lib.rs`, or its `main.rs` if it has no library.
pub(super) fn read(sources: &Path) -> Modules {
    let roots = ["lib.rs", "main.rs"].map(|name| sources.join(name));
    let root = roots.iter().find(|path| path.exists()).unwrap();
    let mut modules = Modules(Vec::new());
    modules.read_file(root, sources, None);
    modules
}

impl Modules {
    /// Reads a module's file; `directory` is where the files of its children are.
    fn read_file(&mut self, path: &Path, directory: &Path, parent: Option<ModuleId>) -> ModuleId {
        let text = fs::read_to_string(path).unwrap();
        let parsed = syn::parse_file(&text)
            .unwrap_or_else(|error| panic!("{} is not Rust: {error}", path.display()));
        let file = path.strip_prefix(crate::support::root()).unwrap();
        self.read_items(&parsed.items, file.to_str().unwrap(), directory, parent)
    }

    fn read_items(
        &mut self,
        items: &[Item],
        file: &str,
        directory: &Path,
        parent: Option<ModuleId>,
    ) -> ModuleId {
        let id = self.0.len();
        self.0.push(Module {
            file: file.to_owned(),
            parent,
            ..Module::default()
        });
        let items = || items.iter().filter(|item| !is_for_tests(attributes(item)));
        self.0[id].items.extend(items().filter_map(name_of));
        for item in items() {
            let Item::Mod(module) = item else {
                self.0[id].read(item);
                continue;
            };
            let name = module.ident.to_string();
            let below = directory.join(&name);
            let child = if let Some((_, items)) = &module.content {
                self.read_items(items, file, &below, Some(id))
            } else {
                self.read_file(&file_of(directory, &name), &below, Some(id))
            };
            self.0[id].children.insert(name, child);
        }
        id
    }

    /// Returns whether `ancestor` is the file of a module around that of `file`.
    pub(super) fn is_ancestor(&self, ancestor: &str, module: ModuleId) -> bool {
        let parents = std::iter::successors(self.0[module].parent, |&id| self.0[id].parent);
        parents.into_iter().any(|id| self.0[id].file == ancestor)
    }
}

fn file_of(directory: &Path, name: &str) -> PathBuf {
    let flat = directory.join(format!("{name}.rs"));
    if flat.exists() {
        flat
    } else {
        directory.join(name).join("mod.rs")
    }
}

/// Returns whether an item is compiled for tests only.
fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::List(list) if list.path.is_ident("cfg") => {
            let condition = list.tokens.to_string();
            condition.contains("test") && !condition.contains("not")
        }
        _ => false,
    })
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

fn name_of(item: &Item) -> Option<String> {
    let ident = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Macro(item) => item.ident.as_ref()?,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::Type(item) => &item.ident,
        _ => return None,
    };
    Some(ident.to_string())
}

impl Module {
    fn import(&mut self, tree: &UseTree, mut path: Vec<String>, is_public: bool) {
        let name = match tree {
            UseTree::Path(inner) => {
                path.push(inner.ident.to_string());
                return self.import(&inner.tree, path, is_public);
            }
            UseTree::Group(group) => {
                for inner in &group.items {
                    self.import(inner, path.clone(), is_public);
                }
                return;
            }
            UseTree::Name(inner) if inner.ident == "self" => path.last().cloned(),
            UseTree::Name(inner) => {
                path.push(inner.ident.to_string());
                path.last().cloned()
            }
            UseTree::Rename(inner) => {
                if inner.ident != "self" {
                    path.push(inner.ident.to_string());
                }
                Some(inner.rename.to_string())
            }
            UseTree::Glob(_) => None,
        };
        self.imports.push(Import {
            name,
            path,
            is_public,
        });
    }

    fn read(&mut self, item: &Item) {
        match item {
            Item::Use(item) => return self.read_use(item),
            Item::Impl(item) => self.read_methods(item),
            // What a macro at the place of an item defines has its name in the call.
            Item::Macro(item) if item.ident.is_none() => self.define(item.mac.tokens.clone()),
            _ => {}
        }
        self.read_code(item.to_token_stream());
    }

    fn read_use(&mut self, item: &ItemUse) {
        if item.leading_colon.is_none() {
            let is_public = !matches!(item.vis, Visibility::Inherited);
            self.import(&item.tree, Vec::new(), is_public);
        }
    }

    fn read_methods(&mut self, item: &ItemImpl) {
        let names = item.items.iter().filter_map(|inner| match inner {
            ImplItem::Fn(method) => Some(method.sig.ident.to_string()),
            _ => None,
        });
        let of = match &*item.self_ty {
            Type::Path(path) => path.path.segments.last(),
            _ => None,
        };
        let is_defined_here = of.is_none_or(|name| self.items.contains(&name.ident.to_string()));
        if item.trait_.is_none() && !is_defined_here {
            self.foreign_methods.extend(names);
        } else {
            self.own_methods.extend(names);
        }
    }

    /// Adds the names of what a macro call defines.
    fn define(&mut self, tokens: TokenStream) {
        let mut is_name = false;
        for token in tokens {
            match token {
                TokenTree::Ident(ident) if is_name => {
                    self.items.insert(ident.to_string());
                    is_name = false;
                }
                TokenTree::Ident(ident) => {
                    let keywords = ["fn", "struct", "enum", "const", "static", "type"];
                    is_name = keywords.contains(&ident.to_string().as_str());
                }
                TokenTree::Group(group) => self.define(group.stream()),
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
        }
    }

    /// Adds the paths and the calls of methods in code, those in the arguments of macros too.
    fn read_code(&mut self, tokens: TokenStream) {
        let tokens: Vec<_> = tokens.into_iter().collect();
        let is_colons =
            |at: usize| is_punct(tokens.get(at), ':') && is_punct(tokens.get(at + 1), ':');
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            at += 1;
            let first = match token {
                TokenTree::Ident(first) => first.to_string(),
                TokenTree::Group(group) => {
                    self.read_code(group.stream());
                    continue;
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => continue,
            };
            let before = at.checked_sub(2).and_then(|before| tokens.get(before));
            // The rest of a path that begins with another crate, or of one with generics.
            let is_path_sep = at >= 3 && is_colons(at - 3);
            let mut path = vec![first];
            while let (true, Some(TokenTree::Ident(next))) = (is_colons(at), tokens.get(at + 2)) {
                path.push(next.to_string());
                at += 3;
            }
            let is_call = matches!(tokens.get(at), Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis);
            if is_punct(tokens.get(at), '!') && path[path.len() - 1].contains("quote") {
                // What is quoted names paths of another crate.
                at += 2;
            } else if path[0] == "use" {
                let end = tokens[at..]
                    .iter()
                    .position(|token| is_punct(Some(token), ';'));
                let end = at + end.map_or(0, |end| end + 1);
                let declaration = tokens[at - 1..end].iter().cloned().collect();
                if let Ok(item) = syn::parse2(declaration) {
                    self.read_use(&item);
                }
                at = end.max(at);
            } else if is_punct(before, '.') && is_call {
                self.calls.extend(path);
            } else if !is_path_sep {
                self.paths.insert(path);
            }
        }
    }
}

fn is_punct(token: Option<&TokenTree>, expected: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == expected)
}
