//! The settings that the clients of all APIs have: their setters, with the only text about each, and what they set.

use std::{sync::Arc, time::Duration};

use http::HeaderMap;

use crate::{
    retry::{budget::RetryBudget, policy::RetryPolicy},
    settings::{DEFAULT_ATTEMPT_TIMEOUT, DEFAULT_MAX_BODY, DEFAULT_TIMEOUT},
    transport::seam::Transport,
};

/// What the setters of [`client_settings!`](crate::codegen::client_settings) set.
#[derive(Clone)]
#[non_exhaustive]
#[expect(
    missing_debug_implementations,
    reason = "the base URL is not checked yet, so that it may hold a password"
)]
pub struct ClientSettings {
    /// Overrides every server.
    pub base_url: Option<String>,
    /// What sends requests, if it is not the default.
    pub transport: Option<Arc<dyn Transport>>,
    /// How long a call may take.
    pub timeout: Duration,
    /// How long one attempt may take.
    pub attempt_timeout: Duration,
    /// How long connecting may take; `None` if it is not set.
    pub connect_timeout: Option<Duration>,
    /// When a call is retried.
    pub retry: RetryPolicy,
    /// What limits the retries of all calls.
    pub retry_budget: Arc<RetryBudget>,
    /// How many bytes of a response body are read.
    pub max_body: usize,
    /// The `User-Agent`, if it is not the crate's name and version.
    pub user_agent: Option<String>,
    /// The headers of every call.
    pub headers: HeaderMap,
}

impl Default for ClientSettings {
    fn default() -> Self {
        Self {
            base_url: None,
            transport: None,
            timeout: DEFAULT_TIMEOUT,
            attempt_timeout: DEFAULT_ATTEMPT_TIMEOUT,
            connect_timeout: None,
            retry: RetryPolicy::default(),
            retry_budget: Arc::default(),
            max_body: DEFAULT_MAX_BODY,
            user_agent: None,
            headers: HeaderMap::new(),
        }
    }
}

/// Gives a builder the setters that the clients of all APIs have.
///
/// It is for generated code: `client_settings!(ClientBuilder, pipeline.settings)` names the builder, and its field of
/// the type [`ClientSettings`].
/// The generator reserves the names of the setters, and a test compares its list with these.
#[macro_export]
#[doc(hidden)]
macro_rules! __client_settings {
    ($builder:ident, $($settings:ident).+) => {
        /// The settings that the clients of all APIs have.
        impl $builder {
            /// Sends every operation to `url`, such as a sandbox or a gateway, those with servers of their own included.
            pub fn base_url(mut self, url: impl ::core::convert::Into<::std::string::String>) -> Self {
                self.$($settings).+.base_url = ::core::option::Option::Some(url.into());
                self
            }

            /// Replaces the transport.
            ///
            /// The default is `ReqwestTransport`, which needs the feature `rustls` or `native-tls`.
            pub fn transport(mut self, transport: impl $crate::transport::Transport) -> Self {
                self.$($settings).+.transport =
                    ::core::option::Option::Some(::std::sync::Arc::new(transport));
                self
            }

            /// Sets how long a call may take, with its credential, its attempts and the waits between them.
            ///
            /// The default is 45 s: [`DEFAULT_TIMEOUT`](token_core::settings::DEFAULT_TIMEOUT).
            pub fn timeout(mut self, timeout: ::std::time::Duration) -> Self {
                self.$($settings).+.timeout = timeout;
                self
            }

            /// Sets how long one attempt may take, from connecting to the last byte of the response.
            ///
            /// The default is 15 s: [`DEFAULT_ATTEMPT_TIMEOUT`](token_core::settings::DEFAULT_ATTEMPT_TIMEOUT).
            pub fn attempt_timeout(mut self, timeout: ::std::time::Duration) -> Self {
                self.$($settings).+.attempt_timeout = timeout;
                self
            }

            /// Sets how long connecting may take; it has no effect on a transport that was set.
            ///
            /// The default is 5 s, [`DEFAULT_CONNECT_TIMEOUT`](token_core::settings::DEFAULT_CONNECT_TIMEOUT), or half
            /// of an attempt if that is less.
            pub fn connect_timeout(mut self, timeout: ::std::time::Duration) -> Self {
                self.$($settings).+.connect_timeout = ::core::option::Option::Some(timeout);
                self
            }

            /// Sets when a call is retried; see [`RetryPolicy`](token_core::retry::RetryPolicy) for the default.
            pub fn retry(mut self, policy: $crate::retry::RetryPolicy) -> Self {
                self.$($settings).+.retry = policy;
                self
            }

            /// Shares a retry budget with other clients of the same server; each client has its own by default.
            pub fn retry_budget(
                mut self,
                budget: ::std::sync::Arc<$crate::retry::RetryBudget>,
            ) -> Self {
                self.$($settings).+.retry_budget = budget;
                self
            }

            /// Sets how many bytes of a response body are read at most.
            ///
            /// The default is 1 MiB: [`DEFAULT_MAX_BODY`](token_core::settings::DEFAULT_MAX_BODY).
            pub fn max_body(mut self, bytes: usize) -> Self {
                self.$($settings).+.max_body = bytes;
                self
            }

            /// Replaces the `User-Agent`, which is the crate's name and version by default.
            pub fn user_agent(
                mut self,
                user_agent: impl ::core::convert::Into<::std::string::String>,
            ) -> Self {
                self.$($settings).+.user_agent = ::core::option::Option::Some(user_agent.into());
                self
            }

            /// Sends a header with every call; mark a secret one with `HeaderValue::set_sensitive`.
            pub fn default_header(
                mut self,
                name: $crate::http::HeaderName,
                value: $crate::http::HeaderValue,
            ) -> Self {
                self.$($settings).+.headers.insert(name, value);
                self
            }
        }
    };
}
