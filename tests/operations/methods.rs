//! Each method is sent, under whatever name the operation has.

use methods_client::Client;
use wiremock::{MockServer, ResponseTemplate};

use crate::server::{answering, direct, received};

fn client(server: &MockServer) -> Client {
    Client::builder().base_url(server.uri()).reqwest(direct()).build().unwrap()
}

/// Method and target of each request that came, and its header `trace`.
async fn lines(server: &MockServer) -> Vec<String> {
    let requests = received(server).await.into_iter().map(|request| {
        let query = request.url.query().map_or(String::new(), |query| format!("?{query}"));
        let trace = request.headers.get("trace").map_or("", |value| value.to_str().unwrap());
        format!("{} {}{query} {trace}", request.method, request.url.path())
    });
    requests.collect()
}

#[tokio::test]
async fn every_method_is_sent() {
    let server = answering(ResponseTemplate::new(204)).await;
    let client = client(&server);
    client.client("a/b", "x").trace("t").send().await.unwrap();
    client.r#fn("a").send().await.unwrap();
    client.same(1).send().await.unwrap();
    client.same2(2).send().await.unwrap();
    client.self_(3).send().await.unwrap();
    let sent = lines(&server).await;
    assert_eq!(
        sent,
        ["OPTIONS /things/a%2Fb?id=x t", "DELETE /things/a ", "PUT /same/1 ", "PATCH /same/2 ", "POST /same/3 "]
    );
}

#[tokio::test]
async fn parameters_of_the_path_item_and_of_one_name_reach_their_places() {
    let server = answering(ResponseTemplate::new(200).set_body_json("found")).await;
    let client = client(&server);
    assert_eq!(*client.new("a").id2(7).trace("t").send().await.unwrap(), "found");
    client.send("b").send().await.unwrap();
    assert_eq!(lines(&server).await, ["GET /things/a?id=7 t", "HEAD /things/b "]);
}

#[tokio::test]
async fn an_operation_without_id_is_named_after_method_and_path() {
    let server = answering(ResponseTemplate::new(200).set_body_string("seen")).await;
    let seen = client(&server).trace_things_id("a").send().await.unwrap();
    assert_eq!((seen.as_str(), lines(&server).await), ("seen", vec!["TRACE /things/a ".to_owned()]));
}
