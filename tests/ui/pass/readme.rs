//! The call that the readme shows.

use nectar_client::{Client, Uuid};

async fn run() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder().api_key(std::env::var("NECTAR_API_KEY")?).build()?;
    let connection = client.get_connection("3fa85f64-5717-4562-b3fc-2c963f66afa6".parse::<Uuid>()?).send().await?;
    println!("{} {:?}", connection.status(), connection.id);
    Ok(())
}

fn main() {
    drop(run());
}
