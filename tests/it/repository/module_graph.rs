//! The graph of each crate's modules: no file imports itself by way of others, and none uses what is above its layer.

mod arrows;
mod circles;
mod layers;
mod modules;

use std::path::PathBuf;

/// Returns the sources of the hand-written crates.
fn crates() -> impl Iterator<Item = PathBuf> {
    let names = [
        "crates/token-codegen",
        "crates/token-core",
        "crates/token-sandbox",
        "xtask",
    ];
    names
        .into_iter()
        .map(|name| crate::support::root().join(name).join("src"))
}

#[test]
fn no_file_imports_itself_by_way_of_others() {
    let mut found = Vec::new();
    for sources in crates() {
        let arrows = arrows::of(&modules::read(&sources));
        let circles = circles::of(&arrows);
        found.extend(
            circles
                .iter()
                .map(|circle| circles::describe(&arrows, circle)),
        );
    }
    assert!(found.is_empty(), "{}", found.join("\n\n"));
}

#[test]
fn no_file_uses_what_is_above_its_layer() {
    let stated = layers::stated();
    assert!(!stated.is_empty(), "ARCHITECTURE.md states no layers");
    let mut found = Vec::new();
    for layers in stated {
        let modules = modules::read(&layers.sources());
        found.extend(layers.crossings(&arrows::of(&modules)));
        // Within a crate's directory, the methods that a module gives to the type that all share.
        if !layers.directory.ends_with("/src") {
            found.extend(layers.crossings(&arrows::of_methods(&modules)));
        }
        let (missing, stale) = (layers.missing(), layers.stale());
        assert!(
            missing.is_empty() && stale.is_empty(),
            "{}: in no layer of ARCHITECTURE.md: {missing:?}; not modules: {stale:?}",
            layers.directory
        );
    }
    assert!(
        found.is_empty(),
        "against the layers of ARCHITECTURE.md:\n{}",
        found.join("\n")
    );
}

/// Returns the files of a crate whose code names a path that begins so.
fn naming(crate_name: &str, begins: &[&str]) -> Vec<String> {
    let modules = modules::read(&crate::support::root().join(crate_name).join("src"));
    let mut found = Vec::new();
    for module in &modules.0 {
        let imports = module.imports.iter().map(|import| &import.path);
        let is_named = imports.chain(&module.paths).any(|path| {
            path.iter()
                .map(String::as_str)
                .take(begins.len())
                .eq(begins.iter().copied())
        });
        if is_named {
            found.push(module.file.clone());
        }
    }
    found
}

#[test]
fn only_the_transport_names_reqwest() {
    let found = naming("crates/token-core", &["reqwest"]);
    assert!(!found.is_empty());
    for file in found {
        assert!(
            file.starts_with("crates/token-core/src/transport"),
            "{file} names reqwest"
        );
    }
}

#[test]
fn only_the_edge_of_the_generator_touches_the_disk() {
    let edge = ["workspace", "cli", "main"].map(|name| format!("crates/token-codegen/src/{name}"));
    for path in [["std", "fs"], ["std", "process"], ["std", "env"]] {
        for file in naming("crates/token-codegen", &path) {
            assert!(
                edge.iter().any(|edge| file.starts_with(edge)),
                "{file} names {path:?}"
            );
        }
    }
}
