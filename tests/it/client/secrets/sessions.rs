//! Sessions, their tokens and events, and what comes of a login that fails.

use crate::support::{CANARY, Printed, RawServer, json_response};

/// Prints everything that a client with a session holds, and what comes of asking for a token.
macro_rules! print_session {
    ($printed:expr, $builder:expr) => {
        $printed.print(&$builder);
        let client = $builder.build().unwrap();
        let session = client.session().unwrap();
        let mut events = session.subscribe();
        match session.token().await {
            Ok(token) => $printed.print(&token),
            Err(error) => $printed.print_error(&error),
        }
        $printed.print(&events.next().await);
        $printed.print(&client);
        $printed.print(session);
        $printed.print(session.source());
        $printed.print(&session.snapshot());
        $printed.print(&session.close().await);
    };
}

#[tokio::test]
async fn sessions_and_their_errors_print_no_secret() {
    let printed = Printed::default();
    let _guard = printed.trace();
    let minted = format!(
        r#"{{"data":{{"access_token":"{CANARY}","expires_at":4102444800,"issued_at":1,"refresh_token":"{CANARY}","type":"bearer"}},"AccessToken":"{CANARY}"}}"#
    );
    let refused = format!(
        r#"{{"meta":{{"status":401,"error_message":"{CANARY} is wrong"}},"Error":{{"Code":"C","Message":"{CANARY} is wrong"}}}}"#
    );
    // A header cannot carry this token, and the message must not quote it.
    let unfit = minted.replace(CANARY, &format!("{CANARY}\\u0007"));
    assert_ne!(unfit, minted);
    for (status, body) in [
        (200, &minted),
        (401, &refused),
        (418, &refused),
        (200, &unfit),
    ] {
        let answer = || json_response(status, body);
        let server = RawServer::start(vec![answer(), answer(), answer(), answer()]).await;
        print_session!(
            printed,
            squadcast_tokens::Client::builder()
                .base_url(server.url())
                .refresh_token(CANARY)
        );
        print_session!(
            printed,
            staff_user_token::Client::builder()
                .base_url(server.url())
                .api_key(CANARY)
                .site_id("-99")
                .username("ada")
                .password(CANARY)
        );
    }
    printed.assert_traced();
    printed.assert_clean();
}
