//! Whether Cargo finds a new crate where it is: one below a foreign workspace has to be listed there.

use std::fs;
use std::path::{Path, absolute};

use anyhow::{Context, Result};
use toml::{Table, Value};

/// Returns what to do so that Cargo builds the crate in `directory`; `None` if it does so already.
///
/// # Errors
///
/// A manifest above the directory that cannot be read.
pub(super) fn advice(directory: &Path) -> Result<Option<String>> {
    let directory = absolute(directory)?;
    for above in directory.ancestors().skip(1) {
        let manifest = above.join("Cargo.toml");
        if !manifest.is_file() {
            continue;
        }
        let text = fs::read_to_string(&manifest)
            .with_context(|| format!("cannot read {}", manifest.display()))?;
        // A manifest that is not valid TOML stops Cargo too, which says what is wrong with it.
        let Ok(table) = text.parse::<Table>() else {
            continue;
        };
        let Some(workspace) = table.get("workspace") else {
            continue;
        };
        let relative = directory.strip_prefix(above).unwrap_or(&directory);
        let relative = relative.to_string_lossy().replace('\\', "/");
        if is_listed(workspace, &relative) {
            return Ok(None);
        }
        return Ok(Some(format!(
            "note: the crate lies below the workspace of {}; add \"{relative}\" to its `members`, or to its `exclude`\n",
            manifest.display()
        )));
    }
    Ok(None)
}

fn is_listed(workspace: &Value, directory: &str) -> bool {
    let entries = |key| {
        let list = workspace.get(key).and_then(Value::as_array);
        list.into_iter().flatten().filter_map(Value::as_str)
    };
    let is_below = |excluded: &str| Path::new(directory).starts_with(excluded);
    entries("members").any(|member| matches(member, directory)) || entries("exclude").any(is_below)
}

/// Returns whether a path is one of those that a pattern such as `crates/*` matches.
fn matches(pattern: &str, path: &str) -> bool {
    let pattern = pattern.trim_start_matches("./").trim_end_matches('/');
    let parts = pattern.split('/').zip(path.split('/'));
    pattern.split('/').count() == path.split('/').count()
        && parts
            .into_iter()
            .all(|(pattern, part)| match pattern.split_once('*') {
                None => pattern == part,
                Some((start, end)) => {
                    let rest = part.strip_prefix(start);
                    rest.is_some_and(|rest| rest.ends_with(end))
                }
            })
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn a_star_matches_one_directory() {
        assert!(matches("crates/*", "crates/a"));
        assert!(matches("./crates/api-*/", "crates/api-a"));
        assert!(!matches("crates/*", "crates/a/b"));
        assert!(!matches("crates/api-*", "crates/a"));
    }
}
