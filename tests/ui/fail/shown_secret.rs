//! A secret has no text to show by chance.

use nectar_client::Secret;

fn main() {
    println!("{}", Secret::from("hunter2"));
}
