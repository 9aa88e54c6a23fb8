//! A user name and a password.

use async_trait::async_trait;
use base64::{Engine, engine::general_purpose::STANDARD};
use http::{HeaderValue, header};
use zeroize::Zeroizing;

use super::Credential;
use crate::{
    credential::secret::Secret,
    error::{box_error::BoxError, invalid_argument::InvalidArgument},
    session::{login::Login, token::Generation},
    transport::request::{Request, secret_header},
};

/// A fixed user name and password in `Authorization: Basic` (RFC 7617, in UTF-8).
#[derive(Debug)]
pub struct Basic {
    // Its `Debug` prints `Sensitive`.
    value: HeaderValue,
    username: Secret,
    password: Secret,
}

impl Basic {
    /// Creates the credential; either of the two may be empty, as some APIs have it.
    ///
    /// # Errors
    ///
    /// A user name with a colon, which would end it, and control characters in either.
    pub fn new(username: &str, password: &Secret) -> Result<Self, InvalidArgument> {
        if username.contains(':') {
            return Err(InvalidArgument::new(
                "username",
                "holds a colon, which would end it",
            ));
        }
        let plain = Zeroizing::new(format!("{username}:{}", password.expose()));
        if plain.contains(char::is_control) {
            return Err(InvalidArgument::new(
                "authorization",
                "holds a control character, such as a line break",
            ));
        }
        let encoded = Secret::from(STANDARD.encode(plain.as_bytes()));
        let value = secret_header("Basic ", &encoded)
            .ok_or_else(|| InvalidArgument::new("authorization", "is not a header value"))?;
        Ok(Self {
            value,
            username: username.into(),
            password: password.clone(),
        })
    }

    /// Creates the credential from one text: `username:password`.
    ///
    /// # Errors
    ///
    /// A text without a colon, and what [`new`](Self::new) refuses.
    pub fn parse(pair: &Secret) -> Result<Self, InvalidArgument> {
        match pair.expose().split_once(':') {
            Some((username, password)) => Self::new(username, &password.into()),
            None => Err(InvalidArgument::new(
                "authorization",
                "holds no colon: write `username:password`",
            )),
        }
    }
}

#[async_trait]
impl Credential for Basic {
    async fn apply(&self, request: &mut Request) -> Result<Generation, BoxError> {
        request
            .headers
            .insert(header::AUTHORIZATION, self.value.clone());
        request.keep_secret(self.password.expose());
        Ok(Generation::default())
    }

    async fn identify(&self, name: &'static str, login: Login) -> Result<Login, BoxError> {
        let login = login.part(name, self.username.expose());
        Ok(login.password(name, self.password.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::Basic;

    #[test]
    fn refuses_what_would_be_another_name() {
        // RFC 7617 section 2.1.
        let basic = Basic::new("test", &"123\u{a3}".into()).unwrap();
        assert_eq!(basic.value.to_str().unwrap(), "Basic dGVzdDoxMjPCow==");
        let parsed = Basic::parse(&"Aladdin:open:sesame".into()).unwrap();
        assert_eq!(
            parsed.value.to_str().unwrap(),
            "Basic QWxhZGRpbjpvcGVuOnNlc2FtZQ=="
        );
        assert!(Basic::new("", &"".into()).is_ok());
        for (username, password) in [("a:b", "CANARY"), ("a", "CANARY\n"), ("a\u{7f}", "CANARY")] {
            let error = Basic::new(username, &password.into()).unwrap_err();
            assert!(!format!("{error} {error:?}").contains("CANARY"));
        }
        assert!(Basic::parse(&"CANARY".into()).is_err());
        assert!(!format!("{basic:?}").contains("dGVz"));
    }
}
