//! Takes the repository; measures how many requests a second a mock answers, beside another one if its program is given.

use crate::bench::{Rate, built, load};
use crate::flags::BenchMock;
use crate::{Context, Exit, Failure, shown};
use std::io::{self, BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// The API that is served, and a request that each mock of it answers with the same example.
const API: &str = "nectar";
const REQUEST: &str = "GET /v2.2/connection/3c90c3cc-0d44-4b50-8888-8dd25736052a HTTP/1.1\r\n\
                       Host: 127.0.0.1\r\nX-API-KEY: key\r\nAccept: application/json\r\n\r\n";
/// So many are sent before anything is measured, and then.
const WARM: usize = 800;
const MEASURED: usize = 16_000;
/// The least that is good enough, each second.
const LEAST: f64 = 1_000.0;
/// How long a server may take to start.
const START: Duration = Duration::from_secs(60);

pub(super) fn run(flags: &BenchMock, context: &Context) -> Result<Exit, Failure> {
    let root = context.root()?;
    context.status("building the program");
    let program = built(context, &["--release", "--manifest-path=xtask/Cargo.toml"]);
    context.status("");
    let program = program?;
    let ours = measured("specwright", || ours(&program, root))?;
    context.out.write("| mock | requests a second | median | all but 1 % |\n|---|---:|---:|---:|\n");
    context.out.write(row("specwright", &ours));
    if let Some(prism) = &flags.prism {
        context.out.write(row("Prism", &measured("Prism", || other(prism, root))?));
    }
    if flags.check && ours.per_second() < LEAST {
        context.error(&format!("{:.0} requests a second, {LEAST} is the least", ours.per_second()));
        return Ok(Exit::Failed);
    }
    Ok(Exit::Done)
}

fn row(name: &str, rate: &Rate) -> String {
    let milliseconds = |time: Duration| time.as_secs_f64() * 1e3;
    let (median, slow) = (milliseconds(rate.median), milliseconds(rate.slow));
    format!("| {name} | {:.0} | {median:.2} ms | {slow:.2} ms |\n", rate.per_second())
}

fn measured(name: &str, start: impl FnOnce() -> io::Result<Running>) -> Result<Rate, Failure> {
    let rate = start().and_then(|server| {
        load(&server.address, REQUEST, WARM)?;
        load(&server.address, REQUEST, MEASURED)
    });
    rate.map_err(|error| Failure::refused(format!("{} cannot be measured: {error}", shown::text(name))))
}

/// A server that ends with this.
struct Running {
    child: Child,
    address: String,
}

impl Drop for Running {
    fn drop(&mut self) {
        // One that has ended already is no mistake.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn ours(program: &Path, root: &Path) -> io::Result<Running> {
    let mut command = Command::new(program);
    command.args(["mock", API]).current_dir(root).stdin(Stdio::null()).stdout(Stdio::piped());
    let mut server = Running { child: command.spawn()?, address: String::new() };
    let mut out = BufReader::new(server.child.stdout.take().ok_or_else(|| io::Error::other("it has no output"))?);
    let mut first = String::new();
    out.read_line(&mut first)?;
    // It says a line for each request, which somebody has to read.
    thread::spawn(move || io::copy(&mut out, &mut io::sink()));
    let address = first.split("http://").nth(1).and_then(|rest| rest.split([' ', '/']).next());
    server.address = address.map(str::to_owned).ok_or_else(|| io::Error::other("it does not say where it is"))?;
    Ok(server)
}

/// Prism, on a port that was free a moment ago.
fn other(program: &Path, root: &Path) -> io::Result<Running> {
    let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
    let mut command = Command::new(program);
    command.args(["mock", &format!("specs/{API}/openapi.yaml"), "--port", &address.port().to_string()]);
    command.current_dir(root).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let server = Running { child: command.spawn()?, address: address.to_string() };
    let start = Instant::now();
    while TcpStream::connect(address).is_err() {
        if start.elapsed() > START {
            return Err(io::Error::other("it does not start"));
        }
        thread::sleep(Duration::from_millis(50));
    }
    Ok(server)
}
