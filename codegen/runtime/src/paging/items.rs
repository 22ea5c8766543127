//! The items of a list: takes its pages, gives one item after the other.

use std::{
    fmt,
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll, ready},
    vec,
};

use futures_core::Stream;

use super::{PageToken, Pages, page::Info};
use crate::Error;

/// The items of a list as a stream; the next page is fetched when all items of the last one are given.
///
/// All that is said of [`Pages`] holds here, too.
#[must_use = "nothing is fetched unless it is asked for"]
pub struct Items<T: 'static, I: 'static, E: 'static> {
    pages: Pages<T, I, E>,
    ready: vec::IntoIter<I>,
    /// Of the last page.
    info: Info,
    left: Option<u64>,
}

impl<T: 'static, I: 'static, E: 'static> Items<T, I, E> {
    pub(super) fn new(pages: Pages<T, I, E>) -> Self {
        Self { pages, ready: Vec::new().into_iter(), info: Info::default(), left: None }
    }

    /// Begins at this page instead.
    pub fn starting_at(mut self, token: PageToken) -> Self {
        self.pages = self.pages.starting_at(token);
        (self.ready, self.info) = (Vec::new().into_iter(), Info::default());
        self
    }

    /// Ends after so many items, and asks for no page behind them; as many as there are unless set.
    pub fn max_items(mut self, items: u64) -> Self {
        self.left = Some(items);
        self
    }

    /// Ends after the items of so many pages; as many as there are unless set.
    pub fn max_pages(mut self, pages: u64) -> Self {
        self.pages = self.pages.max_pages(pages);
        self
    }

    /// How many items all pages have together, as the last page said; `None` if none did.
    pub fn total_items(&self) -> Option<u64> {
        self.info.total_items()
    }

    /// The page at which a later stream goes on without leaving an item out: the next one, or the one that failed, or that of the last
    /// item if it has more of them, whose items come again then; `None` after the last item.
    pub fn next_token(&self) -> Option<&PageToken> {
        match self.ready.as_slice() {
            [] => self.pages.next_token(),
            _ => Some(&self.info.token),
        }
    }

    /// The next item; `None` after the last.
    ///
    /// # Errors
    /// The call of a page failed, or pages do not follow each other as the document says.
    pub async fn next(&mut self) -> Option<Result<I, Error<E>>> {
        poll_fn(|cx| self.poll(cx)).await
    }

    /// All items.
    ///
    /// # Errors
    /// The first one.
    pub async fn try_collect<C: Default + Extend<I>>(mut self) -> Result<C, Error<E>> {
        let mut all = C::default();
        while let Some(item) = self.next().await {
            all.extend([item?]);
        }
        Ok(all)
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<I, Error<E>>>> {
        loop {
            if self.left == Some(0) {
                return Poll::Ready(None);
            }
            if let Some(item) = self.ready.next() {
                self.left = self.left.map(|left| left.saturating_sub(1));
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.pages.poll(cx)) {
                Some(Ok(page)) => {
                    self.info = page.info.clone();
                    self.ready = page.into_items().into_iter();
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<T, I, E> Stream for Items<T, I, E>
where
    I: Unpin,
{
    type Item = Result<I, Error<E>>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(cx)
    }
}

impl<T, I, E> fmt::Debug for Items<T, I, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").field("pages", &self.pages).field("left", &self.left).finish_non_exhaustive()
    }
}
