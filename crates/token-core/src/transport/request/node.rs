//! The value of a parameter: what serde writes, in the order in which it writes it.

use std::fmt;

use serde::Serialize;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// A value, before a style gives it its form.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Node {
    /// No value.
    Null,
    /// A number or a boolean.
    Bare(String),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// An object, its members in order.
    Object(Vec<(String, Node)>),
}

impl Node {
    /// Returns what serde makes of a value.
    pub(crate) fn of(value: &impl Serialize) -> Option<Self> {
        // By way of the text, because a value of serde_json sorts the members of objects.
        Self::parse(&serde_json::to_string(value).ok()?)
    }

    fn parse(json: &str) -> Option<Self> {
        let json = json.trim_ascii();
        Some(match json.as_bytes().first()? {
            b'n' => Self::Null,
            b't' | b'f' => Self::Bare(json.to_owned()),
            b'"' => Self::Text(serde_json::from_str(json).ok()?),
            b'[' => {
                let items: Vec<&RawValue> = serde_json::from_str(json).ok()?;
                let items = items.into_iter().map(|item| Self::parse(item.get()));
                Self::List(items.collect::<Option<_>>()?)
            }
            b'{' => {
                let Members(members) = serde_json::from_str(json).ok()?;
                let member =
                    |(key, value): (String, &RawValue)| Some((key, Self::parse(value.get())?));
                Self::Object(members.into_iter().map(member).collect::<Option<_>>()?)
            }
            _ => Self::Bare(number(json)),
        })
    }

    /// Returns the text of a single value, and JSON for what has parts; nothing for `null`.
    pub(crate) fn text(&self) -> Option<String> {
        match self {
            Self::Null => None,
            Self::Bare(text) | Self::Text(text) => Some(text.clone()),
            Self::List(_) | Self::Object(_) => Some(self.json()),
        }
    }

    /// Returns the value as JSON.
    pub(crate) fn json(&self) -> String {
        match self {
            Self::Null => "null".to_owned(),
            Self::Bare(text) => text.clone(),
            Self::Text(text) => serde_json::Value::from(text.as_str()).to_string(),
            Self::List(items) => {
                let items: Vec<_> = items.iter().map(Self::json).collect();
                format!("[{}]", items.join(","))
            }
            Self::Object(members) => {
                let member = |(key, value): &(String, Self)| {
                    let key = serde_json::Value::from(key.as_str());
                    format!("{key}:{}", value.json())
                };
                let members: Vec<_> = members.iter().map(member).collect();
                format!("{{{}}}", members.join(","))
            }
        }
    }

    /// Calls `visit` for every text within.
    pub(crate) fn texts(&self, visit: &mut dyn FnMut(&str)) {
        match self {
            Self::Null => {}
            Self::Bare(text) | Self::Text(text) => visit(text),
            Self::List(items) => items.iter().for_each(|item| item.texts(visit)),
            Self::Object(members) => members.iter().for_each(|(_, value)| value.texts(visit)),
        }
    }
}

/// Returns a number as people write it: a whole one without a fraction, and every digit of one that was written by hand.
fn number(json: &str) -> String {
    let float: Option<f64> = json.parse().ok();
    let by_serde = float.and_then(|float| serde_json::to_string(&float).ok());
    match float {
        Some(float) if by_serde.as_deref() == Some(json) => float.to_string(),
        _ => json.to_owned(),
    }
}

/// The members of an object in their order, their values as they are written.
struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Members<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<'de>, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Members(members))
    }
}

#[cfg(test)]
mod tests {
    use super::Node;

    #[test]
    fn keeps_order_and_writes_json_again() {
        let json = r#"{"R":100,"G":[1.5,null,"a\"b"],"B":{"x":true}}"#;
        let node = Node::parse(json).unwrap();
        assert_eq!(node.json(), json);
        let mut texts = Vec::new();
        node.texts(&mut |text| texts.push(text.to_owned()));
        assert_eq!(texts, ["100", "1.5", "a\"b", "true"]);
        assert_eq!(Node::of(&5.0), Some(Node::Bare("5".to_owned())));
        for exact in [
            "123456789012345678901234567890.10",
            "0.30",
            "18446744073709551615",
        ] {
            let number: crate::model::Number = exact.parse().unwrap();
            assert_eq!(Node::of(&number), Some(Node::Bare(exact.to_owned())));
        }
        assert_eq!(Node::of(&f64::NAN).and_then(|node| node.text()), None);
    }
}
