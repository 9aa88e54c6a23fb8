//! Values of several shapes: which shapes to try, and what to say when a value has none.

use serde::{Deserializer, de};

use super::raw_json::RawJson;
use super::tag;
use super::variant::{JsonKind, VariantMatcher};
use crate::decode::{self, found::found};
use crate::error::decode_error::DecodeError;

/// Several shapes of which a value has one.
///
/// A tag decides where there is one and it is that of one branch alone.
/// Else the branches are tried whose JSON type and required members fit, and that have the tag or may lack it: first
/// those that know most of the value's members, so that nothing is lost, then in the order of the document.
#[derive(Debug, Clone, Copy)]
pub struct OneOf {
    name: &'static str,
    branches: &'static [VariantMatcher],
    tag: Option<&'static str>,
}

impl OneOf {
    /// Returns the shapes of a type.
    pub const fn new(name: &'static str, branches: &'static [VariantMatcher]) -> Self {
        Self {
            name,
            branches,
            tag: None,
        }
    }

    /// Sets the member that holds the tag.
    #[must_use]
    pub const fn tagged(self, tag: &'static str) -> Self {
        Self {
            tag: Some(tag),
            ..self
        }
    }

    /// Reads a value; `read` is given the index of the branch, or the number of branches for a tag that none of them has.
    ///
    /// # Errors
    ///
    /// A value that has none of the shapes; the error names the branches that were tried, and never the value.
    pub fn read<'de, D, T>(
        &self,
        deserializer: D,
        read: impl Fn(usize, &RawJson) -> Result<T, DecodeError>,
    ) -> Result<T, D::Error>
    where
        D: Deserializer<'de>,
    {
        let json = RawJson::take(deserializer)?;
        let mut failures = Vec::new();
        for branch in self.candidates(&json).map_err(de::Error::custom)? {
            match read(branch, &json) {
                Ok(value) => return Ok(value),
                Err(error) => failures.push((branch, error)),
            }
        }
        Err(de::Error::custom(self.describe(&failures, &json)))
    }

    /// Returns the branches to try, the likeliest first.
    fn candidates(&self, json: &RawJson) -> Result<Vec<usize>, String> {
        let kind = JsonKind::of(json.text());
        if let (Some(member), Some(JsonKind::Object)) = (self.tag, kind) {
            return self.tagged_candidates(json, member);
        }
        let is_of_kind = |branch: &VariantMatcher| {
            branch.kinds.is_empty() || kind.is_some_and(|kind| branch.kinds.contains(&kind))
        };
        let mut fitting = self.fitting(is_of_kind);
        if kind == Some(JsonKind::Object) {
            by_members(&mut fitting, json);
        }
        Ok(indices(&fitting))
    }

    /// Returns the branches to try for an object: those that have its tag, or that may be without one like it.
    fn tagged_candidates(&self, json: &RawJson, member: &str) -> Result<Vec<usize>, String> {
        let tag = tag::tag(json.text(), member);
        let mut fitting = match &tag {
            Some(tag) => self.fitting(|branch| branch.tags.contains(&tag.as_str())),
            None => self.fitting(|branch| branch.may_lack_tag),
        };
        match (fitting.as_slice(), tag) {
            ([], Some(_)) => return Ok(vec![self.branches.len()]),
            ([], None) => {
                return Err(decode::own(&format!(
                    "`{}` lacks its tag `{member}`",
                    self.name
                )));
            }
            _ => {}
        }
        by_members(&mut fitting, json);
        Ok(indices(&fitting))
    }

    fn fitting(
        &self,
        fits: impl Fn(&VariantMatcher) -> bool,
    ) -> Vec<(usize, &'static VariantMatcher)> {
        let branches = self.branches.iter().enumerate();
        branches.filter(|(_, branch)| fits(branch)).collect()
    }

    fn describe(&self, failures: &[(usize, DecodeError)], json: &RawJson) -> String {
        let name = self.name;
        if failures.is_empty() {
            let names: Vec<_> = self.branches.iter().map(|branch| branch.name).collect();
            return decode::own(&format!(
                "`{name}` has none of the shapes {}: found {}",
                names.join(", "),
                found(json.text())
            ));
        }
        let failures: Vec<_> = failures
            .iter()
            .map(|(branch, error)| {
                let branch = self
                    .branches
                    .get(*branch)
                    .map_or("Unknown", |branch| branch.name);
                let (path, problem) = error.parts();
                format!("{branch} (at `{path}`: {problem})")
            })
            .collect();
        decode::own(&format!("`{name}` is not {}", failures.join(", nor ")))
    }
}

/// Leaves out branches that ask for members which an object lacks, and sorts the others by what they know of it.
fn by_members(fitting: &mut Vec<(usize, &VariantMatcher)>, json: &RawJson) {
    if fitting.len() > 1 {
        let members = tag::members(json.text());
        let has = |name: &str| members.iter().any(|member| member == name);
        fitting.retain(|(_, branch)| branch.required.iter().all(|name| has(name)));
        fitting.sort_by_key(|(_, branch)| branch.unknown(&members));
    }
}

