//! What an error was caused by: the value for programs, and its text as a line.

use std::{error::Error as StdError, fmt, time::Duration};

use http::StatusCode;

use super::{box_error::BoxError, text::Line};
use crate::{redact::secrets::Masks, retry::throttling::is_throttling};

/// How much of another library's text is read.
const READ: usize = 1 << 13;

/// An error that caused another one.
///
/// Its text is cleaned when the cause comes into being, and holds those of its own causes, each once.
pub(crate) struct Cause {
    pub(super) line: Line,
    /// Whether it is an error of this crate, whose text and whose further causes are clean already.
    pub(super) is_ours: bool,
    pub(super) facts: Facts,
    pub(super) error: BoxError,
}

/// What is known of the call that an error is about.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Facts {
    pub(crate) status: Option<StatusCode>,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) timed_out: bool,
}

impl Facts {
    pub(crate) fn is_throttled(&self) -> bool {
        let status = self.status;
        status.is_some_and(|status| is_throttling(status, self.retry_after))
    }
}

impl Cause {
    /// Masks secrets in its text.
    pub(crate) fn masked(mut self, masks: &Masks) -> Self {
        let text = if self.is_ours {
            self.error.to_string()
        } else {
            text(&*self.error)
        };
        self.line = Line::new(masks.apply(&text).into_owned());
        self
    }

    pub(crate) fn facts(&self) -> Facts {
        self.facts
    }

    /// Returns the error itself.
    pub(crate) fn error(&self) -> &(dyn StdError + Send + Sync + 'static) {
        &*self.error
    }

    /// Returns the cause behind it that its text does not name.
    pub(crate) fn next(&self) -> Option<&(dyn StdError + 'static)> {
        self.error.source().filter(|_| self.is_ours)
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.line.fmt(f)
    }
}

impl fmt::Debug for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.line, f)
    }
}

impl StdError for Cause {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.next()
    }
}

/// Returns the text of an error and of its causes, unless one says what the one before it has said already.
pub(super) fn text(error: &(dyn StdError + 'static)) -> String {
    let mut text = Bounded::default();
    let mut next = Some(error);
    while let Some(error) = next.filter(|_| text.has_room()) {
        let mut own = Bounded::default();
        // It ends early where the text is too long.
        let _ = fmt::write(&mut own, format_args!("{error}"));
        let own = own.0.trim();
        if !text.0.contains(own) {
            let separator = if text.0.is_empty() { "" } else { ": " };
            let _ = fmt::write(&mut text, format_args!("{separator}{own}"));
        }
        next = error.source();
    }
    text.0
}

/// A text that grows no further than anyone reads.
#[derive(Default)]
struct Bounded(String);

impl Bounded {
    fn has_room(&self) -> bool {
        self.0.len() < READ
    }
}

impl fmt::Write for Bounded {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let room = READ.saturating_sub(self.0.len());
        let fits = text
            .char_indices()
            .take_while(|(start, c)| start + c.len_utf8() <= room);
        let end = fits.last().map_or(0, |(start, c)| start + c.len_utf8());
        self.0.push_str(text.get(..end).unwrap_or_default());
        if end == text.len() {
            Ok(())
        } else {
            Err(fmt::Error)
        }
    }
}
