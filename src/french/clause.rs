//! French prepositions: which English one introduces the same role.

use super::token::Kind;
use super::translator::Translator;
use crate::lexicon::{ClassId, ClassKind, Language, Ontology, RoleId, TermKind};

/// English prepositions that can introduce a role, those with one meaning first.
const ENGLISH: &[&str] = &[
    "by",
    "against",
    "between",
    "with",
    "to",
    "for",
    "from",
    "of",
    "on",
    "over",
    "about",
    "toward",
    "alongside",
    "involving",
];

impl Translator<'_> {
    /// Writes a clause keyword; the words that stand for several are told apart by what is around them.
    pub(super) fn clause(&mut self, taken: usize, english: &'static str) {
        let from = self.at;
        let key = self.tokens[from].key.clone();
        let contracted = self.token(from + taken).is_some_and(|t| t.contracted);
        self.at += taken;
        self.state.noun = false;
        self.state.verb = false;
        let operand = self.behind_articles(self.at);
        let single = taken == 1;
        let dated = self.date_at(self.at).is_some() || self.date_at(operand).is_some();
        if single && dated && ["à", "a", "de", "en", "dans", "sur", "pour"].contains(&key.as_str())
        {
            let word = self.dated(&key);
            // `au 1er janvier` holds an article that says nothing.
            if contracted && self.date_at(operand).is_some() {
                self.at = operand;
            }
            return self.write(word, from, from + taken);
        }
        if single && key == "par" && self.groups(self.at) {
            self.write("by", from, from + taken);
            self.state.grouping = true;
            return;
        }
        if matches!(english, "with" | "where" | "via") {
            self.state.figure = true;
        }
        self.state.grouping = false;
        let word = if single {
            self.preposition(&key, operand, english)
        } else {
            english
        };
        if key != "de" {
            self.head.awaits_of = false;
        }
        self.write(word, from, from + taken);
    }

    /// Tells whether what was written last introduces a date.
    pub(super) fn after_preposition(&self) -> bool {
        let last = self.out.english.rsplit(' ').next().unwrap_or_default();
        [
            "in", "since", "until", "before", "after", "during", "of", "between", "and", "or",
            "from", "to", "on", "at",
        ]
        .contains(&last)
            || last.ends_with('(')
            || last.is_empty()
    }

    /// Returns what `à`, `de` and `en` are before a date.
    fn dated(&mut self, key: &str) -> &'static str {
        match key {
            "à" | "a" if self.state.towards => {
                self.state.towards = false;
                "to"
            }
            "à" | "a" => "as of",
            "de" if self.leads_on() => {
                self.state.towards = true;
                "from"
            }
            _ => "in",
        }
    }

    /// Tells whether a date at the token is followed by `à` and another.
    fn leads_on(&self) -> bool {
        let start = if self.date_at(self.at).is_some() {
            self.at
        } else {
            self.behind_articles(self.at)
        };
        let Some((taken, _)) = self.date_at(start) else {
            return false;
        };
        let next = start + taken;
        self.is_any(next, &["à", "a"])
            && (self.date_at(next + 1).is_some()
                || self.date_at(self.behind_articles(next + 1)).is_some())
    }

    /// Tells whether a word that answers are grouped by stands at a token.
    fn groups(&self, at: usize) -> bool {
        let Some((_, meaning)) = self.vocabulary.words.longest(self.from(at)) else {
            return false;
        };
        let dimension = meaning
            .terms
            .iter()
            .any(|id| self.ontology.term(*id).kind == TermKind::Dimension);
        let place = meaning
            .classes
            .iter()
            .any(|(class, _)| self.ontology.class(*class).kind == ClassKind::Place);
        dimension || place || !meaning.role_nouns.is_empty()
    }

    /// Returns the English preposition for a French one before an operand.
    fn preposition(&mut self, key: &str, operand: usize, english: &'static str) -> &'static str {
        if key == "de" && self.head.awaits_of {
            self.head.awaits_of = false;
            self.head.last = Some((key.to_owned(), "of"));
            return "of";
        }
        // `alliés du MNLA ou d'AQIM` says its preposition once more.
        if let Some((last, word)) = &self.head.last
            && last == key
            && self.state.joined
        {
            return word;
        }
        if self.state.towards && matches!(key, "à" | "a") {
            self.state.towards = false;
            return "to";
        }
        let named = self.classes_of_name(operand);
        let place_only = !named.is_empty()
            && named
                .iter()
                .all(|class| self.ontology.class(*class).kind == ClassKind::Place);
        let introduces = |language: Language, word: &str| {
            let classes = &self.head.classes;
            classes
                .iter()
                .any(|class| self.ontology.introduces_place(*class, word, language))
        };
        let mut roles = roles_by(self.ontology, &self.head.classes, key, Language::French);
        let anywhere = named
            .iter()
            .any(|class| self.ontology.class(*class).kind == ClassKind::Place);
        // What only some kinds of event have is not what `événements au Mali` asks for.
        if anywhere && matches!(key, "à" | "a" | "de") {
            let own = |role: &RoleId| {
                let classes = &self.head.classes;
                classes
                    .iter()
                    .any(|class| self.ontology.roles_of(*class).contains(role))
            };
            roles.retain(own);
        }
        let fitting: Vec<RoleId> = roles
            .iter()
            .copied()
            .filter(|role| {
                named.is_empty()
                    || named
                        .iter()
                        .any(|class| self.ontology.can_fill(*role, *class))
            })
            .collect();
        let again = self.head.used.iter().any(|used| used == key);
        if introduces(Language::French, key) && (fitting.is_empty() || again || place_only) {
            let place = ENGLISH
                .iter()
                .find(|word| introduces(Language::English, word));
            return place.copied().unwrap_or("in");
        }
        if !again {
            self.head.used.push(key.to_owned());
        }
        let roles = if fitting.is_empty() { roles } else { fitting };
        let word = match for_roles(self.ontology, &self.head.classes, &roles, english) {
            Some(word) => word,
            None if matches!(key, "à" | "a") || (key == "de" && place_only) => "in",
            None => english,
        };
        self.head.last = Some((key.to_owned(), word));
        word
    }

    /// Returns the classes of whatever the name at a token can stand for.
    fn classes_of_name(&mut self, at: usize) -> Vec<ClassId> {
        let taken = self.name_at(at);
        if taken == 0 {
            return Vec::new();
        }
        let span = self.span(at, at + taken);
        let slice = &self.text[span.start..span.end];
        let name = match self.tokens[at].kind {
            Kind::Name => slice.trim_matches(|c: char| "\"“”„‟«»'‘’‚ ".contains(c)),
            _ => slice,
        };
        self.names
            .exact(name)
            .into_iter()
            .flat_map(|id| &self.names.name(id).classes)
            .filter_map(|iri| self.ontology.class_by_iri(iri))
            .collect()
    }
}

