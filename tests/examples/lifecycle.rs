//! The whole life of a token at both APIs, against the sandbox: `cargo run --example lifecycle`.

use std::io::{self, Write};

use squadcast_tokens::{CreateUserToken, GetAccessToken, ListUserTokens, RemoveUserToken};
use staff_user_token::{IssueToken, RenewToken, RevokeToken};
use token_sandbox::{Sandbox, seed};

type Result<T = (), E = Box<dyn std::error::Error>> = std::result::Result<T, E>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result {
    let sandbox = Sandbox::start().await?;
    say(&format!(
        "The sandbox serves both APIs at {}",
        sandbox.url()
    ))?;
    squadcast(&sandbox).await?;
    mindbody(&sandbox).await
}

async fn squadcast(sandbox: &Sandbox) -> Result {
    say("\nSquadcast")?;
    let anonymous = squadcast_tokens::Client::builder()
        .base_url(sandbox.url())
        .build()?;
    let access = anonymous
        .get_access_token(GetAccessToken::new(seed::REFRESH_TOKEN))
        .await?
        .data;
    step(
        "exchange",
        &format!(
            "access token {:?}, good for {} h",
            access.access_token,
            hours(&access)
        ),
    )?;

    let client = squadcast_tokens::Client::builder()
        .base_url(sandbox.url())
        .access_token(access.access_token)
        .build()?;
    let created = client
        .create_user_token(CreateUserToken::new(seed::USER_ID))
        .await?
        .data;
    step(
        "create",
        &format!(
            "refresh token {:?} with the id {}",
            created.token, created.id
        ),
    )?;

    let listed = client.list_user_tokens(ListUserTokens::new()).await?.data;
    step("list", &format!("{} refresh tokens", listed.len()))?;

    let access = anonymous
        .get_access_token(GetAccessToken::new(created.token))
        .await?
        .data;
    let user = squadcast_tokens::Client::builder()
        .base_url(sandbox.url())
        .access_token(access.access_token)
        .build()?;
    let seen = user
        .list_user_tokens(ListUserTokens::new())
        .await?
        .data
        .len();
    step(
        "use",
        &format!("an access token from the new refresh token sees {seen} refresh tokens"),
    )?;

    client
        .remove_user_token(RemoveUserToken::new(created.id))
        .await?;
    step("remove", "the refresh token is gone")?;
    match user.list_user_tokens(ListUserTokens::new()).await {
        Ok(_) => Err("the access token outlived its refresh token".into()),
        Err(error) => step("use again", &error.to_string()),
    }
}

async fn mindbody(sandbox: &Sandbox) -> Result {
    say("\nMindbody")?;
    let client = staff_user_token::Client::builder()
        .base_url(sandbox.url())
        .api_key(seed::API_KEY)
        .site_id(seed::SITE_ID)
        .build()?;
    let issued = client
        .issue_token(IssueToken::new(seed::USERNAME, seed::PASSWORD))
        .await?;
    let (Some(token), Some(expires)) = (issued.access_token, issued.expires) else {
        return Err("the answer holds no token".into());
    };
    step(
        "issue",
        &format!("staff user token {token:?}, good until {expires}"),
    )?;

    client
        .renew_token(RenewToken::new().authorization(token.clone()))
        .await?;
    step("renew", "24 h more")?;

    sandbox.advance(std::time::Duration::from_secs(30 * 3600));
    client
        .renew_token(RenewToken::new().authorization(token.clone()))
        .await?;
    step(
        "use",
        "30 h later the renewed token still works, and is renewed once more",
    )?;

    client
        .revoke_token(RevokeToken::new().authorization(token.clone()))
        .await?;
    step("revoke", "the token is dead")?;
    match client
        .renew_token(RenewToken::new().authorization(token))
        .await
    {
        Ok(_) => Err("the token outlived its revocation".into()),
        Err(error) => step("use again", &error.to_string()),
    }
}

fn hours(access: &squadcast_tokens::AccessToken) -> i64 {
    (access.expires_at - access.issued_at) / 3600
}

fn step(name: &str, what: &str) -> Result {
    say(&format!("  {name:<10} {what}"))
}

fn say(line: &str) -> Result {
    Ok(writeln!(io::stdout().lock(), "{line}")?)
}
