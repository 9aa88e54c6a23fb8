//! What single arguments of `--spec` may be; each problem is reported before anything is read.

use std::path::{Path, PathBuf};

use crate::names::is_keyword;
use crate::package;

/// Names that Rust or Cargo use themselves.
const TAKEN: [&str; 9] = [
    "alloc",
    "build",
    "core",
    "deps",
    "examples",
    "incremental",
    "proc_macro",
    "std",
    "test",
];

/// Returns `name` if a crate may have it.
///
/// # Errors
///
/// Any other name.
pub fn crate_name(name: &str) -> Result<String, String> {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) || !name.chars().all(is_word) {
        return Err(
            "a crate's name starts with a letter and holds letters, digits, `-` and `_`".to_owned(),
        );
    }
    let module = name.replace('-', "_").to_lowercase();
    let user = if is_keyword(&module) {
        "it is a keyword of Rust"
    } else if TAKEN.contains(&module.as_str()) {
        "Rust and Cargo use it themselves"
    } else if is_device(&module) {
        "Windows has no files of this name"
    } else if package::dependencies().any(|dependency| dependency.replace('-', "_") == module) {
        "the crate depends on one of this name"
    } else {
        return Ok(name.to_owned());
    };
    Err(format!(
        "no crate can be named so: {user}; add a word, as in `{name}-client`"
    ))
}

/// Returns whether Windows takes a name for a device.
fn is_device(name: &str) -> bool {
    let numbered = name
        .strip_prefix("com")
        .or_else(|| name.strip_prefix("lpt"));
    matches!(name, "aux" | "con" | "nul" | "prn")
        || numbered.is_some_and(|number| matches!(number.as_bytes(), [b'0'..=b'9']))
}

/// Returns the path of a directory that holds a crate.
///
/// # Errors
///
/// Any other path.
pub fn core_path(path: &str) -> Result<PathBuf, String> {
    let manifest = Path::new(path).join("Cargo.toml");
    if manifest.is_file() {
        Ok(PathBuf::from(path))
    } else {
        Err(format!("there is no {}", manifest.display()))
    }
}

/// Returns the pointer and the name of `POINTER=NAME`.
///
/// # Errors
///
/// Any other text.
pub fn rename(text: &str) -> Result<(String, String), &'static str> {
    match text.rsplit_once('=') {
        Some((pointer, name)) if pointer.starts_with("#/") && !name.is_empty() => {
            Ok((pointer.to_owned(), name.to_owned()))
        }
        _ => Err("a pointer and a name are needed, as in `#/components/schemas/user=Guest`"),
    }
}
