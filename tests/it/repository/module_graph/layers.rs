//! The layers that ARCHITECTURE.md states, and the arrows that run against them.

use std::{collections::BTreeMap, fs, path::PathBuf};

use super::arrows::Arrows;

/// The layers of one directory of modules: each uses those before it, and nothing else.
pub(super) struct Layers {
    /// The directory, from the root of the repository.
    pub(super) directory: String,
    /// The layer of each module, counted from the lowest.
    layers: BTreeMap<String, usize>,
}

/// Reads the fenced blocks of ARCHITECTURE.md with the info string `layers` and the directory.
pub(super) fn stated() -> Vec<Layers> {
    let page = fs::read_to_string(crate::support::root().join("ARCHITECTURE.md")).unwrap();
    let blocks = page.split("\n```layers ").skip(1);
    blocks
        .map(|block| parse(block.split("\n```").next().unwrap()))
        .collect()
}

/// Reads the layers of a directory, from the lowest: `names source < ir < emit`.
fn parse(block: &str) -> Layers {
    let (directory, layers) = block.split_once('\n').unwrap();
    let numbered = layers.split('<').enumerate();
    let named = numbered.flat_map(|(number, layer)| {
        let names = layer.split_whitespace();
        names.map(move |name| (name.to_owned(), number))
    });
    Layers {
        directory: directory.trim().to_owned(),
        layers: named.collect(),
    }
}

impl Layers {
    /// Returns the crate that the directory is in.
    pub(super) fn sources(&self) -> PathBuf {
        let sources = format!("{}/src", self.directory.split("/src").next().unwrap());
        crate::support::root().join(sources)
    }

    /// Returns the modules of the directory that are in no layer.
    pub(super) fn missing(&self) -> Vec<String> {
        let entries = fs::read_dir(crate::support::root().join(&self.directory)).unwrap();
        let names = entries.map(|entry| entry.unwrap().path());
        let names = names.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned());
        let names = names.filter(|name| !["lib", "main"].contains(&name.as_str()));
        names
            .filter(|name| !self.layers.contains_key(name))
            .collect()
    }

    /// Returns the names that are not a module of the directory.
    pub(super) fn stale(&self) -> Vec<String> {
        let directory = crate::support::root().join(&self.directory);
        let names = self.layers.keys();
        names
            .filter(|name| !directory.join(format!("{name}.rs")).exists())
            .cloned()
            .collect()
    }

    /// Returns the arrows to another module that is not below, described.
    pub(super) fn crossings(&self, arrows: &Arrows) -> Vec<String> {
        let mut found = Vec::new();
        for (from, used) in arrows {
            for (to, names) in used {
                let (Some(user), Some(owner)) = (self.layer(from), self.layer(to)) else {
                    continue;
                };
                if user.0 != owner.0 && user.1 <= owner.1 {
                    let names: Vec<_> = names.iter().map(String::as_str).collect();
                    found.push(format!("{from} uses {} of {to}", names.join(", ")));
                }
            }
        }
        found
    }

    /// Returns the module of the directory that a file belongs to, and its layer.
    fn layer(&self, file: &str) -> Option<(&str, usize)> {
        let inside = file.strip_prefix(&self.directory)?.strip_prefix('/')?;
        let name = inside.split(['/', '.']).next()?;
        self.layers
            .get_key_value(name)
            .map(|(name, layer)| (name.as_str(), *layer))
    }
}
