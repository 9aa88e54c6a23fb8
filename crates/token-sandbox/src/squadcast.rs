//! The fake of Squadcast: one organization, its users, and their tokens.

mod account;
mod refusal;
mod routes;
mod wire;

use std::collections::{HashMap, HashSet};

use axum::http::StatusCode;
use chrono::{DateTime, SecondsFormat, Utc};

pub use self::account::SquadcastAccount;
pub(crate) use self::refusal::Refusal;
pub(crate) use self::routes::routes;
use self::wire::{ApiToken, ExchangedToken};
use crate::seed;
use crate::token_mint::TokenMint;

/// An access token lives 48 hours.
const ACCESS_TOKEN_SECONDS: i64 = 48 * 60 * 60;

/// What a refresh token shows as its last use before the first one: the zero time of Go.
const NEVER: &str = "0001-01-01T00:00:00Z";

const RATE_LIMIT: i64 = 100;

/// The organization, and the rules by which it changes.
#[derive(Default)]
pub(crate) struct Squadcast {
    users: HashSet<String>,
    refresh_tokens: Vec<ApiToken>,
    access_tokens: HashMap<String, AccessGrant>,
    ids_given: u64,
    mint: TokenMint,
}

/// What the organization remembers of an access token.
struct AccessGrant {
    refresh_token_id: String,
    expires_at: i64,
}

impl Squadcast {
    /// Adds a user with a refresh token of the given value.
    pub(crate) fn add_user(&mut self, user_id: &str, refresh_token: String) {
        self.users.insert(user_id.to_owned());
        self.keep_refresh_token(user_id, refresh_token);
    }

    /// Adds a user, and returns the refresh token made for it.
    fn enroll_user(&mut self, user_id: &str) -> String {
        let refresh_token = self.mint.opaque("squadcast-refresh");
        self.add_user(user_id, refresh_token.clone());
        refresh_token
    }

    /// Admits the bearer of a live access token.
    fn authorize(&self, access_token: Option<&str>, now: DateTime<Utc>) -> Result<(), Refusal> {
        let grant = access_token.and_then(|token| self.access_tokens.get(token));
        match grant {
            Some(grant) if now.timestamp() < grant.expires_at => Ok(()),
            _ => Err(Refusal::new(
                StatusCode::UNAUTHORIZED,
                "the access token is missing, unknown or expired",
            )),
        }
    }

    /// Creates a refresh token for a user.
    fn create_user_token(&mut self, user_id: &str) -> Result<ApiToken, Refusal> {
        if !self.users.contains(user_id) {
            let message = "the organization has no such user";
            return Err(Refusal::new(StatusCode::NOT_FOUND, message));
        }
        let refresh_token = self.mint.opaque("squadcast-refresh");
        Ok(self.keep_refresh_token(user_id, refresh_token))
    }

    /// Returns the organization's refresh tokens, oldest first.
    fn list_user_tokens(&self) -> Vec<ApiToken> {
        self.refresh_tokens.clone()
    }

    /// Removes a refresh token, and with it the access tokens made from it.
    fn remove_user_token(&mut self, id: &str) -> Result<(), Refusal> {
        let position = self.refresh_tokens.iter().position(|token| token.id == id);
        let Some(position) = position else {
            let message = "the organization has no such refresh token";
            return Err(Refusal::new(StatusCode::NOT_FOUND, message));
        };
        self.refresh_tokens.remove(position);
        self.access_tokens
            .retain(|_, grant| grant.refresh_token_id != id);
        Ok(())
    }

    /// Exchanges a refresh token for a new access token.
    fn get_access_token(
        &mut self,
        refresh_token: Option<&str>,
        now: DateTime<Utc>,
    ) -> Result<ExchangedToken, Refusal> {
        let parent = self
            .refresh_tokens
            .iter_mut()
            .find(|known| Some(known.token.as_str()) == refresh_token)
            .ok_or(Refusal::new(
                StatusCode::UNAUTHORIZED,
                "the refresh token is missing or unknown",
            ))?;
        parent.last_refresh = now.to_rfc3339_opts(SecondsFormat::Secs, true);
        let issued_at = now.timestamp();
        let grant = AccessGrant {
            refresh_token_id: parent.id.clone(),
            expires_at: issued_at + ACCESS_TOKEN_SECONDS,
        };
        let exchanged = ExchangedToken {
            access_token: self.mint.jwt("squadcast-access"),
            expires_at: grant.expires_at,
            issued_at,
            refresh_token: parent.token.clone(),
            kind: "Bearer",
        };
        self.access_tokens
            .insert(exchanged.access_token.clone(), grant);
        Ok(exchanged)
    }

    /// Forgets one access token, or all; returns how many there were.
    fn forget(&mut self, token: Option<&str>) -> usize {
        let before = self.access_tokens.len();
        self.access_tokens
            .retain(|known, _| token.is_some_and(|token| token != known));
        before - self.access_tokens.len()
    }

    fn keep_refresh_token(&mut self, user_id: &str, token: String) -> ApiToken {
        self.ids_given += 1;
        let token = ApiToken {
            id: format!("{:024x}", self.ids_given),
            organization_id: seed::ORGANIZATION_ID,
            user_id: user_id.to_owned(),
            token,
            last_refresh: NEVER.to_owned(),
            rate_limit: RATE_LIMIT,
            deleted: false,
        };
        self.refresh_tokens.push(token.clone());
        token
    }
}

#[cfg(test)]
mod tests;
