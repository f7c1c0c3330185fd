//! From the tokens of a French question to its English, one word or phrase at a time.

use super::French;
use super::keywords::UNITS;
use super::token::{Kind, Token, tokens};
use super::vocabulary::{Keyword, Vocabulary};
use super::written::Written;
use crate::lexicon::{ClassId, NameIndex, Ontology};
use crate::question::ast::Span;
use crate::question::format::quoted;
use std::cell::RefCell;

/// What the next words are about.
#[derive(Clone, Debug, Default)]
pub(super) struct Head {
    pub(super) classes: Vec<ClassId>,
    /// Whether a role noun waits for its `de`.
    pub(super) awaits_of: bool,
    /// French prepositions that have introduced a role already.
    pub(super) used: Vec<String>,
    /// The last of them, with its English.
    pub(super) last: Option<(String, &'static str)>,
}

/// The state of one translation.
pub(super) struct Translator<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: Vec<Token>,
    pub(super) at: usize,
    /// Where the part that is translated now ends.
    pub(super) end: usize,
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) ontology: &'a Ontology,
    pub(super) names: &'a NameIndex,
    pub(super) out: Written,
    /// Where what was written last ends in the text as typed, and whether it was a mark.
    last: Option<(usize, bool)>,
    /// The preposition of `à qui X a-t-il …`.
    pub(super) tail: Option<Token>,
    pub(super) head: Head,
    heads: Vec<Head>,
    /// How many tokens the name at a token takes, once it is looked for.
    known: RefCell<Vec<Option<usize>>>,
    /// Whether a quote is not closed: further quotes would move the fault elsewhere.
    unclosed: bool,
    pub(super) state: State,
}

/// What the words before let one expect.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct State {
    /// Behind `qui`: a verb comes next.
    pub(super) verb: bool,
    /// Verbs can follow a connector.
    pub(super) verbs: bool,
    /// Behind a noun: a participle or `qui` can follow.
    pub(super) noun: bool,
    /// Behind `par`, words that answers are grouped by.
    pub(super) grouping: bool,
    /// Behind `trié par`.
    pub(super) ordering: bool,
    /// Behind `avec` or `où`, a figure.
    pub(super) figure: bool,
    /// Right behind a connector.
    pub(super) joined: bool,
    /// Behind `|`: where the step begins.
    pub(super) piped: Option<usize>,
    /// In a path, or behind a first date: `à` leads to the other end.
    pub(super) towards: bool,
}

/// How many words a name can have.
const LONGEST_NAME: usize = 10;

impl<'a> Translator<'a> {
    pub(super) fn new(
        text: &'a str,
        french: &'a French,
        ontology: &'a Ontology,
        names: &'a NameIndex,
    ) -> Self {
        let tokens = tokens(text);
        Self {
            text,
            at: 0,
            end: tokens.len(),
            unclosed: tokens
                .iter()
                .any(|token| token.kind == Kind::Mark && "\"“”„‟«»".contains(&token.key)),
            known: RefCell::new(vec![None; tokens.len()]),
            tokens,
            vocabulary: &french.vocabulary,
            ontology,
            names,
            out: Written::default(),
            last: None,
            tail: None,
            head: Head::default(),
            heads: Vec::new(),
            state: State::default(),
        }
    }

    // Looking.

