//! The body of a request: JSON, a form, several parts, or what the caller gives as it is.

use bytes::Bytes;
use http::{HeaderValue, Method, header};
use serde::Serialize;

use super::{RequestBuilder, multipart::Multipart};
use crate::{
    error::invalid_argument::InvalidArgument,
    model::file_part::FilePart,
    transport::{
        body::Body,
        request::{
            encode::Encode,
            node::Node,
            style::{self, Style},
        },
    },
};

impl RequestBuilder {
    /// Sets the body to JSON.
    ///
    /// # Errors
    ///
    /// A value that JSON cannot hold.
    pub fn json(&mut self, body: &impl Serialize) -> Result<(), InvalidArgument> {
        self.json_as("application/json", body)
    }

    /// Sets the body to JSON of another media type than `application/json`.
    ///
    /// # Errors
    ///
    /// As [`json`](Self::json).
    pub fn json_as(
        &mut self,
        media_type: &'static str,
        body: &impl Serialize,
    ) -> Result<(), InvalidArgument> {
        let bytes = serde_json::to_vec(body)
            .map_err(|_| InvalidArgument::new("body", "cannot be written as JSON"))?;
        self.raw(media_type, Bytes::from(bytes));
        Ok(())
    }

    /// Sets the body to what the caller gives.
    pub fn raw(&mut self, media_type: &'static str, body: impl Into<Body>) {
        self.headers
            .insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
        self.body = Some(body.into());
    }

    /// Sets the body to `application/x-www-form-urlencoded`.
    ///
    /// Members without an entry in `styles` are written in [`Style::FORM`], those that have parts of their own
    /// within a list or an object as JSON.
    ///
    /// # Errors
    ///
    /// A value that is not an object.
    pub fn form(
        &mut self,
        body: &impl Serialize,
        styles: &[(&str, Style)],
    ) -> Result<(), InvalidArgument> {
        let Some(Node::Object(members)) = Node::of(body) else {
            return Err(InvalidArgument::new(
                "body",
                "is not an object, which a form is made from",
            ));
        };
        let mut pairs = Vec::new();
        for (name, value) in &members {
            let own = styles.iter().find(|(styled, _)| styled == name);
            let style = own.map_or_else(|| usual(value), |(_, style)| *style);
            let encode = Encode::Form.styled(style);
            pairs.extend(style::pairs(name, value, style, encode));
            self.keep_secrets_of(value);
        }
        let pairs = pairs.iter().map(|(name, value)| format!("{name}={value}"));
        let text = pairs.collect::<Vec<_>>().join("&");
        self.raw("application/x-www-form-urlencoded", text);
        Ok(())
    }

    /// Starts a body of several parts, such as `multipart/form-data`.
    pub fn multipart(&mut self, media_type: &'static str) {
        self.multipart = Some(Multipart::new(media_type));
    }

    /// Adds a part: text for a single value, JSON for an object, and a part for each element of a list.
    ///
    /// `None` adds nothing.
    ///
    /// # Errors
    ///
    /// A value that JSON cannot hold.
    pub fn part(&mut self, name: &str, value: impl Serialize) -> Result<(), InvalidArgument> {
        self.part_as(name, value, None)
    }

    /// Adds a part of a media type; one of JSON holds the value as JSON.
    ///
    /// # Errors
    ///
    /// As [`part`](Self::part).
    pub fn part_as(
        &mut self,
        name: &str,
        value: impl Serialize,
        media_type: impl Into<Option<&'static str>>,
    ) -> Result<(), InvalidArgument> {
        let node = Node::of(&value)
            .ok_or_else(|| InvalidArgument::new(name.to_owned(), "cannot be written as JSON"))?;
        self.keep_secrets_of(&node);
        self.open_multipart().part(name, &node, media_type.into());
        Ok(())
    }

    /// Adds a value as the parts that a style makes of it, as those of a form.
    ///
    /// # Errors
    ///
    /// As [`part`](Self::part).
    pub fn part_styled(
        &mut self,
        name: &str,
        value: impl Serialize,
        style: Style,
    ) -> Result<(), InvalidArgument> {
        let node = Node::of(&value)
            .ok_or_else(|| InvalidArgument::new(name.to_owned(), "cannot be written as JSON"))?;
        self.keep_secrets_of(&node);
        for (name, text) in style::pairs(name, &node, style, Encode::Verbatim) {
            self.open_multipart().part(&name, &Node::Text(text), None);
        }
        Ok(())
    }

    /// Adds the members of an object as parts.
    ///
    /// # Errors
    ///
    /// A value that is not an object.
    pub fn parts(&mut self, body: &impl Serialize) -> Result<(), InvalidArgument> {
        let Some(Node::Object(members)) = Node::of(body) else {
            return Err(InvalidArgument::new(
                "body",
                "is not an object, which parts are made from",
            ));
        };
        for (name, value) in &members {
            self.keep_secrets_of(value);
            self.open_multipart().part(name, value, None);
        }
        Ok(())
    }

    /// Adds a file; its media type is its own, else `media_type`, else `application/octet-stream`.
    ///
    /// # Errors
    ///
    /// A media type with a line break or another control character.
    pub fn file(
        &mut self,
        name: &str,
        file: &FilePart,
        media_type: impl Into<Option<&'static str>>,
    ) -> Result<(), InvalidArgument> {
        self.open_multipart().file(name, file, media_type.into())
    }

    /// Closes the last part, and says how long no body is.
    pub(super) fn finish_body(&mut self) -> Result<(), InvalidArgument> {
        if let Some(multipart) = self.multipart.take() {
            let value = HeaderValue::try_from(multipart.content_type())
                .map_err(|_| InvalidArgument::new("body", "has no valid media type"))?;
            self.headers.insert(header::CONTENT_TYPE, value);
            self.body = Some(multipart.finish());
        }
        if self.body.is_none()
            && [Method::POST, Method::PUT, Method::PATCH].contains(&self.operation.method)
        {
            // RFC 9110 section 8.6; some servers respond with 411 without it.
            self.headers
                .insert(header::CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        Ok(())
    }

    fn open_multipart(&mut self) -> &mut Multipart {
        self.multipart
            .get_or_insert_with(|| Multipart::new("multipart/form-data"))
    }

    /// Which strings of a body are secret is not known here, so that all of them count.
    fn keep_secrets_of(&mut self, node: &Node) {
        if self.operation.secret_request {
            node.texts(&mut |text| self.secrets.push(text.into()));
        }
    }
}

/// Returns the style of a member of a form when the document names none.
fn usual(value: &Node) -> Style {
    match value {
        Node::Object(_) => Style::JSON,
        Node::Null | Node::Bare(_) | Node::Text(_) | Node::List(_) => Style::FORM,
    }
}
