//! What a builder refuses, because no call could succeed with it.

use std::time::Duration;

use squadcast_tokens::token_core::{
    Error, error::ErrorKind, session::SessionSettings, settings::Environment,
};

use crate::support::CANARY;

type Squadcast = squadcast_tokens::ClientBuilder;
type Mindbody = staff_user_token::ClientBuilder;

/// A setter, and what the error about its value names.
type Case<B> = (fn(B, String) -> B, &'static [&'static str]);

/// What sets a limit to zero, and its setter.
type Limit = (fn(Squadcast) -> Squadcast, &'static str);

/// Values that no place in a request can carry, with the canary where one fits.
const UNSENDABLE: [&str; 7] = [
    "",
    " ",
    "\n",
    "{}\n",
    "{}\r\nx-evil: 1",
    "a\0{}",
    "{}\u{7f}",
];

fn unsendable() -> impl Iterator<Item = String> {
    UNSENDABLE.iter().map(|text| text.replace("{}", CANARY))
}

fn mindbody() -> Mindbody {
    staff_user_token::Client::builder()
        .api_key("key")
        .site_id("-99")
}

fn refused<C: std::fmt::Debug>(built: Result<C, Error>, names: &[&str]) {
    let error = built.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    let text = format!("{error} {error:?}");
    for name in names {
        assert!(text.contains(name), "{text} names no {name}");
    }
    assert!(!text.contains(CANARY), "{text}");
    assert!(!error.to_string().contains(char::is_control), "{text}");
}

#[test]
fn what_no_request_can_carry_is_refused_by_its_setter() {
    let squadcast: [Case<Squadcast>; 4] = [
        (
            |builder, text| builder.refresh_token(text),
            &[".refresh_token(…)", "SQUADCAST_REFRESH_TOKEN"],
        ),
        (
            |builder, text| builder.access_token(text),
            &[".access_token(…)", "SQUADCAST_ACCESS_TOKEN"],
        ),
        (
            |builder, text| builder.base_url(text),
            &[".base_url(…)", "SQUADCAST_BASE_URL"],
        ),
        (
            |builder, text| builder.user_agent(text),
            &[".user_agent(…)"],
        ),
    ];
    for (set, names) in squadcast {
        for text in unsendable().chain([" x".to_owned(), "x\t".to_owned()]) {
            refused(set(Squadcast::default(), text).build(), names);
        }
    }
    let with_login = || mindbody().username("ada").password("pw");
    let mindbody: [Case<Mindbody>; 5] = [
        (
            |builder, text| builder.api_key(text),
            &[".api_key(…)", "MINDBODY_API_KEY"],
        ),
        (
            |builder, text| builder.site_id(text),
            &[".site_id(…)", "MINDBODY_SITE_ID"],
        ),
        (
            |builder, text| builder.version(text),
            &[".version(…)", "MINDBODY_VERSION"],
        ),
        (
            |builder, text| builder.username(text),
            &[".username(…)", "MINDBODY_USERNAME"],
        ),
        (
            |builder, text| builder.password(text),
            &[".password(…)", "MINDBODY_PASSWORD"],
        ),
    ];
    for (set, names) in mindbody {
        for text in unsendable() {
            refused(set(with_login(), text).build(), names);
        }
    }
    refused(with_login().version("..").build(), &[".version(…)"]);
    refused(with_login().site_id("-99 ").build(), &[".site_id(…)"]);
    let spaced = with_login().password(" with spaces ").build();
    assert!(spaced.unwrap().session().is_some());
}

#[test]
fn a_variable_is_named_as_well_as_its_setter() {
    let key = ("MINDBODY_API_KEY", "key");
    let site = ("MINDBODY_SITE_ID", "-99");
    let login = [("MINDBODY_USERNAME", "ada"), ("MINDBODY_PASSWORD", "pw")];
    let build = |pairs: &[(&str, &str)]| {
        Mindbody::from_environment(Environment::of(pairs)).and_then(Mindbody::build)
    };
    assert!(build(&[key, site, login[0], login[1]]).is_ok());
    let line = format!("{CANARY}\n");
    for variable in ["API_KEY", "SITE_ID", "VERSION", "USERNAME", "PASSWORD"] {
        let variable = format!("MINDBODY_{variable}");
        let pairs = [(&*variable, &*line), key, site, login[0], login[1]];
        refused(build(&pairs), &[&variable]);
    }
    for url in [
        &*line,
        "ftp://x",
        "http://example.com",
        "https://a:CANARY@x",
        "x",
    ] {
        let pairs = [("MINDBODY_BASE_URL", url), key];
        refused(build(&pairs), &["MINDBODY_BASE_URL", ".base_url(…)"]);
    }
}

#[test]
fn a_login_without_what_its_calls_need_is_refused() {
    let login = |builder: Mindbody| builder.username("ada").password(CANARY).build();
    let builder = staff_user_token::Client::builder;
    refused(
        login(builder().api_key("key")),
        &[".site_id(…)", "MINDBODY_SITE_ID"],
    );
    refused(
        login(builder().site_id("-99")),
        &[".api_key(…)", "MINDBODY_API_KEY"],
    );
    refused(
        builder().api_key("key").username("ada").build(),
        &[".password(…)", "MINDBODY_PASSWORD"],
    );
    // Without a login each call may set its own.
    assert!(builder().api_key("key").build().is_ok());
}

#[test]
fn a_limit_of_zero_is_refused() {
    let zero: [Limit; 4] = [
        (|builder| builder.timeout(Duration::ZERO), ".timeout(…)"),
        (
            |builder| builder.attempt_timeout(Duration::ZERO),
            ".attempt_timeout(…)",
        ),
        (
            |builder| builder.connect_timeout(Duration::ZERO),
            ".connect_timeout(…)",
        ),
        (|builder| builder.max_body(0), ".max_body(…)"),
    ];
    for (set, name) in zero {
        refused(
            set(Squadcast::default().access_token(CANARY)).build(),
            &[name],
        );
    }
    let settings = SessionSettings::default;
    for (settings, name) in [
        (
            settings().refresh_timeout(Duration::ZERO),
            ".refresh_timeout(…)",
        ),
        (settings().default_life(Duration::ZERO), ".default_life(…)"),
    ] {
        let builder = Squadcast::default().refresh_token(CANARY);
        let builder = builder.session_settings(settings);
        refused(builder.build(), &[".session_settings(…)", name]);
    }
}

#[test]
fn a_setting_that_is_replaced_does_not_count() {
    let builder = Squadcast::default().refresh_token("").access_token("at");
    assert!(builder.build().unwrap().session().is_none());
    let builder = mindbody().site_id("\n").site_id("-99");
    assert!(builder.build().is_ok());
}
