//! Lists that come in pages, by each way from one to the next, and operations that are asked again until their state comes.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::{Duration, Instant, SystemTime},
};

use pages_client::runtime::{
    BoxFuture, Clock, HeaderName, HeaderValue, Items, PageErrorKind, PageToken, WaitError, Waiter, serde_json,
};
use pages_client::types::{SearchFollowingBody, Thing};
use pages_client::{CallOptions, Client, Error, ErrorBody, RetryPolicy};
use serde_json::{Value, json};
use wiremock::{Mock, MockServer, Request, ResponseTemplate, matchers::any};

use crate::server::{answering_in_turn, direct, received};

/// What a server answers to the query of a request, where `page` is its own address.
async fn serves(
    answer: impl Fn(&HashMap<String, String>, &str) -> ResponseTemplate + Send + Sync + 'static,
) -> MockServer {
    let server = MockServer::start().await;
    let own = server.uri();
    let respond = move |request: &Request| answer(&request.url.query_pairs().into_owned().collect(), &own);
    Mock::given(any()).respond_with(respond).mount(&server).await;
    server
}

fn client(server: &MockServer) -> Client {
    builder(server).build().unwrap()
}

fn builder(server: &MockServer) -> pages_client::ClientBuilder {
    Client::builder().key("secret").base_url(server.uri()).reqwest(direct()).retry(RetryPolicy::never())
}

fn ok(body: &Value) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(body)
}

/// Options by which a request can be known.
fn marked() -> CallOptions {
    CallOptions::new().header(HeaderName::from_static("x-a"), HeaderValue::from_static("b"))
}

/// Things with these numbers.
fn things(ids: std::ops::Range<u64>) -> Vec<Value> {
    ids.map(|id| json!({ "id": id })).collect()
}

fn number(query: &HashMap<String, String>, name: &str, default: u64) -> u64 {
    query.get(name).map_or(default, |text| text.parse().unwrap())
}

/// The numbers of all items up to the end or the first error, and that.
async fn all<T>(mut items: Items<T, Thing, ErrorBody>) -> (Vec<i64>, Option<Error>) {
    let mut ids = Vec::new();
    while let Some(item) = items.next().await {
        match item {
            Ok(thing) => ids.push(thing.id),
            Err(error) => return (ids, Some(error)),
        }
    }
    (ids, None)
}

/// The queries of all requests so far, each of which has the credential.
async fn asked(server: &MockServer) -> Vec<String> {
    let requests = received(server).await;
    assert!(requests.iter().all(|request| request.headers["x-key"] == "secret"));
    requests.iter().map(|request| request.url.query().unwrap_or_default().to_owned()).collect()
}

/// Seven things in pages of three. Beyond the end the last page comes again, as it does at Nectar.
fn numbered(query: &HashMap<String, String>) -> ResponseTemplate {
    let page = number(query, "page", 1).min(3);
    let things = things((page - 1) * 3..(page * 3).min(7));
    ok(&json!({ "total": 7, "pages": 3, "current": page, "hasNext": page < 3, "things": things }))
}

#[tokio::test]
async fn pages_with_numbers_follow_each_other() {
    let server = serves(|query, _| numbered(query)).await;
    let (ids, error) = all(client(&server).list_numbered().kind("red").send_items()).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(ids, [0, 1, 2, 3, 4, 5, 6]);
    // What the caller asks for is asked of each page; the first has no number unless it is given one.
    assert_eq!(asked(&server).await, ["kind=red", "kind=red&page=2", "kind=red&page=3"]);
}

#[tokio::test]
async fn a_list_begins_where_the_caller_says() {
    let server = serves(|query, _| numbered(query)).await;
    let mut pages = client(&server).list_numbered().page(2).send_pages();
    let page = pages.next().await.unwrap().unwrap();
    assert_eq!((page.number(), page.total_pages(), page.total_items()), (Some(2), Some(3), Some(7)));
    assert_eq!((page.items().len(), page.things.len(), page.status().as_u16()), (3, 3, 200));
    assert_eq!(pages.next_token().map(PageToken::as_str), Some("3"));
    let token = pages.next_token().cloned().unwrap();
    assert_eq!(pages.next().await.unwrap().unwrap().into_items().len(), 1);
    assert!(pages.next().await.is_none() && pages.next_token().is_none());
    let (ids, _) = all(client(&server).list_numbered().send_items().starting_at(token)).await;
    assert_eq!(ids, [6]);
    assert_eq!(asked(&server).await, ["page=2", "page=3", "page=3"]);
}

/// Beyond the end the last page comes again, which a list that has become shorter meets.
#[tokio::test]
async fn a_page_that_is_another_one_is_an_error() {
    let server =
        serves(|_, _| ok(&json!({ "total": 7, "pages": 3, "current": 1, "hasNext": true, "things": things(0..3) })))
            .await;
    let (ids, error) = all(client(&server).list_numbered().send_items()).await;
    let Some(Error::Page(error)) = error else { panic!("{error:?}") };
    assert_eq!((ids, error.kind(), error.operation()), (vec![0, 1, 2], PageErrorKind::Repeated, "listNumbered"));
    assert_eq!(asked(&server).await.len(), 2);
}