fn indices(branches: &[(usize, &VariantMatcher)]) -> Vec<usize> {
    branches.iter().map(|(index, _)| *index).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::{JsonKind, OneOf, VariantMatcher};
    use crate::decode;

    const PETS: OneOf = OneOf::new(
        "Pet",
        &[
            VariantMatcher::new("Cat")
                .kinds(&[JsonKind::Object])
                .tags(&["cat"]),
            VariantMatcher::new("Name").kinds(&[JsonKind::String]),
        ],
    )
    .tagged("kind");

    const SHAPES: OneOf = OneOf::new(
        "Shape",
        &[
            VariantMatcher::new("Any").known(&["x"]),
            VariantMatcher::new("Circle")
                .required(&["radius"])
                .known(&["x", "radius"]),
        ],
    );

    fn found(one_of: OneOf, json: &str) -> Result<usize, String> {
        let mut reader = serde_json::Deserializer::from_str(json);
        let found = one_of.read(&mut reader, |branch, json| {
            json.read::<Value>().map(|_| branch)
        });
        found.map_err(|error| error.to_string())
    }

    #[test]
    fn a_tag_decides() {
        assert_eq!(found(PETS, r#"{"age": 1, "kind": "cat"}"#), Ok(0));
        assert_eq!(found(PETS, r#"{"kind": "dog"}"#), Ok(2));
        assert_eq!(found(PETS, r#""Tom""#), Ok(1));
        assert!(
            found(PETS, r#"{"kind": null}"#)
                .unwrap_err()
                .contains("lacks its tag")
        );
        assert!(
            found(PETS, "1")
                .unwrap_err()
                .contains("none of the shapes Cat, Name: found a number")
        );
    }

    #[test]
    fn a_tag_may_be_an_integer_or_a_flag() {
        const RESULTS: OneOf = OneOf::new(
            "Result",
            &[
                VariantMatcher::new("Done").tags(&["true", "1"]),
                VariantMatcher::new("Failed").tags(&["false", "2"]),
            ],
        )
        .tagged("ok");
        assert_eq!(found(RESULTS, r#"{"ok": true}"#), Ok(0));
        assert_eq!(found(RESULTS, r#"{"ok": false}"#), Ok(1));
        assert_eq!(found(RESULTS, r#"{"ok": 2}"#), Ok(1));
        assert_eq!(found(RESULTS, r#"{"ok": 2.0}"#), Ok(1));
        assert_eq!(found(RESULTS, r#"{"ok": 3}"#), Ok(2));
        assert!(found(RESULTS, r#"{"ok": []}"#).is_err());
    }

    #[test]
    fn members_decide_where_a_tag_does_not() {
        const ITEMS: OneOf = OneOf::new(
            "Item",
            &[
                VariantMatcher::new("Draft")
                    .tags(&["note"])
                    .may_lack_tag()
                    .known(&["kind", "text"]),
                VariantMatcher::new("Note")
                    .tags(&["note"])
                    .required(&["kind", "id"])
                    .known(&["kind", "id", "text"]),
                VariantMatcher::new("Link")
                    .tags(&["link"])
                    .may_lack_tag()
                    .known(&["kind", "url"]),
            ],
        )
        .tagged("kind");
        assert_eq!(found(ITEMS, r#"{"kind": "note", "text": "a"}"#), Ok(0));
        assert_eq!(
            found(ITEMS, r#"{"kind": "note", "text": "a", "id": 1}"#),
            Ok(1)
        );
        assert_eq!(found(ITEMS, r#"{"kind": "link", "text": "a"}"#), Ok(2));
        assert_eq!(found(ITEMS, r#"{"text": "a"}"#), Ok(0));
        assert_eq!(found(ITEMS, r#"{"url": "a"}"#), Ok(2));
        assert_eq!(found(ITEMS, r#"{"kind": "other"}"#), Ok(3));
    }

    #[test]
    fn else_the_branch_that_knows_most() {
        assert_eq!(found(SHAPES, r#"{"x": 1}"#), Ok(0));
        assert_eq!(found(SHAPES, r#"{"x": 1, "radius": 2}"#), Ok(1));
    }

    #[test]
    fn a_failure_names_the_branches_and_not_the_value() {
        #[derive(Debug)]
        struct Never;
        impl<'de> serde::Deserialize<'de> for Never {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                SHAPES.read(deserializer, |_, json| json.read::<u8>().map(|_| Self))
            }
        }
        let error = decode::json::<Never>(br#"{"x": "CANARY"}"#).unwrap_err();
        assert_eq!(
            error.to_string(),
            "at `.`: `Shape` is not Any (at `.`: expected an unsigned 8-bit integer, found an object)"
        );
        let deep = format!("{}1{}", "[".repeat(120), "]".repeat(120));
        assert!(found(SHAPES, &deep).is_ok());
    }

    #[test]
    fn a_value_without_end_is_an_error() {
        let deep = format!("{}1{}", "[".repeat(200_000), "]".repeat(200_000));
        assert!(
            found(SHAPES, &deep)
                .unwrap_err()
                .contains("nested too deeply")
        );
    }
}
