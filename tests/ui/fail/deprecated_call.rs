//! What the vendor deprecates is deprecated, which a crate that denies it hears of.
#![deny(deprecated)]

use energycap_client::{Client, types::AccountEditV202401};

fn edits(client: &Client, edit: &AccountEditV202401) {
    drop(client.edit_account_v202401(1, edit));
}

fn main() {}
