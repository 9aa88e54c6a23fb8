//! The rules of Mindbody, without a server.

use super::*;

const NOW: DateTime<Utc> = DateTime::UNIX_EPOCH;
const SITE: &str = "-99";

fn mindbody() -> Mindbody {
    let mut mindbody = Mindbody::default();
    mindbody.add_api_key("key");
    mindbody.add_site(SITE);
    mindbody.add_staff(Staff::new("staff", "password"));
    mindbody
}

fn issue(mindbody: &mut Mindbody, now: DateTime<Utc>) -> String {
    let credentials = Credentials::new("staff", "password");
    let issued = mindbody.issue_token(&credentials, SITE, now);
    issued.unwrap().access_token
}

/// Returns the moment at which a token stops working.
fn expiry(mindbody: &Mindbody, token: &str) -> DateTime<Utc> {
    mindbody.tokens[token].expires
}

#[test]
fn a_token_lives_24_hours() {
    let mut mindbody = mindbody();
    let token = issue(&mut mindbody, NOW);
    assert_eq!(expiry(&mindbody, &token), NOW + TimeDelta::hours(24));

    let last_moment = NOW + TimeDelta::hours(24) - TimeDelta::nanoseconds(1);
    assert!(mindbody.live_token(Some(&token), SITE, last_moment).is_ok());
    let at_expiry = NOW + TimeDelta::hours(24);
    let refusal = mindbody.renew_token(Some(&token), SITE, at_expiry);
    assert_eq!(refusal.err().unwrap().status, StatusCode::UNAUTHORIZED);
}

#[test]
fn a_renewal_counts_from_the_current_expiry() {
    let mut mindbody = mindbody();
    let token = issue(&mut mindbody, NOW);
    let an_hour_later = NOW + TimeDelta::hours(1);
    mindbody
        .renew_token(Some(&token), SITE, an_hour_later)
        .unwrap();
    assert_eq!(expiry(&mindbody, &token), NOW + TimeDelta::hours(48));
}

#[test]
fn the_eighth_renewal_is_refused_and_changes_nothing() {
    let mut mindbody = mindbody();
    let token = issue(&mut mindbody, NOW);
    for _ in 0..7 {
        mindbody.renew_token(Some(&token), SITE, NOW).unwrap();
    }
    let eight_days = NOW + TimeDelta::days(8);
    assert_eq!(expiry(&mindbody, &token), eight_days);

    let refusal = mindbody.renew_token(Some(&token), SITE, NOW).err().unwrap();
    assert_eq!(refusal.status, StatusCode::FORBIDDEN);
    assert_eq!(expiry(&mindbody, &token), eight_days);

    let fresh = issue(&mut mindbody, NOW);
    assert!(mindbody.renew_token(Some(&fresh), SITE, NOW).is_ok());
}

#[test]
fn revocation_kills_one_token_at_once() {
    let mut mindbody = mindbody();
    let revoked = issue(&mut mindbody, NOW);
    let other = issue(&mut mindbody, NOW);
    mindbody.revoke_token(Some(&revoked), SITE, NOW).unwrap();

    let again = mindbody.revoke_token(Some(&revoked), SITE, NOW);
    assert_eq!(again.err().unwrap().status, StatusCode::UNAUTHORIZED);
    assert!(mindbody.renew_token(Some(&revoked), SITE, NOW).is_err());
    assert!(mindbody.renew_token(Some(&other), SITE, NOW).is_ok());
}

#[test]
fn a_token_belongs_to_the_site_it_was_issued_for() {
    let mut mindbody = mindbody();
    let token = issue(&mut mindbody, NOW);
    let refusal = mindbody.renew_token(Some(&token), "1", NOW).err().unwrap();
    assert_eq!(refusal.status, StatusCode::UNAUTHORIZED);
}

#[test]
fn wrong_credentials_are_denied() {
    let mut mindbody = mindbody();
    for (username, password) in [("staff", "Password"), ("other", "password")] {
        let credentials = Credentials::new(username, password);
        let refusal = mindbody.issue_token(&credentials, SITE, NOW);
        assert_eq!(refusal.err().unwrap().status, StatusCode::UNAUTHORIZED);
    }
}

#[test]
fn a_call_needs_a_known_key_and_a_known_site() {
    let mut mindbody = mindbody();
    let mut status = |key, site| mindbody.admit(key, site, NOW).err().map(|no| no.status);
    assert_eq!(status(Some("key"), Some(SITE)), None);
    assert_eq!(status(None, Some(SITE)), Some(StatusCode::UNAUTHORIZED));
    assert_eq!(status(Some("guess"), None), Some(StatusCode::UNAUTHORIZED));
    assert_eq!(status(Some("key"), None), Some(StatusCode::BAD_REQUEST));
    assert_eq!(status(Some("key"), Some("1")), Some(StatusCode::FORBIDDEN));
}
