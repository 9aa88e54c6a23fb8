//! Every problem that a document may have: its code, its words and the help, in one table a stage.

mod document;
mod keys;
mod lifecycle;
mod lower;
mod media;
mod operations;
mod overlay;
mod source;

use super::Severity;
pub use document::*;
pub use keys::*;
pub use lifecycle::*;
pub use lower::*;
pub use media::*;
pub use operations::*;
pub use overlay::*;
pub use source::*;

/// What is wrong, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// How bad it is.
    pub severity: Severity,
    /// A name for programs and searches; it stays the same when the words change.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// Returns the codes of all problems that documents may have.
pub fn codes() -> Vec<&'static str> {
    [SOURCE, KEYS, DOCUMENT, LOWER, OPERATIONS, MEDIA, LIFECYCLE].concat()
}

/// Returns the codes of all problems that only overlays have.
pub fn overlay_codes() -> Vec<&'static str> {
    OVERLAY.to_vec()
}

/// Returns what is said of the problems of one kind that are not told one by one.
pub fn more(code: &'static str, severity: Severity, count: usize) -> Problem {
    Problem {
        severity,
        code,
        message: format!("there are {count} more problems of this kind"),
        help: "fix the ones above first".to_owned(),
    }
}

/// Makes a function of each row, and a list of the table's codes.
///
/// A row is `name(arguments) = Severity "code", "message", "help";`.
/// A warning is a problem that was resolved in the only way that the standard allows, or that changes nothing.
macro_rules! problems {
    ($table:ident: $($name:ident($($argument:ident: $type:ty),*) = $severity:ident $code:literal, $message:literal, $help:literal;)*) => {
        $(
            #[doc = concat!("Returns the problem `", $code, "`.")]
            pub fn $name($($argument: $type),*) -> super::Problem {
                super::Problem {
                    severity: super::Severity::$severity,
                    code: $code,
                    message: format_args!($message).to_string(),
                    help: format_args!($help).to_string(),
                }
            }
        )*

        pub(super) const $table: &[&str] = &[$($code),*];
    };
}
use problems;
