//! A type of the API may get keys later, so it is not written as a literal.

use nectar_client::types::UpdateAccountRequest;

fn main() {
    let _ = UpdateAccountRequest { is_tracked: None, update_meters: None };
}
