//! Lists that come in pages: takes a call and what its document says of its pages, gives pages or items as streams.

mod error;
mod items;
mod link;
mod page;
mod pages;
mod place;
mod token;
mod walk;

pub use error::{PageError, PageErrorKind};
pub use items::Items;
pub use page::Page;
pub use pages::Pages;
pub use place::{Place, value};
pub use token::PageToken;

use serde_json::Value;

/// How the pages of an operation follow each other. The generator emits one `static` for each operation of which the document says so.
///
/// `T` is the type of a page, `I` that of an item.
pub struct Pagination<T: 'static, I: 'static> {
    /// What leads from one page to the next.
    pub style: PageStyle<T, I>,
    /// The items of a page; `None` where the page has none.
    pub items: fn(&T) -> Option<&Vec<I>>,
    /// The same, to take them out.
    pub items_mut: fn(&mut T) -> Option<&mut Vec<I>>,
    /// Where a page says whether another one follows.
    pub more: Option<Place<T>>,
    /// Where a page says which one it is: its number, or the offset of its first item.
    pub number: Option<Place<T>>,
    /// Where a page says how many pages there are.
    pub total_pages: Option<Place<T>>,
    /// Where a page says how many items there are on all pages.
    pub total_items: Option<Place<T>>,
    /// The number of items at which the server stops counting: a total of so many says no more than that.
    pub total_items_cap: Option<u64>,
}

/// What leads from one page to the next.
pub enum PageStyle<T: 'static, I: 'static> {
    /// Pages have numbers.
    Number {
        /// The query parameter with the number.
        parameter: &'static str,
        /// The number of the first page.
        first: u64,
    },
    /// Items have numbers, and a page begins at one of them.
    Offset {
        /// The query parameter with the number of the first item.
        parameter: &'static str,
        /// The number of the first item of all.
        first: u64,
        /// Where a page says how far the next one is; as many as it has items unless it says so.
        step: Option<Place<T>>,
    },
    /// A page names the next one.
    Cursor {
        /// The query parameter with that name.
        parameter: &'static str,
        /// Where the name stands. None, null and an empty text mean that no page follows.
        next: Place<T>,
    },
    /// The next page begins behind the last item of this one.
    After {
        /// The query parameter that names the last item.
        parameter: &'static str,
        /// The name of an item.
        name: fn(&I) -> Option<Value>,
    },
    /// A page has the URL of the next one.
    Link {
        /// Where it stands: in the body, or in a header of links (RFC 8288) as that of the relation `next`.
        next: Place<T>,
    },
}

impl<T, I> Pagination<T, I> {
    /// The query parameter that leads to another page, if one does.
    fn parameter(&self) -> Option<&'static str> {
        match &self.style {
            PageStyle::Number { parameter, .. }
            | PageStyle::Offset { parameter, .. }
            | PageStyle::Cursor { parameter, .. }
            | PageStyle::After { parameter, .. } => Some(parameter),
            PageStyle::Link { .. } => None,
        }
    }
}

/// Writes the methods that give pages and items for a struct with a field `call: Call<Success, Error>`.
///
/// `paged!(ListAccounts => AccountPage, Account, ErrorBody, LIST_ACCOUNTS_PAGES);`
#[macro_export]
macro_rules! paged {
    ($name:ident => $success:ty, $item:ty, $error:ty, $pagination:expr) => {
        impl $name {
            /// The pages of the list, each fetched when it is asked for. They begin at the page that the request asks for, else at the
            /// first.
            pub fn send_pages(self) -> $crate::Pages<$success, $item, $error> {
                $crate::Pages::new(self.call, &$pagination)
            }

            /// The pages of the list, with options for the call of each.
            pub fn send_pages_with(self, options: $crate::CallOptions) -> $crate::Pages<$success, $item, $error> {
                $crate::Pages::new(self.call.options(options), &$pagination)
            }

            /// The items of all pages of the list; see [`send_pages`](Self::send_pages).
            pub fn send_items(self) -> $crate::Items<$success, $item, $error> {
                self.send_pages().items()
            }

            /// The items of all pages of the list, with options for the call of each page.
            pub fn send_items_with(self, options: $crate::CallOptions) -> $crate::Items<$success, $item, $error> {
                self.send_pages_with(options).items()
            }
        }
    };
}
