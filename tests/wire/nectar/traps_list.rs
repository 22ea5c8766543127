//! Oddities of Nectar's page about the connections of a company, on the side of the request.

use nectar_client::{
    Error, Uuid, Validation,
    operations::ListCompanyConnections,
    runtime::{Argument, RequestErrorKind, ValidationError},
    types::ConnectionStatusFilter,
};

use super::{
    SPEC,
    client::{builder, client, id},
    documented::{ID, connection, page},
};
use crate::wire::server::{KEY, RawServer, answering_json, received};

const OTHER: &str = "67e55044-10b1-426f-9247-bb680e5fe0c8";

/// The request line for this list, byte for byte, between method and version.
async fn target(set: impl Fn(ListCompanyConnections) -> ListCompanyConnections) -> String {
    let body = page().to_string();
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close";
    let server = RawServer::start(format!("{head}\r\n\r\n{body}")).await;
    set(client(&server.url).list_company_connections(id())).send().await.unwrap();
    let head = server.head().await;
    let line = head.lines().next().unwrap();
    line.strip_prefix("GET ").unwrap().strip_suffix(" HTTP/1.1").unwrap().to_owned()
}

async fn query(set: impl Fn(ListCompanyConnections) -> ListCompanyConnections) -> String {
    let target = target(set).await;
    target.strip_prefix(&format!("/v2.2/connection/company/{ID}?")).unwrap().to_owned()
}

/// What the document has against this list, for which nothing is sent.
async fn refused(set: impl Fn(ListCompanyConnections) -> ListCompanyConnections) -> ValidationError {
    let server = answering_json(&page()).await;
    let error = set(client(&server.uri()).list_company_connections(id())).send().await.unwrap_err();
    assert!(received(&server).await.is_empty());
    let Error::Request(refusal) = error else { panic!("{error:?}") };
    assert_eq!(refusal.kind(), RequestErrorKind::Invalid);
    refusal.validation().unwrap().clone()
}

#[tokio::test]
async fn list_company_connections_sends_the_documented_request() {
    let server = answering_json(&page()).await;
    client(&server.uri()).list_company_connections(id()).send().await.unwrap();
    let [request] = &received(&server).await[..] else { panic!("not one request") };
    assert_eq!((request.method.as_str(), request.body.len()), ("GET", 0));
    let mut names: Vec<_> = request.headers.keys().map(|name| name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["accept", "accept-encoding", "host", "user-agent", "x-api-key"]);
    assert_eq!(request.headers["x-api-key"], KEY);
    assert_eq!(request.headers["accept"], "application/json");
}

#[tokio::test]
async fn defaults_are_not_sent_of_their_own_accord() {
    assert_eq!(target(|list| list).await, format!("/v2.2/connection/company/{ID}"));
    assert_eq!(query(|list| list.limit(100).page(1)).await, "limit=100&page=1");
    let parameters = SPEC.at("/paths/~1v2.2~1connection~1company~1{company_id}/get/parameters");
    assert_eq!((&parameters[2]["schema"]["default"], &parameters[3]["schema"]["default"]), (&100.into(), &1.into()));
}

#[tokio::test]
async fn each_site_is_a_parameter_of_its_own() {
    let sites = || [ID, OTHER].map(|id| id.parse::<Uuid>().unwrap());
    assert_eq!(query(|list| list.sites(sites())).await, format!("sites={ID}&sites={OTHER}"));
    assert_eq!(target(|list| list.sites([])).await, format!("/v2.2/connection/company/{ID}"));
    let all = query(|list| {
        let list = list.connection_owner_email("a@b.c").limit(7).page(2);
        list.sites(sites()).status(ConnectionStatusFilter::Connected)
    });
    let others = "connectionOwnerEmail=a%40b.c&limit=7&page=2";
    assert_eq!(all.await, format!("{others}&sites={ID}&sites={OTHER}&status=CONNECTED"));
}

