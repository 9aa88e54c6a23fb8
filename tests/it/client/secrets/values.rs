//! Operations, requests, clients and credentials, before anything is sent.

use std::fmt::Debug;

use squadcast_tokens::{
    GetAccessToken,
    token_core::{
        Secret,
        codegen::{RequestBuilder, Style},
        credential::{Basic, Bearer, CookieKey, HeaderKey, QueryKey},
        http::HeaderName,
        model::FilePart,
        operation::Operation,
        transport::Body,
        url::Url,
    },
};
use staff_user_token::{IssueToken, RenewToken, RevokeToken};

use super::{mindbody, squadcast};
use crate::support::{CANARY, Printed};

fn print_operation<O: Operation + Debug>(printed: &Printed, operation: &O) {
    printed.print(operation);
    let base = Url::parse("https://api.example").unwrap();
    printed.print(&operation.request(&base).unwrap());
}

#[test]
fn operations_requests_clients_and_credentials_print_no_secret() {
    let printed = Printed::default();
    print_operation(&printed, &GetAccessToken::new(CANARY));
    print_operation(
        &printed,
        &IssueToken::new("ada", CANARY).version("6").site_id("-99"),
    );
    print_operation(
        &printed,
        &RenewToken::new()
            .authorization(CANARY)
            .version("6")
            .site_id("-99"),
    );
    print_operation(
        &printed,
        &RevokeToken::new()
            .authorization(CANARY)
            .version("6")
            .site_id("-99"),
    );
    let secret = Secret::from(CANARY);
    printed.print(&secret);
    printed.print(&Bearer::new(&secret).unwrap());
    printed.print(&HeaderKey::new(HeaderName::from_static("api-key"), &secret).unwrap());
    printed.print(&Basic::new("user", &secret).unwrap());
    printed.print(&QueryKey::new("key", &secret).unwrap());
    printed.print(&CookieKey::new("key", &secret).unwrap());
    printed.print(&Body::from(CANARY));
    printed.print(&FilePart::from(CANARY));
    let mut builder = RequestBuilder::new(IssueToken::INFO);
    builder
        .path_as("version", CANARY, Style::SIMPLE.secret())
        .unwrap();
    builder
        .query_as("key", CANARY, Style::FORM.secret())
        .unwrap();
    builder
        .cookie_as("key", CANARY, Style::FORM.secret())
        .unwrap();
    builder.part("key", CANARY).unwrap();
    printed.print(&builder);
    let base = Url::parse("http://127.0.0.1:1").unwrap();
    printed.print(&builder.build(&base).unwrap());
    printed.print(
        &squadcast_tokens::Client::builder()
            .access_token(CANARY)
            .base_url(format!("https://u:{CANARY}@h")),
    );
    printed.print(&squadcast("http://127.0.0.1:1"));
    printed.print(&mindbody("http://127.0.0.1:1"));
    let call = squadcast("http://127.0.0.1:1").get_access_token(GetAccessToken::new(CANARY));
    printed.print(&call.base_url(format!("https://u:{CANARY}@h")));
    printed.assert_clean();
}

#[test]
fn a_base_url_with_a_password_is_refused_without_quoting_it() {
    let printed = Printed::default();
    let builder = squadcast_tokens::Client::builder()
        .base_url(format!("https://u:{CANARY}@api.squadcast.com"));
    printed.print_error(&builder.build().unwrap_err());
    printed.assert_clean();
}
