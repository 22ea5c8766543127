//! Requests that nobody in their right mind sends: each has an answer, and soon.

use proptest::prelude::*;
use specwright_codegen::{Call, Contract};

use super::{contract_of, fixture};

/// More than this nobody wants to read.
const LONGEST: usize = 2_000_000;

fn send(contract: &Contract, target: &str, media_type: &[u8], body: &[u8]) -> u16 {
    let headers =
        [("Content-Type", media_type), ("Cookie", media_type), ("Prefer", media_type), ("Accept", media_type)];
    let answer = contract.answer(&Call { method: "POST", target, headers: &headers, body });
    for (_, value) in &answer.headers {
        assert!(value.bytes().all(|byte| (b' '..=b'~').contains(&byte)), "{value:?}");
    }
    assert!(answer.body.len() < LONGEST, "{}", answer.body.len());
    answer.status
}

#[test]
fn bodies_without_end() {
    let contract = fixture("requests");
    let json = b"application/json".as_slice();
    let form = b"application/x-www-form-urlencoded".as_slice();
    let deep = "[".repeat(1_000_000);
    let keys: String = (0..100_000).map(|key| format!("\"k{key}\":{key},")).collect();
    let pairs = "deep[a][b][c][d]=1&name=a&".repeat(50_000);
    for (target, media_type, body, status) in [
        ("/stays", json, deep.as_bytes(), 400),
        ("/stays", json, b"\xff\xfe".as_slice(), 400),
        ("/stays", json, b"1e999999".as_slice(), 400),
        ("/stays", json, b"{\"guests\":1e400}".as_slice(), 400),
        ("/stays", json, format!("{{{keys}\"guests\":1}}").as_bytes(), 422),
        ("/stays", b"\xff".as_slice(), b"{}".as_slice(), 415),
        ("/stays", "t\u{eb}xt/\u{1f600}\u{7f}".as_bytes(), b"{}".as_slice(), 415),
        ("/form", form, pairs.as_bytes(), 400),
        ("/form", form, "%".repeat(100_000).as_bytes(), 400),
        ("/form", b"multipart/form-data; boundary=\"\"".as_slice(), b"----".as_slice(), 400),
        ("/form", b"multipart/form-data; boundary=-".as_slice(), "-".repeat(100_000).as_bytes(), 400),
    ] {
        let start = &body[..body.len().min(40)];
        assert_eq!(send(&contract, target, media_type, body), status, "{target} {:?}", String::from_utf8_lossy(start));
    }
}

#[test]
fn queries_without_end() {
    let contract = fixture("parameters");
    let call = |target: &str| contract.answer(&Call { method: "GET", target, headers: &[], body: b"" });
    let deep = format!("/query?deep{}=1", "[x]".repeat(100_000));
    let path = "/a".repeat(500_000);
    for target in [
        format!("/query?ids={}", "1&ids=".repeat(100_000)),
        format!("/query?csv={}", "1,".repeat(100_000)),
        deep,
        path,
        format!("/query?filter={}", "%5B".repeat(200_000)),
        format!("/matrix/{}", ";a=1".repeat(100_000)),
        "/query?%ff=%zz&limit=%ff".to_owned(),
    ] {
        assert!((200..500).contains(&call(&target).status), "{}", &target[..20]);
    }
}

/// Each member of the union asks for the union again.
#[test]
fn schemas_without_end() {
    let long = |least: usize| format!("{{ type: string, minLength: {least} }}");
    let list = |items: &str| format!("{{ type: array, uniqueItems: true, minItems: 1000000000, items: {items} }}");
    let again = ["{ $ref: '#/components/schemas/A' }"; 8].join(", ");
    let deep = format!("{}1{}", "{\"a\":".repeat(60), "}".repeat(60));
    for schema in [
        format!("{{ anyOf: [{again}] }}"),
        format!("{{ type: object, properties: {{ a: {{ oneOf: [{again}] }} }}, required: [a] }}"),
        "{ type: array, minItems: 1000, items: { $ref: '#/components/schemas/A' } }".to_owned(),
        "{ type: string, minLength: 9007199254740991 }".to_owned(),
        "{ type: string, pattern: '^(a{1000}){60}$' }".to_owned(),
        "{ type: array, uniqueItems: true, minItems: 900, items: { type: boolean } }".to_owned(),
        "{ type: object, minProperties: 100000 }".to_owned(),
        list(&list(&long(1_000_000_000))),
        list(&long(99_999)),
        list("{ type: string, pattern: '^[a-z]{9000}([0-9]{1,200}x){20}$' }"),
        "{ type: object, required: [a], properties: { a: { $ref: '#/components/schemas/A' } } }".to_owned(),
    ] {
        let text = format!(
            "openapi: 3.0.3\ninfo: {{ title: a, version: '1' }}\npaths: {{ /a: {{ post: {{ requestBody: {{ content: {{ \
             application/json: {{ schema: {{ $ref: '#/components/schemas/A' }} }} }} }}, responses: {{ '200': {{ description: a, \
             content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/A' }} }} }} }} }} }} }} }}\n\
             components: {{ schemas: {{ A: {schema} }} }}\n"
        );
        let contract = contract_of("openapi.yaml", &text);
        for body in ["", "1", "\"a\"", "{}", deep.as_str()] {
            let status = send(&contract, "/a", b"application/json", body.as_bytes());
            assert!([200, 400].contains(&status), "{schema} {body}");
        }
    }
}

proptest! {
    #[test]
    fn any_bytes_have_an_answer(
        target in "(/query|/form|/stays|/matrix/|/label/|/any|)[?]?.{0,60}",
        media_type in prop_oneof![
            Just(b"application/json".to_vec()),
            Just(b"application/x-www-form-urlencoded".to_vec()),
            Just(b"multipart/form-data; boundary=a".to_vec()),
            proptest::collection::vec(any::<u8>(), 0..20),
        ],
        body in proptest::collection::vec(any::<u8>(), 0..200),
        text in "[\\[\\]{}\",:0-9a-z&=%+-]{0,80}",
    ) {
        thread_local! {
            static CONTRACTS: [Contract; 3] = ["requests", "parameters", "answers"].map(fixture);
        }
        CONTRACTS.with(|contracts| for contract in contracts {
            send(contract, &target, &media_type, &body);
            send(contract, &target, &media_type, text.as_bytes());
            let query = format!("/query?{text}");
            contract.answer(&Call { method: "GET", target: &query, headers: &[], body: b"" });
        });
    }
}
