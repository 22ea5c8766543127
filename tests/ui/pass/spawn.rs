//! Calls run in tasks of their own: what is sent borrows nothing and may move to another thread.

use nectar_client::types::UpdateAccountRequest;
use nectar_client::{Client, Error, Uuid};

fn spawn<F: Future<Output: Send> + Send + 'static>(_task: F) {}

fn in_tasks(client: &Client, id: Uuid) {
    spawn(client.get_connection(id).send());
    let update = client.update_account("id", &UpdateAccountRequest::new());
    spawn(async move { update.send().await.map(|response| response.status()) });
}

fn is_shared<T: Clone + Send + Sync + 'static>() {}

fn is_an_error<T: std::error::Error + Send + Sync + 'static>() {}

fn main() {
    is_shared::<Client>();
    is_an_error::<Error>();
    let _ = in_tasks;
}
