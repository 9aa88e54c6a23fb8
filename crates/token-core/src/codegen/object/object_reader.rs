//! An object that is being read, member by member.

use std::{borrow::Cow, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{DeserializeSeed, Error, IgnoredAny, MapAccess, Visitor},
};
use serde_with::{DeserializeAs, de::DeserializeAsWrap};

/// The members of an object that is being read.
#[derive(Debug)]
pub struct ObjectReader<A>(pub(super) A);

impl<'de, A: MapAccess<'de>> ObjectReader<A> {
    /// Returns the name of the next member.
    ///
    /// # Errors
    ///
    /// Whatever the input minds.
    pub fn name(&mut self) -> Result<Option<Cow<'de, str>>, A::Error> {
        self.0.next_key_seed(Name)
    }

    /// Reads the value of a member, which a `null` is too if the type says so.
    ///
    /// # Errors
    ///
    /// A value of another type.
    pub fn required<T: Deserialize<'de>>(&mut self, slot: &mut Option<T>) -> Result<(), A::Error> {
        *slot = Some(self.0.next_value()?);
        Ok(())
    }

    /// Does the same through an adapter.
    ///
    /// # Errors
    ///
    /// A value of another type.
    pub fn required_as<T, U: DeserializeAs<'de, T>>(
        &mut self,
        slot: &mut Option<T>,
    ) -> Result<(), A::Error> {
        let value: DeserializeAsWrap<T, U> = self.0.next_value()?;
        *slot = Some(value.into_inner());
        Ok(())
    }

    /// Reads the value of a member that may be missing or `null`.
    ///
    /// # Errors
    ///
    /// A value of another type.
    pub fn optional<T: Deserialize<'de>>(&mut self, slot: &mut Option<T>) -> Result<(), A::Error> {
        *slot = self.0.next_value()?;
        Ok(())
    }

    /// Does the same through an adapter.
    ///
    /// # Errors
    ///
    /// A value of another type.
    pub fn optional_as<T, U: DeserializeAs<'de, T>>(
        &mut self,
        slot: &mut Option<T>,
    ) -> Result<(), A::Error> {
        let value: Option<DeserializeAsWrap<T, U>> = self.0.next_value()?;
        *slot = value.map(DeserializeAsWrap::into_inner);
        Ok(())
    }

    /// Skips the value of an unknown member.
    ///
    /// # Errors
    ///
    /// Whatever the input minds.
    pub fn skip(&mut self) -> Result<(), A::Error> {
        self.0.next_value::<IgnoredAny>().map(drop)
    }

    /// Returns the value of a member that must have been there.
    ///
    /// # Errors
    ///
    /// It was not.
    pub fn need<T>(&self, slot: Option<T>, name: &'static str) -> Result<T, A::Error> {
        slot.ok_or_else(|| A::Error::missing_field(name))
    }
}

/// The name of a member, borrowed where the input allows it.
struct Name;

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Name {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(name))
    }

    fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(name.to_owned()))
    }

    fn visit_string<E>(self, name: String) -> Result<Self::Value, E> {
        Ok(Cow::Owned(name))
    }
}
