//! What is optional is set by a chain of methods, on bodies and on requests.

use std::time::Duration;

use nectar_client::CallOptions;
use nectar_client::Client;
use nectar_client::types::UpdateAccountRequest;

fn main() {
    let body = UpdateAccountRequest::new().is_tracked(true).update_meters(false);
    assert_eq!(body.is_tracked, Some(true));
    assert_ne!(body, UpdateAccountRequest::default());
    let _ = |client: Client| client.update_account("id", &body).send_with(CallOptions::new().timeout(Duration::from_secs(1)));
}
