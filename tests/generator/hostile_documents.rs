//! Documents that no friend of ours writes.

const HEAD: &str = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\n";

/// Documents that should be dealt with like any other, by name.
pub fn documents() -> Vec<(&'static str, String)> {
    let with = |rest: &str| format!("{HEAD}{rest}");
    let schemas = |schemas: &str| format!("{HEAD}paths: {{}}\ncomponents:\n  schemas:\n{schemas}");
    let response = |schema: &str| {
        format!(
            "{HEAD}paths:\n  /a:\n    get:\n      responses:\n        '200':\n          description: A.\n          \
             content:\n            application/json:\n              schema: {schema}\n"
        )
    };
    let body = |schemas: &str| {
        format!(
            "{HEAD}paths:\n  /a:\n    post:\n      requestBody: {{required: true, content: {{application/json: \
             {{schema: {{$ref: '#/components/schemas/A'}}}}}}}}\n      responses: {{'204': {{description: A.}}}}\n\
             components:\n  schemas:\n{schemas}"
        )
    };
    let here = "{$ref: '#/paths/~1a/get/responses/200/content/application~1json/schema'}";
    let many = |count: usize, line: &dyn Fn(usize) -> String| (0..count).map(line).collect::<String>();
    vec![
        ("nothing", String::new()),
        ("blank", "  \n\n".to_owned()),
        ("a byte order mark", "\u{feff}".to_owned()),
        ("replaced bytes", "\u{fffd}\u{fffd}PNG\r\n\u{1a}\n\u{0}\u{0}".to_owned()),
        ("control characters", "a: \u{1}\u{7}\u{1b}[31m\n".to_owned()),
        ("only a number", "7".to_owned()),
        ("only a string", "hello".to_owned()),
        ("an array", "[]".to_owned()),
        ("two documents", format!("{HEAD}paths: {{}}\n---\n{HEAD}paths: {{}}\n")),
        ("open brackets", "[".repeat(10_000)),
        ("open braces", "{\"a\":".repeat(10_000)),
        ("deep lists", format!("{}{}", "[".repeat(10_000), "]".repeat(10_000))),
        ("deep blocks", many(2_000, &|depth| format!("{}a:\n", " ".repeat(depth)))),
        ("a deep example", with(&format!("paths: {{}}\nx-deep: {}1{}\n", "[".repeat(100), "]".repeat(100)))),
        (
            "an example as deep as may be",
            schemas(&format!(
                "    A: {{type: array, items: {{$ref: '#/components/schemas/A'}}, example: {}1{}}}\n",
                "[".repeat(100),
                "]".repeat(100)
            )),
        ),
        (
            "an example that each member of a union refuses deep within",
            schemas(&format!(
                "    A: {{properties: {{a: {{oneOf: [{}]}}, z: {{type: string}}}}, example: {}{{z: 1}}{}}}\n",
                ["{$ref: '#/components/schemas/A'}"; 8].join(", "),
                "{a: ".repeat(50),
                "}".repeat(50)
            )),
        ),
        (
            "examples that a pattern has much to do with",
            schemas(&format!(
                "    A: {{items: {{type: string, pattern: '(a{{1,50}}){{1,50}}b'}}, example: [{}]}}\n",
                vec!["a".repeat(2_000); 200].join(", ")
            )),
        ),
        (
            "an example of many elements that are all compared",
            schemas(&format!("    A: {{uniqueItems: true, example: [{}]}}\n", many(20_000, &|at| format!("{at}, ")))),
        ),
        (
            "a schema as deep as may be",
            schemas(&format!("    A: {}{{}}{}\n", "{type: array, items: ".repeat(63), "}".repeat(63))),
        ),
        (
            "lists as deep as may be, with null and rules",
            body(&format!(
                "    A: {}{{type: string, minLength: 1}}{}\n",
                "{type: array, nullable: true, minItems: 1, items: ".repeat(63),
                "}".repeat(63)
            )),
        ),
        (
            "maps as deep as may be",
            body(&format!(
                "    A: {}{{}}{}\n",
                "{nullable: true, minProperties: 1, additionalProperties: ".repeat(63),
                "}".repeat(63)
            )),
        ),
        ("a deep schema", schemas(&format!("    A: {}{{}}{}\n", "{type: array, items: ".repeat(100), "}".repeat(100)))),
        ("deep objects", schemas(&format!("    A: {}{{}}{}\n", "{properties: {a: ".repeat(50), "}}".repeat(50)))),
        ("laughs", laughs(9)),
        ("few laughs", laughs(3)),
        ("an alias in itself", "a: &x [*x]\n".to_owned()),
        ("an unknown alias", "a: *x\n".to_owned()),
        ("duplicate keys", with("paths: {}\npaths: {}\ninfo: {}\n")),
        ("a key that is no text", with("paths: {[a, b]: {}, {c: d}: 1, ~: 2, 1.5: 3}\n")),
        (
            "huge numbers",
            schemas(&format!(
                "    A: {{type: number, maximum: {}, minimum: -1e999999, multipleOf: 0x{}}}\n",
                "9".repeat(5_000),
                "f".repeat(100)
            )),
        ),
        (
            "huge numbers in JSON",
            format!(
                "{{\"openapi\": \"3.0.3\", \"info\": {{\"title\": \"T\", \"version\": 1e999999}}, \"paths\": {{}}, \"x-a\": {}}}",
                "9".repeat(5_000)
            ),
        ),
        ("not a number", with("paths: {}\nx-a: [.nan, .inf, -.inf, -0, 0o7, +1]\n")),
        ("a number as a tag", with("paths: {}\nx-a: !!int x\nx-b: !!binary AA==\nx-c: !<tag:x> [1]\nx-d: !!float 1\n")),
        ("version 3.1", "openapi: 3.1.0\ninfo: {}\n".to_owned()),
        ("version 2", "swagger: '2.0'\n".to_owned()),
        ("paths that are null", with("paths:\n")),
        ("components that are a list", with("paths: {}\ncomponents: []\n")),
        ("everything null", "openapi: 3.0.3\ninfo:\npaths:\ncomponents:\nsecurity:\nservers:\ntags:\n".to_owned()),
        (
            "references in a circle",
            schemas("    A: {$ref: '#/components/schemas/B'}\n    B: {$ref: '#/components/schemas/A'}\n"),
        ),
        (
            "composition in a circle",
            schemas(
                "    A: {allOf: [{$ref: '#/components/schemas/B'}, {properties: {}}]}\n    B: {allOf: [{$ref: '#/components/schemas/A'}]}\n",
            ),
        ),
        (
            "unions in a circle",
            schemas(
                "    A: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]}\n    B: {anyOf: [{$ref: '#/components/schemas/A'}]}\n",
            ),
        ),
        ("a map in itself", schemas("    A: {type: object, additionalProperties: {$ref: '#/components/schemas/A'}}\n")),
        ("a list in itself, in place", response(&format!("{{type: array, items: {here}}}"))),
        ("a map in itself, in place", response(&format!("{{type: object, additionalProperties: {here}}}"))),
        ("composition of itself, in place", response(&format!("{{allOf: [{here}]}}"))),
        ("a union of itself, in place", response(&format!("{{oneOf: [{here}]}}"))),
        (
            "a part that holds the whole",
            schemas("    A: {type: array, items: {type: array, items: {$ref: '#/components/schemas/A/items'}}}\n"),
        ),
        (
            "a reference to the whole document",
            schemas(
                "    A: {$ref: '#'}\n    B: {$ref: '#/components'}\n    C: {$ref: ''}\n    D: {$ref: '#/%zz/~9/\u{0}'}\n",
            ),
        ),
        ("a reference to a reference to itself", schemas("    A: {$ref: '#/components/schemas/A/$ref'}\n")),
        ("a parameter that is itself", with("paths:\n  /a:\n    parameters: [{$ref: '#/paths/~1a/parameters/0'}]\n")),
        (
            "a long chain of references",
            schemas(&many(1_000, &|at| format!("    A{at}: {{$ref: '#/components/schemas/A{}'}}\n", at + 1)))
                + "    A1000: {type: string}\n",
        ),
        (
            "a union beside an object, twice in itself",
            body(
                "    A: {properties: {p: {}}, oneOf: [{properties: {a: {$ref: '#/components/schemas/A/oneOf/0'}, b: {$ref: '#/components/schemas/A/oneOf/0'}}}, {type: string}]}\n",
            ),
        ),
        (
            "composition that doubles, in a union and under a rule",
            body(&format!(
                "    A: {{oneOf: [{{$ref: '#/components/schemas/A0'}}, {{type: string}}], x-specwright: {{dependentRequired: {{a: [a]}}}}}}\n{}    A40: {{properties: {{a: {{}}}}}}\n",
                many(40, &|at| {
                    let next = format!("{{$ref: '#/components/schemas/A{}'}}", at + 1);
                    format!("    A{at}: {{allOf: [{next}, {next}], x-specwright: {{dependentRequired: {{a: [a]}}}}}}\n")
                })
            )),
        ),
        (
            "60 required structs of 60 required structs",
            body(&many(5, &|at| {
                let keys = many(60, &|key| format!("k{key}, "));
                let next = format!("{{$ref: '#/components/schemas/{}'}}", ["B", "C", "D", "E", "E"][at]);
                let properties = many(60, &|key| format!("k{key}: {next}, "));
                let name = ["A", "B", "C", "D", "E"][at];
                let required = if at == 4 { String::new() } else { keys };
                format!("    {name}: {{required: [{required}], properties: {{{properties}}}}}\n")
            })),
        ),
        (
            "5000 properties",
            schemas(&format!(
                "    A:\n      required: [p1, p2, p3, p4, p5]\n      properties:\n{}",
                many(5_000, &|at| format!("        p{at}: {{type: string}}\n"))
            )),
        ),
        ("many lists of an object of 3000 objects of 3000 keys", lists(500, 3_000)),
        (
            "5000 enum values of one name",
            schemas(&format!(
                "    A: {{enum: [{}]}}\n",
                many(5_000, &|at| format!("\"{}\", ", "_".repeat(at % 70) + &"-".repeat(at / 70)))
            )),
        ),
        ("5000 mistakes", schemas(&many(5_000, &|at| format!("    A{at}: {{type: x}}\n")))),
        (
            "a line of 3000 mistakes",
            format!(
                "{{\"openapi\":\"3.0.3\",\"info\":{{}},\"paths\":{{}},\"components\":{{\"schemas\":{{{}\"z\":{{}}}}}}}}",
                many(3_000, &|at| format!("\"A{at}\":{{\"type\":1}},"))
            ),
        ),
        (
            "a long name",
            schemas(&format!(
                "    {}: {{type: object, properties: {{{}: {{}}}}}}\n",
                "a".repeat(1_000),
                "b".repeat(1_000)
            )),
        ),
        (
            "many parameters of many operations",
            with(&format!(
                "paths:\n  /a:\n    parameters: [{}]\n    additionalOperations:\n{}",
                many(600, &|at| format!("{{name: q{at}, in: query, description: A., schema: {{type: string}}}}, ")),
                many(600, &|at| format!("      M{at}: {{responses: {{}}}}\n"))
            ))
            .replace("3.0.3", "3.2.0"),
        ),
        (
            "a server whose variables double",
            with(&format!(
                "servers: [{{url: 'https://a.example/{{v0}}', variables: {{{}}}}}]\npaths: {{}}\n",
                many(40, &|at| format!("v{at}: {{default: '{{v{0}}}{{v{0}}}'}}, ", at + 1))
            )),
        ),
        (
            "a server that repeats a long variable",
            with(&format!(
                "servers: [{{url: 'https://a.example/{}', variables: {{v: {{default: {}}}}}}}]\npaths: {{}}\n",
                "{v}".repeat(300_000),
                "a".repeat(300_000)
            )),
        ),
        (
            "a long text in an item of many paths",
            with(&format!(
                "paths:\n{}x-item: {{description: {}}}\n",
                many(20_000, &|at| format!("  /p{at}: {{$ref: '#/x-item'}}\n")),
                "a".repeat(2_000_000)
            )),
        ),
        ("a long tag", with(&format!("paths: {{/a: {{get: {{tags: [{}], responses: {{}}}}}}}}\n", "a".repeat(1_000)))),
        (
            "names without a letter",
            with(
                "paths: {/: {get: {operationId: '-', tags: ['_'], responses: {}}, put: {operationId: '__', tags: ['-'], responses: {}}}}\n",
            ),
        ),
        (
            "odd statuses",
            with(
                "paths: {/a: {get: {responses: {'0': {description: A}, '99999999999': {description: A}, 9XX: {description: A}, 'éXX': {description: A}}}}}\n",
            ),
        ),
        ("empty names", with("paths: {'': {}, /{}: {}, '/{a': {}, '/}': {}, '/{a}{a}': {get: {responses: {}}}}\n")),
        (
            "odd media types",
            with(
                "paths: {/a: {post: {requestBody: {content: {'': {}, ';': {}}}, responses: {'200': {description: A, content: {'\\u0000\u{e9}': {}}}}}}}\n",
            ),
        ),
        (
            "an enum of everything",
            schemas(
                "    A: {enum: [1, a, true, [], {}, null]}\n    B: {enum: []}\n    C: {enum: [null]}\n    D: {type: string, enum: [null], nullable: true}\n",
            ),
        ),
        (
            "empty compositions",
            schemas(
                "    A: {allOf: []}\n    B: {oneOf: []}\n    C: {anyOf: [{enum: [null]}]}\n    D: {allOf: [{}]}\n    E: {oneOf: [{}, {}]}\n",
            ),
        ),
    ]
}

