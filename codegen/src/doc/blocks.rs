//! The blocks of the writer: code, lists and tables.

use std::mem::take;

use pulldown_cmark::Alignment;

use super::spans::longest_run;
use super::writer::{List, Writer};

impl Writer {
    pub(super) fn one_line_block(&mut self, line: &str) {
        self.end_text();
        self.open_block();
        self.layout.out.push_str(line);
        self.layout.close_block();
    }

    pub(super) fn code_block(&mut self) {
        let code = self.code.take().unwrap_or_default();
        if self.layout.is_line() {
            return self.code_span(code.trim());
        }
        let fence = "`".repeat(longest_run(&code).max(2) + 1);
        self.open_block();
        self.layout.out.push_str(&format!("{fence}text"));
        for line in code.lines() {
            self.layout.new_line();
            self.layout.out.push_str(&line.replace('\t', "    "));
        }
        self.layout.new_line();
        self.layout.out.push_str(&fence);
        self.layout.close_block();
    }

    pub(super) fn open_list(&mut self, number: Option<u64>) {
        self.end_text();
        let before = self.last_list.take().filter(|last| last.number.is_some() == number.is_some());
        let other_mark = before.is_some_and(|last| !last.other_mark);
        self.lists.push(List { number, tight: self.tight.next().unwrap_or_default(), other_mark });
    }

    pub(super) fn open_item(&mut self) {
        self.end_text();
        let Some(list) = self.lists.last_mut() else { return };
        let mark = match &mut list.number {
            None => if list.other_mark { "* " } else { "- " }.to_owned(),
            Some(number) => {
                let own = *number;
                // A number of ten digits would be text.
                *number = (own + 1).min(999_999_999);
                format!("{own}{} ", if list.other_mark { ')' } else { '.' })
            }
        };
        self.layout.open_item(mark, list.tight);
    }

    pub(super) fn open_row(&mut self, is_head: bool) {
        if is_head || self.layout.is_line() {
            self.open_block();
        } else {
            self.layout.new_line();
        }
        if !self.layout.is_line() {
            self.layout.out.push('|');
        }
    }

    pub(super) fn open_cell(&mut self) {
        self.open = true;
        self.line_start = self.layout.is_line() && self.layout.out.is_empty();
        self.in_cell = !self.layout.is_line();
        if !self.layout.out.is_empty() && !self.layout.out.ends_with(' ') {
            self.layout.out.push(' ');
        }
    }

    pub(super) fn close_cell(&mut self) {
        self.flush();
        self.line_break = None;
        self.openers.clear();
        self.open = false;
        if take(&mut self.in_cell) {
            self.layout.end_line();
            self.layout.out.push_str(" |");
        }
    }

    pub(super) fn close_head(&mut self) {
        if self.layout.is_line() {
            return;
        }
        self.layout.new_line();
        self.layout.out.push('|');
        for column in &self.columns {
            self.layout.out.push_str(match column {
                Alignment::None => "---|",
                Alignment::Left => ":--|",
                Alignment::Center => ":-:|",
                Alignment::Right => "--:|",
            });
        }
    }
}
