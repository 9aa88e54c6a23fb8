//! A body on its way out.

use std::{
    fmt,
    future::poll_fn,
    io,
    pin::Pin,
    sync::Mutex,
    task::{Context, Poll, ready},
};

use bytes::Bytes;
use tokio::io::{AsyncRead, ReadBuf};

use super::source::{Opening, Reader};
use super::{Body, Chunk};

/// How many bytes are read from a file at one time.
const BUFFER: usize = 32 * 1024;

/// The chunks of a [`Body`], in order; a reader is opened when its turn comes.
pub struct BodyChunks {
    rest: std::vec::IntoIter<Chunk>,
    // Nothing is ever locked: a mutex makes a reader `Sync`, which HTTP libraries ask for.
    current: Mutex<Current>,
    remaining: Option<u64>,
}

enum Current {
    Nothing,
    Opening(Opening),
    Reading(Reader, Box<[u8]>),
}

impl BodyChunks {
    pub(super) fn new(body: Body) -> Self {
        Self {
            remaining: body.length(),
            rest: body.0.into_iter(),
            current: Mutex::new(Current::Nothing),
        }
    }

    /// Returns how many bytes are left, where that is known.
    pub fn remaining(&self) -> Option<u64> {
        self.remaining
    }

    /// Returns the next chunk, `None` at the end.
    ///
    /// # Errors
    ///
    /// A file that cannot be opened or read, or that was read before and can be read only once.
    pub async fn next(&mut self) -> Option<io::Result<Bytes>> {
        poll_fn(|context| self.poll_next(context)).await
    }

    /// Does what [`next`](Self::next) does, for libraries that poll.
    pub fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        loop {
            let current = self
                .current
                .get_mut()
                .unwrap_or_else(std::sync::PoisonError::into_inner);
            match current {
                Current::Nothing => match self.rest.next() {
                    None => return Poll::Ready(None),
                    Some(Chunk::Bytes(bytes)) => return Poll::Ready(Some(Ok(self.count(bytes)))),
                    Some(Chunk::Source(source, _)) => *current = Current::Opening(source.open()),
                },
                Current::Opening(opening) => match ready!(opening.as_mut().poll(context)) {
                    Ok(reader) => {
                        *current = Current::Reading(reader, vec![0; BUFFER].into_boxed_slice());
                    }
                    Err(error) => return Poll::Ready(Some(Err(self.give_up(error)))),
                },
                Current::Reading(reader, buffer) => {
                    match ready!(read(reader.as_mut(), buffer, context)) {
                        Ok(bytes) if bytes.is_empty() => *current = Current::Nothing,
                        Ok(bytes) => return Poll::Ready(Some(Ok(self.count(bytes)))),
                        Err(error) => return Poll::Ready(Some(Err(self.give_up(error)))),
                    }
                }
            }
        }
    }

    fn count(&mut self, bytes: Bytes) -> Bytes {
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.remaining = self.remaining.map(|left| left.saturating_sub(length));
        bytes
    }

    /// Ends the body after an error.
    fn give_up(&mut self, error: io::Error) -> io::Error {
        self.rest = Vec::new().into_iter();
        self.current = Mutex::new(Current::Nothing);
        error
    }
}

fn read(
    reader: Pin<&mut (dyn AsyncRead + Send)>,
    buffer: &mut [u8],
    context: &mut Context<'_>,
) -> Poll<io::Result<Bytes>> {
    let mut read = ReadBuf::new(buffer);
    ready!(reader.poll_read(context, &mut read))?;
    Poll::Ready(Ok(Bytes::copy_from_slice(read.filled())))
}

impl fmt::Debug for BodyChunks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BodyChunks")
            .field("remaining", &self.remaining)
            .finish_non_exhaustive()
    }
}
