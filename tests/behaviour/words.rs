//! The words that the cells of the table are made of: takes a closed list of phrases, reads a cell or says what is no word of it.

use std::time::Duration;

/// A list of phrases with what each means. In a phrase, `N` stands for a number, `T` for a time such as `500ms`, `5s`, `2min`, `1h`,
/// and `WORD` for any word without blanks.
pub type Vocabulary<M> = &'static [(&'static str, fn(&Blanks) -> M)];

/// What stood in the places of `N`, `T` and `WORD`, in their order.
#[derive(Default)]
pub struct Blanks {
    numbers: Vec<u64>,
    times: Vec<Duration>,
    words: Vec<String>,
}

impl Blanks {
    pub fn number(&self, index: usize) -> u64 {
        self.numbers[index]
    }

    pub fn count(&self, index: usize) -> usize {
        self.number(index).try_into().unwrap()
    }

    pub fn time(&self) -> Duration {
        self.times[0]
    }

    pub fn word(&self, index: usize) -> String {
        self.words[index].clone()
    }
}

/// Reads `one, 2 × another`: phrases with commas between them, each of which may be said several times at once.
pub fn read<M>(vocabulary: Vocabulary<M>, cell: &str) -> Result<Vec<M>, String> {
    let phrases = read_with_phrases(vocabulary, cell)?;
    Ok(phrases.into_iter().map(|(_, meaning)| meaning).collect())
}

/// The same, with each phrase before its meaning.
pub fn read_with_phrases<M>(vocabulary: Vocabulary<M>, cell: &str) -> Result<Vec<(String, M)>, String> {
    let mut meanings = Vec::new();
    for phrase in phrases(cell, ", ") {
        let (times, phrase) = repeated(phrase);
        for _ in 0..times {
            meanings.push((phrase.to_owned(), meaning(vocabulary, phrase)?));
        }
    }
    Ok(meanings)
}

/// The parts of a text, none of them empty.
pub fn phrases<'a>(text: &'a str, between: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(between).map(str::trim).filter(|phrase| !phrase.is_empty())
}

/// `3 × x` is `x` three times.
pub fn repeated(phrase: &str) -> (usize, &str) {
    let parts = phrase.split_once(" × ");
    let parts = parts.and_then(|(times, phrase)| Some((times.parse().ok()?, phrase)));
    parts.unwrap_or((1, phrase))
}

fn meaning<M>(vocabulary: Vocabulary<M>, phrase: &str) -> Result<M, String> {
    let found = vocabulary.iter().find_map(|(pattern, meaning)| Some(meaning(&fits(pattern, phrase)?)));
    found.ok_or_else(|| format!("`{phrase}` is no word of this column"))
}

fn fits(pattern: &str, phrase: &str) -> Option<Blanks> {
    let mut blanks = Blanks::default();
    let (mut wanted, mut given) = (pattern.split(' '), phrase.split(' '));
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return Some(blanks),
            (Some("N"), Some(number)) => blanks.numbers.push(number.parse().ok()?),
            (Some("T"), Some(text)) => blanks.times.push(time(text)?),
            (Some("WORD"), Some(word)) => blanks.words.push(word.to_owned()),
            (Some(one), Some(other)) if one == other => {}
            _ => return None,
        }
    }
}

fn time(text: &str) -> Option<Duration> {
    let unit = text.find(|letter: char| !letter.is_ascii_digit())?;
    let (number, unit) = text.split_at(unit);
    let number: u64 = number.parse().ok()?;
    Some(match unit {
        "ms" => Duration::from_millis(number),
        "s" => Duration::from_secs(number),
        "min" => Duration::from_secs(number * 60),
        "h" => Duration::from_secs(number * 3600),
        "d" => Duration::from_secs(number * 86_400),
        _ => return None,
    })
}

#[test]
fn phrases_fit_or_are_refused() {
    const WORDS: Vocabulary<(usize, Duration)> =
        &[("wait T", |blanks| (0, blanks.time())), ("N waits", |blanks| (blanks.count(0), Duration::ZERO))];
    let read = |cell| read(WORDS, cell);
    assert_eq!(read("2 × wait 2min, 7 waits").unwrap().len(), 3);
    assert_eq!(read("wait 500ms").unwrap(), [(0, Duration::from_millis(500))]);
    assert_eq!(read("").unwrap(), []);
    for wrong in ["wait", "wait 5", "wait 5 s", "waits", "7 Waits", "wait 5s 7 waits"] {
        assert!(read(wrong).unwrap_err().contains(wrong), "{wrong}");
    }
}
