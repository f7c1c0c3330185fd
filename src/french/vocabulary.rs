//! The French words of the ontology and of the keyword tables, each with what it means.

use super::keywords::{
    BEGINNINGS, CLAUSES, COLUMNS, CONDITIONS, CONNECTORS, OUTPUTS, SILENT, STEPS, WORDS,
};
use super::token::{Kind, Token, key};
use super::verbs::{self, VerbUse};
use crate::lexicon::{
    ClassId, Language, Nominal, Number, Ontology, RoleNounId, TermId, TermKind, fold,
};
use crate::question::keywords;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// What a word of the ontology can mean.
#[derive(Clone, Debug, Default)]
pub(super) struct Meaning {
    pub(super) classes: Vec<(ClassId, Number)>,
    pub(super) role_nouns: Vec<(RoleNounId, Number)>,
    pub(super) terms: Vec<TermId>,
}

/// What a keyword stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keyword {
    Clause(&'static str),
    Output(&'static str),
    Connector(&'static str),
    Word(&'static str),
    Silent,
}

/// Every French word that is understood, by its key.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    pub(super) beginnings: Table<&'static str>,
    pub(super) keywords: Table<Keyword>,
    pub(super) columns: Table<&'static str>,
    /// What is done behind `|`.
    pub(super) steps: Table<&'static str>,
    pub(super) conditions: Table<&'static str>,
    pub(super) words: Table<Meaning>,
    pub(super) verbs: Table<Vec<VerbUse>>,
    /// Words of one part as they are written, by their folded form, to find what was meant by a misspelt one.
    spelled: BTreeMap<String, BTreeSet<String>>,
    /// The words of English keywords, folded, which are none in French.
    english: HashSet<String>,
}

/// Meanings by the keys of one or several words.
#[derive(Debug)]
pub(super) struct Table<T> {
    map: HashMap<String, T>,
    /// The length of the longest key.
    longest: usize,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self {
            map: HashMap::new(),
            longest: 0,
        }
    }
}

impl<T> Table<T> {
    /// Adds a meaning unless the key has one.
    pub(super) fn add(&mut self, key: String, meaning: T) {
        self.longest = self.longest.max(key.len());
        self.map.entry(key).or_insert(meaning);
    }

    pub(super) fn entry(&mut self, key: String) -> &mut T
    where
        T: Default,
    {
        self.longest = self.longest.max(key.len());
        self.map.entry(key).or_default()
    }

    pub(super) fn get(&self, key: &str) -> Option<&T> {
        self.map.get(key)
    }

    /// Returns the meaning of the longest run of words that the tokens begin with, and its length.
    pub(super) fn longest(&self, tokens: &[Token]) -> Option<(usize, &T)> {
        let mut joined = String::new();
        let mut best = None;
        for (index, token) in tokens.iter().enumerate() {
            let word = matches!(token.kind, Kind::Word | Kind::Inverted) || token.key == "{";
            if !word || joined.len() + token.key.len() > self.longest {
                break;
            }
            if index > 0 {
                joined.push(' ');
            }
            joined.push_str(&token.key);
            if let Some(meaning) = self.map.get(&joined) {
                best = Some((index + 1, meaning));
            }
        }
        best
    }
}

impl Vocabulary {
    pub(super) fn new(ontology: &Ontology) -> Self {
        let mut all = Self {
            verbs: verbs::table(ontology),
            english: english_keywords(),
            ..Self::default()
        };
        for (french, english, _) in BEGINNINGS {
            all.beginnings.add(key(french), *english);
        }
        let tables = [
            (CLAUSES, Keyword::Clause as fn(&'static str) -> Keyword),
            (OUTPUTS, Keyword::Output),
            (CONNECTORS, Keyword::Connector),
        ];
        for (rows, made) in tables {
            for (french, english, _) in rows {
                for agreed in agreeing(&key(french)) {
                    all.keywords.add(agreed, made(english));
                }
            }
        }
        for (french, english) in WORDS {
            for agreed in agreeing(&key(french)) {
                all.keywords.add(agreed, Keyword::Word(english));
            }
        }
        for french in SILENT {
            all.keywords.add(key(french), Keyword::Silent);
        }
        for (french, english) in COLUMNS {
            all.columns.add(key(french), *english);
        }
        for (french, english, _) in STEPS {
            all.steps.add(key(french), *english);
        }
        for (french, english) in CONDITIONS {
            all.conditions.add(key(french), *english);
        }
        all.add_words(ontology);
        all.add_spellings(ontology);
        all
    }

    /// Keeps every single word as it is written.
    fn add_spellings(&mut self, ontology: &Ontology) {
        let mut texts: Vec<String> = Vec::new();
        for table in [BEGINNINGS, CLAUSES, OUTPUTS, STEPS, CONNECTORS] {
            texts.extend(table.iter().map(|(french, ..)| (*french).to_owned()));
        }
        for (_, class) in ontology.classes() {
            texts.extend(words_of(class.labels.get(Language::French)));
        }
        for (_, noun) in ontology.role_nouns() {
            texts.extend(words_of(noun.labels.get(Language::French)));
        }
        for kind in [
            TermKind::Measure,
            TermKind::Dimension,
            TermKind::Certainty,
            TermKind::Status,
        ] {
            let terms = ontology.terms(kind);
            texts.extend(terms.flat_map(|(_, term)| words_of(term.labels.get(Language::French))));
        }
        for (_, verb) in ontology.verbs() {
            let forms = verb.forms.get(&Language::French);
            texts.extend(
                forms
                    .into_iter()
                    .flat_map(|f| f.iter().map(|(_, word)| word.to_owned())),
            );
        }
        for word in texts.iter().flat_map(|text| text.split([' ', '\''])) {
            self.spelled
                .entry(fold(word))
                .or_default()
                .insert(word.to_owned());
        }
    }

    /// Returns every single word, folded and in each way that it is written.
    pub(super) fn spelled(&self) -> impl Iterator<Item = (&str, &BTreeSet<String>)> {
        self.spelled
            .iter()
            .map(|(key, words)| (key.as_str(), words))
    }

    /// Tells whether a word is a keyword in English.
    pub(super) fn is_english_keyword(&self, word: &str) -> bool {
        self.english.contains(&word.to_lowercase())
    }

    fn add_words(&mut self, ontology: &Ontology) {
        let french = ontology.words(Language::French);
        let mut spelled: Vec<String> = Vec::new();
        let mut adjectives: Vec<String> = Vec::new();
        for (_, class) in ontology.classes() {
            spelled.extend(words_of(class.labels.get(Language::French)));
        }
        for (_, noun) in ontology.role_nouns() {
            spelled.extend(words_of(noun.labels.get(Language::French)));
        }
        for kind in [
            TermKind::Measure,
            TermKind::Field,
            TermKind::Dimension,
            TermKind::Certainty,
            TermKind::Status,
            TermKind::Consensus,
        ] {
            for (_, term) in ontology.terms(kind) {
                let words = words_of(term.labels.get(Language::French));
                let adjective = matches!(
                    kind,
                    TermKind::Certainty | TermKind::Status | TermKind::Consensus
                );
                if adjective {
                    adjectives.extend(words);
                } else {
                    spelled.extend(words);
                }
            }
        }
        for word in &spelled {
            let meaning = Meaning {
                classes: french
                    .class_nouns(word)
                    .iter()
                    .map(|noun| (noun.class, noun.number))
                    .collect(),
                role_nouns: french
                    .role_nouns(word)
                    .iter()
                    .map(|noun| (noun.noun, noun.number))
                    .collect(),
                terms: french.terms.get(word).to_vec(),
            };
            // A word without French of its own stands here in English, and is no French word.
            if meaning.classes.len() + meaning.role_nouns.len() + meaning.terms.len() > 0 {
                *self.words.entry(key(word)) = meaning;
            }
        }
        for word in &adjectives {
            for agreed in agreeing(&key(word)) {
                let meaning = self.words.entry(agreed);
                for id in french.terms.get(word) {
                    if !meaning.terms.contains(id) {
                        meaning.terms.push(*id);
                    }
                }
            }
        }
    }
}

/// Words of the grammar that no table lists.
const FURTHER: &[&str] = &[
    "please",
    "find",
    "show",
    "give",
    "me",
    "list",
    "the",
    "that",
    "whom",
    "were",
    "are",
    "does",
    "do",
    "has",
    "had",
    "have",
    "mean",
    "minimum",
    "maximum",
    "ascending",
    "descending",
    "steps",
    "step",
    "least",
    "exactly",
    "than",
    "above",
    "below",
    "under",
    "never",
    "not",
    "no",
    "tell",
    "ordered",
    "sorted",
    "sort",
];

fn english_keywords() -> HashSet<String> {
    let begun = keywords::BEGINNINGS.iter().map(|(text, _)| *text);
    let clauses = keywords::CLAUSES.iter().map(|(text, ..)| *text);
    let others = keywords::OUTPUTS
        .iter()
        .chain(keywords::CONNECTORS)
        .map(|(text, _)| *text);
    begun
        .chain(clauses)
        .chain(others)
        .flat_map(|text| text.split(' '))
        .chain(FURTHER.iter().copied())
        .filter(|word| word.chars().all(char::is_alphabetic))
        .map(str::to_lowercase)
        .collect()
}

fn words_of(nominal: &Nominal) -> Vec<String> {
    let mut words = vec![nominal.label.clone(), nominal.plural.clone()];
    words.extend(nominal.synonyms.iter().cloned());
    words
}

/// Returns the key of a participle or adjective in each gender and number; the first of several words agrees.
pub(super) fn agreeing(key: &str) -> Vec<String> {
    let (first, rest) = match key.split_once(' ') {
        Some((first, rest)) => (first, format!(" {rest}")),
        None => (key, String::new()),
    };
    ["", "e", "s", "es"]
        .into_iter()
        .map(|ending| format!("{first}{ending}{rest}"))
        .collect()
}
