//! Behaviours that no row can say; the page lists them, too.

mod dropped;
mod environment;
mod spans;
mod time;
mod waiting;

use std::sync::Arc;

use nectar_client::runtime::CallOptions;
use tokio::time::{Duration, timeout};

use super::{
    outcome::Came,
    settings::SETTINGS,
    steps::Request,
    subjects::{Client, SUBJECTS, Subject},
    table::PAGE,
    words::read,
    world::World,
};

/// A client with these settings, in words of the table.
fn client(subject: &Subject, settings: &str, world: &World) -> Arc<dyn Client> {
    let settings = read(SETTINGS, settings).unwrap();
    (subject.start)(&settings, world).client.unwrap()
}

async fn call(client: &Arc<dyn Client>, subject: &Subject, options: CallOptions) -> Came {
    client.send(subject.resolve(Request::Call), options).unwrap().came.await
}

/// What takes longer has failed: nothing here waits for the time of the system.
async fn soon<T>(future: impl Future<Output = T>) -> T {
    timeout(Duration::from_secs(30), future).await.unwrap()
}

#[test]
fn the_page_lists_these_tests() {
    let files = [
        include_str!("dropped.rs"),
        include_str!("environment.rs"),
        include_str!("spans.rs"),
        include_str!("time.rs"),
        include_str!("waiting.rs"),
    ];
    let mut known = Vec::new();
    for text in files {
        let tests = text.split("test]\n").skip(1).chain(text.split("test(").skip(1));
        known.extend(tests.filter_map(|text| Some(text.split_once("fn ")?.1.split_once('(')?.0)));
    }
    let (_, listed) = PAGE.split_once("## Beside the tables").unwrap();
    let mut listed: Vec<_> = listed.lines().filter_map(|line| line.strip_prefix("- `")?.split('`').next()).collect();
    (known.sort(), listed.sort());
    assert_eq!(known, listed);
}
