//! A token that was just minted, and how long it lives.

use std::time::Duration;

use http::HeaderMap;

use super::{
    lifetime::{self, Life, Over, Times},
    pointers::TokenPointers,
    source::error::SourceError,
};
use crate::{credential::secret::Secret, model::datetime::DateTime, transport::response::Response};

/// A token that was just minted.
#[derive(Debug, Clone)]
#[must_use]
pub struct Minted {
    pub(crate) token: Secret,
    pub(super) life: Life,
}

impl Minted {
    /// Creates a token of unknown life; the session takes
    /// [`default_life`](crate::session::SessionSettings::default_life) for it.
    pub fn new(token: impl Into<Secret>) -> Self {
        Self {
            token: token.into(),
            life: Life::default(),
        }
    }

    /// Reads the response to a login: the token and its times, by their places alone.
    ///
    /// [`Call::mint`](crate::call::Call::mint) sends the request, too; this is for a response that came otherwise.
    ///
    /// # Errors
    ///
    /// [`SourceError::declined`] for a response without a token, and for one that had ended when it came;
    /// the message holds the pointer and the type of what was found, and never a value.
    pub fn read(response: &Response, pointers: &TokenPointers) -> Result<Self, SourceError> {
        let headers = &response.headers;
        let (token, times) = pointers
            .read(&response.body, headers)
            .map_err(SourceError::declined)?;
        Self::with_times(token, &times, headers).map_err(|Over| lifetime::is_over())
    }

    /// Creates a token of this life.
    pub(crate) fn with_times(
        token: Secret,
        times: &Times,
        headers: &HeaderMap,
    ) -> Result<Self, Over> {
        let life = times.life(headers)?;
        Ok(Self { token, life })
    }

    /// Sets how long the token lives, counted from before its request left.
    pub fn lives(mut self, life: Duration) -> Self {
        self.life.said = Some(life);
        self
    }

    /// Sets the same in seconds; `None` leaves the life unknown, and a token of 0 s is of no use.
    ///
    /// # Errors
    ///
    /// A token that had expired when it came.
    pub fn expires_in(mut self, seconds: Option<i64>) -> Result<Self, SourceError> {
        if let Some(seconds) = seconds {
            let seconds = u64::try_from(seconds).map_err(|_negative| lifetime::is_over())?;
            self.life.said = Some(Duration::from_secs(seconds));
        }
        Ok(self)
    }

    /// Sets how long the token lives: from the `Date` of the response's `headers` to `expires`, less its `Age`.
    ///
    /// Only a server that sends no `Date` is measured by the clock of this machine.
    /// `None` leaves the life unknown.
    ///
    /// # Errors
    ///
    /// A token that had expired when it came.
    pub fn expires(
        mut self,
        expires: Option<DateTime>,
        headers: &HeaderMap,
    ) -> Result<Self, SourceError> {
        let times = Times {
            expires,
            ..Times::default()
        };
        self.life = times.life(headers).map_err(|Over| lifetime::is_over())?;
        Ok(self)
    }

    /// Sets the same from Unix seconds.
    ///
    /// # Errors
    ///
    /// As [`expires`](Self::expires).
    pub fn expires_at_unix(
        self,
        seconds: Option<i64>,
        headers: &HeaderMap,
    ) -> Result<Self, SourceError> {
        self.expires(seconds.map(lifetime::from_unix), headers)
    }
}
