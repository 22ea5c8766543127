//! From a path to an operation.

use super::{ask, fixture, snapshot, verdicts};

#[test]
fn each_request_has_its_operation() {
    let requests = [
        "GET /v1/users/1",
        "GET /beta/users/1",
        "GET /users/1",
        "GET /v1/users/me",
        "GET /v1/users/%6De",
        "DELETE /v1/users/me",
        "PATCH /v1/users/me",
        "GET /v1/users/1.json",
        "GET /v1/users/",
        "GET /v1/users/1/",
        "GET /v1/users/a%2Fb",
        "GET /v1/files/ab.c.png",
        "GET /v1/files/ab.png",
        "GET /v1/files/a.png",
        "GET /v1/slash/",
        "GET /v1/slash",
        "GET /v1/with%20blank",
        "POST /v1/rpc?action=b&more=1",
        "POST /v1/rpc?action=c",
        "POST /v1/events [Content-Type: text/csv] a,b",
        "POST /v1/events [Content-Type: text/html] a,b",
        "GET /other/elsewhere",
        "POST /elsewhere",
        "GET /v1/elsewhere",
        "HEAD /v1/probe",
        "OPTIONS /v1/probe",
        "get /v1/users/1",
        "GET https://a.example.com/v1/users/1?a=b",
        "GET *",
        "GET ",
    ];
    snapshot("contract", "routes", "Requests, and their operations", &verdicts(&fixture("routes"), &requests));
}

#[test]
fn another_method_names_those_that_there_are() {
    let answer = ask(&fixture("routes"), "PATCH /v1/users/me");
    let allowed = answer.headers.iter().find(|(name, _)| name == "Allow").unwrap();
    assert_eq!(allowed.1, "DELETE, GET, PUT");
}

#[test]
fn operations_are_listed_with_their_servers() {
    let contract = fixture("routes");
    assert_eq!(contract.base_path(), "/v1");
    let listed: Vec<_> =
        contract.operations().map(|one| (one.id, one.method, one.path, one.base_paths.join(" "))).collect();
    assert_eq!(listed[0], ("getUser", "GET", "/users/{id}", "/v1 /beta".to_owned()));
    assert!(listed.contains(&("actionB", "POST", "/rpc", "/v1 /beta".to_owned())));
    assert!(listed.contains(&("elsewhere", "GET", "/elsewhere", "/other".to_owned())));
    assert!(listed.contains(&("nowhere", "POST", "/elsewhere", String::new())));
}
