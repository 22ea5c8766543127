//! Spans: takes each request that is sent, tells a subscriber of `tracing` about it by OpenTelemetry's conventions for HTTP clients.

use std::sync::atomic::Ordering;

use tracing::{Instrument, Level, Span, field::Empty};
use url::Url;

use crate::{HttpRequest, HttpResponse, Next, TransportError, head::request_id, pipeline::Context, url_text::encode};

layer!(Trace, trace);

/// Whether anybody listens.
pub(super) fn is_on() -> bool {
    tracing::enabled!(Level::INFO)
}

async fn trace(request: &mut HttpRequest, next: Next<'_>) -> Result<HttpResponse, TransportError> {
    let span = span(request, next.context);
    let result = next.run(request).instrument(span.clone()).await;
    record(&span, &result);
    result
}

/// No header, no body and no value of the query, as each may hold a secret.
fn span(request: &HttpRequest, context: &Context<'_>) -> Span {
    let method = request.method.as_str();
    let name = match request.template {
        "" => method.to_owned(),
        template => format!("{method} {template}"),
    };
    let span = tracing::info_span!(
        "request",
        "otel.name" = name,
        "otel.kind" = "client",
        "otel.status_code" = Empty,
        "http.request.method" = method,
        "http.request.resend_count" = Empty,
        "http.response.status_code" = Empty,
        "server.address" = request.url.host_str(),
        "server.port" = request.url.port_or_known_default(),
        "url.full" = redacted(&request.url),
        "url.template" = Some(request.template).filter(|template| !template.is_empty()),
        "error.type" = Empty,
        "specwright.operation" = request.operation,
        "specwright.attempt" = request.attempt,
        "specwright.request_id" = Empty,
    );
    let resends = context.sent.load(Ordering::Relaxed);
    if resends > 0 {
        span.record("http.request.resend_count", resends);
    }
    span
}

fn record(span: &Span, result: &Result<HttpResponse, TransportError>) {
    let error = match result {
        Ok(response) => {
            span.record("http.response.status_code", response.status.as_u16());
            if let Some(id) = request_id(&response.headers) {
                span.record("specwright.request_id", format!("{id:.256}"));
            }
            let is_error = response.status.is_client_error() || response.status.is_server_error();
            is_error.then(|| response.status.as_u16().to_string())
        }
        Err(error) => Some(format!("{:?}", error.kind())),
    };
    if let Some(error) = error {
        span.record("error.type", error);
        span.record("otel.status_code", "ERROR");
    }
}

/// The URL with the names of the query, and without its values.
fn redacted(url: &Url) -> String {
    let mut shown = url.clone();
    shown.set_query(None);
    let names: Vec<_> = url.query_pairs().map(|(name, _)| format!("{}=REDACTED", encode(&name))).collect();
    match names.is_empty() {
        true => shown.to_string(),
        false => format!("{shown}?{}", names.join("&")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_value_of_a_query_is_shown() {
        for (url, shown) in [
            ("https://h/a/b", "https://h/a/b"),
            ("https://h/a?k=hunter2&l&m%26=x", "https://h/a?k=REDACTED&l=REDACTED&m%26=REDACTED"),
        ] {
            assert_eq!(redacted(&Url::parse(url).unwrap()), shown);
        }
    }
}
