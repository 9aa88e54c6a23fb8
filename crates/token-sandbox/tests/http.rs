//! The sandbox over its real socket.
#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "the helpers belong to the tests, which may panic"
)]

use std::error::Error;
use std::time::{Duration, Instant, SystemTime};

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use reqwest::{Client, RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};
use token_sandbox::{Operation, Sandbox, Staff, StaffType, seed};

type TestResult = Result<(), Box<dyn Error>>;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// A sandbox, and a caller that knows the default world.
struct Caller {
    sandbox: Sandbox,
    http: Client,
}

impl Caller {
    async fn new() -> Result<Self, Box<dyn Error>> {
        // Built with the whole workspace, reqwest has rustls without a provider, and wants one although
        // nothing here speaks TLS; another test may have been first.
        let _installed = rustls::crypto::ring::default_provider().install_default();
        Ok(Self {
            sandbox: Sandbox::start().await?,
            http: Client::builder().no_proxy().build()?,
        })
    }

    fn get(&self, path: &str) -> RequestBuilder {
        self.http.get(format!("{}{path}", self.sandbox.url()))
    }

    fn post(&self, path: &str) -> RequestBuilder {
        self.http.post(format!("{}{path}", self.sandbox.url()))
    }

    fn delete(&self, path: &str) -> RequestBuilder {
        self.http.delete(format!("{}{path}", self.sandbox.url()))
    }

    fn exchange(&self, refresh_token: &str) -> RequestBuilder {
        let request = self.get("/oauth/access-token");
        request.header("X-Refresh-Token", refresh_token)
    }

    async fn access_token(&self, refresh_token: &str) -> Result<String, Box<dyn Error>> {
        let answer = self.exchange(refresh_token).send().await?;
        let body: Value = answer.error_for_status()?.json().await?;
        Ok(text(&body["data"]["access_token"]))
    }

    fn issue(&self, username: &str, password: &str) -> RequestBuilder {
        let body = json!({"Username": username, "Password": password});
        as_mindbody(self.post("/public/v6/usertoken/issue")).json(&body)
    }

    fn renew(&self, authorization: &str) -> RequestBuilder {
        let request = as_mindbody(self.post("/public/v6/usertoken/renew"));
        request.header("authorization", authorization)
    }

    fn revoke(&self, authorization: &str) -> RequestBuilder {
        let request = as_mindbody(self.delete("/public/v6/usertoken/revoke"));
        request.header("authorization", authorization)
    }

    async fn staff_token(&self) -> Result<String, Box<dyn Error>> {
        let answer = self.issue(seed::USERNAME, seed::PASSWORD).send().await?;
        let body: Value = answer.error_for_status()?.json().await?;
        Ok(text(&body["AccessToken"]))
    }
}

