//! Every component schema with the type that is generated for it.

use nectar_client::types::{
    Account, Company, Connection, ConnectionPage, ConnectionStatus, ConnectionStatusFilter, Country, Datasource,
    DatasourceType, ErrorDetail, TrackingStatus, UpdateAccountRequest,
};

use super::SPEC;
use crate::wire::properties::{AndBack, and_back, checks};

checks!(SPEC, TYPES);

const TYPES: [(&str, AndBack); 12] = [
    ("Account", and_back::<Account>),
    ("Company", and_back::<Company>),
    ("Connection", and_back::<Connection>),
    ("ConnectionPage", and_back::<ConnectionPage>),
    ("ConnectionStatus", and_back::<ConnectionStatus>),
    ("ConnectionStatusFilter", and_back::<ConnectionStatusFilter>),
    ("Country", and_back::<Country>),
    ("Datasource", and_back::<Datasource>),
    ("DatasourceType", and_back::<DatasourceType>),
    ("ErrorDetail", and_back::<ErrorDetail>),
    ("TrackingStatus", and_back::<TrackingStatus>),
    ("UpdateAccountRequest", and_back::<UpdateAccountRequest>),
];
