//! Names of the store: what an actor, a place or a situation is called.

/// An individual of the store with its names and what ranks it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    pub iri: String,
    /// The preferred name, which answers show.
    pub label: String,
    /// Other names and abbreviations, in any language.
    pub aliases: Vec<String>,
    /// The IRIs of its classes.
    pub classes: Vec<String>,
    /// Whether it is a situation rather than an actor or a place.
    pub situation: bool,
    /// The number of situations that it takes part in.
    pub situations: u32,
    /// Its lifetime, as the first and last possible day since 1970-01-01, where it is known.
    pub alive: Option<(i32, i32)>,
}

/// What a text can name, the best first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matches {
    /// Names that are the text: labels before aliases, then by number of situations, label and IRI.
    pub exact: Vec<super::NameId>,
    /// Further names of which the text is a part of whole words, by number of situations, label and IRI.
    pub partial: Vec<super::NameId>,
}

impl Matches {
    /// Tells whether nothing is called so.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.exact.is_empty() && self.partial.is_empty()
    }
}

/// Articles before a name that people leave out or add; Arabic ones may also stand within it.
const ARTICLES: [&str; 9] = ["the", "le", "la", "les", "l", "al", "el", "ul", "il"];
const INNER_ARTICLES: [&str; 4] = ["al", "el", "ul", "il"];
/// Words that are part of many names and name nothing by themselves.
const SMALL_WORDS: [&str; 12] = [
    "of", "and", "in", "for", "at", "de", "du", "des", "d", "et", "en", "pour",
];

/// Returns a folded name without its articles, or `None` if it has none or nothing else.
pub(super) fn without_articles(key: &str) -> Option<String> {
    let words: Vec<&str> = key.split(' ').collect();
    let kept: Vec<&str> = words
        .iter()
        .enumerate()
        .filter(|(i, word)| {
            let articles = if *i == 0 {
                &ARTICLES[..]
            } else {
                &INNER_ARTICLES
            };
            !articles.contains(word)
        })
        .map(|(_, word)| *word)
        .collect();
    (kept.len() < words.len() && !kept.is_empty()).then(|| kept.join(" "))
}

/// Tells whether a word can stand for a whole name.
pub(super) fn is_telling(word: &str) -> bool {
    !ARTICLES.contains(&word) && !SMALL_WORDS.contains(&word)
}
