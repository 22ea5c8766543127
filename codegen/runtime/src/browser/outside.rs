//! Bytes that are not in memory: a browser sends none.

/// There are none.
#[derive(Clone, PartialEq)]
pub(crate) enum Outside {}

impl Outside {
    pub(crate) fn length(&self) -> Option<u64> {
        match *self {}
    }

    pub(crate) fn is_of_unknown_length(&self) -> bool {
        match *self {}
    }

    pub(crate) fn can_be_sent_again(&self) -> bool {
        match *self {}
    }

    pub(crate) fn kind(&self) -> &'static str {
        match *self {}
    }
}
