//! Requests whose body cannot be read: answered with the reason, and told to whoever runs the server.

use std::{
    io::{Read, Write},
    net::{Shutdown, TcpStream},
    sync::mpsc,
};

use super::{
    super::{Received, Reply, Server},
    address, dropped, exchange, mocks, parts,
};

const BROKEN: &[u8] =
    b"POST /things?token=x HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\nZ\r\n{}\r\n0\r\n\r\n";

/// One byte more than may be.
fn too_long() -> Vec<u8> {
    let length = (64 << 20) + 1;
    let head = format!("PUT /a HTTP/1.1\r\nhost: a\r\ncontent-length: {length}\r\n\r\n");
    [head.into_bytes(), vec![b' '; length]].concat()
}

#[test]
fn a_request_with_a_broken_body_is_unexpected() {
    let mocks = mocks();
    let (status, text) = parts(&exchange(address(&mocks), BROKEN));
    assert_eq!(status, 400);
    assert!(text.starts_with("The request is refused: the body cannot be read: Invalid chunk size line"), "{text}");
    let error = mocks.verify().unwrap_err();
    let [trouble] = error.troubles() else { panic!("{error}") };
    let start = "unexpected request POST /things?token=…: the body cannot be read: Invalid chunk size line";
    assert!(trouble.starts_with(start), "{trouble}");
}

#[test]
fn a_request_with_a_body_without_end_is_unexpected() {
    let mocks = mocks();
    let (status, text) = parts(&exchange(address(&mocks), &too_long()));
    assert_eq!((status, text.as_str()), (413, "The request is refused: the body has more than 64 MiB.\n"));
    assert_eq!(
        dropped(mocks).unwrap(),
        "the mocks did not see what they expect\n- unexpected request PUT /a: the body has more than 64 MiB"
    );
}

#[test]
fn a_server_tells_what_it_refuses() {
    let (tell, told) = mpsc::channel();
    let refused = move |received: &Received, status: u16, reason: &str| {
        tell.send(format!("{status} {} {} {}: {reason}", received.method(), received.target(), received.body().len()))
            .unwrap();
    };
    let server = Server::start_with(0, |_| Reply::new(204), refused).unwrap();
    assert_eq!(parts(&exchange(server.address(), BROKEN)).0, 400);
    let line = told.try_recv().unwrap();
    assert!(line.starts_with("400 POST /things?token=x 0: the body cannot be read: "), "{line}");
}

/// Tests of timeouts do so, and nobody is there to be told.
#[test]
fn a_client_that_breaks_off_is_nothing_unexpected() {
    let mocks = mocks();
    for head in ["content-length: 9", "transfer-encoding: chunked"] {
        let mut stream = TcpStream::connect(address(&mocks)).unwrap();
        stream.write_all(format!("POST /things HTTP/1.1\r\nhost: a\r\n{head}\r\n\r\n5\r\nabc").as_bytes()).unwrap();
        stream.shutdown(Shutdown::Write).unwrap();
        stream.read_to_end(&mut Vec::new()).unwrap();
    }
    mocks.verify().unwrap();
}