fn as_mindbody(request: RequestBuilder) -> RequestBuilder {
    let request = request.header("API-Key", seed::API_KEY);
    request.header("siteId", seed::SITE_ID)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

fn date(answer: &Response) -> Result<DateTime<Utc>, Box<dyn Error>> {
    let date = answer.headers()["date"].to_str()?;
    Ok(DateTime::parse_from_rfc2822(date)?.into())
}

async fn status(request: RequestBuilder) -> Result<StatusCode, reqwest::Error> {
    Ok(request.send().await?.status())
}

/// Sends a request, and returns the status with the message of Squadcast's error body.
async fn squadcast_error(request: RequestBuilder) -> Result<(u16, String), Box<dyn Error>> {
    let answer = request.send().await?;
    let status = answer.status().as_u16();
    let body: Value = answer.json().await?;
    assert_eq!(body["meta"]["status"], status, "{body}");
    Ok((status, text(&body["meta"]["error_message"])))
}

/// Sends a request, and returns the status with the code of Mindbody's error body.
async fn mindbody_error(request: RequestBuilder) -> Result<(u16, String), Box<dyn Error>> {
    let answer = request.send().await?;
    let status = answer.status().as_u16();
    let body: Value = answer.json().await?;
    assert!(body["Error"]["Message"].is_string(), "{body}");
    Ok((status, text(&body["Error"]["Code"])))
}

#[tokio::test]
async fn squadcast_from_exchange_to_removal() -> TestResult {
    let caller = Caller::new().await?;
    let answer = caller.exchange(seed::REFRESH_TOKEN).send().await?;
    assert_eq!(answer.status(), StatusCode::OK);
    let body: Value = answer.json().await?;
    let exchanged = &body["data"];
    assert_eq!(exchanged["refresh_token"], seed::REFRESH_TOKEN);
    assert_eq!(exchanged["type"], "Bearer");
    let life = exchanged["expires_at"].as_i64().unwrap() - exchanged["issued_at"].as_i64().unwrap();
    assert_eq!(life, 48 * 60 * 60);
    let first = text(&exchanged["access_token"]);

    let create = caller.post("/v3/refresh-token").bearer_auth(&first);
    let answer = create
        .json(&json!({"user_id": seed::USER_ID}))
        .send()
        .await?;
    assert_eq!(answer.status(), StatusCode::CREATED);
    let created: Value = answer.json().await?;
    let created = &created["data"];
    assert_eq!(created["organization_id"], seed::ORGANIZATION_ID);
    assert_eq!(created["user_id"], seed::USER_ID);
    assert!(created["last_refresh"].is_string() && created["rate_limit"].is_i64());
    assert_eq!(created["deleted"], false);

    let list = caller.get("/v3/refresh-token");
    let listed: Value = list.bearer_auth(&first).send().await?.json().await?;
    assert_eq!(listed["data"].as_array().unwrap().len(), 2);
    assert_eq!(&listed["data"][1], created);

    let second = caller.access_token(&text(&created["token"])).await?;
    // A path segment is decoded once, not twice.
    let remove = |id: &str| {
        let path = format!("/v3/refresh-token/{id}");
        caller.delete(&path).bearer_auth(&second)
    };
    let id = text(&created["id"]);
    let escaped = id.replacen('0', "%30", 1);
    let escaped_twice = id.replacen('0', "%2530", 1);
    assert_eq!(status(remove(&escaped_twice)).await?, StatusCode::NOT_FOUND);
    let answer = remove(&escaped).send().await?;
    assert_eq!(answer.status(), StatusCode::NO_CONTENT);
    assert!(answer.bytes().await?.is_empty());

    // The removal took the access token along that asked for it.
    let list = |token| status(caller.get("/v3/refresh-token").bearer_auth(token));
    assert_eq!(list(second).await?, StatusCode::UNAUTHORIZED);
    assert_eq!(list(first.clone()).await?, StatusCode::OK);

    caller.sandbox.advance(2 * DAY);
    assert_eq!(list(first).await?, StatusCode::UNAUTHORIZED);
    Ok(())
}

#[tokio::test]
async fn squadcast_says_no_in_its_own_words() -> TestResult {
    let caller = Caller::new().await?;
    let token = caller.access_token(seed::REFRESH_TOKEN).await?;
    let authorization = format!("bEaReR {token}");
    let create = || {
        let request = caller.post("/v3/refresh-token");
        request.header("authorization", &authorization)
    };
    let remove = |id: &str| {
        let path = format!("/v3/refresh-token/{id}");
        caller.delete(&path).bearer_auth(&token)
    };
    let cases = [
        (401, caller.get("/oauth/access-token")),
        (401, caller.exchange("guess")),
        (401, caller.get("/v3/refresh-token")),
        (401, caller.post("/v3/refresh-token").bearer_auth("guess")),
        (
            401,
            caller
                .delete("/v3/refresh-token/1")
                .basic_auth("u", Some(&token)),
        ),
        (400, create().body("user_id=u")),
        (422, create().json(&json!({"user_id": 1}))),
        (404, create().json(&json!({"user_id": "stranger"}))),
        (404, remove("stranger")),
        (404, remove("a%2Fb%3Fc%23d%20%C3%A9")),
        (404, remove("%FF")),
        (404, remove("")),
        (404, caller.get("/v3/elsewhere")),
        (405, caller.post("/oauth/access-token")),
    ];
    for (expected, request) in cases {
        let (status, message) = squadcast_error(request).await?;
        assert_eq!(status, expected, "{message}");
    }
    Ok(())
}

#[tokio::test]
async fn mindbody_from_issue_to_revocation() -> TestResult {
    let caller = Caller::new().await?;
    let before = caller.sandbox.now();
    let answer = caller.issue(seed::USERNAME, seed::PASSWORD).send().await?;
    assert_eq!(answer.status(), StatusCode::OK);
    let issued: Value = answer.json().await?;
    assert_eq!(issued["TokenType"], "Bearer");
    assert_eq!(issued["User"]["Type"], "Staff");
    assert!(issued["User"]["Id"].is_i64() && issued["User"]["FirstName"].is_string());
    let expires = text(&issued["Expires"]);
    assert_eq!(expires.len(), "2026-01-02T03:04:05.1234567".len());
    let expires: NaiveDateTime = expires.parse()?;
    let life = expires.and_utc() - before;
    assert!(
        life > TimeDelta::hours(23) && life < TimeDelta::hours(25),
        "{life}"
    );
    let token = text(&issued["AccessToken"]);

    // Both ways to send the token work, and each renewal counts from the expiry before it.
    for (renewals, authorization) in [(1, token.clone()), (2, format!("Bearer {token}"))] {
        let answer = caller.renew(&authorization).send().await?;
        assert_eq!(answer.status(), StatusCode::OK);
        let renewed: Value = answer.json().await?;
        assert_eq!(renewed["AccessToken"], token.as_str());
        let renewed: NaiveDateTime = text(&renewed["Expires"]).parse()?;
        assert_eq!(renewed, expires + TimeDelta::hours(24 * renewals));
    }

    let answer = caller.revoke(&token).send().await?;
    assert_eq!(answer.status(), StatusCode::OK);
    assert!(answer.bytes().await?.is_empty());
    let denied = (401, "DeniedAccess".to_owned());
    assert_eq!(mindbody_error(caller.revoke(&token)).await?, denied);
    assert_eq!(mindbody_error(caller.renew(&token)).await?, denied);
    Ok(())
}

#[tokio::test]
async fn mindbody_renews_for_eight_days_and_no_longer() -> TestResult {
    let caller = Caller::new().await?;
    let token = caller.staff_token().await?;
    for _ in 0..7 {
        caller.sandbox.advance(Duration::from_secs(23 * 60 * 60));
        assert_eq!(status(caller.renew(&token)).await?, StatusCode::OK);
    }
    let refused = (403, "RenewalLimitReached".to_owned());
    assert_eq!(mindbody_error(caller.renew(&token)).await?, refused);
    caller.sandbox.advance(2 * DAY);
    assert_eq!(
        status(caller.revoke(&token)).await?,
        StatusCode::UNAUTHORIZED
    );
    Ok(())
}

#[tokio::test]
async fn mindbody_says_no_in_its_own_words() -> TestResult {
    let caller = Caller::new().await?;
    let path = "/public/v6/usertoken/issue";
    let bare = || caller.post(path);
    let keyed = || bare().header("API-Key", seed::API_KEY);
    let cases = [
        (401, "DeniedAccess", bare()),
        (401, "DeniedAccess", bare().header("API-Key", "guess")),
        (400, "MissingRequiredFields", keyed()),
        (403, "DeniedAccess", keyed().header("siteId", "1")),
        (
            400,
            "InvalidParameter",
            as_mindbody(bare()).body("Username=u"),
        ),
        (
            400,
            "MissingRequiredFields",
            as_mindbody(bare()).json(&json!({})),
        ),
        (401, "DeniedAccess", caller.issue(seed::USERNAME, "guess")),
        (
            401,
            "DeniedAccess",
            as_mindbody(caller.post("/public/v6/usertoken/renew")),
        ),
        (401, "DeniedAccess", caller.renew("guess")),
        (
            404,
            "NotFound",
            as_mindbody(caller.post("/public/v5/usertoken/issue")),
        ),
        (404, "NotFound", caller.get("/public/v6/elsewhere")),
        (405, "MethodNotAllowed", caller.get(path)),
    ];
    for (status, code, request) in cases {
        assert_eq!(mindbody_error(request).await?, (status, code.to_owned()));
    }
    Ok(())
}

#[tokio::test]
async fn the_world_grows() -> TestResult {
    let caller = Caller::new().await?;
    let refresh_token = caller.sandbox.squadcast().add_user("newcomer");
    caller.access_token(&refresh_token).await?;

    let mindbody = caller.sandbox.mindbody();
    mindbody.add_api_key("another-key");
    mindbody.add_site("12");
    mindbody.add_staff(Staff {
        staff_type: StaffType::Owner,
        ..Staff::new("owner", "secret")
    });
    let request = caller.post("/public/v6/usertoken/issue");
    let request = request
        .header("API-Key", "another-key")
        .header("siteId", "12");
    let body = json!({"Username": "owner", "Password": "secret"});
    let answer: Value = request.json(&body).send().await?.json().await?;
    assert_eq!(answer["User"]["Type"], "Owner");
    assert_eq!(answer["User"]["Id"], 0);

    mindbody.set_daily_quota(Some(1));
    let refused = (429, "QuotaExceeded".to_owned());
    caller.staff_token().await?;
    let issue = || caller.issue(seed::USERNAME, seed::PASSWORD);
    assert_eq!(mindbody_error(issue()).await?, refused);
    caller.sandbox.advance(DAY);
    assert_eq!(status(issue()).await?, StatusCode::OK);
    Ok(())
}

#[tokio::test]
async fn the_date_header_follows_the_clock() -> TestResult {
    let caller = Caller::new().await?;
    let send = || caller.get("/nowhere").send();
    let real = DateTime::<Utc>::from(SystemTime::now());
    let near = |date: DateTime<Utc>, expected: DateTime<Utc>| {
        (date - expected).abs() < TimeDelta::minutes(1)
    };
    assert!(near(date(&send().await?)?, real));
    caller.sandbox.advance(3 * DAY);
    assert!(near(date(&send().await?)?, real + TimeDelta::days(3)));
    caller.sandbox.set_now(real - TimeDelta::days(1));
    assert!(near(date(&send().await?)?, real - TimeDelta::days(1)));
    assert!(near(caller.sandbox.now(), real - TimeDelta::days(1)));
    Ok(())
}

#[tokio::test]
async fn ordered_failures_come_in_order_and_touch_nothing() -> TestResult {
    let caller = Caller::new().await?;
    let sandbox = &caller.sandbox;
    sandbox.fail_next_of(Operation::RevokeToken, 1, StatusCode::UNAUTHORIZED);
    sandbox.fail_next(1, StatusCode::BAD_GATEWAY);
    sandbox.fail_next(1, StatusCode::INTERNAL_SERVER_ERROR);

    let exchange = || caller.exchange(seed::REFRESH_TOKEN);
    assert_eq!(squadcast_error(exchange()).await?.0, 502);
    let issue = caller.issue(seed::USERNAME, seed::PASSWORD);
    let failed = (500, "InternalServerError".to_owned());
    assert_eq!(mindbody_error(issue).await?, failed);
    assert_eq!(status(exchange()).await?, StatusCode::OK);

    let token = caller.staff_token().await?;
    let denied = (401, "DeniedAccess".to_owned());
    assert_eq!(mindbody_error(caller.revoke(&token)).await?, denied);
    assert_eq!(status(caller.revoke(&token)).await?, StatusCode::OK);
    Ok(())
}

#[tokio::test]
async fn requests_are_remembered_as_they_came() -> TestResult {
    let caller = Caller::new().await?;
    let sandbox = &caller.sandbox;
    status(caller.delete("/v3/refresh-token/a%2Fb?c=d")).await?;
    status(caller.issue(seed::USERNAME, seed::PASSWORD)).await?;
    status(caller.get("/nowhere")).await?;

    let received = sandbox.received();
    let operations: Vec<_> = received.iter().map(|request| request.operation).collect();
    let remove = Some(Operation::RemoveUserToken);
    assert_eq!(operations, [remove, Some(Operation::IssueToken), None]);
    assert_eq!(received[0].method, "DELETE");
    assert_eq!(received[0].path, "/v3/refresh-token/a%2Fb");
    assert_eq!(received[0].query.as_deref(), Some("c=d"));
    assert_eq!(received[1].headers["siteid"], seed::SITE_ID);
    let body: Value = serde_json::from_slice(&received[1].body)?;
    assert_eq!(body["Password"], seed::PASSWORD);
    let shown = format!("{received:?} {sandbox:?}");
    assert!(
        !shown.contains(seed::PASSWORD) && !shown.contains(seed::API_KEY),
        "{shown}"
    );

    assert_eq!(sandbox.count(Operation::IssueToken), 1);
    sandbox.clear_received();
    assert_eq!(sandbox.count(Operation::IssueToken), 0);
    assert!(sandbox.received().is_empty());
    Ok(())
}

#[tokio::test]
async fn a_dropped_sandbox_stops_serving_even_open_connections() -> TestResult {
    let Caller { sandbox, http } = Caller::new().await?;
    let url = sandbox.url().to_owned();
    assert_eq!(status(http.get(&url)).await?, StatusCode::NOT_FOUND);
    drop(sandbox);
    let stopped = async {
        while status(http.get(&url)).await.is_ok() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), stopped).await?;
    Ok(())
}

