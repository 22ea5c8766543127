//! The emitters: each takes the [`Api`](crate::model::Api) and gives modules or files of the crate.

mod bodies;
mod credentials;
mod entry;
mod folder;
mod manifest;
mod mock;
mod operations;
mod paging;
mod readme;
mod responses;
mod rules;
mod servers;
mod structs;
mod types;
mod webhooks;

pub(crate) use bodies::conversions;
pub(crate) use credentials::{all_variables as credential_variables, has_oauth2, sent as sent_schemes};
pub(crate) use entry::modules as entry;
pub(crate) use manifest::manifest;
pub(crate) use mock::modules as mocks;
pub(crate) use operations::modules as operations;
pub(crate) use readme::readme;
pub(crate) use rules::{any as rules_any, modules as rules};
pub(crate) use servers::has_servers;
pub(crate) use types::{is_distinct, modules as types};
pub(crate) use webhooks::modules as webhooks;
