//! Living with a client, each part by an example.
//!
//! The examples call a server that is not there: a [layer](crate::Middleware) answers in its place. A generated client has the same
//! settings on its own builder, `send_with` for the options of a call, and `http()` for the [`HttpClient`](crate::HttpClient) that
//! is used here.
//!
//! # Retries
//!
//! What is worth another attempt gets one, if sending the request twice does no harm; see [`RetryPolicy`](crate::RetryPolicy).
//!
//! ```
//! # #![allow(dead_code, unused_imports)]
//! # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/guide.inc"));
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use specwright_runtime::{CallOptions, RetryBudget, RetryPolicy};
//!
//! let client = answering([(503, &[], ""), (429, &[("retry-after", "2")], ""), (200, &[], "{}"), (503, &[], "")])
//!     .retry(RetryPolicy::new().max_attempts(4).initial_backoff(Duration::from_millis(200)))
//!     .retry_budget(RetryBudget::new(20))
//!     .build()?;
//! let answer = client.request(Method::GET, "/accounts").send().await?;
//! assert_eq!(answer.attempts(), 3);
//!
//! // A POST is sent once, unless somebody knows better: the document, a key, or the caller.
//! let once = client.request(Method::POST, "/accounts").send().await.unwrap_err();
//! assert_eq!(once.attempts(), 1);
//! let keyed = CallOptions::new().idempotency_key("order-4711");
//! let harmless = CallOptions::new().idempotent(true);
//! # let _ = (keyed, harmless);
//! # Ok(())
//! # }
//! ```
//!
//! # Timeouts
//!
//! A call has two minutes for all its attempts. What may take less, or more, is said for the client or for one call.
//!
//! ```
//! # #![allow(dead_code, unused_imports)]
//! # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/guide.inc"));
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use specwright_runtime::CallOptions;
//!
//! let client = HttpClient::builder(&API)
//!     .connect_timeout(Duration::from_secs(5)) // for a connection
//!     .attempt_timeout(Duration::from_secs(20)) // for each attempt
//!     .timeout(Duration::from_secs(60)) // for all attempts of a call, and the waits between them
//!     .idle_timeout(Duration::from_secs(30)) // for each piece of a stream
//!     .build()?;
//! let quick = CallOptions::new().timeout(Duration::from_secs(1));
//! let request = client.request(Method::GET, "/status").options(quick);
//! # let _ = request;
//! # Ok(())
//! # }
//! ```
//!
//! A future that is dropped takes everything with it: the request is given up, what it took from the retry budget goes back, and
//! a token that it was fetching is fetched by the next call.
//!
//! # Options of a call
//!
//! ```
//! # #![allow(dead_code, unused_imports)]
//! # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/guide.inc"));
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use specwright_runtime::{CallOptions, Credential, RetryPolicy};
//!
//! let client = answering([(200, &[("x-request-id", "r1")], r#"{"totalSites": 2}"#)]).build()?;
//! let options = CallOptions::new()
//!     .retry(RetryPolicy::never())
//!     .header(HeaderName::from_static("x-tenant"), HeaderValue::from_static("t1"))
//!     .query("debug", "true")
//!     .credential("key", Credential::new("the key of another tenant"))
//!     .base_url("https://sandbox.example.com");
//! // Any endpoint, by the same way as all operations; any answer, with all that came.
//! let answer = client.request(Method::GET, "/v2/sites").query("limit", &10).options(options).send().await?;
//! assert_eq!(answer.raw_json()?["totalSites"], 2);
//! assert_eq!((answer.status().as_u16(), answer.request_id()), (200, Some("r1")));
//! # Ok(())
//! # }
//! ```
//!
//! # Credentials
//!
//! By hand, from the environment, from whatever a function asks, or fetched by OAuth 2.0. None goes to another origin.
//!
//! ```
//! # #![allow(dead_code, unused_imports)]
//! # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/guide.inc"));
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use specwright_runtime::{BuildError, Credential, OAuth2Client, provider_fn};
//!
//! async fn from_vault() -> Result<Credential, std::io::Error> {
//!     Ok(Credential::new("a token").expires_in(Duration::from_secs(600)))
//! }
//! let by_hand = HttpClient::builder(&API).api_key("key", "a key").build()?;
//! let provided = HttpClient::builder(&API).provider("bearer", provider_fn(from_vault)).build()?;
//! let fetched = HttpClient::builder(&API).oauth2("oauth", OAuth2Client::new("my-client", "its secret")).build()?;
//! // EXAMPLE_API_KEY, or EXAMPLE_OAUTH_CLIENT_ID and EXAMPLE_OAUTH_CLIENT_SECRET; EXAMPLE_BASE_URL if it is set.
//! let from_env = HttpClient::builder(&API).env().build();
//! assert!(matches!(from_env, Err(BuildError::NoVariable { .. })));
//! # let _ = (by_hand, provided, fetched);
//! # Ok(())
//! # }
//! ```
//!
//! # Errors
//!
//! ```
//! # #![allow(dead_code, unused_imports)]
//! # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/guide.inc"));
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use specwright_runtime::Error;
//!
//! let client = answering([(429, &[("retry-after", "3600"), ("x-request-id", "r7")], "slow down")]).build()?;
//! let error = client.request(Method::GET, "/accounts").send().await.unwrap_err();
//! assert_eq!(error.status().map(|status| status.as_u16()), Some(429));
//! assert_eq!((error.request_id(), error.attempts(), error.is_transient()), (Some("r7"), 1, true));
//! // An hour is more than the client waits by itself.
//! assert_eq!(error.retry_after(), Some(Duration::from_secs(3600)));
//! assert_eq!(error.raw_body().map(|body| &body[..]), Some(&b"slow down"[..]));
//! match error {
//!     Error::Request(error) => println!("refused before anything was sent: {error}"),
//!     Error::Transport(error) => println!("no complete response, {:?}: {error}", error.kind()),
//!     Error::Status(error) => println!("a documented error: {:?}", error.body()),
//!     Error::Decode(error) => println!("a success that does not fit, at {:?}: {error}", error.path()),
//!     _ => {}
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # Lists over several pages
//!
//! Where a document says how the pages of a list follow each other, its request gives all items, or all pages with what they say of
//! the list. Each page is fetched when it is asked for.
//!
//! ```
//! # #![allow(dead_code, unused_imports)]
//! # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/guide.inc"));
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let http = answering([
//! #     (200, &[], r#"{"accounts": ["a", "b"], "hasNext": true, "total": 3}"#),
//! #     (200, &[], r#"{"accounts": ["c"], "hasNext": false, "total": 3}"#),
//! #     (200, &[], r#"{"accounts": ["a", "b"], "hasNext": true, "total": 3}"#),
//! #     (200, &[], r#"{"accounts": ["c"], "hasNext": false, "total": 3}"#),
//! # ]).build()?;
//! # let client = Client { http };
//! let mut accounts = client.list_accounts().send_items().max_items(100);
//! while let Some(account) = accounts.next().await {
//!     println!("{} of {:?}", account?, accounts.total_items());
//! }
//!
//! let mut pages = client.list_accounts().send_pages();
//! let first = pages.next().await.expect("a list has a page")?;
//! assert_eq!(first.items().len(), 2);
//! // A token is a text that can be kept, and leads on where the list was left.
//! let token = pages.next_token().cloned().expect("another page follows");
//! let rest: Vec<_> = client.list_accounts().send_items().starting_at(token).try_collect().await?;
//! assert_eq!(rest, ["c"]);
//! # Ok(())
//! # }
//! ```
//!
//! A list is no snapshot: what is added or removed meanwhile may move items from one page to another. A page that comes twice, or a
//! way round in circles, is an error ([`PageError`](crate::PageError)).
//!
//! # Waiting for a state
//!
//! ```
//! # #![allow(dead_code, unused_imports)]
//! # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/guide.inc"));
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let http = answering([
//! #     (200, &[], r#"{"status": "PENDING"}"#),
//! #     (200, &[], r#"{"status": "DONE"}"#),
//! #     (200, &[], r#"{"status": "FAILED"}"#),
//! # ]).build()?;
//! # let client = Client { http };
//! use specwright_runtime::{WaitError, Waiter};
//!
//! let waiter = Waiter::within(Duration::from_secs(600));
//! let job = client.get_job().send_until_done(waiter).await?;
//! assert_eq!(job["status"], "DONE");
//!
//! match client.get_job().send_until_done(waiter).await {
//!     Err(WaitError::Failed(job)) => println!("it will not come any more: {}", job["status"]),
//!     Err(WaitError::TimedOut(last)) => println!("not in this time; the last response: {last:?}"),
//!     other => println!("{other:?}"),
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # Layers
//!
//! ```
//! # #![allow(dead_code, unused_imports)]
//! # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/guide.inc"));
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! /// Sends a header with each attempt, and tells what came of it.
//! struct Tenant(HeaderValue);
//!
//! impl Middleware for Tenant {
//!     fn handle<'a>(
//!         &'a self,
//!         request: &'a mut HttpRequest,
//!         next: Next<'a>,
//!     ) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
//!         Box::pin(async move {
//!             request.headers_mut().insert(HeaderName::from_static("x-tenant"), self.0.clone());
//!             let response = next.run(request).await?;
//!             println!("{}, attempt {}: {}", request.operation(), request.attempt(), response.status());
//!             Ok(response)
//!         })
//!     }
//! }
//!
//! let client = HttpClient::builder(&API)
//!     .call_middleware(Tenant(HeaderValue::from_static("t1"))) // once around each call
//!     .middleware(Tenant(HeaderValue::from_static("t1"))) // around each attempt
//!     .reqwest(reqwest::ClientBuilder::new().pool_max_idle_per_host(4).no_proxy()) // proxy, TLS, pool
//!     .build()?;
//! # let _ = client;
//! # Ok(())
//! # }
//! ```
//!
//! # Traces
//!
//! Each request that is sent is a span of the crate `tracing` at level INFO, with the names of OpenTelemetry's conventions for HTTP
//! clients and the fields `specwright.operation`, `specwright.attempt` and `specwright.request_id`; each retry is an event. Neither
//! headers nor bodies nor values of the query are in them; the path is. A span ends when the head of the response has come. With no
//! subscriber, nothing is made.
//!
//! ```
//! # #![allow(dead_code, unused_imports)]
//! # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/guide.inc"));
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! tracing_subscriber::fmt().with_span_events(tracing_subscriber::fmt::format::FmtSpan::CLOSE).init();
//! let client = answering([(503, &[], ""), (200, &[], "")]).build()?;
//! client.request(Method::GET, "/accounts").send().await?;
//! # Ok(())
//! # }
//! ```
//!
//! # What changed at the vendor
//!
//! A response may differ from the document: an enum has a new value, an object a new key or one less, a value another type. Each
//! such thing is told once by a client and its clones, as an event of `tracing` at level WARN with the target `specwright::drift`,
//! and to a function if there is one; then it is counted on. It is named by its place in the document, and no value is told.
//! A call succeeds or fails as it does without. What is read without a client, such as the payload of a webhook, is not looked at.
//!
//! ```
//! # #![allow(dead_code, unused_imports)]
//! # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/guide.inc"));
//! # use specwright_runtime::object;
//! # #[derive(Debug)]
//! # struct Account { name: String }
//! # object!(Account at "#/components/schemas/Account" { name: required "name" });
//! # static GET_ACCOUNT: Operation<Account, ()> = Operation {
//! #     id: "getAccount",
//! #     method: "GET",
//! #     path: "/account",
//! #     security: &[],
//! #     retry: Repeat::ByMethod,
//! #     idempotency_key: None,
//! #     rate_limit: None,
//! #     accept: "application/json",
//! #     responses: &[(Status::Code(200), Decode::Success(decode::json))],
//! #     rules: &[],
//! # };
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use specwright_runtime::DriftKind;
//!
//! let client = answering([(200, &[], r#"{"name": "a", "region": "EU"}"#), (200, &[], r#"{"name": "b", "region": "US"}"#)])
//!     .on_drift(|drift| println!("{drift}")) // once for each thing, within the call
//!     .build()?;
//! # let get_account = || Call::new(&client, &GET_ACCOUNT);
//! get_account().send().await?;
//! get_account().send().await?;
//! let drift = client.drift();
//! assert_eq!((drift.len(), drift[0].kind(), drift[0].count()), (1, DriftKind::UndocumentedField, 2));
//! assert_eq!((drift[0].pointer(), drift[0].key()), ("#/components/schemas/Account", Some("region")));
//! # Ok(())
//! # }
//! ```
//!
//! # Rates
//!
//! How much is sent to a server at once and in a time is what the document says, or what the client is told. Requests that have
//! to wait do so in the order in which they came; the time of their call goes on meanwhile, that of an attempt does not.
//!
//! ```
//! # #![allow(dead_code, unused_imports)]
//! # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/guide.inc"));
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use specwright_runtime::RateLimit;
//!
//! let limit = RateLimit::new()
//!     .concurrent(10) // at once; a stream counts until it ends or is dropped
//!     .requests(60, Duration::from_secs(60)) // in any minute, one each second,
//!     .burst(20); // but for twenty after a pause
//! let client = answering([(200, &[], "{}"), (200, &[], "{}")]).rate_limit(limit).build()?;
//! // Clones share the limit; `RateLimit::new()` is none.
//! let (one, other) = (client.request(Method::GET, "/a").send(), client.clone().request(Method::GET, "/b").send());
//! one.await?;
//! other.await?;
//! # Ok(())
//! # }
//! ```
//!
//! A server that answers 429 with `Retry-After` gets as long a pause from all calls of a client that has a limit (from those of the
//! operation, if that has one of its own), unless it asks for more than the
//! [`max_retry_after`](crate::RetryPolicy::max_retry_after) of the call, or the call wants no second attempt.
//!
//! # Without async
//!
//! With the feature `blocking`, `wait` holds up the thread until a call has come to its end, and `wait_each` gives the items of a
//! stream. A generated client has both in its module `blocking`, under a feature of the same name.
//!
//! ```
//! # #![allow(dead_code, unused_imports)]
//! # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/guide.inc"));
//! # #[cfg(not(feature = "blocking"))]
//! # fn main() {}
//! # #[cfg(feature = "blocking")]
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use specwright_runtime::blocking::{Wait, WaitEach};
//!
//! let client = answering([(200, &[], r#"{"totalSites": 2}"#), (200, &[], "a\nb\n"), (200, &[], "a\nb\n")]).build()?;
//! let answer = client.request(Method::GET, "/v2/sites").send().wait()?;
//! assert_eq!(answer.raw_json()?["totalSites"], 2);
//! for piece in client.request(Method::GET, "/v2/log").send_download().wait()?.into_inner().wait_each() {
//!     println!("{} bytes", piece?.len());
//! }
//! // A download can be read, too.
//! let mut log = client.request(Method::GET, "/v2/log").send_download().wait()?.into_inner();
//! assert_eq!(std::io::copy(&mut log, &mut std::io::sink())?, 4);
//! # Ok(())
//! # }
//! ```
//!
//! # Limits
//!
//! ```
//! # #![allow(dead_code, unused_imports)]
//! # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/guide.inc"));
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let client = HttpClient::builder(&API)
//!     .max_response_bytes(256 * 1024 * 1024) // after decompression; 64 MiB unless set
//!     .max_response_headers(200) // 100 unless set
//!     .max_redirects(3) // 10 unless set
//!     .build()?;
//! # let _ = client;
//! # Ok(())
//! # }
//! ```
//!
//! # Tests
//!
//! With the feature `mock`, the module `mock` of a generated client has a `MockServer` with a method for each operation. It answers calls
//! over HTTP with what the document shows, with values, or with faults such as a body that breaks off, and tells which calls were not
//! those that the test expects. Without a client of a document there is a server that answers what a function says, in `mock` of this
//! crate.
//!
//! # In a browser
//!
//! A client compiles for `wasm32-unknown-unknown` as it is, and calls by `fetch`. Retries, timeouts, limits of rate, layers, providers,
//! forms, pages and streams are the same. What the browser decides by itself is not there: `user_agent`, `connect_timeout`,
//! `max_redirects`, `max_response_headers`, `env` and `from_env` of builders and clients, `from_path` and the streams of
//! [`Body`](crate::Body) and [`Part`](crate::Part), and mocks.
//!
//! - Futures are not `Send`, clients are. A layer or provider may wait for whatever the browser gives.
//! - [`Instant`](crate::Instant) and [`SystemTime`](crate::SystemTime) of this crate are those that tell the time there.
//! - The browser follows redirects and shows none, documented or not. By the standard `Authorization` does not leave the origin; a
//!   key in another header and a body do, if the server that the redirect leads to takes them by CORS.
//! - A header that the browser keeps for itself, such as `Cookie`, is an [`Error::Request`](crate::Error::Request), and nothing is sent.
//!   Its own cookies go to its own origin, and its cache may answer.
//! - It does not say why a request failed: no connection and an answer that CORS hides are both
//!   [`TransportErrorKind::Other`](crate::TransportErrorKind::Other). They are tried again where that does no harm.
//! - What a page knows its user knows, too. A secret of yours belongs on a server.
