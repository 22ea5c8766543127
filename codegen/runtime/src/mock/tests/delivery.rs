//! How replies go over the wire, byte for byte.

use super::{
    super::{Reply, Server},
    exchange,
};

/// The head of a reply in small letters, and its body.
fn sent(reply: Reply) -> (String, String) {
    let server = Server::start(move |_| reply.clone()).unwrap();
    let answer = exchange(server.address(), b"GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n");
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head.to_ascii_lowercase(), body.to_owned())
}

#[test]
fn a_status_without_a_body_has_no_length() {
    for (status, fault, length) in [
        (204, "drip=1/1ms", None),
        (304, "drip=1/1ms", None),
        (304, "delay=1ms", None),
        (200, "drip=1/1ms", Some("0")),
        // The fault is the length.
        (204, "wrong-length=3", Some("3")),
        (204, "truncate", Some("1")),
    ] {
        let (head, body) = sent(Reply::new(status).fault(fault.parse().unwrap()));
        let told = head.lines().find_map(|line| line.strip_prefix("content-length: "));
        assert_eq!((told, body.as_str()), (length, ""), "{status} {fault}: {head}");
    }
}
