//! The vocabulary as one table: every word with its IRI, its meaning, what it is above and below, and the roles that it takes.
//!
//! Help, completion and `vocabulary` read the same entries, so that none of them says what the others do not.

use super::class::{Class, ClassKind, Extent};
use super::fold::fold;
use super::id::{ClassId, RoleId, RoleNounId, TermId, VerbId};
use super::labels::Labels;
use super::language::Language;
use super::ns;
use super::ontology::Ontology;
use super::term::TermKind;
use super::verb::{Form, Object};
use crate::question::keywords::{BEGINNINGS, CLAUSES, CONNECTORS, OUTPUTS, STEPS};
use std::collections::BTreeSet;

/// What an entry describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Word {
    Class(ClassId),
    RoleNoun(RoleNounId),
    Verb(VerbId),
    Role(RoleId),
    Term(TermId),
    /// A word of the grammar, by its place in the tables of `question::keywords`.
    Keyword(usize),
}

/// The sorts of words, in the order in which they are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    Event,
    Relation,
    Situation,
    Actor,
    Place,
    Source,
    RoleNoun,
    Verb,
    Role,
    Adjective,
    Measure,
    Field,
    Dimension,
    Beginning,
    Clause,
    Connector,
    Output,
    Step,
}

/// One word and what is to be known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub about: Word,
    pub sort: Sort,
    /// The word as it is mostly typed: nouns in the plural, verbs in the past.
    pub word: String,
    /// Its IRI; empty for words of the grammar.
    pub iri: String,
    pub meaning: String,
    /// Its other forms and words for the same.
    pub forms: Vec<String>,
    pub above: Vec<String>,
    pub below: Vec<String>,
    /// For classes each role, with its prepositions and what may fill it; for verbs and role nouns what they read.
    pub roles: Vec<String>,
    /// The verbs that can be said of a class.
    pub verbs: Vec<String>,
}

impl Sort {
    pub const ALL: [Sort; 18] = [
        Sort::Event,
        Sort::Relation,
        Sort::Situation,
        Sort::Actor,
        Sort::Place,
        Sort::Source,
        Sort::RoleNoun,
        Sort::Verb,
        Sort::Role,
        Sort::Adjective,
        Sort::Measure,
        Sort::Field,
        Sort::Dimension,
        Sort::Beginning,
        Sort::Clause,
        Sort::Connector,
        Sort::Output,
        Sort::Step,
    ];

    /// Returns what one word of the sort is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Sort::Event => "event",
            Sort::Relation => "relation",
            Sort::Situation => "situation",
            Sort::Actor => "actor",
            Sort::Place => "place",
            Sort::Source => "source",
            Sort::RoleNoun => "role noun",
            Sort::Verb => "verb",
            Sort::Role => "role",
            Sort::Adjective => "adjective",
            Sort::Measure => "figure",
            Sort::Field => "number of a figure",
            Sort::Dimension => "group key",
            Sort::Beginning => "beginning of a question",
            Sort::Clause => "clause",
            Sort::Connector => "connector",
            Sort::Output => "output",
            Sort::Step => "step behind |",
        }
    }

    /// Returns the heading over the words of the sort, which is a topic of help too.
    #[must_use]
    pub fn plural(self) -> &'static str {
        match self {
            Sort::Event => "events",
            Sort::Relation => "relations",
            Sort::Situation => "other situations",
            Sort::Actor => "actors",
            Sort::Place => "places",
            Sort::Source => "sources",
            Sort::RoleNoun => "roles",
            Sort::Verb => "verbs",
            Sort::Role => "participants",
            Sort::Adjective => "adjectives",
            Sort::Measure => "figures",
            Sort::Field => "numbers",
            Sort::Dimension => "groups",
            Sort::Beginning => "questions",
            Sort::Clause => "clauses",
            Sort::Connector => "connectors",
            Sort::Output => "output",
            Sort::Step => "pipes",
        }
    }
}

/// A word of the grammar with its sort and a question that shows it.
fn keyword(index: usize) -> Option<(Sort, &'static str, &'static str)> {
    let beginnings = BEGINNINGS
        .iter()
        .map(|(w, shown)| (Sort::Beginning, *w, *shown));
    let clauses = CLAUSES
        .iter()
        .map(|(w, _, shown)| (Sort::Clause, *w, *shown));
    let connectors = CONNECTORS
        .iter()
        .map(|(w, shown)| (Sort::Connector, *w, *shown));
    let outputs = OUTPUTS.iter().map(|(w, shown)| (Sort::Output, *w, *shown));
    let steps = STEPS.iter().map(|(w, shown)| (Sort::Step, *w, *shown));
    let clauses = beginnings.chain(clauses).chain(connectors);
    clauses.chain(outputs).chain(steps).nth(index)
}

