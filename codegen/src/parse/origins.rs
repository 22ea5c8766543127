//! Which text each node of a tree comes from, and its pointer there.

use std::collections::BTreeMap;

use crate::pointer::Pointer;

/// A place in one of several texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Origin {
    /// 0 for the document itself.
    pub(crate) source: usize,
    pub(crate) pointer: Pointer,
}

impl Origin {
    /// The place that `tail` leads to from here.
    fn join(&self, tail: &Pointer) -> Self {
        Self { source: self.source, pointer: self.pointer.join(tail) }
    }
}

/// The origins that are not the same place in the document itself. What lies below comes from below.
#[derive(Clone, Debug, Default)]
pub(crate) struct Origins(BTreeMap<Pointer, Origin>);

impl Origins {
    pub(crate) fn of(&self, pointer: &Pointer) -> Origin {
        let mut next = Some(pointer.clone());
        while let Some(ancestor) = next {
            if let Some((origin, tail)) = self.0.get(&ancestor).zip(pointer.tail_of(&ancestor)) {
                return origin.join(&tail);
            }
            next = ancestor.parent();
        }
        Origin { source: 0, pointer: pointer.clone() }
    }

    /// The node at `pointer` is now the one from `origin`.
    pub(crate) fn set(&mut self, pointer: Pointer, origin: Origin) {
        for inner in self.below(&pointer) {
            self.0.remove(&inner);
        }
        self.0.insert(pointer, origin);
    }

    /// The node at `pointer` is now the one that `before` has at `from`.
    pub(crate) fn copy(&mut self, before: &Self, from: &Pointer, pointer: &Pointer) {
        self.set(pointer.clone(), before.of(from));
        for inner in before.below(from) {
            if let Some((origin, tail)) = before.0.get(&inner).zip(inner.tail_of(from)) {
                self.0.insert(pointer.join(&tail), origin.clone());
            }
        }
    }

    /// An element of the list at `pointer` is gone, which had `len` of them.
    pub(crate) fn remove_element(&mut self, pointer: &Pointer, index: usize, len: usize) {
        let before = self.clone();
        (index + 1..len).for_each(|next| self.copy(&before, &pointer.index(next), &pointer.index(next - 1)));
    }

    fn below(&self, pointer: &Pointer) -> Vec<Pointer> {
        let from = pointer.key("");
        let keys = self.0.range(from..).map(|(inner, _)| inner);
        keys.take_while(|inner| inner.tail_of(pointer).is_some()).cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Pointer {
        Pointer::from_reference(&format!("#{text}")).unwrap()
    }

    fn origin(source: usize, text: &str) -> Origin {
        Origin { source, pointer: at(text) }
    }

    #[test]
    fn what_lies_below_comes_from_below() {
        let mut origins = Origins::default();
        origins.set(at("/a/b"), origin(1, "/x"));
        origins.set(at("/a/b/c"), origin(2, "/y"));
        assert_eq!(origins.of(&at("/a/b/d/0")), origin(1, "/x/d/0"));
        assert_eq!(origins.of(&at("/a/b/c/d")), origin(2, "/y/d"));
        assert_eq!(origins.of(&at("/a/bc")), origin(0, "/a/bc"));
        let before = origins.clone();
        origins.copy(&before, &at("/a"), &at("/z"));
        assert_eq!(origins.of(&at("/z/b/c")), origin(2, "/y"));
        assert_eq!(origins.of(&at("/z/e")), origin(0, "/a/e"));
        origins.set(at("/a/b"), origin(3, ""));
        assert_eq!(origins.of(&at("/a/b/c")), origin(3, "/c"));
    }

    #[test]
    fn elements_move_up() {
        let mut origins = Origins::default();
        origins.set(at("/a/2/b"), origin(1, "/x"));
        origins.remove_element(&at("/a"), 0, 3);
        assert_eq!(origins.of(&at("/a/0")), origin(0, "/a/1"));
        assert_eq!(origins.of(&at("/a/1/b")), origin(1, "/x"));
        assert_eq!(origins.of(&at("/a/1/c")), origin(0, "/a/2/c"));
    }
}
