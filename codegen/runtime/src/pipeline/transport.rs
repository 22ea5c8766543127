//! The end of the way: takes a request with its credentials, hands it to reqwest, returns the head of the response.

use std::sync::atomic::Ordering;

use http::{HeaderValue, Method, header};

use crate::{
    HttpRequest, HttpResponse, RequestError, TransportError,
    native::{execute, unsent_header},
    pipeline::{Context, limit},
    upload::open,
};

pub(crate) async fn send(request: &mut HttpRequest, context: &Context<'_>) -> Result<HttpResponse, TransportError> {
    let operation = request.operation;
    let turn = match limit::is_on(context) {
        // It is rare, and large.
        true => Box::pin(limit::own(request, context)).await?,
        false => None,
    };
    let body = match &request.body {
        Some(body) => Some(open(body).await.map_err(|reason| unsendable(request, &reason))?),
        None => None,
    };
    let outgoing = outgoing(request, context, body);
    if let Some(name) = unsent_header(outgoing.headers()) {
        let refusal = RequestError::parameter("header", name.as_str(), "is one that the browser keeps for itself");
        return Err(TransportError::refused(operation, refusal));
    }
    context.sent.fetch_add(1, Ordering::Relaxed);
    let response = execute(&context.client.http, outgoing).await;
    let response = response.map_err(|error| TransportError::sending(operation, error, request.is_redirected))?;
    if let Some(turn) = &turn {
        limit::heed(turn, &response, context);
    }
    Ok(HttpResponse::incoming(response, turn))
}

fn unsendable(request: &HttpRequest, reason: &str) -> TransportError {
    match request.is_redirected {
        true => TransportError::redirect(request.operation, format!("the body {reason}")),
        false => TransportError::refused(request.operation, RequestError::body(reason)),
    }
}

/// The request is kept, as it may be sent again.
fn outgoing(request: &HttpRequest, context: &Context<'_>, body: Option<reqwest::Body>) -> reqwest::Request {
    let mut outgoing = reqwest::Request::new(request.method.clone(), request.url.clone());
    *outgoing.headers_mut() = request.headers.clone();
    *outgoing.body_mut() = body;
    for credential in context.credentials(request) {
        credential.add_to_url(outgoing.url_mut());
        credential.add_to_headers(outgoing.headers_mut());
    }
    // Some servers ask for it, and hyper leaves it out where there is nothing to send.
    let is_empty = request.body.as_ref().is_none_or(|body| body.length() == Some(0));
    // A browser does by itself.
    if cfg!(not(target_arch = "wasm32"))
        && is_empty
        && matches!(request.method, Method::POST | Method::PUT | Method::PATCH)
    {
        outgoing.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from_static("0"));
    }
    outgoing
}
