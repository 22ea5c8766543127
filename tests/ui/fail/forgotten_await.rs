//! A request that is not awaited does nothing either.
#![deny(unused_must_use)]

use nectar_client::{Client, Uuid};

async fn read(client: Client, id: Uuid) {
    client.get_connection(id).send();
}

fn main() {}
