//! Numbers of any size.

use std::fmt;
use std::str::FromStr;

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{Error, Unexpected},
    ser,
};
use serde_json::value::RawValue;

use crate::decode::found::found;

/// A number digit by digit, as JSON has it: beyond 64 bits, or a decimal that no binary fraction equals.
///
/// Two of them are equal when they are written alike: `1.0` is not `1`.
///
/// ```
/// use token_core::model::Number;
///
/// let number: Number = serde_json::from_str("123456789012345678901234567890.10")?;
/// assert_eq!(number.as_str(), "123456789012345678901234567890.10");
/// assert_eq!(serde_json::to_string(&number)?, "123456789012345678901234567890.10");
/// assert_eq!("0.30".parse::<Number>()?.to_string(), "0.30");
/// assert!("one".parse::<Number>().is_err());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Number(Box<str>);

impl Number {
    /// Returns the number as JSON has it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Reads a number as JSON writes it.
impl FromStr for Number {
    type Err = serde_json::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        serde_json::from_str(text)
    }
}

impl From<i64> for Number {
    fn from(number: i64) -> Self {
        Self(number.to_string().into())
    }
}

impl From<u64> for Number {
    fn from(number: u64) -> Self {
        Self(number.to_string().into())
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = Box::<RawValue>::deserialize(deserializer)?;
        if json
            .get()
            .starts_with(['-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'])
        {
            Ok(Self(json.get().into()))
        } else {
            let found = Unexpected::Other(found(json.get()));
            Err(D::Error::invalid_type(found, &"a number"))
        }
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(self.0.to_string())
            .map_err(ser::Error::custom)?
            .serialize(serializer)
    }
}
