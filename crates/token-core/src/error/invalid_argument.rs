//! An argument that cannot be encoded.

use std::{borrow::Cow, fmt};

use super::text::Line;

/// An argument that cannot be encoded, found before anything is sent.
///
/// It names the parameter, never its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidArgument {
    parameter: Line,
    problem: Line,
}

impl InvalidArgument {
    /// Creates the error for `parameter`; `problem` completes the sentence "`parameter` …".
    pub fn new(parameter: impl Into<Cow<'static, str>>, problem: &'static str) -> Self {
        /// The longest name that is printed.
        const LONGEST: usize = 100;
        Self {
            parameter: Line::within(LONGEST, parameter),
            problem: Line::within(2 * LONGEST, problem),
        }
    }

    /// Creates the error for a parameter that neither the operation nor the client sets.
    pub fn missing(parameter: &'static str) -> Self {
        Self::new(
            parameter,
            "is not set; set it on the client or on the operation",
        )
    }

    /// Returns the parameter's name in the document.
    pub fn parameter(&self) -> &str {
        self.parameter.as_str()
    }
}

impl fmt::Display for InvalidArgument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` {}", self.parameter, self.problem)
    }
}

impl std::error::Error for InvalidArgument {}
