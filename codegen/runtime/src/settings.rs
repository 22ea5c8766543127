//! What the builders of all clients can be told, for generated code.

/// Writes settings that all clients have, for a builder with a field `http: HttpClientBuilder`.
///
/// Those that a crate wants are named, so that none that comes later takes the name of a method which the crate has.
///
/// `client_settings!(ClientBuilder: user_agent timeout);`
#[macro_export]
macro_rules! client_settings {
    ($name:ident: $($setting:ident)*) => {
        impl $name {
            $($crate::client_setting!($setting);)*
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! client_setting {
    (user_agent) => {
        /// The `User-Agent` header, instead of the name and version of this crate.
        ///
        /// Not on `wasm32-unknown-unknown`: a browser sends its own.
        #[cfg(not(target_arch = "wasm32"))]
        pub fn user_agent(self, text: impl Into<String>) -> Self {
            Self { http: self.http.user_agent(text) }
        }
    };

    (header) => {
        /// A header that is sent with each request, unless a call sets it. It goes to no other origin.
        pub fn header(self, name: $crate::HeaderName, value: $crate::HeaderValue) -> Self {
            Self { http: self.http.header(name, value) }
        }
    };

    (timeout) => {
        /// The time that one call may take, all attempts, redirects and the body included; two minutes unless set.
        pub fn timeout(self, timeout: ::std::time::Duration) -> Self {
            Self { http: self.http.timeout(timeout) }
        }
    };

    (attempt_timeout) => {
        /// The time that each attempt of a call may take; as much as the call unless set.
        pub fn attempt_timeout(self, timeout: ::std::time::Duration) -> Self {
            Self { http: self.http.attempt_timeout(timeout) }
        }
    };

    (connect_timeout) => {
        /// The time that a connection may take to come about; 30 seconds unless set.
        ///
        /// Not on `wasm32-unknown-unknown`: connections are the browser's.
        #[cfg(not(target_arch = "wasm32"))]
        pub fn connect_timeout(self, timeout: ::std::time::Duration) -> Self {
            Self { http: self.http.connect_timeout(timeout) }
        }
    };

    (idle_timeout) => {
        /// The time that each piece of a stream may take; two minutes unless set.
        pub fn idle_timeout(self, timeout: ::std::time::Duration) -> Self {
            Self { http: self.http.idle_timeout(timeout) }
        }
    };

    (retry) => {
        /// When requests are sent again; see [`RetryPolicy`]($crate::RetryPolicy) for what holds unless it is set.
        pub fn retry(self, policy: $crate::RetryPolicy) -> Self {
            Self { http: self.http.retry(policy) }
        }
    };

    (retry_budget) => {
        /// How much is sent again in all; see [`RetryBudget`]($crate::RetryBudget).
        pub fn retry_budget(self, budget: $crate::RetryBudget) -> Self {
            Self { http: self.http.retry_budget(budget) }
        }
    };

    (rate_limit) => {
        /// How much is sent to a server at once and in a time, instead of what the document says; see
        /// [`RateLimit`]($crate::RateLimit). `RateLimit::new()` is no limit.
        pub fn rate_limit(self, limit: $crate::RateLimit) -> Self {
            Self { http: self.http.rate_limit(limit) }
        }
    };

    (middleware) => {
        /// A layer around each attempt, further in than those before it; see [`Middleware`]($crate::Middleware).
        pub fn middleware(self, layer: impl $crate::Middleware) -> Self {
            Self { http: self.http.middleware(layer) }
        }
    };

    (call_middleware) => {
        /// A layer around each call with all its attempts, further in than those before it.
        pub fn call_middleware(self, layer: impl $crate::Middleware) -> Self {
            Self { http: self.http.call_middleware(layer) }
        }
    };

    (clock) => {
        /// Another clock than the system's, for tests.
        pub fn clock(self, clock: impl $crate::Clock) -> Self {
            Self { http: self.http.clock(clock) }
        }
    };

    (reqwest) => {
        /// Proxy, TLS and pool of the connections. Its redirect policy, user agent and time to connect are replaced by this
        /// client's; client certificates are its, too (`ClientBuilder::identity` of reqwest). Its default headers go wherever a
        /// redirect leads, so they are no place for credentials.
        ///
        /// On `wasm32-unknown-unknown` it has nothing but default headers.
        pub fn reqwest(self, builder: $crate::reqwest::ClientBuilder) -> Self {
            Self { http: self.http.reqwest(builder) }
        }
    };

    (max_response_bytes) => {
        /// The largest body, in bytes after decompression, that a response may have; 64 MiB unless set.
        pub fn max_response_bytes(self, bytes: usize) -> Self {
            Self { http: self.http.max_response_bytes(bytes) }
        }
    };

    (max_response_headers) => {
        /// How many headers a response may have; 100 unless set, and 10,000 at most.
        ///
        /// Not on `wasm32-unknown-unknown`: a browser has bounds of its own.
        #[cfg(not(target_arch = "wasm32"))]
        pub fn max_response_headers(self, count: usize) -> Self {
            Self { http: self.http.max_response_headers(count) }
        }
    };

    (max_redirects) => {
        /// How many redirects one call follows; 10 unless set.
        ///
        /// Not on `wasm32-unknown-unknown`: a browser follows redirects by itself, 20 at most, and shows none.
        #[cfg(not(target_arch = "wasm32"))]
        pub fn max_redirects(self, count: usize) -> Self {
            Self { http: self.http.max_redirects(count) }
        }
    };

    (on_drift) => {
        /// What is called for each thing in responses that the document does not say, the first time that it comes; see
        /// [`Drift`]($crate::Drift).
        pub fn on_drift(self, tell: impl Fn(&$crate::Drift) + Send + Sync + 'static) -> Self {
            Self { http: self.http.on_drift(tell) }
        }
    };
}
