//! A row of the table: takes the text of its cells, returns what they mean or which word nobody knows.

use super::{
    answers::script,
    gets::{Check, GETS},
    saw::{SAW, Saw},
    settings::{SETTINGS, Setting},
    steps::{Request, Step, steps},
    subjects::Subject,
    words::{phrases, read, read_with_phrases, repeated},
    world::World,
};

/// A row as it stands in the page.
#[derive(Clone, Debug)]
pub struct Row {
    pub heading: String,
    pub cells: [String; 6],
}

pub const COLUMNS: [&str; 6] =
    ["behaviour", "request", "server answers", "settings", "the caller gets", "the server saw"];

/// What a row means.
pub struct Meaning {
    pub steps: Vec<Step>,
    pub settings: Vec<Setting>,
    /// For each request, or one for all of them.
    pub gets: Vec<Vec<(String, Check)>>,
    pub saw: Vec<(String, Saw)>,
    /// Whether a server says how long to wait.
    pub says_wait: bool,
}

/// What words are held against besides the outcome of a call.
pub struct Facts<'a> {
    pub subject: &'static Subject,
    pub request: Request,
    pub world: &'a World,
}

impl Row {
    pub fn name(&self) -> &str {
        &self.cells[0]
    }

    pub fn answers(&self) -> &str {
        &self.cells[2]
    }

    /// What the cells mean; the error names row, column and word.
    pub fn meaning(&self) -> Result<Meaning, String> {
        let in_column = |index: usize| {
            move |error: String| format!("{}: {}: {}: {error}", self.heading, self.cells[0], COLUMNS[index])
        };
        let [_, requests, answers, settings, caller, server] = &self.cells;
        script(answers).map_err(in_column(2))?;
        let mut gets = Vec::new();
        for group in phrases(caller, ";") {
            let (times, group) = repeated(group);
            for _ in 0..times {
                gets.push(read_with_phrases(GETS, group).map_err(in_column(4))?);
            }
        }
        let meaning = Meaning {
            steps: steps(requests).map_err(in_column(1))?,
            settings: read(SETTINGS, settings).map_err(in_column(3))?,
            gets,
            saw: read_with_phrases(SAW, server).map_err(in_column(5))?,
            says_wait: answers.contains("retry-after"),
        };
        let requests = meaning.requests().count();
        match meaning.gets.len() {
            0 => Err(in_column(4)("nothing is expected".to_owned())),
            1 => Ok(meaning),
            groups if groups == requests => Ok(meaning),
            groups => Err(in_column(4)(format!("{groups} outcomes of {requests} requests"))),
        }
    }
}

impl Meaning {
    pub fn requests(&self) -> impl Iterator<Item = Request> {
        self.steps.iter().filter_map(|step| match step {
            Step::Request { request, .. } => Some(*request),
            _ => None,
        })
    }
}
