//! The value of a parameter: what serde writes, in the order in which it writes it.

use std::fmt;

use serde::Serialize;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

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
        serde_json::from_str(json).ok()
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

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Bare(value.to_string()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Bare(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Bare(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        // A whole number without its fraction, as people write it.
        Ok(Node::Bare(value.to_string()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Node, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = sequence.next_element()? {
            items.push(item);
        }
        Ok(Node::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Node::Object(members))
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
        assert_eq!(Node::of(&f64::NAN).and_then(|node| node.text()), None);
    }
}
