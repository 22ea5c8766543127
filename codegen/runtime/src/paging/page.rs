//! One page of a list: takes a response, gives its items and what it says of the list.

use std::{fmt, ops::Deref};

use super::{PageError, PageToken, Pagination, walk::Facts};
use crate::Response;

/// One page of a list, with the response that it came in.
pub struct Page<T: 'static, I: 'static> {
    response: Response<T>,
    pagination: &'static Pagination<T, I>,
    pub(super) info: Info,
}

/// What a page says of the list.
#[derive(Clone, Debug)]
pub(super) struct Info {
    pub(super) token: PageToken,
    number: Option<u64>,
    total_items: Option<u64>,
    total_pages: Option<u64>,
    pub(super) next: Result<Option<PageToken>, PageError>,
}

impl Default for Info {
    fn default() -> Self {
        let token = PageToken::default();
        Self { token, number: None, total_items: None, total_pages: None, next: Ok(None) }
    }
}

impl Info {
    pub(super) fn new(facts: &Facts, token: PageToken) -> Self {
        Self {
            token,
            number: facts.number.ok().flatten(),
            total_items: facts.total_items.ok().flatten(),
            total_pages: facts.total_pages.ok().flatten(),
            next: Ok(None),
        }
    }

    pub(super) fn total_items(&self) -> Option<u64> {
        self.total_items
    }
}

impl<T, I> Page<T, I> {
    pub(super) fn new(response: Response<T>, pagination: &'static Pagination<T, I>, info: Info) -> Self {
        Self { response, pagination, info }
    }

    /// The items of this page.
    pub fn items(&self) -> &[I] {
        (self.pagination.items)(&self.response).map_or(&[], Vec::as_slice)
    }

    /// The items alone.
    pub fn into_items(mut self) -> Vec<I> {
        (self.pagination.items_mut)(&mut self.response).map(std::mem::take).unwrap_or_default()
    }

    /// The response alone.
    pub fn into_response(self) -> Response<T> {
        self.response
    }

    /// Which page it says it is: its number, or the offset of its first item; `None` if it does not say so.
    pub fn number(&self) -> Option<u64> {
        self.info.number
    }

    /// How many items all pages have together, as this one says. A server may count up to some number only.
    pub fn total_items(&self) -> Option<u64> {
        self.info.total_items
    }

    /// How many pages there are, as this one says.
    pub fn total_pages(&self) -> Option<u64> {
        self.info.total_pages
    }

    /// The token of this page.
    pub fn token(&self) -> &PageToken {
        &self.info.token
    }

    /// Where the list goes on; `None` on the last page.
    ///
    /// # Errors
    /// The page does not lead on as the document says; the stream gives this error behind the page, too.
    pub fn next_token(&self) -> Result<Option<&PageToken>, &PageError> {
        self.info.next.as_ref().map(Option::as_ref)
    }
}

impl<T, I> Deref for Page<T, I> {
    type Target = Response<T>;

    fn deref(&self) -> &Response<T> {
        &self.response
    }
}

impl<T: fmt::Debug, I> fmt::Debug for Page<T, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Page").field("info", &self.info).field("response", &self.response).finish()
    }
}
