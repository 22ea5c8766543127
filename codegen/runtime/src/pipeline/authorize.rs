//! Credentials: takes a request, puts in what its scheme wants, and fetches another credential where a server refuses one.

use http::StatusCode;

use crate::{
    BoxFuture, HttpRequest, HttpResponse, Middleware, Next, TransportError,
    auth::{Ready, Unavailable},
    body::Source,
    pipeline::Context,
    url_text::is_same_origin,
};

pub(super) struct Authorize;

impl Middleware for Authorize {
    fn handle<'a>(
        &'a self,
        request: &'a mut HttpRequest,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        Box::pin(authorize(request, next))
    }
}

async fn authorize(request: &mut HttpRequest, next: Next<'_>) -> Result<HttpResponse, TransportError> {
    let context = next.context;
    if request.has_left || !context.home.as_ref().is_none_or(|home| is_same_origin(&request.url, home)) {
        request.credentials.clear();
        return next.run(request).await;
    }
    let unavailable = |error| TransportError::credentials(request.operation, error);
    request.credentials = ready(context, &[]).await.map_err(unavailable)?;
    let response = next.run(request).await?;
    let is_refused = response.status == StatusCode::UNAUTHORIZED;
    let can_ask_again = request.credentials.iter().any(|ready| ready.version.is_some());
    if !is_refused || !can_ask_again || !request.body.as_ref().is_none_or(Source::can_be_sent_again) {
        return Ok(response);
    }
    // A credential may be revoked before its time. What the server refused, it did not do.
    match ready(context, &request.credentials).await {
        Ok(credentials) => {
            drop(response);
            request.credentials = credentials;
            next.run(request).await
        }
        // The server's own words say more.
        Err(_) => Ok(response),
    }
}

/// What the schemes of the call want, without those that were refused.
async fn ready(context: &Context<'_>, refused: &[Ready]) -> Result<Vec<Ready>, Unavailable> {
    let mut all = Vec::with_capacity(context.settings.credentials.len());
    for (index, held) in context.settings.credentials.iter().enumerate() {
        let refused = refused.get(index).and_then(|ready| ready.version);
        all.push(held.get(&context.client.time, refused).await?);
    }
    Ok(all)
}
