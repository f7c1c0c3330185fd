//! Reads the words before the cursor to tell what can come next.
//!
//! This is no parser: it forgives what it does not know and looks no further than a completion needs.

use super::cursor::{Cursor, Token, TokenKind};
use super::expected::{Expected, Head, Slot, State};
use super::fold::fold;
use super::id::{ClassId, RoleId, RoleNounId, VerbId};
use super::language::Language;
use super::names::NameIndex;
use super::ns;
use super::ontology::Ontology;
use super::term::TermKind;
use super::verb::{Form, Object};

pub(super) struct Reader<'a> {
    pub ontology: &'a Ontology,
    pub names: &'a NameIndex,
    pub language: Language,
}

/// The number of words that are looked at together.
const WINDOW: usize = 8;

/// The number of tokens before the cursor that are read.
const LONGEST: usize = 300;

impl Reader<'_> {
    /// Reads the complete tokens before the cursor.
    pub fn read(&self, cursor: &Cursor<'_>) -> Expected {
        let mut state = State::new();
        // No sentence needs more; a pasted book must not hold up the next key.
        let mut at = cursor.tokens.len().saturating_sub(LONGEST);
        while at < cursor.tokens.len() {
            at += self.token(&mut state, &cursor.tokens[at..]).max(1);
        }
        state.expected
    }

    /// Reads the first of some tokens, or as many as belong to it.
    fn token(&self, state: &mut State, tokens: &[Token<'_>]) -> usize {
        let first = &tokens[0];
        match first.kind {
            TokenKind::Name => {
                state.operand(first.range.start);
                1
            }
            TokenKind::Mark => {
                match first.text {
                    "," | "،" => state.connect(),
                    "(" | "{" => {}
                    ")" | "}" => state.expect(vec![Slot::Clause]),
                    _ => state.expect(Vec::new()),
                }
                1
            }
            TokenKind::Word => {
                let run = tokens
                    .iter()
                    .take(WINDOW)
                    .take_while(|t| t.kind == TokenKind::Word);
                let words: Vec<&str> = run.map(|t| t.text).collect();
                self.words(state, &words, first.range.start)
            }
        }
    }

    fn words(&self, state: &mut State, words: &[&str], start: usize) -> usize {
        if state.slots().iter().any(|s| matches!(s, Slot::Verb(_)))
            && let Some((taken, verbs)) = self
                .ontology
                .words(self.language)
                .verbs
                .longest_prefix(words)
            && let Some(verb) = verbs.first()
        {
            self.verb(state, verb.verb);
            return taken;
        }
        if let Some(taken) = self.keyword(state, words) {
            return taken;
        }
        if let Some(taken) = self.noun_or_name(state, words, start) {
            return taken;
        }
        if begins_a_date(words[0]) {
            state.operand(start);
        } else {
            state.expected.begun.get_or_insert(start);
        }
        1
    }

    /// Reads the longest class noun, role noun, term or name; where a name is expected, names win a tie.
    fn noun_or_name(&self, state: &mut State, words: &[&str], start: usize) -> Option<usize> {
        let known = self.ontology.words(self.language);
        let class = known.classes.longest_prefix(words);
        let noun = known.role_nouns.longest_prefix(words);
        let term = known.terms.longest_prefix(words);
        let name = self
            .names
            .longest_exact_prefix(words)
            .map(|(taken, _)| taken);
        let length = |taken: Option<usize>| taken.unwrap_or(0);
        let (class_words, noun_words) = (length(class.map(|c| c.0)), length(noun.map(|n| n.0)));
        let (term_words, name_words) = (length(term.map(|t| t.0)), length(name));
        let wants_name = state.slots().iter().any(|s| matches!(s, Slot::Name(_)));
        let wants_term = state
            .slots()
            .iter()
            .any(|s| matches!(s, Slot::Dimension | Slot::Measure));
        let longest_noun = class_words.max(noun_words);
        if wants_term && term_words > 0 && term_words >= longest_noun {
            let (_, ids) = term?;
            let measure = ids
                .iter()
                .any(|id| self.ontology.term(*id).kind == TermKind::Measure);
            let then = if measure {
                vec![Slot::Word("of"), Slot::Clause]
            } else {
                vec![Slot::Clause]
            };
            state.listed = state.slots().to_vec();
            state.expect(then);
            return Some(term_words);
        }
        if name_words > longest_noun || (name_words > 0 && name_words == longest_noun && wants_name)
        {
            state.operand(start);
            return Some(name_words);
        }
        if longest_noun == 0 {
            return None;
        }
        let head = if noun_words >= class_words {
            Head::RoleNoun(noun?.1.first()?.noun)
        } else {
            Head::Class(class?.1.first()?.class)
        };
        state.noun(head);
        Some(longest_noun)
    }

    fn verb(&self, state: &mut State, verb: VerbId) {
        state.expected.head = Head::Verb(verb);
        if std::mem::take(&mut state.passive) {
            state.expect(vec![Slot::Word("by"), Slot::Clause]);
            return;
        }
        let mut classes = Vec::new();
        for reads in &self.ontology.verb(verb).reads {
            match reads.object {
                Object::Role(role) => classes.extend(&self.ontology.role(role).fillers),
                Object::Itself => classes.push(reads.class),
                Object::Place => classes.extend(self.ontology.class_by_iri(ns::PLACE)),
                Object::Nothing => {}
            }
        }
        let mut slots = vec![Slot::Clause];
        if !classes.is_empty() {
            slots.insert(0, Slot::Name(sorted(classes)));
        }
        state.expect(slots);
    }

    /// Reads a keyword of up to two words.
    fn keyword(&self, state: &mut State, words: &[&str]) -> Option<usize> {
        let folded: Vec<String> = words.iter().take(2).map(|word| fold(word)).collect();
        if let [one, two] = &folded[..] {
            let next = match (one.as_str(), two.as_str()) {
                ("how", "many") | ("count", "of") => state.count(),
                ("as", "of") => vec![Slot::Date],
                ("claims", "about") | ("timeline" | "lineage" | "network" | "centrality", "of") => {
                    vec![Slot::Name(Vec::new()), Slot::Noun]
                }
                ("communities", "of") => vec![Slot::Noun],
                ("brokers" | "actors", "between") => vec![self.class_names(ns::ACTOR)],
                ("according", "to") | ("claimed", "by") | ("attributed", "to") => {
                    vec![self.class_names(ns::ACTOR)]
                }
                ("order" | "ordered" | "sort" | "sorted", "by") => {
                    vec![Slot::Dimension, Slot::Measure]
                }
                ("at", "most" | "least") => Vec::new(),
                _ => return self.single(state, one),
            };
            state.expect(next);
            return Some(2);
        }
        self.single(state, folded.first()?)
    }

    fn single(&self, state: &mut State, word: &str) -> Option<usize> {
        let at_start = state.slots().contains(&Slot::Beginning);
        let after_asker = state
            .slots()
            .iter()
            .any(|s| matches!(s, Slot::Verb(Form::Past)));
        let next = match word {
            "who" | "whom" | "what" | "that" => {
                vec![Slot::Verb(Form::Past), Slot::Word("was"), Slot::Word("did")]
            }
            "which" => {
                state.awaited = Some(Form::Past);
                vec![Slot::Noun]
            }
            "was" | "were" | "is" | "are" if after_asker => {
                state.passive = true;
                vec![Slot::Verb(Form::Participle)]
            }
            "was" | "were" | "is" | "are" if at_start => {
                state.passive = true;
                state.awaited = Some(Form::Participle);
                vec![Slot::Name(Vec::new())]
            }
            "did" | "does" | "do" if at_start || after_asker => {
                state.awaited = Some(Form::Base);
                vec![Slot::Name(Vec::new())]
            }
            "has" | "had" | "have" if after_asker => vec![Slot::Verb(Form::Participle)],
            "has" | "had" | "have" if at_start => {
                state.awaited = Some(Form::Participle);
                vec![Slot::Name(Vec::new())]
            }
            "count" if at_start => state.count(),
            "sum" | "total" | "average" | "mean" | "median" | "min" | "minimum" | "max"
            | "maximum"
                if at_start =>
            {
                state.expected.grouping = true;
                vec![Slot::Measure]
            }
            "about" if at_start => vec![Slot::Name(Vec::new())],
            "path" | "paths" if at_start => {
                state.path = true;
                vec![Slot::Word("from"), Slot::Word("between")]
            }
            "from" | "to" | "between" if state.path => vec![Slot::Name(Vec::new())],
            "strictly" | "all" | "please" | "show" | "me" | "list" if at_start => {
                vec![Slot::Beginning]
            }
            "the" | "a" | "an" | "both" | "either" | "never" | "not" | "no" => return Some(1),
            "strictly" | "all" | "desc" | "asc" | "descending" | "ascending" => vec![Slot::Clause],
            "limit" | "top" => Vec::new(),
            "and" | "or" | "except" => {
                state.connect();
                return Some(1);
            }
            "of" if state.expected.grouping && state.expected.head == Head::None => {
                vec![Slot::Noun]
            }
            "via" => vec![Slot::Noun],
            "using" => vec![self.class_names(ns::SOURCE)],
            "where" => vec![Slot::Measure],
            "in" | "inside" | "within" => vec![self.class_names(ns::PLACE), Slot::Date],
            "at" | "near" => vec![self.class_names(ns::PLACE)],
            "since" | "until" | "till" | "through" => vec![Slot::Date],
            "before" | "after" | "during" => vec![Slot::Date, self.class_names(ns::SITUATION)],
            "by" if state.expected.grouping => {
                vec![Slot::Dimension, self.participants(state, word)]
            }
            "with" => vec![self.participants(state, word), Slot::Measure],
            "between" | "from" | "to" => vec![self.participants(state, word), Slot::Date],
            "by" | "of" | "against" | "for" | "on" | "over" | "alongside" | "about" | "toward"
            | "towards" | "involving" => {
                vec![self.participants(state, word)]
            }
            _ => return None,
        };
        state.expect(next);
        Some(1)
    }

    fn class_names(&self, iri: &str) -> Slot {
        Slot::Name(self.ontology.class_by_iri(iri).into_iter().collect())
    }

    /// Returns the names that can fill the roles which a preposition introduces after the head.
    fn participants(&self, state: &State, preposition: &str) -> Slot {
        let roles = match state.expected.head {
            Head::None => Vec::new(),
            Head::Class(class) => self.roles_of_class(class, preposition),
            Head::RoleNoun(noun) if preposition == "of" => return self.given_of_noun(noun),
            Head::RoleNoun(noun) => {
                let reads = &self.ontology.role_noun(noun).reads;
                reads
                    .iter()
                    .flat_map(|r| self.roles_of_class(r.class, preposition))
                    .collect()
            }
            Head::Verb(verb) => {
                let reads = &self.ontology.verb(verb).reads;
                if preposition == "by" {
                    reads.iter().map(|r| r.subject).collect()
                } else {
                    reads
                        .iter()
                        .flat_map(|r| self.roles_of_class(r.class, preposition))
                        .collect()
                }
            }
        };
        Slot::Name(sorted(self.fillers(roles)))
    }

    fn roles_of_class(&self, class: ClassId, preposition: &str) -> Vec<RoleId> {
        let own = self
            .ontology
            .roles_for_preposition(class, preposition, self.language);
        if own.is_empty() {
            self.ontology
                .roles_below_for_preposition(class, preposition, self.language)
        } else {
            own
        }
    }

    fn given_of_noun(&self, noun: RoleNounId) -> Slot {
        let reads = &self.ontology.role_noun(noun).reads;
        let mut classes = self.fillers(reads.iter().filter_map(|r| r.given).collect());
        classes.extend(reads.iter().map(|r| r.class));
        Slot::Name(sorted(classes))
    }

    fn fillers(&self, roles: Vec<RoleId>) -> Vec<ClassId> {
        roles
            .into_iter()
            .flat_map(|role| self.ontology.role(role).fillers.iter().copied())
            .collect()
    }
}

fn sorted(mut classes: Vec<ClassId>) -> Vec<ClassId> {
    classes.sort_unstable();
    classes.dedup();
    classes
}

/// Tells whether a word is a number, a month or another beginning of a date.
pub(super) fn begins_a_date(word: &str) -> bool {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let word = fold(word);
    word.starts_with(|c: char| c.is_ascii_digit())
        || matches!(word.as_str(), "today" | "yesterday")
        || MONTHS.contains(&word.as_str())
        || MONTHS.iter().any(|month| is_month(&word, month))
}

fn is_month(word: &str, short: &str) -> bool {
    const ENDINGS: [&str; 11] = [
        "uary", "ruary", "ch", "il", "e", "y", "ust", "t", "tember", "ober", "ember",
    ];
    word.strip_prefix(short)
        .is_some_and(|rest| ENDINGS.contains(&rest))
}
