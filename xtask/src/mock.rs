//! Takes a contract and faults; serves it on this machine, and says a line for each request.

mod line;
mod state;
mod wanted;

use specwright_codegen::{Answer, Call, Contract};
use specwright_runtime::mock::{Fault, Received, Reply, Server};
use state::State;
use std::io;
use std::sync::Arc;
pub(crate) use wanted::Wanted;
use wanted::What;

/// The header by which a request asks for faults, and an answer says which it has.
const FAULT: &str = "x-mock-fault";

/// So many faults may one request have.
const MOST_FAULTS: usize = 8;

/// A server that does as a document says; dropping it stops it, and nothing of it is left then.
#[derive(Debug)]
pub(crate) struct Mock {
    server: Server,
    base_path: String,
}

impl Mock {
    /// Starts it on a port of 127.0.0.1, or on a free one if that is 0. All answers have these faults, and each request may ask
    /// for more; `said` takes a line for each.
    pub(crate) fn start(
        contract: Contract,
        port: u16,
        faults: Vec<Wanted>,
        said: impl Fn(String) + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let (base_path, state) = (contract.base_path(), State::default());
        let said = Arc::new(said);
        let of_refused = Arc::clone(&said);
        let serve = move |received| {
            let (reply, line) = serve(&contract, &faults, &state, &received);
            said(line);
            reply
        };
        let refused = move |received: &Received, status, why: &str| of_refused(line::refused(received, status, why));
        Ok(Self { server: Server::start_with(port, serve, refused)?, base_path })
    }

    /// What clients take as their base URL.
    pub(crate) fn base_url(&self) -> String {
        format!("{}{}", self.server.base_url(), self.base_path)
    }
}

fn serve(contract: &Contract, always: &[Wanted], state: &State, received: &Received) -> (Reply, String) {
    let asked = match asked(received) {
        Ok(asked) => asked,
        Err(why) => {
            let reply = Reply::new(400).text(format!("{FAULT}: {why}\n"));
            return (reply, line::refused(received, 400, &format!("{FAULT}: {why}")));
        }
    };
    let headers = headers(received);
    let answer = contract.answer(&call(received, &headers));
    if !answer.mistakes.is_empty() {
        let line = line::answered(received, &answer, &[]);
        return (reply(&answer), line);
    }
    let mut answer = answer;
    let mut due: Vec<&Wanted> = Vec::new();
    for wanted in always.iter().chain(&asked).filter(|wanted| state.is_due(wanted, received)) {
        match prepared(contract, received, &answer, wanted) {
            Some(prepared) => {
                answer = prepared;
                due.push(wanted);
            }
            None => {
                let remark = format!("the body has no place for {wanted}");
                answer.headers.push(("X-Mock-Problem".to_owned(), remark.clone()));
                answer.remarks.push(remark);
            }
        }
    }
    let faulty = due.iter().fold(reply(&answer), |reply, wanted| match &wanted.what {
        What::Fault(fault) => reply.fault(fault.clone()),
        What::Altered(_) => reply,
    });
    let names: Vec<_> = due.iter().map(ToString::to_string).collect();
    let told = if names.is_empty() { faulty } else { faulty.header(FAULT, names.join(", ")) };
    answer.remarks.extend(told.problem().map(str::to_owned));
    let line = line::answered(received, &Answer { status: told.status().as_u16(), ..answer }, &names);
    (told, line)
}

/// The faults that a request asks for.
fn asked(received: &Received) -> Result<Vec<Wanted>, String> {
    let mut asked = Vec::new();
    for value in received.headers().get_all(FAULT) {
        let text = std::str::from_utf8(value.as_bytes()).map_err(|_| "is no UTF-8".to_owned())?;
        asked.extend(wanted::list(text)?);
    }
    match asked.len() > MOST_FAULTS {
        true => Err(format!("more than {MOST_FAULTS} faults")),
        false => Ok(asked),
    }
}

fn headers(received: &Received) -> Vec<(&str, &[u8])> {
    received.headers().iter().map(|(name, value)| (name.as_str(), value.as_bytes())).collect()
}

fn call<'a>(received: &'a Received, headers: &'a [(&'a str, &'a [u8])]) -> Call<'a> {
    Call { method: received.method().as_str(), target: received.target(), headers, body: received.body() }
}

/// The answer that a fault starts from: what the document says of the status that it brings, or a value that it does not know.
/// Nothing, if the answer has no place for the fault.
fn prepared(contract: &Contract, received: &Received, answer: &Answer, wanted: &Wanted) -> Option<Answer> {
    match &wanted.what {
        What::Altered(how) => contract.altered(answer, *how),
        // What it changes is in the answer that there is.
        What::Fault(Fault::Json { .. }) => Some(answer.clone()),
        What::Fault(fault) => {
            let status = Reply::new(200).fault(fault.clone()).status().as_u16();
            if status < 400 {
                return Some(answer.clone());
            }
            let prefer = format!("code={status}");
            let mut headers = headers(received);
            headers.retain(|(name, _)| *name != "prefer");
            headers.push(("prefer", prefer.as_bytes()));
            let other = Some(contract.answer(&call(received, &headers))).filter(|other| other.status == status);
            Some(other.unwrap_or_else(|| answer.clone()))
        }
    }
}

fn reply(answer: &Answer) -> Reply {
    let is_type = |name: &str| name.eq_ignore_ascii_case("content-type");
    let media_type = answer.headers.iter().find(|(name, _)| is_type(name));
    let reply = Reply::new(answer.status);
    let reply = match media_type {
        Some((_, media_type)) => reply.bytes(media_type, answer.body.clone()),
        None => reply,
    };
    let others = answer.headers.iter().filter(|(name, _)| !is_type(name));
    others.fold(reply, |reply, (name, value)| reply.header(name, value))
}
