//! The values of the default state: what a new sandbox knows before a test adds to it.

/// Squadcast: the id of the one organization.
pub const ORGANIZATION_ID: &str = "0000000000000000000000aa";

/// Squadcast: the id of the organization's first user.
pub const USER_ID: &str = "0000000000000000000000bb";

/// Squadcast: the refresh token of the first user, for `X-Refresh-Token`.
pub const REFRESH_TOKEN: &str = "squadcast-refresh-seed-70d1f1a1c9c24b6f9a52e3b8";

/// Mindbody: the API key, for the header `API-Key`.
pub const API_KEY: &str = "mindbody-api-key-seed-1b6d0c7e5f3a4982";

/// Mindbody: the site, for the header `siteId`.
pub const SITE_ID: &str = "-99";

/// Mindbody: the user name of the one staff member.
pub const USERNAME: &str = "sandbox-staff";

/// Mindbody: the password of the one staff member.
pub const PASSWORD: &str = "mindbody-password-seed-8e2f47d05c9b";
