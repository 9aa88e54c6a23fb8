//! ARCHITECTURE.md and the pages under `docs/` are true to the sources and the tests.

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

/// The longest ARCHITECTURE.md, in lines.
const LONGEST_MAP: usize = 200;

fn architecture() -> String {
    fs::read_to_string(crate::support::root().join("ARCHITECTURE.md")).unwrap()
}

/// Returns the names in backticks of a text.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

#[test]
fn page_names_each_module() {
    let page = architecture();
    assert!(
        page.lines().count() < LONGEST_MAP,
        "ARCHITECTURE.md is too long"
    );
    let mut directories = BTreeSet::new();
    for section in page.split("\n### `").skip(1) {
        let (directory, section) = section.split_once("`\n").unwrap();
        let section = section.split("\n#").next().unwrap();
        let rows = section.lines().filter(|line| line.starts_with("| `"));
        let cells = rows.map(|row| row.split(" | ").next().unwrap());
        let named: BTreeSet<_> = cells.flat_map(quoted).map(str::to_owned).collect();
        assert_eq!(named, modules(directory), "the table of {directory}");
        directories.insert(directory);
    }
    for sources in [
        "crates/token-codegen",
        "crates/token-core",
        "crates/token-sandbox",
        "xtask",
    ] {
        assert!(
            directories.contains(&*format!("{sources}/src")),
            "no table of {sources}"
        );
    }
}

/// Returns the names of the files and directories in a directory of sources.
fn modules(directory: &str) -> BTreeSet<String> {
    let entries = fs::read_dir(crate::support::root().join(directory)).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect()
}

#[test]
fn each_invariant_names_a_test() {
    let page = architecture();
    let (_, section) = page.split_once("\n## Invariants\n").unwrap();
    let section = section.split("\n## ").next().unwrap();
    let sources = sources();
    for invariant in section.lines().filter(|line| line.starts_with("- ")) {
        let (_, kept_by) = invariant
            .rsplit_once(" (")
            .unwrap_or_else(|| panic!("kept by nothing: {invariant}"));
        if kept_by.starts_with("clippy") {
            continue;
        }
        for test in quoted(kept_by) {
            let head = format!("fn {test}(");
            assert!(
                sources.iter().any(|text| text.contains(&head)),
                "there is no test {test}"
            );
        }
    }
}

/// Returns the texts of all hand-written Rust files.
fn sources() -> Vec<String> {
    ["crates", "tests", "xtask"]
        .iter()
        .flat_map(|directory| super::tidy::rust_files(&crate::support::root().join(directory)))
        .map(|(_, text)| text)
        .collect()
}
