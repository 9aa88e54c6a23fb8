//! The parameters of a request: in the path, the query, headers and cookies.

use http::{HeaderName, HeaderValue};
use serde::Serialize;

use super::RequestBuilder;
use crate::{
    credential::secret::Secret,
    error::invalid_argument::InvalidArgument,
    transport::request::{
        encode::Encode,
        node::Node,
        path, secret_header,
        style::{self, Style},
    },
};

impl RequestBuilder {
    /// Fills `{parameter}` of the path template in the style [`Style::SIMPLE`].
    ///
    /// # Errors
    ///
    /// An empty value, and the dot segments `.` and `..`.
    pub fn path(
        &mut self,
        parameter: &'static str,
        value: impl Serialize,
    ) -> Result<(), InvalidArgument> {
        self.path_as(parameter, value, Style::SIMPLE)
    }

    /// Fills `{parameter}` of the path template.
    ///
    /// # Errors
    ///
    /// As [`path`](Self::path).
    pub fn path_as(
        &mut self,
        parameter: &'static str,
        value: impl Serialize,
        style: Style,
    ) -> Result<(), InvalidArgument> {
        let node = self.node(parameter, &value, style)?;
        let text = style::text(parameter, &node, style, Encode::Strict);
        path::check(parameter, &text)?;
        self.remember(&text, style);
        self.path.push((parameter, text));
        Ok(())
    }

    /// Adds a parameter to the query in the style [`Style::FORM`]; `None` adds nothing.
    ///
    /// # Errors
    ///
    /// A value that JSON cannot hold.
    pub fn query(
        &mut self,
        parameter: &'static str,
        value: impl Serialize,
    ) -> Result<(), InvalidArgument> {
        self.query_as(parameter, value, Style::FORM)
    }

    /// Adds a parameter to the query.
    ///
    /// # Errors
    ///
    /// As [`query`](Self::query).
    pub fn query_as(
        &mut self,
        parameter: &'static str,
        value: impl Serialize,
        style: Style,
    ) -> Result<(), InvalidArgument> {
        let pairs = self.pairs(parameter, &value, style, Encode::Strict.styled(style))?;
        self.query.extend(pairs);
        Ok(())
    }

    /// Adds a cookie; `None` adds nothing.
    ///
    /// # Errors
    ///
    /// A name that no cookie may have.
    pub fn cookie_as(
        &mut self,
        parameter: &'static str,
        value: impl Serialize,
        style: Style,
    ) -> Result<(), InvalidArgument> {
        let pairs = self.pairs(parameter, &value, style, Encode::Cookie)?;
        self.cookies.extend(pairs);
        Ok(())
    }

    /// Sets a header in the style [`Style::SIMPLE`]; `None` sets nothing.
    ///
    /// # Errors
    ///
    /// A value with a line break or another control character.
    pub fn header(
        &mut self,
        parameter: &'static str,
        value: impl Serialize,
    ) -> Result<(), InvalidArgument> {
        self.header_as(parameter, value, Style::SIMPLE)
    }

    /// Sets a header.
    ///
    /// # Errors
    ///
    /// As [`header`](Self::header).
    pub fn header_as(
        &mut self,
        parameter: &'static str,
        value: impl Serialize,
        style: Style,
    ) -> Result<(), InvalidArgument> {
        let node = self.node(parameter, &value, style)?;
        if node == Node::Null {
            return Ok(());
        }
        let text = style::text(parameter, &node, style, Encode::Verbatim);
        let mut value = HeaderValue::try_from(text).ok();
        if let Some(value) = &mut value {
            value.set_sensitive(style.secret);
        }
        self.insert(parameter, value)
    }

    /// Sets a header that carries a secret: it is marked sensitive.
    ///
    /// # Errors
    ///
    /// As [`header`](Self::header), and an empty value; the value is not quoted.
    pub fn secret_header(
        &mut self,
        parameter: &'static str,
        value: &Secret,
    ) -> Result<(), InvalidArgument> {
        if value.expose().is_empty() {
            return Err(InvalidArgument::new(
                parameter,
                "is empty; it is a secret that the server checks",
            ));
        }
        self.insert(parameter, secret_header("", value))
    }

    /// Returns the names and values that a parameter comes to, and remembers its secrets.
    fn pairs(
        &mut self,
        parameter: &'static str,
        value: &impl Serialize,
        style: Style,
        encode: Encode,
    ) -> Result<Vec<(String, String)>, InvalidArgument> {
        let node = self.node(parameter, value, style)?;
        let pairs = style::pairs(parameter, &node, style, encode);
        for (_, value) in &pairs {
            self.remember(value, style);
        }
        Ok(pairs)
    }

    /// Returns what serde makes of a value, and remembers its secrets.
    fn node(
        &mut self,
        parameter: &'static str,
        value: &impl Serialize,
        style: Style,
    ) -> Result<Node, InvalidArgument> {
        let node = Node::of(value)
            .ok_or_else(|| InvalidArgument::new(parameter, "cannot be written as a parameter"))?;
        if style.secret {
            node.texts(&mut |text| self.secrets.push(text.into()));
        }
        Ok(node)
    }

    /// Remembers the escaped form of a secret.
    fn remember(&mut self, text: &str, style: Style) {
        if style.secret {
            self.secrets.push(text.into());
        }
    }

    fn insert(
        &mut self,
        parameter: &'static str,
        value: Option<HeaderValue>,
    ) -> Result<(), InvalidArgument> {
        let name = HeaderName::from_bytes(parameter.as_bytes())
            .map_err(|_| InvalidArgument::new(parameter, "is not a header name"))?;
        let value = value.ok_or_else(|| {
            InvalidArgument::new(
                parameter,
                "holds a character that a header cannot carry, such as a line break",
            )
        })?;
        self.headers.insert(name, value);
        Ok(())
    }
}
