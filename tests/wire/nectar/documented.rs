//! The samples of the vendor's pages as they stand there.

use serde_json::{Value, json};

use crate::wire::json::without;

/// The placeholder of the vendor's pages for every id.
pub const ID: &str = "3c90c3cc-0d44-4b50-8888-8dd25736052a";

/// The 22 fields of the connection's page; only the address is ours, since the page's one is masked.
pub fn connection() -> Value {
    json!({
        "id": ID,
        "created": "2023-11-07T05:31:56Z",
        "publicCompanyId": "<string>",
        "connectionMagicLinkSecret": "<string>",
        "statusLastUpdateTime": "2023-11-07T05:31:56Z",
        "statusFirstSeenTime": "2023-11-07T05:31:56Z",
        "statusErrorDetail": "<string>",
        "updated": "2023-11-07T05:31:56Z",
        "externalId": "<string>",
        "datasource": { "name": "<string>", "url": "<string>" },
        "accounts": [],
        "company": { "id": ID, "name": "<string>", "externalId": "<string>" },
        "url": "<string>",
        "status": "PENDING",
        "country": "AF",
        "initialSites": [ID],
        "initialDatasourceTypes": ["ELECTRICITY"],
        "username": "<string>",
        "workflowOwnerEmail": "user@example.com",
        "dataCollectionStartDate": "2023-12-25",
        "multiplyByOccupancy": true,
        "isActive": true,
    })
}

/// The 7 fields of the list's page, and the 20 of its connection: all of the above but two.
pub fn page() -> Value {
    json!({
        "totalConnections": 123,
        "perPage": 123,
        "totalPages": 123,
        "currentPage": 123,
        "hasNext": true,
        "hasPrevious": true,
        "connections": [without(without(connection(), "externalId"), "isActive")],
    })
}

/// The 11 fields of the account's page.
pub fn account() -> Value {
    json!({
        "id": ID,
        "meters": [ID],
        "isTracked": true,
        "isDuplicated": "<string>",
        "accountNumber": "<string>",
        "trackingStatus": "ENABLED",
        "dataCollectionStartDate": "2023-12-25",
        "isCollectingInvoiceData": true,
        "isCollectingSmartMeterData": true,
        "datasourceTypes": ["<string>"],
        "lastServiceDate": "2023-12-25",
    })
}
