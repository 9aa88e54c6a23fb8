//! JSON that is not read yet.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, de};
use serde_json::value::RawValue;
use serde_with::DeserializeAs;
use serde_with::de::DeserializeAsWrap;

use crate::{decode, error::decode_error::DecodeError};

/// How deep lists and objects may stand in one another, which is the limit of `serde_json` too.
const MAX_DEPTH: usize = 128;

/// The text of a JSON value, which may be read more than once.
///
/// Generated models read their values through it; nothing else needs it.
#[derive(Clone)]
pub struct RawJson(Box<RawValue>);

/// Prints nothing of the value, which may be a secret.
impl std::fmt::Debug for RawJson {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("<JSON>")
    }
}

impl RawJson {
    /// Takes the text of the value that comes next.
    ///
    /// # Errors
    ///
    /// Text that is not valid JSON, or too deep to be read without end.
    pub fn take<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = Box::<RawValue>::deserialize(deserializer)?;
        // A value that is read anew starts to count its depth anew.
        if depth(json.get()) > MAX_DEPTH {
            return Err(de::Error::custom(decode::own(
                "the value is nested too deeply",
            )));
        }
        Ok(Self(json))
    }

    /// Returns the text.
    pub(super) fn text(&self) -> &str {
        self.0.get()
    }

    /// Reads the value.
    ///
    /// # Errors
    ///
    /// A value of another type.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, DecodeError> {
        decode::json(self.text().as_bytes())
    }

    /// Reads the value by an adapter of `serde_with`.
    ///
    /// # Errors
    ///
    /// A value of another type.
    pub fn read_as<T, A>(&self) -> Result<T, DecodeError>
    where
        A: for<'de> DeserializeAs<'de, T>,
    {
        self.read::<DeserializeAsWrap<T, A>>()
            .map(DeserializeAsWrap::into_inner)
    }
}

/// Returns how deep the lists and objects of a text stand in one another.
fn depth(json: &str) -> usize {
    let mut depth = 0_usize;
    let mut deepest = 0;
    let mut in_string = false;
    let mut escaped = false;
    for byte in json.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'[' | b'{' if !in_string => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::depth;

    #[test]
    fn brackets_in_texts_do_not_count() {
        assert_eq!(depth(r#"{"a": ["[[[", "\"[["], "b": [[1]]}"#), 3);
        assert_eq!(depth("1"), 0);
    }
}
