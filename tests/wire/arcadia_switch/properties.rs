//! Every component schema with the type that is generated for it.

use arcadia_switch_client::types::{
    Account, AccountPropertyInput, AccountResponse, AccountTariff, Address, ErrorEntry, ErrorObject, ErrorResponse,
    PropertyData, PropertyDataResponse,
};

use super::SPEC;
use crate::wire::properties::{AndBack, and_back, checks};

checks!(SPEC, TYPES);

const TYPES: [(&str, AndBack); 10] = [
    ("Account", and_back::<Account>),
    ("AccountPropertyInput", and_back::<AccountPropertyInput>),
    ("AccountResponse", and_back::<AccountResponse>),
    ("AccountTariff", and_back::<AccountTariff>),
    ("Address", and_back::<Address>),
    ("ErrorEntry", and_back::<ErrorEntry>),
    ("ErrorObject", and_back::<ErrorObject>),
    ("ErrorResponse", and_back::<ErrorResponse>),
    ("PropertyData", and_back::<PropertyData>),
    ("PropertyDataResponse", and_back::<PropertyDataResponse>),
];
