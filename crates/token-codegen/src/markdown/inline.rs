//! The text of one paragraph while it is read.

use super::words;

/// A space inside code, where a line must not break.
pub(super) const FIXED_SPACE: char = '\u{0}';

/// Collects the pieces of a paragraph; pieces of plain text are joined first, because a word may lie across them.
#[derive(Default)]
pub(super) struct Inline {
    done: String,
    plain: String,
}

impl Inline {
    /// Adds plain text.
    pub(super) fn text(&mut self, text: &str) {
        self.plain.push_str(text);
    }

    /// Adds Markdown as it is.
    pub(super) fn raw(&mut self, markdown: &str) {
        self.end_plain();
        self.done.extend(
            markdown
                .chars()
                .map(|c| if c == ' ' { FIXED_SPACE } else { c }),
        );
    }

    /// Ends a line of the source.
    pub(super) fn line_break(&mut self) {
        self.plain.push('\n');
    }

    /// Returns the paragraph, and starts the next one.
    pub(super) fn take(&mut self) -> String {
        self.end_plain();
        std::mem::take(&mut self.done)
    }

    fn end_plain(&mut self) {
        let plain = std::mem::take(&mut self.plain);
        for piece in plain.split_inclusive([' ', '\n']) {
            let word = piece.trim_end_matches([' ', '\n']);
            let end = piece.get(word.len()..).unwrap_or_default();
            self.done.push_str(&words::safe(word));
            self.done.push_str(end);
        }
    }
}
