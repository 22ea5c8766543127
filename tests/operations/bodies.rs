//! Request bodies on the wire: under which media type, with which bytes, and what is refused before it is sent.

use std::path::PathBuf;

use bodies_client::{
    Client, Error,
    operations::AddPetBody,
    runtime::{Body, HeaderName, HeaderValue, Maybe, Multipart, Part},
    types::{Change, Form, Home, NewFile, NewFileRequired, Pet, PetForm},
};
use wiremock::{MockServer, Request, ResponseTemplate};

use crate::server::{answering, direct, received};

async fn server() -> (MockServer, Client) {
    let server = answering(ResponseTemplate::new(204)).await;
    let client = Client::builder().base_url(server.uri()).reqwest(direct()).build().unwrap();
    (server, client)
}

/// The media type of each request that came, and its body.
async fn bodies(server: &MockServer) -> Vec<(Option<String>, String)> {
    let requests = received(server).await.into_iter();
    requests.map(|request| (header(&request, "content-type"), String::from_utf8(request.body).unwrap())).collect()
}

fn header(request: &Request, name: &str) -> Option<String> {
    request.headers.get(name).map(|value| value.to_str().unwrap().to_owned())
}

fn body(media_type: &str, text: &str) -> (Option<String>, String) {
    (Some(media_type.to_owned()), text.to_owned())
}

/// The parts of a request: head and content of each.
fn parts(request: &Request) -> Vec<String> {
    let media_type = header(request, "content-type").unwrap();
    let (_, boundary) = media_type.split_once("; boundary=").unwrap();
    let text = String::from_utf8(request.body.clone()).unwrap();
    let text = text.strip_suffix(&format!("\r\n--{boundary}--\r\n")).unwrap();
    let line = format!("--{boundary}\r\n");
    let parts = text.split(&line).skip(1);
    parts.map(|part| part.strip_suffix("\r\n").unwrap_or(part).to_owned()).collect()
}

fn named(name: &str, more: &str, content: &str) -> String {
    format!("Content-Disposition: form-data; name=\"{name}\"{more}\r\n\r\n{content}")
}

