//! Every word of the ontology and every name, once, in the sentences that it can stand in.

use crate::vocabulary::{ENGLISH, PREPOSITIONS};
use crate::{SAHEL, WORDS, reread};
use allegiance::lexicon::Form;
use allegiance::question::format::quoted;
use allegiance::reading::{Ask, Filler, Filter, Set, echo};

/// Problems found, with the questions in which they were.
#[derive(Default)]
struct Report {
    problems: Vec<String>,
}

impl Report {
    /// Reads a question and its echo; says whether it is one.
    fn closed(&mut self, question: &str) -> bool {
        let Ok((_, reading)) = SAHEL.read(question) else {
            return false;
        };
        if let Err(problem) = reread(&SAHEL, &reading) {
            self.problems.push(format!("{question}\n  {problem}"));
        }
        true
    }

    fn must(&mut self, question: &str) {
        if !self.closed(question) {
            let error = SAHEL.read(question).expect_err("refused above");
            self.problems.push(format!("{question}\n  {error}"));
        }
    }

    fn end(self) {
        let shown: Vec<&str> = self.problems.iter().take(30).map(String::as_str).collect();
        assert!(
            shown.is_empty(),
            "{} problems\n{}",
            self.problems.len(),
            shown.join("\n")
        );
    }
}

const MALI: &str = "<https://w3id.org/allegiance/id/mali>";
const FRANCE: &str = "<https://w3id.org/allegiance/id/france>";

/// A name of an actor, of a place, and of each wide kind of situation: the ones with the most situations.
fn names() -> Vec<String> {
    let kinds = ["Actor", "Place", "Accord"];
    kinds
        .into_iter()
        .filter_map(|kind| {
            Some(
                WORDS
                    .fitting(&[WORDS.class(kind)])
                    .first()?
                    .entity
                    .iri
                    .clone(),
            )
        })
        .map(|iri| format!("<{iri}>"))
        .collect()
}

#[test]
fn nouns() {
    let mut report = Report::default();
    let words = SAHEL.ontology().words(ENGLISH);
    let names = names();
    for (word, nouns) in words.classes.iter() {
        let known = nouns.iter().any(|noun| {
            SAHEL.ontology().class(noun.class).kind != allegiance::lexicon::ClassKind::Source
        });
        if known {
            report.must(word);
            report.must(&format!("count {word}"));
            report.must(&format!("allies of {MALI} or ({word})"));
        }
    }
    for (word, _) in words.role_nouns.iter() {
        report.closed(word);
        for name in &names {
            report.closed(&format!("{word} of {name}"));
        }
        report.closed(&format!("{word} of (events)"));
        report.closed(&format!("coups and {word} of (relations)"));
    }
    report.end();
}

#[test]
fn verbs() {
    let mut report = Report::default();
    let words = SAHEL.ontology().words(ENGLISH);
    let names = names();
    let [actor, ..] = names.as_slice() else {
        panic!("no names");
    };
    for (word, matches) in words.verbs.iter() {
        let is = |form| matches.iter().any(|m| m.is(form));
        let mut questions = Vec::new();
        if is(Form::Past) || is(Form::Present) {
            questions.push(format!("who {word}"));
            questions.extend(names.iter().map(|name| format!("who {word} {name}")));
            questions.push(format!("which actors {word} {actor}"));
            questions.push(format!("who supported {MALI} or {word} {actor}"));
            questions.push(format!(
                "who {word} {actor} and (supported {MALI} or attacked {MALI})"
            ));
        }
        if is(Form::Participle) {
            questions.push(format!("who was {word}"));
            questions.push(format!("who was {word} by {actor}"));
            questions.push(format!("who was {word} {actor}"));
            questions.push(format!("was {actor} {word} by {MALI}"));
            questions.push(format!("is {actor} {word} {MALI}"));
            questions.push(format!("has {MALI} {word}"));
            questions.extend(names.iter().map(|name| format!("has {MALI} {word} {name}")));
        }
        if is(Form::Base) {
            questions.push(format!("did {MALI} {word}"));
            questions.extend(names.iter().map(|name| format!("did {MALI} {word} {name}")));
            questions.push(format!("whom did {actor} {word}"));
            questions.push(format!("which actors did {actor} {word}"));
        }
        let asked: usize = questions.iter().filter(|q| report.closed(q)).count();
        if asked == 0 {
            report
                .problems
                .push(format!("no question takes the verb `{word}`"));
        }
    }
    report.end();
}

#[test]
fn prepositions() {
    let mut report = Report::default();
    for class in &WORDS.situations {
        let plural = WORDS.noun(*class).plural;
        for preposition in PREPOSITIONS {
            let roles = WORDS.roles_by(&[*class], *preposition);
            if roles.is_empty() {
                continue;
            }
            for known in WORDS.fitting(&WORDS.fillers(&roles)).into_iter().take(3) {
                let question = format!("{plural} {} <{}>", preposition.text(), known.entity.iri);
                report.must(&question);
            }
        }
        if !WORDS.pairs(&[*class]).is_empty() {
            report.must(&format!("{plural} between {MALI} and ({FRANCE}, CSP)"));
            report.must(&format!("{plural} between ({FRANCE}, CSP) and {MALI}"));
        }
    }
    report.end();
}

#[test]
fn dimensions() {
    let mut report = Report::default();
    for class in &WORDS.situations {
        let plural = WORDS.noun(*class).plural;
        for measured in [false, true] {
            let what = if measured { "sum killed of" } else { "count" };
            for dimension in WORDS.dimensions(&[*class], measured) {
                let question = format!("{what} {plural} by {}", dimension.word);
                report.must(&question);
                let Ok((_, reading)) = SAHEL.read(&question) else {
                    continue;
                };
                let (Ask::Count { by, .. } | Ask::Measure { by, .. }) = &reading.ask else {
                    continue;
                };
                if *by != [dimension] {
                    report
                        .problems
                        .push(format!("{question}\n  groups by {by:?}"));
                }
            }
        }
    }
    report.end();
}

#[test]
fn names_in_quotes() {
    let mut report = Report::default();
    for (_, name) in SAHEL.names().iter() {
        report.must(&format!("about <{}>", name.iri));
        for text in name.aliases.iter().chain([&name.label]) {
            let question = format!("about {}", quoted(text));
            let known = match SAHEL.read(&question) {
                Ok(_) => report.closed(&question),
                // Two things can have one name.
                Err(_) => SAHEL.names().exact(text).len() > 1,
            };
            if !known {
                report.problems.push(format!("{question} is not found"));
            }
        }
    }
    report.end();
}

/// `support from X to Y` has two sides, and neither may be lost.
#[test]
fn a_clause_of_two_sides_keeps_both() {
    let (_, reading) = SAHEL
        .read("support from Russia to CSP")
        .expect("a question");
    let Ask::List(Set::Situations(support)) = &reading.ask else {
        panic!("{}", echo(&reading));
    };
    let named: Vec<String> = support
        .filters
        .iter()
        .filter_map(|filter| match filter {
            Filter::Role {
                filler: Filler::Names(names),
                ..
            } => Some(names[0].label.clone()),
            _ => None,
        })
        .collect();
    assert_eq!(named, ["Russia", "CSP"]);
    let mut report = Report::default();
    report.must("support from Russia to CSP in 2023");
    report.must(&format!("support from ({FRANCE}, {MALI}) to CSP and JNIM"));
    report.end();
}
