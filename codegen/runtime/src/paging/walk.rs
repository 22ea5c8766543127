//! From one page to the next: takes what a page says of its place in the list, gives the token of the next one, or what is wrong.

use std::hash::{DefaultHasher, Hash, Hasher};

use url::Url;

use super::{
    PageErrorKind::{self, NoWayOn, OtherOrigin, Repeated},
    PageStyle, PageToken, Pagination, Place, link,
    place::{Unreadable, text},
};
use crate::{Api, Response, url_text::is_same_origin};

/// So many pages without an item, one after the other, are no list.
const MOST_EMPTY_PAGES: u32 = 1000;

/// What is wrong, in words that follow a "but".
pub(super) type Problem = (PageErrorKind, String);

impl From<Unreadable> for Problem {
    fn from(Unreadable: Unreadable) -> Self {
        let message = "what it says about its place in the list is not of the documented type";
        (PageErrorKind::Unreadable, message.to_owned())
    }
}

/// What a page says of its place in the list.
pub(super) struct Facts {
    pub(super) number: Result<Option<u64>, Unreadable>,
    pub(super) total_pages: Result<Option<u64>, Unreadable>,
    pub(super) total_items: Result<Option<u64>, Unreadable>,
    more: Result<Option<bool>, Unreadable>,
    /// Whether the total is only as far as the server counts.
    is_capped: bool,
}

impl Facts {
    pub(super) fn new<T, I>(pagination: &Pagination<T, I>, response: &Response<T>) -> Self {
        let number = |place: &Option<Place<T>>| place.as_ref().map_or(Ok(None), |place| place.number(response));
        let total_items = number(&pagination.total_items);
        let total = total_items.ok().flatten();
        Self {
            number: number(&pagination.number),
            total_pages: number(&pagination.total_pages),
            is_capped: total.zip(pagination.total_items_cap).is_some_and(|(total, cap)| total >= cap),
            total_items,
            more: pagination.more.as_ref().map_or(Ok(None), |place| place.truth(response)),
        }
    }
}

impl Facts {
    /// How many items there are, if the server has counted them all.
    fn total(&self) -> Result<Option<u64>, Unreadable> {
        Ok(self.total_items?.filter(|_| !self.is_capped))
    }
}

/// A page, and where it came from.
pub(super) struct Arrived<'a, T: 'static, I: 'static> {
    pub(super) pagination: &'static Pagination<T, I>,
    pub(super) response: &'a Response<T>,
    pub(super) facts: Facts,
    pub(super) url: &'a Url,
    pub(super) api: &'static Api,
}

impl<T, I> Arrived<'_, T, I> {
    fn items(&self) -> &[I] {
        (self.pagination.items)(self.response).map_or(&[], Vec::as_slice)
    }

    fn count(&self) -> u64 {
        u64::try_from(self.items().len()).unwrap_or(u64::MAX)
    }
}

/// The way through a list so far. It takes no more room the longer it is.
pub(super) struct Walk {
    /// The number of the page that was asked for, or the offset of its first item.
    position: Option<u64>,
    /// How many items there were, if the first of them was the first of all.
    given: Option<u64>,
    empty_pages: u32,
    /// Of the last page, if that did not say which one it was.
    body: Option<u64>,
    /// Whether the one before it had the same.
    pub(super) is_same_body: bool,
    cycle: Cycle,
}

impl Walk {
    /// A walk that begins at this number, or at the first page.
    pub(super) fn new<T, I>(style: &PageStyle<T, I>, position: Option<u64>, asked: &PageToken) -> Self {
        let first = match style {
            PageStyle::Number { first, .. } | PageStyle::Offset { first, .. } => Some(*first),
            _ => None,
        };
        let is_whole = asked.is_start() && position.is_none_or(|position| Some(position) == first);
        let cycle =
            Cycle { mark: None, last: Some(asked.clone()).filter(|asked| !asked.is_start()), steps: 0, power: 1 };
        Self { position, given: is_whole.then_some(0), empty_pages: 0, body: None, is_same_body: false, cycle }
    }

    /// Takes a page for the one that was asked for.
    pub(super) fn enter<T, I>(&mut self, page: &Arrived<'_, T, I>) -> Result<(), Problem> {
        let is_numbered = matches!(page.pagination.style, PageStyle::Number { .. } | PageStyle::Offset { .. });
        let said = page.facts.number.ok().flatten().filter(|_| is_numbered);
        match (said, self.position) {
            (Some(said), Some(asked)) if said != asked => {
                return Err((Repeated, format!("it is not the page at {asked}, which was asked for")));
            }
            (Some(said), _) => self.position = Some(said),
            (None, _) => {
                let body = Some(hash(page.response.raw_body()));
                self.is_same_body = page.count() > 0 && self.body == body;
                self.body = body;
                // Elsewhere it may be by chance, as long as it leads on to another page.
                if self.is_same_body && is_numbered {
                    return Err((Repeated, "the page is the same as the one before it".to_owned()));
                }
            }
        }
        self.empty_pages = if page.count() > 0 { 0 } else { self.empty_pages.saturating_add(1) };
        match self.empty_pages >= MOST_EMPTY_PAGES {
            true => Err((Repeated, format!("the last {MOST_EMPTY_PAGES} pages had no item"))),
            false => Ok(()),
        }
    }

