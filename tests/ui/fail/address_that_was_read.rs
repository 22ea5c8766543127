//! An address comes back with an id that is not to be sent, so it is of another type.

use energycap_client::types::{AccountEditV202401, AddressChild};

fn keeps(edit: AccountEditV202401, read: AddressChild) -> AccountEditV202401 {
    edit.remit_address(read)
}

fn main() {}
