//! Many required values are given by name, and none of them can be forgotten.

use energycap_client::types::{AccountEditV202401, AccountEditV202401Required};

fn edit() -> AccountEditV202401 {
    AccountEditV202401::new(AccountEditV202401Required {
        account_code: "4711".to_owned(),
        account_info: "Town hall".to_owned(),
        country: "US".to_owned(),
    })
}

fn main() {}
