//! Parameters of each place and style: what is right, and what is wrong where.

use super::{fixture, snapshot, verdicts};

#[test]
fn queries() {
    let requests = [
        "GET /query",
        "GET /query?limit=100&unknown=1",
        "GET /query?limit=101",
        "GET /query?limit=ten",
        "GET /query?limit=",
        "GET /query?limit=1&limit=2",
        "GET /query?flag=true",
        "GET /query?flag=1",
        "GET /query?sort=up",
        "GET /query?either=1234",
        "GET /query?either=abc",
        "GET /query?either=abcd",
        "GET /query?ids=1&ids=2",
        "GET /query?ids=",
        "GET /query?ids=1&ids=two",
        "GET /query?ids=1&ids=2&ids=3&ids=4",
        "GET /query?csv=1,2,3",
        "GET /query?csv=1%2C2",
        "GET /query?csv=1,b",
        "GET /query?csv=1&csv=2",
        "GET /query?blanks=1%202+3",
        "GET /query?blanks=1,2",
        "GET /query?pipes=1|2%7C3",
        "GET /query?pair=x,1,y,2",
        "GET /query?pair=y,2",
        "GET /query?left=1",
        "GET /query?left=one",
        "GET /query?deep[x]=1&deep%5By%5D=2",
        "GET /query?deep[y]=2",
        "GET /query?deep[x]=1&deep[z]=2",
        "GET /query?filter=%7B%22x%22:1%7D",
        "GET /query?filter=%7B%22y%22:1%7D",
        "GET /query?filter=%7B",
        "GET /query?empty=",
        "GET /query?empty=a",
        "GET /query?day=2024-02-30",
        "GET /query?limit=1000&flag=2&sort=up",
    ];
    snapshot(
        "contract",
        "queries",
        "Queries, and what is wrong with them",
        &verdicts(&fixture("parameters"), &requests),
    );
}

#[test]
fn paths_headers_and_cookies() {
    let requests = [
        "GET /required?key=a [X-Key: 1; Cookie: a=b;session=ab]",
        "GET /required",
        "GET /required?key=a [x-key: one; Cookie: session=a]",
        "GET /headers [X-List: 1, 2; X-Point: x=1,y=2; Cookie: prefs=1,2]",
        "GET /headers [X-List: 1; X-List: b; X-Point: y=2; Cookie: prefs=a]",
        "GET /secrets/hunter1?signature=hunter2&caller=hunter3&login={\"password\":\"hunter4\"} [X-Auth-Token: hunter5]",
        "GET /cookies [Cookie: plain=a+b/c%20==;raw=a+b%20/==]",
        "GET /cookies [Cookie: plain=A;raw=a%2FB]",
        "GET /simple/1,2",
        "GET /simple/1,b",
        "GET /object/x=1,y=2",
        "GET /object/y=2",
        "GET /label/.1.2",
        "GET /label/1.2",
        "GET /matrix/;a=1;a=2",
        "GET /matrix/;b=1",
        "GET /matrix-object/;a=x,1,y,2",
        "GET /matrix-object/;a=y,2",
    ];
    let name = "paths_headers_and_cookies";
    snapshot(
        "contract",
        name,
        "Other parameters, and what is wrong with them",
        &verdicts(&fixture("parameters"), &requests),
    );
}
