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

#[test]
fn a_changed_place_leaves_all_else_as_it_was_written() {
    let json = r#"{"b": 1.10, "a": 12345678901234567890123, "c": null}"#;
    let reply = Reply::new(200).bytes("application/json", json).fault("json=/c=\"x\"".parse().unwrap());
    assert_eq!(sent(reply).1, r#"{"b": 1.10, "a": 12345678901234567890123, "c": "x"}"#);
}

#[test]
fn a_place_that_is_not_there_leaves_the_reply_as_it_is() {
    for (reply, problem) in [
        (Reply::new(201).json(&[1]), "the body has no place /a/b"),
        (Reply::new(201).text("{"), "the body is no JSON"),
        (Reply::new(201), "the body is no JSON"),
    ] {
        let faulty = reply.clone().fault("json=/a/b=1".parse().unwrap()).fault("delay=1ms".parse().unwrap());
        assert_eq!((faulty.problem(), faulty.mistake(), reply.problem()), (Some(problem), None, None));
        let (head, body) = sent(faulty);
        assert!(head.starts_with("http/1.1 201 "), "{head}");
        assert!(head.contains(&format!("\r\nx-mock-problem: {}\r\n", problem.to_lowercase())), "{head}");
        assert_eq!(body.as_bytes(), reply.body().as_ref());
    }
    let odd = Reply::new(200).json(&[1]).fault("json=/ä\n=1".parse().unwrap());
    assert_eq!(odd.problem(), Some("the body has no place /ä\n"));
    let (head, _) = sent(odd.fault("server-error".parse().unwrap()));
    assert!(head.starts_with("http/1.1 503 "), "{head}");
    assert!(head.contains("\r\nx-mock-problem: the body has no place for the fault that was asked for\r\n"), "{head}");
}
