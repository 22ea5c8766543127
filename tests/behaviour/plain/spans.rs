//! Spans of a program around those of a client.

use nectar_client::runtime::CallOptions;
use tracing::{Instrument, field::Empty};

use super::{SUBJECTS, World, call, client, soon};
use crate::behaviour::trace::Trace;

#[tokio::test]
async fn each_span_is_the_clients_own() {
    for subject in SUBJECTS {
        let world = World::new(subject, "404, 200");
        let trace = Trace::without_ours();
        let _listening = tracing::subscriber::set_default(trace.clone());
        let client = client(subject, "", &world);
        // As a server has one around what it does for a request, with a status of its own.
        let span = tracing::info_span!("server", "http.response.status_code" = Empty, "error.type" = Empty);
        soon(call(&client, subject, CallOptions::new()).instrument(span)).await;
        assert!(!trace.text().contains("\"404\""), "{}: {}", subject.name, trace.text());
    }
}
