//! When two JSON values are the same: `5` is `5.0`, and unless it is exact, a member that is `null` is none.

use serde_json::Value;

pub(super) fn are_equal(one: &Value, two: &Value, exact: bool) -> bool {
    match (one, two) {
        (Value::Number(one), Value::Number(two)) => one == two || one.as_f64() == two.as_f64(),
        (Value::Array(ones), Value::Array(twos)) => {
            let mut both = ones.iter().zip(twos);
            ones.len() == twos.len() && both.all(|(one, two)| are_equal(one, two, exact))
        }
        (Value::Object(ones), Value::Object(twos)) => {
            let is_none = |value: &Value| value.is_null() && !exact;
            let is_in = |name: &String, value: &Value| {
                twos.get(name)
                    .map_or_else(|| is_none(value), |other| are_equal(value, other, exact))
            };
            ones.iter().all(|(name, value)| is_in(name, value))
                && twos
                    .iter()
                    .all(|(name, value)| ones.contains_key(name) || is_none(value))
        }
        (one, two) => one == two,
    }
}
