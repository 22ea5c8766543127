//! Functions of users that take their time, and a server that goes on and ends all the same.

use std::{
    io::Write,
    net::TcpStream,
    sync::{Arc, Barrier, Mutex, mpsc},
    thread,
};

use super::{
    super::{Reply, Server},
    GetThing, get, mock, mocks,
};

#[test]
fn answers_may_wait_for_each_other() {
    let mocks = mocks();
    let all = Arc::new(Barrier::new(3));
    mock::<GetThing>(&mocks).times(3).answers_with(move |_| {
        all.wait();
        Reply::new(204)
    });
    thread::scope(|scope| {
        let calls: Vec<_> = (0..3)
            .map(|id| {
                scope.spawn({
                    let mocks = &mocks;
                    move || get(mocks, &format!("/things/{id}")).0
                })
            })
            .collect();
        let statuses: Vec<_> = calls.into_iter().map(|call| call.join().unwrap()).collect();
        assert_eq!(statuses, [204; 3]);
    });
}

#[test]
fn a_server_ends_although_its_handler_does_not() {
    let (began, begins) = mpsc::channel();
    let (release, released) = mpsc::channel::<()>();
    let released = Mutex::new(released);
    let server = Server::start(move |_| {
        began.send(()).unwrap();
        let _ = released.lock().unwrap().recv();
        Reply::new(204)
    })
    .unwrap();
    let address = server.address();
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(b"GET / HTTP/1.1\r\nhost: a\r\n\r\n").unwrap();
    begins.recv().unwrap();
    server.stop();
    assert!(TcpStream::connect(address).is_err());
    drop(release);
}

#[test]
fn a_handler_that_panics_is_answered_for() {
    let server = Server::start(|_| panic!("{}", "too bad")).unwrap();
    let (status, text) = super::fetch(server.address(), "GET", "/");
    assert_eq!((status, text.as_str()), (500, "The server's handler panicked: too bad\n"));
}
