//! Why a stored record cannot be opened.

use std::fmt;

/// Why a record cannot be opened; it never holds what is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unopened {
    Malformed {
        line: usize,
        column: usize,
    },
    Version(u8),
    #[cfg(not(feature = "seal"))]
    NoFeature,
    #[cfg(feature = "seal")]
    NoSecret,
    #[cfg(feature = "seal")]
    EmptySecret,
    #[cfg(feature = "seal")]
    Changed,
}

impl Unopened {
    /// serde's own message may quote the text, which may hold a token.
    pub(super) fn at(error: &serde_json::Error) -> Self {
        Self::Malformed {
            line: error.line(),
            column: error.column(),
        }
    }

    /// Returns the message, and what to do where the record cannot be opened by anybody.
    pub(super) fn with_advice(self) -> String {
        match self {
            Self::Malformed { .. } => format!("{self}; delete it to have a new token minted"),
            Self::Version(_) => self.to_string(),
            #[cfg(not(feature = "seal"))]
            Self::NoFeature => self.to_string(),
            #[cfg(feature = "seal")]
            Self::NoSecret | Self::EmptySecret => self.to_string(),
            #[cfg(feature = "seal")]
            Self::Changed => format!("{self}; delete it to have a new token minted"),
        }
    }
}

impl fmt::Display for Unopened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed { line, column } => write!(
                f,
                "the store holds no token record of this version: line {line}, column {column}"
            ),
            Self::Version(version) => {
                write!(f, "the record is sealed by the unknown version {version}")
            }
            #[cfg(not(feature = "seal"))]
            Self::NoFeature => f.write_str(
                "the record is sealed, and this program is built without the feature `seal` of token-core",
            ),
            #[cfg(feature = "seal")]
            Self::NoSecret => f.write_str(
                "the record is sealed, and this session has no secret to open it with; see `seal_with`",
            ),
            #[cfg(feature = "seal")]
            Self::EmptySecret => f.write_str("the secret to seal with is empty"),
            #[cfg(feature = "seal")]
            Self::Changed => {
                f.write_str("the record was changed, or sealed with another secret")
            }
        }
    }
}

impl std::error::Error for Unopened {}
