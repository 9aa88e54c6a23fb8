//! Everything that is printed and traced, and the search for a planted secret in it.

use std::{
    error::Error,
    fmt::{Debug, Display},
    io,
    sync::{Arc, Mutex},
};

use tracing::subscriber::DefaultGuard;
use tracing_subscriber::{fmt::MakeWriter, util::SubscriberInitExt};

/// The secret that tests plant.
pub(crate) const CANARY: &str = "CANARY-7f3e";

/// Collects everything that is printed.
#[derive(Clone, Default)]
pub(crate) struct Printed(Arc<Mutex<Vec<u8>>>);

impl Printed {
    /// Prints a value in both forms of `Debug`.
    pub(crate) fn print(&self, value: &(impl Debug + ?Sized)) {
        self.add(format!("{value:?}\n{value:#?}\n").as_bytes());
    }

    /// Prints an error and its causes, each in every form.
    pub(crate) fn print_error(&self, error: &(dyn Error + 'static)) {
        let mut cause = Some(error);
        while let Some(error) = cause {
            self.print(error);
            self.print(&DisplayOf(error));
            cause = error.source();
        }
    }

    /// Adds what this thread traces at the most talkative, until the guard is dropped.
    ///
    /// The crates below log too: what they print is ours to account for.
    pub(crate) fn trace(&self) -> DefaultGuard {
        tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_writer(self.clone())
            .finish()
            .set_default()
    }

    /// Panics when nothing was traced.
    pub(crate) fn assert_traced(&self) {
        assert!(self.text().contains("TRACE"), "the subscriber saw nothing");
    }

    /// Panics unless this was printed.
    pub(crate) fn assert_says(&self, text: &str) {
        assert!(self.text().contains(text), "`{text}` was not printed");
    }

    /// Panics when the secret was printed.
    pub(crate) fn assert_clean(&self) {
        let text = self.text();
        let leak = text.lines().find(|line| line.contains(CANARY));
        assert!(
            leak.is_none(),
            "a secret was printed: {}",
            leak.unwrap_or_default()
        );
        assert!(!text.is_empty(), "nothing was printed at all");
    }

    fn add(&self, bytes: &[u8]) {
        self.0.lock().unwrap().extend_from_slice(bytes);
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned()
    }
}

impl io::Write for Printed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.add(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Printed {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// An error whose `Debug` is its `Display`.
struct DisplayOf<'a>(&'a dyn Error);

impl Debug for DisplayOf<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        Display::fmt(self.0, f)
    }
}
