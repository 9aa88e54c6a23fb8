//! The body of a request: bytes, or what is read while it is sent.

pub(crate) mod chunks;
mod source;

use std::{fmt, future::Future, io, sync::Arc};

use bytes::Bytes;
use tokio::io::AsyncRead;

pub use chunks::BodyChunks;
use source::Source;

/// The body of a request, or a file in it.
///
/// Bytes may be sent as often as a call is repeated.
/// What a [`reader`](Self::reader) gives is sent once: a call that has begun to read it is not repeated.
/// [`reopened`](Self::reopened) is for files that a repeated call may read again.
///
/// ```
/// use token_core::transport::Body;
///
/// let body = Body::from("hello");
/// assert_eq!(body.length(), Some(5));
/// assert_eq!(format!("{body:?}"), "<5 bytes>");
/// ```
#[derive(Clone, Default)]
pub struct Body(Vec<Chunk>);

/// A part of a body.
#[derive(Clone)]
enum Chunk {
    Bytes(Bytes),
    Source(Arc<Source>, Option<u64>),
}

impl Body {
    /// Creates a body that is read once, while it is sent.
    ///
    /// Without [`with_length`](Self::with_length) it travels in chunks, which some servers refuse.
    pub fn reader(reader: impl AsyncRead + Send + 'static) -> Self {
        Self(vec![Chunk::Source(Arc::new(Source::once(reader)), None)])
    }

    /// Creates a body that `open` opens for each attempt of a call.
    ///
    /// ```
    /// # use token_core::transport::Body;
    /// let path = "report.pdf";
    /// let body = Body::reopened(move || async move {
    ///     // With tokio's feature `fs`: tokio::fs::File::open(path).await
    /// #   let _ = path;
    ///     Ok(&b"content"[..])
    /// });
    /// assert!(body.is_ready());
    /// ```
    pub fn reopened<R, F>(open: impl Fn() -> F + Send + Sync + 'static) -> Self
    where
        R: AsyncRead + Send + 'static,
        F: Future<Output = io::Result<R>> + Send + 'static,
    {
        Self(vec![Chunk::Source(Arc::new(Source::again(open)), None)])
    }

    /// Says how many bytes a reader will give, which then go out with a `Content-Length`.
    ///
    /// It has no effect on a body of bytes. A reader that gives more or fewer bytes fails the call.
    pub fn with_length(mut self, length: u64) -> Self {
        if let [Chunk::Source(_, known)] = self.0.as_mut_slice() {
            *known = Some(length);
        }
        self
    }

    /// Returns the body, if it is bytes.
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match self.0.as_slice() {
            [] => Some(&[]),
            [Chunk::Bytes(bytes)] => Some(bytes),
            _ => None,
        }
    }

    /// Returns how many bytes it holds, where that is known.
    pub fn length(&self) -> Option<u64> {
        let length = |chunk: &Chunk| match chunk {
            Chunk::Bytes(bytes) => u64::try_from(bytes.len()).ok(),
            Chunk::Source(_, length) => *length,
        };
        self.0.iter().map(length).sum()
    }

    /// Returns whether all of it can still be sent: no reader that can be read only once has been begun.
    pub fn is_ready(&self) -> bool {
        self.0.iter().all(|chunk| match chunk {
            Chunk::Bytes(_) => true,
            Chunk::Source(source, _) => source.is_ready(),
        })
    }

    /// Reads the body chunk by chunk, for transports of your own.
    pub fn into_chunks(self) -> BodyChunks {
        BodyChunks::new(self)
    }

    /// Returns the bytes, by reference count.
    ///
    /// # Errors
    ///
    /// The body itself, where it has to be read.
    pub fn into_bytes(mut self) -> Result<Bytes, Self> {
        match (self.0.pop(), self.0.is_empty()) {
            (None, _) => Ok(Bytes::new()),
            (Some(Chunk::Bytes(bytes)), true) => Ok(bytes),
            (Some(last), _) => {
                self.0.push(last);
                Err(self)
            }
        }
    }

    /// Adds another body at the end; neighbouring bytes become one buffer.
    pub(crate) fn push(&mut self, other: impl Into<Self>) {
        for chunk in other.into().0 {
            match (self.0.last_mut(), chunk) {
                (Some(Chunk::Bytes(last)), Chunk::Bytes(next)) => {
                    *last = [&last[..], &next[..]].concat().into();
                }
                (_, chunk) => self.0.push(chunk),
            }
        }
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.as_bytes(), self.length()) {
            (Some(bytes), _) => write!(f, "<{} bytes>", bytes.len()),
            (None, Some(length)) => write!(f, "<{length} bytes to read>"),
            (None, None) => f.write_str("<bytes to read>"),
        }
    }
}

/// Two bodies are equal when they are the same bytes, or the same readers.
impl PartialEq for Body {
    fn eq(&self, other: &Self) -> bool {
        let is_same = |(a, b): (&Chunk, &Chunk)| match (a, b) {
            (Chunk::Bytes(a), Chunk::Bytes(b)) => a == b,
            (Chunk::Source(a, _), Chunk::Source(b, _)) => Arc::ptr_eq(a, b),
            _ => false,
        };
        self.0.len() == other.0.len() && self.0.iter().zip(&other.0).all(is_same)
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self(vec![Chunk::Bytes(bytes)])
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Bytes::from(text).into()
    }
}

impl From<&'static str> for Body {
    fn from(text: &'static str) -> Self {
        Bytes::from_static(text.as_bytes()).into()
    }
}

impl From<&'static [u8]> for Body {
    fn from(bytes: &'static [u8]) -> Self {
        Bytes::from_static(bytes).into()
    }
}

#[cfg(test)]
mod tests {
    use super::Body;

    /// Reads a body to its end.
    async fn read(body: Body) -> std::io::Result<Vec<u8>> {
        let mut chunks = body.into_chunks();
        let mut read = Vec::new();
        while let Some(chunk) = chunks.next().await {
            read.extend_from_slice(&chunk?);
        }
        Ok(read)
    }

    #[tokio::test]
    async fn a_reader_is_read_once() {
        let body = Body::reader(&b"abc"[..]).with_length(3);
        assert_eq!((body.length(), body.as_bytes()), (Some(3), None));
        assert_eq!(format!("{body:?}"), "<3 bytes to read>");
        assert!(body.is_ready());
        let again = body.clone();
        assert_eq!(again, body);
        assert_eq!(read(body).await.unwrap(), b"abc");
        assert!(!again.is_ready());
        assert!(read(again).await.is_err());
    }

    #[tokio::test]
    async fn a_file_that_can_be_opened_again_is_read_again() {
        let body = Body::reopened(|| async { Ok(&b"abc"[..]) });
        for _ in 0..2 {
            assert_eq!(read(body.clone()).await.unwrap(), b"abc");
            assert!(body.is_ready());
        }
        let broken = Body::reopened(|| async { Err::<&[u8], _>(std::io::Error::other("gone")) });
        assert_eq!(read(broken).await.unwrap_err().to_string(), "gone");
    }

    #[tokio::test]
    async fn parts_follow_one_another() {
        let mut body = Body::from("a");
        body.push("b");
        assert_eq!(body.as_bytes(), Some(&b"ab"[..]));
        body.push(Body::reader(&b"c"[..]));
        body.push("d");
        assert_eq!((body.length(), body.is_ready()), (None, true));
        assert_eq!(read(body).await.unwrap(), b"abcd");
        assert_eq!(read(Body::default()).await.unwrap(), b"");
    }
}
