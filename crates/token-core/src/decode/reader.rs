//! Reads JSON, and knows where it is: the path of a value that is wrong, and integers as JSON spells them.
//!
//! Every part of `serde` that leads to a value inside another is wrapped, with the place of that value.

use std::{borrow::Cow, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{DeserializeSeed, EnumAccess, Error, MapAccess, SeqAccess, Visitor},
};
use serde_json::value::RawValue;

use super::{
    integer::Width,
    key::KeySeed,
    place::{Place, Track},
};

/// A deserializer, a visitor or a seed of a value at a known place.
pub struct JsonReader<'a, T> {
    inner: T,
    place: Place<'a>,
    track: &'a Track<'a>,
}

/// Prints nothing of the body, whose keys may be secrets.
impl<T> fmt::Debug for JsonReader<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<JSON>")
    }
}

impl<'a, T> JsonReader<'a, T> {
    /// Reads the whole of a text by a deserializer that borrows from it.
    pub(crate) fn new(inner: T, track: &'a Track<'a>) -> Self {
        Self {
            inner,
            place: Place::Whole,
            track,
        }
    }

    fn with<U>(&self, inner: U) -> JsonReader<'a, U> {
        let Self { place, track, .. } = *self;
        JsonReader {
            inner,
            place,
            track,
        }
    }

    /// Splits off what is wrapped.
    fn split(self) -> (T, JsonReader<'a, ()>) {
        let rest = self.with(());
        (self.inner, rest)
    }
}

/// Passes on what holds no other value.
macro_rules! single {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
            self.inner.$method(visitor)
        }
    )*};
}

/// Passes on what may hold other values.
macro_rules! nested {
    ($($method:ident($($argument:ident: $ty:ty),*))*) => {$(
        fn $method<V: Visitor<'de>>(self, $($argument: $ty,)* visitor: V) -> Result<V::Value, D::Error> {
            let (inner, at) = self.split();
            inner.$method($($argument,)* at.with(visitor))
        }
    )*};
}

macro_rules! integers {
    ($($method:ident $width:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
            let json = <&RawValue>::deserialize(self.inner)?.get();
            let integer = Width::$width.read(json);
            let integer = integer.map_err(|found| self.track.wrong::<D::Error>(json, found, Width::$width.name))?;
            match u64::try_from(integer) {
                Ok(integer) => visitor.visit_u64(integer),
                Err(_) => visitor.visit_i64(i64::try_from(integer).unwrap_or(i64::MIN)),
            }
        }
    )*};
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for JsonReader<'_, D> {
    type Error = D::Error;

    single! {
        deserialize_bool deserialize_i128 deserialize_u128 deserialize_f32 deserialize_f64 deserialize_char
        deserialize_str deserialize_string deserialize_bytes deserialize_byte_buf deserialize_unit
        deserialize_identifier deserialize_ignored_any
    }

    integers! {
        deserialize_i8 I8 deserialize_i16 I16 deserialize_i32 I32 deserialize_i64 I64
        deserialize_u8 U8 deserialize_u16 U16 deserialize_u32 U32 deserialize_u64 U64
    }

    nested! {
        deserialize_any()
        deserialize_option()
        deserialize_seq()
        deserialize_map()
        deserialize_unit_struct(name: &'static str)
        deserialize_newtype_struct(name: &'static str)
        deserialize_tuple(len: usize)
        deserialize_tuple_struct(name: &'static str, len: usize)
        deserialize_struct(name: &'static str, fields: &'static [&'static str])
        deserialize_enum(name: &'static str, variants: &'static [&'static str])
    }

    fn is_human_readable(&self) -> bool {
        self.inner.is_human_readable()
    }
}

/// Passes on a value that holds no other, and keeps its type.
macro_rules! visits {
    ($($kind:literal: $($method:ident($ty:ty))*;)*) => {$($(
        fn $method<E: Error>(self, value: $ty) -> Result<V::Value, E> {
            self.track.is_of($kind);
            self.inner.$method(value)
        }
    )*)*};
}

impl<'de, V: Visitor<'de>> Visitor<'de> for JsonReader<'_, V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.expecting(f)
    }

    visits! {
        "a boolean": visit_bool(bool);
        "a number": visit_i64(i64) visit_i128(i128) visit_u64(u64) visit_u128(u128) visit_f64(f64);
        "a string": visit_str(&str) visit_borrowed_str(&'de str) visit_string(String)
            visit_bytes(&[u8]) visit_borrowed_bytes(&'de [u8]) visit_byte_buf(Vec<u8>);
    }

    fn visit_none<E: Error>(self) -> Result<V::Value, E> {
        self.track.is_of("null");
        self.inner.visit_none()
    }

    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        self.track.is_of("null");
        self.inner.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<V::Value, D::Error> {
        let (visitor, at) = self.split();
        visitor.visit_some(at.with(inner))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<V::Value, D::Error> {
        let (visitor, at) = self.split();
        visitor.visit_newtype_struct(at.with(inner))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, inner: A) -> Result<V::Value, A::Error> {
        let (visitor, at) = self.split();
        let value = visitor.visit_seq(Items(at.with(inner), 0));
        at.track.is_of("an array");
        value
    }

    fn visit_map<A: MapAccess<'de>>(self, inner: A) -> Result<V::Value, A::Error> {
        let (visitor, at) = self.split();
        let value = visitor.visit_map(Members(at.with(inner), None));
        at.track.is_of("an object");
        value
    }

    /// What an enum of `serde` holds has the enum's place.
    fn visit_enum<A: EnumAccess<'de>>(self, inner: A) -> Result<V::Value, A::Error> {
        self.inner.visit_enum(inner)
    }
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for JsonReader<'_, S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, inner: D) -> Result<S::Value, D::Error> {
        let (seed, at) = self.split();
        let value = seed.deserialize(at.with(inner));
        value.inspect_err(|_| at.track.fail_at(&at.place))
    }
}

/// The items of a list, and how many of them are read.
struct Items<'a, A>(JsonReader<'a, A>, usize);

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Items<'_, A> {
    type Error = A::Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        let Self(list, index) = self;
        let item = JsonReader {
            inner: seed,
            place: Place::Item(&list.place, *index),
            track: list.track,
        };
        *index += 1;
        list.inner.next_element_seed(item)
    }

    fn size_hint(&self) -> Option<usize> {
        self.0.inner.size_hint()
    }
}

/// The members of an object, and the name of the one that is being read.
struct Members<'a, 'de, A>(JsonReader<'a, A>, Option<Cow<'de, str>>);

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Members<'_, 'de, A> {
    type Error = A::Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        self.0.inner.next_key_seed(KeySeed(seed, &mut self.1))
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        let Self(object, name) = self;
        let name = name.take();
        let member = JsonReader {
            inner: seed,
            place: Place::Member(&object.place, name.as_deref().unwrap_or("?")),
            track: object.track,
        };
        object.inner.next_value_seed(member)
    }

    fn size_hint(&self) -> Option<usize> {
        self.0.inner.size_hint()
    }
}