/// Returns the question that shows a word of the grammar.
pub(super) fn shown(index: usize) -> &'static str {
    keyword(index).map_or("", |(_, _, shown)| shown)
}

impl Ontology {
    /// Returns every word in a language, by sort and then by the word.
    #[must_use]
    pub fn vocabulary(&self, language: Language) -> Vec<Entry> {
        let classes = self.classes().map(|(id, _)| Word::Class(id));
        // Where a declared noun takes the word of a role, the role is no noun of its own.
        let words = self.words(language);
        let nouns = self
            .role_nouns()
            .filter(|(id, noun)| {
                let known = words.role_nouns.get(noun.plural(language));
                noun.implied_by.is_none() || known.iter().any(|known| known.noun == *id)
            })
            .map(|(id, _)| Word::RoleNoun(id));
        let verbs = self.verbs().map(|(id, _)| Word::Verb(id));
        let roles = self.roles().map(|(id, _)| Word::Role(id));
        let terms = (0..self.term_count()).map(|row| Word::Term(TermId::new(row)));
        let keywords = (0..)
            .take_while(|n| keyword(*n).is_some())
            .map(Word::Keyword);
        let all = classes
            .chain(nouns)
            .chain(verbs)
            .chain(roles)
            .chain(terms)
            .chain(keywords);
        let mut entries: Vec<Entry> = all.filter_map(|word| self.entry(word, language)).collect();
        // A role that is a noun of its own is asked for by the noun.
        let nouns: BTreeSet<String> = entries
            .iter()
            .filter(|entry| entry.sort == Sort::RoleNoun)
            .map(|entry| entry.iri.clone())
            .collect();
        entries.retain(|entry| entry.sort != Sort::Role || !nouns.contains(&entry.iri));
        entries.sort_by(|a, b| (a.sort, &a.word, &a.iri).cmp(&(b.sort, &b.word, &b.iri)));
        entries
    }

    /// Returns what a word means in a language: a word in any form, the IRI of a term, or its short form `al:Ambush`.
    #[must_use]
    pub fn look_up(&self, written: &str, language: Language) -> Vec<Entry> {
        let written = written.trim();
        let bare = written.trim_start_matches('<').trim_end_matches('>');
        let short = bare
            .strip_prefix("al:")
            .map(|local| format!("{}{local}", ns::BASE));
        let iri = short.as_deref().unwrap_or(bare);
        let mut found: Vec<Word> = if iri.contains("://") {
            self.words_of(iri)
        } else {
            self.called(written.trim_matches('"'), language)
        };
        let mut seen = BTreeSet::new();
        found.retain(|word| seen.insert(*word));
        found
            .into_iter()
            .filter_map(|word| self.entry(word, language))
            .collect()
    }

    fn words_of(&self, iri: &str) -> Vec<Word> {
        let class = self.class_by_iri(iri).map(Word::Class);
        let nouns = self.role_nouns().filter(|(_, noun)| noun.iri == iri);
        let nouns: Vec<Word> = nouns.map(|(id, _)| Word::RoleNoun(id)).collect();
        let role = self
            .role_by_iri(iri)
            .map(Word::Role)
            .filter(|_| nouns.is_empty());
        let verbs = self
            .verbs()
            .filter(|(_, verb)| verb.iri == iri)
            .map(|(id, _)| Word::Verb(id));
        let terms = (0..self.term_count()).map(TermId::new);
        let terms = terms.filter(|id| self.term(*id).iri == iri).map(Word::Term);
        class
            .into_iter()
            .chain(nouns)
            .chain(role)
            .chain(verbs)
            .chain(terms)
            .collect()
    }

