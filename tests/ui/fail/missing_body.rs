//! A required body cannot be left out.

use nectar_client::Client;

fn update(client: Client) {
    let _ = client.update_account("id");
}

fn main() {}
