//! Names to entities: exact before partial, narrowed by what may stand here, never settled by guess.

use super::error::{NameCandidate, ResolveError};
use super::resolver::Resolver;
use super::tree::Entity;
use crate::iri::{Iri, with_article};
use crate::lexicon::{ClassId, ClassKind, NameId, RoleId, TermKind, fold};
use crate::question::ast::{Phrase, Piece, Span};
use crate::time::Day;

/// What kinds of things may stand at a place of the question.
#[derive(Clone, Debug, Default)]
pub struct Expect {
    /// Any of these classes; anything when empty.
    pub classes: Vec<ClassId>,
    /// Of several that fit, the ones of these classes are meant, if there are any.
    pub prefer: Vec<ClassId>,
    /// How an error names them, with an article: `an actor`.
    pub words: String,
    /// The roles that are to be filled, for words that refer back to their fillers.
    pub roles: Vec<RoleId>,
}

/// Words within names that are near to too much to be meant.
const SMALL: &[&str] = &[
    "of", "for", "the", "and", "in", "on", "to", "de", "du", "des", "la", "le", "les", "et",
    "pour", "al", "el", "au",
];

/// A name as typed: its text, how sure it is delimited, and its gloss.
struct Typed {
    text: String,
    iri: bool,
    /// Whether quotes say that it is a name.
    quoted: bool,
    gloss: Option<String>,
    span: Span,
}

