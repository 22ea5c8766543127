//! The samples of the vendor's page as they stand there, the last one closed where the page breaks off.

use serde_json::{Value, json};

/// The account of all the page's examples.
pub const ID: &str = "9a6035d8-94cd-4d66-8a94-eac573fec42e";

/// What the three examples send.
pub fn inputs() -> [Value; 3] {
    [
        json!({ "keyName": "buildingArea", "dataValue": "2000" }),
        json!({ "keyName": "type", "dataValue": "POTENTIAL" }),
        json!({ "keyName": "masterTariffId", "dataValue": "522", "accuracy": 100 }),
    ]
}

/// What the server says to each.
pub fn answers() -> [Value; 3] {
    [
        answer_of(json!({ "keyName": "buildingArea", "dataType": null, "dataValue": "2000" })),
        answer_of(json!({ "keyName": "type", "dataType": null, "dataValue": "POTENTIAL" })),
        answer_of(json!({ "keyName": "masterTariffId", "dataType": null, "dataValue": "522", "accuracy": 100 })),
    ]
}

/// The answer with this field as its only entry.
pub fn answer_of(property: Value) -> Value {
    json!({ "status": "success", "count": 1, "type": "PropertyData", "results": [property] })
}

/// The account that is shown last.
pub fn account() -> Value {
    json!({
        "accountId": ID,
        "providerAccountId": "api-eg-008",
        "accountName": "Example API Solar projection",
        "customerOrgId": null,
        "customerOrgName": null,
        "address": {
            "addressString": "221 Main Street, San Francisco, CA 94105, USA",
            "state": "CA",
            "zip": "94105",
            "country": "US",
            "lon": -122.39268,
            "lat": 37.790188,
        },
        "owner": "Mr Sun",
        "status": "ACTIVE",
        "type": "POTENTIAL",
        "properties": {
            "buildingArea": { "keyName": "buildingArea", "dataType": null, "dataValue": "2000" },
            "customerClass": { "keyName": "customerClass", "dataType": "CHOICE", "dataValue": "1" },
            "territoryId": { "keyName": "territoryId", "dataType": null, "dataValue": "3534" },
        },
        "tariffs": [{ "masterTariffId": 522, "customerClass": null, "customerLikelihood": 100 }],
    })
}

/// The answer with this account as its only entry.
pub fn answer_with(account: &Value) -> Value {
    json!({ "status": "success", "count": 1, "type": "Account", "results": [account] })
}
