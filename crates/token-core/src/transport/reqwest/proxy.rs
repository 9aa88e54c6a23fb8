//! Which proxy requests go through, and whether it can work.

use std::env;

use url::{ParseError, Url};

use crate::{credential::secret::Secret, error::Error};

/// Where requests go first.
#[derive(Clone)]
pub(super) enum Proxy {
    /// Where the environment says.
    Environment,
    /// Nowhere.
    None,
    /// There; the URL may hold credentials.
    At(Secret),
}

/// A proxy as errors name it, without its credentials.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address {
    /// The host, and the port where the URL has one.
    pub(super) host: String,
    /// Whether it speaks HTTP, so that it responds to requests to `http` URLs itself.
    pub(super) is_http: bool,
}

/// Why the text of a proxy cannot be used; the text itself is a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    Malformed,
    Scheme,
    Socks,
}

/// The variables of each kind of target: the first one that is set decides, also where it is empty.
const HTTPS: [&str; 2] = ["HTTPS_PROXY", "https_proxy"];
const ALL: [&str; 2] = ["ALL_PROXY", "all_proxy"];
const HTTP: [&str; 2] = ["HTTP_PROXY", "http_proxy"];

/// Reads the proxy of the setting `.proxy(…)`.
pub(super) fn explicit(url: &Secret) -> Result<(reqwest::Proxy, Address), Error> {
    let failed = |fault: Fault| fault.of("the proxy of `.proxy(…)`", "set another one");
    let url = parse(url.expose()).map_err(failed)?;
    let address = supported(&url).map_err(failed)?;
    // The cause may quote the URL, so that it is left out.
    let proxy = reqwest::Proxy::all(url).map_err(|_| failed(Fault::Malformed))?;
    Ok((proxy, address))
}

/// Checks the variables of the environment, and returns the proxy that they name for `https` URLs.
///
/// The HTTP library ignores a variable that it cannot read, so that requests would bypass the proxy without an error.
pub(super) fn of_environment() -> Result<Option<Address>, Error> {
    // A CGI program takes no proxy from its environment, because a client could set it by a header.
    if env::var_os("REQUEST_METHOD").is_some() {
        return Ok(None);
    }
    let (https, all) = (variable(HTTPS)?, variable(ALL)?);
    // It is not used, but nothing is to be said for a value that no program can use.
    variable(HTTP)?;
    let Some((name, url)) = https.or(all) else {
        return Ok(None);
    };
    let address = supported(&url).map_err(|fault| fault.of_variable(name))?;
    Ok(Some(address))
}

/// Returns the first variable of `names` that is set, unless it is empty.
fn variable(names: [&'static str; 2]) -> Result<Option<(&'static str, Url)>, Error> {
    let set = |name: &'static str| Some((name, env::var_os(name)?));
    let Some((name, value)) = names.into_iter().find_map(set) else {
        return Ok(None);
    };
    let malformed = || Fault::Malformed.of_variable(name);
    let value = value.to_str().ok_or_else(malformed)?;
    if value.is_empty() {
        return Ok(None);
    }
    let url = parse(value).map_err(|fault| fault.of_variable(name))?;
    // This is how the HTTP library reads it, which is stricter.
    let uri: http::Uri = value.parse().map_err(|_| malformed())?;
    let has_host = uri.authority().is_some_and(|it| !it.host().is_empty());
    if has_host {
        Ok(Some((name, url)))
    } else {
        Err(malformed())
    }
}

/// Reads the URL of a proxy; without a scheme, it is `http`.
fn parse(text: &str) -> Result<Url, Fault> {
    let url = match Url::parse(text) {
        Ok(url) if url.has_host() => Some(url),
        // `proxy:3128` reads like a scheme and a path.
        Ok(_) | Err(ParseError::RelativeUrlWithoutBase) if !text.contains("://") => {
            Url::parse(&format!("http://{text}")).ok()
        }
        _ => None,
    };
    url.filter(|url| url.host_str().is_some_and(|host| !host.is_empty()))
        .ok_or(Fault::Malformed)
}

/// Returns how errors name the proxy, unless it has a scheme that this build does not support.
fn supported(url: &Url) -> Result<Address, Fault> {
    let is_http = match url.scheme() {
        "http" | "https" => true,
        "socks4" | "socks4a" | "socks5" | "socks5h" if cfg!(feature = "socks") => false,
        "socks4" | "socks4a" | "socks5" | "socks5h" => return Err(Fault::Socks),
        _ => return Err(Fault::Scheme),
    };
    let host = url.host_str().unwrap_or_default();
    let host = match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    };
    Ok(Address { host, is_http })
}

impl Fault {
    fn of_variable(self, name: &str) -> Error {
        let what = format!("the proxy of the environment variable `{name}`");
        self.of(&what, &format!("correct or unset `{name}`"))
    }

    fn of(self, what: &str, fix: &str) -> Error {
        let why = match self {
            Self::Malformed => {
                "is not a URL such as `http://user:password@proxy:3128`, with special characters percent-encoded"
            }
            Self::Scheme if cfg!(feature = "socks") => {
                "has a scheme that is not supported; it is `http`, `https`, `socks5` or `socks5h`"
            }
            Self::Scheme => {
                "has a scheme that is not supported; it is `http` or `https`, or with the feature `socks` `socks5` or `socks5h`"
            }
            Self::Socks => "speaks SOCKS, which needs the feature `socks`",
        };
        let fix = match self {
            Self::Socks => format!("enable it, or {fix}"),
            _ => fix.to_owned(),
        };
        Error::config(format!("{what} {why}; {fix}"))
    }
}

#[cfg(test)]
mod tests {
    use super::{Address, Fault, parse, supported};

    fn read(text: &str) -> Result<Address, Fault> {
        supported(&parse(text)?)
    }

    fn http(host: &str) -> Address {
        Address {
            host: host.to_owned(),
            is_http: true,
        }
    }

    #[test]
    fn a_proxy_is_named_without_its_credentials() {
        for (text, host) in [
            ("http://us:secret@proxy.example:3128", "proxy.example:3128"),
            (
                "https://us:secret@proxy.example/path?query",
                "proxy.example",
            ),
            ("us:secret@proxy.example:3128", "proxy.example:3128"),
            ("proxy.example:3128", "proxy.example:3128"),
            ("proxy.example", "proxy.example"),
            ("http://[::1]:3128", "[::1]:3128"),
            ("HTTP://127.0.0.1:3128", "127.0.0.1:3128"),
        ] {
            assert_eq!(read(text), Ok(http(host)), "{text}");
        }
    }

    #[test]
    fn what_is_not_a_url_is_malformed() {
        for text in [
            "",
            " ",
            "::::",
            "http://",
            "http://:3128",
            "http://proxy:port",
            "http://proxy:99999",
            "http://[::1",
            "http://pro xy",
            "://proxy",
            "socks5://",
            "us:pass#word@proxy:3128",
        ] {
            assert_eq!(read(text), Err(Fault::Malformed), "{text}");
        }
    }

    #[test]
    fn a_scheme_is_supported_or_refused() {
        for text in [
            "ftp://proxy:21",
            "socks://proxy",
            "ws://proxy",
            "file://proxy/x",
        ] {
            assert_eq!(read(text), Err(Fault::Scheme), "{text}");
        }
        for text in ["socks5://us:secret@proxy:1080", "socks5h://proxy:1080"] {
            let expected = if cfg!(feature = "socks") {
                let host = "proxy:1080".to_owned();
                Ok(Address {
                    host,
                    is_http: false,
                })
            } else {
                Err(Fault::Socks)
            };
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
