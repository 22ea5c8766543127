//! From the events of a Markdown parser to Markdown again, mark by mark and without any that could come alive.

use std::mem::take;

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

use super::escape::{Place, escape, one_line};
use super::layout::{Form, Layout};
use super::spans::{span, web_address};

/// What becomes of emphasis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Emphasis {
    Kept,
    Dropped,
}

#[derive(Debug)]
pub(super) struct List {
    /// The number of the next item; none for bullets.
    pub(super) number: Option<u64>,
    pub(super) tight: bool,
    /// It has the other of the two marks, as the list before it has the one.
    pub(super) other_mark: bool,
}

#[derive(Debug)]
struct Link {
    /// Where its text starts.
    start: usize,
    address: String,
    /// Its text, without marks.
    text: String,
}

#[derive(Debug)]
pub(super) struct Writer {
    pub(super) layout: Layout,
    emphasis: Emphasis,
    /// For each list to come, whether it is tight.
    pub(super) tight: std::vec::IntoIter<bool>,
    pub(super) lists: Vec<List>,
    /// The list that has just ended.
    pub(super) last_list: Option<List>,
    /// Text that is not written yet: only a whole one shows what needs a backslash.
    text: String,
    /// Marks before the first character of their text.
    pub(super) openers: Vec<&'static str>,
    /// Whether a line break is due before what comes next, and is one that shows.
    pub(super) line_break: Option<bool>,
    /// The link that is open; links in it are text.
    link: Option<Link>,
    /// For each link or image that is open, whether it is that one.
    links: Vec<bool>,
    /// A line of text is open.
    pub(super) open: bool,
    pub(super) line_start: bool,
    pub(super) in_cell: bool,
    in_heading: bool,
    pub(super) code: Option<String>,
    pub(super) columns: Vec<Alignment>,
}

impl Writer {
    pub(super) fn new(form: Form, emphasis: Emphasis, tight: Vec<bool>) -> Self {
        Self {
            layout: Layout::new(form),
            emphasis,
            tight: tight.into_iter(),
            lists: Vec::new(),
            last_list: None,
            text: String::new(),
            openers: Vec::new(),
            line_break: None,
            link: None,
            links: Vec::new(),
            open: false,
            line_start: false,
            in_cell: false,
            in_heading: false,
            code: None,
            columns: Vec::new(),
        }
    }

    /// The text of all events.
    pub(super) fn finish(mut self) -> String {
        self.end_text();
        self.layout.end_line();
        self.layout.out
    }

    pub(super) fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match &mut self.code {
                Some(code) => code.push_str(&text),
                None => self.text.push_str(&text),
            },
            Event::InlineHtml(html) => self.text.push_str(&html),
            Event::Html(html) => {
                for line in html.lines() {
                    self.text.push_str(line);
                    self.break_line(false);
                }
            }
            Event::FootnoteReference(label) => self.text.push_str(&format!("[^{label}]")),
            Event::Code(code) => self.code_span(&code),
            Event::SoftBreak => self.break_line(false),
            Event::HardBreak => self.break_line(true),
            Event::Rule if self.layout.is_line() => self.end_text(),
            Event::Rule => self.one_line_block("___"),
            // Only options that are off give these.
            Event::InlineMath(_) | Event::DisplayMath(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Emphasis => self.open_mark("*"),
            Tag::Strong if !self.in_heading => self.open_mark("**"),
            Tag::Strikethrough => self.open_mark("~~"),
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => self.open_link(&dest_url),
            Tag::Heading { .. } => {
                self.end_text();
                self.in_heading = true;
                self.open_mark("**");
            }
            Tag::CodeBlock(_) => {
                self.end_text();
                self.code = Some(String::new());
            }
            Tag::BlockQuote(_) => {
                self.end_text();
                self.layout.open_quote();
            }
            Tag::List(number) => self.open_list(number),
            Tag::Item => self.open_item(),
            Tag::FootnoteDefinition(label) => {
                self.end_text();
                self.text.push_str(&format!("[^{label}]:"));
                self.end_text();
            }
            Tag::Table(columns) => {
                self.end_text();
                self.columns = columns;
            }
            Tag::TableHead => self.open_row(true),
            Tag::TableRow => self.open_row(false),
            Tag::TableCell => self.open_cell(),
            Tag::Paragraph | Tag::HtmlBlock => self.end_text(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis => self.close_mark("*"),
            TagEnd::Strong if !self.in_heading => self.close_mark("**"),
            TagEnd::Strikethrough => self.close_mark("~~"),
            TagEnd::Link | TagEnd::Image => self.close_link(),
            TagEnd::Heading(_) => {
                self.close_mark("**");
                self.in_heading = false;
                self.end_text();
            }
            TagEnd::CodeBlock => self.code_block(),
            TagEnd::BlockQuote(_) => {
                self.end_text();
                self.layout.close_quote();
            }
            TagEnd::List(_) => {
                self.last_list = self.lists.pop();
                self.layout.close_block();
            }
            TagEnd::Item => {
                self.end_text();
                self.layout.close_item();
                self.last_list = None;
            }
            TagEnd::TableHead => self.close_head(),
            TagEnd::TableCell => self.close_cell(),
            TagEnd::Table => self.layout.close_block(),
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.end_text(),
            _ => {}
        }
    }

