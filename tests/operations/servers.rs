//! Calls go to the server that the document gives them, and all of them to the base URL that a caller sets.

use servers_client::{BuildError, Client, ClientBuilder, RetryPolicy, servers};
use wiremock::{MockServer, ResponseTemplate};

use crate::server::{answering, direct, received};

fn builder() -> ClientBuilder {
    Client::builder().key("k").reqwest(direct())
}

/// What came, as method and path.
async fn lines(server: &MockServer) -> Vec<String> {
    let requests = received(server).await.into_iter();
    requests.map(|request| format!("{} {}", request.method, request.url.path())).collect()
}

/// Calls each operation, and gives what cannot be reached: these names lead nowhere.
async fn call_all(client: &Client) {
    client.here().send().await.unwrap();
    client.files().send().await.unwrap();
    client.upload().send().await.unwrap();
    client.remove_file().send().await.unwrap();
    client.next().send().await.unwrap();
    client.under().send().await.unwrap();
}

#[tokio::test]
async fn a_base_url_catches_all_operations() {
    let server = answering(ResponseTemplate::new(204)).await;
    call_all(&builder().base_url(server.uri() + "/x").build().unwrap()).await;
    let sent = ["GET /x/here", "GET /x/files", "PUT /x/files", "DELETE /x/files", "GET /v2/next", "PUT /x/beta/next"];
    assert_eq!(lines(&server).await, sent);
    assert!(received(&server).await.iter().all(|request| request.headers["x-key"] == "k"));
}

#[tokio::test]
async fn each_server_can_be_moved_alone() {
    let (files, uploads, rest) = (
        answering(ResponseTemplate::new(204)).await,
        answering(ResponseTemplate::new(204)).await,
        answering(ResponseTemplate::new(204)).await,
    );
    let builder = builder().server_base_url(servers::FILES, files.uri() + "/moved").base_url(rest.uri());
    call_all(&builder.server_base_url(servers::UPLOADS, uploads.uri()).build().unwrap()).await;
    assert_eq!(lines(&files).await, ["GET /moved/files"]);
    assert_eq!(lines(&uploads).await, ["PUT /files"]);
    assert_eq!(lines(&rest).await, ["GET /here", "DELETE /files", "GET /v2/next", "PUT /beta/next"]);
}

#[tokio::test]
async fn without_a_base_url_each_call_goes_where_the_document_says() {
    // A proxy is asked for each host, so that nothing leaves this machine.
    let proxy = answering(ResponseTemplate::new(502)).await;
    let reqwest = servers_client::runtime::reqwest::ClientBuilder::new();
    let reqwest = reqwest.proxy(servers_client::runtime::reqwest::Proxy::all(proxy.uri()).unwrap());
    let plain = |url: &str| url.replace("https", "http");
    let builder = Client::builder().key("k").reqwest(reqwest).retry(RetryPolicy::never());
    let builder = builder.server_base_url(servers::FILES, plain(servers::FILES));
    let client = builder.server_base_url(servers::UPLOADS, plain(servers::UPLOADS)).build().unwrap();
    client.files().send().await.unwrap_err();
    client.upload().send().await.unwrap_err();
    let requests = received(&proxy).await;
    let hosts: Vec<_> = requests.iter().map(|request| request.headers["host"].to_str().unwrap()).collect();
    assert_eq!(hosts, ["files.example.com", "upload-a.example.com"]);
}

#[test]
fn variables_are_chosen() {
    assert_eq!(servers::REGIONAL, "https://eu.example.com:443/v1");
    assert_eq!(servers::regional("us", "8443", "v2/b"), "https://us.example.com:8443/v2/b");
    assert_eq!(servers::tenants("acme"), "https://acme.example.org");
    assert_eq!(
        (servers::UPLOADS, servers::uploads("b").as_str()),
        ("https://upload-a.example.com", "https://upload-b.example.com")
    );
    for url in [
        servers::tenants("evil.example/"),
        servers::tenants("a@evil.example:80#"),
        servers::regional("eu", "443", "../admin"),
        servers::regional("eu", "x", "v1"),
        servers::regional("eu", "443", "v1?a=b"),
    ] {
        let error = builder().base_url(&url).build().unwrap_err();
        assert!(matches!(error, BuildError::InvalidBaseUrl { .. }), "{url}");
    }
}

#[test]
fn only_a_documented_server_can_be_moved() {
    let moved = builder().server_base_url(servers::REGIONAL, "https://example.com").build();
    assert!(matches!(moved, Err(BuildError::UnknownServer)));
    assert!(builder().server_base_url("https://FILES.example.com/f/", "https://example.com").build().is_ok());
    assert!(builder().server_base_url(servers::FILES, "example.com").build().is_err());
}
