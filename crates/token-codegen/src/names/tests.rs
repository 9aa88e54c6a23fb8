//! The obstacle course: one name at a time.

use super::RustName;

fn cases(wire: &str) -> (String, String) {
    let name = RustName::new(wire);
    (name.snake().to_owned(), name.pascal().to_owned())
}

#[test]
fn words_end_at_punctuation_and_where_the_case_changes() {
    for (wire, snake, pascal) in [
        ("refreshTokenID", "refresh_token_id", "RefreshTokenId"),
        ("X-Refresh-Token", "x_refresh_token", "XRefreshToken"),
        ("V3.Users.X", "v3_users_x", "V3UsersX"),
        ("HTTPServer2", "http_server2", "HttpServer2"),
        ("user_id", "user_id", "UserId"),
        ("userIDs", "user_ids", "UserIds"),
        ("IDsOfUsers", "ids_of_users", "IdsOfUsers"),
        ("HTTPStatus", "http_status", "HttpStatus"),
        ("__private__", "private", "Private"),
        ("@odata.type", "odata_type", "OdataType"),
        ("int32Value", "int32_value", "Int32Value"),
        ("squadcast-tokens", "squadcast_tokens", "SquadcastTokens"),
        ("Bad Request", "bad_request", "BadRequest"),
    ] {
        assert_eq!(cases(wire), (snake.to_owned(), pascal.to_owned()), "{wire}");
    }
}

#[test]
fn digits_never_come_first() {
    for (wire, snake, pascal) in [
        ("2fa", "n2fa", "N2fa"),
        ("1.5", "n1_5", "N1_5"),
        ("v1.0", "v1_0", "V1_0"),
        ("+1", "plus_1", "Plus1"),
        ("-1", "minus_1", "Minus1"),
        ("٣", "n٣", "N٣"),
    ] {
        assert_eq!(cases(wire), (snake.to_owned(), pascal.to_owned()), "{wire}");
    }
}

#[test]
fn symbols_are_words_where_nothing_else_is() {
    for (wire, snake, pascal) in [
        ("<", "less_than", "LessThan"),
        (">=", "greater_than_equal", "GreaterThanEqual"),
        ("StartTime<", "start_time_less_than", "StartTimeLessThan"),
        ("_", "underscore", "Underscore"),
        ("()", "lparen_rparen", "LparenRparen"),
        ("*", "star", "Star"),
        ("", "empty", "Empty"),
        ("\u{1f600}", "u1f600", "U1f600"),
        (" \n", "space_u000a", "SpaceU000a"),
    ] {
        assert_eq!(
            cases(wire),
            (snake.to_owned(), pascal.to_owned()),
            "{wire:?}"
        );
    }
}

#[test]
fn keywords_are_escaped() {
    for (wire, snake, pascal) in [
        ("type", "r#type", "Type"),
        ("Gen", "r#gen", "Gen"),
        ("try", "r#try", "Try"),
        ("self", "self_", "Self_"),
        ("super", "super_", "Super"),
        ("crate", "crate_", "Crate"),
        ("union", "union", "Union"),
    ] {
        assert_eq!(cases(wire), (snake.to_owned(), pascal.to_owned()), "{wire}");
    }
}

#[test]
fn letters_of_all_scripts_stay() {
    for (wire, snake, pascal) in [
        ("größeÄndern", "größe_ändern", "GrößeÄndern"),
        ("日本", "日本", "日本"),
        ("prix €", "prix", "Prix"),
    ] {
        assert_eq!(cases(wire), (snake.to_owned(), pascal.to_owned()), "{wire}");
    }
}

#[test]
fn every_short_name_is_an_identifier() {
    let is_identifier = |name: &str| {
        let name = name.strip_prefix("r#").unwrap_or(name);
        let mut letters = name.chars();
        letters.next().is_some_and(unicode_ident::is_xid_start)
            && letters.all(unicode_ident::is_xid_continue)
    };
    for first in (0..0x3000).filter_map(char::from_u32) {
        for wire in [
            format!("{first}"),
            format!("{first}a"),
            format!("a{first}1"),
        ] {
            let name = RustName::new(&wire);
            assert!(is_identifier(name.snake()), "{wire:?}: {name:?}");
            assert!(is_identifier(name.pascal()), "{wire:?}: {name:?}");
        }
    }
}

#[test]
fn environment_variables_have_no_raw_marks() {
    assert_eq!(RustName::new("siteId").env("MINDBODY"), "MINDBODY_SITE_ID");
    assert_eq!(RustName::new("type").env("X"), "X_TYPE");
}
