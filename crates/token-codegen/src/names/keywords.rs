//! Words that an identifier may not be, and names that generated code has uses for.

/// The keywords of Rust 2024, reserved ones included, that become raw identifiers.
const KEYWORDS: [&str; 48] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// The keywords that cannot be raw.
const NEVER_RAW: [&str; 4] = ["self", "Self", "super", "crate"];

/// Types that code beside the generated ones names without a path: the prelude's, the runtime's and the client's own.
///
/// A model, error or operation of such a name gets a trailing `_`.
pub const RESERVED_TYPES: &[&str] = &[
    "AsMut",
    "AsRef",
    "Box",
    "Call",
    "Client",
    "ClientBuilder",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Deserialize",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "Error",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Future",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Operation",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Region",
    "Request",
    "Response",
    "Result",
    "Secret",
    "Send",
    "Serialize",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Url",
    "Value",
    "Vec",
];

/// The variant that an enum has for values that come later; a value of this name gets a trailing `_`.
pub(super) const RESERVED_VARIANTS: &[&str] = &["Unknown"];

/// The functions of the generated client and its mock; an operation so named gets a trailing `_`.
pub const RESERVED_METHODS: &[&str] = &[
    "builder",
    "checkpoint",
    "clone",
    "default",
    "from_env",
    "new",
    "pipeline",
];

/// The functions and fields of the generated builder, and words that promise another function to readers.
///
/// A credential or parameter so named gets a trailing `_`.
pub const RESERVED_SETTERS: &[&str] = &[
    "attempt_timeout",
    "base_url",
    "build",
    "builder",
    "clone",
    "connect_timeout",
    "default",
    "default_header",
    "from_env",
    "from_environment",
    "max_body",
    "new",
    "pipeline",
    "region",
    "retry",
    "retry_budget",
    "timeout",
    "transport",
    "user_agent",
];

/// The functions of a generated operation; a parameter so named gets a trailing `_`.
pub(super) const RESERVED_FIELDS_OF_OPERATIONS: &[&str] = &[
    "body", "clone", "decode", "default", "new", "output", "request",
];

/// The functions of the generated reader of headers; a header so named gets a trailing `_`.
pub(super) const RESERVED_HEADERS: &[&str] = &["clone", "of"];

/// Returns whether Rust has a use for the word.
pub fn is_keyword(word: &str) -> bool {
    KEYWORDS.contains(&word) || NEVER_RAW.contains(&word)
}

/// Returns the identifier, made valid when it is a keyword.
pub(super) fn escape(identifier: String) -> String {
    if KEYWORDS.contains(&identifier.as_str()) {
        format!("r#{identifier}")
    } else if NEVER_RAW.contains(&identifier.as_str()) {
        format!("{identifier}_")
    } else {
        identifier
    }
}
