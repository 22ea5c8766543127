//! A request that is not sent does nothing, which the compiler says.
#![deny(unused_must_use)]

use nectar_client::{Client, Uuid};

async fn read(client: Client, id: Uuid) {
    client.get_connection(id);
}

fn main() {}
