//! Keys in the query and in a cookie.

use async_trait::async_trait;

use super::Credential;
use crate::{
    credential::secret::Secret,
    error::{box_error::BoxError, invalid_argument::InvalidArgument},
    session::{login::Login, token::Generation},
    transport::request::{Request, encode::Encode},
};

/// A fixed key in the query.
///
/// Servers and proxies write queries into their logs; where an API takes the key in a header too, prefer that.
#[derive(Debug)]
pub struct QueryKey {
    name: &'static str,
    key: Secret,
}

impl QueryKey {
    /// Creates the credential.
    ///
    /// # Errors
    ///
    /// An empty key.
    pub fn new(name: &'static str, key: &Secret) -> Result<Self, InvalidArgument> {
        let key = not_empty(name, key)?;
        Ok(Self { name, key })
    }
}

#[async_trait]
impl Credential for QueryKey {
    async fn apply(&self, request: &mut Request) -> Result<Generation, BoxError> {
        let key = Encode::Strict.text(self.key.expose());
        let pair = format!("{}={key}", Encode::Strict.text(self.name));
        let query = match request.url.query() {
            None | Some("") => pair,
            Some(query) => format!("{query}&{pair}"),
        };
        request.url.set_query(Some(&query));
        request.keep_secret(self.key.expose());
        request.keep_secret(&key);
        Ok(Generation::default())
    }

    async fn identify(&self, name: &'static str, login: Login) -> Result<Login, BoxError> {
        Ok(login.key(name, self.key.clone()))
    }
}

/// A fixed key in a cookie.
#[derive(Debug)]
pub struct CookieKey {
    name: &'static str,
    key: Secret,
}

impl CookieKey {
    /// Creates the credential.
    ///
    /// # Errors
    ///
    /// An empty key.
    pub fn new(name: &'static str, key: &Secret) -> Result<Self, InvalidArgument> {
        let key = not_empty(name, key)?;
        Ok(Self { name, key })
    }
}

#[async_trait]
impl Credential for CookieKey {
    async fn apply(&self, request: &mut Request) -> Result<Generation, BoxError> {
        let key = Encode::Cookie.text(self.key.expose());
        request.add_cookie(&format!("{}={key}", self.name))?;
        request.keep_secret(self.key.expose());
        request.keep_secret(&key);
        Ok(Generation::default())
    }

    async fn identify(&self, name: &'static str, login: Login) -> Result<Login, BoxError> {
        Ok(login.key(name, self.key.clone()))
    }
}

fn not_empty(name: &'static str, key: &Secret) -> Result<Secret, InvalidArgument> {
    if key.expose().is_empty() {
        return Err(InvalidArgument::new(name, "is empty"));
    }
    Ok(key.clone())
}
