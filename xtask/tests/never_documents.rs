//! Takes nothing; returns the documents that no friend writes, made anew by each call.
#![cfg(unix)]

/// A document and what it tries.
pub(crate) struct Document {
    pub(crate) class: &'static str,
    pub(crate) name: &'static str,
    pub(crate) make: fn() -> Vec<u8>,
}

const HEAD: &str = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\n";

/// A row of the table.
const fn row(class: &'static str, name: &'static str, make: fn() -> Vec<u8>) -> Document {
    Document { class, name, make }
}

/// All of them, class by class.
pub(crate) const DOCUMENTS: &[Document] = &[
    row("deep nesting", "open brackets", || "[".repeat(100_000).into()),
    row("deep nesting", "open braces", || "{\"a\":".repeat(100_000).into()),
    row("deep nesting", "lists in lists", || "- ".repeat(20_000).into()),
    row("deep nesting", "schemas within schemas", || {
        schemas(&format!("    A: {}{{}}{}\n", "{items: ".repeat(63), "}".repeat(63)))
    }),
    row("deep nesting", "a pattern of parentheses", || {
        schemas(&format!("    A: {{type: string, pattern: '{}a{}'}}\n", "(".repeat(20_000), ")".repeat(20_000)))
    }),
    row("deep nesting", "quotes in quotes", || {
        schemas(&format!("    A: {{description: '{}a'}}\n", "> ".repeat(5_000)))
    }),
    row("long chains", "references", || chain(1_000, |next| format!("{{$ref: '#/components/schemas/A{next}'}}"))),
    row("long chains", "lists", || {
        chain(2_000, |next| format!("{{type: array, maxItems: 3, items: {{$ref: '#/components/schemas/A{next}'}}}}"))
    }),
    row("long chains", "parts of lists", || {
        let inner = |next| format!("{{$ref: '#/components/schemas/A{next}/items'}}");
        chain(2_000, |next| format!("{{type: array, items: {{type: array, items: {}}}}}", inner(next)))
    }),
    row("long chains", "parts of objects", || {
        let inner = |next| format!("{{allOf: [{{$ref: '#/components/schemas/A{next}/properties/p'}}]}}");
        chain(2_000, |next| format!("{{properties: {{p: {}}}}}", inner(next)))
    }),
    row("long chains", "composition", || {
        chain(2_000, |next| {
            format!("{{allOf: [{{$ref: '#/components/schemas/A{next}'}}, {{properties: {{p{next}: {{}}}}}}]}}")
        })
    }),
    row("long chains", "unions", || {
        chain(1_000, |next| format!("{{oneOf: [{{$ref: '#/components/schemas/A{next}'}}, {{type: string}}]}}"))
    }),
    row("unions of all", "one of many", || {
        let members = lines(20_000, |at| format!("        - {{$ref: '#/components/schemas/B{at}'}}"));
        let schema = |at| format!("    B{at}: {{type: object, required: [b{at}], properties: {{b{at}: {{}}}}}}");
        schemas(&format!("    A:\n      oneOf:\n{members}{}", lines(2_000, schema)))
    }),
    row("unions of all", "each of all others", || all_of_all(500, "oneOf")),
    row("unions of all", "composed of all others", || all_of_all(300, "allOf")),
    row("wide objects", "properties", || {
        schemas(&format!(
            "    A:\n      properties:\n{}",
            lines(5_000, |at| format!("        p{at}: {{type: string}}"))
        ))
    }),
    row("wide objects", "values of one name", || {
        let values = lines(5_000, |at| format!("        - \"{}{}\"", "_".repeat(at % 70), "-".repeat(at / 70)));
        schemas(&format!("    A:\n      enum:\n{values}"))
    }),
    row("wide objects", "operations, each of a tag", || {
        let operation = |at| format!("  /p{at}: {{get: {{tags: [t{at}], responses: {{'204': {{description: A}}}}}}}}");
        format!("{HEAD}paths:\n{}", lines(600, operation)).into()
    }),
    row("wide objects", "a mapping", || {
        let member = |at| format!("        - {{$ref: '#/components/schemas/B{at}'}}");
        let mapped = |at| format!("          t{at}: B{at}");
        let schema = |at| format!("    B{at}: {{properties: {{t: {{type: string}}}}}}");
        schemas(&format!(
            "    A:\n      oneOf:\n{}      discriminator:\n        propertyName: t\n        mapping:\n{}{}",
            lines(500, member),
            lines(500, mapped),
            lines(500, schema),
        ))
    }),
    row("wide objects", "mistakes", || schemas(&lines(5_000, |at| format!("    A{at}: {{type: x}}")))),
    row("cycles", "references", || {
        schemas(&lines(5_000, |at| format!("    A{at}: {{$ref: '#/components/schemas/A{}'}}", (at + 1) % 5_000)))
    }),
    row("cycles", "all of all others", || {
        let all =
            |at| lines(150, |other| format!("        - {{$ref: '#/components/schemas/A{}'}}", (at + other) % 150));
        schemas(&lines(150, |at| format!("    A{at}:\n      properties: {{p{at}: {{}}}}\n      allOf:\n{}", all(at))))
    }),
    row("cycles", "one of all others", || {
        let all = |at| lines(60, |other| format!("        - {{$ref: '#/components/schemas/A{}'}}", (at + other) % 60));
        let one = |at| format!("    A{at}:\n      discriminator: {{propertyName: t}}\n      oneOf:\n{}", all(at));
        schemas(&lines(60, one))
    }),
    row("cycles", "composition", || {
        schemas(&lines(1_000, |at| {
            format!("    A{at}: {{allOf: [{{$ref: '#/components/schemas/A{}'}}]}}", (at + 1) % 1_000)
        }))
    }),
    row("cycles", "parameters", || {
        let parameter = |at| format!("    P{at}: {{$ref: '#/components/parameters/P{}'}}", (at + 1) % 1_000);
        let path = "paths: {/a: {get: {parameters: [{$ref: '#/components/parameters/P0'}], responses: {}}}}";
        format!("{HEAD}{path}\ncomponents:\n  parameters:\n{}", lines(1_000, parameter)).into()
    }),
    row("cycles", "path items", || {
        let path = |at| format!("  /p{at}: {{$ref: '#/paths/~1p{}'}}", (at + 1) % 500);
        format!("{HEAD}paths:\n{}", lines(500, path)).into()
    }),
    row("alias bombs", "laughs", || {
        let line = |at: usize| format!("x-{}: &x{} [{}]", at + 1, at + 1, vec![format!("*x{at}"); 10].join(", "));
        format!("{HEAD}paths: {{}}\nx-0: &x0 [lol]\n{}", lines(9, line)).into()
    }),
    row("alias bombs", "a wide list, often", || {
        let (wide, often) = ("1,".repeat(50_000), "*a,".repeat(2_000));
        format!("{HEAD}paths: {{}}\nx-a: &a [{wide}]\nx-b: [{often}]\n").into()
    }),
    row("alias bombs", "a long text, often", || {
        let (long, often) = ("a".repeat(500_000), "*a,".repeat(20_000));
        format!("{HEAD}paths: {{}}\nx-a: &a {long}\nx-b: [{often}]\n").into()
    }),
    row("alias bombs", "an alias in itself", || b"a: &x [*x]\n".to_vec()),
    row("bytes", "two at a time", || HEAD.encode_utf16().flat_map(u16::to_le_bytes).collect()),
    row("bytes", "another encoding", || [HEAD.as_bytes(), b"x-a: \xe9\n"].concat()),
    row("bytes", "zeros", || vec![0; 100_000]),
    row("bytes", "cut off in a text", || b"{\"openapi\": \"3.0.3\", \"info\": {\"title\": \"T".to_vec()),
    row("bytes", "cut off in an escape", || b"{\"openapi\": \"\\ud83".to_vec()),
    row("bytes", "nothing", Vec::new),
    row("duplicate keys", "paths", || format!("{HEAD}paths: {{}}\npaths: {{/a: {{}}}}\n").into()),
    row("duplicate keys", "schemas", || {
        schemas(&lines(2_000, |at| format!("    A: {{type: object, maxProperties: {at}}}")))
    }),
    row("duplicate keys", "in JSON", || {
        let many = "\"/a\": {}, \"/a\": {\"get\": {}}, ".repeat(1_000);
        format!("{{\"openapi\": \"3.0.3\", \"info\": {{}}, \"paths\": {{{many}\"/b\": {{}}}}}}").into()
    }),
    row("absurd numbers", "digits", || {
        let digits = "9".repeat(100_000);
        schemas(&format!("    A: {{type: number, maximum: {digits}, minimum: -{digits}}}\n"))
    }),
    row("absurd numbers", "exponents", || {
        schemas("    A: {type: number, maximum: 1e999999999, multipleOf: 1e-999999999}\n")
    }),
    row("absurd numbers", "counts", || {
        schemas("    A: {type: string, minLength: 18446744073709551616, maxLength: -0, pattern: 'a{99999999}'}\n")
    }),
    row("code and paths", "paths", || named("../../../../out2")),
    row("code and paths", "an absolute path", || named("/absolute/../out2\u{0}")),
    row("code and paths", "code", || named("*/ #![doc = include_str!(\"/etc/passwd\")] pub mod x { \"# ${x} \\")),
    row("code and paths", "a long name", || named(&"a".repeat(100_000))),
];

fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(|at| line(at) + "\n").collect()
}

fn schemas(schemas: &str) -> Vec<u8> {
    let body = "{content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}";
    let path = format!("{{post: {{requestBody: {body}, responses: {{'200': {{description: A}}}}}}}}");
    format!("{HEAD}paths: {{/a: {path}}}\ncomponents:\n  schemas:\n{schemas}").into()
}

/// `A`, and many schemas of which each needs the next.
fn chain(length: usize, link: impl Fn(usize) -> String) -> Vec<u8> {
    let links = lines(length, |at| format!("    A{at}: {}", link(at + 1)));
    let last = "{type: object, items: {type: string}, properties: {p: {type: string, maxLength: 3}}}";
    schemas(&format!("    A: {{$ref: '#/components/schemas/A0'}}\n{links}    A{length}: {last}\n"))
}

/// Schemas of which each refers to all others.
fn all_of_all(count: usize, keyword: &str) -> Vec<u8> {
    let all = (0..count).map(|at| format!("{{$ref: '#/components/schemas/A{at}'}}")).collect::<Vec<_>>().join(", ");
    schemas(&format!(
        "    A: {{$ref: '#/components/schemas/A0'}}\n{}",
        lines(count, |at| format!("    A{at}: {{{keyword}: [{all}]}}"))
    ))
}

/// A document that says one text wherever it can.
fn named(text: &str) -> Vec<u8> {
    let text = serde_json::Value::from(text).to_string();
    let operation = format!(
        "{{tags: [{text}], operationId: {text}, summary: {text}, responses: {{'200': {{description: {text}, content: \
         {{application/json: {{schema: {{$ref: '#/components/schemas/A'}}}}}}}}}}}}"
    );
    let schema = format!("{{title: {text}, properties: {{{text}: {{enum: [{text}]}}}}}}");
    format!(
        "openapi: 3.0.3\ninfo: {{title: {text}, version: {text}}}\npaths: {{/a: {{get: {operation}}}}}\n\
         components: {{schemas: {{A: {schema}, {text}: {schema}}}}}\nx-a: {{{text}: {text}}}\n"
    )
    .into()
}
