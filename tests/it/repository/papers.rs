//! The pages under `docs/` are true to the tests.

use std::{collections::BTreeSet, fs, path::PathBuf};

/// Returns the names in backticks of the last column of the page's tables.
fn faults() -> BTreeSet<String> {
    let page = fs::read_to_string(crate::support::root().join("docs/faults.md")).unwrap();
    let rows = page
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| row "));
    let mut named = BTreeSet::new();
    for row in rows {
        let cells: Vec<_> = row.trim_end().trim_matches('|').split(" | ").collect();
        assert_eq!(cells.len(), 4, "a row has four cells: {row}");
        for name in cells[3].split('`').skip(1).step_by(2) {
            assert!(named.insert(name.to_owned()), "named twice: {name}");
        }
    }
    named
}

/// Returns the file of the module with this path, by the binary or crate that it begins with.
fn file_of(module: &str) -> PathBuf {
    let (first, rest) = module.split_once("::").unwrap_or((module, ""));
    let rest = rest.replace("::", "/");
    let path = match first {
        // Binaries of one file.
        "memory" | "allocations" => format!("tests/faults/{first}.rs"),
        "faults" | "stores" | "it" => format!("tests/{first}/{rest}.rs"),
        crate_name => format!("crates/{crate_name}/src/{rest}.rs"),
    };
    crate::support::root().join(path)
}

#[test]
fn every_test_that_the_page_of_faults_names_exists() {
    for name in faults() {
        let (module, test) = name
            .rsplit_once("::")
            .unwrap_or_else(|| panic!("no path: {name}"));
        let file = file_of(module);
        let source = fs::read_to_string(&file)
            .unwrap_or_else(|error| panic!("{name}: {}: {error}", file.display()));
        assert!(
            source.contains(&format!("fn {test}(")),
            "there is no test {name}"
        );
    }
}

#[test]
fn every_test_of_the_fault_suite_is_on_the_page_of_faults() {
    let named = faults();
    let folder = crate::support::root().join("tests/faults");
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let module = path.file_stem().unwrap().to_str().unwrap();
        let binary = match module {
            "memory" | "allocations" => String::new(),
            _ => "faults::".to_owned(),
        };
        let text = fs::read_to_string(&path).unwrap();
        for test in tests_in(&text) {
            let name = format!("{binary}{module}::{test}");
            assert!(named.contains(&name), "docs/faults.md does not name {name}");
        }
    }
}

/// Returns the names of the functions that follow a test attribute.
fn tests_in(text: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut is_test = false;
    for line in text.lines().map(str::trim_start) {
        if line.starts_with("#[test]") || line.starts_with("#[tokio::test") {
            is_test = true;
        } else if let Some((_, rest)) = line.split_once("fn ").filter(|_| is_test) {
            names.push(rest.split('(').next().unwrap());
            is_test = false;
        }
    }
    names
}
