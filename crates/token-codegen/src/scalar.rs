//! Single values: what texts, numbers and booleans become.

/// The type of a single value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scalar {
    /// `true` or `false`.
    Bool,
    /// A 32-bit integer.
    Int32,
    /// A 64-bit integer.
    Int64,
    /// A 32-bit integer without a sign.
    Uint32,
    /// A 64-bit integer without a sign.
    Uint64,
    /// A binary64 number.
    Float64,
    /// A number of any size, digit by digit.
    Number,
    /// Text.
    String,
    /// Text that must never be shown.
    Secret,
    /// An instant.
    DateTime,
    /// A day.
    Date,
    /// Bytes, which JSON holds in base64.
    Base64,
}

impl Scalar {
    /// Returns whether Rust has the type built in: a flag, or a number of at most 64 bits.
    pub fn is_primitive(self) -> bool {
        match self {
            Self::Bool
            | Self::Int32
            | Self::Int64
            | Self::Uint32
            | Self::Uint64
            | Self::Float64 => true,
            Self::Number
            | Self::String
            | Self::Secret
            | Self::DateTime
            | Self::Date
            | Self::Base64 => false,
        }
    }

    /// Returns whether the value is an integer of at most 64 bits.
    pub fn is_integer(self) -> bool {
        matches!(
            self,
            Self::Int32 | Self::Int64 | Self::Uint32 | Self::Uint64
        )
    }
}
