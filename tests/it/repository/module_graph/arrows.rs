//! Which file uses what of which other one.

use std::collections::{BTreeMap, BTreeSet};

use super::modules::{Import, Module, ModuleId, Modules};

/// How many re-exports are followed for one name.
const MAX_HOPS: usize = 16;

/// For each file, the files that it uses, and the names that it takes from each.
pub(super) type Arrows = BTreeMap<String, BTreeMap<String, BTreeSet<String>>>;

/// Returns the arrows between the files of a crate, by what imports and paths name.
///
/// A module sees what is defined around it, so that an arrow to the file of a module around it is none.
pub(super) fn of(modules: &Modules) -> Arrows {
    let mut arrows = Arrows::new();
    for (id, module) in modules.0.iter().enumerate() {
        arrows.entry(module.file.clone()).or_default();
        let imports = module
            .imports
            .iter()
            .filter(|import| !is_face(modules, id, import));
        let imports = imports.map(|import| &import.path);
        for path in imports.chain(&module.paths) {
            for target in resolve(modules, id, path, 0) {
                if let Target::Item(owner) = target {
                    add(&mut arrows, modules, id, owner, path.last().unwrap());
                }
            }
        }
    }
    arrows
}

/// Returns the arrows by calls of methods that a file gives to another file's type.
pub(super) fn of_methods(modules: &Modules) -> Arrows {
    let mut arrows = Arrows::new();
    let methods = methods(modules);
    for (id, module) in modules.0.iter().enumerate() {
        for call in &module.calls {
            if let Some(owner) = methods.get(call.as_str()) {
                add(&mut arrows, modules, id, *owner, &format!(".{call}()"));
            }
        }
    }
    arrows
}

fn add(arrows: &mut Arrows, modules: &Modules, from: ModuleId, to: ModuleId, name: &str) {
    let [user, owner] = [from, to].map(|id| &modules.0[id].file);
    if user != owner && !modules.is_ancestor(owner, from) {
        let taken = arrows.entry(user.clone()).or_default();
        taken
            .entry(owner.clone())
            .or_default()
            .insert(name.to_owned());
    }
}

/// Returns whether an import only hands on what a module below defines.
fn is_face(modules: &Modules, id: ModuleId, import: &Import) -> bool {
    let is_below = |target: &Target| match target {
        Target::Item(owner) => modules.is_ancestor(&modules.0[id].file, *owner),
        Target::Module(_) => false,
    };
    import.is_public && resolve(modules, id, &import.path, 0).iter().any(is_below)
}

/// Returns the methods that one file alone gives to a type of another file.
fn methods(modules: &Modules) -> BTreeMap<&str, ModuleId> {
    let mut owners: BTreeMap<&str, BTreeSet<ModuleId>> = BTreeMap::new();
    for (id, module) in modules.0.iter().enumerate() {
        for method in &module.foreign_methods {
            owners.entry(method).or_default().insert(id);
        }
    }
    let own = |method: &str| {
        modules
            .0
            .iter()
            .any(|module| module.own_methods.contains(method))
    };
    let unique = owners
        .into_iter()
        .filter(|(method, owners)| owners.len() == 1 && !own(method));
    unique
        .filter_map(|(method, owners)| Some((method, owners.into_iter().next()?)))
        .collect()
}

/// What a path leads to.
#[derive(Clone, Copy)]
enum Target {
    Module(ModuleId),
    /// Something that this module defines.
    Item(ModuleId),
}

/// Returns what a path leads to, seen from a module: nothing if that is in another crate or is local, and several
/// if features choose between them.
fn resolve(modules: &Modules, from: ModuleId, path: &[String], hops: usize) -> Vec<Target> {
    let Some((first, rest)) = path.split_first().filter(|_| hops <= MAX_HOPS) else {
        return Vec::new();
    };
    let starts = match first.as_str() {
        "crate" => vec![Target::Module(0)],
        "self" => vec![Target::Module(from)],
        "super" => modules.0[from]
            .parent
            .map(Target::Module)
            .into_iter()
            .collect(),
        name => member(modules, from, name, hops),
    };
    let ends = starts
        .into_iter()
        .map(|start| walk(modules, start, rest, hops));
    ends.flatten().collect()
}

/// Returns what the rest of a path leads to.
fn walk(modules: &Modules, start: Target, path: &[String], hops: usize) -> Vec<Target> {
    let (Target::Module(at), Some((name, rest))) = (start, path.split_first()) else {
        return vec![start];
    };
    let next = if name == "super" {
        modules.0[at]
            .parent
            .map(Target::Module)
            .into_iter()
            .collect()
    } else {
        member(modules, at, name, hops)
    };
    if next.is_empty() {
        // What a macro or an attribute defines.
        return vec![Target::Item(at)];
    }
    let ends = next.into_iter().map(|next| walk(modules, next, rest, hops));
    ends.flatten().collect()
}

/// Returns what a name is in a module.
fn member(modules: &Modules, id: ModuleId, name: &str, hops: usize) -> Vec<Target> {
    let module: &Module = &modules.0[id];
    if let Some(child) = module.children.get(name) {
        return vec![Target::Module(*child)];
    }
    if module.items.contains(name) {
        return vec![Target::Item(id)];
    }
    let named = module
        .imports
        .iter()
        .filter(|import| import.name.as_deref() == Some(name));
    // An import of a crate by its own name leads out of this one.
    let mut named = named
        .filter(|import| import.path.len() > 1 || import.path[0] != name)
        .peekable();
    if named.peek().is_some() {
        return named
            .flat_map(|import| resolve(modules, id, &import.path, hops + 1))
            .collect();
    }
    let globs = module.imports.iter().filter(|import| import.name.is_none());
    let inner = globs.flat_map(|glob| resolve(modules, id, &glob.path, hops + 1));
    let inner = inner.filter_map(|target| match target {
        Target::Module(inner) if inner != id => Some(inner),
        _ => None,
    });
    inner
        .flat_map(|inner| member(modules, inner, name, hops + 1))
        .collect()
}
