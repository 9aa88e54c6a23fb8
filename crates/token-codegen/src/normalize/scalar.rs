//! Values of one JSON type: text, numbers, booleans.

use super::kind::SchemaKind;
use crate::document::{Schema, Type};
use crate::scalar::Scalar;

/// Where `i64` and `u64` end, as numbers that documents write down.
const TWO_TO_63: f64 = 9_223_372_036_854_775_808.0;
const TWO_TO_64: f64 = 18_446_744_073_709_551_616.0;

/// Returns the type of a schema that allows single values of one type only.
pub fn scalar_of(schema: &Schema) -> Option<Scalar> {
    match SchemaKind::of(schema) {
        SchemaKind::Scalar(ty) => scalar(ty, schema.format.as_deref(), schema.bounds),
        _ => None,
    }
}

/// Returns the type for a value of one JSON type, `None` if that is a list or an object.
///
/// A format that is not known is an annotation.
fn scalar(ty: Type, format: Option<&str>, bounds: (f64, f64)) -> Option<Scalar> {
    Some(match ty {
        Type::String => text(format),
        Type::Integer => integer(format, bounds),
        Type::Number => match format {
            Some("decimal" | "decimal128" | "bigdecimal" | "big-decimal") => Scalar::Number,
            _ => Scalar::Float64,
        },
        Type::Boolean => Scalar::Bool,
        Type::Array | Type::Object => return None,
    })
}

fn text(format: Option<&str>) -> Scalar {
    match format {
        Some("password") => Scalar::Secret,
        Some("date-time") => Scalar::DateTime,
        Some("date") => Scalar::Date,
        Some("byte") => Scalar::Base64,
        _ => Scalar::String,
    }
}

/// Returns the type for an integer.
pub fn integer(format: Option<&str>, (least, most): (f64, f64)) -> Scalar {
    match format {
        Some("int8" | "int16" | "int32") => return Scalar::Int32,
        Some("uint8" | "uint16" | "uint32") => return Scalar::Uint32,
        Some("uint" | "uint64") => return Scalar::Uint64,
        Some("int128" | "uint128" | "bigint" | "bigInteger" | "big-integer" | "decimal") => {
            return Scalar::Number;
        }
        _ => {}
    }
    let fits_without_sign = least >= 0.0 && most <= TWO_TO_64;
    if most.is_finite() && most > TWO_TO_63 && fits_without_sign {
        Scalar::Uint64
    } else if most.is_finite() && most > TWO_TO_63 || least.is_finite() && least < -TWO_TO_63 {
        Scalar::Number
    } else {
        Scalar::Int64
    }
}

#[cfg(test)]
mod tests {
    use super::{Scalar, integer};

    #[test]
    fn bounds_beyond_64_bits_are_taken_as_what_they_were_rounded_from() {
        let unbounded = (f64::NEG_INFINITY, f64::INFINITY);
        assert_eq!(integer(None, unbounded), Scalar::Int64);
        assert_eq!(
            integer(None, (0.0, 18_446_744_073_709_552_000.0)),
            Scalar::Uint64
        );
        assert_eq!(
            integer(None, (-9_223_372_036_854_776_000.0, 5.0)),
            Scalar::Int64
        );
        assert_eq!(integer(None, (0.0, 1e30)), Scalar::Number);
        assert_eq!(integer(None, (-1e30, 0.0)), Scalar::Number);
    }
}
