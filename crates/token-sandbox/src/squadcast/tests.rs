//! The rules of Squadcast, without a server.

use chrono::TimeDelta;

use super::*;

const NOW: DateTime<Utc> = DateTime::UNIX_EPOCH;

fn organization() -> (Squadcast, String) {
    let mut squadcast = Squadcast::default();
    let refresh_token = squadcast.enroll_user("user");
    (squadcast, refresh_token)
}

#[test]
fn an_access_token_lives_48_hours() {
    let (mut squadcast, refresh_token) = organization();
    let token = squadcast
        .get_access_token(Some(&refresh_token), NOW)
        .unwrap();
    let bearer = Some(token.access_token.as_str());
    let expiry = NOW + TimeDelta::hours(48);
    assert_eq!(token.expires_at, expiry.timestamp());
    assert!(
        squadcast
            .authorize(bearer, expiry - TimeDelta::seconds(1))
            .is_ok()
    );
    let refusal = squadcast.authorize(bearer, expiry).err().unwrap();
    assert_eq!(refusal.status, StatusCode::UNAUTHORIZED);
}

#[test]
fn each_exchange_makes_a_token_and_notes_the_time() {
    let (mut squadcast, refresh_token) = organization();
    assert_eq!(squadcast.list_user_tokens()[0].last_refresh, NEVER);
    let first = squadcast
        .get_access_token(Some(&refresh_token), NOW)
        .unwrap();
    let second = squadcast
        .get_access_token(Some(&refresh_token), NOW)
        .unwrap();
    assert_ne!(first.access_token, second.access_token);
    assert!(squadcast.authorize(Some(&first.access_token), NOW).is_ok());
    assert!(squadcast.authorize(Some(&second.access_token), NOW).is_ok());
    assert_eq!(
        squadcast.list_user_tokens()[0].last_refresh,
        "1970-01-01T00:00:00Z"
    );
}

#[test]
fn removal_revokes_the_access_tokens_made_from_it_and_no_other() {
    let (mut squadcast, kept) = organization();
    let removed = squadcast.create_user_token("user").unwrap();
    let dies = squadcast
        .get_access_token(Some(&removed.token), NOW)
        .unwrap();
    let lives = squadcast.get_access_token(Some(&kept), NOW).unwrap();

    squadcast.remove_user_token(&removed.id).unwrap();

    assert!(squadcast.authorize(Some(&dies.access_token), NOW).is_err());
    assert!(squadcast.authorize(Some(&lives.access_token), NOW).is_ok());
    assert!(
        squadcast
            .get_access_token(Some(&removed.token), NOW)
            .is_err()
    );
    assert_eq!(squadcast.list_user_tokens().len(), 1);
    let refusal = squadcast.remove_user_token(&removed.id).err().unwrap();
    assert_eq!(refusal.status, StatusCode::NOT_FOUND);
}

#[test]
fn other_callers_are_refused() {
    let (mut squadcast, _) = organization();
    assert!(squadcast.authorize(None, NOW).is_err());
    assert!(squadcast.authorize(Some("guess"), NOW).is_err());
    assert!(squadcast.get_access_token(None, NOW).is_err());
    assert!(squadcast.get_access_token(Some("guess"), NOW).is_err());
    let refusal = squadcast.create_user_token("stranger").err().unwrap();
    assert_eq!(refusal.status, StatusCode::NOT_FOUND);
}