#[tokio::test]
async fn an_error_of_a_page_is_that_of_any_call() {
    let server = serves(|query, _| match number(query, "page", 1) {
        2 => ResponseTemplate::new(400).set_body_json(json!({ "title": "no" })),
        _ => numbered(query),
    })
    .await;
    let (ids, error) = all(client(&server).list_numbered().send_items_with(marked())).await;
    let Some(Error::Status(error)) = error else { panic!("{error:?}") };
    assert!(matches!(error.body(), Some(ErrorBody::Problem(problem)) if problem.title == "no"));
    assert_eq!(ids, [0, 1, 2]);
    assert!(received(&server).await.iter().all(|request| request.headers["x-a"] == "b"));
}

/// A bare list, and its pages in headers.
#[tokio::test]
async fn headers_tell_of_pages() {
    let server = serves(|query, _| {
        let page = number(query, "pageNumber", 1);
        let things = things((page - 1) * 2..(page * 2).min(5));
        let headers = [("PageNumber", page), ("TotalPages", 3), ("TotalNumberOfRecords", 5)];
        headers
            .iter()
            .fold(ok(&things.into()), |response, (name, value)| response.insert_header(*name, value.to_string()))
    })
    .await;
    let mut items = client(&server).list_counted().page_size(2).send_items();
    assert_eq!(items.next().await.unwrap().unwrap().id, 0);
    assert_eq!(items.total_items(), Some(5));
    assert_eq!(all(items).await.0, [1, 2, 3, 4]);
    assert_eq!(asked(&server).await, ["pageSize=2", "pageSize=2&pageNumber=2", "pageSize=2&pageNumber=3"]);
}

/// A total beyond which the server does not count says nothing of the end.
#[tokio::test]
async fn offsets_go_on_as_the_page_says() {
    for (count, total) in [(5, 5), (8, 8), (11, 8)] {
        let server = serves(move |query, _| {
            let start = number(query, "pageStart", 0);
            let end = (start + 3).min(count);
            // A page may have fewer items than places.
            let results: Vec<_> = things(start..end.max(start)).into_iter().filter(|thing| thing["id"] != 4).collect();
            ok(&json!({ "status": "ok", "count": total, "pageStart": start, "pageCount": 3, "results": results }))
        })
        .await;
        let (ids, error) = all(client(&server).list_indexed().send_items()).await;
        assert!(error.is_none(), "{error:?}");
        let expected = (0..i64::try_from(count).unwrap()).filter(|id| *id != 4);
        assert_eq!(ids, expected.collect::<Vec<_>>());
        let asked = asked(&server).await;
        let expected: Vec<_> = (1..asked.len()).map(|page| format!("pageStart={}", page * 3)).collect();
        assert_eq!((&*asked[0], &asked[1..]), ("", &expected[..]), "{count}");
        // Eight may be eight or more, so the end has to be seen.
        assert_eq!(asked.len(), if count == 5 { 2 } else { usize::try_from(count).unwrap().div_ceil(3) + 1 });
    }
}

/// Nothing tells the end but a page without items, and the envelope of that holds nothing.
#[tokio::test]
async fn an_empty_envelope_is_the_end() {
    for empty in
        [json!({}), json!({ "data": null }), json!({ "data": {} }), json!({ "data": { "page": { "things": null } } })]
    {
        let server = serves(move |query, _| match number(query, "skip", 0) {
            skip @ (0 | 4) => ok(&json!({ "data": { "page": { "things": things(skip..skip + 4) } } })),
            _ => ok(&empty),
        })
        .await;
        let (ids, error) = all(client(&server).list_skipped().send_items()).await;
        assert!(error.is_none(), "{error:?}");
        assert_eq!(ids, [0, 1, 2, 3, 4, 5, 6, 7]);
        assert_eq!(asked(&server).await, ["", "skip=4", "skip=8"]);
    }
}

#[tokio::test]
async fn a_cursor_leads_on() {
    let server = serves(|query, _| {
        let (ids, next) = match query.get("cursor").map(String::as_str) {
            None => (0..2, Some("a/b&c")),
            Some("a/b&c") => (2..2, Some("d")),
            _ => (2..3, None),
        };
        let meta = next.map(|next| json!({ "next_cursor": next })).unwrap_or_default();
        ok(&json!({ "data": { "page": { "things": things(ids) } }, "meta": meta }))
    })
    .await;
    let (ids, error) = all(client(&server).list_pointed().send_items()).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(ids, [0, 1, 2]);
    assert_eq!(asked(&server).await, ["", "cursor=a%2Fb%26c", "cursor=d"]);
}

