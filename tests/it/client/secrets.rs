//! Planted secrets appear in no output: not in `Debug`, not in errors, not in traces.

mod calls;
mod failures;
mod sessions;
mod values;

use squadcast_tokens::token_core::retry::RetryPolicy;

use crate::support::CANARY;

fn squadcast(url: &str) -> squadcast_tokens::Client {
    squadcast_tokens::Client::builder()
        .base_url(url)
        .access_token(CANARY)
        .retry(RetryPolicy::none())
        .build()
        .unwrap()
}

fn mindbody(url: &str) -> staff_user_token::Client {
    staff_user_token::Client::builder()
        .base_url(url)
        .api_key(CANARY)
        .site_id("-99")
        .retry(RetryPolicy::none())
        .build()
        .unwrap()
}
