//! The names of the generated items; the only place that changes the case of anything.

mod keywords;
mod renames;
mod scope;
mod words;

use std::fmt;

pub use keywords::{RESERVED_METHODS, RESERVED_SETTERS, RESERVED_TYPES, is_keyword};
pub use renames::{RenameForm, Renames};
pub use scope::Scope;

/// A name of the document, and the Rust identifiers made from it.
#[derive(Clone, PartialEq, Eq)]
pub struct RustName {
    wire: String,
    snake: String,
    pascal: String,
    is_renamed: bool,
}

impl RustName {
    /// Returns the identifiers for a name of the document.
    pub fn new(wire: &str) -> Self {
        Self::spelled(wire, wire)
    }

    /// Returns the identifiers that the spelling gives, for a name that goes over the wire as it is.
    fn spelled(wire: &str, spelling: &str) -> Self {
        let words = words::split(spelling);
        Self {
            wire: wire.to_owned(),
            snake: keywords::escape(words::snake(&words)),
            pascal: keywords::escape(words::pascal(&words)),
            is_renamed: false,
        }
    }

    /// Returns the identifiers that people chose for a name of the document.
    fn renamed(wire: &str, spelling: &str) -> Self {
        Self {
            is_renamed: true,
            ..Self::spelled(wire, spelling)
        }
    }

    /// Returns whether people chose the name.
    fn is_renamed(&self) -> bool {
        self.is_renamed
    }

    /// Returns the name with the first number behind it that makes it free.
    #[must_use]
    pub fn numbered(&self, is_free: impl Fn(&Self) -> bool) -> Self {
        let mut number = 2_u32;
        loop {
            let candidate = self.with_number(number);
            // No document holds so many names.
            if is_free(&candidate) || number == u32::MAX {
                return candidate;
            }
            number += 1;
        }
    }

    /// Returns the name with a number behind it, which distinguishes it from an equal one.
    fn with_number(&self, number: u32) -> Self {
        let numbered = |name: &str| {
            let name = name.strip_prefix("r#").unwrap_or(name);
            // A name that was taken by the language has a line behind it, which the number replaces.
            let name = match name.strip_suffix('_') {
                Some(bare) if !bare.is_empty() => bare,
                _ => name,
            };
            let separator = if name.ends_with(|c: char| c.is_numeric()) {
                "_"
            } else {
                ""
            };
            format!("{name}{separator}{number}")
        };
        Self {
            wire: self.wire.clone(),
            snake: numbered(&self.snake),
            pascal: numbered(&self.pascal),
            is_renamed: self.is_renamed,
        }
    }

    /// Returns the name with one more word at its end.
    #[must_use]
    pub fn with_word(&self, word: &str) -> Self {
        let words = self.snake.strip_prefix("r#").unwrap_or(&self.snake);
        Self::spelled(&self.wire, &format!("{words} {word}"))
    }

    /// Returns the name with one more word at its beginning.
    #[must_use]
    pub fn after_word(&self, word: &str) -> Self {
        let words = self.snake.strip_prefix("r#").unwrap_or(&self.snake);
        Self::spelled(&self.wire, &format!("{word} {words}"))
    }

    /// Returns the name without the `X-` that a header has when no standard knows it.
    #[must_use]
    pub fn without_x(&self) -> Self {
        match self
            .snake
            .strip_prefix("x_")
            .filter(|rest| !rest.is_empty())
        {
            Some(rest) => Self::spelled(&self.wire, rest),
            None => self.clone(),
        }
    }

    /// Returns the name with one more word at the end of its type's name alone.
    #[must_use]
    pub fn with_type_word(&self, word: &str) -> Self {
        let longer = self.with_word(word);
        Self {
            pascal: longer.pascal,
            ..self.clone()
        }
    }

    /// Returns the name as the document has it.
    pub fn wire(&self) -> &str {
        &self.wire
    }

    /// Returns the identifier of a field, variable or function: `refresh_token_id`, `r#type`.
    pub fn snake(&self) -> &str {
        &self.snake
    }

    /// Returns the identifier of a type or variant: `RefreshTokenId`.
    pub fn pascal(&self) -> &str {
        &self.pascal
    }

    /// Returns the name of an environment variable with a prefix: `MINDBODY_SITE_ID`.
    pub fn env(&self, prefix: &str) -> String {
        let snake = self.snake.strip_prefix("r#").unwrap_or(&self.snake);
        format!("{prefix}_{}", snake.trim_end_matches('_').to_uppercase())
    }
}

impl fmt::Debug for RustName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "RustName({:?}: {}, {})",
            self.wire, self.snake, self.pascal
        )
    }
}

#[cfg(test)]
mod tests;
