//! When two JSON values are the same: `5` is `5.0`, and an optional member that is `null` is none.

use serde_json::Value;

pub(super) fn are_equal(one: &Value, two: &Value) -> bool {
    match (one, two) {
        (Value::Number(one), Value::Number(two)) => one == two || one.as_f64() == two.as_f64(),
        (Value::Array(ones), Value::Array(twos)) => {
            ones.len() == twos.len() && ones.iter().zip(twos).all(|(one, two)| are_equal(one, two))
        }
        (Value::Object(ones), Value::Object(twos)) => {
            let is_in = |name: &String, value: &Value| {
                twos.get(name)
                    .map_or(value.is_null(), |other| are_equal(value, other))
            };
            ones.iter().all(|(name, value)| is_in(name, value))
                && twos
                    .iter()
                    .all(|(name, value)| ones.contains_key(name) || value.is_null())
        }
        (one, two) => one == two,
    }
}
