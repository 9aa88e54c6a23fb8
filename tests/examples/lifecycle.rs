//! The whole life of a token at both APIs, against the sandbox: `cargo run --example lifecycle`.

use std::{
    io::{self, Write},
    time::Duration,
};

use squadcast_tokens::{CreateUserToken, GetAccessToken, ListUserTokens, RemoveUserToken};
use staff_user_token::{RenewToken, Session};
use token_core::{
    chrono::TimeDelta,
    session::{SessionEvent, SessionEvents},
};
use token_sandbox::{Operation, Sandbox, seed};

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

/// Eight days of a program that asks for its token every four minutes.
async fn mindbody(sandbox: &Sandbox) -> Result {
    say("\nMindbody, eight days in a few seconds")?;
    let client = staff_user_token::Client::builder()
        .base_url(sandbox.url())
        .api_key(seed::API_KEY)
        .site_id(seed::SITE_ID)
        .username(seed::USERNAME)
        .password(seed::PASSWORD)
        .build()?;
    let session = client.session().ok_or("the client has no session")?;
    let mut events = session.subscribe();
    let began = sandbox.now();
    while sandbox.now() - began < TimeDelta::hours(8 * 24 + 1) {
        session.token().await?;
        while let Some(event) = happened(session, &mut events).await {
            let hours = (sandbox.now() - began).num_hours();
            step(
                &format!("day {}, {:02} h", hours / 24 + 1, hours % 24),
                &describe(event),
            )?;
        }
        pass(sandbox, Duration::from_secs(240)).await;
    }
    let token = session.token().await?;
    step("close", &format!("{:?}", session.close().await))?;
    match client
        .renew_token(RenewToken::new().authorization(token.expose()))
        .await
    {
        Ok(_) => Err("the token outlived its revocation".into()),
        Err(error) => step("use again", &error.to_string()),
    }?;
    let count = |operation| sandbox.count(operation);
    step(
        "requests",
        &format!(
            "{} issued, {} renewed, {} revoked",
            count(Operation::IssueToken),
            // The last renewal was the attempt to use the dead token.
            count(Operation::RenewToken) - 1,
            count(Operation::RevokeToken)
        ),
    )
}

/// Lets time pass for the sandbox and for the session alike.
async fn pass(sandbox: &Sandbox, time: Duration) {
    sandbox.advance(time);
    tokio::time::pause();
    tokio::time::advance(time).await;
    tokio::time::resume();
}

/// Returns what has happened to the token, and waits for it while it is being refreshed.
async fn happened(session: &Session, events: &mut SessionEvents) -> Option<SessionEvent> {
    let patience = if session.snapshot().is_refreshing {
        Duration::from_secs(5)
    } else {
        Duration::ZERO
    };
    tokio::time::timeout(patience, events.next()).await.ok()?
}

fn describe(event: SessionEvent) -> String {
    match event {
        SessionEvent::Minted(generation) => format!("token {generation} is minted"),
        SessionEvent::Renewed(generation, count) => {
            format!("token {generation} is renewed, for the time number {count}")
        }
        other => format!("{other:?}"),
    }
}

fn hours(access: &squadcast_tokens::AccessToken) -> i64 {
    (access.expires_at - access.issued_at) / 3600
}

fn step(name: &str, what: &str) -> Result {
    say(&format!("  {name:<11} {what}"))
}

fn say(line: &str) -> Result {
    Ok(writeln!(io::stdout().lock(), "{line}")?)
}