    pub(super) fn token(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at).filter(|_| at < self.end)
    }

    pub(super) fn is(&self, at: usize, key: &str) -> bool {
        self.token(at).is_some_and(|token| token.is(key))
    }

    pub(super) fn is_any(&self, at: usize, keys: &[&str]) -> bool {
        self.token(at)
            .is_some_and(|token| token.kind == Kind::Word && keys.contains(&token.key.as_str()))
    }

    pub(super) fn is_inverted(&self, at: usize) -> bool {
        self.token(at)
            .is_some_and(|token| token.kind == Kind::Inverted)
    }

    /// Returns the tokens from a place on.
    pub(super) fn from(&self, at: usize) -> &[Token] {
        &self.tokens[at.min(self.end)..self.end]
    }

    pub(super) fn raw(&self, at: usize) -> &'a str {
        let span = self.tokens.get(at).map_or(Span::default(), |t| t.span);
        &self.text[span.start..span.end]
    }

    pub(super) fn is_article(&self, at: usize) -> bool {
        self.is_any(at, &["le", "un", "une"])
    }

    /// Returns the place behind articles.
    pub(super) fn behind_articles(&self, mut at: usize) -> usize {
        while self.is_article(at) {
            at += 1;
        }
        at
    }

    pub(super) fn keyword_at(&self, at: usize) -> Option<(usize, Keyword)> {
        self.vocabulary
            .keywords
            .longest(self.from(at))
            .map(|(taken, keyword)| (taken, *keyword))
    }

    /// Returns how many tokens the longest known name at a place takes; articles before it are no part of it.
    pub(super) fn name_at(&self, at: usize) -> usize {
        if at >= self.end {
            return 0;
        }
        let known = self.known.borrow()[at];
        if let Some(taken) = known {
            return if taken > self.end - at { 0 } else { taken };
        }
        let taken = self.find_name(at);
        self.known.borrow_mut()[at] = Some(taken);
        taken
    }

    fn find_name(&self, at: usize) -> usize {
        let first = &self.tokens[at];
        if first.kind == Kind::Name {
            return 1;
        }
        if first.kind != Kind::Word || first.contracted {
            return 0;
        }
        let mut best = 0;
        for (index, token) in self.tokens[at..].iter().enumerate().take(LONGEST_NAME) {
            if !matches!(token.kind, Kind::Word | Kind::Inverted) {
                break;
            }
            // `du` is one word of a name.
            if self
                .tokens
                .get(at + index + 1)
                .is_some_and(|next| next.contracted)
            {
                continue;
            }
            let slice = &self.text[first.span.start..token.span.end];
            if slice.contains(['\n', '#']) {
                break;
            }
            if !self.names.exact(slice).is_empty() {
                best = index + 1;
            }
        }
        // `le Mali` is the name Mali with an article, unless the article is a part of the name.
        if best > 1 && self.is_article(at) && self.find_name(at + 1) + 1 == best {
            return 0;
        }
        best
    }

    // Writing.

    /// Writes a word for some tokens.
    pub(super) fn write(&mut self, word: &str, from: usize, to: usize) {
        let span = self.span(from, to);
        self.put(word, span, false);
    }

    pub(super) fn span(&self, from: usize, to: usize) -> Span {
        let start = self
            .tokens
            .get(from)
            .map_or(self.text.len(), |t| t.span.start);
        let last = to.max(from + 1) - 1;
        let end = self.tokens.get(last).map_or(start, |t| t.span.end);
        Span {
            start,
            end: end.max(start),
        }
    }

    fn put(&mut self, word: &str, span: Span, mark: bool) {
        let glued = self.last.is_some_and(|(end, was_mark)| {
            let gap = self.text.get(end..span.start);
            (mark || was_mark) && gap.is_some_and(|gap| !gap.contains(char::is_whitespace))
        });
        self.out.add(word, span, glued);
        self.last = Some((span.end, mark));
    }

    /// Writes a mark or a name as it stands.
    fn keep(&mut self, mark: bool) {
        let span = self.tokens[self.at].span;
        let word = &self.text[span.start..span.end];
        self.put(word, span, mark);
        self.at += 1;
    }

    /// Writes a known name in quotes, so that no word of it is taken for another.
    pub(super) fn name(&mut self, taken: usize) {
        if self.tokens[self.at].kind == Kind::Name {
            self.keep(false);
        } else {
            let span = self.span(self.at, self.at + taken);
            let slice = &self.text[span.start..span.end];
            let written = if self.unclosed {
                slice.to_owned()
            } else {
                quoted(slice)
            };
            self.put(&written, span, false);
            self.at += taken;
        }
        self.state.noun = false;
        self.state.verb = false;
        self.state.figure = false;
    }

    /// Writes a word that is not known; one that is a keyword in English only is kept from being one.
    pub(super) fn unknown(&mut self) {
        let raw = self.raw(self.at);
        let reserved = self.vocabulary.is_english_keyword(raw);
        let word = if reserved {
            format!("{raw}{HIDDEN}")
        } else {
            raw.to_owned()
        };
        self.write(&word, self.at, self.at + 1);
        self.at += 1;
        self.state.verb = false;
        self.state.noun = false;
    }

    // Going on.

    /// Translates up to the end of the part.
    pub(super) fn rest(&mut self) {
        while self.at < self.end {
            self.step();
        }
    }

    /// Translates the part up to a token.
    pub(super) fn up_to(&mut self, end: usize) {
        let whole = std::mem::replace(&mut self.end, end);
        self.rest();
        self.end = whole;
    }

    fn step(&mut self) {
        let from = self.at;
        let joins = matches!(self.keyword_at(from), Some((_, Keyword::Connector(_))))
            || self.tokens[from].key == ",";
        self.one();
        self.state.joined = joins;
    }

    fn one(&mut self) {
        match self.tokens[self.at].kind {
            Kind::Name => self.name(1),
            Kind::Gloss => self.gloss(),
            Kind::Inverted => {
                // A pronoun without its verb stands for who is named before it.
                self.at += 1;
            }
            Kind::Mark => self.bracket_or_mark(),
            Kind::Word => self.word(),
        }
    }

    fn bracket_or_mark(&mut self) {
        match self.tokens[self.at].key.as_str() {
            "(" | "{" => {
                self.heads.push(self.head.clone());
                self.head = Head::default();
                self.state.noun = false;
            }
            "|" => {
                self.state = State {
                    piped: Some(self.at + 1),
                    ..State::default()
                }
            }
            ")" | "}" => self.head = self.heads.pop().unwrap_or_default(),
            "," => {
                self.state.verb = self.state.verbs;
                self.state.noun = false;
            }
            _ => {}
        }
        self.keep(true);
    }

    fn gloss(&mut self) {
        let span = self.tokens[self.at].span;
        let raw = &self.text[span.start..span.end];
        let inner = raw.trim_start_matches('[').trim_end_matches(']');
        match self.class_label(inner) {
            Some(label) => self.write(&format!("[{label}]"), self.at, self.at + 1),
            None => self.write(raw, self.at, self.at + 1),
        }
        self.at += 1;
    }

    /// Translates a word of a step behind `|`.
    fn step_word(&mut self, start: usize) {
        let table = if self.at == start {
            &self.vocabulary.steps
        } else {
            &self.vocabulary.conditions
        };
        let known = table
            .longest(self.from(self.at))
            .map(|(taken, english)| (taken, *english));
        if let Some((taken, english)) = known {
            self.write(english, self.at, self.at + taken);
            self.at += taken;
        } else if let Some((taken, date)) = self.date_at(self.at) {
            self.write(&date, self.at, self.at + taken);
            self.at += taken;
        } else if self.name_at(self.at) > 0 {
            let taken = self.name_at(self.at);
            self.name(taken);
        } else if !self.column() {
            match self.keyword_at(self.at) {
                Some((taken, Keyword::Connector(english))) => {
                    self.write(english, self.at, self.at + taken);
                    self.at += taken;
                }
                _ => self.unknown(),
            }
        }
    }

    fn word(&mut self) {
        if let Some(start) = self.state.piped {
            return self.step_word(start);
        }
        if self.state.ordering && self.column() {
            return;
        }
        if let Some((taken, date)) = self.date_at(self.at) {
            // `le 27 juillet 2024` says when by itself; behind `depuis` it does not.
            let day = self.is(self.at, "le") && !self.after_preposition();
            let date = if day { format!("on {date}") } else { date };
            self.write(&date, self.at, self.at + taken);
            self.at += taken;
            self.state.noun = false;
            return;
        }
        if self.state.verb && self.verb_or_nothing() {
            return;
        }
        if let Some(unit) = self.unit() {
            self.write(unit, self.at, self.at + 1);
            self.at += 1;
            return;
        }
        let name = self.name_at(self.at);
        let keyword = self.keyword_at(self.at);
        let noun = self
            .vocabulary
            .words
            .longest(self.from(self.at))
            .map(|(taken, _)| taken);
        let longest = keyword.map_or(0, |k| k.0).max(noun.unwrap_or(0));
        if name > longest {
            return self.name(name);
        }
        if self.state.noun && self.participle(longest) {
            return;
        }
        if let Some((taken, keyword)) = keyword
            && taken >= noun.unwrap_or(0)
        {
            return self.keyword(taken, keyword);
        }
        if noun.is_some() {
            return self.noun();
        }
        if self.relative() || self.role_predicate() {
            return;
        }
        if self.is_article(self.at) {
            self.at += 1;
            return;
        }
        // Without its accent, `à` looks like a verb.
        if self.is(self.at, "a") {
            return self.clause(1, "at");
        }
        self.unknown();
    }

    /// Reads a unit right behind a number.
    fn unit(&self) -> Option<&'static str> {
        let before = self.at.checked_sub(1)?;
        let number = self.tokens[before].key.bytes().all(|b| b.is_ascii_digit());
        let raw = self.raw(self.at).to_lowercase();
        let unit = UNITS.iter().find(|(french, _)| *french == raw);
        unit.filter(|_| number).map(|(_, english)| *english)
    }

    fn keyword(&mut self, taken: usize, keyword: Keyword) {
        match keyword {
            Keyword::Silent => {
                self.at += taken;
            }
            Keyword::Clause(english) => self.clause(taken, english),
            Keyword::Connector(english) => {
                self.write(english, self.at, self.at + taken);
                self.at += taken;
                self.state.verb = self.state.verbs;
                self.state.noun = false;
            }
            Keyword::Output(english) => {
                self.write(english, self.at, self.at + taken);
                self.at += taken;
                self.state.ordering = english == "order by";
                self.state.noun = false;
            }
            Keyword::Word(english) => {
                self.write(english, self.at, self.at + taken);
                self.at += taken;
                self.state.figure = true;
                self.state.noun = false;
            }
        }
    }
}

/// What keeps a word from being an English keyword; no lookup sees it.
pub(super) const HIDDEN: char = '\u{200C}';