    /// Where the list goes on behind a page; nowhere after the last one.
    pub(super) fn leave<T, I>(&mut self, page: &Arrived<'_, T, I>) -> Result<Option<PageToken>, Problem> {
        self.given = self.given.and_then(|given| given.checked_add(page.count()));
        match &page.pagination.style {
            PageStyle::Number { first, .. } => self.next_number(page, *first),
            PageStyle::Offset { first, step, .. } => self.next_offset(page, *first, step.as_ref()),
            PageStyle::Cursor { next, .. } => {
                let next = next.text(page.response)?;
                self.pass(page.facts.more?, next)
            }
            PageStyle::After { name, .. } => {
                let more = page.facts.more?.unwrap_or(page.count() > 0);
                let last = page.items().last().and_then(name).map(text).transpose()?;
                self.pass(Some(more), last)
            }
            PageStyle::Link { next } => {
                let text = next.text(page.response)?;
                let target = match next {
                    // Any other header may have the URL itself.
                    Place::Header(name) if name.eq_ignore_ascii_case("link") => text.as_deref().and_then(link::next),
                    _ => text.as_deref(),
                };
                let target = target.filter(|target| !target.is_empty());
                let target = target.map(|target| resolve(page.url, target, page.api)).transpose()?;
                self.pass(page.facts.more?, target)
            }
        }
    }

    fn next_number<T, I>(&mut self, page: &Arrived<'_, T, I>, first: u64) -> Result<Option<PageToken>, Problem> {
        let facts = &page.facts;
        let next = self.position.unwrap_or(first).checked_add(1);
        // What is not asked may be unreadable: many servers write a total that they do not know as -1.
        let more = match facts.more? {
            Some(more) => more,
            None => match facts.total_pages? {
                Some(pages) => next.is_some_and(|next| next < first.saturating_add(pages)),
                // An empty page is the end only where nothing else tells it.
                None => page.count() > 0 && facts.total()?.zip(self.given).is_none_or(|(total, given)| given < total),
            },
        };
        self.go_on(next, more)
    }

    fn next_offset<T, I>(
        &mut self,
        page: &Arrived<'_, T, I>,
        first: u64,
        step: Option<&Place<T>>,
    ) -> Result<Option<PageToken>, Problem> {
        let facts = &page.facts;
        let step = step.map_or(Ok(None), |step| step.number(page.response))?.unwrap_or(page.count());
        let next = self.position.unwrap_or(first).checked_add(step);
        let more = match facts.more? {
            Some(more) => more,
            None => match facts.total()? {
                Some(total) => next.is_some_and(|next| next < first.saturating_add(total)),
                None => page.count() > 0,
            },
        };
        match more && step == 0 {
            true => Err((NoWayOn, "more items follow, and the page has none to go on from".to_owned())),
            false => self.go_on(next, more),
        }
    }

    fn go_on(&mut self, next: Option<u64>, more: bool) -> Result<Option<PageToken>, Problem> {
        match next.filter(|_| more) {
            Some(next) => {
                self.position = Some(next);
                Ok(Some(PageToken::from(next.to_string())))
            }
            None => Ok(None),
        }
    }

    /// Goes on to where a page leads.
    fn pass(&mut self, more: Option<bool>, next: Option<String>) -> Result<Option<PageToken>, Problem> {
        let next = next.filter(|next| !next.is_empty());
        match (more, next) {
            (Some(false), _) | (None, None) => Ok(None),
            (Some(true), None) => Err((NoWayOn, "another page follows, and it does not say which".to_owned())),
            (_, Some(next)) => self.cycle.pass(PageToken::from(next)).map(Some),
        }
    }
}

/// Finds out that a way leads round in circles, without a list of all places: by Brent's algorithm.
struct Cycle {
    mark: Option<PageToken>,
    last: Option<PageToken>,
    steps: u64,
    power: u64,
}

impl Cycle {
    fn pass(&mut self, token: PageToken) -> Result<PageToken, Problem> {
        if self.mark.as_ref() == Some(&token) || self.last.as_ref() == Some(&token) {
            return Err((Repeated, "it leads back to a page that was there already".to_owned()));
        }
        self.steps = self.steps.saturating_add(1);
        if self.steps >= self.power {
            self.mark = Some(token.clone());
            (self.steps, self.power) = (0, self.power.saturating_mul(2));
        }
        self.last = Some(token.clone());
        Ok(token)
    }
}

/// The URL of a link. Tokens are kept, so credentials that the server has put into it are left out.
fn resolve(from: &Url, target: &str, api: &Api) -> Result<String, Problem> {
    let unreadable = |_| (PageErrorKind::Unreadable, "its link to the next page is no URL".to_owned());
    let mut url = from.join(target).map_err(unreadable)?;
    url.set_fragment(None);
    // These fail for URLs without a host only.
    let _ = (url.set_username(""), url.set_password(None));
    // A server behind a proxy does not know that it is called by https.
    if (from.scheme(), url.scheme()) == ("https", "http") && url.port().is_none() {
        let _ = url.set_scheme("https");
    }
    if !is_same_origin(from, &url) {
        return Err((OtherOrigin, "its link to the next page leads to another origin".to_owned()));
    }
    api.without_credentials(&mut url);
    Ok(url.into())
}

fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many pages are passed before one is met again.
    fn passed(tokens: impl Iterator<Item = u64>) -> usize {
        let mut cycle = Cycle { mark: None, last: None, steps: 0, power: 1 };
        tokens.take_while(|token| cycle.pass(PageToken::from(token.to_string())).is_ok()).count()
    }

    #[test]
    fn every_circle_is_found_soon() {
        assert_eq!(passed(0..10_000), 10_000);
        for (tail, length) in [(0, 1), (0, 2), (0, 7), (3, 1), (5, 2), (100, 13), (1000, 400)] {
            let passed = passed((0..).map(|at| if at < tail { at } else { tail + (at - tail) % length }));
            let bound = usize::try_from(3 * (tail + length)).unwrap();
            assert!(passed <= bound, "{tail} and {length}: {passed}");
        }
    }
}
