//! Objects whose further members are kept.

use std::collections::BTreeMap;

use serde::{Deserializer, de};
use serde_json::de::StrRead;
use serde_json::value::RawValue;
use serde_with::DeserializeAs;
use serde_with::de::DeserializeAsWrap;

use super::raw_json::RawJson;
use crate::decode::{self, place::Track, reader::JsonReader};
use crate::error::decode_error::DecodeError;

/// What an open object reads its known members from.
pub type KnownMembers<'a, 'r> = JsonReader<'a, &'a mut serde_json::Deserializer<StrRead<'r>>>;

/// An object that is read in two steps: the members that the document names, and all others.
///
/// serde's `flatten` would copy every value before it reads it, and lose digits of large numbers.
#[derive(Debug)]
pub struct OpenObject<E> {
    name: &'static str,
    json: RawJson,
    error: std::marker::PhantomData<fn() -> E>,
}

impl<E: de::Error> OpenObject<E> {
    /// Takes the text of an object of the named type.
    ///
    /// # Errors
    ///
    /// Text that is not valid JSON.
    pub fn read<'de, D: Deserializer<'de, Error = E>>(
        deserializer: D,
        name: &'static str,
    ) -> Result<Self, E> {
        Ok(Self {
            name,
            json: RawJson::take(deserializer)?,
            error: std::marker::PhantomData,
        })
    }

    /// Reads the members that the document names.
    ///
    /// # Errors
    ///
    /// A member that is missing or of another type.
    pub fn known<T>(
        &self,
        read: impl for<'a, 'r> FnOnce(KnownMembers<'a, 'r>) -> Result<T, serde_json::Error>,
    ) -> Result<T, E> {
        let mut reader = serde_json::Deserializer::from_str(self.json.text());
        let track = Track::new(self.json.text().as_bytes());
        read(JsonReader::new(&mut reader, &track))
            .map_err(|error| self.failure(&decode::describe(&track, &error)))
    }

    /// Reads all members but those that the document names, by an adapter of `serde_with`.
    ///
    /// # Errors
    ///
    /// A member of another type.
    pub fn others<T, A>(&self, known: &[&str]) -> Result<BTreeMap<String, T>, E>
    where
        A: for<'de> DeserializeAs<'de, T>,
    {
        let members: BTreeMap<String, Box<RawValue>> =
            self.json.read().map_err(|error| self.failure(&error))?;
        let mut others = BTreeMap::new();
        for (name, json) in members {
            if known.contains(&name.as_str()) {
                continue;
            }
            let value = decode::json::<DeserializeAsWrap<T, A>>(json.get().as_bytes()).map_err(
                |error| {
                    let (path, problem) = error.parts();
                    let path = match path {
                        "." => name.clone(),
                        path if path.starts_with('[') => format!("{name}{path}"),
                        path => format!("{name}.{path}"),
                    };
                    self.failed(&path, problem)
                },
            )?;
            others.insert(name, value.into_inner());
        }
        Ok(others)
    }

    fn failure(&self, error: &DecodeError) -> E {
        let (path, problem) = error.parts();
        self.failed(path, problem)
    }

    fn failed(&self, path: &str, problem: &str) -> E {
        E::custom(decode::own(&format!(
            "`{}` at `{path}`: {problem}",
            self.name
        )))
    }
}
