//! The setters of all clients: the generator reserves the names that token-core defines, and no others.

use std::collections::BTreeSet;
use std::fs;

use token_codegen::names::RESERVED_SETTERS;

/// The functions of a generated builder that are not settings of every client, and words that readers expect to be
/// other functions.
const OTHERS: [&str; 9] = [
    "build",
    "builder",
    "clone",
    "default",
    "from_env",
    "from_environment",
    "new",
    "pipeline",
    "region",
];

#[test]
fn the_generator_reserves_the_names_of_the_settings() {
    let path = "crates/token-core/src/codegen/client_settings.rs";
    let source = fs::read_to_string(crate::support::root().join(path)).unwrap();
    let setters = source.lines().filter_map(|line| {
        let (name, _) = line.trim_start().strip_prefix("pub fn ")?.split_once('(')?;
        Some(name)
    });
    let defined: BTreeSet<&str> = setters.chain(OTHERS).collect();
    assert!(defined.contains("timeout"), "no setters in {path}");
    let reserved: BTreeSet<&str> = RESERVED_SETTERS.iter().copied().collect();
    assert_eq!(reserved, defined);
}
