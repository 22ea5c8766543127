//! Several calls that want a credential, of which one asks for it.

use nectar_client::runtime::CallOptions;
use tokio::task::JoinHandle;

use super::{Came, Client, SUBJECTS, Subject, World, client, soon};
use crate::behaviour::{secrets::credential_of, steps::Request};

fn spawned(client: &std::sync::Arc<dyn Client>, subject: &Subject) -> JoinHandle<Came> {
    tokio::spawn(client.send(subject.resolve(Request::Call), CallOptions::new()).unwrap().came)
}

fn credentials(world: &World) -> Vec<String> {
    world.home.seen().iter().map(|seen| credential_of(seen).unwrap()).collect()
}

/// Waits until a provider keeps silent.
async fn silence(world: &World) {
    soon(async { world.stalled.lock().await.recv().await.unwrap() }).await;
}

#[tokio::test]
async fn each_client_goes_on_with_the_old_credential_while_one_call_asks() {
    for subject in SUBJECTS {
        let world = World::new(subject, "");
        let client = client(subject, "provider living 10min, provider silent at 2", &world);
        soon(spawned(&client, subject)).await.unwrap();
        world.clock.pass(std::time::Duration::from_secs(9 * 60));
        let asking = spawned(&client, subject);
        silence(&world).await;
        for _ in 0..3 {
            assert!(matches!(soon(spawned(&client, subject)).await.unwrap(), Came::Value(_)));
        }
        assert_eq!(credentials(&world), ["1"; 4], "{}", subject.name);
        asking.abort();
        assert!(asking.await.unwrap_err().is_cancelled());
        soon(spawned(&client, subject)).await.unwrap();
        assert_eq!(credentials(&world)[4..], ["3"], "{}", subject.name);
    }
}

#[tokio::test]
async fn each_waiting_call_asks_when_the_one_that_asked_is_dropped() {
    for subject in SUBJECTS {
        let world = World::new(subject, "");
        let client = client(subject, "provider silent at 1", &world);
        let asking = spawned(&client, subject);
        silence(&world).await;
        let waiting: Vec<_> = (0..3).map(|_| spawned(&client, subject)).collect();
        // They come to wait.
        tokio::task::yield_now().await;
        assert!(waiting.iter().all(|waiting| !waiting.is_finished()) && credentials(&world).is_empty());
        asking.abort();
        for waiting in waiting {
            assert!(matches!(soon(waiting).await.unwrap(), Came::Value(_)));
        }
        assert_eq!(credentials(&world), ["2"; 3], "{}", subject.name);
    }
}
