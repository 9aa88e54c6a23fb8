//! The one gate for the texts that errors print.

use std::{borrow::Cow, fmt};

/// The longest text of an error, in characters.
const LONGEST: usize = 300;

/// The longest line that an error prints, in characters: its text with what is around it.
pub(super) const LONGEST_LINE: usize = 400;

/// The longest text from elsewhere that is quoted in an error, in characters.
pub(super) const LONGEST_QUOTE: usize = 200;

/// A text of an error: one line, without control characters, and short.
///
/// Every message of every error has this type, and its constructors are the only way to make one: nothing that a
/// server, a file or another library says is printed before it went through them.
#[derive(Clone, PartialEq, Eq, Default)]
pub(crate) struct Line(Cow<'static, str>);

impl Line {
    /// Creates the line of a text: at most 300 characters, with escapes in place of control characters.
    pub(crate) fn new(text: impl Into<Cow<'static, str>>) -> Self {
        Self::within(LONGEST, text)
    }

    /// Creates the line of a text of at most `limit` characters.
    pub(crate) fn within(limit: usize, text: impl Into<Cow<'static, str>>) -> Self {
        let text = text.into();
        match clean(&text, limit) {
            Some(cleaned) => Self(Cow::Owned(cleaned)),
            None => Self(text),
        }
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\"", self.0)
    }
}

/// Returns the beginning of a text as one line; `None` if it is one already.
fn clean(text: &str, limit: usize) -> Option<String> {
    let trimmed = text.trim();
    let is_clean = |c: char| !is_hidden(c);
    if trimmed.len() == text.len() && text.len() <= limit && text.chars().all(is_clean) {
        return None;
    }
    let mut line = String::with_capacity(trimmed.len().min(4 * limit));
    // Where the line ends if the sign for what is left out has to follow.
    let mut end = 0;
    let mut count = 0;
    for c in trimmed.chars() {
        if count < limit {
            end = line.len();
        }
        count += push(&mut line, c);
        if count > limit {
            line.truncate(end);
            line.push('\u{2026}');
            return Some(line);
        }
    }
    Some(line)
}

/// Adds a character, or its escape, and returns how many were added.
fn push(line: &mut String, c: char) -> usize {
    if !is_hidden(c) {
        line.push(c);
        return 1;
    }
    let before = line.len();
    match c {
        '\n' => line.push_str("\\n"),
        '\r' => line.push_str("\\r"),
        '\t' => line.push_str("\\t"),
        _ => line.extend(c.escape_unicode()),
    }
    line.len() - before
}

/// Returns whether a terminal or a log may take a character for a command, a line break, or nothing at all.
///
/// Those are the control characters, the separators of lines, what turns the direction of the text, and what Unicode
/// lets a program leave out.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{115f}'..='\u{1160}'
                | '\u{17b4}'..='\u{17b5}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{3164}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff0}'..='\u{fffb}'
                | '\u{1bca0}'..='\u{1bca3}'
                | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

#[cfg(test)]
mod tests {
    use super::Line;

    #[test]
    fn a_line_is_left_alone() {
        for text in ["", "HTTP 401 Unauthorized: Fehler \u{fc}ber \u{1f600}"] {
            assert_eq!(Line::new(text).as_str(), text);
        }
    }

    #[test]
    fn what_does_not_fit_a_line_is_escaped() {
        for (text, line) in [
            (" a\r\nb\n", "a\\r\\nb"),
            ("\u{1b}[31mred\u{9b}0m", "\\u{1b}[31mred\\u{9b}0m"),
            (
                "a\u{2028}b\u{2029}c\u{202e}d",
                "a\\u{2028}b\\u{2029}c\\u{202e}d",
            ),
            (
                "a\u{200b}b\u{feff}c\u{7f}\0",
                "a\\u{200b}b\\u{feff}c\\u{7f}\\u{0}",
            ),
        ] {
            assert_eq!(Line::new(text).as_str(), line);
        }
    }

    #[test]
    fn a_long_text_is_cut_off_and_says_so() {
        for text in [
            "\u{fc}".repeat(301),
            "\n".repeat(500_000) + "x",
            "a\n".repeat(400),
        ] {
            let line = Line::new(format!("x{text}x"));
            let count = line.as_str().chars().count();
            assert!(count <= 300 && count > 290, "{count}");
            assert!(line.as_str().ends_with('\u{2026}'));
        }
        assert_eq!(Line::within(3, "abc").as_str(), "abc");
        assert_eq!(Line::within(3, "abcd").as_str(), "ab\u{2026}");
        assert_eq!(Line::within(3, "a\u{7}b").as_str(), "a\u{2026}");
    }
}
