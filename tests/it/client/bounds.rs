//! What the compiler has to promise: clients cross threads, and so do the futures of their calls.

use squadcast_tokens::{
    CreateUserToken,
    token_core::{Call, Error, Reply, Secret, codegen::Pipeline},
};
use staff_user_token::{IssueToken, RenewToken};

fn is_send_and_sync<T: Send + Sync + 'static>() {}

fn is_send<T: Send + 'static>(_: &T) {}

#[test]
fn types_are_send_and_sync_and_futures_are_send() {
    is_send_and_sync::<squadcast_tokens::Client>();
    is_send_and_sync::<squadcast_tokens::ClientBuilder>();
    is_send_and_sync::<squadcast_tokens::ApiTokenList>();
    is_send_and_sync::<staff_user_token::Client>();
    is_send_and_sync::<staff_user_token::ClientBuilder>();
    is_send_and_sync::<staff_user_token::IssueResponse>();
    is_send_and_sync::<Call<CreateUserToken>>();
    is_send_and_sync::<Error<squadcast_tokens::ApiError>>();
    is_send_and_sync::<Reply<squadcast_tokens::ApiTokenList>>();
    is_send_and_sync::<Pipeline>();
    is_send_and_sync::<Secret>();

    let squadcast = squadcast_tokens::Client::builder()
        .access_token("at")
        .build()
        .unwrap();
    is_send(
        &squadcast
            .create_user_token(CreateUserToken::new("u"))
            .send(),
    );
    is_send(
        &squadcast
            .create_user_token(CreateUserToken::new("u"))
            .into_future(),
    );
    let mindbody = staff_user_token::Client::builder()
        .api_key("k")
        .build()
        .unwrap();
    is_send(&mindbody.issue_token(IssueToken::new("ada", "pw")).send());
    is_send(&mindbody.renew_token(RenewToken::new()).send());
}

#[test]
fn an_error_is_one_word_wide() {
    assert_eq!(
        size_of::<Error<squadcast_tokens::ApiError>>(),
        size_of::<usize>()
    );
}
