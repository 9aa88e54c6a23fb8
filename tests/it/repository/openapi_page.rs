//! `docs/openapi.md` shows what fixtures say and what is generated from them; `UPDATE_PAGES=1` rewrites it.

use std::{env, fs};

/// An example begins with a line such as `<!-- all_of.yaml: components > schemas > Thing => models.rs: Thing -->`.
const BEGIN: &str = "<!-- ";

/// And ends with this line.
const END: &str = "<!-- end -->";

#[test]
fn each_example_is_what_the_generator_makes() {
    let path = crate::support::root().join("docs/openapi.md");
    let page = fs::read_to_string(&path).unwrap();
    let mut lines = page.lines();
    let mut fresh = String::new();
    let mut examples = 0;
    while let Some(line) = lines.next() {
        fresh.extend([line, "\n"]);
        let marker = line
            .strip_prefix(BEGIN)
            .and_then(|line| line.strip_suffix(" -->"));
        let Some(marker) = marker.filter(|_| line != END) else {
            continue;
        };
        fresh.extend([&*example(marker), END, "\n"]);
        examples += 1;
        let closing = lines.find(|line| *line == END);
        assert!(closing.is_some(), "no end of {marker}");
    }
    assert!(examples > 0);
    if env::var_os("UPDATE_PAGES").is_some() {
        fs::write(&path, &fresh).unwrap();
    }
    assert!(
        page == fresh || env::var_os("UPDATE_PAGES").is_some(),
        "docs/openapi.md is not what is generated; set UPDATE_PAGES=1 to rewrite it, and read the diff"
    );
}

/// Returns the blocks of an example.
fn example(marker: &str) -> String {
    let (input, output) = marker.split_once(" => ").unwrap();
    let (fixture, keys) = input.split_once(": ").unwrap();
    let (file, items) = output.split_once(": ").unwrap();
    let tests = crate::support::root().join("tests");
    let document = fs::read_to_string(tests.join("fixtures/accept").join(fixture)).unwrap();
    let snapshot = format!(
        "it/generator/snapshots/it__generator__accept__every_accepted_document_gives_the_expected_code@{fixture}.snap"
    );
    let snapshot = fs::read_to_string(tests.join(snapshot)).unwrap();
    let (_, code) = snapshot.split_once(&format!("\n=== {file}\n")).unwrap();
    let code = code.split("\n=== ").next().unwrap();
    let parts: Vec<_> = keys.split(", ").map(|keys| part(&document, keys)).collect();
    let items: Vec<_> = items.split(", ").map(|name| item(code, name)).collect();
    format!(
        "```yaml\n{}```\n\n```rust,ignore\n{}```\n",
        parts.concat(),
        items.join("\n")
    )
}

/// Returns the lines of a part of a document, whose keys are divided by ` > `.
fn part(document: &str, keys: &str) -> String {
    let lines: Vec<&str> = document.lines().collect();
    let mut from = 0;
    for key in keys.split(" > ") {
        let is_key = |line: &&str| {
            line.trim_start()
                .trim_matches('"')
                .starts_with(&format!("{key}:"))
        };
        from += lines[from..]
            .iter()
            .position(is_key)
            .unwrap_or_else(|| panic!("no {key} of {keys}"));
    }
    let indent = |line: &str| line.len() - line.trim_start().len();
    let depth = indent(lines[from]);
    let below = lines[from + 1..]
        .iter()
        .take_while(|line| indent(line) > depth);
    let shown = [lines[from]].into_iter().chain(below.copied());
    shown.fold(String::new(), |text, line| text + &line[depth..] + "\n")
}

/// Returns a type without its documentation, or the head of a function.
fn item(code: &str, name: &str) -> String {
    let lines: Vec<&str> = code.lines().collect();
    let head = |line: &&str| {
        let words = line.trim_start().trim_start_matches("pub ").split_once(' ');
        words.is_some_and(|(_, rest)| {
            let ident: String = rest
                .chars()
                .take_while(|char| char.is_alphanumeric() || *char == '_')
                .collect();
            line.trim_start().starts_with("pub ") && ident == name
        })
    };
    let at = lines
        .iter()
        .position(head)
        .unwrap_or_else(|| panic!("no {name}"));
    let first = lines[at];
    if first.trim_start().starts_with("pub fn") {
        return format!("{};\n", first.trim().trim_end_matches(" {"));
    }
    if first.ends_with(';') || first.ends_with("{}") {
        return format!("{first}\n");
    }
    let body = lines[at..].iter().take_while(|line| **line != "}");
    let code = body.filter(|line| !line.trim_start().starts_with("///"));
    code.fold(String::new(), |text, line| text + line + "\n") + "}\n"
}
