//! Takes the address of a server and a request; sends it many times over several connections, and returns how fast answers come.

use std::io::{self, BufRead, BufReader, Write};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

/// How many connections are open at once.
const CONNECTIONS: usize = 8;

/// A server that is silent for so long is none.
const PATIENCE: Duration = Duration::from_secs(30);

/// How fast a server answers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rate {
    pub(crate) requests: usize,
    pub(crate) took: Duration,
    /// Of the times between a request and the end of its answer.
    pub(crate) median: Duration,
    /// All but one of a hundred take no longer.
    pub(crate) slow: Duration,
}

impl Rate {
    pub(crate) fn per_second(&self) -> f64 {
        self.requests as f64 / self.took.as_secs_f64()
    }
}

/// Sends `head`, a request without a body, so many times; each answer has to be a success.
pub(crate) fn load(address: &str, head: &str, requests: usize) -> io::Result<Rate> {
    let each = requests.div_ceil(CONNECTIONS);
    let start = Instant::now();
    let times = thread::scope(|scope| {
        let workers: Vec<_> = (0..CONNECTIONS).map(|_| scope.spawn(|| worker(address, head, each))).collect();
        let times =
            workers.into_iter().map(|worker| worker.join().unwrap_or_else(|_| Err(io::Error::other("a panic"))));
        times.collect::<io::Result<Vec<_>>>()
    })?;
    let took = start.elapsed();
    let mut times: Vec<_> = times.concat();
    times.sort_unstable();
    let at = |part: usize| times.get(times.len() * part / 100).copied().unwrap_or_default();
    Ok(Rate { requests: times.len(), took, median: at(50), slow: at(99) })
}

/// How long each request takes.
fn worker(address: &str, head: &str, count: usize) -> io::Result<Vec<Duration>> {
    let stream = TcpStream::connect(address)?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let mut reader = BufReader::new(stream.try_clone()?);
    let (mut stream, mut line, mut body) = (stream, String::new(), Vec::new());
    let one = |_| {
        let start = Instant::now();
        stream.write_all(head.as_bytes())?;
        answer(&mut reader, &mut line, &mut body)?;
        Ok(start.elapsed())
    };
    (0..count).map(one).collect()
}

fn answer(reader: &mut impl BufRead, line: &mut String, body: &mut Vec<u8>) -> io::Result<()> {
    let mut next = |line: &mut String| {
        line.clear();
        reader.read_line(line)
    };
    next(line)?;
    if line.split(' ').nth(1) != Some("200") {
        return Err(io::Error::other(format!("the server answers {:?}", line.trim_end())));
    }
    let mut length = 0;
    while next(line)? > 2 {
        if let Some((name, value)) =
            line.split_once(':').filter(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        {
            let wrong = |_| io::Error::other(format!("{name}:{}", value.trim_end()));
            length = value.trim().parse().map_err(wrong)?;
        }
    }
    body.resize(length, 0);
    reader.read_exact(body)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use specwright_runtime::mock::{Reply, Server};

    #[test]
    fn each_answer_is_counted_and_has_to_be_a_success() {
        let server = Server::start(|received| match received.path() {
            "/fine" => Reply::new(200).text("all of it"),
            _ => Reply::new(404),
        });
        let server = server.unwrap();
        let load =
            |path: &str| load(&server.address().to_string(), &format!("GET {path} HTTP/1.1\r\nHost: a\r\n\r\n"), 80);
        let rate = load("/fine").unwrap();
        assert_eq!(rate.requests, 80);
        assert!(rate.median <= rate.slow && rate.slow <= rate.took);
        assert!(load("/else").unwrap_err().to_string().contains("404"));
    }
}
