//! Circles in a graph: the groups of files that each reach one another.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

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

/// Describes a circle by its shortest way round: which file uses what of which.
pub(super) fn describe(arrows: &Arrows, circle: &[String]) -> String {
    let rounds = circle.iter().map(|file| shortest_round(arrows, file));
    let round = rounds.min_by_key(Vec::len).unwrap_or_default();
    let mut lines = vec![format!("{} files form a circle:", circle.len())];
    for pair in round.windows(2) {
        let names: Vec<_> = arrows[pair[0]][pair[1]]
            .iter()
            .map(String::as_str)
            .collect();
        lines.push(format!(
            "  {} uses {} of {}",
            pair[0],
            names.join(", "),
            pair[1]
        ));
    }
    lines.join("\n")
}

/// Returns the shortest way from a file back to itself, with the file at both ends.
fn shortest_round<'a>(arrows: &'a Arrows, file: &'a str) -> Vec<&'a str> {
    let mut seen = BTreeSet::new();
    let mut ways = VecDeque::from([vec![file]]);
    while let Some(way) = ways.pop_front() {
        for next in arrows[way[way.len() - 1]].keys() {
            let longer = [&way[..], &[next.as_str()]].concat();
            if next == file {
                return longer;
            }
            if seen.insert(next) {
                ways.push_back(longer);
            }
        }
    }
    Vec::new()
}
