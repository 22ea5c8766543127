//! Mocks of requests that are more than a path and JSON: parameters in headers and cookies, forms, parts, streams, credentials.

use bodies_client::{
    operations::AddPetBody,
    runtime::Body,
    types::{Form, NewFile, NewFileRequired, Pet, PetForm},
};
use parameters_client::types::Filter;
use security_client::mock::MockServer as Secured;
use streams_client::{mock::Reply, types::ChatBody};

/// The last part of what a server says of a request that no mock is for.
fn difference(error: &impl std::fmt::Display) -> String {
    error.to_string().lines().last().unwrap_or_default().trim().to_owned()
}

#[tokio::test]
async fn headers_and_cookies() {
    let server = parameters_client::mock::MockServer::start().unwrap();
    let client = server.client().unwrap();
    let mock = server.headers().matching(client.headers().x_list(vec![1, 2]));
    client.headers().x_list(vec![1, 2]).x_json(Filter::new()).send().await.unwrap();
    client.headers().x_list(vec![2, 1]).send().await.unwrap_err();
    assert_eq!(mock.calls(), 1);
    assert_eq!(difference(&server.verify().unwrap_err()), "the header x-list is another (not shown)");

    let server = parameters_client::mock::MockServer::start().unwrap();
    let client = server.client().unwrap();
    let mock = server.cookies().matching(client.cookies("a b").plain("c"));
    client.cookies("a b").plain("c").list(vec!["d".to_owned()]).send().await.unwrap();
    client.cookies("hunter2").plain("c").send().await.unwrap_err();
    assert_eq!(mock.calls(), 1);
    assert_eq!(difference(&server.verify().unwrap_err()), "the cookie id is another (not shown)");
}

#[tokio::test]
async fn bodies_of_several_media_types() {
    let server = bodies_client::mock::MockServer::start().unwrap();
    let client = server.client().unwrap();
    let (rex, rex_in_parts) = (Pet::new("Rex"), PetForm::new("Rex"));
    let json = server.add_pet().matching(client.add_pet(&rex));
    let form = server.add_pet().matching(client.add_pet(AddPetBody::Form(&rex)));
    let text = server.add_pet().matching(client.add_pet("Rex".to_owned()));
    let parts = server.add_pet().matching(client.add_pet(AddPetBody::Multipart(&rex_in_parts)));
    client.add_pet(&rex).send().await.unwrap();
    client.add_pet(AddPetBody::Form(&rex)).send().await.unwrap();
    client.add_pet("Rex".to_owned()).send().await.unwrap();
    client.add_pet(AddPetBody::Multipart(&rex_in_parts)).send().await.unwrap();
    assert_eq!([json.calls(), form.calls(), text.calls(), parts.calls()], [1; 4]);
    client.add_pet(AddPetBody::Multipart(&PetForm::new("Max"))).send().await.unwrap_err();
    assert_eq!(difference(&server.verify().unwrap_err()), "the body has other bytes");
}

#[tokio::test]
async fn forms_and_files() {
    let server = bodies_client::mock::MockServer::start().unwrap();
    let client = server.client().unwrap();
    server.add_form().matching(client.add_form(&Form::new().note("a&b"))).times(1);
    client.add_form(&Form::new().note("a&b")).send().await.unwrap();
    client.add_form(&Form::new().note("c")).send().await.unwrap_err();
    assert_eq!(difference(&server.verify().unwrap_err()), r#"the form has note="c", expected "a&b""#);

    let server = bodies_client::mock::MockServer::start().unwrap();
    let client = server.client().unwrap();
    let file = NewFile::new(NewFileRequired { photo: b"x".as_slice().into(), title: "ab".to_owned() });
    server.add_file().matching(client.add_file(&file)).times(1);
    client.add_file(&file).send().await.unwrap();
    // Of what is read while it is sent, the media type alone is compared.
    let path = std::env::temp_dir();
    server.put_raw().matching(client.put_raw(Body::from_path(path))).times(1);
    client.put_raw("bytes").send().await.unwrap();
}

#[tokio::test]
async fn streams() {
    let server = streams_client::mock::MockServer::start().unwrap();
    let client = server.client().unwrap();
    let events = "data: {\"word\":\"a\"}\n\ndata: {\"word\":\"b\"}\n\n";
    server.chat().answers(Reply::new(200).bytes("text/event-stream", events).fault("drip=7/1ms".parse().unwrap()));
    let mut stream = client.chat(&ChatBody::new()).send_streaming().await.unwrap().into_inner();
    let mut words = Vec::new();
    while let Some(event) = stream.next().await {
        words.push(event.unwrap().into_data().word);
    }
    assert_eq!(words, ["a", "b"]);
}

#[tokio::test]
async fn every_scheme_has_a_placeholder() {
    let server = Secured::start().unwrap();
    let client = server.client().unwrap();
    server.query().matching(client.query().q("a")).times(1);
    server.basic().times(1);
    server.oauth().times(1);
    server.both().times(1);
    client.query().q("a").send().await.unwrap();
    client.basic().send().await.unwrap();
    client.oauth().send().await.unwrap();
    client.both().send().await.unwrap();
    client.cookie().send().await.unwrap_err();
    client.query().q("b").send().await.unwrap_err();
    let said = server.verify().unwrap_err().to_string();
    assert!(!said.contains("placeholder") && said.contains("=…"), "{said}");
    let sent = server.received();
    assert!(sent[0].query().unwrap_or_default().contains("placeholder"));
    assert!(sent[1].header("authorization").unwrap().starts_with("Basic "));
    assert_eq!(sent[2].header("authorization"), Some("Bearer placeholder"));
}

#[tokio::test]
async fn servers_of_single_operations() {
    let server = servers_client::mock::MockServer::start().unwrap();
    let client = server.client().unwrap();
    server.here().times(1);
    server.files().matching(client.files()).times(1);
    server.next().matching(client.next()).times(1);
    client.here().send().await.unwrap();
    client.files().send().await.unwrap();
    client.next().send().await.unwrap();
}
