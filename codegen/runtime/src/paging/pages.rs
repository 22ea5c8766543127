//! The pages of a list: takes a call, gives one page after the other, each when it is asked for.

use std::{
    fmt,
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll, ready},
};

use futures_core::Stream;
use url::Url;

use super::{
    Items, Page, PageError, PageStyle, PageToken, Pagination,
    page::Info,
    walk::{Arrived, Facts, Problem, Walk},
};
use crate::{BoxFuture, Call, Error, RequestError, RequestErrorKind, Response};

/// The pages of a list as a stream, each of which is fetched when it is asked for.
///
/// It begins at the page that the request asks for, else at the first. Each page is a call of its own, with the options, retries and
/// limits of the request; an idempotency key of the options is that of the first alone. The first error is the end;
/// [`next_token`](Self::next_token) tells where to go on later.
///
/// A list is no snapshot: what is added, removed or sorted anew while it is read may move an item from one page to another, so that
/// it comes twice or not at all. Few APIs give any promise here.
#[must_use = "nothing is fetched unless it is asked for"]
pub struct Pages<T: 'static, I: 'static, E: 'static> {
    call: Call<T, E>,
    pagination: &'static Pagination<T, I>,
    walk: Walk,
    /// The page that comes next.
    next: Option<PageToken>,
    left: Option<u64>,
    state: State<T, E>,
}

/// A page, or why there is none.
type Paged<T, I, E> = Result<Page<T, I>, Error<E>>;

/// A page to come, and the URL that it comes from.
type Answer<T, E> = BoxFuture<'static, Result<(Url, Response<T>), Error<E>>>;

enum State<T: 'static, E: 'static> {
    Idle,
    Waiting(Answer<T, E>),
    /// What follows the page that was given.
    Failed(Error<E>),
    Over,
}

impl<T: 'static, I: 'static, E: 'static> Pages<T, I, E> {
    /// The pages that a call begins.
    pub fn new(call: Call<T, E>, pagination: &'static Pagination<T, I>) -> Self {
        let next = PageToken::default();
        let walk = Walk::new(&pagination.style, position(&call, pagination), &next);
        Self { call, pagination, walk, next: Some(next), left: None, state: State::Idle }
    }

    /// Begins at this page instead.
    pub fn starting_at(mut self, token: PageToken) -> Self {
        let position = match token.is_start() {
            true => position(&self.call, self.pagination),
            false => token.as_str().parse().ok(),
        };
        self.walk = Walk::new(&self.pagination.style, position, &token);
        (self.next, self.state) = (Some(token), State::Idle);
        self
    }

    /// Ends after so many pages; as many as there are unless set.
    pub fn max_pages(mut self, pages: u64) -> Self {
        self.left = Some(pages);
        self
    }

    /// The items of the pages.
    pub fn items(self) -> Items<T, I, E> {
        Items::new(self)
    }

    /// The page at which a later stream goes on: the next one, or the one that failed or leads nowhere; `None` after the last.
    pub fn next_token(&self) -> Option<&PageToken> {
        self.next.as_ref()
    }

    /// The next page; `None` after the last.
    ///
    /// # Errors
    /// The call of the page failed, or pages do not follow each other as the document says.
    pub async fn next(&mut self) -> Option<Result<Page<T, I>, Error<E>>> {
        poll_fn(|cx| self.poll(cx)).await
    }

    pub(super) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Paged<T, I, E>>> {
        // What follows the last page that is wanted is of no interest, be it an error.
        if self.left == Some(0) {
            return Poll::Ready(None);
        }
        if matches!(self.state, State::Idle) {
            self.state = match self.ask() {
                Ok(answer) => State::Waiting(answer),
                Err(error) => State::Failed(Error::Request(error)),
            };
        }
        let answer = match &mut self.state {
            State::Waiting(answer) => Some(ready!(answer.as_mut().poll(cx))),
            _ => None,
        };
        match (std::mem::replace(&mut self.state, State::Over), answer) {
            (_, Some(answer)) => Poll::Ready(Some(answer.and_then(|(url, response)| self.arrive(&url, response)))),
            (State::Failed(error), None) => Poll::Ready(Some(Err(error))),
            _ => Poll::Ready(None),
        }
    }

    /// The call of the next page.
    fn ask(&self) -> Result<Answer<T, E>, RequestError> {
        let mut call = self.call.clone();
        let Some(token) = self.next.as_ref().filter(|token| !token.is_start()) else {
            return Ok(Box::pin(call.send_to(None)));
        };
        // Another page is another request.
        call.parts.forget_idempotency_key();
        let is_number = || token.as_str().parse::<u64>().is_ok();
        match (&self.pagination.style, self.pagination.parameter()) {
            (PageStyle::Number { .. } | PageStyle::Offset { .. }, Some(name)) if !is_number() => {
                Err(RequestError::parameter("query", name, "the token of the page is no number"))
            }
            (_, Some(name)) => {
                call.parts.set_query(name, token.as_str());
                Ok(Box::pin(call.send_to(None)))
            }
            (_, None) => {
                let message = "the token of the page is no URL".to_owned();
                let url = Url::parse(token.as_str());
                let url = url.map_err(|_| RequestError::new(RequestErrorKind::InvalidUrl, message))?;
                Ok(Box::pin(call.send_to(Some(url))))
            }
        }
    }

    /// What a response means for the list.
    fn arrive(&mut self, url: &Url, response: Response<T>) -> Paged<T, I, E> {
        let facts = Facts::new(self.pagination, &response);
        let mut info = Info::new(&facts, self.next.clone().unwrap_or_default());
        let (pagination, api) = (self.pagination, self.call.client.0.api);
        let arrived = Arrived { pagination, response: &response, facts, url, api };
        let failed = |(kind, message): Problem| Error::Page(Box::new(PageError::new(kind, message, response.head())));
        self.walk.enter(&arrived).map_err(failed)?;
        let next = self.walk.leave(&arrived);
        if let (Err(problem), true) = (&next, self.walk.is_same_body) {
            return Err(failed(problem.clone()));
        }
        // A page is good even if it does not lead on.
        let page_error = |(kind, message)| PageError::new(kind, message, response.head());
        info.next = next.map_err(page_error);
        match &info.next {
            Ok(next) => {
                self.next.clone_from(next);
                self.state = if next.is_some() { State::Idle } else { State::Over };
            }
            Err(error) => self.state = State::Failed(Error::Page(Box::new(error.clone()))),
        }
        self.left = self.left.map(|left| left.saturating_sub(1));
        Ok(Page::new(response, pagination, info))
    }
}

/// The number of the page that a call asks for.
fn position<T, I, E>(call: &Call<T, E>, pagination: &Pagination<T, I>) -> Option<u64> {
    call.parts.query_text(pagination.parameter()?)?.parse().ok()
}

impl<T, I, E> Stream for Pages<T, I, E> {
    type Item = Result<Page<T, I>, Error<E>>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(cx)
    }
}

impl<T, I, E> fmt::Debug for Pages<T, I, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").field("call", &self.call).field("left", &self.left).finish_non_exhaustive()
    }
}
