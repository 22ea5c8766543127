//! The styles against the tables of OpenAPI and RFC 6570, and against values that try to be more than one.

use serde_json::json;

use super::*;

/// A text of each kind of value: undefined, empty, scalar, array, object.
fn samples() -> [Value; 5] {
    [json!([]), json!(""), json!("blue"), json!(["blue", "black", "brown"]), json!({"R": 100, "G": 200, "B": 150})]
}

fn all(write: impl Fn(Value) -> Result<String, Misfit>) -> [String; 5] {
    samples().map(|value| write(value).unwrap_or_else(|misfit| format!("! {misfit}")))
}

#[test]
fn paths_are_those_of_the_table() {
    const NONE: &str = "! has no value";
    for (style, wanted) in [
        (Style::SIMPLE, [NONE, "", "blue", "blue,black,brown", "B,150,G,200,R,100"]),
        (Style::SIMPLE.exploded(), [NONE, "", "blue", "blue,black,brown", "B=150,G=200,R=100"]),
        (Style::LABEL, [NONE, ".", ".blue", ".blue,black,brown", ".B,150,G,200,R,100"]),
        (Style::LABEL.exploded(), [NONE, ".", ".blue", ".blue.black.brown", ".B=150.G=200.R=100"]),
        (Style::MATRIX, [NONE, ";color", ";color=blue", ";color=blue,black,brown", ";color=B,150,G,200,R,100"]),
        (
            Style::MATRIX.exploded(),
            [NONE, ";color", ";color=blue", ";color=blue;color=black;color=brown", ";B=150;G=200;R=100"],
        ),
    ] {
        assert_eq!(all(|value| path("color", style, value)), wanted, "{style:?}");
    }
}

#[test]
fn queries_are_those_of_the_table() {
    let one = ["", "color=", "color=blue"];
    let exploded = ["color=blue&color=black&color=brown", "B=150&G=200&R=100"];
    for (style, [list, object]) in [
        (Style::FORM, exploded),
        (Style::FORM.joined(), ["color=blue,black,brown", "color=B,150,G,200,R,100"]),
        (Style::SPACE_DELIMITED, ["color=blue%20black%20brown", "color=B%20150%20G%20200%20R%20100"]),
        (Style::SPACE_DELIMITED.exploded(), exploded),
        (Style::PIPE_DELIMITED, ["color=blue%7Cblack%7Cbrown", "color=B%7C150%7CG%7C200%7CR%7C100"]),
        (Style::PIPE_DELIMITED.exploded(), exploded),
        (
            Style::DEEP_OBJECT,
            [
                "color%5B0%5D=blue&color%5B1%5D=black&color%5B2%5D=brown",
                "color%5BB%5D=150&color%5BG%5D=200&color%5BR%5D=100",
            ],
        ),
    ] {
        let wanted = [one.as_slice(), &[list, object]].concat();
        assert_eq!(all(|value| query("color", style, value)).as_slice(), wanted, "{style:?}");
    }
}

