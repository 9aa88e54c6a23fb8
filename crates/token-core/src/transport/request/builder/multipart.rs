//! Bodies of several parts: RFC 7578.

use crate::{
    error::invalid_argument::InvalidArgument,
    model::file_part::FilePart,
    transport::{body::Body, request::node::Node},
};

/// A body of several parts that is being written.
#[derive(Debug)]
pub(super) struct Multipart {
    media_type: &'static str,
    boundary: String,
    body: Body,
}

impl Multipart {
    pub(super) fn new(media_type: &'static str) -> Self {
        Self {
            media_type,
            // It is random, so that no part can hold it on purpose.
            boundary: format!("{:032x}", fastrand::u128(..)),
            body: Body::default(),
        }
    }

    pub(super) fn content_type(&self) -> String {
        format!("{}; boundary={}", self.media_type, self.boundary)
    }

    /// Adds a value, each element of a list by itself.
    pub(super) fn part(&mut self, name: &str, node: &Node, media_type: Option<&str>) {
        match node {
            Node::Null => {}
            Node::List(items) => {
                for item in items {
                    self.value(name, item, media_type);
                }
            }
            Node::Bare(_) | Node::Text(_) | Node::Object(_) => self.value(name, node, media_type),
        }
    }

    fn value(&mut self, name: &str, node: &Node, media_type: Option<&str>) {
        let has_parts = matches!(node, Node::List(_) | Node::Object(_));
        let media_type = media_type.or(has_parts.then_some("application/json"));
        let text = match media_type {
            Some(media_type) if is_json(media_type) => Some(node.json()),
            _ => node.text(),
        };
        if let Some(text) = text {
            let head = self.head(name, None, media_type);
            self.body.push(format!("{head}{text}\r\n"));
        }
    }

    pub(super) fn file(
        &mut self,
        name: &str,
        file: &FilePart,
        media_type: Option<&str>,
    ) -> Result<(), InvalidArgument> {
        let own = file.media_type.as_deref();
        let media_type = own.or(media_type).unwrap_or("application/octet-stream");
        if media_type.contains(char::is_control) {
            return Err(InvalidArgument::new(
                name.to_owned(),
                "has a media type with a control character",
            ));
        }
        let file_name = file.name.as_deref().unwrap_or(name);
        let head = self.head(name, Some(file_name), Some(media_type));
        self.body.push(head);
        self.body.push(file.content.clone());
        self.body.push("\r\n");
        Ok(())
    }

    fn head(&self, name: &str, file_name: Option<&str>, media_type: Option<&str>) -> String {
        let mut head = format!(
            "--{}\r\nContent-Disposition: form-data; name=\"{}\"",
            self.boundary,
            escape(name)
        );
        if let Some(file_name) = file_name {
            head.push_str("; filename=\"");
            head.push_str(&escape(file_name));
            head.push('"');
        }
        if let Some(media_type) = media_type {
            head.push_str("\r\nContent-Type: ");
            head.push_str(media_type);
        }
        head.push_str("\r\n\r\n");
        head
    }

    pub(super) fn finish(mut self) -> Body {
        self.body.push(format!("--{}--\r\n", self.boundary));
        self.body
    }
}

/// Escapes a name as browsers do (WHATWG HTML, "multipart/form-data encoding algorithm").
fn escape(name: &str) -> String {
    name.replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence == "application/json" || essence.ends_with("+json")
}
