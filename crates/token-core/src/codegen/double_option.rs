//! Members that may be left out, and may be `null` when they are not.

use std::marker::PhantomData;

use serde::{Deserializer, Serializer};
use serde_with::{DeserializeAs, SerializeAs};

/// A `serde_with` adapter for a member that is there: its `null` is a value, and not the lack of one.
///
/// Beside `default` and `skip_serializing_if`, `None` is a member that is left out and `Some(None)` one that is `null`.
/// The adapter `A` is that of the value inside.
#[derive(Debug)]
pub struct DoubleOption<A>(PhantomData<A>);

impl<'de, T, A: DeserializeAs<'de, T>> DeserializeAs<'de, Option<T>> for DoubleOption<A> {
    fn deserialize_as<D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
        A::deserialize_as(deserializer).map(Some)
    }
}

impl<T, A: SerializeAs<T>> SerializeAs<Option<T>> for DoubleOption<A> {
    fn serialize_as<S: Serializer>(value: &Option<T>, serializer: S) -> Result<S::Ok, S::Error> {
        match value {
            Some(value) => A::serialize_as(value, serializer),
            None => serializer.serialize_none(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::DoubleOption;

    #[derive(serde::Serialize, serde::Deserialize)]
    #[expect(clippy::option_option, reason = "`null` is not the same as nothing")]
    struct Note {
        #[serde(
            default,
            skip_serializing_if = "Option::is_none",
            with = "serde_with::As::<DoubleOption<serde_with::Same>>"
        )]
        text: Option<Option<String>>,
    }

    #[test]
    fn null_is_not_nothing() {
        for (json, text) in [
            ("{}", None),
            (r#"{"text":null}"#, Some(None)),
            (r#"{"text":"a"}"#, Some(Some("a".to_owned()))),
        ] {
            let note: Note = serde_json::from_str(json).unwrap();
            assert_eq!(note.text, text);
            assert_eq!(serde_json::to_string(&note).unwrap(), json);
        }
    }
}
