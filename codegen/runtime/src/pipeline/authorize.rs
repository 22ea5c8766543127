//! Credentials: takes a request, puts in what its scheme wants, and fetches another credential where a server refuses one.

use http::StatusCode;

use crate::{
    HttpRequest, HttpResponse, Next, TransportError,
    auth::{Ready, Unavailable},
    body::Source,
    pipeline::Context,
    url_text::is_same_origin,
};

layer!(Authorize, authorize);

async fn authorize(request: &mut HttpRequest, next: Next<'_>) -> Result<HttpResponse, TransportError> {
    let context = next.context;
    request.is_authorized =
        !request.has_left && context.home.as_ref().is_none_or(|home| is_same_origin(&request.url, home));
    request.provided.clear();
    if !request.is_authorized {
        return next.run(request).await;
    }
    let unavailable = |error| TransportError::credentials(request.operation, error);
    request.provided = ready(context, &[]).await.map_err(unavailable)?;
    let mut response = next.run(request).await?;
    let is_refused = response.status == StatusCode::UNAUTHORIZED;
    let can_be_sent_again = request.body.as_ref().is_none_or(Source::can_be_sent_again);
    if !is_refused || request.provided.is_empty() || !can_be_sent_again {
        return Ok(response);
    }
    // A credential may be revoked before its time. What the server refused, it did not do.
    match ready(context, &request.provided).await {
        Ok(provided) => {
            request.turn = response.take_turn();
            drop(response);
            request.provided = provided;
            next.run(request).await
        }
        // The server's own words say more.
        Err(_) => Ok(response),
    }
}

/// What the providers of the call have, without that which was refused.
async fn ready(context: &Context<'_>, refused: &[Ready]) -> Result<Vec<Ready>, Unavailable> {
    let provided = context.settings.credentials.iter().filter_map(|held| held.provider());
    let mut all = Vec::new();
    for (index, provider) in provided.enumerate() {
        let refused = refused.get(index).map(|ready| ready.version);
        all.push(provider.get(&context.client.time, refused).await?);
    }
    Ok(all)
}
