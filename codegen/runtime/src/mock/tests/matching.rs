//! What mocks compare of a request.

use super::{super::Reply, GET_THING, GetThing, address, builder, exchange, mock, mocks, parts};
use crate::Call;

#[test]
fn all_values_of_a_header_count() {
    let mocks = mocks();
    let client = builder().base_url(mocks.base_url()).build().unwrap();
    let call = Call::new(&client, &GET_THING).path("id", &7).header("x-a", "one");
    mock::<GetThing>(&mocks).matching(GetThing { call }).answers(Reply::new(204));
    for (lines, status) in [
        ("x-a: one", 204),
        ("x-b: two\r\nX-A: one", 204),
        ("x-a: two", 501),
        ("x-a: one\r\nx-a: two", 501),
        ("x-a: two\r\nx-a: one", 501),
    ] {
        let request = format!("GET /things/7 HTTP/1.1\r\nhost: a\r\nconnection: close\r\n{lines}\r\n\r\n");
        assert_eq!(parts(&exchange(address(&mocks), request.as_bytes())).0, status, "{lines}");
    }
    let error = mocks.verify().unwrap_err();
    assert_eq!(error.troubles().len(), 3);
    assert!(
        error.troubles().iter().all(|trouble| trouble.ends_with("the header x-a is another (not shown)")),
        "{error}"
    );
}