impl Resolver<'_> {
    /// Resolves a phrase that is one name.
    pub fn name(&self, phrase: &Phrase, expect: &Expect) -> Result<Entity, ResolveError> {
        if let Some(name) = self.bound_name(phrase, expect)? {
            return Ok(name);
        }
        let typed = self.typed(phrase)?;
        let ids = self.candidates(&typed, expect)?;
        match ids.as_slice() {
            [one] => Ok(self.entity(*one)),
            many => Err(ResolveError::AmbiguousName {
                name: typed.text,
                span: typed.span,
                candidates: many.iter().map(|id| self.candidate(*id)).collect(),
            }),
        }
    }

    /// Says whether a phrase is a name, whatever it names.
    pub fn is_name(&self, phrase: &Phrase) -> bool {
        self.is_bound(phrase)
            || self
                .typed(phrase)
                .is_ok_and(|typed| typed.iri || !self.names.exact(&typed.text).is_empty())
    }

    fn typed(&self, phrase: &Phrase) -> Result<Typed, ResolveError> {
        let mut pieces = phrase.pieces.as_slice();
        let mut gloss = None;
        if let [before @ .., Piece::Gloss(word)] = pieces {
            gloss = Some(word.text.clone());
            pieces = before;
        }
        let span = match (pieces.first(), pieces.last()) {
            (Some(first), Some(last)) => first.word().span.to(last.word().span),
            _ => phrase.span,
        };
        let whole = gloss.as_ref().map_or(span, |_| phrase.span);
        match pieces {
            [Piece::Iri(word)] => Ok(Typed {
                text: word.text.clone(),
                iri: true,
                quoted: false,
                gloss,
                span: whole,
            }),
            [Piece::Quoted(word)] => Ok(Typed {
                text: word.text.clone(),
                iri: false,
                quoted: true,
                gloss,
                span: whole,
            }),
            words if !words.is_empty() && words.iter().all(|p| matches!(p, Piece::Word(_))) => {
                let text = words
                    .iter()
                    .map(|p| p.word().text.as_str())
                    .collect::<Vec<_>>()
                    .join(" ");
                Ok(Typed {
                    text,
                    iri: false,
                    quoted: false,
                    gloss,
                    span: whole,
                })
            }
            _ => Err(self.not_one_name(phrase)),
        }
    }

    /// Words stand beside a quoted name: the words are the ones not understood.
    fn not_one_name(&self, phrase: &Phrase) -> ResolveError {
        let stray: Vec<_> = phrase
            .pieces
            .iter()
            .take_while(|p| matches!(p, Piece::Word(_)))
            .collect();
        let (word, span) = match (stray.first(), stray.last()) {
            (Some(first), Some(last)) => (
                stray
                    .iter()
                    .map(|p| p.word().text.as_str())
                    .collect::<Vec<_>>()
                    .join(" "),
                first.word().span.to(last.word().span),
            ),
            _ => (self.slice(phrase.span).to_owned(), phrase.span),
        };
        ResolveError::UnknownWord {
            near: self.near_words(&word),
            word,
            span,
            expected: "word",
            accepted: Vec::new(),
        }
    }

    fn candidates(&self, typed: &Typed, expect: &Expect) -> Result<Vec<NameId>, ResolveError> {
        if typed.iri {
            return match self.names.by_iri(&typed.text) {
                Some(id) if self.fits(id, expect) => Ok(vec![id]),
                Some(id) => Err(self.wrong_kind(typed, id, expect)),
                None => Err(self.unknown(typed, expect)),
            };
        }
        let mut found = self.names.lookup(&typed.text);
        // A word of the language is a part of many names and means none of them: `by killed` is nobody.
        let telling = fold(&typed.text).split(' ').any(|word| {
            // `2012` alone is a date, though many names have it.
            let number = !typed.quoted && word.bytes().all(|b| b.is_ascii_digit());
            word.chars().count() > 2 && !SMALL.contains(&word) && !number
        });
        if !telling || !typed.quoted && self.is_vocabulary(&typed.text) {
            found.partial.clear();
        }
        if let (true, false, Some(longer)) = (
            found.exact.is_empty(),
            found.partial.is_empty(),
            self.longer(typed.span),
        ) {
            return Err(ResolveError::UnknownName {
                name: typed.text.clone(),
                span: typed.span,
                near: Vec::new(),
                longer: Some(longer),
            });
        }
        for ids in [&found.exact, &found.partial] {
            let mut ids: Vec<NameId> = ids.clone();
            if let Some(gloss) = &typed.gloss {
                let of_kind: Vec<NameId> = ids
                    .iter()
                    .copied()
                    .filter(|id| self.glossed(*id, gloss))
                    .collect();
                if of_kind.is_empty() && !ids.is_empty() {
                    return Err(self.no_such_kind(typed, gloss, &ids));
                }
                ids = of_kind;
            }
            let mut fitting: Vec<NameId> = ids
                .iter()
                .copied()
                .filter(|id| self.fits(*id, expect))
                .collect();
            let preferred = |id: &NameId| {
                self.classes_of(*id).iter().any(|class| {
                    expect
                        .prefer
                        .iter()
                        .any(|e| self.ontology.is_subclass(*class, *e))
                })
            };
            if fitting.len() > 1 && fitting.iter().any(preferred) {
                fitting.retain(preferred);
            }
            // Names of situations hold the names of those who take part, who are meant before them.
            if fitting.iter().any(|id| !self.names.name(*id).situation) {
                fitting.retain(|id| !self.names.name(*id).situation || found.exact.contains(id));
            }
            if !fitting.is_empty() {
                return Ok(fitting);
            }
            if let Some(first) = ids.first() {
                // What is no place may be the end of a longer name: `al Qaeda in the Islamic Maghreb`.
                return Err(match self.longer(typed.span) {
                    Some(longer) => ResolveError::UnknownName {
                        name: typed.text.clone(),
                        span: typed.span,
                        near: Vec::new(),
                        longer: Some(longer),
                    },
                    None => self.wrong_kind(typed, *first, expect),
                });
            }
        }
        Err(self.unknown(typed, expect))
    }

    /// Says whether words are a noun, a verb or a measure of the language rather than a part of a name.
    fn is_vocabulary(&self, text: &str) -> bool {
        let words: Vec<&str> = text.split_whitespace().collect();
        let vocabulary = self.ontology.words(self.language);
        let is_verb = vocabulary
            .verbs
            .longest_prefix(&words)
            .is_some_and(|(taken, _)| taken == words.len());
        is_verb
            || !vocabulary.class_nouns(text).is_empty()
            || !vocabulary.role_nouns(text).is_empty()
            || [TermKind::Measure, TermKind::Dimension]
                .into_iter()
                .any(|kind| {
                    !self
                        .ontology
                        .terms_called(kind, text, self.language)
                        .is_empty()
                })
    }

    /// Says whether a thing is of the kind that the text in brackets names; remarks after a comma are not looked at.
    fn glossed(&self, id: NameId, gloss: &str) -> bool {
        let kind = fold(gloss.split(',').next().unwrap_or(gloss));
        self.classes_of(id).into_iter().any(|class| {
            self.ontology
                .class(class)
                .ancestors
                .iter()
                .any(|a| fold(self.ontology.class(*a).label(self.language)) == kind)
        })
    }

    /// Returns the classes of a named thing that the ontology knows.
    pub fn classes_of(&self, id: NameId) -> Vec<ClassId> {
        self.names
            .name(id)
            .classes
            .iter()
            .filter_map(|iri| self.ontology.class_by_iri(iri))
            .collect()
    }

    /// Says whether a thing is of an expected class.
    pub fn fits(&self, id: NameId, expect: &Expect) -> bool {
        expect.classes.is_empty()
            || self.classes_of(id).iter().any(|class| {
                expect
                    .classes
                    .iter()
                    .any(|e| self.ontology.is_subclass(*class, *e))
            })
    }

    /// Returns the most telling class of a thing in words.
    pub fn kind_of(&self, id: NameId) -> String {
        self.classes_of(id)
            .into_iter()
            .map(|class| {
                let class = self.ontology.class(class);
                // What acts is known by what it is rather than by what it does: MINUSMA is a force before it is a mission.
                let acts = class.kind == ClassKind::Actor;
                (acts, class.depth, class.label(self.language))
            })
            .max_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then_with(|| b.2.cmp(a.2)))
            .map_or_else(|| "thing".to_owned(), |(_, _, label)| label.to_owned())
    }

    /// Makes the entity of a name.
    pub fn entity(&self, id: NameId) -> Entity {
        let name = self.names.name(id);
        let kind = self.kind_of(id);
        Entity {
            iri: Iri::new(name.iri.clone()),
            label: name.label.clone(),
            unique: self.is_unique(&name.label, &kind),
            kind,
        }
    }

    fn is_unique(&self, label: &str, kind: &str) -> bool {
        let same = self.names.lookup(label).exact;
        same.iter().filter(|id| self.glossed(**id, kind)).count() == 1
    }

    /// Describes a thing as one of several that a name could mean.
    pub fn candidate(&self, id: NameId) -> NameCandidate {
        let name = self.names.name(id);
        let entity = self.entity(id);
        let alive = match name.alive {
            Some((from, to)) => {
                let (from, to) = (
                    Day::from_number(i64::from(from)),
                    Day::from_number(i64::from(to)),
                );
                match (from > Day::MIN, to < Day::MAX) {
                    (true, true) => format!(", {}–{}", from.date().year(), to.date().year()),
                    (true, false) => format!(", since {}", from.date().year()),
                    (false, true) => format!(", until {}", to.date().year()),
                    (false, false) => String::new(),
                }
            }
            None => String::new(),
        };
        let situations = match name.situations {
            0 => String::new(),
            1 => " (1 situation)".to_owned(),
            n => format!(" ({n} situations)"),
        };
        let alone = self.names.lookup(&entity.label).exact.len() == 1;
        NameCandidate {
            written: super::echo::written(&entity, alone),
            label: entity.label,
            kind: entity.kind,
            detail: format!("{alive}{situations}"),
            iri: name.iri.clone(),
        }
    }

    fn wrong_kind(&self, typed: &Typed, id: NameId, expect: &Expect) -> ResolveError {
        ResolveError::WrongKind {
            name: self.names.name(id).label.clone(),
            span: typed.span,
            found: with_article(&self.kind_of(id)),
            expected: expect.words.clone(),
            correction: None,
        }
    }

    fn no_such_kind(&self, typed: &Typed, gloss: &str, ids: &[NameId]) -> ResolveError {
        ResolveError::NoSuchKind {
            name: typed.text.clone(),
            span: typed.span,
            kind: gloss.to_owned(),
            known: ids.iter().map(|id| self.candidate(*id)).collect(),
        }
    }

    /// Says that a word of the language stands where a name should.
    fn not_a_name(&self, typed: &Typed, expect: &Expect) -> ResolveError {
        let here = if expect.words.is_empty() {
            "a name"
        } else {
            &expect.words
        };
        let measured = !self
            .ontology
            .terms_called(TermKind::Measure, &typed.text, self.language)
            .is_empty();
        ResolveError::Misplaced {
            code: "name-expected",
            message: format!("\"{}\" is no name, and here stands {here}", typed.text),
            span: typed.span,
            replacement: None,
            note: measured.then(|| {
                format!(
                    "figures are added up as in `sum {} of attacks by attacker`",
                    typed.text
                )
            }),
        }
    }

    fn unknown(&self, typed: &Typed, expect: &Expect) -> ResolveError {
        let longer = self.longer(typed.span);
        let word = !typed.iri && !typed.quoted && self.is_vocabulary(&typed.text);
        if word && longer.is_none() {
            return self.not_a_name(typed, expect);
        }
        if self.quiet {
            return ResolveError::UnknownName {
                name: typed.text.clone(),
                span: typed.span,
                near: Vec::new(),
                longer,
            };
        }
        let mut found = self.names.suggest(&typed.text, 12);
        // Among short words everything is near to everything.
        let slack = match typed.text.chars().count() {
            0..=4 => 1,
            5..=9 => 2,
            _ => 3,
        };
        let words = typed.text.split_whitespace().count();
        found.retain(|near| {
            near.distance <= slack
                && !SMALL.contains(&near.near_to.as_str())
                && self.is_much_of(near.name, &near.near_to, words)
        });
        let mut near: Vec<NameId> = found.into_iter().map(|n| n.name).collect();
        if near.is_empty() {
            near = self.with_all_words(&typed.text);
        }
        near.retain(|id| self.fits(*id, expect));
        near.truncate(5);
        ResolveError::UnknownName {
            name: typed.text.clone(),
            span: typed.span,
            near: near.into_iter().map(|id| self.candidate(id)).collect(),
            longer,
        }
    }

    /// Finds names that hold all of several words, though not in a row: `Ibrahim Keïta`, who has another name between.
    fn with_all_words(&self, text: &str) -> Vec<NameId> {
        match fold(text).contains(' ') {
            true => self.names.with_all_words(text),
            false => Vec::new(),
        }
    }

    /// Says whether words are most of some name of a thing: `Atlantic` is not what anybody calls NATO.
    fn is_much_of(&self, id: NameId, near_to: &str, words: usize) -> bool {
        let name = self.names.name(id);
        std::iter::once(&name.label)
            .chain(&name.aliases)
            .map(|form| fold(form))
            .any(|form| form.contains(near_to) && form.split(' ').count() <= words + 1)
    }

    /// Finds the longest known name that covers a span and goes on past it, as an unquoted `al Qaeda in the Islamic
    /// Maghreb` does past its `in`.
    pub fn longer(&self, span: Span) -> Option<(String, Span)> {
        const REACH: usize = 8;
        let text = self.text;
        let starts: Vec<usize> = word_starts(text)
            .filter(|start| *start <= span.start)
            .collect();
        let ends: Vec<usize> = word_ends(text).filter(|end| *end >= span.end).collect();
        let mut best: Option<(String, Span)> = None;
        for start in starts.iter().rev().take(REACH + 1) {
            for end in ends.iter().take(REACH + 1) {
                let whole = Span {
                    start: *start,
                    end: *end,
                };
                let longer_than_best = best
                    .as_ref()
                    .is_none_or(|(_, b)| whole.end - whole.start > b.end - b.start);
                if whole == span || !longer_than_best {
                    continue;
                }
                let found = self.names.exact(self.slice(whole));
                if let Some(id) = found.first() {
                    best = Some((self.candidate(*id).written, whole));
                }
            }
        }
        best
    }
}

fn word_starts(text: &str) -> impl Iterator<Item = usize> {
    let mut before = true;
    text.char_indices().filter_map(move |(at, c)| {
        let starts = before && !c.is_whitespace();
        before = c.is_whitespace();
        starts.then_some(at)
    })
}

fn word_ends(text: &str) -> impl Iterator<Item = usize> {
    let mut ends = Vec::new();
    let mut inside = false;
    for (at, c) in text.char_indices() {
        if inside && c.is_whitespace() {
            ends.push(at);
        }
        inside = !c.is_whitespace();
    }
    if inside {
        ends.push(text.len());
    }
    ends.into_iter()
}
