//! Everything that the stack logs at its most talkative, searched for secrets.

use std::{
    cell::RefCell,
    io,
    sync::{Arc, Mutex},
};

use tracing::Level;
use tracing_subscriber::{fmt::MakeWriter, util::SubscriberInitExt};

use super::canary;

/// What was logged on this thread.
#[derive(Clone, Default)]
pub(crate) struct Capture(Arc<Mutex<Logged>>);

#[derive(Default)]
struct Logged {
    leaks: Vec<String>,
    lines: usize,
    libraries: [bool; LIBRARIES.len()],
}

/// Whose records prove that the capture sees them: by `tracing`, and by `log`.
pub(crate) const LIBRARIES: [&str; 3] = ["token_core", "reqwest", "rustls"];

thread_local! {
    static HERE: RefCell<Option<Capture>> = const { RefCell::new(None) };
}

impl Capture {
    /// Returns the capture of this thread, which begins with the first call.
    ///
    /// A test runs on one thread, server and client together, so that it sees all of its records and no others.
    pub(crate) fn here() -> Self {
        HERE.with_borrow_mut(|here| here.get_or_insert_with(Self::begin).clone())
    }

    /// Panics when a secret was logged.
    pub(crate) fn assert_clean(&self) {
        let logged = self.0.lock().unwrap();
        assert!(
            logged.leaks.is_empty(),
            "the log holds a secret: {:#?}",
            logged.leaks
        );
    }

    /// Returns how many lines were logged.
    pub(crate) fn lines(&self) -> usize {
        self.0.lock().unwrap().lines
    }

    /// Returns the libraries whose records were seen.
    pub(crate) fn libraries(&self) -> Vec<&'static str> {
        let seen = self.0.lock().unwrap().libraries;
        LIBRARIES
            .into_iter()
            .zip(seen)
            .filter(|(_, seen)| *seen)
            .map(|(name, _)| name)
            .collect()
    }

    fn begin() -> Self {
        let capture = Self::default();
        let guard = tracing_subscriber::fmt()
            .with_max_level(Level::TRACE)
            .with_ansi(false)
            .with_writer(capture.clone())
            .finish()
            // This takes the records of `log`, too.
            .set_default();
        // For the rest of the thread's life.
        std::mem::forget(guard);
        capture
    }
}

impl<'a> MakeWriter<'a> for Capture {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

impl io::Write for Capture {
    /// Takes one line, since the formatter writes line by line.
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(line);
        let mut logged = self.0.lock().unwrap();
        logged.lines += 1;
        for (library, seen) in LIBRARIES.into_iter().zip(&mut logged.libraries) {
            *seen |= text.contains(library);
        }
        if canary::is_in(&text) {
            logged.leaks.push(text.to_string());
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
