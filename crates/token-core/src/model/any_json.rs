//! JSON that an API does not document.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A JSON value of any shape.
///
/// It may hold a token, so its `Debug` prints no more than the kind of value.
///
/// ```
/// use token_core::model::AnyJson;
///
/// let json: AnyJson = serde_json::from_str(r#"{"AccessToken": "abc"}"#)?;
/// assert_eq!(format!("{json:?}"), "<object>");
/// assert_eq!(json.value()["AccessToken"], "abc");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AnyJson(Value);

impl AnyJson {
    /// Returns the value.
    pub fn value(&self) -> &Value {
        &self.0
    }

    /// Returns the value itself.
    pub fn into_value(self) -> Value {
        self.0
    }
}

impl From<Value> for AnyJson {
    fn from(value: Value) -> Self {
        Self(value)
    }
}

impl fmt::Debug for AnyJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Value::Null => "<null>",
            Value::Bool(_) => "<boolean>",
            Value::Number(_) => "<number>",
            Value::String(_) => "<string>",
            Value::Array(_) => "<array>",
            Value::Object(_) => "<object>",
        })
    }
}
