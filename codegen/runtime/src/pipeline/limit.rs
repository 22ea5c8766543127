//! Limits of the client: takes a request, waits for its turn, which goes along to where it is sent.

use std::{pin::pin, sync::atomic::Ordering};

use http::StatusCode;

use crate::{
    HttpRequest, HttpResponse, Next, TransportError,
    limits::{Carried, TooLate, Turn},
    pipeline::Context,
    retry_after::retry_after,
};

layer!(Limit, limit);

async fn limit(request: &mut HttpRequest, next: Next<'_>) -> Result<HttpResponse, TransportError> {
    let turn = turn(request, next.context).await?;
    let holder = Holder(request);
    holder.0.turn = Carried(Some(Box::new(turn)));
    next.run(holder.0).await
}

/// A request that has a turn for one run, be it that a layer of the caller gives that up.
struct Holder<'a>(&'a mut HttpRequest);

impl Drop for Holder<'_> {
    fn drop(&mut self) {
        self.0.turn = Carried::default();
    }
}

/// The turn of a request that is about to be sent: the one that it has, unless it was led to another server.
pub(super) async fn own(request: &mut HttpRequest, context: &Context<'_>) -> Result<Option<Box<Turn>>, TransportError> {
    let mut turn = match request.turn.0.take() {
        // Only what has been sent is led elsewhere.
        Some(turn) if !turn.is_used || turn.is_at(&request.url) => turn,
        left => {
            drop(left);
            Box::new(self::turn(request, context).await?)
        }
    };
    if turn.is_used {
        turn.again(&context.client.time).await;
    }
    turn.is_used = true;
    Ok(Some(turn))
}

pub(super) fn is_on(context: &Context<'_>) -> bool {
    context.client.limits.is_on(context.settings.rate_limit)
}

/// Does as a server says that has had too many requests, unless it asks for more than the client ever waits. Whoever wants no second
/// attempt deals with it alone.
pub(super) fn heed(turn: &Turn, response: &reqwest::Response, context: &Context<'_>) {
    let policy = &context.settings.retry;
    if response.status() != StatusCode::TOO_MANY_REQUESTS || policy.max_attempts == 1 {
        return;
    }
    let time = &context.client.time;
    let wait = retry_after(response.headers(), time.system_time());
    if let Some(wait) = wait.filter(|wait| *wait <= policy.max_retry_after) {
        turn.hold(wait, time);
    }
}

async fn turn(request: &HttpRequest, context: &Context<'_>) -> Result<Turn, TransportError> {
    let client = context.client;
    let turn = pin!(client.limits.turn(request, context.settings.rate_limit, &client.time, context.deadline));
    let turn = client.time.within(context.deadline, turn).await;
    let is_unsent = context.sent.load(Ordering::Relaxed) == 0;
    turn.unwrap_or(Err(TooLate)).map_err(|TooLate| TransportError::no_turn(request.operation, is_unsent))
}
