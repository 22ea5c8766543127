//! What the servers and the provider of credentials saw, in words of the table.

use std::{collections::BTreeSet, sync::atomic::Ordering};

use super::{
    answers::Who,
    row::Facts,
    secrets::credential_of,
    server::{Seen, header, headers},
    words::{Blanks, Vocabulary},
};

pub enum Saw {
    /// All connections are closed while the client is still there.
    HangUp,
    Check(Box<dyn Fn(&Facts<'_>) -> Result<(), String>>),
}

pub const SAW: Vocabulary<Saw> = &[
    ("N request", |blanks| count(blanks, Who::Home)),
    ("N requests", |blanks| count(blanks, Who::Home)),
    ("N token request", |blanks| count(blanks, Who::Token)),
    ("N token requests", |blanks| count(blanks, Who::Token)),
    ("the other N requests", |blanks| count(blanks, Who::Elsewhere)),
    ("asked N times", |blanks| {
        let wanted = blanks.number(0);
        check(move |facts| same(&facts.world.provider.asked.load(Ordering::Relaxed), &wanted))
    }),
    ("hang-up", |_| Saw::HangUp),
    ("no key", |_| check(|facts| same(&keys(facts).len(), &0))),
    ("N key", number_of_keys),
    ("N keys", number_of_keys),
    ("key WORD", |blanks| {
        let wanted = vec![blanks.word(0)];
        check(move |facts| same(&BTreeSet::from_iter(keys(facts)).into_iter().collect::<Vec<_>>(), &wanted))
    }),
    ("credentials WORD", |blanks| {
        let wanted = blanks.word(0);
        check(move |facts| {
            let mut all: Vec<_> =
                home(facts).iter().map(|seen| credential_of(seen).unwrap_or("-".to_owned())).collect();
            if !wanted.contains('/') {
                all.dedup();
            }
            same(&all.join("/"), &wanted)
        })
    }),
    ("header WORD WORD", |blanks| {
        let (name, wanted) = (blanks.word(0), blanks.word(1));
        check(move |facts| {
            let is_once = |seen: &Seen| headers(&seen.head, &name).eq([wanted.as_str()]);
            let other = home(facts).into_iter().find(|seen| !is_once(seen));
            other.map_or(Ok(()), |seen| Err(seen.head))
        })
    }),
    ("nothing in the last", |_| {
        check(|facts| {
            let seen = home(facts).pop().unwrap();
            match seen.head.contains("hunter2") || seen.head.contains("cookie") || key(&seen).is_some() {
                true => Err(seen.head),
                false => credential_of(&seen).map_or(Ok(()), Err),
            }
        })
    }),
    ("no header WORD", |blanks| {
        let name = blanks.word(0);
        check(move |facts| {
            let other = home(facts).into_iter().find(|seen| header(&seen.head, &name).is_some());
            other.map_or(Ok(()), |seen| Err(seen.head))
        })
    }),
    ("query WORD", |blanks| {
        let wanted = format!("?{} HTTP", blanks.word(0));
        check(move |facts| {
            let other = home(facts).into_iter().find(|seen| !seen.head.contains(&wanted));
            other.map_or(Ok(()), |seen| Err(seen.head))
        })
    }),
    ("methods WORD", |blanks| {
        let wanted = blanks.word(0);
        check(move |facts| {
            let methods: Vec<_> = home(facts).iter().map(|seen| word(&seen.head, 0)).collect();
            same(&methods.join("/"), &wanted)
        })
    }),
    ("form WORD", |blanks| {
        let wanted = blanks.word(0);
        check(move |facts| {
            let forms = all(facts, Who::Token).into_iter().map(|seen| String::from_utf8(seen.body).unwrap());
            let other = forms.into_iter().find(|form| !form.split('&').any(|pair| pair == wanted));
            other.map_or(Ok(()), Err)
        })
    }),
    ("Basic authorization", |_| {
        check(|facts| {
            // my-client:hunter2-secret
            let basic = Some("Basic bXktY2xpZW50Omh1bnRlcjItc2VjcmV0");
            let other = all(facts, Who::Token).into_iter().find(|seen| header(&seen.head, "authorization") != basic);
            other.map_or(Ok(()), |seen| Err(seen.head))
        })
    }),
    ("no authorization", |_| {
        check(|facts| {
            let other = all(facts, Who::Token).into_iter().find(|seen| header(&seen.head, "authorization").is_some());
            other.map_or(Ok(()), |seen| Err(seen.head))
        })
    }),
    ("N bytes each", |blanks| {
        let wanted = blanks.count(0);
        check(move |facts| {
            let other = home(facts).into_iter().find(|seen| seen.body.len() != wanted);
            other.map_or(Ok(()), |seen| Err(format!("{} bytes", seen.body.len())))
        })
    }),
    ("a body each", |_| {
        check(move |facts| match home(facts).iter().all(|seen| !seen.body.is_empty()) {
            true => Ok(()),
            false => Err("one without a body".to_owned()),
        })
    }),
];

fn check(check: impl Fn(&Facts<'_>) -> Result<(), String> + 'static) -> Saw {
    Saw::Check(Box::new(check))
}

fn count(blanks: &Blanks, who: Who) -> Saw {
    let wanted = blanks.count(0);
    check(move |facts| same(&all(facts, who).len(), &wanted))
}

fn number_of_keys(blanks: &Blanks) -> Saw {
    let wanted = blanks.count(0);
    check(move |facts| {
        let requests = home(facts).len();
        same(&keys(facts).len(), &requests)?;
        same(&BTreeSet::from_iter(keys(facts)).len(), &wanted)
    })
}

fn all(facts: &Facts<'_>, who: Who) -> Vec<Seen> {
    facts.world.seen().into_iter().filter(|seen| seen.who == who).collect()
}

fn home(facts: &Facts<'_>) -> Vec<Seen> {
    all(facts, Who::Home)
}

fn keys(facts: &Facts<'_>) -> Vec<String> {
    home(facts).iter().filter_map(key).collect()
}

/// The idempotency key of a request.
pub fn key(seen: &Seen) -> Option<String> {
    let names = ["payment-key", "idempotency-key"];
    names.iter().find_map(|name| header(&seen.head, name)).map(str::to_owned)
}

/// A word of the request line.
pub fn word(head: &str, index: usize) -> String {
    head.split(' ').nth(index).unwrap_or_default().to_owned()
}

fn same<T: PartialEq + std::fmt::Debug>(came: &T, wanted: &T) -> Result<(), String> {
    if came == wanted { Ok(()) } else { Err(format!("{came:?}")) }
}
