//! French verbs in English: auxiliaries, participles, relative clauses, and predicates with `être`.

use super::token::Token;
use super::translator::Translator;
use super::verbs::{AVOIR, Auxiliary, ETRE, French, VerbUse, english};
use super::vocabulary::Keyword;
use crate::iri::with_article;
use crate::lexicon::{Form, Number, RoleNounId, VerbId};

/// A verb as it stands, with its auxiliaries.
#[derive(Clone, Copy, Debug)]
pub(super) struct Group {
    pub(super) taken: usize,
    pub(super) verb: VerbId,
    pub(super) form: French,
    /// `n'a jamais`.
    pub(super) never: bool,
    /// `a-t-il`.
    pub(super) inverted: bool,
    present: bool,
    plural: bool,
}

/// Words between an auxiliary and its participle that say nothing.
const BETWEEN: &[&str] = &[
    "aussi",
    "deja",
    "encore",
    "egalement",
    "ensuite",
    "toujours",
];
/// The most words of a verb that ends in a preposition.
const LONGEST_VERB: usize = 6;
const NEGATIONS: &[&str] = &["jamais", "pas", "point"];

impl Translator<'_> {
    /// Reads the verb at a token, with everything that belongs to it.
    pub(super) fn group_at(&self, at: usize) -> Option<Group> {
        let mut next = at + usize::from(self.is(at, "ne"));
        let reflexive = self.is(next, "se");
        let auxiliary = next + usize::from(reflexive);
        let avoir = self.is_any(auxiliary, AVOIR);
        if avoir || self.is_any(auxiliary, ETRE) {
            let first = self.token(auxiliary)?.key.clone();
            next = auxiliary + 1;
            let inverted = self.is_inverted(next);
            next += usize::from(inverted);
            let mut never = false;
            while self.is_any(next, BETWEEN) || self.is_any(next, NEGATIONS) {
                never |= self.is_any(next, NEGATIONS);
                next += 1;
            }
            let been = avoir && self.is(next, "ete");
            next += usize::from(been);
            let wanted: &[French] = match (avoir, been, reflexive) {
                // `a pris en embuscade` is the active of `pris en embuscade`.
                (true, false, _) => &[French::Active(Auxiliary::Avoir), French::Passive],
                (false, _, true) => &[French::Active(Auxiliary::Reflexive)],
                (true, true, _) => &[French::Active(Auxiliary::Being), French::Passive],
                _ => &[
                    French::Active(Auxiliary::Being),
                    French::Active(Auxiliary::Etre),
                    French::Passive,
                ],
            };
            let (taken, found) = self.verb_of(next, wanted)?;
            let active = avoir && !been;
            // `est allié` and `est soutenu` are of now, `est intervenu` is not.
            let being = matches!(
                found.form,
                French::Passive | French::Active(Auxiliary::Being)
            );
            let present = being && !been && matches!(first.as_str(), "est" | "sont");
            return Some(Group {
                taken: next + taken - at,
                verb: found.verb,
                form: if active {
                    French::Active(Auxiliary::Avoir)
                } else {
                    found.form
                },
                never,
                inverted,
                present,
                plural: matches!(
                    first.as_str(),
                    "ont" | "avaient" | "sont" | "etaient" | "furent"
                ),
            });
        }
        let (taken, found) = self.verb_of(next, &[French::Present, French::Imperfect])?;
        next += taken;
        let inverted = self.is_inverted(next);
        next += usize::from(inverted);
        let never = self.is_any(next, NEGATIONS);
        next += usize::from(never);
        Some(Group {
            taken: next - at,
            verb: found.verb,
            form: found.form,
            never,
            inverted,
            present: found.form == French::Present,
            plural: false,
        })
    }

    /// Returns the longest verb at a token that stands there in one of the forms, the earlier form first.
    fn verb_of(&self, at: usize, forms: &[French]) -> Option<(usize, VerbUse)> {
        if let Some(tail) = &self.tail {
            return self.verb_with_tail(at, forms, tail);
        }
        let mut end = self.end;
        while end > at {
            let tokens = &self.tokens[at..end];
            let (taken, uses) = self.vocabulary.verbs.longest(tokens)?;
            for form in forms {
                if let Some(found) = self.preferred(uses, *form) {
                    return Some((taken, found));
                }
            }
            end = at + taken - 1;
        }
        None
    }

    /// Returns the verb that ends in a preposition which stands before its `qui`.
    fn verb_with_tail(
        &self,
        at: usize,
        forms: &[French],
        tail: &Token,
    ) -> Option<(usize, VerbUse)> {
        let longest = (self.end - at.min(self.end)).min(LONGEST_VERB);
        (1..=longest).rev().find_map(|taken| {
            let mut tokens = self.tokens[at..at + taken].to_vec();
            tokens.push(tail.clone());
            let (found, uses) = self.vocabulary.verbs.longest(&tokens)?;
            let verb = forms.iter().find_map(|form| self.preferred(uses, *form))?;
            (found == tokens.len()).then_some((taken, verb))
        })
    }

    /// Of several verbs with one participle, takes the one whose own participle it is.
    fn preferred(&self, uses: &[VerbUse], form: French) -> Option<VerbUse> {
        let mut fitting = uses.iter().filter(|verb| verb.form == form);
        let own = |verb: &&VerbUse| {
            uses.iter()
                .any(|other| other.verb == verb.verb && matches!(other.form, French::Active(_)))
        };
        fitting
            .clone()
            .find(own)
            .or_else(|| fitting.next())
            .copied()
    }

    /// Writes the verb that comes next; of an auxiliary before an unknown word, the word alone remains.
    pub(super) fn verb_or_nothing(&mut self) -> bool {
        if let Some(group) = self.group_at(self.at) {
            self.finite(group);
            return true;
        }
        // `et soutenu Y` goes on with the auxiliary of the first verb.
        let (passive, active) = (French::Passive, French::Active(Auxiliary::Avoir));
        if self.state.verbs
            && let Some((taken, found)) = self.verb_of(self.at, &[active, passive])
        {
            let form = if found.form == passive {
                Form::Participle
            } else {
                Form::Past
            };
            let word = english(self.ontology, found.verb, form);
            self.write(&word, self.at, self.at + taken);
            self.at += taken;
            self.about_verb(found.verb);
            return true;
        }
        if self.is_any(self.at, AVOIR) && self.name_at(self.at) == 0 {
            let been = self.is(self.at + 1, "ete");
            if been {
                self.write("was", self.at, self.at + 2);
            }
            self.at += 1 + usize::from(been);
            return true;
        }
        false
    }

    /// Writes a verb behind `who`, `that` or `which NOUN`.
    pub(super) fn finite(&mut self, group: Group) {
        let (from, to) = (self.at, self.at + group.taken);
        let mut word = self.finite_word(group);
        if group.never {
            word.insert_str(0, "never ");
        }
        self.write(&word, from, to);
        self.at = to;
        self.about_verb(group.verb);
    }

    fn finite_word(&self, group: Group) -> String {
        let form = |form| english(self.ontology, group.verb, form);
        match group.form {
            French::Passive => format!("{} {}", be(group), form(Form::Participle)),
            _ if group.present => form(Form::Present),
            _ => {
                let past = form(Form::Past);
                match past.strip_prefix("was ") {
                    Some(rest) if group.plural => format!("were {rest}"),
                    _ => past,
                }
            }
        }
    }

    /// Takes what follows to be about a verb.
    pub(super) fn about_verb(&mut self, verb: VerbId) {
        let mut classes: Vec<_> = self
            .ontology
            .verb(verb)
            .reads
            .iter()
            .map(|reads| reads.class)
            .collect();
        classes.sort_unstable();
        classes.dedup();
        self.head = super::translator::Head {
            classes,
            ..Default::default()
        };
        self.state.verb = false;
        self.state.noun = false;
    }

    /// Writes a verb with its subject between auxiliary and verb: `did X support`, `was X attacked`.
    ///
    /// The subject stands from `start` up to `verb`; behind the verb the translation goes on.
    pub(super) fn asked(&mut self, lead: &str, start: usize, verb: usize, group: Group) {
        let form = |form| english(self.ontology, group.verb, form);
        let base = form(Form::Base);
        let (auxiliary, word) = match (group.form, base.strip_prefix("be ")) {
            (French::Passive, _) => (be(group), form(Form::Participle)),
            (_, Some(rest)) => (be(group), rest.to_owned()),
            _ if group.present => ("does", base),
            _ => ("did", base),
        };
        self.write(&format!("{lead}{auxiliary}"), verb, verb + group.taken);
        self.at = start;
        self.up_to(verb);
        let never = if group.never { "never " } else { "" };
        self.write(&format!("{never}{word}"), verb, verb + group.taken);
        self.at = verb + group.taken;
        self.about_verb(group.verb);
        self.state.verbs = true;
    }

    /// Writes a verb whose subject stands behind it: `qu'a signé la CMA`.
    pub(super) fn asked_before(&mut self, lead: &str, group: Group) {
        let form = |form| english(self.ontology, group.verb, form);
        let verb = self.at;
        let start = verb + group.taken;
        let mut end = start;
        while end < self.end {
            let name = self.name_at(end);
            if name == 0 && self.keyword_at(end).is_some() {
                break;
            }
            end += name.max(1);
        }
        let auxiliary = if group.present { "does" } else { "did" };
        self.write(&format!("{lead}{auxiliary}"), verb, start);
        self.at = start;
        let base = form(Form::Base);
        self.up_to(end);
        self.write(&base, verb, start);
        self.about_verb(group.verb);
        self.state.verbs = true;
    }

    /// Finds the verb of a subject that stands at a token: where it begins, at least one word on.
    pub(super) fn verb_ahead(&self, from: usize, inverted: bool) -> Option<(usize, Group)> {
        let mut at = from;
        let mut depth = 0_usize;
        while at < self.end {
            match self.tokens[at].key.as_str() {
                "(" | "{" => depth += 1,
                ")" | "}" => depth = depth.saturating_sub(1),
                _ => {}
            }
            let name = self.name_at(at);
            if name > 0 {
                at += name;
                continue;
            }
            if at > from
                && depth == 0
                && let Some(group) = self.group_at(at)
                && group.inverted == inverted
            {
                return Some((at, group));
            }
            at += 1;
        }
        None
    }

    /// Writes `qui` and `que` behind a noun.
    pub(super) fn relative(&mut self) -> bool {
        let (who, that) = (self.is(self.at, "qui"), self.is(self.at, "que"));
        if who && (self.state.noun || self.state.verbs) {
            let word = if self.state.noun { "that" } else { "who" };
            self.write(word, self.at, self.at + 1);
            self.at += 1;
            self.state.verb = true;
            self.state.verbs = true;
            self.state.noun = false;
            return true;
        }
        if that
            && self.state.noun
            && let Some((verb, group)) = self.verb_ahead(self.at + 1, false)
        {
            self.write("that", self.at, self.at + 1);
            self.at += 1;
            self.state.noun = false;
            self.up_to(verb);
            self.finite(group);
            self.state.verbs = true;
            return true;
        }
        false
    }

    /// Writes what was done to a noun, or what it was: `signés par`, `liés à`.
    pub(super) fn participle(&mut self, other: usize) -> bool {
        let forms = [French::Active(Auxiliary::Being), French::Passive];
        let Some((taken, found)) = self.verb_of(self.at, &forms) else {
            return false;
        };
        let agent = self.is(self.at + taken, "par");
        if taken < other || (taken == other && !agent) {
            return false;
        }
        if self
            .keyword_at(self.at)
            .is_some_and(|(longer, word)| longer > taken && matches!(word, Keyword::Clause(_)))
        {
            return false;
        }
        let word = match found.form {
            French::Passive => english(self.ontology, found.verb, Form::Participle),
            _ => {
                let past = english(self.ontology, found.verb, Form::Past);
                past.strip_prefix("was ").unwrap_or(&past).to_owned()
            }
        };
        self.write(&word, self.at, self.at + taken);
        self.at += taken;
        self.about_verb(found.verb);
        true
    }

    /// Drops `est` before what is no verb.
    pub(super) fn role_predicate(&mut self) -> bool {
        if !self.is_any(self.at, ETRE) {
            return false;
        }
        self.at += 1 + usize::from(self.is_inverted(self.at + 1));
        true
    }

    /// Finds `est un allié de` behind a subject: where it begins, what the noun is, and where its `de` stands.
    pub(super) fn role_ahead(
        &self,
        from: usize,
        inverted: bool,
    ) -> Option<(usize, Vec<RoleNounId>, usize)> {
        let mut at = from;
        while at < self.end {
            let name = self.name_at(at);
            if name > 0 {
                at += name;
                continue;
            }
            if at > from && self.is_any(at, ETRE) && self.is_inverted(at + 1) == inverted {
                let mut noun = at + 1 + usize::from(inverted);
                while self.is_article(noun) || (self.is(noun, "de") && self.is_article(noun + 1)) {
                    noun += 1;
                }
                let found = self.vocabulary.words.longest(self.from(noun));
                if let Some((taken, meaning)) = found
                    && !meaning.role_nouns.is_empty()
                    && self.is(noun + taken, "de")
                {
                    let ids = meaning.role_nouns.iter().map(|(id, _)| *id).collect();
                    return Some((at, ids, noun + taken));
                }
            }
            at += 1;
        }
        None
    }

    /// Writes `is X an ally of`, and goes on behind it.
    pub(super) fn is_role(&mut self, start: usize, verb: usize, ids: &[RoleNounId], of: usize) {
        let present = self.is_any(verb, &["est", "sont"]);
        self.write(if present { "is" } else { "was" }, verb, verb + 1);
        self.at = start;
        self.up_to(verb);
        let word = with_article(&self.role_word(ids, Number::Singular));
        self.write(&word, verb + 1, of);
        self.write("of", of, of + 1);
        self.at = of + 1;
        let mut classes: Vec<_> = ids
            .iter()
            .flat_map(|id| self.ontology.role_noun(*id).reads.iter().map(|r| r.class))
            .collect();
        classes.sort_unstable();
        classes.dedup();
        self.head = super::translator::Head {
            classes,
            ..Default::default()
        };
    }
}

fn be(group: Group) -> &'static str {
    match (group.present, group.plural) {
        (true, true) => "are",
        (true, false) => "is",
        (false, true) => "were",
        (false, false) => "was",
    }
}
