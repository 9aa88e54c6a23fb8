//! The budget that retries are paid from.

use std::{sync::Arc, time::Duration};

use squadcast_tokens::{
    Client, ListUserTokens,
    token_core::{
        error::ErrorKind,
        http::StatusCode,
        retry::{RetryBudget, RetryPolicy},
    },
};

use super::unavailable;
use crate::support::list;

#[tokio::test(start_paused = true)]
async fn a_spent_budget_refuses_retries_and_says_so() {
    let budget = Arc::new(RetryBudget::default());
    let script = Arc::new(unavailable().times(1000));
    let client = Client::builder()
        .access_token("at")
        .transport(Arc::clone(&script))
        .retry_budget(Arc::clone(&budget))
        .build()
        .unwrap();
    let mut last = None;
    for _ in 0..100 {
        last = list(&client).await.err();
    }
    let error = last.unwrap();
    assert_eq!(error.kind(), ErrorKind::Api);
    assert!(error.is_budget_exhausted());
    assert_eq!(error.status(), Some(StatusCode::SERVICE_UNAVAILABLE));
    assert!(
        error.to_string().contains("the retry budget is spent"),
        "{error}"
    );
    assert_eq!(script.requests().len(), 100 + 500 / 14);
    assert!(budget.available() < 14);
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_dropped_gives_its_budget_back() {
    let budget = Arc::new(RetryBudget::default());
    let client = Client::builder()
        .access_token("at")
        .transport(unavailable())
        .retry_budget(Arc::clone(&budget))
        .retry(RetryPolicy::default().base(Duration::from_secs(3600)))
        .build()
        .unwrap();
    let call = client
        .list_user_tokens(ListUserTokens::new())
        .timeout(Duration::from_secs(7200));
    let waited = tokio::time::timeout(Duration::from_millis(1), call.send()).await;
    assert!(waited.is_err(), "the call ended by itself: {waited:?}");
    assert_eq!(budget.available(), RetryBudget::CAPACITY);
}
