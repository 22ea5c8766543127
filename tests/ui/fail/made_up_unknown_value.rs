//! Only decoding makes an unknown value, so it is never a documented one.

use nectar_client::runtime::UnknownValue;

fn main() {
    let _ = UnknownValue("ENABLED".to_owned());
}
