//! A value in a JSON text by its JSON Pointer (RFC 6901); nothing else in the text is decoded or copied.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor},
};
use serde_json::value::RawValue;

/// Returns the value at `pointer`, or `None` if there is none.
///
/// Of several members with one name the last one counts, as for most JSON parsers.
pub(super) fn find<'j>(json: &'j RawValue, pointer: &str) -> Option<&'j RawValue> {
    let Some(steps) = pointer.strip_prefix('/') else {
        return pointer.is_empty().then_some(json);
    };
    steps.split('/').try_fold(json, |json, step| {
        // `~1` first: `~01` is a `~1` that was escaped.
        let step = step.replace("~1", "/").replace("~0", "~");
        let mut reader = serde_json::Deserializer::from_str(json.get());
        match json.get().as_bytes().first() {
            Some(b'{') => reader.deserialize_map(Member(&step)).ok()?,
            Some(b'[') => reader.deserialize_seq(Item(index(&step)?)).ok()?,
            _ => None,
        }
    })
}

/// Returns the index that a step means in an array: digits without a leading zero.
fn index(step: &str) -> Option<usize> {
    let digits = step.bytes().all(|byte| byte.is_ascii_digit());
    let leading_zero = step.len() > 1 && step.starts_with('0');
    step.parse().ok().filter(|_| digits && !leading_zero)
}

/// Takes the member of this name.
struct Member<'n>(&'n str);

impl<'de> Visitor<'de> for Member<'_> {
    type Value = Option<&'de RawValue>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let mut found = None;
        while let Some(is_meant) = members.next_key_seed(IsName(self.0))? {
            if is_meant {
                found = Some(members.next_value()?);
            } else {
                members.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}

/// Compares a name, as bytes: one that is not valid text (half of a surrogate pair) is just another name.
struct IsName<'n>(&'n str);

impl<'de> DeserializeSeed<'de> for IsName<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_bytes(self)
    }
}

impl Visitor<'_> for IsName<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E>(self, name: &str) -> Result<bool, E> {
        Ok(name == self.0)
    }

    fn visit_bytes<E>(self, name: &[u8]) -> Result<bool, E> {
        Ok(name == self.0.as_bytes())
    }
}

/// Takes the item at this index.
struct Item(usize);

impl<'de> Visitor<'de> for Item {
    type Value = Option<&'de RawValue>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let mut at = 0;
        let mut found = None;
        while let Some(item) = items.next_element_seed(Raw)? {
            if at == self.0 {
                found = Some(item);
            }
            at += 1;
        }
        Ok(found)
    }
}

/// Takes the text of a value.
struct Raw;

impl<'de> DeserializeSeed<'de> for Raw {
    type Value = &'de RawValue;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        Deserialize::deserialize(deserializer)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::value::RawValue;

    use super::find;

    fn found<'j>(json: &'j str, pointer: &str) -> Option<&'j str> {
        let json: &RawValue = serde_json::from_str(json).unwrap();
        find(json, pointer).map(RawValue::get)
    }

    #[test]
    fn follows_rfc_6901() {
        let json = r#"{"foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "m~n": 8, "~1": 9,
            "deep": [{"x": {"y": [[], [true]]}}], "caf\u00e9": 3}"#;
        for (pointer, value) in [
            ("/foo", Some(r#"["bar", "baz"]"#)),
            ("/foo/0", Some(r#""bar""#)),
            ("/foo/1", Some(r#""baz""#)),
            ("/", Some("0")),
            ("/a~1b", Some("1")),
            ("/c%d", Some("2")),
            ("/m~0n", Some("8")),
            ("/~01", Some("9")),
            ("/café", Some("3")),
            ("/deep/0/x/y/1/0", Some("true")),
            ("/foo/2", None),
            ("/foo/00", None),
            ("/foo/+1", None),
            ("/foo/-", None),
            ("/foo/0/0", None),
            ("/nothing", None),
            ("foo", None),
        ] {
            assert_eq!(found(json, pointer), value, "{pointer}");
        }
        assert_eq!(found("\"all\"", ""), Some("\"all\""));
    }

    #[test]
    fn what_is_strange_elsewhere_does_not_matter() {
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        let json = format!(
            r#"{{"\ud800": 1, "no": "\ud800", "big": 1e999, "deep": {deep}, "t": null, "t": "last"}}"#
        );
        assert_eq!(found(&json, "/t"), Some("\"last\""));
    }
}