    fn called(&self, word: &str, language: Language) -> Vec<Word> {
        let words = self.words(language);
        let key = fold(word);
        let mut found: Vec<Word> = words
            .classes
            .get(word)
            .iter()
            .map(|n| Word::Class(n.class))
            .collect();
        found.extend(
            words
                .role_nouns
                .get(word)
                .iter()
                .map(|n| Word::RoleNoun(n.noun)),
        );
        found.extend(words.verbs.get(word).iter().map(|v| Word::Verb(v.verb)));
        found.extend(words.terms.get(word).iter().map(|id| Word::Term(*id)));
        let known: BTreeSet<&str> = found
            .iter()
            .filter_map(|word| match word {
                Word::RoleNoun(id) => Some(self.role_noun(*id).iri.as_str()),
                _ => None,
            })
            .collect();
        let roles: Vec<Word> = self
            .roles()
            .filter(|(_, role)| !known.contains(role.iri.as_str()))
            .filter(|(_, role)| said(&role.labels, language).any(|said| fold(said) == key))
            .map(|(id, _)| Word::Role(id))
            .collect();
        found.extend(roles);
        let keywords = (0..).map_while(|n| keyword(n).map(|(_, word, _)| (n, word)));
        found.extend(
            keywords
                .filter(|(_, word)| fold(word) == key)
                .map(|(n, _)| Word::Keyword(n)),
        );
        found
    }

    fn entry(&self, about: Word, language: Language) -> Option<Entry> {
        match about {
            Word::Class(id) => self.class_entry(id, language),
            Word::RoleNoun(id) => {
                let noun = self.role_noun(id);
                let reads = noun.reads.iter().map(|read| {
                    let class = self.class(read.class).label(language);
                    let answer = self.role(read.answer).label(language);
                    match read.given {
                        Some(given) => {
                            let given = self.role(given).label(language);
                            format!("{class}: {answer}, NAME being {given}")
                        }
                        None => format!("{class}: {answer}, NAME being the {class}"),
                    }
                });
                let mut entry = nominal(about, Sort::RoleNoun, &noun.iri, &noun.labels, language)?;
                entry.roles = distinct(reads.collect());
                if let Some(role) = noun.implied_by {
                    (entry.above, entry.below) = self.around_role(role, language);
                }
                Some(entry)
            }
            Word::Verb(id) => self.verb_entry(id, language),
            Word::Role(id) => {
                let role = self.role(id);
                let mut entry = nominal(about, Sort::Role, &role.iri, &role.labels, language)?;
                (entry.above, entry.below) = self.around_role(id, language);
                entry.roles = vec![self.role_line(id, language)];
                Some(entry)
            }
            Word::Term(id) => {
                let term = self.term(id);
                let sort = match term.kind {
                    TermKind::Measure => Sort::Measure,
                    TermKind::Field => Sort::Field,
                    TermKind::Dimension => Sort::Dimension,
                    TermKind::Certainty | TermKind::Status | TermKind::Consensus => Sort::Adjective,
                    // No question asks for what became of an accord as an adjective.
                    TermKind::Implementation => return None,
                };
                nominal(about, sort, &term.iri, &term.labels, language).map(|mut entry| {
                    entry.word = term.label(language).to_owned();
                    entry.forms.retain(|form| *form != entry.word);
                    entry
                })
            }
            Word::Keyword(index) => {
                let (sort, word, _) = keyword(index)?;
                Some(Entry {
                    about,
                    sort,
                    word: word.to_owned(),
                    iri: String::new(),
                    meaning: String::new(),
                    forms: Vec::new(),
                    above: Vec::new(),
                    below: Vec::new(),
                    roles: Vec::new(),
                    verbs: Vec::new(),
                })
            }
        }
    }

    fn class_entry(&self, id: ClassId, language: Language) -> Option<Entry> {
        let class = self.class(id);
        let sort = match (class.kind, class.extent) {
            (ClassKind::Situation, Extent::Event) => Sort::Event,
            (ClassKind::Situation, Extent::Relation) => Sort::Relation,
            (ClassKind::Situation, Extent::Neither) => Sort::Situation,
            (ClassKind::Actor, _) => Sort::Actor,
            (ClassKind::Place, _) => Sort::Place,
            (ClassKind::Source, _) => Sort::Source,
            // What lies under no root describes the data, not the world, and no question asks for it.
            (ClassKind::Other, _) => return None,
        };
        let plural = |class: &Class| class.plural(language).to_owned();
        let mut entry = nominal(Word::Class(id), sort, &class.iri, &class.labels, language)?;
        entry.above = class
            .parents
            .iter()
            .map(|id| plural(self.class(*id)))
            .collect();
        entry.below = self
            .classes()
            .filter(|(_, below)| below.parents.contains(&id))
            .map(|(_, below)| plural(below))
            .collect();
        let roles = self.roles_of(id).into_iter();
        let roles = roles.filter(|role| self.role(*role).iri != ns::PARTICIPANT);
        entry.roles = roles.map(|role| self.role_line(role, language)).collect();
        let verbs = self.verbs_of(id).into_iter().map(|verb| self.verb(verb));
        let about = verbs.filter(|verb| verb.reads.iter().any(|read| read.class == id));
        let past = about.filter(|verb| verb.forms.contains_key(&language));
        entry.verbs = distinct(
            past.map(|verb| verb.form(Form::Past, language).to_owned())
                .collect(),
        );
        Some(entry)
    }

