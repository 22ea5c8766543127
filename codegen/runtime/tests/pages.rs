//! Lists over several pages, by each style that documents know.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod common;
mod lists;

use common::{SECRET, builder, operation, values, with_all_credentials};
use lists::*;
use serde_json::json;
use specwright_runtime::{Call, CallOptions, PageToken, Pages};
use wiremock::{Mock, Request, matchers::any};

#[tokio::test]
async fn numbers_go_on_until_the_page_says_that_none_follows() {
    let server = serves(numbered).await;
    let (seen, error) = all(items(&server, &NUMBERED)).await;
    assert!(error.is_none());
    assert_eq!(seen, [10, 11, 20, 21, 40, 41, 50, 51]);
    assert_eq!(asked(&server).await, ["", "page=2", "page=3", "page=4", "page=5"]);
}

#[tokio::test]
async fn pages_come_with_what_they_say_of_the_list() {
    let server = serves(numbered).await;
    let mut pages = pages(&server, &NUMBERED);
    let first = pages.next().await.unwrap().unwrap();
    assert_eq!(first.items(), [10, 11]);
    assert_eq!((first.number(), first.total_items(), first.total_pages()), (Some(1), Some(8), None));
    assert_eq!(first.next_token().unwrap().unwrap().as_str(), "2");
    assert_eq!(first.status().as_u16(), 200);
    assert_eq!(first.raw_json().unwrap()["items"], json!([10, 11]));
    assert_eq!(first.into_items(), [10, 11]);
    assert_eq!(pages.next_token().unwrap().to_string(), "2");
    let mut last = None;
    while let Some(page) = pages.next().await {
        last = Some(page.unwrap());
    }
    assert_eq!(last.unwrap().next_token().unwrap(), None);
    assert_eq!(pages.next_token(), None);
}

#[tokio::test]
async fn nothing_is_fetched_before_it_is_asked_for() {
    let server = serves(numbered).await;
    let mut items = items(&server, &NUMBERED);
    assert_eq!(asked(&server).await.len(), 0);
    for requests in [1, 1, 2, 2, 4, 4, 5] {
        items.next().await.unwrap().unwrap();
        assert_eq!(asked(&server).await.len(), requests);
    }
    assert_eq!(items.total_items(), Some(8));
}

#[tokio::test]
async fn a_bound_is_held_and_nothing_is_fetched_behind_it() {
    let server = serves(numbered).await;
    for (most, requests) in [(0, 0), (1, 1), (2, 1), (3, 2)] {
        let seen: Vec<_> = items(&server, &NUMBERED).max_items(most).try_collect().await.unwrap();
        assert_eq!(seen, [10, 11, 20][..most as usize]);
        assert_eq!(asked(&server).await.len(), requests);
        server.reset().await;
        Mock::given(any())
            .respond_with(|request: &Request| numbered(&request.url.query_pairs().into_owned().collect()))
            .mount(&server)
            .await;
    }
    let mut two = pages(&server, &NUMBERED).max_pages(2);
    while let Some(page) = two.next().await {
        page.unwrap();
    }
    assert_eq!(asked(&server).await, ["", "page=2"]);
    assert_eq!(two.next_token().unwrap().as_str(), "3");
    let seen: Vec<_> = items(&server, &NUMBERED).max_pages(1).try_collect().await.unwrap();
    assert_eq!(seen, [10, 11]);
}

#[tokio::test]
async fn a_list_goes_on_where_a_request_or_a_token_says() {
    let server = serves(numbered).await;
    let token = {
        let mut pages = pages(&server, &NUMBERED);
        pages.next().await.unwrap().unwrap();
        let text = serde_json::to_string(pages.next_token().unwrap()).unwrap();
        serde_json::from_str::<PageToken>(&text).unwrap()
    };
    let (seen, _) = all(pages(&server, &NUMBERED).starting_at(token).items()).await;
    assert_eq!(seen, [20, 21, 40, 41, 50, 51]);
    let (seen, _) = all(items(&server, &NUMBERED).starting_at("4".parse().unwrap())).await;
    assert_eq!(seen, [40, 41, 50, 51]);
    server.reset().await;
    let server = serves(numbered).await;
    let (seen, _) = all(Pages::new(call(&server).query("page", &4), &NUMBERED).items()).await;
    assert_eq!(seen, [40, 41, 50, 51]);
    assert_eq!(asked(&server).await, ["page=4", "page=5"]);
    let wrong = pages(&server, &NUMBERED).starting_at("four".parse().unwrap()).next().await.unwrap().unwrap_err();
    assert_eq!(wrong.to_string(), "query parameter `page`: the token of the page is no number");
}

#[tokio::test]
async fn a_token_leaves_no_item_out() {
    let server = serves(numbered).await;
    let mut items = items(&server, &NUMBERED);
    assert_eq!(items.next_token().unwrap().as_str(), "");
    for token in ["", "2", "2", "3", "4", "5", "5"] {
        let item = items.next().await.unwrap().unwrap();
        assert_eq!(items.next_token().unwrap().as_str(), token, "{item}");
    }
    items.next().await.unwrap().unwrap();
    assert_eq!(items.next_token(), None);
    let again = pages(&server, &NUMBERED).starting_at(PageToken::default()).next().await.unwrap().unwrap();
    assert_eq!((again.items()[0].clone(), again.token().as_str()), (json!(10), ""));
}