/// Returns the roles that a preposition introduces after a noun of some classes, the most special ones alone, sorted.
pub(super) fn roles_by(
    ontology: &Ontology,
    classes: &[ClassId],
    word: &str,
    language: Language,
) -> Vec<RoleId> {
    let mut roles: Vec<RoleId> = classes
        .iter()
        .flat_map(|class| ontology.roles_for_preposition(*class, word, language))
        .collect();
    if roles.is_empty() {
        roles = classes
            .iter()
            .flat_map(|class| ontology.roles_below_for_preposition(*class, word, language))
            .collect();
    }
    roles.sort();
    roles.dedup();
    let all = roles.clone();
    roles.retain(|role| {
        !all.iter()
            .any(|other| other != role && ontology.is_subrole(*other, *role))
    });
    roles
}

/// Returns the English preposition that introduces these roles and as few others as may be, the usual one if it does.
fn for_roles(
    ontology: &Ontology,
    classes: &[ClassId],
    roles: &[RoleId],
    usual: &'static str,
) -> Option<&'static str> {
    let introduced = |word: &str| roles_by(ontology, classes, word, Language::English);
    if roles.is_empty() || introduced(usual) == roles {
        return (!roles.is_empty()).then_some(usual);
    }
    let one_sided = || {
        ENGLISH
            .iter()
            .copied()
            .filter(|word| *word != "between" || usual == "between")
    };
    let exact = one_sided().find(|word| introduced(word) == roles);
    // Of several roles, the one of the most special class is meant.
    let first = classes
        .iter()
        .flat_map(|class| ontology.roles_of(*class))
        .find(|role| roles.contains(role))
        .or(roles.first().copied())?;
    let nearest = || {
        one_sided()
            .map(|word| (introduced(word), word))
            .filter(|(found, _)| found.contains(&first))
            .min_by_key(|(found, _)| found.len())
            .map(|(_, word)| word)
    };
    exact.or_else(nearest)
}

/// Returns what a French preposition behind a noun of some classes is in English, whatever stands behind it.
pub(super) fn english_of(
    ontology: &Ontology,
    classes: &[ClassId],
    french: &str,
    usual: &'static str,
) -> &'static str {
    let roles = roles_by(ontology, classes, french, Language::French);
    for_roles(ontology, classes, &roles, usual).unwrap_or(match french {
        "à" => "in",
        _ => usual,
    })
}