    fn verb_entry(&self, id: VerbId, language: Language) -> Option<Entry> {
        let verb = self.verb(id);
        let forms = verb.forms.get(&language)?;
        let word = forms.form(Form::Past).to_owned();
        let reads = verb.reads.iter().map(|read| {
            let class = self.class(read.class).label(language);
            let subject = self.role(read.subject).label(language);
            let object = match read.object {
                Object::Nothing => String::new(),
                Object::Role(role) => format!(", NAME being {}", self.role(role).label(language)),
                Object::Itself => format!(", NAME being the {class}"),
                Object::Place => ", NAME being the place".to_owned(),
            };
            format!("{class}: {subject}{object}")
        });
        let mut written: Vec<String> = forms.iter().map(|(_, form)| form.to_owned()).collect();
        written.retain(|form| *form != word);
        Some(Entry {
            about: Word::Verb(id),
            sort: Sort::Verb,
            word,
            iri: verb.iri.clone(),
            meaning: forms.comment.clone(),
            forms: distinct(written),
            above: Vec::new(),
            below: Vec::new(),
            roles: distinct(reads.collect()),
            verbs: Vec::new(),
        })
    }

    /// Writes a role with its prepositions and what may fill it: `attacker, after by: actor`.
    fn role_line(&self, id: RoleId, language: Language) -> String {
        let role = self.role(id);
        let prepositions = role
            .prepositions
            .get(&language)
            .map_or(&[][..], Vec::as_slice);
        let after = if prepositions.is_empty() {
            String::new()
        } else {
            format!(", after {}", prepositions.join("/"))
        };
        let fillers: Vec<&str> = role
            .fillers
            .iter()
            .map(|f| self.class(*f).label(language))
            .collect();
        let fillers = if fillers.is_empty() {
            "anything".to_owned()
        } else {
            fillers.join(" or ")
        };
        format!("{}{after}: {fillers}", role.label(language))
    }

    fn around_role(&self, id: RoleId, language: Language) -> (Vec<String>, Vec<String>) {
        let plural = |id: RoleId| self.role(id).plural(language).to_owned();
        let above = self.role(id).parents.iter().map(|id| plural(*id)).collect();
        let below = self.roles().filter(|(_, role)| role.parents.contains(&id));
        (above, below.map(|(id, _)| plural(id)).collect())
    }
}

/// Returns every word that a node is called by.
fn said(labels: &Labels, language: Language) -> impl Iterator<Item = &str> {
    let own = labels.iter().filter(move |(of, _)| *of == language);
    own.flat_map(|(_, nominal)| {
        let words = [&nominal.label, &nominal.plural]
            .into_iter()
            .chain(&nominal.synonyms);
        words.map(String::as_str)
    })
}

/// Makes the entry of a noun; none where the language has no word for it.
fn nominal(
    about: Word,
    sort: Sort,
    iri: &str,
    labels: &Labels,
    language: Language,
) -> Option<Entry> {
    let words: Vec<String> = said(labels, language).map(str::to_owned).collect();
    if words.is_empty() {
        return None;
    }
    let known = labels.get(language);
    let mut forms = distinct(words);
    forms.retain(|form| *form != known.plural);
    Some(Entry {
        about,
        sort,
        word: known.plural.clone(),
        iri: iri.to_owned(),
        meaning: known.comment.clone(),
        forms,
        above: Vec::new(),
        below: Vec::new(),
        roles: Vec::new(),
        verbs: Vec::new(),
    })
}

fn distinct(words: Vec<String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    words
        .into_iter()
        .filter(|word| seen.insert(word.clone()))
        .collect()
}
