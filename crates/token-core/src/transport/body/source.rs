//! Where a body is read from.

use std::{
    future::Future,
    io,
    pin::Pin,
    sync::{Mutex, PoisonError},
};

use tokio::io::AsyncRead;

pub(super) type Reader = Pin<Box<dyn AsyncRead + Send>>;
pub(super) type Opening = Pin<Box<dyn Future<Output = io::Result<Reader>> + Send>>;

/// What gives a reader: one time, or any number of times.
pub(super) enum Source {
    Once(Mutex<Option<Reader>>),
    Again(Box<dyn Fn() -> Opening + Send + Sync>),
}

impl Source {
    pub(super) fn once(reader: impl AsyncRead + Send + 'static) -> Self {
        Self::Once(Mutex::new(Some(Box::pin(reader))))
    }

    pub(super) fn again<R, F>(open: impl Fn() -> F + Send + Sync + 'static) -> Self
    where
        R: AsyncRead + Send + 'static,
        F: Future<Output = io::Result<R>> + Send + 'static,
    {
        Self::Again(Box::new(move || {
            let opening = open();
            Box::pin(async move { Ok(Box::pin(opening.await?) as Reader) })
        }))
    }

    /// Returns whether a reader can be obtained.
    pub(super) fn is_ready(&self) -> bool {
        match self {
            Self::Once(reader) => reader
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .is_some(),
            Self::Again(_) => true,
        }
    }

    pub(super) fn open(&self) -> Opening {
        match self {
            Self::Once(reader) => {
                let reader = reader.lock().unwrap_or_else(PoisonError::into_inner).take();
                let reader = reader.ok_or_else(|| {
                    io::Error::other("the body was read before, and can be read only once")
                });
                Box::pin(std::future::ready(reader))
            }
            Self::Again(open) => open(),
        }
    }
}
