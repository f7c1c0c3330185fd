//! The beginnings of French sentences.

use super::translator::Translator;
use super::verbs::{AVOIR, ETRE, TAILS};
use super::vocabulary::Keyword;
use super::written::Written;
use crate::lexicon::{Language, TermKind};

impl Translator<'_> {
    /// Translates the whole question.
    pub(super) fn sentence(mut self) -> Written {
        if self.is(0, "sparql") && self.token(1).is_some_and(|token| token.key == "{") {
            return Written::verbatim(self.text);
        }
        self.opening();
        let beginning = self
            .vocabulary
            .beginnings
            .longest(self.from(self.at))
            .map(|(taken, english)| (taken, *english));
        // A name can begin with a word that begins sentences.
        let name = self.name_at(self.at);
        match beginning {
            Some((taken, english)) if taken >= name => self.begun(taken, english),
            _ => self.bare(),
        }
        self.rest();
        self.out
    }

    /// Writes what stands before the sentence: courtesies, `strictement`, `top 10`.
    fn opening(&mut self) {
        while let Some((taken, keyword)) = self.keyword_at(self.at) {
            match keyword {
                Keyword::Silent => self.at += taken,
                Keyword::Output(english) => {
                    self.write(english, self.at, self.at + taken);
                    self.at += taken;
                    let number = self.token(self.at).is_some_and(|token| {
                        token.key.bytes().all(|b| b.is_ascii_digit()) && english == "top"
                    });
                    if number {
                        self.unknown();
                    }
                }
                _ => break,
            }
        }
        // `la somme des tués` begins with its article.
        let behind = self.behind_articles(self.at);
        if behind > self.at
            && self
                .vocabulary
                .beginnings
                .longest(self.from(behind))
                .is_some()
        {
            self.at = behind;
        }
    }

    fn begun(&mut self, taken: usize, english: &'static str) {
        let from = self.at;
        let behind = from + taken;
        match english {
            "who was" => self.who(from, from + 1, "who", "whom "),
            "who" | "whom did" => self.who(from, behind, "who", "whom "),
            "what"
                if self.is(behind - 1, "que")
                    && self.group_at(behind).is_some_and(|g| !g.inverted) =>
            {
                self.at = behind;
                if let Some(group) = self.group_at(behind) {
                    self.asked_before("what ", group);
                }
            }
            "what" => self.who(from, behind, "what", "what "),
            "which" => self.which(from, behind),
            "how many" | "count" | "number of" => self.count(from, behind),
            "sum" | "average" | "median" | "min" | "max" | "low" | "share" => {
                self.measure(from, behind, english);
            }
            "pairs" => {
                self.write("pairs", from, behind);
                self.at = behind;
                if self.is(behind, "qui")
                    && let Some(group) = self.group_at(behind + 1).filter(|g| !g.inverted)
                {
                    self.write("that", behind, behind + 1);
                    self.at = behind + 1;
                    self.state.verbs = true;
                    self.finite(group);
                }
            }
            "when" | "where" => {
                self.at = behind;
                if let Some((verb, group)) = self.verb_ahead(behind, true) {
                    self.asked(&format!("{english} "), behind, verb, group);
                } else {
                    self.write(english, from, behind);
                }
            }
            "did" | "was" | "is" => {
                self.at = behind;
                if !self.yes_no(behind, false) {
                    self.write("did", from, behind);
                }
            }
            "path from" | "path between" => {
                self.write(english, from, behind);
                self.at = behind;
                self.state.towards = english == "path from";
            }
            "what happened" => {
                self.write(english, from, behind);
                self.at = behind;
                let event = crate::iri::Iri::al("Event");
                self.head.classes = self
                    .ontology
                    .class_by_iri(event.as_str())
                    .into_iter()
                    .collect();
            }
            _ => {
                self.write(english, from, behind);
                self.at = behind;
                self.state.towards = english == "time from";
            }
        }
    }

    /// `qui VERBE`, `qui X a-t-il VERBÉ`, `qui est le NOM de`, `qui est X`.
    fn who(&mut self, from: usize, behind: usize, asker: &str, object: &str) {
        self.state.verbs = true;
        if let Some(group) = self.group_at(behind).filter(|group| !group.inverted) {
            self.write(asker, from, behind);
            self.at = behind;
            return self.finite(group);
        }
        if self.is_any(behind, ETRE) {
            let inverted = usize::from(self.is_inverted(behind + 1));
            let noun = self.behind_articles(behind + 1 + inverted);
            let be = if self.is_any(behind, &["est", "sont"]) {
                "is"
            } else {
                "was"
            };
            self.write(&format!("{asker} {be}"), from, noun);
            self.at = noun;
            return;
        }
        if let Some((verb, group)) = self.verb_ahead(behind, true) {
            return self.asked(object, behind, verb, group);
        }
        self.write(asker, from, behind);
        self.at = behind;
        self.state.verb = true;
    }

    /// `quels NOMS VERBE`, `quels NOMS X a-t-il VERBÉ`, `quels sont les NOMS`.
    fn which(&mut self, from: usize, behind: usize) {
        if self.is_any(behind, ETRE) {
            self.at = self.behind_articles(behind + 1);
            return;
        }
        self.write("which", from, behind);
        self.at = behind;
        self.subject_and_verb();
    }

    /// Writes a noun and the verb that it is the subject or the object of.
    fn subject_and_verb(&mut self) {
        if self.vocabulary.words.longest(self.from(self.at)).is_some() {
            self.noun();
        } else if self.at < self.end {
            self.unknown();
        }
        self.state.noun = true;
        self.state.verbs = true;
        // `quels coups d'État ont eu lieu` has no verb to speak of.
        if matches!(self.keyword_at(self.at), Some((_, Keyword::Silent))) {
            return;
        }
        if let Some(group) = self.group_at(self.at).filter(|group| !group.inverted) {
            return self.finite(group);
        }
        if let Some((verb, group)) = self.verb_ahead(self.at, true) {
            let start = self.at;
            return self.asked("", start, verb, group);
        }
        if self.is_any(self.at, AVOIR) {
            self.verb_or_nothing();
        }
    }

    /// `combien de NOMS`, `combien de NOMS VERBE`, `combien de tués dans`.
    fn count(&mut self, from: usize, behind: usize) {
        self.at = self.behind_articles(behind);
        if let Some((taken, figure)) = self.figure()
            && let Some(of) = self.of_figure(self.at + taken)
        {
            self.write("sum", from, behind);
            return self.figure_of(taken, &figure, of);
        }
        self.write("count", from, behind);
        if self.vocabulary.words.longest(self.from(self.at)).is_none() {
            return;
        }
        self.noun();
        if let Some(group) = self.group_at(self.at).filter(|group| !group.inverted) {
            self.write("that", self.at, self.at + 1);
            self.state.verbs = true;
            self.finite(group);
        }
    }

    /// `somme des tués des batailles`.
    fn measure(&mut self, from: usize, behind: usize, english: &str) {
        self.write(english, from, behind);
        self.at = behind;
        while self.is(self.at, "de") || self.is_article(self.at) {
            self.at += 1;
        }
        let Some((taken, figure)) = self.figure() else {
            return;
        };
        match self.of_figure(self.at + taken) {
            Some(of) => self.figure_of(taken, &figure, of),
            None => {
                self.write(&figure, self.at, self.at + taken);
                self.at += taken;
            }
        }
    }

    /// Reads the figure at the token.
    fn figure(&self) -> Option<(usize, String)> {
        let (taken, meaning) = self.vocabulary.words.longest(self.from(self.at))?;
        let term = meaning
            .terms
            .iter()
            .map(|id| self.ontology.term(*id))
            .find(|term| matches!(term.kind, TermKind::Measure | TermKind::Field))?;
        Some((taken, term.label(Language::English).to_owned()))
    }

    /// Returns the place behind what leads from a figure to its situations.
    fn of_figure(&self, at: usize) -> Option<usize> {
        if self.is_any(at, &["de", "dans", "pendant", "durant"]) {
            return Some(at + 1);
        }
        (self.is(at, "lors") && self.is(at + 1, "de")).then_some(at + 2)
    }

    fn figure_of(&mut self, taken: usize, figure: &str, of: usize) {
        let end = self.at + taken;
        self.write(figure, self.at, end);
        self.write("of", end, of);
        self.at = of;
    }

    /// Writes a yes-or-no question whose subject stands at a token, if a verb follows it.
    fn yes_no(&mut self, start: usize, inverted: bool) -> bool {
        if let Some((verb, ids, of)) = self.role_ahead(start, inverted) {
            self.is_role(start, verb, &ids, of);
            return true;
        }
        if let Some((verb, group)) = self.verb_ahead(start, inverted) {
            self.asked("", start, verb, group);
            return true;
        }
        false
    }

    /// `à qui X a-t-il prêté allégeance`.
    fn with_tail(&mut self, start: usize) -> bool {
        self.tail = self.token(start).cloned();
        let found = self.verb_ahead(start + 2, true);
        self.tail = None;
        if let Some((verb, group)) = found {
            self.asked("whom ", start + 2, verb, group);
        }
        found.is_some()
    }

    /// `X a-t-il …` with a verb that is not known, or none.
    fn without_verb(&mut self, start: usize) -> bool {
        let auxiliary = (start + 1..self.end).find(|at| {
            (self.is_any(*at, AVOIR) || self.is_any(*at, ETRE)) && self.is_inverted(at + 1)
        });
        let Some(auxiliary) = auxiliary else {
            return false;
        };
        self.write("did", auxiliary, auxiliary + 2);
        self.up_to(auxiliary);
        self.at = auxiliary + 2;
        true
    }

    /// A sentence without a beginning: `X a-t-il VERBÉ Y`, `X a VERBÉ Y`, or a noun phrase.
    fn bare(&mut self) {
        let start = self.at;
        if self.is_any(start, TAILS) && self.is(start + 1, "qui") && self.with_tail(start) {
            return;
        }
        if self.yes_no(start, true) || self.without_verb(start) {
            return;
        }
        let named = self.behind_articles(start);
        let name = self.name_at(named);
        if name > 0 && self.group_at(named + name).is_some() {
            self.yes_no(start, false);
        }
    }
}
