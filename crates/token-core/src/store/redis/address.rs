//! The address of one server: where it is, whether TLS protects the way, and who logs in.

use std::fmt;

use ::redis::{ConnectionAddr, ConnectionInfo, IntoConnectionInfo, RedisConnectionInfo};

/// Why an address is not one, without quoting it.
type Problem = &'static str;

const NOT_VALID: Problem =
    "the address of the server is not valid; it looks like `redis://user:password@host:6379/0`";
const NOT_VERIFIED: Problem = "`#insecure` is not supported: the certificate of a server is always verified; set `root_certificates` instead";
const NO_TLS: Problem = "`rediss://` needs the feature `rustls` or `native-tls` of token-core";

/// Where a node of Redis listens, and how to log in there.
#[derive(Clone)]
pub(super) struct Address {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) is_tls: bool,
    pub(super) login: RedisConnectionInfo,
}

impl Address {
    /// Reads `redis://` and `rediss://` addresses, and those of Valkey.
    pub(super) fn parse(address: &str) -> Result<Self, Problem> {
        // The crate reads `rediss://` only with TLS features of its own, and TLS is ours.
        let (scheme, rest) = address.split_once("://").ok_or(NOT_VALID)?;
        let is_tls = match scheme {
            "redis" | "valkey" => false,
            "rediss" | "valkeys" => true,
            _ => return Err(NOT_VALID),
        };
        if is_tls && rest.ends_with("#insecure") {
            return Err(NOT_VERIFIED);
        }
        if is_tls && cfg!(not(any(feature = "rustls", feature = "native-tls"))) {
            return Err(NO_TLS);
        }
        let info: ConnectionInfo = format!("redis://{rest}")
            .into_connection_info()
            .map_err(|_quotes| NOT_VALID)?;
        match info.addr() {
            ConnectionAddr::Tcp(host, port) => Ok(Self {
                host: host.clone(),
                port: *port,
                is_tls,
                login: info.redis_settings().clone(),
            }),
            _ => Err(NOT_VALID),
        }
    }

    /// Returns another node that is reached in the same way.
    pub(super) fn at(&self, host: &str, port: u16) -> Self {
        let host = if host.is_empty() { &self.host } else { host };
        Self {
            host: host.to_owned(),
            port,
            ..self.clone()
        }
    }

    /// Returns the node that a redirection such as `10.0.0.7:6379` names; without a host it is the same one.
    pub(super) fn redirected(&self, node: &str) -> Option<Self> {
        let (host, port) = node.rsplit_once(':')?;
        Some(self.at(host, port.parse().ok()?))
    }
}

/// Without the login.
impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Address")
            .field("host", &self.host)
            .field("port", &self.port)
            .field("is_tls", &self.is_tls)
            .finish_non_exhaustive()
    }
}
