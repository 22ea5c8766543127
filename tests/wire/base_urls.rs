//! The address of the server: with or without a last slash, with or without a path of its own.

use nectar_client::{Client, types::UpdateAccountRequest};

use super::{
    nectar::{
        client::{builder, client, id},
        documented::{ID, account, connection},
    },
    server::{KEY, answering_json, direct, received},
};

/// What is appended to the server's own address, and the path that then comes before the operation's.
const BASES: [(&str, &str); 5] =
    [("", ""), ("/", ""), ("/gateway", "/gateway"), ("/gateway/", "/gateway"), ("/a/b%20c/", "/a/b%20c")];

#[tokio::test]
async fn every_form_of_base_url_leads_to_the_connection() {
    for (suffix, prefix) in BASES {
        let server = answering_json(&connection()).await;
        client(&format!("{}{suffix}", server.uri())).get_connection(id()).send().await.unwrap();
        let path = format!("{prefix}/v2.2/connection/{ID}");
        assert_eq!(received(&server).await[0].url.path(), path, "{suffix}");
    }
}

#[tokio::test]
async fn every_form_of_base_url_leads_to_the_account() {
    for (suffix, prefix) in BASES {
        let server = answering_json(&account()).await;
        let client = client(&format!("{}{suffix}", server.uri()));
        client.update_account("a/b", &UpdateAccountRequest::new()).send().await.unwrap();
        assert_eq!(received(&server).await[0].url.path(), format!("{prefix}/v2/account/a%2Fb"), "{suffix}");
    }
}

#[test]
fn the_documented_server_is_the_default() {
    let client = Client::builder().api_key(KEY).reqwest(direct()).build().unwrap();
    assert!(format!("{client:?}").contains(r#""https://external.nectarclimate.com""#));
}

#[test]
fn what_is_no_address_is_refused_when_the_client_is_built() {
    for wrong in ["", "external.nectarclimate.com", "/v2", "ftp://h", "https://h?a=1", "https://h#a", "https://u:p@h"] {
        let error = builder(wrong).build().unwrap_err();
        assert!(error.to_string().starts_with("base URL"), "{wrong}: {error}");
    }
}
