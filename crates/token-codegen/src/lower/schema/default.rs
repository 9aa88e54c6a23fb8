//! Defaults: what holds when a value is left out.

use crate::diagnostic::problem;
use crate::document::{Schema, Type};
use crate::lower::Lowering;
use crate::normalize::NormalizedSchema;
use crate::normalize::SchemaKind;
use crate::source::Value;

impl<'d> Lowering<'d> {
    /// Returns the default of a schema as text; one that does not match the schema is reported and left out.
    pub(in crate::lower) fn default(
        &mut self,
        schema: &'d Schema,
        normalized: &NormalizedSchema<'d>,
    ) -> Option<String> {
        let default = schema.default.as_ref()?;
        let value = &default.value;
        if let NormalizedSchema::Plain(plain) = normalized {
            let kind = SchemaKind::of(plain);
            let is_text = matches!(plain.types.as_slice(), [] | [Type::String]);
            if let (Value::Number(text), true, SchemaKind::Scalar(_) | SchemaKind::StringEnum) =
                (value, is_text, kind)
            {
                self.sink.report(&default.at, problem::unquoted_value(text));
            } else if !fits(plain, kind, value) {
                let problem = problem::bad_default(&value.to_string());
                self.sink.report(&default.at, problem);
                return None;
            }
        }
        Some(match value {
            Value::String(text) if !text.is_empty() => text.clone(),
            other => other.to_string(),
        })
    }
}

/// Returns whether a schema allows a value; lists and objects are not looked into.
fn fits(schema: &Schema, kind: SchemaKind, value: &Value) -> bool {
    if *value == Value::Null {
        return schema.is_nullable() || kind == SchemaKind::Any;
    }
    match kind {
        SchemaKind::Any if schema.types.is_empty() => true,
        SchemaKind::Any | SchemaKind::Struct | SchemaKind::Map => {
            matches!(value, Value::Mapping(_))
        }
        SchemaKind::List => matches!(value, Value::Sequence(_)),
        SchemaKind::Scalar(ty) => is_of_type(value, ty, schema.format.as_deref()),
        SchemaKind::StringEnum | SchemaKind::IntegerEnum => {
            let mut known = schema.values.iter().flatten();
            known.any(|known| known.value == *value)
        }
    }
}

fn is_of_type(value: &Value, ty: Type, format: Option<&str>) -> bool {
    match (ty, value) {
        (Type::String, Value::String(_)) | (Type::Boolean, Value::Bool(_)) => true,
        (Type::Integer, Value::Number(text)) if format == Some("int32") => {
            text.parse::<i32>().is_ok()
        }
        (Type::Integer, Value::Number(text)) => text
            .parse::<f64>()
            .is_ok_and(|number| number.fract() == 0.0),
        (Type::Number, Value::Number(text)) => text.parse::<f64>().is_ok_and(f64::is_finite),
        _ => false,
    }
}
