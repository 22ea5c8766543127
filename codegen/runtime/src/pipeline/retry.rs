//! Attempts: takes a request, sends it until an answer is worth having or nothing speaks for another attempt.

use std::{sync::atomic::Ordering, time::Duration};

use crate::{
    HttpRequest, HttpResponse, Next, TransportError, TransportErrorKind, body::Source, pipeline::Context,
    retry_after::retry_after, retry_budget::Withdrawal,
};

layer!(Retry, retry);

async fn retry(request: &mut HttpRequest, next: Next<'_>) -> Result<HttpResponse, TransportError> {
    let context = next.context;
    // Layers of the caller change what they are given, so each attempt begins anew.
    let pristine = (!context.client.middleware.is_empty()).then(|| request.clone());
    // Attempts are counted on.
    if context.runs.fetch_add(1, Ordering::Relaxed) > 0 {
        request.attempt = request.attempt.saturating_add(1);
    }
    let result = attempts(request, next, pristine.as_ref()).await;
    if let Some(pristine) = pristine {
        restore(request, &pristine);
    }
    result
}

async fn attempts(
    request: &mut HttpRequest,
    next: Next<'_>,
    pristine: Option<&HttpRequest>,
) -> Result<HttpResponse, TransportError> {
    let context = next.context;
    let budget = &context.client.retry_budget;
    let mut withdrawal: Option<Withdrawal> = None;
    let mut made: u32 = 1;
    loop {
        let result = next.run(request).await;
        if !is_transient(&result, context) {
            if withdrawal.is_none() && result.is_ok() {
                budget.deposit();
            }
            return result;
        }
        if let Some(failed) = withdrawal.take() {
            failed.spend();
        }
        let Some(wait) = wait(request, made, &result, context) else { return result };
        let Some(granted) = budget.withdraw() else { return result };
        withdrawal = Some(granted);
        tell(request, &result, wait);
        // The connection is free meanwhile.
        drop(result);
        context.client.time.pause(wait).await;
        if let Some(pristine) = pristine {
            restore(request, pristine);
        }
        request.attempt = request.attempt.saturating_add(1);
        made = made.saturating_add(1);
    }
}

fn restore(request: &mut HttpRequest, pristine: &HttpRequest) {
    let attempt = request.attempt;
    request.clone_from(pristine);
    request.attempt = attempt;
}

/// Whether another attempt may give another result.
fn is_transient(result: &Result<HttpResponse, TransportError>, context: &Context<'_>) -> bool {
    match result {
        Ok(response) => context.settings.retry.names(response.status),
        // The token endpoint has been asked again already.
        Err(error) => error.is_transient() && !error.is_last() && error.kind() != TransportErrorKind::Credentials,
    }
}

/// How long to wait for the next attempt; `None` if there shall be none.
fn wait(
    request: &HttpRequest,
    made: u32,
    result: &Result<HttpResponse, TransportError>,
    context: &Context<'_>,
) -> Option<Duration> {
    let (settings, time) = (context.settings, &context.client.time);
    let was_never_sent = matches!(result, Err(error) if error.kind() == TransportErrorKind::Connect);
    let is_repeatable = settings.is_repeatable || was_never_sent;
    let has_body = request.body.as_ref().is_none_or(Source::can_be_sent_again);
    if !is_repeatable || !has_body || made >= settings.retry.max_attempts {
        return None;
    }
    let asked = match result {
        Ok(response) => retry_after(&response.headers, time.system_time()),
        // Its head may have come.
        Err(error) => error.retry_after(),
    };
    let wait = match asked {
        Some(asked) => Some(asked).filter(|asked| *asked <= settings.retry.max_retry_after)?,
        None => settings.retry.backoff(made),
    };
    // What begins after the end of the call is in vain.
    let begin = time.after(wait)?;
    context.deadline.is_none_or(|deadline| begin < deadline).then_some(wait)
}

fn tell(request: &HttpRequest, result: &Result<HttpResponse, TransportError>, wait: Duration) {
    let reason = match result {
        Ok(response) => response.status.as_u16().to_string(),
        Err(error) => format!("{:?}", error.kind()),
    };
    tracing::info!(
        "specwright.operation" = request.operation,
        "specwright.attempt" = request.attempt,
        "error.type" = reason,
        wait_ms = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX),
        "another attempt follows"
    );
}
