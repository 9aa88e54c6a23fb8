//! The styles, each by its row of the table.

use super::{Form, Style};
use crate::transport::request::{encode::Encode, node::Node};

/// Returns the value as the text of a part of a path, or of a header.
pub(crate) fn text(name: &str, node: &Node, style: Style, encode: Encode) -> String {
    let write = |text: String| encode.text(&text);
    let (before, between) = match style.form {
        Form::Label if style.explode => (".", "."),
        Form::Label => (".", ","),
        Form::Matrix => return matrix(name, node, style, encode),
        Form::Json => return write(node.json()),
        Form::Simple | Form::Pairs | Form::Space | Form::Pipe | Form::Deep => ("", ","),
    };
    let parts = match node {
        Node::Null => return String::new(),
        Node::List(items) => items.iter().filter_map(Node::text).map(write).collect(),
        Node::Object(members) if style.explode => assignments(members, encode),
        Node::Object(members) => alternating(members, encode),
        Node::Bare(text) | Node::Text(text) => vec![encode.text(text)],
    };
    if parts.is_empty() {
        return String::new();
    }
    format!("{before}{}", parts.join(between))
}

fn matrix(name: &str, node: &Node, style: Style, encode: Encode) -> String {
    let name = encode.text(name);
    let assign = |value: &str| match value {
        "" => format!(";{name}"),
        value => format!(";{name}={value}"),
    };
    match node {
        Node::Null => String::new(),
        Node::Bare(text) | Node::Text(text) => assign(&encode.text(text)),
        Node::List(items) if style.explode => {
            let items = items.iter().filter_map(Node::text);
            items.map(|item| assign(&encode.text(&item))).collect()
        }
        Node::Object(members) if style.explode => {
            let members = assignments(members, encode).into_iter();
            members.fold(String::new(), |text, member| text + ";" + &member)
        }
        Node::List(_) | Node::Object(_) => {
            let joined = text(&name, node, Style::SIMPLE, encode);
            if joined.is_empty() {
                joined
            } else {
                assign(&joined)
            }
        }
    }
}

/// Returns the value as pairs of a query, a form or a cookie, encoded.
pub(crate) fn pairs(
    name: &str,
    node: &Node,
    style: Style,
    encode: Encode,
) -> Vec<(String, String)> {
    let key = encode.text(name);
    let between = match (style.form, encode) {
        (Form::Space, Encode::Form) => "+",
        (Form::Space, _) => "%20",
        (Form::Pipe, _) => "%7C",
        _ => ",",
    };
    let joined = |parts: Vec<String>| match parts.as_slice() {
        [] => Vec::new(),
        parts => vec![(key.clone(), parts.join(between))],
    };
    match (node, style.form) {
        (Node::Null, _) => Vec::new(),
        (_, Form::Json) => vec![(key, encode.text(&node.json()))],
        (Node::List(_) | Node::Object(_), Form::Deep) => {
            let mut found = Vec::new();
            deep(name, node, encode, &mut found);
            found
        }
        (Node::Bare(text) | Node::Text(text), _) => vec![(key, encode.text(text))],
        (Node::List(items), _) => {
            let items = items.iter().filter_map(Node::text);
            let items = items.map(|item| encode.text(&item));
            if style.explode {
                items.map(|item| (key.clone(), item)).collect()
            } else {
                joined(items.collect())
            }
        }
        (Node::Object(members), _) if style.explode => {
            let member = |(key, value): &(String, Node)| {
                Some((encode.text(key), encode.text(&value.text()?)))
            };
            members.iter().filter_map(member).collect()
        }
        (Node::Object(members), _) => joined(alternating(members, encode)),
    }
}

/// Collects `name[key]=value` for every value within; in a list the key is the index.
fn deep(name: &str, node: &Node, encode: Encode, found: &mut Vec<(String, String)>) {
    match node {
        Node::Object(members) => {
            for (key, value) in members {
                deep(&format!("{name}[{key}]"), value, encode, found);
            }
        }
        Node::List(items) => {
            for (index, item) in items.iter().enumerate() {
                deep(&format!("{name}[{index}]"), item, encode, found);
            }
        }
        Node::Null => {}
        Node::Bare(text) | Node::Text(text) => {
            found.push((encode.text(name), encode.text(text)));
        }
    }
}

/// Returns `R=100`, `G=200`.
fn assignments(members: &[(String, Node)], encode: Encode) -> Vec<String> {
    let member = |(key, value): &(String, Node)| {
        let value = encode.text(&value.text()?);
        Some(format!("{}={value}", encode.text(key)))
    };
    members.iter().filter_map(member).collect()
}

/// Returns `R`, `100`, `G`, `200`.
fn alternating(members: &[(String, Node)], encode: Encode) -> Vec<String> {
    let member = |(key, value): &(String, Node)| {
        let value = encode.text(&value.text()?);
        Some([encode.text(key), value])
    };
    members.iter().filter_map(member).flatten().collect()
}

#[cfg(test)]
mod tests;