/// So many calls that give the same body of two numbers of keys in each other, none of which is known to say anything of pages.
fn lists(calls: usize, keys: usize) -> String {
    let line = |key: usize| format!("        k{key}: {{$ref: '#/components/schemas/B'}}\n");
    let last = |key: usize| format!("        k{key}: {{type: integer}}\n");
    let call = |at: usize| {
        format!(
            "  /p{at}:\n    get:\n      parameters: [{{name: page, in: query, schema: {{type: integer}}}}]\n      responses: \
             {{'200': {{description: A., content: {{application/json: {{schema: {{$ref: '#/components/schemas/A'}}}}}}}}}}\n"
        )
    };
    format!(
        "{HEAD}paths:\n{}components:\n  schemas:\n    A:\n      properties:\n        list: {{type: array, items: {{}}}}\n{}    \
         B:\n      properties:\n{}",
        (0..calls).map(call).collect::<String>(),
        (0..keys).map(line).collect::<String>(),
        (0..keys).map(last).collect::<String>()
    )
}

/// A document of a few lines that aliases blow up to ten to this power.
fn laughs(power: usize) -> String {
    let line = |at: usize| format!("x-{}: &x{} [{}]\n", at + 1, at + 1, vec![format!("*x{at}"); 10].join(", "));
    format!("{HEAD}paths: {{}}\nx-0: &x0 [lol]\n{}", (0..power).map(line).collect::<String>())
}
