//! How a store is opened: by the addresses of its servers, and with what TLS needs to know.

use std::{sync::Arc, time::Duration};

use ::redis::Client;

use super::{
    Inner, RedisStore,
    address::Address,
    problem::Problem,
    servers::{Servers, Topology},
    tls::{Tls, Trust},
};
use crate::{credential::secret::Secret, error::box_error::BoxError};

/// How long an operation takes at most, unless it is set.
const TIMEOUT: Duration = Duration::from_secs(5);

impl RedisStore {
    /// Creates the store of `key` in the server at `server`, such as `rediss://user:password@host:6379/0`.
    ///
    /// The schemes are `redis`, `rediss` (with TLS), `valkey`, `valkeys` (with TLS), and `redis+unix`.
    /// Nothing is connected before the store is used.
    ///
    /// # Errors
    ///
    /// An address that is not valid, or that needs a TLS feature; the error does not quote it.
    pub fn new(server: impl AsRef<str>, key: impl Into<String>) -> Result<Self, BoxError> {
        let (server, key) = (server.as_ref(), key.into());
        let scheme = server.split_once(':').map_or("", |(scheme, _rest)| scheme);
        if ["unix", "redis+unix", "valkey+unix"].contains(&scheme) {
            let client = Client::open(server);
            return client
                .map(|client| Self::with_client(client, &*key))
                .map_err(|_quotes| {
                    Problem::boxed(&key, "the address of the server is not a valid path")
                });
        }
        let address = Address::parse(server).map_err(|what| Problem::boxed(&key, what))?;
        let (is_tls, lease_key) = (address.is_tls, lease_key(&key));
        Self::open(Topology::One(address), is_tls, key, lease_key)
    }

    /// Creates the store of `key` in the Redis Cluster that has these nodes, of which one is enough.
    ///
    /// Redirections to other nodes are followed, with the user, the password and the TLS of the node that redirects.
    /// The lease is kept in the slot of the key: the key's own hash tag is used, or else the whole key becomes one.
    ///
    /// # Errors
    ///
    /// No address, one that is not valid or needs a TLS feature, a mixture of addresses with and without TLS, and a
    /// key with a brace in it that is not part of a hash tag.
    pub fn cluster<S: AsRef<str>>(
        nodes: impl IntoIterator<Item = S>,
        key: impl Into<String>,
    ) -> Result<Self, BoxError> {
        let key = key.into();
        let (nodes, is_tls) = addresses(nodes, &key)?;
        if nodes.iter().any(|node| node.login.db() != 0) {
            return Err(Problem::boxed(&key, "a cluster has the database 0 only"));
        }
        let lease_key = lease_key_of_slot(&key).ok_or_else(|| {
            let what = "the key has a brace that is not part of a hash tag, so that its lease cannot share its slot";
            Problem::boxed(&key, what)
        })?;
        Self::open(Topology::cluster(nodes), is_tls, key, lease_key)
    }

    /// Creates the store of `key` in the primary that these Sentinels know as `primary`.
    ///
    /// The addresses of the Sentinels carry their own user and password, if they have one.
    /// `primary` is the name, such as `mymaster`, or an address with the name in place of the host, which says how to
    /// log in at the primary and whether with TLS: `rediss://user:password@mymaster/0`.
    /// Each operation asks the Sentinels for the primary, so that it follows a failover.
    ///
    /// # Errors
    ///
    /// No address, or one that is not valid or needs a TLS feature.
    pub fn sentinel<S: AsRef<str>>(
        sentinels: impl IntoIterator<Item = S>,
        primary: impl AsRef<str>,
        key: impl Into<String>,
    ) -> Result<Self, BoxError> {
        let (primary, key) = (primary.as_ref(), key.into());
        let (mut sentinels, is_tls) = addresses(sentinels, &key)?;
        for sentinel in &mut sentinels {
            sentinel.login = sentinel.login.clone().set_db(0);
        }
        let is_name = !primary.contains("://");
        let address = if is_name { "redis://primary" } else { primary };
        let address = Address::parse(address).map_err(|what| Problem::boxed(&key, what))?;
        let name = if is_name { primary } else { &address.host };
        if name.is_empty() {
            return Err(Problem::boxed(&key, "the name of the primary is empty"));
        }
        let (name, is_tls, lease_key) =
            (name.to_owned(), is_tls || address.is_tls, lease_key(&key));
        Self::open(
            Topology::sentinel(sentinels, name, address),
            is_tls,
            key,
            lease_key,
        )
    }

