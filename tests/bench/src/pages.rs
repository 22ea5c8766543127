//! Takes a client and a number of items; reads a list of so many to its end, and tells how much memory that took.

use std::hint::black_box;

use specwright_runtime::Uuid;

use crate::{Caller, Failure};

/// How many items the server puts on a page.
pub(crate) const PAGE: u64 = 100;

/// The company whose list has so many pages.
pub(crate) fn company(pages: u64) -> String {
    format!("00000000-0000-4000-8000-{pages:012}")
}

impl Caller {
    /// Reads a list of so many items, rounded up to whole pages, and drops each after `look` was called; how many came.
    ///
    /// # Errors
    /// A call failed.
    pub async fn read_list(&self, items: u64, mut look: impl FnMut()) -> Result<u64, Failure> {
        let company = company(items.div_ceil(PAGE));
        let mut count = 0;
        let mut came = || {
            look();
            count += 1;
        };
        match self {
            Self::ByHand(client) => {
                let mut next = Some(1);
                while let Some(number) = next {
                    let page = client.list_connections(&company, number).await?;
                    next = page.has_next.then_some(number + 1);
                    for item in page.connections {
                        came();
                        black_box(item);
                    }
                }
            }
            Self::Generated(client, _) => {
                let mut items = client.list_company_connections(Uuid::try_from(company.as_str())?).send_items();
                while let Some(item) = items.next().await {
                    came();
                    black_box(item?);
                }
            }
        }
        Ok(count)
    }
}
