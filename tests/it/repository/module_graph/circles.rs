//! Circles in a graph: the groups of files that each reach one another.

use std::collections::{BTreeMap, BTreeSet};

use super::arrows::Arrows;

/// Returns the circles, each as its files in order.
pub(super) fn of(arrows: &Arrows) -> Vec<Vec<String>> {
    let reached: BTreeMap<&str, BTreeSet<&str>> = arrows
        .keys()
        .map(|file| (file.as_str(), reached_from(arrows, file)))
        .collect();
    let mut circles = BTreeSet::new();
    for (file, files) in &reached {
        if files.contains(file) {
            let back = files.iter().filter(|other| reached[*other].contains(file));
            circles.insert(back.map(|file| (*file).to_owned()).collect::<Vec<_>>());
        }
    }
    circles.into_iter().collect()
}

/// Returns what a file uses, and what that uses, and so on.
fn reached_from<'a>(arrows: &'a Arrows, file: &str) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut open: Vec<&str> = arrows[file].keys().map(String::as_str).collect();
    while let Some(next) = open.pop() {
        if reached.insert(next) {
            open.extend(arrows[next].keys().map(String::as_str));
        }
    }
    reached
}

/// Describes a circle: who uses what of whom.
pub(super) fn describe(arrows: &Arrows, circle: &[String]) -> String {
    let mut lines = vec![format!("{} files form a circle:", circle.len())];
    for from in circle {
        for (to, names) in arrows[from].iter().filter(|(to, _)| circle.contains(to)) {
            let names: Vec<_> = names.iter().map(String::as_str).collect();
            lines.push(format!("  {from} uses {} of {to}", names.join(", ")));
        }
    }
    lines.join("\n")
}
