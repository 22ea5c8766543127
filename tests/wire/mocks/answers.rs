//! What mocks answer: values, errors, faults, one after the other.

use nectar_client::{
    Error, ErrorBody,
    mock::{Fault, Reply, examples::get_connection},
    runtime::TransportErrorKind,
    types::ConnectionStatus,
};
use serde_json::json;

use super::{ID, client, hasty, id, server};

#[tokio::test]
async fn a_value_that_was_changed() {
    let server = server();
    let mut connection = get_connection::OK.value().unwrap();
    connection.status = Some(ConnectionStatus::Connected);
    server.get_connection().answers(&connection);
    assert_eq!(*client(&server).get_connection(id(ID)).send().await.unwrap(), connection);
}

#[tokio::test]
async fn answers_come_in_their_order_and_the_last_one_stays() {
    let server = server();
    let mock = server
        .get_connection()
        .answers(Reply::new(403).json(&json!({ "errorMessage": "no" })))
        .fails(Fault::ServerError { status: 500 })
        .answers(get_connection::OK)
        .times(4..);
    let client = client(&server);
    let mut statuses = Vec::new();
    for _ in 0..4 {
        statuses.push(match client.get_connection(id(ID)).send().await {
            Ok(response) => response.status().as_u16(),
            Err(error) => error.status().unwrap().as_u16(),
        });
    }
    assert_eq!(statuses, [403, 500, 200, 200]);
    assert_eq!(mock.calls(), 4);
}

#[tokio::test]
async fn a_documented_error_comes_typed() {
    let server = server();
    let message = json!({ "message": "no such connection" });
    server.get_connection().answers((400, &message));
    let error = client(&server).get_connection(id(ID)).send().await.unwrap_err();
    let Error::Status(error) = error else { panic!("{error:?}") };
    assert!(matches!(error.body(), Some(ErrorBody::ErrorDetail(_))), "{error:?}");
}

#[tokio::test]
async fn an_answer_may_look_at_the_request() {
    let server = server();
    server.get_connection().answers_with(|received| {
        let last = received.path().rsplit('/').next().unwrap_or_default().to_owned();
        get_connection::OK.fault(Fault::Json { at: "/externalId".to_owned(), value: last.into() })
    });
    let got = client(&server).get_connection(id(ID)).send().await.unwrap();
    assert_eq!(got.raw_json().unwrap()["externalId"], ID);
}

#[tokio::test]
async fn faults_reach_the_client() {
    let server = server();
    server
        .get_connection()
        .fails(Fault::Truncate)
        .fails(Fault::WrongLength { by: -1 })
        .fails(Fault::WrongLength { by: 7 })
        .fails(Fault::Close)
        .fails(Fault::HtmlPage { status: 200 })
        .fails(Fault::ExpiredCredentials)
        .fails("json=/status=\"NEW\"".parse().unwrap())
        .fails("json=/id=null".parse().unwrap());
    let client = client(&server);
    let call = || client.get_connection(id(ID)).send();
    let kind = |error: Error| match error {
        Error::Transport(error) => Some(error.kind()),
        _ => None,
    };
    assert_eq!(kind(call().await.unwrap_err()), Some(TransportErrorKind::Body));
    assert!(matches!(call().await.unwrap_err(), Error::Decode(_)), "the last byte is missing");
    assert_eq!(kind(call().await.unwrap_err()), Some(TransportErrorKind::Body));
    assert!(kind(call().await.unwrap_err()).is_some());
    assert!(matches!(call().await.unwrap_err(), Error::Decode(_)), "HTML");
    assert_eq!(call().await.unwrap_err().status().unwrap(), 401);
    let status = call().await.unwrap().into_inner().status.unwrap();
    assert!(matches!(&status, ConnectionStatus::Unknown(value) if value.as_str() == "NEW"), "{status:?}");
    assert!(matches!(call().await.unwrap_err(), Error::Decode(_)), "null where none is documented");
}

#[tokio::test]
async fn what_is_worth_it_is_tried_again() {
    let server = server();
    server
        .get_connection()
        .fails("rate-limit=0".parse().unwrap())
        .fails("server-error=503".parse().unwrap())
        .fails("truncate".parse().unwrap())
        .fails("drip=256/1ms".parse().unwrap())
        .times(4);
    let client = hasty(&server);
    assert!(client.get_connection(id(ID)).send().await.is_err(), "three attempts are all that there are");
    assert_eq!(*client.get_connection(id(ID)).send().await.unwrap(), get_connection::OK.value().unwrap());
}