    fn break_line(&mut self, shows: bool) {
        self.flush();
        if self.open {
            self.line_break = Some(shows || self.line_break == Some(true));
        }
    }

    /// Ends the paragraph that may be open.
    pub(super) fn end_text(&mut self) {
        self.flush();
        self.line_break = None;
        self.openers.clear();
        if take(&mut self.open) {
            self.layout.close_block();
        }
    }

    pub(super) fn open_block(&mut self) {
        self.layout.open_block();
        self.last_list = None;
    }

    /// Makes the line ready for something visible: opens the paragraph, breaks the line, writes the marks before it.
    fn reach(&mut self) {
        if !self.open {
            self.open = true;
            self.open_block();
            self.line_start = !self.layout.is_line() || self.layout.out.is_empty();
        } else if let Some(shows) = self.line_break {
            if shows && !self.layout.is_line() {
                self.layout.end_line();
                self.layout.out.push('\\');
            }
            self.layout.new_line();
            self.line_start = !self.layout.is_line();
        }
        self.line_break = None;
        for mark in self.openers.drain(..) {
            self.layout.out.push_str(mark);
            self.line_start = false;
        }
    }

    /// Writes the text that waits.
    pub(super) fn flush(&mut self) {
        let text = one_line(&take(&mut self.text));
        let goes_on = self.open && self.line_break.is_none();
        if goes_on && text.starts_with(' ') && !self.layout.out.ends_with(' ') {
            self.layout.out.push(' ');
        }
        let visible = text.trim_start();
        // No break space and its like are text, but not at the start of a line.
        let visible = if goes_on { text.trim_start_matches(' ') } else { visible };
        if visible.is_empty() {
            return;
        }
        self.reach();
        let place = Place { line_start: self.line_start, cell: self.in_cell };
        self.layout.out.push_str(&escape(visible, place));
        self.line_start = false;
        if let Some(link) = &mut self.link {
            link.text.push_str(&text);
        }
    }

    pub(super) fn code_span(&mut self, code: &str) {
        let code = one_line(code);
        if self.in_cell && code.contains('|') {
            // Readers differ in how a span holds a bar.
            self.text.push_str(&code);
            return;
        }
        self.flush();
        if code.is_empty() {
            return;
        }
        self.reach();
        if self.layout.out.ends_with('`') {
            self.layout.out.push(' ');
        }
        self.layout.out.push_str(&span(&code));
        self.line_start = false;
        if let Some(link) = &mut self.link {
            link.text.push('`');
        }
    }

    fn open_mark(&mut self, mark: &'static str) {
        self.flush();
        if self.emphasis == Emphasis::Kept {
            self.openers.push(mark);
        }
    }

    fn close_mark(&mut self, mark: &str) {
        self.flush();
        if self.emphasis == Emphasis::Dropped || self.openers.pop().is_some() {
            return;
        }
        let out = &mut self.layout.out;
        let blank = if out.ends_with(' ') { out.pop() } else { None };
        out.push_str(mark);
        out.extend(blank);
    }

    /// Only addresses of the web are linked, and of links in each other the outer one.
    fn open_link(&mut self, address: &str) {
        self.flush();
        let address = web_address(address).filter(|_| self.link.is_none());
        self.links.push(address.is_some());
        let Some(address) = address else { return };
        self.reach();
        // With it, the link would be an image.
        if self.layout.out.ends_with('!') {
            self.layout.out.pop();
            self.layout.out.push_str("\\!");
        }
        self.line_start = false;
        self.link = Some(Link { start: self.layout.out.len(), address, text: String::new() });
    }

    fn close_link(&mut self) {
        self.flush();
        let is_text = self.links.pop() != Some(true);
        let Some(link) = self.link.take_if(|_| !is_text) else { return };
        let text = self.layout.out.split_off(link.start);
        let is_bare = link.text.trim().is_empty() || link.text == link.address;
        let written = if is_bare { format!("<{}>", link.address) } else { format!("[{text}](<{}>)", link.address) };
        self.layout.out.push_str(&written);
    }
}
