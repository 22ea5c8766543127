//! Parameters are sent as the document says: place, style, explode, reserved characters.

use parameters_client::types::{Color, ColorRequired, Filter, Page, QueriesRange, QueriesRangeBetween, QueriesSort};
use parameters_client::{Client, Error, OrEmpty};
use wiremock::{MockServer, Request, ResponseTemplate};

use crate::server::{answering, direct, received};

fn client(server: &MockServer) -> Client {
    Client::builder().session("s3cret").base_url(server.uri()).reqwest(direct()).build().unwrap()
}

async fn taking_all() -> MockServer {
    answering(ResponseTemplate::new(204)).await
}

/// The one request that came.
async fn one(server: &MockServer) -> Request {
    let mut requests = received(server).await;
    assert_eq!(requests.len(), 1);
    requests.remove(0)
}

fn color() -> Color {
    Color::new(ColorRequired { r: 100, g: 200 }).b(150)
}

#[tokio::test]
async fn paths_have_each_style() {
    let server = taking_all().await;
    let list = || vec!["a/b".to_owned(), "c,d".to_owned()];
    let request = client(&server).paths("a b", vec![1, 2], color(), "x", list(), color(), "", list(), color(), color());
    request.send().await.unwrap();
    let wanted = "/paths/a%20b/1,2/B=150,G=200,R=100/v.x/.a%2Fb.c%2Cd/.B,150,G,200,R,100/;matrix\
                  /;matrixes=a%2Fb,c%2Cd/;B=150;G=200;R=100/%7B%22R%22%3A100%2C%22G%22%3A200%2C%22B%22%3A150%7D";
    assert_eq!(one(&server).await.url.path(), wanted);
}

#[tokio::test]
async fn no_path_value_leaves_its_segment() {
    let server = taking_all().await;
    let client = client(&server);
    for value in ["", ".", ".."] {
        assert!(matches!(client.scalar(value).send().await, Err(Error::Request(_))), "{value}");
    }
    for values in [vec![], vec![""], vec!["."]] {
        let values: Vec<_> = values.into_iter().map(str::to_owned).collect();
        assert!(matches!(client.label(values.clone()).send().await, Err(Error::Request(_))), "{values:?}");
    }
    assert!(received(&server).await.is_empty());
    client.label(vec!["/../x?y#z".to_owned()]).send().await.unwrap();
    assert_eq!(one(&server).await.url.path(), "/label/.%2F..%2Fx%3Fy%23z");
}

#[tokio::test]
async fn arrays_and_objects_have_each_style_of_queries() {
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let filter = || {
        let inner = Filter::new().tags(texts(&["x", "y"]));
        Filter::new().name("n").not(Filter::new().name("m")).and(vec![inner, Filter::new().name("z")])
    };
    let server = taking_all().await;
    let client = client(&server);
    let request = || client.queries();
    let cases = [
        (request().list(texts(&["a", "b&c"])), "list=a&list=b%26c"),
        (request().joined(texts(&["a", "b,c"])), "joined=a,b%2Cc"),
        (request().spaces(vec![1, 2]), "spaces=1%202"),
        (request().pipes(texts(&["a", "b"])), "pipes=a%7Cb"),
        (request().color(color()), "B=150&G=200&R=100"),
        (request().flat(color()), "flat=B,150,G,200,R,100"),
        (request().barred(color()), "barred=B%7C150%7CG%7C200%7CR%7C100"),
        (request().deep(color()), "deep[B]=150&deep[G]=200&deep[R]=100"),
        (
            request().filter(filter()),
            "filter[and][0][tags]=x&filter[and][0][tags]=y&filter[and][1][name]=z&filter[name]=n&filter[not][name]=m",
        ),
        (request().expand(texts(&["a", "b"])), "expand[0]=a&expand[1]=b"),
        (
            request().page(Page::new().size(2).sort(texts(&["a", "b"])).by(color())),
            "by=%7B%22B%22%3A150%2C%22G%22%3A200%2C%22R%22%3A100%7D&size=2&sort=a&sort=b",
        ),
        (request().any([("a b".to_owned(), "=&".to_owned())]), "a%20b=%3D%26"),
        (
            request().json(Filter::new().name("a&b").tags(vec![])),
            "json=%7B%22name%22%3A%22a%26b%22%2C%22tags%22%3A[]%7D",
        ),
        (request().text("a=b"), "text=a%3Db"),
        (request().xml("<a/>"), "xml=%3Ca%2F%3E"),
        (
            request().reserved(texts(&["a/b?c:d@e", "x&y=z#;+ü%41"])),
            "reserved=a/b?c:d@e&reserved=x%26y=z%23%3B%2B%C3%BC%41",
        ),
        (request().flag(OrEmpty::Empty), "flag="),
        (request().flag(true).name(""), "flag=true&name="),
        (request().ids(OrEmpty::Empty).sort(OrEmpty::Empty), "ids=&sort="),
        (request().ids(vec![1, 2]).sort(QueriesSort::Asc), "ids=1&ids=2&sort=asc"),
        (request().range(QueriesRange::At(5)), "range=5"),
        (request().range(QueriesRange::Between(QueriesRangeBetween::new().gt(1).lt(9))), "range[gt]=1&range[lt]=9"),
        (request().list(vec![]), ""),
    ];
    for (request, wanted) in cases {
        request.send().await.unwrap();
        let url = received(&server).await.pop().unwrap().url;
        assert_eq!(url.query().unwrap_or_default().replace("%5B", "[").replace("%5D", "]"), wanted);
        assert_eq!(url.fragment(), None);
    }
}
#[tokio::test]
async fn an_object_is_held_to_its_rules_wherever_it_is_sent() {
    let server = taking_all().await;
    let color = Color::new(ColorRequired { r: 1, g: 256 });
    let error = client(&server).queries().deep(color).limit(101).send().await.unwrap_err().to_string();
    assert!(error.contains("query parameter `deep.G`") && error.contains("`limit`"), "{error}");
    let error = client(&server).cookies("a").plain("a value that is too long").send().await.unwrap_err().to_string();
    assert!(error.contains("cookie parameter `plain`") && !error.contains("a value"), "{error}");
    let error = client(&server).queries().pipes(vec!["a|b".to_owned()]).send().await.unwrap_err().to_string();
    assert!(error.contains("query parameter `pipes`"), "{error}");
    assert!(received(&server).await.is_empty());
}

