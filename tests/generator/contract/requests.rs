//! Bodies and credentials: what is right, and what is wrong where.

use specwright_runtime::mock::is_secret_name;

use super::{ask, contract_of, fixture, snapshot, verdicts};

#[test]
fn bodies() {
    let requests = [
        "POST /stays [Content-Type: application/json] {\"guests\":2}",
        "POST /stays [Content-Type: application/json;charset=utf-8] {\"guests\":9}",
        "POST /stays",
        "POST /stays {\"guests\":2}",
        "POST /stays [Content-Type: text/plain] a",
        "POST /stays [Content-Type: application/merge-patch+json] {\"anything\":1}",
        "POST /stays [Content-Type: application/json] {\"guests\":2,}",
        "POST /stays [Content-Type: application/json] {}",
        "POST /stays [Content-Type: application/json] {\"guests\":\"2\"}",
        "POST /stays [Content-Type: application/json] {\"guests\":2,\"pets\":1}",
        "POST /stays [Content-Type: application/json] {\"guests\":2,\"rooms\":[{\"beds\":1},{\"beds\":0}]}",
        "POST /stays [Content-Type: application/json] {\"guests\":2,\"region\":\"b\"}",
        "POST /stays [Content-Type: application/json] {\"guests\":2,\"country\":\"US\"}",
        "POST /stays [Content-Type: application/json] {\"guests\":2,\"from\":\"2024-01-02\",\"until\":\"2024-01-02\"}",
        "POST /stays [Content-Type: application/json] {\"guests\":2,\"pin\":\"hunter2\"}",
        "POST /stays [Content-Type: application/json] {\"guests\":2,\"guests\":9}",
        "POST /stays [Content-Type: application/json; Content-Encoding: identity, gzip] x",
        "POST /stays [Content-Type: application/json; Content-Encoding: identity] {\"guests\":2}",
        "POST /stays [Content-Type: application/json; Content-Type: text/plain] {\"guests\":2}",
        "POST /any [Content-Type: image/png] abcd",
        "POST /any [Content-Type: text/csv] abcd",
        "POST /any",
        "POST /form [Content-Type: application/x-www-form-urlencoded] name=a+b&age=1&tags=a&tags=b&csv=1,2&deep[x]=1",
        "POST /form [Content-Type: application/x-www-form-urlencoded] name=abcdef",
        "POST /form [Content-Type: application/x-www-form-urlencoded] name=a&age=old",
        "POST /form [Content-Type: application/x-www-form-urlencoded] name=a&csv=1,b",
        "POST /form [Content-Type: application/x-www-form-urlencoded] name=a&deep[x]=b",
        "POST /form [Content-Type: application/x-www-form-urlencoded] name=a&name=b",
        "POST /form [Content-Type: application/x-www-form-urlencoded]",
        "POST /form [Content-Type: multipart/form-data;boundary=x] --x\\nContent-Disposition: form-data; name=\"name\"\\n\\na\\n--x--\\n",
        "POST /form [Content-Type: multipart/form-data;boundary=x] --x\\nContent-Disposition: form-data; name=\"age\"\\n\\n1\\n--x--\\n",
        "POST /form [Content-Type: multipart/form-data] --x--",
        "POST /lines [Content-Type: application/x-ndjson] {}\\n[1]\\n",
        "POST /lines [Content-Type: application/x-ndjson] {}\\n[1\\n",
    ];
    snapshot("contract", "bodies", "Bodies, and what is wrong with them", &verdicts(&fixture("requests"), &requests));
}

#[test]
fn credentials() {
    let requests = [
        "GET /key [X-Key: a]",
        "GET /key?key=a [Cookie: session=b]",
        "GET /key",
        "GET /key?key=a",
        "GET /key [X-Key:  ]",
        "GET /basic [Authorization: Basic YTpi]",
        "GET /basic [Authorization: Bearer token]",
        "GET /basic [Authorization: Basic ]",
        "GET /token [authorization: bearer token]",
        "GET /token",
        "GET /open",
    ];
    snapshot("contract", "credentials", "Credentials, and what is missing", &verdicts(&fixture("requests"), &requests));
}

/// Neither a credential nor all of a long value comes back.
#[test]
fn what_came_is_not_told_again() {
    let contract = fixture("requests");
    let long = "x".repeat(10_000);
    for request in [
        "GET /basic [Authorization: Bearer s3cret]".to_owned(),
        "POST /stays [Content-Type: application/json] {\"guests\":2,\"pin\":\"s3cret\"}".to_owned(),
        "POST /stays [Content-Type: application/json] {\"guests\":2,\"login\":{\"password\":\"s3cret\"}}".to_owned(),
        format!("POST /stays [Content-Type: application/json] {{\"guests\":2,\"{long}\":1}}"),
        format!("POST /stays [Content-Type: {long}] a"),
        format!("GET /{long}"),
        format!("POST /form [Content-Type: application/x-www-form-urlencoded] name=a&age={long}"),
    ] {
        let answer = ask(&contract, &request);
        let text = format!("{:?} {}", answer.headers, String::from_utf8(answer.body).unwrap());
        assert!(!answer.mistakes.is_empty());
        assert!(!text.contains("s3cret") && text.len() < 2_000, "{text}");
    }
}

/// Both tell one name from the other by the same words, for neither can ask the other.
#[test]
fn names_of_secrets_are_those_of_the_run_time_library() {
    let secret =
        ["api_key", "X-Api-Key", "key", "access_token", "clientSecret", "sid", "cardPIN", "code", "userAuth", "sig"];
    let open = ["keyName", "author", "country_code", "inside", "shipping", "limit", "monkey", "pinned", "codes"];
    for (name, is_secret) in secret.map(|name| (name, true)).into_iter().chain(open.map(|name| (name, false))) {
        let text = format!(
            "openapi: 3.1.0\ninfo: {{ title: A, version: '1' }}\npaths: {{ /a: {{ get: {{ parameters: [{{ name: {name}, in: query, \
             schema: {{ type: integer }} }}], responses: {{ '204': {{ description: Done. }} }} }} }} }}\n"
        );
        let answer = ask(&contract_of("openapi.yaml", &text), &format!("GET /a?{name}=hunter2"));
        assert_eq!(answer.status, 400);
        assert_eq!(!answer.mistakes[0].message.contains("hunter2"), is_secret, "{name}: {}", answer.mistakes[0]);
        assert_eq!(is_secret_name(name), is_secret, "{name}");
    }
}
