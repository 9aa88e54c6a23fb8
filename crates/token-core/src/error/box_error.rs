//! Any error, as a value.

use std::error::Error as StdError;

/// Any error, as a cause.
pub type BoxError = Box<dyn StdError + Send + Sync>;
