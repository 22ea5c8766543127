//! Spans: takes each request that is sent, tells a subscriber of `tracing` about it by OpenTelemetry's conventions for HTTP clients.

use std::sync::atomic::Ordering;

use tracing::{Instrument, Level, Span, field::Empty};
use url::Url;

use crate::{HttpRequest, HttpResponse, Next, TransportError, head::request_id, pipeline::Context};

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

/// The URL with its path and the names of its query, and without the values of it.
fn redacted(url: &Url) -> String {
    let mut shown = url.clone();
    let pairs = url.query().map(|query| {
        query.split('&').map(|pair| match pair.split_once('=') {
            Some((name, _)) => format!("{name}=REDACTED"),
            // It may be a value without a name.
            None => "REDACTED".to_owned(),
        })
    });
    let pairs: Option<Vec<_>> = pairs.map(Iterator::collect);
    shown.set_query(pairs.map(|pairs| pairs.join("&")).as_deref());
    // These fail for URLs without a host only.
    let _ = shown.set_username("");
    let _ = shown.set_password(None);
    shown.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_value_of_a_query_is_shown() {
        for (url, shown) in [
            ("https://h/a/b", "https://h/a/b"),
            ("https://h/a?k=hunter2&hunter2&m%26=x", "https://h/a?k=REDACTED&REDACTED&m%26=REDACTED"),
            ("https://u:hunter2@h/a?", "https://h/a?REDACTED"),
        ] {
            assert_eq!(redacted(&Url::parse(url).unwrap()), shown);
        }
    }
}