#[test]
fn headers_are_those_of_the_table() {
    let written = |style, value| header(style, value).map(|text| text.unwrap_or_else(|| "none".to_owned()));
    for (style, object) in [(Style::SIMPLE, "B,150,G,200,R,100"), (Style::SIMPLE.exploded(), "B=150,G=200,R=100")] {
        assert_eq!(all(|value| written(style, value)), ["none", "", "blue", "blue,black,brown", object]);
    }
    assert_eq!(header(Style::SIMPLE, json!("a, \"b\" ü%")).unwrap().as_deref(), Some("a, \"b\" ü%"));
    let text = json!("{\"a\":\"ü😀\u{7f}\"}");
    assert_eq!(header(Style::JSON, text).unwrap().as_deref(), Some(r#"{"a":"\u00fc\ud83d\ude00\u007f"}"#));
}

/// As in the header.
fn written(style: Style, value: Value) -> Result<String, Misfit> {
    let cookies = cookies("color", style, value)?;
    let cookies: Vec<_> = cookies.iter().map(|(name, text)| format!("{name}={text}")).collect();
    Ok(cookies.join("; "))
}

#[test]
fn exploded_cookies_are_several() {
    let exploded = ["", "color=", "color=blue", "color=blue; color=black; color=brown", "B=150; G=200; R=100"];
    let joined = ["", "color=", "color=blue", "color=blue,black,brown", "color=B,150,G,200,R,100"];
    for (style, wanted) in [
        (Style::FORM, exploded),
        (Style::COOKIE, exploded),
        (Style::FORM.joined(), joined),
        (Style::COOKIE.joined(), joined),
    ] {
        assert_eq!(all(|value| written(style, value)), wanted, "{style:?}");
    }
}

#[test]
fn a_cookie_holds_no_other_one() {
    for (value, encoded) in [
        ("a; b=c", "a%3B%20b%3Dc"),
        ("\r\nSet-Cookie: x", "%0D%0ASet-Cookie%3A%20x"),
        ("a,\"ü\\", "a%2C%22%C3%BC%5C"),
        ("100%", "100%25"),
    ] {
        assert_eq!(written(Style::FORM, json!(value)).unwrap(), format!("color={encoded}"));
        assert!(written(Style::COOKIE, json!(value)).is_err() || value == "100%", "{value}");
        let reserved = written(Style::FORM.reserved(), json!(value)).unwrap();
        assert!(!reserved.contains([';', ' ', '\r', '"', '\\']), "{reserved}");
    }
    assert_eq!(written(Style::COOKIE, json!("a=b/+%==")).unwrap(), "color=a=b/+%==");
    assert_eq!(written(Style::FORM, json!({"a b;": "=;"})).unwrap(), "a%20b%3B=%3D%3B");
    for wrong in [json!({"a b": "c"}), json!({"a;b": "c"}), json!({"": "c"}), json!({"a": ";"})] {
        assert!(written(Style::COOKIE, wrong).is_err());
    }
    assert!(cookies("a b", Style::FORM, json!("c")).is_err());
    assert!(cookies("", Style::FORM, json!("c")).is_err());
}

/// RFC 6570, section 3.2, with the variables of section 3.2.
#[test]
fn expansions_are_those_of_the_rfc() {
    let (list, keys) = (json!(["red", "green", "blue"]), json!({"comma": ",", "dot": ".", "semi": ";"}));
    for (style, name, value, text) in [
        (Style::SIMPLE, "hello", json!("Hello World!"), "Hello%20World%21"),
        (Style::SIMPLE, "half", json!("50%"), "50%25"),
        (Style::SIMPLE, "list", list.clone(), "red,green,blue"),
        (Style::SIMPLE, "keys", keys.clone(), "comma,%2C,dot,.,semi,%3B"),
        (Style::SIMPLE.exploded(), "keys", keys.clone(), "comma=%2C,dot=.,semi=%3B"),
        (Style::SIMPLE.reserved(), "hello", json!("Hello World!"), "Hello%20World!"),
        (Style::SIMPLE.reserved(), "half", json!("50%"), "50%25"),
        (Style::LABEL, "who", json!("fred"), ".fred"),
        (Style::LABEL, "half", json!("50%"), ".50%25"),
        (Style::LABEL, "list", list.clone(), ".red,green,blue"),
        (Style::LABEL.exploded(), "list", list.clone(), ".red.green.blue"),
        (Style::LABEL, "keys", keys.clone(), ".comma,%2C,dot,.,semi,%3B"),
        (Style::LABEL.exploded(), "keys", keys.clone(), ".comma=%2C.dot=..semi=%3B"),
        (Style::MATRIX, "who", json!("fred"), ";who=fred"),
        (Style::MATRIX, "half", json!("50%"), ";half=50%25"),
        (Style::MATRIX, "empty", json!(""), ";empty"),
        (Style::MATRIX, "list", list.clone(), ";list=red,green,blue"),
        (Style::MATRIX.exploded(), "list", list.clone(), ";list=red;list=green;list=blue"),
        (Style::MATRIX, "keys", keys.clone(), ";keys=comma,%2C,dot,.,semi,%3B"),
        (Style::MATRIX.exploded(), "keys", keys.clone(), ";comma=%2C;dot=.;semi=%3B"),
        (Style::MATRIX.exploded(), "list", json!(["", "a"]), ";list;list=a"),
    ] {
        assert_eq!(path(name, style, value).as_deref(), Ok(text), "{style:?}");
    }
    for (style, name, value, text) in [
        (Style::FORM, "who", json!("fred"), "who=fred"),
        (Style::FORM, "half", json!("50%"), "half=50%25"),
        (Style::FORM, "empty", json!(""), "empty="),
        (Style::FORM, "undef", json!(null), ""),
        (Style::FORM.joined(), "list", list.clone(), "list=red,green,blue"),
        (Style::FORM, "list", list, "list=red&list=green&list=blue"),
        (Style::FORM.joined(), "keys", keys.clone(), "keys=comma,%2C,dot,.,semi,%3B"),
        (Style::FORM, "keys", keys, "comma=%2C&dot=.&semi=%3B"),
    ] {
        assert_eq!(query(name, style, value).as_deref(), Ok(text), "{style:?}");
    }
}

#[test]
fn what_a_style_does_not_define_is_json() {
    let nested = json!({"a": {"b": [1, "x y"]}, "c": [1, 2], "d": null, "e": [[1]], "f": []});
    let json = ["%7B%22b%22%3A%5B1%2C%22x%20y%22%5D%7D", "%5B1%2C2%5D", "%5B%5B1%5D%5D", "%5B%5D"];
    let [a, c, e, f] = json;
    for (style, text) in [
        (Style::FORM, format!("a={a}&c=1&c=2&e={e}")),
        (Style::FORM.joined(), format!("n=a,{a},c,{c},e,{e},f,{f}")),
        (Style::PIPE_DELIMITED.exploded(), format!("a={a}&c=1&c=2&e={e}")),
    ] {
        assert_eq!(query("n", style, nested.clone()).unwrap(), text, "{style:?}");
    }
    assert_eq!(path("n", Style::SIMPLE.exploded(), nested).unwrap(), format!("a={a},c={c},e={e},f={f}"));
    assert_eq!(query("n", Style::FORM, json!([{"a": 1}, [2]])).unwrap(), "n=%7B%22a%22%3A1%7D&n=%5B2%5D");
    // Blanks part elements, and JSON has some.
    assert!(query("n", Style::SPACE_DELIMITED, json!({"a": ["x y"]})).is_err());
}

#[test]
fn deep_objects_go_on_with_brackets() {
    let bare =
        |value: Value| query("a", Style::DEEP_OBJECT, value).map(|text| text.replace("%5B", "[").replace("%5D", "]"));
    for (value, text) in [
        (json!({"b": {"c": {"d": 1}}, "e": true}), "a[b][c][d]=1&a[e]=true"),
        (json!({"b": [1, 2]}), "a[b]=1&a[b]=2"),
        (json!({"b": [{"c": 1, "d": [3]}, {"c": 2}]}), "a[b][0][c]=1&a[b][0][d]=3&a[b][1][c]=2"),
        (json!({"b": [[1], [2, 3]]}), "a[b][0]=1&a[b][1]=2&a[b][1]=3"),
        (json!({"b": null, "c": [], "d": {}}), ""),
        (json!({"x y": "&="}), "a[x%20y]=%26%3D"),
        (json!([{"b": 1}]), "a[0][b]=1"),
        (json!(7), "a=7"),
    ] {
        assert_eq!(bare(value).as_deref(), Ok(text));
    }
    for wrong in [json!({"x][y": 1}), json!({"x": {"]": 1}}), json!({"x": [null]}), json!([[], null])] {
        assert!(bare(wrong.clone()).is_err(), "{wrong}");
    }
}

#[test]
fn nothing_is_no_element() {
    for style in [Style::FORM, Style::FORM.joined(), Style::PIPE_DELIMITED] {
        assert_eq!(query("a", style, json!([null])), Err(NO_VALUE));
        assert_eq!(query("a", style, json!({"b": null})).as_deref(), Ok(""));
        assert_eq!(query("a", style, json!({})).as_deref(), Ok(""));
    }
    for wrong in [json!(null), json!([]), json!({}), json!({"b": null}), json!([null])] {
        assert_eq!(path("a", Style::MATRIX, wrong), Err(NO_VALUE));
    }
}

/// Every character that means something somewhere.
const ALL_RESERVED: &str = ":/?#[]@!$&'()*+,;= %\\\"<>^`{|}\r\nü";

#[test]
fn a_value_ends_where_it_ends() {
    let encoded: String = encode(ALL_RESERVED).to_string();
    for style in [Style::FORM, Style::FORM.joined(), Style::DEEP_OBJECT] {
        assert_eq!(query("a", style, json!(ALL_RESERVED)).unwrap(), format!("a={encoded}"));
        assert!(query(ALL_RESERVED, style, json!("a")).unwrap().starts_with(&encoded));
        let pairs = query("a", style, json!({ ALL_RESERVED.replace(['[', ']'], ""): 1 })).unwrap();
        assert_eq!((pairs.matches('=').count(), pairs.contains(['&', '#', ';', '+', ' '])), (1, false), "{pairs}");
    }
    for style in [Style::SIMPLE, Style::LABEL, Style::MATRIX] {
        for style in [style, style.exploded()] {
            for value in [json!(ALL_RESERVED), json!([ALL_RESERVED, "x"]), json!({ ALL_RESERVED: ALL_RESERVED })] {
                let text = path("a", style, value).unwrap();
                assert!(!text.contains(['/', '?', '#', '\\', ' ', '\n', '[']), "{text}");
                assert!(text.matches(&encoded).count() >= 1, "{text}");
            }
        }
    }
}

#[test]
fn what_is_reserved_may_stay_but_for_what_would_part_it() {
    let tail = "%20%25%5C%22%3C%3E%5E%60%7B%7C%7D%0D%0A%C3%BC";
    let text = query("a", Style::FORM.reserved(), json!(ALL_RESERVED)).unwrap();
    assert_eq!(text, format!("a=:/?%23%5B%5D@!$%26'()*%2B,%3B={tail}"));
    let text = query("a", Style::FORM.joined().reserved(), json!(["a,b=c", "/"])).unwrap();
    assert_eq!(text, "a=a%2Cb=c,/");
    let text = query("a", Style::FORM.reserved(), json!({"k=": "a=b&c"})).unwrap();
    assert_eq!(text, "k%3D=a=b%26c");
    let text = path("a", Style::SIMPLE.reserved(), json!(ALL_RESERVED)).unwrap();
    assert_eq!(text, format!(":%2F%3F%23%5B%5D@!$&'()*+,%3B={tail}"));
    assert_eq!(path("a", Style::SIMPLE.reserved(), json!(["a,b", "c"])).unwrap(), "a%2Cb,c");
    // What is encoded already is not encoded again, other than a lone percent sign.
    for (given, sent) in
        [("%41%2f%3D", "%41%2f%3D"), ("%", "%25"), ("%4", "%254"), ("%zz%é", "%25zz%25%C3%A9"), ("%%41", "%25%41")]
    {
        assert_eq!(query("a", Style::FORM.reserved(), json!(given)).unwrap(), format!("a={sent}"));
    }
}

#[test]
fn blanks_and_bars_that_would_part_a_value_are_refused() {
    for (style, value) in [
        (Style::SPACE_DELIMITED, json!(["a b"])),
        (Style::PIPE_DELIMITED, json!(["a|b", "c"])),
        (Style::PIPE_DELIMITED, json!({"a|b": 1})),
        (Style::SPACE_DELIMITED.reserved(), json!(["a%20b", "c"])),
        (Style::PIPE_DELIMITED.reserved(), json!(["a%7cb", "c"])),
    ] {
        assert_eq!(query("a", style, value), Err(UNDELIMITED));
    }
    assert_eq!(query("a", Style::SPACE_DELIMITED, json!("a b")).as_deref(), Ok("a=a%20b"));
    assert_eq!(query("a", Style::FORM.joined(), json!(["a,b", "c"])).as_deref(), Ok("a=a%2Cb,c"));
}

#[test]
fn a_whole_query_is_pairs_or_one_text() {
    for (style, value, text) in [
        (Style::FORM, json!({"a b": "c&d", "e": [1, 2], "f": null}), "a%20b=c%26d&e=1&e=2"),
        (Style::JSON, json!("{\"numbers\":[1,2]}"), "%7B%22numbers%22%3A%5B1%2C2%5D%7D"),
        (Style::FORM, json!("$.a.b[1:1]"), "%24.a.b%5B1%3A1%5D"),
        (Style::FORM, json!(null), ""),
    ] {
        assert_eq!(whole_query(style, value).as_deref(), Ok(text));
    }
    assert!(whole_query(Style::FORM, json!([1])).is_err());
}