#[tokio::test]
async fn o11_the_filter_takes_the_12_statuses_of_its_page_and_any_other_text() {
    let listed = SPEC.texts("ConnectionStatusFilter");
    assert_eq!(listed.len(), 12);
    let server = answering_json(&page()).await;
    let client = client(&server.uri());
    for (text, known) in listed.iter().zip(ConnectionStatusFilter::known()) {
        assert_eq!(*text, known.as_str());
        client.list_company_connections(id()).status(known).send().await.unwrap();
    }
    for text in ["DEACTIVATED", "a b&c"] {
        assert!(ConnectionStatusFilter::from(text).is_unknown());
        client.list_company_connections(id()).status(text).send().await.unwrap();
    }
    let sent: Vec<_> = received(&server).await.iter().map(|request| request.url.query().unwrap().to_owned()).collect();
    let expected = listed.iter().map(String::as_str).chain(["DEACTIVATED", "a%20b%26c"]);
    assert_eq!(sent, expected.map(|text| format!("status={text}")).collect::<Vec<_>>());
    let mut states = SPEC.texts("ConnectionStatus");
    states.retain(|state| !listed.contains(state));
    assert_eq!(states, ["DEACTIVATED"]);
}

#[tokio::test]
async fn o18_the_owner_is_called_connection_owner_in_the_filter() {
    for (email, text) in [
        ("user@example.com", "user%40example.com"),
        ("user+nectar@example.com", "user%2Bnectar%40example.com"),
        ("a&page=9#?%@é.example", "a%26page%3D9%23%3F%25%40%C3%A9.example"),
    ] {
        let query = query(|list| list.connection_owner_email(email)).await;
        assert_eq!(query, format!("connectionOwnerEmail={text}"));
    }
    assert!(connection().get("connectionOwnerEmail").is_none());
}

#[tokio::test]
async fn o21_any_page_can_be_asked_for() {
    for page in [0, -1, 1, i64::MAX, i64::MIN] {
        assert_eq!(query(|list| list.page(page)).await, format!("page={page}"));
    }
}

#[tokio::test]
async fn o22_a_limit_from_1_to_500_is_sent() {
    for limit in [1, 500] {
        assert_eq!(query(|list| list.limit(limit)).await, format!("limit={limit}"));
    }
}

#[tokio::test]
async fn o22_any_other_limit_is_refused_before_anything_is_sent() {
    for (limit, rule) in [(0, "minimum"), (-1, "minimum"), (501, "maximum"), (i64::MAX, "maximum")] {
        let refused = refused(|list| list.limit(limit)).await;
        let [violation] = refused.violations() else { panic!("{refused}") };
        assert_eq!((violation.argument(), violation.path()), (Argument::Query("limit"), ""));
        assert_eq!((violation.rule(), violation.value()), (rule, Some(limit.to_string().as_str())));
        assert!(refused.to_string().starts_with("query parameter `limit`: "), "{refused}");
    }
    let server = answering_json(&page()).await;
    let client = builder(&server.uri()).validation(Validation::Off).build().unwrap();
    client.list_company_connections(id()).limit(501).send().await.unwrap();
    assert_eq!(received(&server).await[0].url.query(), Some("limit=501"));
}

#[tokio::test]
async fn o23_an_address_has_to_be_one_before_it_is_sent() {
    for (email, rules) in [
        ("", &["minLength", "format"][..]),
        ("user", &["format"]),
        ("user@", &["format"]),
        ("two users@example.com", &["format"]),
    ] {
        let refused = refused(|list| list.connection_owner_email(email)).await;
        let named: Vec<_> = refused.violations().iter().map(|violation| violation.rule()).collect();
        assert_eq!(named, rules, "{email}");
        for violation in refused.violations() {
            assert_eq!(violation.argument(), Argument::Query("connectionOwnerEmail"));
            assert_eq!(violation.value(), Some(format!("{email:?}").as_str()));
        }
    }
}

#[tokio::test]
async fn o23_a_status_has_no_length_of_its_own() {
    assert_eq!(query(|list| list.status("")).await, "status=");
    assert_eq!(SPEC.schema("ConnectionStatusFilter").get("minLength"), None);
}

/// All of them, so that nobody mends one only to hear of the next.
#[tokio::test]
async fn mistakes_in_several_filters_are_told_at_once() {
    let refused = refused(|list| list.limit(0).connection_owner_email("nobody")).await;
    let arguments: Vec<_> = refused.violations().iter().map(|violation| violation.argument()).collect();
    assert_eq!(arguments, [Argument::Query("limit"), Argument::Query("connectionOwnerEmail")]);
    assert_eq!(refused.to_string().lines().count(), 2);
}

#[tokio::test]
async fn a_filter_that_is_set_twice_counts_as_set_last() {
    assert_eq!(query(|list| list.limit(1).limit(2)).await, "limit=2");
}

#[tokio::test]
async fn a_mistake_that_is_mended_is_none() {
    assert_eq!(query(|list| list.limit(0).limit(2)).await, "limit=2");
}
