//! An enum of the API may get values later, so a match needs a wildcard.

use nectar_client::types::TrackingStatus;

fn says(status: TrackingStatus) -> &'static str {
    match status {
        TrackingStatus::Enabled => "on",
        TrackingStatus::Disabled => "off",
        TrackingStatus::Unset => "not set",
        TrackingStatus::Unknown(_) => "who knows",
    }
}

fn main() {}
