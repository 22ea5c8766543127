//! Every component schema with the type that is generated for it.

use energycap_client::types::{
    AccountChild, AccountCodeHistoryChild, AccountEditV202401, AccountMeterChildWithSerialNumber, AccountResponse,
    AccountTypeChild, AddressChild, AddressChildBase, CommodityChild, ContactChild, CostCenterChild, CustomerChild,
    GeneralLedgerChild, Icon, PlaceChild, PlaceEntityTypeV202406, PlaceTypeResponse, UnitChild, UserChild, VendorChild,
    VendorTypeChild,
};

use super::SPEC;
use crate::wire::properties::{AndBack, and_back, checks};

checks!(SPEC, TYPES);

const TYPES: [(&str, AndBack); 21] = [
    ("AccountChild", and_back::<AccountChild>),
    ("AccountCodeHistoryChild", and_back::<AccountCodeHistoryChild>),
    ("AccountEditV202401", and_back::<AccountEditV202401>),
    ("AccountMeterChildWithSerialNumber", and_back::<AccountMeterChildWithSerialNumber>),
    ("AccountResponse", and_back::<AccountResponse>),
    ("AccountTypeChild", and_back::<AccountTypeChild>),
    ("AddressChild", and_back::<AddressChild>),
    ("AddressChildBase", and_back::<AddressChildBase>),
    ("CommodityChild", and_back::<CommodityChild>),
    ("ContactChild", and_back::<ContactChild>),
    ("CostCenterChild", and_back::<CostCenterChild>),
    ("CustomerChild", and_back::<CustomerChild>),
    ("GeneralLedgerChild", and_back::<GeneralLedgerChild>),
    ("Icon", and_back::<Icon>),
    ("PlaceChild", and_back::<PlaceChild>),
    ("PlaceEntityTypeV202406", and_back::<PlaceEntityTypeV202406>),
    ("PlaceTypeResponse", and_back::<PlaceTypeResponse>),
    ("UnitChild", and_back::<UnitChild>),
    ("UserChild", and_back::<UserChild>),
    ("VendorChild", and_back::<VendorChild>),
    ("VendorTypeChild", and_back::<VendorTypeChild>),
];
