//! The samples of the vendor's page as they stand there, and the one of them that breaks its own rules put right.

use serde_json::{Value, json};

use crate::wire::json::with;

/// All 26 keys of a request. Its service ends when it begins, which the page itself forbids.
pub fn edit() -> Value {
    json!({
        "accountCode": "string",
        "accountDescription": "string",
        "accountInfo": "string",
        "accrualEnabled": false,
        "active": false,
        "city": "string",
        "contactId": 1,
        "costCenterId": 1,
        "country": "string",
        "customerId": 1,
        "depositAmount": 1.0,
        "depositNote": "string",
        "depositPaid": "2026-03-30",
        "depositReturn": "2026-03-30",
        "generalLedgerId": 1,
        "line1": "string",
        "line2": "string",
        "line3": "string",
        "memo": "string",
        "postalCode": "string",
        "remitAddress": {
            "city": "string",
            "country": "string",
            "latitude": 1.0,
            "line1": "string",
            "line2": "string",
            "line3": "string",
            "longitude": 1.0,
            "postalCode": "string",
            "remitTo": "string",
            "state": "string",
        },
        "remitEmail": "string",
        "remitPhoneNumber": "string",
        "serviceEnd": "2026-03-30",
        "serviceStart": "2026-03-30",
        "state": "string",
    })
}

/// Synthetic: the same with service that ends a day later.
pub fn corrected() -> Value {
    with(edit(), "serviceEnd", json!("2026-03-31"))
}

/// All 46 keys of an answer.
pub fn account() -> Value {
    serde_json::from_str(ACCOUNT).unwrap()
}

// As text, since it is too long for the macro.
const ACCOUNT: &str = r#"{
    "accountCode": "string",
    "accountCodeAliases": ["string"],
    "accountCodeHistory": { "endDate": "2026-03-30", "previousAccountCode": "string" },
    "accountDescription": "string",
    "accountGeneralLedger": {
        "generalLedgerCode": "string",
        "generalLedgerId": 1,
        "generalLedgerInfo": "string"
    },
    "accountId": 1,
    "accountInfo": "string",
    "accountMeterId": 1,
    "accountType": { "accountTypeCode": "string", "accountTypeId": 1, "accountTypeInfo": "string" },
    "accrualEnabled": false,
    "active": false,
    "address": {
        "addressTypeId": 1,
        "city": "string",
        "country": "string",
        "latitude": 1.0,
        "line1": "string",
        "line2": "string",
        "line3": "string",
        "longitude": 1.0,
        "postalCode": "string",
        "remitTo": "string",
        "state": "string"
    },
    "auditEnabled": false,
    "billAcquisitionMethod": "string",
    "billNextIssueDate": "2026-03-30",
    "billNextReceiptDate": "2026-03-30",
    "billingFrequency": "string",
    "contact": { "contactId": 1, "first": "string", "last": "string", "middle": "string" },
    "costCenter": { "costCenterCode": "string", "costCenterId": 1, "costCenterInfo": "string" },
    "costUnit": { "unitCode": "string", "unitId": 1, "unitInfo": "string" },
    "createdBy": { "fullName": "string", "userCode": "string", "userId": 1 },
    "createdDate": "2026-03-30",
    "customer": { "customerCode": "string", "customerId": 1, "customerInfo": "string" },
    "dataAccessReleaseApproved": false,
    "dataAccessReleaseId": 1,
    "depositAmount": 1.0,
    "depositNote": "string",
    "depositPaid": "2026-03-30",
    "depositReturn": "2026-03-30",
    "hasCalculatedMeter": false,
    "hasSplitChildMeter": false,
    "hasSplitParentMeter": false,
    "hasSubAccount": false,
    "landlordAccount": false,
    "memo": "string",
    "meters": [{
        "accountMeterId": 1,
        "active": false,
        "commodity": {
            "commodityCode": "string",
            "commodityIcon": {},
            "commodityId": 1,
            "commodityInfo": "string"
        },
        "endDate": "2026-03-30",
        "isCalculatedMeter": false,
        "isSplitChildMeter": false,
        "isSplitParentMeter": false,
        "meterCode": "string",
        "meterGeneralLedger": {
            "generalLedgerCode": "string",
            "generalLedgerId": 1,
            "generalLedgerInfo": "string"
        },
        "meterId": 1,
        "meterInfo": "string",
        "place": {
            "isDataRolledUp": false,
            "placeCode": "string",
            "placeId": 1,
            "placeInfo": "string",
            "placeType": {}
        },
        "serialNumber": "string",
        "startDate": "2026-03-30",
        "vendorType": { "vendorTypeCode": "string", "vendorTypeId": 1 }
    }],
    "modifiedBy": { "fullName": "string", "userCode": "string", "userId": 1 },
    "modifiedDate": "2026-03-30",
    "remitAddress": {
        "addressTypeId": 1,
        "city": "string",
        "country": "string",
        "latitude": 1.0,
        "line1": "string",
        "line2": "string",
        "line3": "string",
        "longitude": 1.0,
        "postalCode": "string",
        "remitTo": "string",
        "state": "string"
    },
    "remitEmail": "string",
    "remitPhoneNumber": "string",
    "serviceEnd": "2026-03-30",
    "serviceStart": "2026-03-30",
    "splitAccountChargesConfigured": false,
    "summaryAccount": {
        "accountCode": "string",
        "accountId": 1,
        "accountInfo": "string",
        "active": false,
        "hasCalculatedMeter": false,
        "hasSplitChildMeter": false,
        "hasSplitParentMeter": false,
        "hasSubAccount": false,
        "isSubAccount": false,
        "vendor": { "vendorCode": "string", "vendorId": 1, "vendorInfo": "string" }
    },
    "vendor": { "vendorCode": "string", "vendorId": 1, "vendorInfo": "string" }
}"#;
