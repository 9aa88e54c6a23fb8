//! Files in a body of several parts.

use bytes::Bytes;

use crate::transport::body::Body;

/// A file in a `multipart/form-data` body.
///
/// ```
/// use token_core::{model::FilePart, transport::Body};
///
/// let small = FilePart::new("a,b\n1,2\n").name("table.csv").media_type("text/csv");
/// // `Body::reader` and `Body::reopened` take files that are too large to hold.
/// let large = FilePart::new(Body::reader(&b"content"[..]).with_length(7));
/// # let _ = (small, large);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct FilePart {
    pub(crate) name: Option<String>,
    pub(crate) media_type: Option<String>,
    pub(crate) content: Body,
}

impl FilePart {
    /// Creates a file that is named after its field.
    pub fn new(content: impl Into<Body>) -> Self {
        Self {
            name: None,
            media_type: None,
            content: content.into(),
        }
    }

    /// Sets the file's name, which some servers tell its type from.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Sets the media type; the document's, or `application/octet-stream`, when it is not set.
    pub fn media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }
}

impl From<Body> for FilePart {
    fn from(content: Body) -> Self {
        Self::new(content)
    }
}

impl From<Bytes> for FilePart {
    fn from(content: Bytes) -> Self {
        Self::new(content)
    }
}

impl From<Vec<u8>> for FilePart {
    fn from(content: Vec<u8>) -> Self {
        Self::new(content)
    }
}

impl From<&'static str> for FilePart {
    fn from(content: &'static str) -> Self {
        Self::new(content)
    }
}
