//! The benchmark of calls: all of its variants, by hand or generated, send one request and read one answer.

use serde_json::Value;
use specwright_bench::{CHECKED, LISTS, Server, Subject, VARIANTS};

use super::{
    nectar::documented::{account, connection},
    server::{answering_json, received},
};

/// All that a server sees of the request of each variant.
async fn requests(subject: Subject, answer: &Value) -> Vec<String> {
    let server = answering_json(answer).await;
    for variant in VARIANTS {
        variant.caller(&server.uri()).unwrap().call(subject).await.unwrap();
    }
    let shown = received(&server).await.into_iter().map(|request| {
        let mut headers: Vec<_> = request.headers.iter().map(|(name, value)| format!("{name}: {value:?}")).collect();
        headers.sort();
        format!("{} {} {headers:?} {}", request.method, request.url, String::from_utf8_lossy(&request.body))
    });
    shown.collect()
}

#[tokio::test]
async fn variants_send_the_same() {
    for (subject, answer) in [(Subject::GetConnection, connection()), (Subject::UpdateAccount, account())] {
        let requests = requests(subject, &answer).await;
        assert_eq!(requests.len(), VARIANTS.len());
        assert!(requests.iter().all(|request| *request == requests[0]), "{requests:#?}");
    }
}

#[tokio::test]
async fn variants_read_the_same() {
    let server = Server::bind().unwrap();
    let url = server.url().to_owned();
    server.start();
    for subject in Subject::ALL {
        let mut answers = Vec::new();
        for variant in VARIANTS {
            let caller = variant.caller(&url).unwrap();
            // The second call is made over the connection of the first.
            caller.call(subject).await.unwrap();
            answers.push((variant.name, caller.answer(subject).await.unwrap()));
        }
        let (_, first) = &answers[0];
        assert!(
            first.as_object().unwrap().len() > 10 && answers.iter().all(|(_, answer)| answer == first),
            "{answers:#?}"
        );
    }
}

#[test]
fn variants_have_their_names() {
    let names: Vec<_> = VARIANTS.iter().map(|variant| variant.name).collect();
    assert!(names.contains(&CHECKED) && names[0] != CHECKED);
    assert!(LISTS.iter().all(|name| names.contains(name)));
    assert!(names.iter().enumerate().all(|(at, name)| !names[..at].contains(name)), "{names:?}");
}

#[tokio::test]
async fn lists_are_read_to_their_end() {
    let server = Server::bind().unwrap();
    let url = server.url().to_owned();
    server.start();
    for variant in VARIANTS.iter().filter(|variant| LISTS.contains(&variant.name)) {
        let mut seen = 0;
        let count = variant.caller(&url).unwrap().read_list(250, || seen += 1).await.unwrap();
        assert_eq!((count, seen), (300, 300), "{}", variant.name);
    }
}