#[tokio::test]
async fn the_type_of_a_body_chooses_its_media_type() {
    let (server, client) = server().await;
    let pet = Pet::new("Rex").tags(vec!["a b".to_owned(), "c".to_owned()]);
    client.add_pet(&pet).send().await.unwrap();
    client.add_pet(AddPetBody::Form(&pet)).send().await.unwrap();
    client.add_pet(Body::from("<pet/>")).send().await.unwrap();
    client.add_pet("Réx".to_owned()).send().await.unwrap();
    let expected = [
        body("application/json", r#"{"name":"Rex","tags":["a b","c"]}"#),
        body("application/x-www-form-urlencoded", "name=Rex&tags=a%20b&tags=c"),
        body("application/xml", "<pet/>"),
        body("text/plain", "Réx"),
    ];
    assert_eq!(bodies(&server).await, expected);
}

#[tokio::test]
async fn the_same_schema_is_a_form_of_parts() {
    let (server, client) = server().await;
    let pet = PetForm::new("Rex").home(Home::new().rooms(2)).tags(vec!["a".to_owned()]);
    client.add_pet(&pet).send().await.unwrap();
    let json = "\r\nContent-Type: application/json";
    let expected = [named("name", "", "Rex"), named("tags", "", "a"), named("home", json, r#"{"rooms":2}"#)];
    assert_eq!(parts(&received(&server).await[0]), expected);
}

#[tokio::test]
async fn each_media_type_is_checked() {
    let (server, client) = server().await;
    let (pet, form) = (Pet::new(""), PetForm::new(""));
    for body in [AddPetBody::from(&pet), AddPetBody::Form(&pet), AddPetBody::from(&form)] {
        let refused = client.add_pet(body.clone()).send().await;
        assert!(matches!(refused, Err(Error::Request(_))), "{body:?}");
    }
    assert!(form.validate().is_err());
    assert!(received(&server).await.is_empty());
}

#[tokio::test]
async fn a_merge_patch_tells_null_from_absence() {
    let (server, client) = server().await;
    client.merge_pet(&Change::new().name(Maybe::Null)).send().await.unwrap();
    client.merge_pet(&Change::new().name("Rex").age(Maybe::Absent)).send().await.unwrap();
    client.merge_pet(&Change::new()).send().await.unwrap();
    let patch = |text| body("application/merge-patch+json", text);
    assert_eq!(bodies(&server).await, [patch(r#"{"name":null}"#), patch(r#"{"name":"Rex"}"#), patch("{}")]);
}

#[tokio::test]
async fn a_body_that_is_left_out_is_not_there_at_all() {
    let (server, client) = server().await;
    client.put_pet().send().await.unwrap();
    client.put_pet().body(&Change::new()).send().await.unwrap();
    client.put_xml().send().await.unwrap();
    client.put_xml().body("<a/>").send().await.unwrap();
    client.add_parts().send().await.unwrap();
    let none = || (None, String::new());
    let expected = [none(), body("application/json", "{}"), none(), body("application/xml", "<a/>"), none()];
    assert_eq!(bodies(&server).await, expected);
}

#[tokio::test]
async fn a_file_and_its_fields_are_parts() {
    let (server, client) = server().await;
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("a \"b\".jpg");
    std::fs::write(&path, "jpeg").unwrap();
    let pages =
        vec![Part::from_bytes("one").file_name("1.pdf").content_type("application/pdf"), Part::from("two".as_bytes())];
    let (photo, title) = (Part::from_path(path).content_type("image/jpeg"), "A title".to_owned());
    let file = NewFile::new(NewFileRequired { photo, title }).pages(pages);
    let file = file.sizes(vec![1, 2]).about("text").home(Home::new().street("x")).note(Maybe::Null);
    client.add_file(&file).send().await.unwrap();
    let request = &received(&server).await[0];
    let octets = "; filename=\"blob\"\r\nContent-Type: application/octet-stream";
    let json = "\r\nContent-Type: application/json";
    let expected = [
        named("photo", "; filename=\"a %22b%22.jpg\"\r\nContent-Type: image/jpeg", "jpeg"),
        named("pages", "; filename=\"1.pdf\"\r\nContent-Type: application/pdf", "one"),
        named("pages", octets, "two"),
        named("title", "", "A title"),
        named("sizes", "", "1"),
        named("sizes", "", "2"),
        named("about", &format!("{json}\r\nx-kind: note"), "\"text\""),
        named("home", json, r#"{"street":"x"}"#),
    ];
    assert_eq!(parts(request), expected);
    assert_eq!(header(request, "content-length"), Some(request.body.len().to_string()));
    assert!(header(request, "content-type").unwrap().starts_with("multipart/form-data; boundary="));
}

/// A file of one byte.
fn titled(title: &str) -> NewFile {
    NewFile::new(NewFileRequired { photo: b"x".as_slice().into(), title: title.to_owned() })
}

#[tokio::test]
async fn the_rules_of_a_form_are_checked_and_files_counted() {
    let (server, client) = server().await;
    let file = titled("").pages(vec![Part::text("hunter2"); 3]);
    let Err(Error::Request(error)) = client.add_file(&file).send().await else { panic!("was sent") };
    let violations = error.validation().unwrap().violations().len();
    assert!(violations == 2 && !error.to_string().contains("hunter2"), "{error}");
    assert!(received(&server).await.is_empty());
    client.add_file(&titled("ab")).send().await.unwrap();
    let photo = named("photo", "; filename=\"blob\"\r\nContent-Type: image/png", "x");
    assert_eq!(parts(&received(&server).await[0]), [photo, named("title", "", "ab")]);
}

#[tokio::test]
async fn parts_that_no_document_names() {
    let (server, client) = server().await;
    let form = Multipart::new().text("a", "1").json("b", &[2]).part("c", Part::from_bytes("3").file_name("c.txt"));
    client.add_parts().body(&form).send().await.unwrap();
    let id = HeaderName::from_static("content-id");
    let related = Part::text("<a/>").content_type("text/xml").header(id, HeaderValue::from_static("<root>"));
    client.add_related(&Multipart::new().unnamed(related)).send().await.unwrap();
    let requests = received(&server).await;
    let octets = "; filename=\"c.txt\"\r\nContent-Type: application/octet-stream";
    let json = "\r\nContent-Type: application/json";
    assert_eq!(parts(&requests[0]), [named("a", "", "1"), named("b", json, "[2]"), named("c", octets, "3")]);
    assert_eq!(parts(&requests[1]), ["Content-Type: text/xml\r\ncontent-id: <root>\r\n\r\n<a/>"]);
    assert!(header(&requests[1], "content-type").unwrap().starts_with("multipart/related; boundary="));
}

#[tokio::test]
async fn raw_bodies_keep_their_bytes_and_texts_their_charset() {
    let (server, client) = server().await;
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("raw");
    std::fs::write(&path, "file").unwrap();
    client.put_raw("bytes").send().await.unwrap();
    client.put_raw(Body::from_path(path)).send().await.unwrap();
    client.put_image(Body::from("png").content_type("image/png")).send().await.unwrap();
    client.put_text("ü").send().await.unwrap();
    client.delete_raw(&Home::new()).send().await.unwrap();
    let octets = |text| body("application/octet-stream", text);
    let text = body("text/plain; charset=utf-8", "ü");
    let sent = bodies(&server).await;
    assert_eq!(sent, [octets("bytes"), octets("file"), body("image/png", "png"), text, body("application/json", "{}")]);
    // What is no UTF-8 is the caller's to encode.
    client.put_latin(b"\xfc".as_slice()).send().await.unwrap();
    let request = &received(&server).await[5];
    assert_eq!(request.body, b"\xfc");
    assert_eq!(header(request, "content-type").as_deref(), Some("text/plain; charset=iso-8859-1"));
}

#[tokio::test]
async fn a_form_has_arrays_and_objects_as_the_document_says() {
    let (server, client) = server().await;
    let home = || Home::new().street("a b").rooms(2);
    let form = Form::new().ids(vec![1, 2]).tags(vec!["x".to_owned(), "y,".to_owned()]).home(home());
    let form = form.homes(vec![home()]).url("http://a/?b=c").note(Maybe::Null);
    client.add_form(&form).send().await.unwrap();
    client.put_form(&form.note("n")).send().await.unwrap();
    let json = "%7B%22rooms%22%3A2%2C%22street%22%3A%22a%20b%22%7D";
    let plain = format!("home={json}&homes={json}&ids=1&ids=2&tags=x&tags=y%2C&url=http%3A%2F%2Fa%2F%3Fb%3Dc");
    let deep = "home%5Brooms%5D=2&home%5Bstreet%5D=a%20b";
    let styled = format!("{deep}&homes={json}&ids=1%7C2&note=%22n%22&tags=x,y%2C&url=http://a/?b=c");
    let form_of = |text: &str| body("application/x-www-form-urlencoded", text);
    assert_eq!(bodies(&server).await, [form_of(&plain), form_of(&styled)]);
    let refused = client.put_form(&Form::new().tags(vec![String::new(); 3])).send().await;
    assert!(matches!(refused, Err(Error::Request(_))));
}
