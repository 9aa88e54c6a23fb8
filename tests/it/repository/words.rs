//! The words of the project's prose: pages, comments, messages and the names of tests are plain technical English.
//!
//! CONTRIBUTING.md has the style; this list holds the patterns that were found and replaced.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// A pattern, and what to write instead; a space matches any boundary of a word.
const PATTERNS: &[(&str, &str)] = &[
    (" is told ", "is reported"),
    (" are told ", "are reported"),
    (" was told ", "was reported"),
    (" told by ", "reported by"),
    (" tells ", "describes, returns"),
    (" mend ", "fix"),
    (" mends ", "fixes"),
    (" mended ", "fixed"),
    (" cure ", "fix, suggestion"),
    (" be had ", "be obtained"),
    (" is no ", "is not a valid"),
    (" are no ", "are not valid"),
    (" for ever ", "forever, always"),
    (" what came of ", "the outcome"),
    (" hands out ", "returns, serves"),
    (" nothing when ", "`None` if"),
    (" nothing where ", "`None` if"),
    (" of which nothing ", "unspecified"),
    (" stands in ", "is in, is defined in"),
    (" stands there ", "is there"),
    (" stands for ", "represents"),
    (" takes in ", "extends, includes"),
    (" heir ", "subtype, descendant"),
    (" heirs ", "subtypes, descendants"),
    (" comes down to ", "normalizes to"),
    (" what it must hold ", "its required fields"),
    (" that may go wrong ", "errors"),
    (" sees to ", "handles, ensures"),
    (" comes along ", "is included"),
    (" had better ", "should"),
    (" answer ", "response"),
    (" answers ", "responses, responds with"),
    (" answered ", "responded with"),
    (" folder ", "directory"),
    (" folders ", "directories"),
    (" asked too much ", "is rate-limited or overloaded"),
    (" cannot travel ", "cannot be encoded"),
    (" whoever ", "a caller that"),
    (" nobody ", "no caller"),
    (" somebody ", "another user"),
    (" everybody ", "every client"),
    (" at odds with ", "conflicts with"),
    (" no such thing ", "not found"),
    (" slip of the pen ", "typo"),
    (" shall not ", "must not"),
    (" affair ", "left to"),
    (" at hand ", "current"),
    (" all the same ", "anyway"),
    (" brings home ", "returns"),
    (" in silence ", "without an error"),
    (" slice ", "selection"),
    (" slices ", "selections"),
];

/// What contains a pattern and is standard.
const STANDARD: &[&str] = &[
    " there is no ",
    " there are no ",
    " is no longer ",
    " are no longer ",
    " is no more ",
];

/// The parts of the project whose prose is checked.
const PARTS: &[&str] = &[
    "crates/token-codegen",
    "crates/token-core",
    "crates/token-sandbox",
    "crates/squadcast-tokens",
    "crates/staff-user-token",
    "docs",
    "examples",
    "fuzz/targets",
    "specs",
    "tests",
    "xtask",
];

#[test]
fn prose_is_in_standard_words() {
    let root = crate::support::root();
    let pages = [
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
    ];
    let mut files: Vec<_> = pages.map(|page| root.join(page)).into();
    for part in PARTS {
        collect(&root.join(part), &mut files);
    }
    let found: Vec<_> = files.iter().flat_map(|file| findings(file)).collect();
    assert!(found.is_empty(), "write instead:\n{}", found.join("\n"));
}

/// Collects the files with prose below a directory.
fn collect(directory: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.is_dir() {
            if !["target", "fixtures", "snapshots"].contains(&name) {
                collect(&path, files);
            }
        } else if name != "words.rs"
            && [".rs", ".md", ".toml", ".yaml"]
                .iter()
                .any(|end| name.ends_with(end))
        {
            files.push(path);
        }
    }
}

/// Returns the places of a file that hold a pattern.
fn findings(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    let shown = path
        .strip_prefix(crate::support::root())
        .unwrap()
        .display()
        .to_string();
    let is_rust = path.extension().is_some_and(|extension| extension == "rs");
    let mut found = Vec::new();
    let mut is_code = false;
    for (number, line) in text.lines().enumerate() {
        is_code ^= !is_rust && line.starts_with("```");
        if is_code || line.starts_with("<!--") {
            continue;
        }
        let prose = if is_rust {
            prose(line)
        } else {
            line.to_owned()
        };
        let words = words(&prose);
        for (pattern, instead) in PATTERNS
            .iter()
            .filter(|(pattern, _)| words.contains(pattern))
        {
            found.push(format!(
                "{shown}:{}: \"{}\": {instead}",
                number + 1,
                pattern.trim()
            ));
        }
    }
    found
}

/// Returns the prose in a line of Rust: a comment, what is between quotes, and the name of a function.
fn prose(line: &str) -> String {
    let (code, comment) = match line.trim_start().strip_prefix("//") {
        Some(comment) => ("", comment),
        None => line.split_once(" // ").unwrap_or((line, "")),
    };
    let quoted: Vec<_> = code.split('"').skip(1).step_by(2).collect();
    let name = code
        .split_once("fn ")
        .map_or("", |(_, rest)| rest.split('(').next().unwrap_or_default());
    format!("{comment} {} {}", quoted.join(" "), name.replace('_', " "))
}

/// Returns the words of a text in lower case, each with a space on both sides; code in backticks is left out.
fn words(text: &str) -> String {
    let prose: String = text.split('`').step_by(2).collect::<Vec<_>>().join(" x ");
    let words = prose.split(|char: char| !char.is_alphanumeric() && char != '_' && char != '/');
    let words: Vec<_> = words
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let words = format!(" {} ", words.join(" "));
    let standard = STANDARD.iter();
    standard.fold(words, |words, phrase| words.replace(phrase, " x "))
}
