//! Nectar's list of connections over all its pages: what the guides say of it.

use nectar_client::{Error, runtime::PageErrorKind, types::Connection};
use serde_json::{Value, json};
use wiremock::{Request, ResponseTemplate};

use super::{
    client::{client, id},
    documented::{connection, page},
};
use crate::wire::{
    json::with,
    server::{answering, answering_in_turn, received},
};

/// A page with so many connections; the last page stands for all beyond it, as the vendor has it.
fn numbered(number: u64, pages: u64, items: usize) -> Value {
    let number = number.min(pages);
    let external = |item| with(connection(), "externalId", json!(format!("{number}-{item}")));
    let items: Vec<_> = (0..items).map(external).collect();
    let page = with(page(), "connections", json!(items));
    let page = with(with(page, "currentPage", json!(number)), "totalPages", json!(pages));
    with(with(page, "hasNext", json!(number < pages)), "hasPrevious", json!(number > 1))
}

fn asked(request: &Request) -> u64 {
    let page = request.url.query_pairs().find(|(name, _)| name == "page");
    page.map_or(1, |(_, number)| number.parse().unwrap())
}

fn names(connections: &[Connection]) -> Vec<String> {
    connections.iter().map(|connection| connection.external_id.value().unwrap().clone()).collect()
}

async fn queries(server: &wiremock::MockServer) -> Vec<String> {
    received(server).await.iter().map(|request| request.url.query().unwrap_or_default().to_owned()).collect()
}

#[tokio::test]
async fn o21_all_items_come_once_and_only_has_next_tells_the_end() {
    // The second page is empty, and more follow.
    let answer = |request: &Request| {
        let page = asked(request);
        ResponseTemplate::new(200).set_body_json(numbered(page, 4, if page == 2 { 0 } else { 2 }))
    };
    let server = answering(answer).await;
    let request = client(&server.uri()).list_company_connections(id()).limit(2).sites([id()]);
    let all: Vec<_> = request.send_items().try_collect().await.unwrap();
    assert_eq!(names(&all), ["1-0", "1-1", "3-0", "3-1", "4-0", "4-1"]);
    let filter = format!("limit=2&sites={}", id());
    let expected: Vec<_> = [String::new()].into_iter().chain((2..=4).map(|page| format!("&page={page}"))).collect();
    let expected: Vec<_> = expected.iter().map(|page| format!("{filter}{page}")).collect();
    assert_eq!(queries(&server).await, expected);
}

#[tokio::test]
async fn o21_pages_tell_what_the_vendor_says_of_the_list() {
    let answer = |request: &Request| ResponseTemplate::new(200).set_body_json(numbered(asked(request), 3, 1));
    let server = answering(answer).await;
    let mut pages = client(&server.uri()).list_company_connections(id()).page(2).send_pages();
    let second = pages.next().await.unwrap().unwrap();
    assert_eq!((second.number(), second.total_pages(), second.total_items()), (Some(2), Some(3), Some(123)));
    assert!(second.has_previous && second.has_next);
    assert_eq!(names(second.items()), ["2-0"]);
    let token = second.next_token().unwrap().unwrap().to_string();
    assert_eq!(queries(&server).await, ["page=2"]);
    let rest = client(&server.uri()).list_company_connections(id()).send_items().starting_at(token.parse().unwrap());
    assert_eq!(names(&rest.try_collect::<Vec<_>>().await.unwrap()), ["3-0"]);
}

#[tokio::test]
async fn o21_a_page_beyond_the_end_is_not_given_for_another() {
    // It says that one more follows, and then is the last one again.
    let bodies = [numbered(1, 2, 1), with(numbered(2, 2, 1), "hasNext", json!(true)), numbered(3, 2, 1)];
    let server = answering_in_turn(bodies).await;
    let mut items = client(&server.uri()).list_company_connections(id()).send_items();
    for _ in 0..2 {
        items.next().await.unwrap().unwrap();
    }
    let Error::Page(error) = items.next().await.unwrap().unwrap_err() else { panic!("no error of pages") };
    assert_eq!((error.kind(), error.operation()), (PageErrorKind::Repeated, "listCompanyConnections"));
    assert!(items.next().await.is_none());
    assert_eq!(received(&server).await.len(), 3);
}
