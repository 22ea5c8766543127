//! Layers that a caller puts around its requests, and a provider of credentials.

use std::{
    future::pending,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
};

use nectar_client::runtime::{
    BoxError, BoxFuture, Credential, CredentialProvider, HeaderMap, HeaderValue, HttpRequest, HttpResponse, Middleware,
    Next, TransportError,
};
use tokio::sync::mpsc;

use super::{server::Stall, settings::Provided, world::World};

#[derive(Clone, Debug)]
pub enum Task {
    /// Tells when it is passed, on the way out and back.
    Tell(String),
    /// Adds this as `x-layer` to the request, and to the response.
    Add(String),
    Status(u16),
    Answer,
    Fail,
    Hang,
}

pub struct Layer {
    task: Task,
    told: Arc<Mutex<Vec<String>>>,
    value: String,
    stalls: mpsc::UnboundedSender<Stall>,
}

impl Layer {
    pub fn new(task: Task, world: &World) -> Self {
        let (told, stalls) = (Arc::clone(&world.told), world.stalls.clone());
        Self { task, told, value: world.value.clone(), stalls }
    }

    async fn run(&self, request: &mut HttpRequest, next: Next<'_>) -> Result<HttpResponse, TransportError> {
        let tell = |text: String| self.told.lock().unwrap().push(text);
        match &self.task {
            Task::Tell(name) => {
                tell(format!("+{name}{}", request.attempt()));
                let result = next.run(request).await;
                tell(format!("-{name}"));
                result
            }
            Task::Add(value) => {
                let value = HeaderValue::from_str(value).unwrap();
                // What a layer adds is part of one attempt, so it does not add up.
                request.headers_mut().append("x-layer", value.clone());
                let mut response = next.run(request).await?;
                response.headers_mut().insert("x-server", value);
                Ok(response)
            }
            Task::Status(status) => {
                let response = next.run(request).await?;
                let body = response.body().cloned().unwrap_or_default();
                Ok(HttpResponse::new((*status).try_into().unwrap(), response.headers().clone(), body))
            }
            Task::Answer => {
                let json =
                    HeaderMap::from_iter([("content-type".parse().unwrap(), "application/json".parse().unwrap())]);
                Ok(HttpResponse::new(200_u16.try_into().unwrap(), json, self.value.clone()))
            }
            Task::Fail => Err(TransportError::middleware(request.operation(), "the layer has no more of it")),
            Task::Hang => {
                let _ = self.stalls.send(Stall::Silence);
                pending().await
            }
        }
    }
}

impl Middleware for Layer {
    fn handle<'a>(
        &'a self,
        request: &'a mut HttpRequest,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        Box::pin(self.run(request, next))
    }
}

/// A provider that gives another credential each time.
pub struct Provider {
    pub asked: AtomicU64,
    pub scheme: &'static str,
    stalls: mpsc::UnboundedSender<Stall>,
}

impl Provider {
    pub fn new(scheme: &'static str, stalls: mpsc::UnboundedSender<Stall>) -> Self {
        Self { asked: AtomicU64::new(0), scheme, stalls }
    }

    pub fn answering(self: Arc<Self>, provided: Provided) -> impl CredentialProvider {
        Answering { provider: self, provided }
    }
}

struct Answering {
    provider: Arc<Provider>,
    provided: Provided,
}

impl Answering {
    async fn answer(&self) -> Result<Credential, BoxError> {
        let number = self.provider.asked.fetch_add(1, Ordering::Relaxed) + 1;
        // All others who want one come to wait meanwhile.
        tokio::task::yield_now().await;
        if self.provided.silent_at == Some(number) {
            let _ = self.provider.stalls.send(Stall::Silence);
            return pending().await;
        }
        if number <= self.provided.failures || self.provided.last.is_some_and(|last| number > last) {
            return Err("the vault is closed".into());
        }
        let credential = super::subjects::credential(self.provider.scheme, &format!("hunter2-given-{number}"));
        Ok(match self.provided.lives {
            Some(lives) => credential.expires_in(lives),
            None => credential,
        })
    }
}

impl CredentialProvider for Answering {
    fn credential(&self) -> BoxFuture<'_, Result<Credential, BoxError>> {
        Box::pin(self.answer())
    }
}
