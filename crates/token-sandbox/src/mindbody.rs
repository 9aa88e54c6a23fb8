//! The fake of Mindbody: API keys, sites, staff, and the staff's tokens.

mod account;
mod quota;
mod refusal;
mod routes;
mod staff;
mod wire;

use std::collections::{HashMap, HashSet};

use axum::http::StatusCode;
use chrono::{DateTime, TimeDelta, Utc};

pub use self::account::MindbodyAccount;
use self::quota::Quota;
pub(crate) use self::refusal::Refusal;
pub(crate) use self::routes::routes;
pub use self::staff::{Staff, StaffType};
use self::wire::{Credentials, IssuedToken, RenewedToken};
use crate::token_mint::TokenMint;

/// A token lives a day, and each renewal adds a day to what it has left.
const TOKEN_LIFE: TimeDelta = TimeDelta::hours(24);

const RENEWAL_LIMIT: u32 = 7;

/// The accounts, and the rules by which they change.
#[derive(Default)]
pub(crate) struct Mindbody {
    api_keys: HashSet<String>,
    sites: HashSet<String>,
    staff: Vec<Staff>,
    tokens: HashMap<String, TokenGrant>,
    quota: Quota,
    mint: TokenMint,
}

/// What Mindbody remembers of a token.
struct TokenGrant {
    site_id: String,
    expires: DateTime<Utc>,
    renewals: u32,
}

impl Mindbody {
    pub(crate) fn add_api_key(&mut self, api_key: &str) {
        self.api_keys.insert(api_key.to_owned());
    }

    pub(crate) fn add_site(&mut self, site_id: &str) {
        self.sites.insert(site_id.to_owned());
    }

    pub(crate) fn add_staff(&mut self, staff: Staff) {
        self.staff.push(staff);
    }

    /// Forgets one token, or all; returns how many there were.
    fn forget(&mut self, token: Option<&str>) -> usize {
        let before = self.tokens.len();
        self.tokens
            .retain(|known, _| token.is_some_and(|token| token != known));
        before - self.tokens.len()
    }

    /// Admits a call with a known API key, inside its quota, for a known site; returns the site.
    fn admit<'s>(
        &mut self,
        api_key: Option<&str>,
        site_id: Option<&'s str>,
        now: DateTime<Utc>,
    ) -> Result<&'s str, Refusal> {
        let api_key = api_key.filter(|key| self.api_keys.contains(*key));
        let api_key = api_key.ok_or(Refusal::denied("the API key is missing or unknown"))?;
        self.quota.spend(api_key, now)?;
        let site_id = site_id.ok_or(Refusal::new(
            StatusCode::BAD_REQUEST,
            "MissingRequiredFields",
            "the header siteId is missing",
        ))?;
        if self.sites.contains(site_id) {
            Ok(site_id)
        } else {
            Err(Refusal::new(
                StatusCode::FORBIDDEN,
                "DeniedAccess",
                "the API key has no access to this site",
            ))
        }
    }

    /// Issues a token to a staff member, for use at one site.
    fn issue_token(
        &mut self,
        credentials: &Credentials,
        site_id: &str,
        now: DateTime<Utc>,
    ) -> Result<IssuedToken, Refusal> {
        let staff = self
            .staff
            .iter()
            .find(|staff| credentials.are_of(staff))
            .ok_or(Refusal::denied("the user name or the password is wrong"))?;
        let token = self.mint.opaque("mindbody-staff");
        let grant = TokenGrant {
            site_id: site_id.to_owned(),
            expires: now + TOKEN_LIFE,
            renewals: 0,
        };
        let issued = IssuedToken::new(token.clone(), grant.expires, staff);
        self.tokens.insert(token, grant);
        Ok(issued)
    }

    /// Adds a day to a live token, counted from the expiry that it has.
    fn renew_token(
        &mut self,
        token: Option<&str>,
        site_id: &str,
        now: DateTime<Utc>,
    ) -> Result<RenewedToken, Refusal> {
        let (token, grant) = self.live_token(token, site_id, now)?;
        if grant.renewals == RENEWAL_LIMIT {
            return Err(Refusal::new(
                StatusCode::FORBIDDEN,
                "RenewalLimitReached",
                "the token has been renewed seven times; issue a new one",
            ));
        }
        grant.renewals += 1;
        grant.expires += TOKEN_LIFE;
        Ok(RenewedToken::new(token.to_owned(), grant.expires))
    }

    /// Kills a live token.
    fn revoke_token(
        &mut self,
        token: Option<&str>,
        site_id: &str,
        now: DateTime<Utc>,
    ) -> Result<(), Refusal> {
        let (token, _) = self.live_token(token, site_id, now)?;
        self.tokens.remove(token);
        Ok(())
    }

    fn live_token<'t>(
        &mut self,
        token: Option<&'t str>,
        site_id: &str,
        now: DateTime<Utc>,
    ) -> Result<(&'t str, &mut TokenGrant), Refusal> {
        token
            .and_then(|token| Some((token, self.tokens.get_mut(token)?)))
            .filter(|(_, grant)| now < grant.expires && grant.site_id == site_id)
            .ok_or(Refusal::denied(
                "the token is missing, unknown at this site, expired or revoked",
            ))
    }
}

#[cfg(test)]
mod tests;
