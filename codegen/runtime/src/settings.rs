//! What the builders of all clients can be told, for generated code.

/// Writes the settings that all clients have, for a builder with a field `http: HttpClientBuilder`.
///
/// `client_settings!(ClientBuilder);`
#[macro_export]
macro_rules! client_settings {
    ($name:ident) => {
        impl $name {
            /// The `User-Agent` header, instead of the name and version of this crate.
            pub fn user_agent(self, text: impl Into<String>) -> Self {
                Self { http: self.http.user_agent(text) }
            }

            /// The time that one call may take, all attempts, redirects and the body included; two minutes unless set.
            pub fn timeout(self, timeout: ::std::time::Duration) -> Self {
                Self { http: self.http.timeout(timeout) }
            }

            /// The time that each attempt of a call may take; as much as the call unless set.
            pub fn attempt_timeout(self, timeout: ::std::time::Duration) -> Self {
                Self { http: self.http.attempt_timeout(timeout) }
            }

            /// The time that a connection may take to come about; 30 seconds unless set.
            pub fn connect_timeout(self, timeout: ::std::time::Duration) -> Self {
                Self { http: self.http.connect_timeout(timeout) }
            }

            /// The time that each piece of a stream may take; two minutes unless set.
            pub fn idle_timeout(self, timeout: ::std::time::Duration) -> Self {
                Self { http: self.http.idle_timeout(timeout) }
            }

            /// When requests are sent again; see [`RetryPolicy`]($crate::RetryPolicy) for what holds unless it is set.
            pub fn retry(self, policy: $crate::RetryPolicy) -> Self {
                Self { http: self.http.retry(policy) }
            }

            /// How much is sent again in all; see [`RetryBudget`]($crate::RetryBudget).
            pub fn retry_budget(self, budget: $crate::RetryBudget) -> Self {
                Self { http: self.http.retry_budget(budget) }
            }

            /// A layer around each attempt, further in than those before it; see [`Middleware`]($crate::Middleware).
            pub fn middleware(self, layer: impl $crate::Middleware) -> Self {
                Self { http: self.http.middleware(layer) }
            }

            /// A layer around each call with all its attempts, further in than those before it.
            pub fn call_middleware(self, layer: impl $crate::Middleware) -> Self {
                Self { http: self.http.call_middleware(layer) }
            }

            /// Another clock than the system's, for tests.
            pub fn clock(self, clock: impl $crate::Clock) -> Self {
                Self { http: self.http.clock(clock) }
            }

            /// Proxy, TLS and pool of the connections. Its redirect policy and user agent are replaced by this client's; client
            /// certificates are its, too (`ClientBuilder::identity` of reqwest).
            pub fn reqwest(self, builder: $crate::reqwest::ClientBuilder) -> Self {
                Self { http: self.http.reqwest(builder) }
            }

            /// The largest body, in bytes after decompression, that a response may have; 64 MiB unless set.
            pub fn max_response_bytes(self, bytes: usize) -> Self {
                Self { http: self.http.max_response_bytes(bytes) }
            }

            /// How many headers a response may have; 100 unless set, and 10,000 at most.
            pub fn max_response_headers(self, count: usize) -> Self {
                Self { http: self.http.max_response_headers(count) }
            }

            /// How many redirects one call follows; 10 unless set.
            pub fn max_redirects(self, count: usize) -> Self {
                Self { http: self.http.max_redirects(count) }
            }
        }
    };
}
