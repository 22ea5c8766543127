//! Where in an argument a value is: takes one step after the other, returns the path and whether secrets are there.

use super::Rules;
use crate::line::{MOST_CHARS, cut, push_index, push_key};

/// A value on its way down from the argument. Nothing is worked out before there is a violation.
pub(super) struct Place<'a> {
    step: Step<'a>,
    depth: usize,
}

enum Step<'a> {
    Top(&'static Rules),
    Key(&'a Place<'a>, &'a str),
    Item(&'a Place<'a>, usize),
    /// The same value, by other rules.
    Same(&'a Place<'a>),
}

impl<'a> Place<'a> {
    pub(super) fn top(rules: &'static Rules) -> Self {
        Self { step: Step::Top(rules), depth: 0 }
    }

    pub(super) fn key(&'a self, key: &'a str) -> Self {
        Self { step: Step::Key(self, key), depth: self.depth + 1 }
    }

    pub(super) fn item(&'a self, index: usize) -> Self {
        Self { step: Step::Item(self, index), depth: self.depth + 1 }
    }

    pub(super) fn same(&'a self) -> Self {
        Self { step: Step::Same(self), depth: self.depth + 1 }
    }

    /// How many steps it took.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    /// The path in one line of bearable length: the keys of a map may be anybody's.
    pub(super) fn path(&self) -> String {
        let mut path = String::new();
        self.push_to(&mut path);
        cut(path.chars(), MOST_CHARS)
    }

    fn push_to(&self, path: &mut String) {
        match self.step {
            Step::Top(_) => {}
            Step::Same(parent) => parent.push_to(path),
            Step::Key(parent, key) => {
                parent.push_to(path);
                push_key(path, key);
            }
            Step::Item(parent, index) => {
                parent.push_to(path);
                push_index(path, index);
            }
        }
    }

    /// Whether any rules call the value a secret, or one that it is a part of.
    pub(super) fn is_secret(&self) -> bool {
        self.known().secret
    }

    /// All that rules say of the value itself, those of every member of a union included.
    fn known(&self) -> Known {
        match self.step {
            Step::Top(rules) => Known { rules: Vec::new(), secret: false }.below([rules]),
            Step::Same(parent) => parent.known(),
            Step::Key(parent, key) => {
                let parent = parent.known();
                parent.below(parent.rules.iter().filter_map(|rules| rules.of_key(key)))
            }
            Step::Item(parent, _) => {
                let parent = parent.known();
                parent.below(parent.rules.iter().filter_map(|rules| rules.items))
            }
        }
    }
}

/// What is known of one value.
struct Known {
    rules: Vec<&'static Rules>,
    secret: bool,
}

impl Known {
    /// The same for a part of the value that these rules are about.
    fn below(&self, rules: impl IntoIterator<Item = &'static Rules>) -> Self {
        let rules = with_others(rules);
        let secret = self.secret || rules.iter().any(|rules| rules.secret);
        Self { rules, secret }
    }
}

/// Whether what is at the end of this way, by keys and through arrays, is a secret.
#[cfg(all(feature = "mock", not(target_arch = "wasm32")))]
pub(crate) fn is_secret_at<'k>(top: &'static Rules, way: impl IntoIterator<Item = Option<&'k str>>) -> bool {
    let start = Known { rules: Vec::new(), secret: false }.below([top]);
    let end = way.into_iter().fold(start, |known, step| match step {
        Some(key) => known.below(known.rules.iter().filter_map(|rules| rules.of_key(key))),
        None => known.below(known.rules.iter().filter_map(|rules| rules.items)),
    });
    end.secret
}

/// The rules and all others that they name for the same value, each once.
fn with_others(rules: impl IntoIterator<Item = &'static Rules>) -> Vec<&'static Rules> {
    let mut waiting: Vec<_> = rules.into_iter().collect();
    let mut all: Vec<&Rules> = Vec::new();
    while let Some(rules) = waiting.pop() {
        if !all.iter().any(|known| std::ptr::eq(*known, rules)) {
            all.push(rules);
            waiting.extend(rules.also);
            waiting.extend(rules.variants.iter().map(|variant| variant.rules));
        }
    }
    all
}
