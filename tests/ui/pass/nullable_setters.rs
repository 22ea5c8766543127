//! A key that is always sent takes a value, a text, an option or null.
#![deny(warnings)]

use energycap_client::{DateTime, types::AccountEditV202401};

fn edit(edit: AccountEditV202401) -> AccountEditV202401 {
    edit.city("Bellefonte")
        .memo(None)
        .state(Some("PA".to_owned()))
        .line1(String::new())
        .deposit_amount(12.5)
        .contact_id(Some(7))
        .service_start("2026-03-30".parse::<DateTime>().ok())
}

fn main() {
    let _ = edit;
}
