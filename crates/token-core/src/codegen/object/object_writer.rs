//! An object that is being written, member by member.

use serde::{Serialize, Serializer, ser::SerializeMap};
use serde_with::{SerializeAs, ser::SerializeAsWrap};

/// The members of an object that is being written.
#[derive(Debug)]
pub struct ObjectWriter<M>(M);

impl<M: SerializeMap> ObjectWriter<M> {
    /// Starts the object.
    ///
    /// # Errors
    ///
    /// Whatever the output minds.
    pub fn begin<S>(serializer: S) -> Result<Self, S::Error>
    where
        S: Serializer<SerializeMap = M, Error = M::Error>,
    {
        serializer.serialize_map(None).map(Self)
    }

    /// Writes a member.
    ///
    /// # Errors
    ///
    /// Whatever the output minds.
    pub fn value<T: Serialize>(&mut self, name: &'static str, value: &T) -> Result<(), M::Error> {
        self.0.serialize_entry(name, value)
    }

    /// Writes a member through an adapter.
    ///
    /// # Errors
    ///
    /// Whatever the output minds.
    pub fn value_as<T, U: SerializeAs<T>>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), M::Error> {
        self.value(name, &SerializeAsWrap::<T, U>::new(value))
    }

    /// Writes a member, unless it has no value.
    ///
    /// # Errors
    ///
    /// Whatever the output minds.
    pub fn optional<T: Serialize>(
        &mut self,
        name: &'static str,
        value: &Option<T>,
    ) -> Result<(), M::Error> {
        value
            .as_ref()
            .map_or(Ok(()), |value| self.value(name, value))
    }

    /// Writes a member through an adapter, unless it has no value.
    ///
    /// # Errors
    ///
    /// Whatever the output minds.
    pub fn optional_as<T, U: SerializeAs<T>>(
        &mut self,
        name: &'static str,
        value: &Option<T>,
    ) -> Result<(), M::Error> {
        match value {
            Some(value) => self.value_as::<T, U>(name, value),
            None => Ok(()),
        }
    }

    /// Ends the object.
    ///
    /// # Errors
    ///
    /// Whatever the output minds.
    pub fn end(self) -> Result<M::Ok, M::Error> {
        self.0.end()
    }
}