#[tokio::test]
async fn an_ordered_delay_comes_before_anything_is_done() -> TestResult {
    let caller = Caller::new().await?;
    let delay = Duration::from_millis(300);
    caller
        .sandbox
        .delay_next_of(Operation::IssueToken, 1, delay);
    let issue = || caller.issue(seed::USERNAME, seed::PASSWORD);
    let started = Instant::now();
    // A caller that leaves early leaves nothing behind but the record of its request.
    let early = issue().timeout(Duration::from_millis(100)).send().await;
    assert!(early.is_err_and(|error| error.is_timeout()));
    assert_eq!(caller.sandbox.count(Operation::IssueToken), 1);
    assert_eq!(caller.sandbox.mindbody().forget_tokens(), 0);
    assert_eq!(status(issue()).await?, 200);
    caller
        .sandbox
        .delay_next_of(Operation::IssueToken, 1, delay);
    assert_eq!(status(issue()).await?, 200);
    assert!(started.elapsed() >= delay);
    Ok(())
}

#[tokio::test]
async fn a_lost_response_is_of_a_call_that_was_served() -> TestResult {
    let caller = Caller::new().await?;
    caller.sandbox.lose_next_of(Operation::RenewToken, 7);
    let token = caller.staff_token().await?;
    for _ in 0..7 {
        let error = caller.renew(&token).send().await.unwrap_err();
        assert!(!error.is_timeout() && !error.is_connect(), "{error:?}");
    }
    assert_eq!(caller.sandbox.count(Operation::RenewToken), 7);
    let (status, code) = mindbody_error(caller.renew(&token)).await?;
    assert_eq!((status, code.as_str()), (403, "RenewalLimitReached"));
    Ok(())
}

