//! Lists come to an end, although each example shows one page.

use super::{answers, fixture, snapshot};
use specwright_codegen::Contract;

fn pages(contract: &Contract, path: &str, queries: &[&str]) -> String {
    let requests: Vec<_> = queries.iter().map(|query| format!("GET {path}{query}")).collect();
    answers(contract, &requests.iter().map(String::as_str).collect::<Vec<_>>())
}

#[test]
fn each_way_to_another_page_has_an_end() {
    let contract = fixture("pages");
    let walks: [(&str, &[&str]); 7] = [
        ("/numbers", &["", "?page=1", "?page=2", "?page=3"]),
        ("/until-empty", &["", "?page=3", "?page=4"]),
        ("/offsets", &["", "?offset=2", "?offset=4"]),
        ("/cursors", &["", "?after=page-2", "?after=page-3"]),
        ("/header-cursors", &["", "?after=page-2", "?after=page-3"]),
        ("/after", &["", "?after=8"]),
        ("/links", &["", "?mock-page=2", "?mock-page=3"]),
    ];
    let text: String = walks.iter().map(|(path, queries)| pages(&contract, path, queries)).collect();
    snapshot("contract", "pages", "Pages of lists", &text);
}
