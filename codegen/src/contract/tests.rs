//! Contracts of the documents of this repository.

use super::content::Words;
use super::sample::Sampler;
use super::*;
use crate::check::fit::Way;
use crate::parse::Node;
use crate::source::Source;

const DOCUMENTS: [&str; 3] = [
    include_str!("../../../specs/arcadia-switch/openapi.yaml"),
    include_str!("../../../specs/energycap/openapi.yaml"),
    include_str!("../../../specs/nectar/openapi.yaml"),
];

fn contract(text: &str) -> Contract {
    let settings = Settings::for_crate("test-client").unwrap();
    Contract::new(&Source::new("openapi.yaml", text).into(), &settings).unwrap_or_else(|report| panic!("{report:?}")).0
}

/// The same without examples and defaults, so that all is made up.
fn without_examples(node: &mut Node) {
    match node {
        Node::Object(object) => {
            for key in ["example", "examples", "default"] {
                if object.get(key).is_some_and(|shown| shown.get("type").is_none()) {
                    object.remove(key);
                }
            }
            object.iter_mut().for_each(|(_, inner)| without_examples(inner));
        }
        Node::Array(items) => items.iter_mut().for_each(without_examples),
        _ => {}
    }
}

#[test]
fn each_sample_of_each_schema_fits_both_ways() {
    let mut count = 0;
    for text in DOCUMENTS {
        let mut contract = contract(text);
        for is_bare in [false, true] {
            if is_bare {
                without_examples(contract.document.parts_mut().0);
            }
            let words = contract.words();
            let components = words.root.get("components").unwrap();
            for (name, schema) in components.members("schemas") {
                for way in [Way::Sent, Way::Received] {
                    let mut fit = words.fit();
                    let sample = Sampler::new(words.root, way, &mut fit).sample(schema).unwrap();
                    let breach = words.fit().breach(schema, &sample.value, way);
                    assert_eq!(breach, None, "{name} {way:?} {}", write::json_text(&sample.value));
                    count += 1;
                }
            }
        }
    }
    assert!(count > 60, "{count}");
}

/// Nothing is sent: what is wrong with a request is enough to see that each operation is reached.
#[test]
fn each_operation_is_reached_and_answers_as_documented() {
    for text in DOCUMENTS {
        let contract = contract(text);
        for (operation, served) in contract.operations.iter().zip(contract.operations()) {
            let target = format!("{}{}", served.base_paths.first().unwrap(), served.path.replace(['{', '}'], ""));
            let call = Call { method: served.method, target: &target, headers: &[], body: b"" };
            let refused = contract.answer(&call);
            assert_eq!((refused.status, refused.operation.as_deref()), (401, Some(served.id)));
            let success = contract.success(operation, &call);
            assert_eq!((success.origin, success.mistakes), (Origin::Example, Vec::new()), "{}", served.id);
            let words: Words<'_> = contract.words();
            let response = words.root.at(prefer::documented(operation, success.status).unwrap()).unwrap();
            let (_, media) = response.members("content").next().unwrap();
            let body = json(std::str::from_utf8(&success.body).unwrap()).unwrap();
            assert!(words.fits(media.get("schema").unwrap(), &body), "{}", served.id);
        }
    }
}

#[test]
fn a_contract_is_shared_by_threads() {
    fn is_shared<T: Send + Sync>() {}
    is_shared::<Contract>();
}

#[test]
fn targets_have_a_path_and_a_query() {
    for (came, path, query) in [
        ("/a?b=c?d#e", "/a", "b=c?d"),
        ("http://a.example/b?c", "/b", "c"),
        ("https://a.example", "/", ""),
        ("/a://b", "/a://b", ""),
        ("*", "*", ""),
    ] {
        assert_eq!(target(came), (path, query), "{came}");
    }
}
