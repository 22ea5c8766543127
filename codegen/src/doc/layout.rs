//! From blocks to lines: the marks of lists and quotes before each, and the blank lines between.

/// How deep lists and quotes go; what is deeper stands in the innermost of these. Each line repeats the marks of all.
const MAX_DEPTH: usize = 8;

/// How a text is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// As blocks.
    Blocks,
    /// As one line, without lists, quotes and tables.
    Line,
}

/// What parts a block from the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gap {
    Line,
    BlankLine,
}

/// A list item or a quote.
#[derive(Debug)]
struct Container {
    /// What stands before its first line.
    mark: String,
    /// What stands before all others.
    indent: String,
    /// Nothing of it is written yet.
    fresh: bool,
    tight: bool,
}

/// The lines written so far.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) out: String,
    form: Form,
    containers: Vec<Container>,
    /// For each list item and quote that is open, whether it is among the containers.
    entered: Vec<bool>,
    gap: Gap,
}

impl Layout {
    pub(super) fn new(form: Form) -> Self {
        Self { out: String::new(), form, containers: Vec::new(), entered: Vec::new(), gap: Gap::BlankLine }
    }

    pub(super) fn is_line(&self) -> bool {
        self.form == Form::Line
    }

    /// Starts a block on a line of its own.
    pub(super) fn open_block(&mut self) {
        if self.gap == Gap::BlankLine && !self.is_line() && !self.out.is_empty() {
            self.end_line();
            self.out.push('\n');
            for container in self.containers.iter().filter(|container| !container.fresh) {
                self.out.push_str(&container.indent);
            }
        }
        self.new_line();
    }

    /// Goes on with the same block on the next line.
    pub(super) fn new_line(&mut self) {
        self.end_line();
        if self.is_line() {
            self.out.push_str(if self.out.is_empty() { "" } else { " " });
            return;
        }
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        for container in &mut self.containers {
            let fresh = std::mem::take(&mut container.fresh);
            self.out.push_str(if fresh { &container.mark } else { &container.indent });
        }
    }

    pub(super) fn end_line(&mut self) {
        self.out.truncate(self.out.trim_end_matches(' ').len());
    }

    /// Ends a block: the next one keeps the distance that is usual here.
    pub(super) fn close_block(&mut self) {
        let tight = self.containers.last().is_some_and(|container| container.tight);
        self.gap = if tight { Gap::Line } else { Gap::BlankLine };
    }

    pub(super) fn open_item(&mut self, mark: String, tight: bool) {
        let indent = " ".repeat(mark.len());
        self.enter(Container { mark, indent, fresh: true, tight });
    }

    pub(super) fn open_quote(&mut self) {
        self.enter(Container { mark: "> ".to_owned(), indent: "> ".to_owned(), fresh: true, tight: false });
    }

    fn enter(&mut self, container: Container) {
        let enters = self.containers.len() < MAX_DEPTH && !self.is_line();
        self.entered.push(enters);
        if enters {
            self.containers.push(container);
        }
    }

    /// Ends an item, which shows even if nothing is in it.
    pub(super) fn close_item(&mut self) {
        if self.entered.pop() != Some(true) {
            return self.close_block();
        }
        if self.containers.last().is_some_and(|container| container.fresh) {
            self.open_block();
        }
        self.close_block();
        self.containers.pop();
    }

    pub(super) fn close_quote(&mut self) {
        if self.entered.pop() == Some(true) {
            self.containers.pop();
        }
        self.close_block();
    }
}
