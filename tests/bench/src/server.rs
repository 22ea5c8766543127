//! Takes connections on loopback; gives each request for a known path its fixed answer, as long as the client wants.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::thread;

use crate::pages::PAGE;

const CONNECTION: &str = include_str!("answers/connection.json");
const LIST: &[u8] = b"GET /v2.2/connection/company/";
const ACCOUNT: &str = include_str!("answers/account.json");

/// A server of HTTP/1.1 that does as little as a server can, so that it is the clients that are measured.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    url: String,
}

impl Server {
    /// Takes a free port of this machine.
    ///
    /// # Errors
    /// There is none.
    pub fn bind() -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let url = format!("http://{}", listener.local_addr()?);
        Ok(Self { listener, url })
    }

    /// Where it is reached.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Answers in threads of its own, to the end of the process.
    pub fn start(self) {
        thread::spawn(move || {
            for stream in self.listener.incoming().flatten() {
                // A client that hangs up is done.
                thread::spawn(move || serve(stream).ok());
            }
        });
    }
}

fn serve(mut stream: TcpStream) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let (connection, account, missing) = (ok(CONNECTION), ok(ACCOUNT), answer("404 Not Found", "{}"));
    let items = vec![CONNECTION.trim_end(); PAGE as usize].join(",");
    let mut received = Vec::new();
    while let Some(length) = request(&mut stream, &mut received)? {
        let head = received.get(..length).unwrap_or_default();
        match head {
            _ if head.starts_with(LIST) => stream.write_all(&page(head, &items))?,
            [b'G', b'E', b'T', b' ', b'/', b'v', ..] => stream.write_all(&connection)?,
            [b'P', b'A', b'T', b'C', b'H', b' ', b'/', b'v', ..] => stream.write_all(&account)?,
            _ => stream.write_all(&missing)?,
        }
        received.drain(..length);
    }
    Ok(())
}

/// A page of the list of a company, whose id ends in the number of pages.
fn page(request: &[u8], items: &str) -> Vec<u8> {
    let path = request.split(|byte| *byte == b' ').nth(1).unwrap_or_default();
    let path = String::from_utf8_lossy(path);
    let (company, query) = path.split_once('?').unwrap_or((&path, ""));
    let pages: u64 = company.rsplit('-').next().and_then(|digits| digits.parse().ok()).unwrap_or(1);
    let current: u64 = query.strip_prefix("page=").and_then(|digits| digits.parse().ok()).unwrap_or(1);
    let (total, has_next) = (pages * PAGE, current < pages);
    ok(&format!(
        r#"{{"totalConnections":{total},"perPage":{PAGE},"totalPages":{pages},"currentPage":{current},"hasNext":{has_next},"hasPrevious":{},"connections":[{items}]}}"#,
        current > 1
    ))
}

/// Reads until there is a whole request; its length, or none where the client has hung up.
fn request(stream: &mut TcpStream, received: &mut Vec<u8>) -> io::Result<Option<usize>> {
    let mut buffer = [0; 4096];
    loop {
        if let Some(length) = length(received).filter(|length| *length <= received.len()) {
            return Ok(Some(length));
        }
        let count = stream.read(&mut buffer)?;
        if count == 0 {
            return Ok(None);
        }
        received.extend(buffer.iter().take(count));
    }
}

/// Head and body of the first request, as far as its head has come.
fn length(received: &[u8]) -> Option<usize> {
    let head = received.windows(4).position(|end| end == b"\r\n\r\n")? + 4;
    let text = String::from_utf8_lossy(received.get(..head)?).to_ascii_lowercase();
    let body = text.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok());
    Some(head + body.unwrap_or(0))
}

fn ok(json: &str) -> Vec<u8> {
    answer("200 OK", json)
}

/// With the headers that servers of APIs send, none of which changes from call to call.
fn answer(status: &str, json: &str) -> Vec<u8> {
    let length = json.len();
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\
         Date: Mon, 02 Mar 2026 06:30:00 GMT\r\nServer: benchmark\r\nX-Request-Id: 7d9f3b52c1e8\r\n\
         Cache-Control: no-store\r\nVary: Accept\r\n\r\n"
    );
    (head + json).into_bytes()
}
