//! The end of the way: takes a request with its credentials, hands it to reqwest, returns the head of the response.

use std::sync::atomic::Ordering;

use http::{HeaderValue, Method, header};

use crate::{
    HttpRequest, HttpResponse, RequestError, TransportError, body::Unsendable, pipeline::Context, upload::open,
};

pub(crate) async fn send(request: &mut HttpRequest, context: &Context<'_>) -> Result<HttpResponse, TransportError> {
    let operation = request.operation;
    let outgoing = match to_reqwest(request, context).await {
        Ok(outgoing) => outgoing,
        Err(reason) if request.is_redirected => {
            return Err(TransportError::redirect(operation, format!("the body {reason}")));
        }
        Err(reason) => return Err(TransportError::refused(operation, RequestError::body(&reason.to_string()))),
    };
    context.sent.fetch_add(1, Ordering::Relaxed);
    let response = context.client.http.execute(outgoing).await;
    let response = response.map_err(|error| TransportError::sending(operation, error, request.is_redirected))?;
    Ok(HttpResponse::incoming(response))
}

async fn to_reqwest(request: &HttpRequest, context: &Context<'_>) -> Result<reqwest::Request, Unsendable> {
    let mut url = request.url.clone();
    let mut headers = request.headers.clone();
    for credential in context.credentials(request) {
        credential.add_to_url(&mut url);
        credential.add_to_headers(&mut headers);
    }
    // Some servers ask for it, and hyper leaves it out where there is nothing to send.
    let is_empty = request.body.as_ref().is_none_or(|body| body.length() == Some(0));
    if is_empty && matches!(request.method, Method::POST | Method::PUT | Method::PATCH) {
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from_static("0"));
    }
    let mut outgoing = reqwest::Request::new(request.method.clone(), url);
    *outgoing.headers_mut() = headers;
    if let Some(body) = &request.body {
        *outgoing.body_mut() = Some(open(body).await?);
    }
    Ok(outgoing)
}
