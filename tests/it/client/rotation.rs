//! Credentials that change while the program runs: files, their environment variables, and providers.

mod files;
mod keys;
mod providers;

use std::{fs, path::Path, time::Duration};

use crate::support::json_response;

const DAY: Duration = Duration::from_secs(24 * 3600);

/// A response of either API to a login, of which the token lives for an hour.
fn minted() -> Vec<u8> {
    let body = r#"{"data":{"access_token":"at","expires_at":1800003600,"issued_at":1800000000,"refresh_token":"rt","type":"bearer"},"AccessToken":"at"}"#;
    let response = String::from_utf8(json_response(200, body)).unwrap();
    // The time of the server, so that no clock counts.
    let dated = "200 X\r\ndate: Fri, 15 Jan 2027 08:00:00 GMT\r\n";
    response.replacen("200 X\r\n", dated, 1).into_bytes()
}

fn refused() -> Vec<u8> {
    json_response(401, "{}")
}

/// Lets time pass for the program.
async fn pass(time: Duration) {
    tokio::time::pause();
    tokio::time::advance(time).await;
    tokio::time::resume();
}

/// Replaces a file atomically, as programs that rotate secrets do.
fn replace(path: &Path, content: &str) {
    let next = path.with_extension("next");
    fs::write(&next, content).unwrap();
    fs::rename(&next, path).unwrap();
}

fn mindbody(url: &str) -> staff_user_token::ClientBuilder {
    staff_user_token::Client::builder()
        .base_url(url)
        .api_key("key")
        .site_id("-99")
}