#[tokio::test]
async fn an_empty_page_is_the_end_where_nothing_else_tells_it() {
    let server = serves(|query| {
        let page = number(query, "page", 1);
        ok(&json!({"items": if page < 3 { vec![page] } else { vec![] }}))
    })
    .await;
    let (seen, error) = all(items(&server, &ONLY_EMPTINESS)).await;
    assert_eq!((seen, error.is_none()), (vec![json!(1), json!(2)], true));
    assert_eq!(asked(&server).await, ["", "page=2", "page=3"]);
}

#[tokio::test]
async fn totals_stand_in_headers() {
    let server = serves(|query| {
        let page = number(query, "pageNumber", number(query, "page", 1));
        ok(&json!([page]))
            .insert_header("PageNumber", page.to_string())
            .insert_header("TotalPages", "3")
            .insert_header("TotalNumberOfRecords", "3")
    })
    .await;
    let first = pages(&server, &IN_HEADERS).next().await.unwrap().unwrap();
    assert_eq!((first.number(), first.total_items(), first.total_pages()), (Some(1), Some(3), Some(3)));
    let (seen, error) = all(items(&server, &IN_HEADERS)).await;
    assert_eq!((seen, error.is_none()), (vec![json!(1), json!(2), json!(3)], true));
    assert_eq!(asked(&server).await.len(), 4);
}

#[tokio::test]
async fn offsets_go_on_as_far_as_a_page_says_until_the_total_is_reached() {
    // The second page has an item less than it stands for.
    let server = serves(|query| {
        let start = number(query, "pageStart", 0);
        let items: Vec<_> = (start..(start + 3).min(7)).filter(|item| *item != 4).collect();
        ok(&json!({"items": items, "pageStart": start, "pageCount": 3, "count": 7}))
    })
    .await;
    let (seen, error) = all(items(&server, &OFFSETS)).await;
    assert_eq!((seen, error.is_none()), (vec![json!(0), json!(1), json!(2), json!(3), json!(5), json!(6)], true));
    assert_eq!(asked(&server).await, ["", "pageStart=3", "pageStart=6"]);
}

#[tokio::test]
async fn a_total_that_the_server_counts_no_further_is_not_the_end() {
    let server = serves(|query| {
        let start = number(query, "pageStart", 0);
        let items: Vec<_> = (start..(start + 5).min(14)).collect();
        ok(&json!({"items": items, "pageStart": start, "count": 10}))
    })
    .await;
    let (seen, error) = all(items(&server, &OFFSETS)).await;
    assert_eq!((seen.len(), error.is_none()), (14, true));
    // Without a step a page is as long as it is.
    assert_eq!(asked(&server).await, ["", "pageStart=5", "pageStart=10", "pageStart=14"]);
}

#[tokio::test]
async fn cursors_lead_from_page_to_page() {
    let server = serves(|query| {
        ok(&match query.get("cursor").map(String::as_str) {
            None => json!({"items": [1], "next": "a&b=c/?"}),
            // An empty page is not the end.
            Some("a&b=c/?") => json!({"items": [], "next": 7, "more": true}),
            Some("7") => json!({"items": [2], "next": ""}),
            other => panic!("{other:?}"),
        })
    })
    .await;
    let (seen, error) = all(items(&server, &CURSOR)).await;
    assert_eq!((seen, error.is_none()), (vec![json!(1), json!(2)], true));
    assert_eq!(asked(&server).await, ["", "cursor=a%26b%3Dc%2F%3F", "cursor=7"]);
}

#[tokio::test]
async fn a_cursor_that_comes_with_no_more_is_not_followed() {
    let server = serves(|_| ok(&json!({"items": [1], "next": "a", "more": false}))).await;
    let (seen, error) = all(items(&server, &CURSOR)).await;
    assert_eq!((seen.len(), error.is_none()), (1, true));
}

#[tokio::test]
async fn the_last_item_names_the_next_page() {
    let server = serves(|query| {
        let after = number(query, "after", 0);
        ok(&json!({"items": [{"id": after + 1}, {"id": after + 2}], "more": after < 2}))
    })
    .await;
    let (seen, error) = all(items(&server, &AFTER)).await;
    assert_eq!((seen.len(), error.is_none()), (4, true));
    assert_eq!(asked(&server).await, ["", "after=2"]);
}

