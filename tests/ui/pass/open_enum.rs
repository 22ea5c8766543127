//! A match on an open enum names what it knows, and leaves the rest to a wildcard.

use nectar_client::types::TrackingStatus;

fn says(status: &TrackingStatus) -> &str {
    match status {
        TrackingStatus::Enabled => "on",
        TrackingStatus::Disabled => "off",
        TrackingStatus::Unknown(value) => value.as_str(),
        _ => "not set",
    }
}

fn main() {
    assert_eq!(says(&"ENABLED".into()), "on");
    assert_eq!(says(&"UNSET".into()), "not set");
    let Ok(paused) = "PAUSED".parse::<TrackingStatus>();
    assert!(paused.is_unknown());
    assert_eq!(says(&paused), "PAUSED");
    assert_eq!(TrackingStatus::known().count(), 3);
}
