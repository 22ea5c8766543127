//! Oddities of Arcadia Switch's page about answers: the list that they hold, and the fields in it.

use arcadia_switch_client::{Error, Response, types::PropertyDataResponse};
use serde_json::{Value, json};
use wiremock::ResponseTemplate;

use super::{
    client::{client, get, id, set},
    documented::{account, answer_of, answer_with, answers},
};
use crate::wire::{
    json::{assert_encodes_to, with, without},
    server::answering,
};

/// Sets a field of which the server says this, and checks that nothing of it got lost.
async fn survives(answer: Value) -> Response<PropertyDataResponse> {
    let read = set(&answer).await.unwrap();
    assert_encodes_to(&*read, &answer);
    read
}

fn property() -> Value {
    json!({ "keyName": "lseId", "dataType": "INTEGER", "dataValue": "734", "accuracy": 55.31 })
}

#[tokio::test]
async fn o04_data_type_may_be_null_absent_or_any_text() {
    let read = survives(answer_of(with(property(), "dataType", Value::Null))).await;
    assert!(read.results.as_ref().unwrap()[0].data_type.is_null());
    let read = survives(answer_of(without(property(), "dataType"))).await;
    assert!(read.results.as_ref().unwrap()[0].data_type.is_absent());
    for text in ["CHOICE", "DEMAND", "MATRIX", ""] {
        let read = survives(answer_of(with(property(), "dataType", json!(text)))).await;
        assert_eq!(read.results.as_ref().unwrap()[0].data_type.value().unwrap(), text);
    }
}

#[tokio::test]
async fn o05_a_value_is_read_as_text_and_nothing_else() {
    for text in ["2000", "", "0052.0", "1e3"] {
        let read = survives(answer_of(with(property(), "dataValue", json!(text)))).await;
        assert_eq!(read.results.as_ref().unwrap()[0].data_value.as_deref(), Some(text));
    }
    for other in [json!(522), json!(true), json!(["522"])] {
        let error = set(&answer_of(with(property(), "dataValue", other))).await.unwrap_err();
        let Error::Decode(error) = error else { panic!("{error:?}") };
        assert_eq!(error.path(), Some("results[0].dataValue"));
    }
}

#[tokio::test]
async fn o06_an_accuracy_that_does_not_come_is_not_made_up() {
    let read = survives(answer_of(without(property(), "accuracy"))).await;
    assert_eq!(read.results.as_ref().unwrap()[0].accuracy, None);
}

#[tokio::test]
async fn o07_an_accuracy_that_comes_is_any_number() {
    for accuracy in [55.31, 0.0, 100.0, 101.0, -1.0] {
        let read = survives(answer_of(with(property(), "accuracy", json!(accuracy)))).await;
        assert_eq!(read.results.as_ref().unwrap()[0].accuracy, Some(accuracy));
    }
}

/// As on the page, where they are no JSON.
#[tokio::test]
async fn o15_escaped_brackets_are_an_error() {
    let body = answer_with(&account()).to_string().replace('[', "\\[");
    let server = answering(ResponseTemplate::new(200).set_body_raw(body.clone(), "application/json")).await;
    let error = client(&server.uri()).get_account(id()).send().await.unwrap_err();
    let Error::Decode(error) = error else { panic!("{error:?}") };
    assert!(error.to_string().contains("not JSON"), "{error}");
    assert_eq!(error.raw_body(), body.as_str());
}

#[tokio::test]
async fn o16_an_answer_that_breaks_off_is_an_error() {
    let body = answer_with(&account()).to_string();
    let (cut, _) = body.split_once("]").unwrap();
    let server = answering(ResponseTemplate::new(200).set_body_raw(cut, "application/json")).await;
    let error = client(&server.uri()).get_account(id()).send().await.unwrap_err();
    let Error::Decode(error) = error else { panic!("{error:?}") };
    assert!(error.to_string().contains("breaks off"), "{error}");
}

#[tokio::test]
async fn o18_results_are_a_list_of_any_length() {
    for count in 0..3 {
        let answer = with(answer_of(property()), "results", vec![property(); count].into());
        assert_eq!(survives(answer).await.results.as_ref().unwrap().len(), count);
        let answer = with(answer_with(&account()), "results", vec![account(); count].into());
        let read = get(&answer).await.unwrap().into_inner();
        assert_eq!(read.results.as_ref().unwrap().len(), count);
        assert_encodes_to(&read, &answer);
    }
    let error = set(&with(answer_of(property()), "results", property())).await.unwrap_err();
    assert!(matches!(error, Error::Decode(_)));
}

/// As was recorded for a deletion.
#[tokio::test]
async fn o19_results_may_be_null() {
    let nothing = |answer| with(with(answer, "count", json!(0)), "results", Value::Null);
    assert_eq!(survives(nothing(answers()[0].clone())).await.results, None);
    let answer = nothing(answer_with(&account()));
    let read = get(&answer).await.unwrap().into_inner();
    assert_eq!((read.results.as_ref(), read.count), (None, 0));
    assert_encodes_to(&read, &answer);
}

#[tokio::test]
async fn o19_results_that_are_absent_are_an_error() {
    for error in [
        set(&without(answers()[0].clone(), "results")).await.map(drop).unwrap_err(),
        get(&without(answer_with(&account()), "results")).await.map(drop).unwrap_err(),
    ] {
        assert!(error.to_string().contains("the key `results` is missing"), "{error}");
    }
}