#[tokio::test]
async fn headers_have_each_style() {
    let server = taking_all().await;
    let request = client(&server).headers().x_list(vec![1, 2]).x_object(color()).x_exploded(color());
    request.x_json(Filter::new().name("ü\r\nX: y")).send().await.unwrap();
    let headers = one(&server).await.headers;
    let of = |name: &str| headers[name].to_str().unwrap();
    assert_eq!((of("x-list"), of("x-object"), of("x-exploded")), ("1,2", "B,150,G,200,R,100", "B=150,G=200,R=100"));
    assert_eq!(of("x-json"), r#"{"name":"\u00fc\r\nX: y"}"#);
}

#[tokio::test]
async fn cookies_stand_in_one_header_with_the_credential() {
    let server = taking_all().await;
    let list = || vec!["a".to_owned(), "b;c".to_owned()];
    let request = client(&server).cookies("x; y=1").list(list()).lists(list()).color(color()).plain("a=b/+");
    request.json(color()).send().await.unwrap();
    let request = one(&server).await;
    let cookies: Vec<_> = request.headers.get_all("cookie").iter().map(|value| value.to_str().unwrap()).collect();
    let json = "%7B%22R%22%3A100%2C%22G%22%3A200%2C%22B%22%3A150%7D";
    let wanted = format!(
        "id=x%3B%20y%3D1; list=a,b%3Bc; lists=a; lists=b%3Bc; B=150; G=200; R=100; plain=a=b/+; json={json}; session=s3cret"
    );
    assert_eq!(cookies, [wanted]);
    let error = client(&server).cookies("a").plain("b; c=d").send().await.unwrap_err().to_string();
    assert_eq!(error, "cookie parameter `plain`: holds a character that cannot be in a cookie");
    assert_eq!(received(&server).await.len(), 1);
}

#[tokio::test]
async fn a_parameter_may_be_the_whole_query() {
    let server = taking_all().await;
    let client = client(&server);
    client.whole(Page::new().size(1).sort(vec!["a b".to_owned(), "c".to_owned()])).send().await.unwrap();
    client.whole_json().q(Filter::new().name("a&b#c")).send().await.unwrap();
    client.whole_text().q("$.a[1]").send().await.unwrap();
    client.whole_text().send().await.unwrap();
    let requests = received(&server).await;
    let queries: Vec<_> = requests.iter().map(|request| request.url.query()).collect();
    let json = Some("%7B%22name%22%3A%22a%26b%23c%22%7D");
    assert_eq!(queries, [Some("size=1&sort=a%20b&sort=c"), json, Some("%24.a%5B1%5D"), None]);
}
