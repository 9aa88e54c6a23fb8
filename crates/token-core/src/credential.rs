//! Credentials: how a client authenticates.
//!
//! A [`Credential`] authorizes requests: [`Bearer`], [`Basic`], [`HeaderKey`], [`QueryKey`], [`CookieKey`], a session, or
//! one of your own.
//! A [`Secret`] is the text, and a [`SecretProvider`] supplies one that changes while the program runs.

pub(crate) mod basic;
pub(crate) mod changing;
mod fixed;
mod place;
pub(crate) mod secret;

use std::fmt;

use async_trait::async_trait;
use http::{HeaderName, HeaderValue, header};

pub use basic::Basic;
pub(crate) use fixed::fixed;
pub use place::{CookieKey, QueryKey};
pub use secret::{Secret, SecretFile, SecretProvider, SharedSecret};

use crate::{
    error::{box_error::BoxError, invalid_argument::InvalidArgument},
    session::{login::Login, token::Generation},
    transport::request::{Request, secret_header},
};

/// Something that authorizes requests.
///
/// It is applied to every attempt just before it leaves, so that it may change in between.
#[async_trait]
pub trait Credential: fmt::Debug + Send + Sync + 'static {
    /// Adds the credential to `request`, as a header that is marked sensitive, and returns the generation that it used.
    ///
    /// A credential that never changes returns [`Generation::default`].
    ///
    /// What is sent in another place is passed to [`Request::keep_secret`], too.
    ///
    /// # Errors
    ///
    /// Whatever keeps it from having a valid credential; the call then fails with
    /// [`ErrorKind::Credential`](crate::error::ErrorKind::Credential) before anything is sent.
    async fn apply(&self, request: &mut Request) -> Result<Generation, BoxError>;

    /// Adds to `login` what identifies the account of this credential; the document calls the credential `name`.
    ///
    /// A [`TokenSession`](crate::session::TokenSession) compares it with the login of a stored record, before it logs in with
    /// this credential.
    /// By default nothing is added, which suits what differs from request to request, such as a signature.
    ///
    /// # Errors
    ///
    /// Whatever keeps it from having a valid credential.
    async fn identify(&self, name: &'static str, login: Login) -> Result<Login, BoxError> {
        let _ = name;
        Ok(login)
    }

    /// Notes that the server responded with 401 to the credential of `generation`, and returns whether there is a newer
    /// one.
    ///
    /// `true` has the request repeated, once in a call and whatever its method: the server refused to act.
    /// A credential that never changes has no other, which is the default.
    async fn rejected(&self, generation: Generation) -> bool {
        let _ = generation;
        false
    }
}

/// A fixed token in `Authorization: Bearer`.
#[derive(Debug)]
pub struct Bearer(HeaderKey);

impl Bearer {
    /// Creates the credential.
    ///
    /// # Errors
    ///
    /// An empty token, or one that a header cannot carry.
    pub fn new(token: &Secret) -> Result<Self, InvalidArgument> {
        HeaderKey::with_prefix(header::AUTHORIZATION, "Bearer ", token).map(Self)
    }
}

#[async_trait]
impl Credential for Bearer {
    async fn apply(&self, request: &mut Request) -> Result<Generation, BoxError> {
        self.0.apply(request).await
    }

    async fn identify(&self, name: &'static str, login: Login) -> Result<Login, BoxError> {
        self.0.identify(name, login).await
    }
}

/// A fixed key in a header of its own.
#[derive(Debug)]
pub struct HeaderKey {
    name: HeaderName,
    // Its `Debug` prints `Sensitive`.
    value: HeaderValue,
    key: Secret,
}

impl HeaderKey {
    /// Creates the credential.
    ///
    /// # Errors
    ///
    /// An empty key, or one that a header cannot carry.
    pub fn new(name: HeaderName, key: &Secret) -> Result<Self, InvalidArgument> {
        Self::with_prefix(name, "", key)
    }

    fn with_prefix(
        name: HeaderName,
        prefix: &str,
        secret: &Secret,
    ) -> Result<Self, InvalidArgument> {
        if secret.expose().is_empty() {
            return Err(InvalidArgument::new(name.to_string(), "is empty"));
        }
        match secret_header(prefix, secret) {
            Some(value) => Ok(Self {
                name,
                value,
                key: secret.clone(),
            }),
            None => Err(InvalidArgument::new(
                name.to_string(),
                "holds a character that a header cannot carry, such as a line break, a letter outside of ASCII, or a space at either end",
            )),
        }
    }
}

#[async_trait]
impl Credential for HeaderKey {
    async fn apply(&self, request: &mut Request) -> Result<Generation, BoxError> {
        request
            .headers
            .insert(self.name.clone(), self.value.clone());
        Ok(Generation::default())
    }

    async fn identify(&self, name: &'static str, login: Login) -> Result<Login, BoxError> {
        Ok(login.key(name, self.key.clone()))
    }
}
