//! What an author may have meant by a key that does not exist.

use super::kind::Kind;
use super::row::{Row, Rule};
use crate::version::Version;

/// From how many letters on a key with one wrong letter is taken for a typo.
const SURE: usize = 5;

/// Returns what to do about an unknown key.
pub(super) fn help(kind: Kind, key: &str, version: Version) -> String {
    if kind == Kind::Schema && key == "nullable" {
        return "write `type: [T, \"null\"]`, which is how OpenAPI 3.1 says that a value may be null".to_owned();
    }
    let rows = kind.rows().iter();
    if let Some(other) = rows
        .clone()
        .find(|row| row.key == key)
        .and_then(|row| row.only)
    {
        return format!(
            "{} has this key; remove it, or change the document's version",
            other.name()
        );
    }
    match closest(kind, key, version) {
        Some((distance, row)) if distance <= 2 && distance < row.key.len() => {
            format!("did you mean `{}`?", row.key)
        }
        _ => "remove it; a key of your own starts with `x-`".to_owned(),
    }
}

/// Returns whether a key can hardly be anything but a key that is read, with one letter wrong; to ignore it would be to
/// generate something else than what was meant.
pub(super) fn is_misspelt(kind: Kind, key: &str, version: Version) -> bool {
    let mut rows = kind.rows().iter();
    let is_slip = |row: &Row| {
        row.rule != Rule::Annotation
            && kind.row(row.key, version).is_some()
            && is_slip(key, row.key)
    };
    rows.clone().all(|row| row.key != key) && rows.any(is_slip)
}

/// Returns whether a long word is another one but for one letter, or a short one but for case.
fn is_slip(key: &str, word: &str) -> bool {
    let same = |(a, b): &(char, char)| a.eq_ignore_ascii_case(b);
    let (left, right) = (key.chars().count(), word.chars().count());
    let prefix = key.chars().zip(word.chars()).take_while(same).count();
    if prefix == left && left == right {
        return true;
    }
    let suffix = key
        .chars()
        .rev()
        .zip(word.chars().rev())
        .take_while(same)
        .count();
    let longer = left.max(right);
    right >= SURE && left.abs_diff(right) <= 1 && prefix + suffix + 1 >= longer
}

fn closest(kind: Kind, key: &str, version: Version) -> Option<(usize, &'static Row)> {
    let rows = kind.rows().iter();
    let near = rows.filter(|row| {
        kind.row(row.key, version).is_some() && row.key.len().abs_diff(key.len()) <= 2
    });
    near.map(|row| (distance(key, row.key), row))
        .min_by_key(|(distance, row)| (*distance, row.key))
}

/// Returns how many letters must be put in, taken out or changed, a change of case aside.
fn distance(a: &str, b: &str) -> usize {
    let a = a.to_lowercase();
    let b: Vec<char> = b.to_lowercase().chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (line, left) in a.chars().enumerate() {
        let mut next = vec![line + 1];
        for ((right, diagonal), above) in b.iter().zip(&row).zip(row.iter().skip(1)) {
            let changed = diagonal + usize::from(left != *right);
            let before = next.last().copied().unwrap_or_default();
            next.push(changed.min(above + 1).min(before + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Kind, Version, distance, help, is_misspelt};

    #[test]
    fn counts_edits() {
        assert_eq!(distance("operationID", "operationId"), 0);
        assert_eq!(distance("discription", "description"), 1);
        assert_eq!(distance("", "url"), 3);
    }

    #[test]
    fn names_the_closest_key_of_the_version() {
        assert_eq!(
            help(Kind::Operation, "operationID", Version::V31),
            "did you mean `operationId`?"
        );
        assert!(help(Kind::Schema, "const", Version::V30).starts_with("OpenAPI 3.1 has this key"));
        assert!(help(Kind::Schema, "banana", Version::V30).starts_with("remove it"));
    }

    #[test]
    fn a_typo_is_distinguished_from_a_key_of_another_tool() {
        for key in ["operationID", "requestbody", "paramters", "responsess"] {
            assert!(is_misspelt(Kind::Operation, key, Version::V31), "{key}");
        }
        for (kind, key) in [
            (Kind::Schema, "id"),
            (Kind::Schema, "nullable"),
            (Kind::Schema, "titel"),
            (Kind::Schema, "optional"),
            (Kind::Operation, "produces"),
        ] {
            assert!(!is_misspelt(kind, key, Version::V31), "{key}");
        }
    }
}
