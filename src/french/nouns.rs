//! French nouns, adjectives, figures and group keys in English.

use super::token::{Kind, key};
use super::translator::Translator;
use super::vocabulary::Meaning;
use crate::lexicon::{ClassId, ClassKind, Language, Number, RoleNounId, TermId, TermKind, fold};

const EN: Language = Language::English;

impl Translator<'_> {
    /// Writes the noun at the token, with the adjectives behind it before it.
    pub(super) fn noun(&mut self) {
        let Some((taken, meaning)) = self.vocabulary.words.longest(self.from(self.at)) else {
            return self.unknown();
        };
        let from = self.at;
        if let Some(word) = self.term(from, from + taken, meaning) {
            self.write(&word, from, from + taken);
            self.at += taken;
            return;
        }
        self.at += taken;
        let adjectives = self.adjectives();
        let of_follows = self.is(self.at, "de");
        for (word, start, end) in adjectives {
            self.write(&word, start, end);
        }
        self.head = super::translator::Head::default();
        let word = match (meaning.role_nouns.first(), meaning.classes.first()) {
            (Some((_, number)), class) if of_follows || class.is_none() => {
                let ids: Vec<RoleNounId> = meaning.role_nouns.iter().map(|(id, _)| *id).collect();
                self.head.classes = ids
                    .iter()
                    .flat_map(|id| self.ontology.role_noun(*id).reads.iter().map(|r| r.class))
                    .collect();
                self.head.classes.sort_unstable();
                self.head.classes.dedup();
                self.head.awaits_of = of_follows;
                self.role_word(&ids, *number)
            }
            (_, Some((class, number))) => {
                self.head.classes = vec![*class];
                self.state.noun = true;
                self.class_word(*class, *number)
            }
            _ => self.raw(from).to_owned(),
        };
        self.write(&word, from, from + taken);
        self.state.verb = false;
        self.state.figure = false;
    }

    /// Returns the English of an entry of a code list, where the word is one here.
    fn term(&self, from: usize, to: usize, meaning: &Meaning) -> Option<String> {
        let of_kind = |kinds: &[TermKind]| {
            meaning
                .terms
                .iter()
                .copied()
                .find(|id| kinds.contains(&self.ontology.term(*id).kind))
        };
        let label = |id: TermId| self.ontology.term(id).label(EN).to_owned();
        let noun = !meaning.classes.is_empty() || !meaning.role_nouns.is_empty();
        if self.state.grouping {
            return Some(self.group_key(
                &self.text[self.span(from, to).start..self.span(from, to).end],
                meaning,
            ));
        }
        if self.state.figure || !noun {
            let figure = of_kind(&[TermKind::Measure, TermKind::Field]);
            if let Some(id) = figure {
                return Some(label(id));
            }
        }
        if noun {
            return None;
        }
        let any = [
            TermKind::Certainty,
            TermKind::Status,
            TermKind::Consensus,
            TermKind::Dimension,
        ];
        of_kind(&any).map(label)
    }

    /// Returns the English of a word that answers are grouped by.
    pub(super) fn group_key(&self, typed: &str, meaning: &Meaning) -> String {
        let dimension = meaning
            .terms
            .iter()
            .map(|id| self.ontology.term(*id))
            .find(|term| term.kind == TermKind::Dimension);
        let place = meaning
            .classes
            .iter()
            .map(|(class, _)| self.ontology.class(*class))
            .find(|class| class.kind == ClassKind::Place);
        let french = Language::French;
        if let Some(term) = dimension {
            let own = [term.label(french), term.plural(french)]
                .iter()
                .any(|word| fold(word) == fold(typed));
            if own || meaning.role_nouns.is_empty() {
                return term.label(EN).to_owned();
            }
        }
        if let Some((id, _)) = meaning.role_nouns.first() {
            return self.role_label(&[*id]);
        }
        match (place, meaning.classes.first()) {
            (Some(class), _) => class.label(EN).to_owned(),
            (None, Some((class, _))) => self.ontology.class(*class).label(EN).to_owned(),
            (None, None) => typed.to_owned(),
        }
    }

    fn role_label(&self, ids: &[RoleNounId]) -> String {
        self.role_word(ids, Number::Singular)
    }

    /// Reads the adjectives of certainty and status behind a noun.
    fn adjectives(&mut self) -> Vec<(String, usize, usize)> {
        let mut found = Vec::new();
        loop {
            let keyword = self.keyword_at(self.at).map_or(0, |(taken, _)| taken);
            let Some((taken, meaning)) = self.vocabulary.words.longest(self.from(self.at)) else {
                break;
            };
            let adjective = meaning
                .terms
                .iter()
                .map(|id| self.ontology.term(*id))
                .find(|term| {
                    matches!(
                        term.kind,
                        TermKind::Certainty | TermKind::Status | TermKind::Consensus
                    )
                });
            // `revendiqué par` and `demandé par` tell who did so.
            let agent = self.is_any(self.at + taken, &["par", "à"]);
            match adjective {
                Some(term) if !agent && keyword <= taken => {
                    found.push((term.label(EN).to_owned(), self.at, self.at + taken));
                    self.at += taken;
                }
                _ => break,
            }
        }
        found
    }

    /// Returns the English word of a class in a number.
    pub(super) fn class_word(&self, class: ClassId, number: Number) -> String {
        let class = self.ontology.class(class);
        match number {
            Number::Singular => class.label(EN).to_owned(),
            Number::Plural | Number::Either => class.plural(EN).to_owned(),
        }
    }

    /// Returns the English word that means these role nouns and no others, or else the first one's.
    pub(super) fn role_word(&self, ids: &[RoleNounId], number: Number) -> String {
        let words = self.ontology.words(EN);
        let same = |word: &str| {
            let found: Vec<RoleNounId> = words.role_nouns(word).iter().map(|m| m.noun).collect();
            found.len() == ids.len() && found.iter().all(|id| ids.contains(id))
        };
        let of = |id: &RoleNounId| {
            let noun = self.ontology.role_noun(*id);
            match number {
                Number::Singular => noun.label(EN).to_owned(),
                Number::Plural | Number::Either => noun.plural(EN).to_owned(),
            }
        };
        let mut all = ids.iter().map(of);
        all.clone()
            .find(|word| same(word))
            .or_else(|| all.next())
            .unwrap_or_default()
    }

    /// Returns the English label of the class that a French noun names.
    pub(super) fn class_label(&self, word: &str) -> Option<String> {
        let meaning = self.vocabulary.words.get(&key(word))?;
        let (class, _) = meaning.classes.first()?;
        Some(self.ontology.class(*class).label(EN).to_owned())
    }

    /// Writes a column to order by; a word that is none ends the keys.
    pub(super) fn column(&mut self) -> bool {
        let from = self.at;
        if self.is_article(from) {
            self.at += 1;
            return true;
        }
        let known = self.vocabulary.columns.longest(self.from(from));
        let noun = self.vocabulary.words.longest(self.from(from));
        let keyword = self.keyword_at(from);
        if let Some((taken, column)) = known {
            let column = *column;
            self.write(column, from, from + taken);
            self.at += taken;
            return true;
        }
        if let Some((taken, super::vocabulary::Keyword::Word(word))) = keyword
            && matches!(word, "desc" | "asc")
        {
            self.write(word, from, from + taken);
            self.at += taken;
            return true;
        }
        match noun {
            Some((taken, meaning)) if keyword.is_none_or(|(other, _)| other < taken) => {
                let span = self.span(from, from + taken);
                let figure = meaning
                    .terms
                    .iter()
                    .map(|id| self.ontology.term(*id))
                    .find(|term| matches!(term.kind, TermKind::Measure | TermKind::Field));
                let word = match figure {
                    Some(term) => term.label(EN).to_owned(),
                    None => self.group_key(&self.text[span.start..span.end], meaning),
                };
                self.write(&word, from, from + taken);
                self.at += taken;
                true
            }
            _ => {
                let ends = keyword.is_some() || self.tokens[from].kind != Kind::Word;
                self.state.ordering = !ends;
                false
            }
        }
    }
}
