//! Calls that are dropped at each await, one after the other.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use nectar_client::runtime::{BoxFuture, CallOptions};
use tokio::runtime::Handle;

use super::{Came, Client, Request, SUBJECTS, Subject, World, call, client, soon};
use crate::behaviour::outcome::Value;

/// A future that is polled so often and no more.
struct Polled<'a, T>(BoxFuture<'a, T>, usize);

impl<T> Future for Polled<'_, T> {
    type Output = Option<T>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>> {
        if self.1 == 0 {
            return Poll::Ready(None);
        }
        self.1 -= 1;
        let is_last = self.1 == 0;
        match self.0.as_mut().poll(cx) {
            Poll::Ready(value) => Poll::Ready(Some(value)),
            Poll::Pending if is_last => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        }
    }
}

#[tokio::test]
async fn each_call_may_be_dropped_at_any_await() {
    for subject in SUBJECTS {
        until_it_ends(subject, Request::Call, "provider, budget 1").await;
        if subject.can(Request::Token) {
            until_it_ends(subject, Request::Token, "oauth, budget 1").await;
        }
    }
}

async fn until_it_ends(subject: &'static Subject, request: Request, settings: &str) {
    for polls in 1.. {
        let world = World::new(subject, "503, 200, elsewhere 503, elsewhere 200");
        let client = client(subject, settings, &world);
        let sent = client.send(subject.resolve(request), CallOptions::new()).unwrap();
        let came = soon(Polled(sent.came, polls)).await;
        next_call_is_as_any_other(subject, request, &client, &world).await;
        drop(client);
        soon(world.home.hung_up()).await;
        soon(world.elsewhere.hung_up()).await;
        let none_is_left = async {
            while Handle::current().metrics().num_alive_tasks() > 0 {
                tokio::task::yield_now().await;
            }
        };
        soon(none_is_left).await;
        if let Some(came) = came {
            assert!(matches!(came, Came::Value(Value { attempts: 2, .. })), "{}: {came:?}", subject.name);
            assert!(polls > 3, "{}: it was hardly dropped", subject.name);
            return;
        }
    }
}

/// It goes to the other server, as the first one may have seen any part of the call before.
async fn next_call_is_as_any_other(
    subject: &Subject,
    request: Request,
    client: &std::sync::Arc<dyn Client>,
    world: &World,
) {
    let options = CallOptions::new().base_url(world.elsewhere.url());
    let came = match request {
        Request::Call => soon(call(client, subject, options)).await,
        other => soon(client.send(other, options).unwrap().came).await,
    };
    // A budget of one retry is whole.
    assert!(matches!(came, Came::Value(Value { attempts: 2, .. })), "{}: {came:?}", subject.name);
}
