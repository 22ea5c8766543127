//! Which mocks a request comes to, where several operations have its path.

use super::{super::Reply, ByName, ByNumber, Start, Stop, StopHard, get, mock, mocks, send};

#[test]
fn a_fixed_query_tells_operations_apart() {
    let mocks = mocks();
    mock::<Start>(&mocks).answers(Reply::new(201));
    mock::<Stop>(&mocks).answers(Reply::new(202));
    mock::<StopHard>(&mocks).answers(Reply::new(203));
    for (target, status) in [
        ("/jobs?action=start", 201),
        ("/jobs?action=stop", 202),
        ("/v1/jobs?page=1&action=st%6Fp", 202),
        ("/jobs?how=hard&action=stop", 203),
        ("/jobs?action=start&how=hard", 201),
    ] {
        assert_eq!(send(&mocks, "POST", target).0, status, "{target}");
    }
    mocks.verify().unwrap();
}

#[test]
fn a_query_that_no_operation_has_is_told() {
    let mocks = mocks();
    mock::<Start>(&mocks);
    assert_eq!(send(&mocks, "POST", "/jobs?action=pause").0, 501);
    assert_eq!(send(&mocks, "PUT", "/jobs?action=stop&how=hard").0, 501);
    let error = mocks.verify().unwrap_err();
    assert_eq!(
        error.troubles(),
        [
            "unexpected request POST /jobs?action=pause: the operations of this path have action=start, action=stop, \
             action=stop&how=hard in their query",
            "unexpected request PUT /jobs?action=stop&how=hard: the operations of this path have POST",
        ]
    );
}

/// As fragments in the paths of a document tell them apart.
#[test]
fn operations_that_no_request_tells_apart_share_their_mocks() {
    let mocks = mocks();
    let number = mock::<ByNumber>(&mocks).when(|received| received.path() == "/people/7").answers(Reply::new(207));
    assert_eq!(get(&mocks, "/people/7").0, 207);
    let (status, text) = get(&mocks, "/people/eve");
    assert_eq!(status, 501);
    assert!(text.contains("the nearest mock of `ByNumber` is that of "), "{text}");
    mock::<ByName>(&mocks).when(|received| received.path() == "/people/eve").answers(Reply::new(208));
    assert_eq!(get(&mocks, "/people/eve").0, 208);
    assert_eq!(get(&mocks, "/people/7").0, 207);
    mock::<ByName>(&mocks).answers(Reply::new(209));
    assert_eq!(get(&mocks, "/people/7").0, 209, "the last mock counts, whichever operation it is of");
    assert_eq!(number.calls(), 2);
    mocks.verify().unwrap_err();
}

#[test]
fn operations_without_mocks_are_all_named() {
    let mocks = mocks();
    let (_, text) = get(&mocks, "/people/7");
    assert!(text.contains("there is no mock of `ByName` or `ByNumber`"), "{text}");
    mocks.verify().unwrap_err();
}
