//! Objects with named members: read and written here, so that a generated model only lists its members.
//!
//! serde's derives would do, and cost most of the time that a large generated crate takes to compile.

mod object_reader;
mod object_writer;

use std::{fmt, marker::PhantomData};

use serde::{
    Deserializer,
    de::{MapAccess, Visitor},
};

pub use object_reader::ObjectReader;
pub use object_writer::ObjectWriter;

/// Implements `Deserialize` for a struct of named members, and `Serialize` too where it is `written`.
///
/// It is for generated code: `object!(written(Model), …)` or `object!(read(Model), …)`.
/// A member stands as `presence(field, "name")`, or `presence(field, "name", Adapter)` with an adapter of
/// `serde_with` for a value that is there; the presence is one of
///
/// - `required`: the member must be there;
/// - `nullable`: a `None` is written as `null`;
/// - `optional`: a `None` is left out, and a `null` is read as `None`;
/// - `optional_or_null`: a `None` is left out, and a `null` is read as a value: `Some(None)` of an `Option`.
///
/// A member of another name is skipped, and of two with the same name the last one holds.
///
/// ```
/// #[derive(Debug)]
/// struct Point {
///     x: i64,
///     label: Option<String>,
/// }
///
/// token_core::codegen::object!(written(Point), required(x, "x"), optional(label, "label"));
///
/// let point: Point = token_core::serde_json::from_str(r#"{"x": 1, "y": 2}"#)?;
/// assert_eq!((point.x, &point.label), (1, &None));
/// assert_eq!(token_core::serde_json::to_string(&point)?, r#"{"x":1}"#);
/// # Ok::<(), token_core::serde_json::Error>(())
/// ```
#[macro_export]
macro_rules! __object {
    (written($model:ident) $(, $presence:ident($field:ident, $name:literal $(, $adapter:ty)?))* $(,)?) => {
        $crate::codegen::object!(read($model) $(, $presence($field, $name $(, $adapter)?))*);

        impl $crate::serde::Serialize for $model {
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                #[allow(unused_mut, reason = "there may be no members")]
                let mut members = $crate::codegen::ObjectWriter::begin(serializer)?;
                $($crate::codegen::object!(@write members $presence (&self.$field), $name $(, $adapter)?);)*
                members.end()
            }
        }
    };
    (read($model:ident) $(, $presence:ident($field:ident, $name:literal $(, $adapter:ty)?))* $(,)?) => {
        #[allow(
            clippy::disallowed_names,
            clippy::many_single_char_names,
            clippy::similar_names,
            reason = "the document names the members"
        )]
        impl<'de> $crate::codegen::Object<'de> for $model {
            fn read<A: $crate::serde::de::MapAccess<'de>>(
                members: &mut $crate::codegen::ObjectReader<A>,
            ) -> ::core::result::Result<Self, A::Error> {
                $(let mut $field = ::core::option::Option::None;)*
                while let ::core::option::Option::Some(name) = members.name()? {
                    match &*name {
                        $($name => $crate::codegen::object!(@read members $presence $field $(, $adapter)?),)*
                        _ => members.skip(),
                    }?;
                }
                ::core::result::Result::Ok(Self {
                    $($field: $crate::codegen::object!(@take members $presence $field, $name),)*
                })
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $model {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::codegen::read_object(deserializer)
            }
        }
    };
    (@read $members:ident required $field:ident) => { $members.required(&mut $field) };
    (@read $members:ident required $field:ident, $adapter:ty) => {
        $members.required_as::<_, $adapter>(&mut $field)
    };
    (@read $members:ident optional_or_null $field:ident) => { $members.required(&mut $field) };
    (@read $members:ident optional_or_null $field:ident, $adapter:ty) => {
        $members.required_as::<_, ::core::option::Option<$adapter>>(&mut $field)
    };
    (@read $members:ident $presence:ident $field:ident) => { $members.optional(&mut $field) };
    (@read $members:ident $presence:ident $field:ident, $adapter:ty) => {
        $members.optional_as::<_, $adapter>(&mut $field)
    };
    (@take $members:ident required $field:ident, $name:literal) => { $members.need($field, $name)? };
    (@take $members:ident $presence:ident $field:ident, $name:literal) => { $field };
    (@write $members:ident optional $value:expr, $name:literal) => {
        $members.optional($name, $value)?
    };
    (@write $members:ident optional $value:expr, $name:literal, $adapter:ty) => {
        $members.optional_as::<_, $adapter>($name, $value)?
    };
    (@write $members:ident optional_or_null $value:expr, $name:literal) => {
        $members.optional($name, $value)?
    };
    (@write $members:ident optional_or_null $value:expr, $name:literal, $adapter:ty) => {
        $members.optional_as::<_, ::core::option::Option<$adapter>>($name, $value)?
    };
    (@write $members:ident nullable $value:expr, $name:literal, $adapter:ty) => {
        $members.value_as::<_, ::core::option::Option<$adapter>>($name, $value)?
    };
    (@write $members:ident $presence:ident $value:expr, $name:literal) => {
        $members.value($name, $value)?
    };
    (@write $members:ident $presence:ident $value:expr, $name:literal, $adapter:ty) => {
        $members.value_as::<_, $adapter>($name, $value)?
    };
}

/// A struct that is read from an object, member by member; [`object!`](crate::codegen::object) implements it.
pub trait Object<'de>: Sized {
    /// Reads the members.
    ///
    /// # Errors
    ///
    /// A member of another type, and one that is missing.
    fn read<A: MapAccess<'de>>(members: &mut ObjectReader<A>) -> Result<Self, A::Error>;
}

/// Reads a struct from an object.
///
/// # Errors
///
/// Anything but an object, and what [`Object::read`] minds.
pub fn read_object<'de, T: Object<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    deserializer.deserialize_map(Whole(PhantomData))
}

struct Whole<T>(PhantomData<T>);

impl<'de, T: Object<'de>> Visitor<'de> for Whole<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::read(&mut ObjectReader(map))
    }
}
