//! Oddities of EnergyCAP's page about what values have to be like: lengths, countries and places on Earth.

use energycap_client::types::AddressChildBase;
use serde_json::{Value, json};

use super::{
    SPEC,
    client::{ID, client, edit, least, of_json, refused, sent, told},
    documented::corrected,
};
use crate::wire::{
    json::without,
    server::{answering_json, received},
};

/// All texts of a request that have a limit, and the limit.
const LIMITS: [(&str, usize); 20] = [
    ("accountCode", 50),
    ("accountDescription", 4000),
    ("accountInfo", 50),
    ("city", 100),
    ("country", 64),
    ("line1", 100),
    ("line2", 100),
    ("line3", 100),
    ("postalCode", 32),
    ("remitAddress.city", 100),
    ("remitAddress.country", 64),
    ("remitAddress.line1", 100),
    ("remitAddress.line2", 100),
    ("remitAddress.line3", 100),
    ("remitAddress.postalCode", 32),
    ("remitAddress.remitTo", 100),
    ("remitAddress.state", 100),
    ("remitEmail", 128),
    ("remitPhoneNumber", 50),
    ("state", 100),
];

/// A sample that breaks no rule, with this text.
fn having(path: &str, text: &str) -> Value {
    let mut body = corrected();
    let place = body.pointer_mut(&format!("/{}", path.replace('.', "/"))).unwrap();
    *place = json!(text);
    body
}

#[tokio::test]
async fn t08_texts_may_be_as_long_as_their_limit() {
    let server = answering_json(&json!({})).await;
    let client = client(&server.uri());
    let mut bodies = Vec::new();
    for (path, limit) in LIMITS {
        // One, two, three and four bytes, and a letter of two code points, which are what is counted.
        for text in ["a", "ü", "€", "𝒳", "u\u{308}"] {
            let body = having(path, &text.repeat(limit / text.chars().count()));
            edit(&client, ID, &of_json(body.clone())).send().await.unwrap();
            bodies.push(body);
        }
    }
    let requests = received(&server).await;
    assert_eq!(requests.len(), bodies.len());
    for (request, body) in requests.iter().zip(bodies) {
        assert_eq!(request.body_json::<Value>().unwrap(), body);
    }
}

#[tokio::test]
async fn t08_texts_longer_than_their_limit_are_refused() {
    for (path, limit) in LIMITS {
        for letter in ["a", "ü", "𝒳"] {
            let error = refused(&of_json(having(path, &letter.repeat(limit + 1)))).await;
            let [(at, rule, value)] = told(&error)[..] else { panic!("{error}") };
            assert_eq!((at, rule), (path, "maxLength"));
            assert!(value.unwrap().starts_with(&format!("\"{letter}{letter}")), "{error}");
            assert!(error.to_string().contains(&format!("{} characters, more than {limit}", limit + 1)), "{error}");
        }
    }
}

#[test]
fn t08_no_other_text_has_a_limit_and_none_a_least_length() {
    let mut limits = Vec::new();
    for (schema, before) in [("AccountEditV202401", ""), ("AddressChildBase", "remitAddress.")] {
        for (name, property) in SPEC.schema(schema)["properties"].as_object().unwrap() {
            assert_eq!(property.get("minLength"), None, "{name}");
            let limit = property["maxLength"].as_u64();
            limits.extend(limit.map(|limit| (format!("{before}{name}"), usize::try_from(limit).unwrap())));
        }
    }
    limits.sort();
    assert_eq!(limits, LIMITS.map(|(path, limit)| (path.to_owned(), limit)));
}

#[tokio::test]
async fn t13_any_spelling_of_a_country_is_sent() {
    for country in ["us", "USA", "United States", "MX", "Ca", "cA", " US", "US ", "Canada", "Österreich", ""] {
        let mut edit = least().remit_address(AddressChildBase::new().country(country));
        edit.country = country.to_owned();
        let body = sent(&edit).await;
        assert_eq!((&body["country"], &body["remitAddress"]["country"]), (&json!(country), &json!(country)));
        assert!(!body.as_object().unwrap().contains_key("postalCode"));
    }
}

#[tokio::test]
async fn t14_us_and_ca_demand_a_postal_code() {
    for country in ["US", "CA"] {
        let mut edit = least();
        edit.country = country.to_owned();
        let error = refused(&edit).await;
        assert_eq!(told(&error), [("postalCode", "if", Some(&*format!("{country:?}")))]);
        let words = error.to_string();
        assert!(words.contains(r#"`postalCode`: is required when `country` is "US" or "CA" (if)"#), "{words}");
        assert!(words.ends_with(&format!(": {country:?}")), "{words}");
        assert_eq!(sent(&edit.postal_code("16801")).await["postalCode"], "16801");
    }
}

#[tokio::test]
async fn t14_the_payees_country_demands_nothing() {
    for country in ["US", "CA", "United States", "France"] {
        let payee = json!({ "country": country });
        let body = sent(&least().remit_address(AddressChildBase::new().country(country))).await;
        assert_eq!(body["remitAddress"], payee);
    }
}

#[tokio::test]
async fn t14_a_latitude_goes_with_a_longitude() {
    for (there, missing) in [("latitude", "longitude"), ("longitude", "latitude")] {
        let mut body = corrected();
        body["remitAddress"] = without(body["remitAddress"].clone(), missing);
        let error = refused(&of_json(body)).await;
        assert_eq!(told(&error), [(&*format!("remitAddress.{missing}"), "dependentRequired", None)]);
        assert!(error.to_string().contains(&format!("required beside `{there}`")), "{error}");
    }
    let mut body = corrected();
    assert_eq!(sent(&of_json(body.clone())).await, body);
    body["remitAddress"] = without(without(body["remitAddress"].clone(), "latitude"), "longitude");
    assert_eq!(sent(&of_json(body.clone())).await, body);
}

#[tokio::test]
async fn t14_the_poles_and_the_date_line_are_in_range() {
    for (latitude, longitude) in [(90.0, 180.0), (-90.0, -180.0), (90.0, -180.0), (0.0, 0.0), (-0.5, 179.999_999_9)] {
        let payee = AddressChildBase::new().latitude(latitude).longitude(longitude);
        let sent = sent(&least().remit_address(payee)).await["remitAddress"].clone();
        assert_eq!((sent["latitude"].as_f64(), sent["longitude"].as_f64()), (Some(latitude), Some(longitude)));
    }
}

#[tokio::test]
async fn t14_places_beyond_them_are_refused() {
    for (latitude, longitude, field, rule, value) in [
        (90.000_000_1, 0.0, "latitude", "maximum", "90.0000001"),
        (-90.5, 0.0, "latitude", "minimum", "-90.5"),
        (0.0, 180.000_000_1, "longitude", "maximum", "180.0000001"),
        (0.0, -180.5, "longitude", "minimum", "-180.5"),
    ] {
        let payee = AddressChildBase::new().latitude(latitude).longitude(longitude);
        let error = refused(&least().remit_address(payee)).await;
        assert_eq!(told(&error), [(&*format!("remitAddress.{field}"), rule, Some(value))]);
    }
}