#[tokio::test]
async fn an_ordered_failure_can_ask_to_come_back_later() -> TestResult {
    let caller = Caller::new().await?;
    caller.sandbox.fail_next_of_with_retry_after(
        Operation::GetAccessToken,
        1,
        StatusCode::TOO_MANY_REQUESTS,
        Duration::from_millis(7_900),
    );
    let answer = caller.exchange(seed::REFRESH_TOKEN).send().await?;
    assert_eq!(answer.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(answer.headers()["retry-after"], "7");
    assert_eq!(status(caller.exchange(seed::REFRESH_TOKEN)).await?, 200);
    Ok(())
}

#[tokio::test]
async fn a_token_that_the_server_forgets_is_unknown() -> TestResult {
    let caller = Caller::new().await?;
    let list = |token: &str| caller.get("/v3/refresh-token").bearer_auth(token);
    let tokens = [
        caller.access_token(seed::REFRESH_TOKEN).await?,
        caller.access_token(seed::REFRESH_TOKEN).await?,
    ];
    let squadcast = caller.sandbox.squadcast();
    assert!(squadcast.forget_access_token(&tokens[0]));
    assert!(!squadcast.forget_access_token(&tokens[0]));
    assert_eq!(status(list(&tokens[0])).await?, 401);
    assert_eq!(status(list(&tokens[1])).await?, 200);
    assert_eq!(squadcast.forget_access_tokens(), 1);
    assert_eq!(status(list(&tokens[1])).await?, 401);

    let tokens = [caller.staff_token().await?, caller.staff_token().await?];
    let mindbody = caller.sandbox.mindbody();
    assert!(mindbody.forget_token(&tokens[0]));
    assert_eq!(status(caller.renew(&tokens[0])).await?, 401);
    assert_eq!(status(caller.renew(&tokens[1])).await?, 200);
    assert_eq!(mindbody.forget_tokens(), 1);
    assert_eq!(status(caller.renew(&tokens[1])).await?, 401);
    Ok(())
}