/// The last item leads on, and each page is asked for with the same body.
#[tokio::test]
async fn the_last_item_leads_on() {
    let server = serves(|query, _| {
        let start = query.get("starting_after").map_or(0, |text| text.parse::<u64>().unwrap() + 1);
        ok(&json!({ "data": things(start..start + 2), "has_more": start < 4 }))
    })
    .await;
    let body = SearchFollowingBody::new().kind("red");
    let (ids, error) = all(client(&server).search_following(&body).send_items()).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(ids, [0, 1, 2, 3, 4, 5]);
    assert_eq!(asked(&server).await, ["", "starting_after=1", "starting_after=3"]);
    assert!(received(&server).await.iter().all(|request| request.body == br#"{"kind":"red"}"#));
}

#[tokio::test]
async fn links_lead_on_from_a_header() {
    let server = serves(|query, own| {
        let page = number(query, "p", 0);
        let link = format!("<{own}/linked?p={}>; rel=\"next\", <{own}/linked>; rel=first", page + 1);
        let response = ok(&things(page * 2..page * 2 + 2).into());
        if page < 2 { response.insert_header("Link", link) } else { response }
    })
    .await;
    let (ids, error) = all(client(&server).list_linked().send_items()).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(ids, [0, 1, 2, 3, 4, 5]);
    assert_eq!(asked(&server).await, ["", "p=1", "p=2"]);
}

#[tokio::test]
async fn links_lead_on_from_the_body_and_nowhere_else() {
    let server = serves(|query, _| match number(query, "p", 0) {
        0 => ok(&json!({ "value": things(0..2), "@next": "/chained?p=1" })),
        _ => ok(&json!({ "value": things(2..3), "@next": "https://elsewhere.example.com/chained" })),
    })
    .await;
    let (ids, error) = all(client(&server).list_chained().send_items()).await;
    let Some(Error::Page(error)) = error else { panic!("{error:?}") };
    assert_eq!(error.kind(), PageErrorKind::OtherOrigin);
    assert_eq!((ids, asked(&server).await), (vec![0, 1, 2], vec![String::new(), "p=1".to_owned()]));
    let server = answering_in_turn([json!({ "value": things(0..1), "@next": null })]).await;
    assert_eq!(all(client(&server).list_chained().send_items()).await.0, [0]);
}

/// A pause makes it so much later at once; nothing else passes any time.
#[derive(Clone)]
struct Jumps(Instant, Arc<Mutex<Vec<Duration>>>);

impl Clock for Jumps {
    fn now(&self) -> Instant {
        self.0 + self.1.lock().unwrap().iter().sum::<Duration>()
    }

    fn system_time(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH
    }

    fn sleep_until(&self, _: Instant) -> BoxFuture<'static, ()> {
        Box::pin(std::future::pending())
    }

    fn pause(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.1.lock().unwrap().push(duration);
        Box::pin(std::future::ready(()))
    }
}

/// A server that gives these answers in turn, and a client of it for which time jumps.
async fn jumping(answers: Vec<ResponseTemplate>) -> (MockServer, Client, Jumps) {
    let answers = Mutex::new(answers.into_iter());
    let server = serves(move |_, _| answers.lock().unwrap().next().unwrap()).await;
    let clock = Jumps(Instant::now(), Arc::default());
    let client = builder(&server).clock(clock.clone()).build().unwrap();
    (server, client, clock)
}

const HOUR: Waiter = Waiter::within(Duration::from_secs(3600));

#[tokio::test]
async fn a_state_in_a_header_is_waited_for() {
    let of = |state: &str| ok(&json!({ "id": 7 })).insert_header("X-State", state);
    let (server, client, clock) = jumping(vec![of("running"), of("odd"), of("done")]).await;
    assert_eq!(client.get_job(7).send_until_done(HOUR).await.unwrap().id, 7);
    assert_eq!(asked(&server).await.len(), 3);
    // The document asks for twenty seconds at first.
    let pauses = clock.1.lock().unwrap().clone();
    let bounds = [Duration::from_secs(20), Duration::from_secs(40)];
    assert!(pauses.iter().zip(bounds).all(|(pause, bound)| (bound / 2..=bound).contains(pause)), "{pauses:?}");
    let (server, client, _) = jumping(vec![of("running"), of("broken")]).await;
    let error = client.get_job(7).send_until_done(HOUR).await.unwrap_err();
    let WaitError::Failed(response) = error else { panic!("{error:?}") };
    assert_eq!((response.id, asked(&server).await.len()), (7, 2));
}

#[tokio::test]
async fn a_status_is_waited_for() {
    let not_yet = || ResponseTemplate::new(202);
    let (server, client, _) = jumping(vec![not_yet(), not_yet(), ok(&json!({ "id": 7 }))]).await;
    let response = client.get_export(7).send_until_done_with(HOUR, marked()).await.unwrap();
    assert_eq!(response.status().as_u16(), 200);
    let requests = received(&server).await;
    assert!(requests.len() == 3 && requests.iter().all(|request| request.headers["x-a"] == "b"));
}
