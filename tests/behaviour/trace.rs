//! A subscriber of `tracing` that writes down what clients tell.

use std::{
    collections::BTreeMap,
    fmt::Debug,
    sync::{Arc, LazyLock, Mutex},
};

use tokio::sync::watch;
use tracing::{
    Dispatch, Event, Level, Metadata, Subscriber,
    field::{Field, Visit},
    span::{Attributes, Id, Record},
};
use tracing_core::span::Current;

pub type Fields = BTreeMap<&'static str, String>;

/// A request that was sent.
#[derive(Clone, Debug, Default)]
pub struct Span(pub Fields);

/// Something that happened.
#[derive(Clone, Debug, Default)]
pub struct Note(pub Fields);

#[derive(Clone, Default)]
pub struct Trace {
    told: Arc<Mutex<Told>>,
    /// How many heads of responses clients have seen.
    heads: watch::Sender<u64>,
    /// Whether the spans of clients are switched off.
    is_without_ours: bool,
}

#[derive(Default)]
struct Told {
    spans: Vec<Option<Span>>,
    metadata: Vec<&'static Metadata<'static>>,
    /// Those that are entered, the innermost last.
    entered: Vec<Id>,
    notes: Vec<Note>,
    drifts: Vec<Fields>,
    /// All of it, from whichever library.
    text: String,
}

/// While there is one subscriber alone, `tracing` may ask a thread that has none, and then remembers that nobody listens.
static OTHERS: LazyLock<[Dispatch; 2]> = LazyLock::new(|| [(); 2].map(|()| Dispatch::new(Trace::default())));

impl Trace {
    pub fn new() -> Self {
        LazyLock::force(&OTHERS);
        Self::default()
    }

    /// One that wants no spans of clients.
    pub fn without_ours() -> Self {
        Self { is_without_ours: true, ..Self::new() }
    }

    /// How many heads of responses have come.
    pub fn heads(&self) -> u64 {
        *self.heads.borrow()
    }

    /// Waits until there are more than that.
    pub async fn heads_after(&self, before: u64) {
        self.heads.subscribe().wait_for(|heads| *heads > before).await.unwrap();
    }

    /// The spans of the clients so far.
    pub fn spans(&self) -> Vec<Span> {
        self.told.lock().unwrap().spans.iter().flatten().cloned().collect()
    }

    pub fn notes(&self) -> Vec<Note> {
        self.told.lock().unwrap().notes.clone()
    }

    /// What was told of responses that differ from the document.
    pub fn drifts(&self) -> Vec<Fields> {
        self.told.lock().unwrap().drifts.clone()
    }

    pub fn text(&self) -> String {
        self.told.lock().unwrap().text.clone()
    }
}

fn index(id: &Id) -> usize {
    usize::try_from(id.into_u64()).unwrap() - 1
}

fn is_ours(metadata: &Metadata<'_>) -> bool {
    metadata.target().starts_with("specwright_runtime")
}

impl Subscriber for Trace {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        !(self.is_without_ours && metadata.is_span() && is_ours(metadata))
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut fields = Collect::default();
        span.record(&mut fields);
        let mut told = self.told.lock().unwrap();
        told.text.push_str(&format!("{} {:?}\n", span.metadata().name(), fields.0));
        told.metadata.push(span.metadata());
        told.spans.push(is_ours(span.metadata()).then_some(Span(fields.0)));
        Id::from_u64(told.spans.len().try_into().unwrap())
    }

    fn record(&self, id: &Id, values: &Record<'_>) {
        let mut fields = Collect::default();
        values.record(&mut fields);
        let mut told = self.told.lock().unwrap();
        told.text.push_str(&format!("{:?}\n", fields.0));
        let Some(span) = &mut told.spans[index(id)] else { return };
        if fields.0.contains_key("http.response.status_code") {
            self.heads.send_modify(|heads| *heads += 1);
        }
        span.0.extend(fields.0);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut fields = Collect::default();
        event.record(&mut fields);
        let mut told = self.told.lock().unwrap();
        told.text.push_str(&format!("{:?}\n", fields.0));
        if is_ours(event.metadata()) {
            told.notes.push(Note(fields.0));
        } else if event.metadata().target() == "specwright::drift" && *event.metadata().level() == Level::WARN {
            told.drifts.push(fields.0);
        }
    }

    fn enter(&self, id: &Id) {
        self.told.lock().unwrap().entered.push(id.clone());
    }

    fn exit(&self, id: &Id) {
        let mut told = self.told.lock().unwrap();
        let at = told.entered.iter().rposition(|entered| entered == id);
        at.map(|at| told.entered.remove(at));
    }

    fn current_span(&self) -> Current {
        let told = self.told.lock().unwrap();
        let current = told.entered.last().map(|id| (id, told.metadata[index(id)]));
        current.map_or(Current::none(), |(id, metadata)| Current::new(id.clone(), metadata))
    }
}

#[derive(Default)]
struct Collect(Fields);

impl Visit for Collect {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.to_owned());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }
}