#[tokio::test]
async fn links_are_followed_within_the_server() {
    let server = serves(|query| {
        let page = number(query, "page", 1);
        let list = ok(&json!({"items": [page]}));
        match page {
            // A relative one, and one with a credential that the server has seen.
            1 => list
                .insert_header("Link", "</list>; rel=\"first\"")
                .append_header("Link", "</list>; rel=\"last\", </list?per=1&page=2>; rel=\"next\""),
            2 => list.insert_header("Link", format!("<?per=1&page=3&api_key={SECRET}#top>; rel=next").as_str()),
            _ => list.insert_header("Link", "</list>; rel=\"first\""),
        }
    })
    .await;
    let client = with_all_credentials(builder(&server.uri())).build().unwrap();
    let call = Call::new(&client, operation("GET", "/list", &[&["query", "header"]])).query("per", &1);
    let mut pages = Pages::new(call, &LINK);
    let mut seen = Vec::new();
    while let Some(page) = pages.next().await {
        let page = page.unwrap();
        assert!(page.next_token().unwrap().is_none_or(|token| !token.as_str().contains(SECRET)));
        seen.extend(page.into_items());
    }
    assert_eq!(seen, [1, 2, 3]);
    let requests = server.received_requests().await.unwrap();
    for (request, query) in requests.iter().zip(["per=1", "per=1&page=2", "per=1&page=3"]) {
        assert_eq!(request.url.path(), "/list");
        assert_eq!(request.url.query().unwrap(), format!("{query}&api_key={SECRET}"));
        assert_eq!(values(request, "x-api-key"), [SECRET]);
    }
}

#[tokio::test]
async fn options_hold_for_the_call_of_each_page() {
    let server = serves(numbered).await;
    let header = ("x-tenant".parse().unwrap(), "t1".parse().unwrap());
    let options = CallOptions::new().header(header.0, header.1).query("extra", "1");
    let seen: Outcome<Vec<_>> = Pages::new(call(&server).options(options), &NUMBERED).items().try_collect().await;
    assert_eq!(seen.unwrap().len(), 8);
    let requests = server.received_requests().await.unwrap();
    assert!(requests.iter().all(|request| values(request, "x-tenant") == ["t1"]));
    assert_eq!(asked(&server).await[1], "page=2&extra=1");
}

#[test]
fn streams_go_to_other_threads_and_show_no_secret() {
    fn check<S: futures_core::Stream + Send + Unpin>(_: &S) {}
    let client = with_all_credentials(builder("https://h.example")).build().unwrap();
    let call = Call::new(&client, operation("GET", "/list", &[&["query"]]));
    let pages = Pages::new(call, &NUMBERED);
    check(&pages);
    assert!(!format!("{pages:?}").contains(SECRET));
    let items = pages.items();
    check(&items);
    assert!(!format!("{items:?}").contains(SECRET));
}

#[tokio::test]
async fn a_list_can_be_led_elsewhere_at_any_time() {
    let server = serves(numbered).await;
    let mut items = items(&server, &NUMBERED);
    items.next().await.unwrap().unwrap();
    // An item of the first page is left, and is none of the other.
    let mut items = items.starting_at("4".parse().unwrap());
    assert_eq!(items.next().await.unwrap().unwrap(), 40);
    while items.next().await.is_some() {}
    // It is over, and begins anew.
    let all: Vec<_> = items.starting_at(PageToken::default()).try_collect().await.unwrap();
    assert_eq!(all.len(), 8);
}

#[tokio::test]
async fn a_total_that_nobody_asks_for_may_be_anything() {
    for total in [json!(-1), json!("10000+"), json!(4.5)] {
        let server = serves(move |query| {
            let page = number(query, "page", 1);
            ok(&json!({"items": [page], "hasNext": page < 3, "total": total}))
        })
        .await;
        let mut pages = pages(&server, &NUMBERED);
        assert_eq!(pages.next().await.unwrap().unwrap().total_items(), None);
        assert_eq!(pages.items().try_collect::<Vec<_>>().await.unwrap(), [2, 3]);
    }
    let server = serves(|_| ok(&json!({"items": [1], "hasNext": false, "total": 100.0}))).await;
    assert_eq!(pages(&server, &NUMBERED).next().await.unwrap().unwrap().total_items(), Some(100));
}

#[tokio::test]
async fn pages_that_lead_on_may_be_equal() {
    let server = serves(|query| {
        let page = number(query, "page", 1);
        let list = ok(&json!({"items": [0, 0]}));
        if page < 3 { list.insert_header("X-Next", format!("?page={}", page + 1)) } else { list }
    })
    .await;
    let seen: Vec<_> = items(&server, &LINK_IN_A_HEADER).try_collect().await.unwrap();
    assert_eq!(seen, [0, 0, 0, 0, 0, 0]);
}

#[tokio::test]
async fn an_idempotency_key_is_that_of_one_page() {
    let server = serves(numbered).await;
    let options = CallOptions::new().idempotency_key("one");
    let call = call(&server).options(options);
    Pages::new(call, &NUMBERED).items().try_collect::<Vec<_>>().await.unwrap();
    let requests = server.received_requests().await.unwrap();
    let keys: Vec<_> = requests.iter().map(|request| values(request, "idempotency-key").len()).collect();
    assert_eq!(keys, [1, 0, 0, 0, 0]);
}
