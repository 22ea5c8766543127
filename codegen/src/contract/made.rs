//! What answers hold, once somebody has asked for it: a sample takes time, and is always the same.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::content::{Content, Taste, Words, content};
use super::headers::headers;
use super::media::accepted;
use crate::parse::Node;
use crate::pointer::Pointer;

/// So many are kept.
const MOST_KEPT: usize = 4_096;

/// Headers and body of a response.
#[derive(Debug)]
pub(super) struct Made {
    pub(super) headers: Vec<(String, String)>,
    pub(super) content: Option<Content>,
}

/// By response and media type. Examples that are asked for by name are made anew each time.
#[derive(Debug, Default)]
pub(super) struct Kept(Mutex<HashMap<(Pointer, String), Arc<Made>>>);

impl Kept {
    pub(super) fn of(&self, words: Words<'_>, at: &Pointer, response: &Node, taste: Taste<'_>) -> Arc<Made> {
        let make = || Arc::new(Made { headers: headers(words, response), content: content(words, response, taste) });
        if taste.example.is_some() {
            return make();
        }
        let chosen = response.get("content").and_then(|content| accepted(words.root, content, taste.accept));
        let key = (at.clone(), chosen.map(|(media_type, _)| media_type.to_owned()).unwrap_or_default());
        if let Some(made) = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Arc::clone(made);
        }
        let made = make();
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() < MOST_KEPT {
            kept.insert(key, Arc::clone(&made));
        }
        made
    }
}
