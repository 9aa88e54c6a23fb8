//! The seven operations that the sandbox serves, and their paths.

use std::fmt;

use axum::http::Method;

pub(crate) const REFRESH_TOKENS: &str = "/v3/refresh-token";
pub(crate) const REFRESH_TOKEN: &str = "/v3/refresh-token/{refreshTokenID}";
pub(crate) const ACCESS_TOKEN: &str = "/oauth/access-token";
pub(crate) const ISSUE: &str = "/public/v6/usertoken/issue";
pub(crate) const RENEW: &str = "/public/v6/usertoken/renew";
pub(crate) const REVOKE: &str = "/public/v6/usertoken/revoke";

/// An operation of one of the two APIs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Operation {
    /// Squadcast: creates a refresh token for a user.
    CreateUserToken,
    /// Squadcast: lists the organization's refresh tokens.
    ListUserTokens,
    /// Squadcast: removes a refresh token, and the access tokens made from it.
    RemoveUserToken,
    /// Squadcast: exchanges a refresh token for an access token.
    GetAccessToken,
    /// Mindbody: issues a staff user token.
    IssueToken,
    /// Mindbody: extends the life of a staff user token.
    RenewToken,
    /// Mindbody: revokes a staff user token.
    RevokeToken,
}

impl Operation {
    /// Returns the operation's id, as the OpenAPI documents have it.
    pub fn id(self) -> &'static str {
        match self {
            Self::CreateUserToken => "createUserToken",
            Self::ListUserTokens => "listUserTokens",
            Self::RemoveUserToken => "removeUserToken",
            Self::GetAccessToken => "getAccessToken",
            Self::IssueToken => "issueToken",
            Self::RenewToken => "renewToken",
            Self::RevokeToken => "revokeToken",
        }
    }

    /// Returns the operation that a method and the path of a matched route stand for.
    pub(crate) fn of(method: &Method, path: &str) -> Option<Self> {
        // The router serves HEAD with the GET handler.
        match (method.as_str(), path) {
            ("POST", REFRESH_TOKENS) => Some(Self::CreateUserToken),
            ("GET" | "HEAD", REFRESH_TOKENS) => Some(Self::ListUserTokens),
            ("DELETE", REFRESH_TOKEN) => Some(Self::RemoveUserToken),
            ("GET" | "HEAD", ACCESS_TOKEN) => Some(Self::GetAccessToken),
            ("POST", ISSUE) => Some(Self::IssueToken),
            ("POST", RENEW) => Some(Self::RenewToken),
            ("DELETE", REVOKE) => Some(Self::RevokeToken),
            _ => None,
        }
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.id())
    }
}
