//! Values of one JSON type: text, numbers, booleans.

use crate::document::{Schema, Type};
use crate::ir::TypeRef;
use crate::lower::schema::kind::Form;

/// Where `i64` and `u64` end, as numbers that documents write down.
const TWO_TO_63: f64 = 9_223_372_036_854_775_808.0;
const TWO_TO_64: f64 = 18_446_744_073_709_551_616.0;

/// Returns the type of a schema that is no more than a value of one type.
pub(in crate::lower) fn scalar_of(schema: &Schema) -> Option<TypeRef> {
    match Form::of(schema) {
        Form::Scalar(ty) => Some(scalar(ty, schema.format.as_deref(), schema.bounds)),
        _ => None,
    }
}

/// Returns the type for a value of one JSON type; a format that is not known is an annotation.
pub(in crate::lower) fn scalar(ty: Type, format: Option<&str>, bounds: (f64, f64)) -> TypeRef {
    match ty {
        Type::String => text(format),
        Type::Integer => integer(format, bounds),
        Type::Number => match format {
            Some("decimal" | "decimal128" | "bigdecimal" | "big-decimal") => TypeRef::Number,
            _ => TypeRef::Float64,
        },
        Type::Boolean => TypeRef::Bool,
        Type::Array | Type::Object => TypeRef::Any,
    }
}

fn text(format: Option<&str>) -> TypeRef {
    match format {
        Some("password") => TypeRef::Secret,
        Some("date-time") => TypeRef::DateTime,
        Some("date") => TypeRef::Date,
        Some("byte") => TypeRef::Base64,
        _ => TypeRef::String,
    }
}

fn integer(format: Option<&str>, (least, most): (f64, f64)) -> TypeRef {
    match format {
        Some("int8" | "int16" | "int32") => return TypeRef::Int32,
        Some("uint8" | "uint16" | "uint32") => return TypeRef::Uint32,
        Some("uint" | "uint64") => return TypeRef::Uint64,
        Some("int128" | "uint128" | "bigint" | "bigInteger" | "big-integer" | "decimal") => {
            return TypeRef::Number;
        }
        _ => {}
    }
    let fits_without_sign = least >= 0.0 && most <= TWO_TO_64;
    if most.is_finite() && most > TWO_TO_63 && fits_without_sign {
        TypeRef::Uint64
    } else if most.is_finite() && most > TWO_TO_63 || least.is_finite() && least < -TWO_TO_63 {
        TypeRef::Number
    } else {
        TypeRef::Int64
    }
}

#[cfg(test)]
mod tests {
    use super::{TypeRef, integer};

    #[test]
    fn bounds_beyond_64_bits_are_taken_as_what_they_were_rounded_from() {
        let unbounded = (f64::NEG_INFINITY, f64::INFINITY);
        assert_eq!(integer(None, unbounded), TypeRef::Int64);
        assert_eq!(
            integer(None, (0.0, 18_446_744_073_709_552_000.0)),
            TypeRef::Uint64
        );
        assert_eq!(
            integer(None, (-9_223_372_036_854_776_000.0, 5.0)),
            TypeRef::Int64
        );
        assert_eq!(integer(None, (0.0, 1e30)), TypeRef::Number);
        assert_eq!(integer(None, (-1e30, 0.0)), TypeRef::Number);
    }
}
