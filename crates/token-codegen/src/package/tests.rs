//! What is written out here agrees with the workspace, and with what groups may be named.

use std::fs;
use std::path::Path;

use toml::Table;

use super::{FEATURES, VERSIONS};
use crate::ir::groups::is_taken;

#[test]
fn no_group_has_the_name_of_a_feature_that_every_crate_has() {
    let names = FEATURES.lines().filter_map(|line| line.split_once(" = "));
    let names: Vec<_> = names.map(|(name, _)| name.replace('-', "_")).collect();
    assert!(names.len() > 4, "{names:?}");
    for name in names {
        assert!(is_taken(&name), "{name}");
    }
}

#[test]
fn generated_manifests_name_the_versions_of_this_workspace() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../Cargo.toml");
    let manifest: Table = fs::read_to_string(path).unwrap().parse().unwrap();
    let workspace = &manifest["workspace"];
    let versions: Table = VERSIONS.parse().unwrap();
    for (key, value) in versions["package"].as_table().unwrap() {
        assert_eq!(&workspace["package"][key], value, "{key}");
    }
    for (name, settings) in versions["dependencies"].as_table().unwrap() {
        let mut expected = workspace["dependencies"][name].clone();
        if name == "token-core" {
            // The options say where it is.
            let table = expected.as_table_mut().unwrap();
            table.remove("path");
            table.remove("version");
        }
        assert_eq!(&expected, settings, "{name}");
    }
}
