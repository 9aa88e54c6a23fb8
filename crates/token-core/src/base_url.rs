//! Which base URLs are safe to send a credential to.

use url::{Host, Url};

use crate::error::Error;

/// Returns `text` as a base URL.
///
/// HTTP without TLS is accepted for a loopback host only, which is what a sandbox is.
/// The message never quotes the URL, because it may hold a password.
pub(crate) fn parse(text: &str) -> Result<Url, Error> {
    // The parser drops them without a word.
    if text.contains(|c: char| c.is_control() || c.is_whitespace()) {
        return Err(Error::config(
            "the base URL holds white space or a control character",
        ));
    }
    let url = Url::parse(text)
        .map_err(|error| Error::config(format!("the base URL is not absolute: {error}")))?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Error::config(
            "the base URL holds user info; give credentials to the client instead",
        ));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(Error::config(
            "the base URL holds a query or a fragment, which a request would lose",
        ));
    }
    if url.port() == Some(0) {
        return Err(Error::config("the base URL has port 0"));
    }
    match url.scheme() {
        "https" => Ok(url),
        "http" if is_loopback(&url) => Ok(url),
        "http" => Err(Error::config(
            "the base URL is http; use https, which only a loopback host may do without",
        )),
        _ => Err(Error::config("the base URL is not https")),
    }
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn accepts_what_is_safe() {
        for text in [
            "https://api.squadcast.com",
            "https://gateway.example/squadcast/",
            "http://127.0.0.1:8080",
            "http://[::1]:1",
            "http://localhost",
        ] {
            assert!(parse(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn refuses_what_would_leak() {
        for text in [
            "http://api.squadcast.com",
            "https://CANARY:CANARY@api.squadcast.com",
            "https://api.squadcast.com?key=CANARY",
            "https://api.squadcast.com#CANARY",
            "ftp://127.0.0.1",
            "/CANARY",
            "http://127.0.0.1.example",
            "https://api.squadcast.com\n",
            " https://api.squadcast.com",
            "https://api.squad\tcast.com",
            "https://api.squadcast.com:0",
            "",
        ] {
            let error = parse(text).unwrap_err();
            assert!(!format!("{error} {error:?}").contains("CANARY"), "{error}");
        }
    }
}