    /// Creates the store of `key` in the server of `client`, which may have TLS settings of its own.
    pub fn with_client(client: Client, key: impl Into<String>) -> Self {
        let key = key.into();
        let servers = Servers {
            topology: Topology::Client(client),
            tls: None,
        };
        let lease_key = lease_key(&key);
        Self::of(servers, key, lease_key)
    }

    /// Trusts these certificates, in PEM, besides the system's; for `rediss://` addresses.
    ///
    /// # Errors
    ///
    /// A text without a certificate, and a store that was opened without `rediss://`.
    pub fn root_certificates(mut self, pem: impl Into<Vec<u8>>) -> Result<Self, BoxError> {
        let inner = Arc::make_mut(&mut self.0);
        inner.trust.roots.push(pem.into());
        inner.reload()?;
        Ok(self)
    }

    /// Proves who this client is by certificates and the key of the first one, both in PEM; for `rediss://` addresses.
    ///
    /// # Errors
    ///
    /// A text without a certificate or a key, and a store that was opened without `rediss://`.
    pub fn identity(
        mut self,
        certificates: impl Into<Vec<u8>>,
        key: Secret,
    ) -> Result<Self, BoxError> {
        let inner = Arc::make_mut(&mut self.0);
        inner.trust.identity = Some((certificates.into(), key));
        inner.reload()?;
        Ok(self)
    }

    /// Sets how long an operation may take, connecting included; 5 s by default.
    ///
    /// With a cluster or Sentinel, one server that does not respond may take a quarter of it.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        Arc::make_mut(&mut self.0).timeout = timeout;
        self
    }

    /// Seals what is stored with `secret`, in place of one of the login.
    ///
    /// It must be random, as the output of `openssl rand -base64 32`: a password that a person chose can be guessed.
    /// All processes that share the key need the same one; an empty one is an error when it is used.
    #[cfg(feature = "seal")]
    pub fn seal_with(mut self, secret: Secret) -> Self {
        Arc::make_mut(&mut self.0).secret = Some(secret);
        self
    }

    fn open(
        topology: Topology,
        is_tls: bool,
        key: String,
        lease_key: String,
    ) -> Result<Self, BoxError> {
        let servers = Servers {
            topology,
            tls: None,
        };
        let mut store = Self::of(servers, key, lease_key);
        if is_tls {
            Arc::make_mut(&mut store.0).load_tls()?;
        }
        Ok(store)
    }

    fn of(servers: Servers, key: String, lease_key: String) -> Self {
        Self(Arc::new(Inner {
            servers,
            trust: Trust::default(),
            key,
            lease_key,
            timeout: TIMEOUT,
            secret: None,
        }))
    }
}

impl Inner {
    /// Sets TLS up anew, after what it is to trust has changed.
    fn reload(&mut self) -> Result<(), BoxError> {
        if self.servers.tls.is_none() {
            let what = "TLS settings have no effect without a `rediss://` address";
            return Err(Problem::boxed(&self.key, what));
        }
        self.load_tls()
    }

    fn load_tls(&mut self) -> Result<(), BoxError> {
        let loaded = Tls::load(&self.trust);
        let tls = loaded.map_err(|error| Problem::boxed(&self.key, error.to_string()))?;
        self.servers.tls = Some(tls);
        Ok(())
    }
}

/// Reads addresses that all want TLS, or none, and says which.
fn addresses<S: AsRef<str>>(
    texts: impl IntoIterator<Item = S>,
    key: &str,
) -> Result<(Vec<Address>, bool), BoxError> {
    let read: Result<Vec<_>, _> = texts
        .into_iter()
        .map(|text| Address::parse(text.as_ref()))
        .collect();
    let addresses = read.map_err(|what| Problem::boxed(key, what))?;
    let with_tls = addresses.iter().filter(|address| address.is_tls).count();
    if addresses.is_empty() {
        return Err(Problem::boxed(key, "no address was given"));
    }
    if with_tls != 0 && with_tls != addresses.len() {
        return Err(Problem::boxed(
            key,
            "some of the addresses have TLS, and others do not",
        ));
    }
    Ok((addresses, with_tls != 0))
}

fn lease_key(key: &str) -> String {
    format!("{key}:lease")
}

/// Returns a key for the lease that a cluster keeps in the slot of `key`.
///
/// The slot is that of the text between the first brace and the next closing one, if there is such a text, or else
/// that of the whole key.
fn lease_key_of_slot(key: &str) -> Option<String> {
    let behind = key.split_once('{').map(|(_before, behind)| behind);
    let has_tag = behind.is_some_and(|behind| behind.find('}').is_some_and(|end| end > 0));
    if has_tag {
        return Some(lease_key(key));
    }
    let can_be_tag = !key.is_empty() && !key.contains('}');
    can_be_tag.then(|| lease_key(&format!("{{{key}}}")))
}
