//! What may vary in the servers' URLs.

/// A part of the servers' URLs that may vary.
#[derive(Debug)]
pub struct ServerVariable {
    /// The builder's setter, and the placeholder of the value in the URLs: `https://{subdomain}.example.com`.
    pub name: &'static str,
    /// The environment variable, for messages.
    pub variable: &'static str,
    /// The value where none is set.
    pub default: &'static str,
    /// The values that there are; empty: any that fits into its place.
    pub values: &'static [&'static str],
    /// Where it stands.
    pub place: VariablePlace,
}

/// Where in a URL a variable stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum VariablePlace {
    /// In front of `://`.
    Scheme,
    /// In the name of the host, or its port.
    Host,
    /// In the path, so that it may hold a `/`.
    Path,
}
