//! The responses that the documents show, through mocks and clients, for all operations of all vendors.

use arcadia_switch_client::{
    mock as arcadia,
    types::{AccountPropertyInput, AccountPropertyInputRequired},
};
use energycap_client::mock as energycap;
use nectar_client::{mock, types::UpdateAccountRequest};

use super::{ID, client, id, server};
use crate::wire::energycap::client::{edit, least};

#[tokio::test]
async fn nectar() {
    use mock::examples::{get_connection, list_company_connections, update_account};
    let server = server();
    let client = client(&server);
    server.get_connection().times(1);
    server.list_company_connections().times(1);
    server.update_account().times(1);
    let got = client.get_connection(id(ID)).send().await.unwrap();
    assert_eq!(*got, get_connection::OK.value().unwrap());
    assert_eq!(got.raw_body(), get_connection::OK.body().as_bytes());
    let page = client.list_company_connections(id(ID)).send().await.unwrap();
    assert_eq!(*page, list_company_connections::OK.value().unwrap());
    let account = client.update_account(ID, &UpdateAccountRequest::new()).send().await.unwrap();
    assert_eq!(*account, update_account::OK.value().unwrap());
    server.verify().unwrap();
}

#[tokio::test]
async fn arcadia_switch() {
    use arcadia::examples::{get_account, set_account_property, set_account_property_by_post};
    let server = arcadia::MockServer::start().unwrap();
    let client = server.client().unwrap();
    let input = AccountPropertyInput::new(AccountPropertyInputRequired {
        key_name: "buildingArea".into(),
        data_value: "2000".into(),
    });
    for example in [
        set_account_property::OK_BUILDING_AREA,
        set_account_property::OK_TYPE,
        set_account_property::OK_MASTER_TARIFF_ID,
    ] {
        server.set_account_property().answers(example).times(1);
        let got = client.set_account_property(id(ID), &input).send().await.unwrap();
        assert_eq!(*got, example.value().unwrap());
    }
    let got = client.set_account_property_by_post(id(ID), &input);
    server.set_account_property_by_post().times(1);
    assert_eq!(*got.send().await.unwrap(), set_account_property_by_post::OK_BUILDING_AREA.value().unwrap());
    server.get_account().times(1);
    assert_eq!(*client.get_account(id(ID)).send().await.unwrap(), get_account::OK.value().unwrap());
}

#[tokio::test]
async fn energycap() {
    let server = energycap::MockServer::start().unwrap();
    let client = server.client().unwrap();
    let shown = energycap::examples::edit_account_v202401::OK;
    server.edit_account_v202401().matching(edit(&client, 1, &least())).times(1);
    assert_eq!(*edit(&client, 1, &least()).send().await.unwrap(), shown.value().unwrap());
}
