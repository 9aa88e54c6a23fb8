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
            if let Some(Target::Item(owner)) = resolve(modules, id, path, 0) {
                add(&mut arrows, modules, id, owner, path.last().unwrap());
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
        let used = arrows.entry(user.clone()).or_default();
        used.entry(owner.clone())
            .or_default()
            .insert(name.to_owned());
    }
}

/// Returns whether an import only hands on what a module below defines.
fn is_face(modules: &Modules, id: ModuleId, import: &Import) -> bool {
    match resolve(modules, id, &import.path, 0) {
        Some(Target::Item(owner)) if import.is_public => {
            modules.is_ancestor(&modules.0[id].file, owner)
        }
        _ => false,
    }
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

/// Returns what a path leads to, seen from a module; `None` if that is in another crate or is local.
fn resolve(modules: &Modules, from: ModuleId, path: &[String], hops: usize) -> Option<Target> {
    if hops > MAX_HOPS {
        return None;
    }
    let (first, mut rest) = path.split_first()?;
    let mut at = match first.as_str() {
        "crate" => 0,
        "self" => from,
        "super" => modules.0[from].parent?,
        name => match member(modules, from, name, hops)? {
            Target::Module(id) => id,
            item @ Target::Item(_) => return Some(item),
        },
    };
    while let Some((name, after)) = rest.split_first() {
        rest = after;
        if name == "super" {
            at = modules.0[at].parent?;
            continue;
        }
        match member(modules, at, name, hops) {
            Some(Target::Module(id)) => at = id,
            Some(item) => return Some(item),
            // What a macro or an attribute defines.
            None => return Some(Target::Item(at)),
        }
    }
    Some(Target::Module(at))
}

/// Returns what a name is in a module.
fn member(modules: &Modules, id: ModuleId, name: &str, hops: usize) -> Option<Target> {
    let module: &Module = &modules.0[id];
    if let Some(child) = module.children.get(name) {
        return Some(Target::Module(*child));
    }
    if module.items.contains(name) {
        return Some(Target::Item(id));
    }
    let named = |import: &&Import| import.name.as_deref() == Some(name);
    if let Some(import) = module.imports.iter().find(named) {
        let is_itself = import.path.len() == 1 && import.path[0] == name;
        return if is_itself {
            None
        } else {
            resolve(modules, id, &import.path, hops + 1)
        };
    }
    let globs = module.imports.iter().filter(|import| import.name.is_none());
    globs
        .into_iter()
        .find_map(|glob| match resolve(modules, id, &glob.path, hops + 1)? {
            Target::Module(inner) if inner != id => member(modules, inner, name, hops + 1),
            _ => None,
        })
}
