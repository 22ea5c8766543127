//! What is required cannot be left out.

use nectar_client::Client;

fn read(client: Client) {
    let _ = client.get_connection();
}

fn main() {}
