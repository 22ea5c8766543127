//! What mocks say of requests and replies that went wrong, and that none of it is lost.

use super::{super::Reply, GetThing, dropped, get, mock, mocks};

#[test]
fn a_panic_of_an_answer_fails_the_test() {
    let mocks = mocks();
    let mock = mock::<GetThing>(&mocks).answers_with(|received| panic!("asked for {}", received.path())).times(1);
    let (status, body) = get(&mocks, "/things/7");
    assert_eq!(status, 500);
    assert!(body.contains("panicked: asked for /things/7"), "{body}");
    assert_eq!(mock.calls(), 1);
    let error = mocks.verify().unwrap_err();
    let [trouble] = error.troubles() else { panic!("{error}") };
    let start = format!("`GetThing` (GET /things/{{id}}), mock of {}:", file!());
    assert!(trouble.starts_with(&start), "{trouble}");
    assert!(trouble.ends_with(": its `answers_with` panicked: asked for /things/7"), "{trouble}");
}

#[test]
fn a_panic_of_a_condition_fails_the_test() {
    let mocks = mocks();
    mock::<GetThing>(&mocks).answers(Reply::new(204));
    mock::<GetThing>(&mocks).when(|received| match received.path() {
        "/things/7" => panic!("seven"),
        _ => false,
    });
    let (status, body) = get(&mocks, "/things/7");
    assert_eq!(status, 500);
    assert!(body.contains("its `when` panicked: seven"), "{body}");
    assert_eq!(get(&mocks, "/things/8").0, 204, "the server goes on");
    let text = dropped(mocks).unwrap();
    assert!(text.contains(": its `when` panicked: seven") && text.contains(file!()), "{text}");
}

#[test]
fn a_panic_may_have_no_message() {
    let mocks = mocks();
    mock::<GetThing>(&mocks).answers_with(|_| std::panic::panic_any(7));
    assert_eq!(get(&mocks, "/things/7").0, 500);
    assert!(dropped(mocks).unwrap().ends_with("its `answers_with` panicked"));
}

#[test]
fn what_comes_after_verifying_is_told_when_the_server_is_dropped() {
    let mocks = mocks();
    mock::<GetThing>(&mocks).answers(Reply::new(204)).times(1);
    get(&mocks, "/before");
    let first = mocks.verify().unwrap_err();
    assert_eq!(first.troubles().len(), 2, "{first}");
    get(&mocks, "/after");
    get(&mocks, "/things/7");
    let second = mocks.verify().unwrap_err();
    assert_eq!(second.troubles().len(), 2, "what was wrong is still wrong, and something new is: {second}");
    get(&mocks, "/last");
    get(&mocks, "/things/7");
    let text = dropped(mocks).unwrap();
    assert!(text.contains("GET /last") && text.contains("expected 1 call, it was called 2 times"), "{text}");
    assert!(!text.contains("/before") && !text.contains("/after"), "nothing is told twice: {text}");
}

#[test]
fn what_verifying_told_is_not_told_again() {
    let mocks = mocks();
    mock::<GetThing>(&mocks).times(1);
    get(&mocks, "/else");
    mocks.verify().unwrap_err();
    mocks.verify().unwrap_err();
    assert_eq!(dropped(mocks), None);
}

#[test]
fn a_fault_that_cannot_be_made_fails_the_test() {
    let mocks = mocks();
    let reply = Reply::new(200).text("{}").fault("json=/a/b=1".parse().unwrap());
    mock::<GetThing>(&mocks).answers(reply);
    assert_eq!(get(&mocks, "/things/7"), (200, "{}".to_owned()));
    assert_eq!(mocks.verify().unwrap_err().troubles(), ["a fault that cannot be made: the body has no place /a/b"]);
}
