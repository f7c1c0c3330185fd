//! What one source says and another does not: two releases of a dataset beside each other.
//!
//! A release names its events as the one before did, so that an event is in both where its IRI is. What is compared is what
//! the sources state themselves: dates, places, who took part, and figures.

use super::empty::run;
use super::error::AnswerError;
use super::evidence::Member;
use super::facts::{Context, Facts};
use super::list::column;
use super::output::{as_they_stand, finish, listed, page};
use super::table::{Answer, Cell, ColumnType, Row};
use super::told::Told;
use crate::iri::Iri;
use crate::plan;
use crate::reading::{Compare, Entity, Filter, Reading, Set};
use crate::sparql;
use std::collections::{BTreeMap, BTreeSet};

/// Lists what is only in the one or the other, and what both tell differently.
pub fn changes(
    context: &Context<'_>,
    reading: &Reading,
    compared: &Compare,
    [first, second]: [&Entity; 2],
    answer: &mut Answer,
) -> Result<(), AnswerError> {
    let mut listed = |source: &Entity| -> Result<BTreeMap<String, Member>, AnswerError> {
        let mut of = compared.of.clone();
        of.filters.push(Filter::Using(vec![source.clone()]));
        let sub = listed(reading, Set::Situations(of));
        if let (true, Some(plan)) = (answer.sparql.is_empty(), plan::plan(&sub, context.ontology)) {
            answer.sparql = super::make::print(&sparql::lower(&plan)?, &answer.reading);
        }
        let found = run(context, &sub)?;
        Ok(found.into_iter().map(|m| (m.iri.clone(), m)).collect())
    };
    let (one, other) = (listed(first)?, listed(second)?);
    let both: BTreeSet<String> = one
        .keys()
        .filter(|iri| other.contains_key(*iri))
        .cloned()
        .collect();
    let told = context.told(&both)?;
    let figures: BTreeSet<String> = both
        .iter()
        .flat_map(|iri| told.all.all(iri, "figure").iter().cloned())
        .collect();
    let numbers = context.told(&figures)?;
    let mut rows: Vec<(i64, String, &'static str, Vec<String>)> = Vec::new();
    let start = |member: &Member| member.evidence.first().map_or(i64::MIN, |e| e.start);
    let (mut added, mut removed, mut changed) = (0, 0, 0);
    for (iri, member) in &one {
        if !other.contains_key(iri) {
            removed += 1;
            rows.push((start(member), iri.clone(), "removed", Vec::new()));
            continue;
        }
        let differences = differences(context, (&told, &numbers), iri, [first, second]);
        if !differences.is_empty() {
            changed += 1;
            rows.push((start(member), iri.clone(), "changed", differences));
        }
    }
    for (iri, member) in &other {
        if !one.contains_key(iri) {
            added += 1;
            rows.push((start(member), iri.clone(), "added", Vec::new()));
        }
    }
    rows.sort_by_cached_key(|(start, iri, ..)| (*start, context.label(iri), iri.clone()));
    answer.columns = vec![
        column(&compared.of.class.singular, ColumnType::Situation),
        column("when", ColumnType::Date),
        column("change", ColumnType::Text),
        column("what", ColumnType::Text),
    ];
    let total = rows.len();
    if as_they_stand(reading) {
        rows.truncate(page(reading.rows));
    }
    let facts = context.facts(&rows.iter().map(|(_, iri, ..)| iri.clone()).collect())?;
    let rows: Vec<Row> = rows
        .into_iter()
        .map(|(_, iri, change, what)| Row {
            cells: vec![
                context.situation(&facts, &iri),
                context.when(&facts, &iri),
                Cell::text(change),
                if what.is_empty() {
                    Cell::missing()
                } else {
                    Cell::text(what.join("; "))
                },
            ],
            evidence: vec![iri],
        })
        .collect();
    finish(reading, answer, rows, &[])?;
    if as_they_stand(reading) {
        answer.total = total;
    }
    answer.notes.push(format!(
        "{} in {} and {} in {}: {} in both are told alike, {changed} differently; {removed} {} only in the first, {added} only in the second",
        one.len(),
        first.label,
        other.len(),
        second.label,
        both.len() - changed,
        if removed == 1 { "is" } else { "are" }
    ));
    Ok(())
}

/// What two sources tell differently of one situation: `killed: 3, then 5`.
fn differences(
    context: &Context<'_>,
    (told, numbers): (&Told, &Told),
    iri: &str,
    [first, second]: [&Entity; 2],
) -> Vec<String> {
    let of = |source: &Entity, told: &'_ Told| -> Facts {
        let mut own = told
            .sources(iri)
            .filter(|(name, _)| *name == source.iri.as_str());
        own.next()
            .map_or_else(Facts::default, |(_, facts)| facts.clone())
    };
    let sides = [of(first, told), of(second, told)];
    let mut found = Vec::new();
    let mut compare = |word: &str, before: String, after: String| {
        let said = |text: String| {
            if text.is_empty() {
                "nothing".to_owned()
            } else {
                text
            }
        };
        if before != after {
            found.push(format!("{word}: {}, then {}", said(before), said(after)));
        }
    };
    let [before, after] = sides
        .each_ref()
        .map(|facts| figures_of(context, numbers, facts, iri));
    for measure in before.keys().chain(after.keys()).collect::<BTreeSet<_>>() {
        let text = |side: &BTreeMap<String, String>| side.get(measure).cloned().unwrap_or_default();
        compare(measure, text(&before), text(&after));
    }
    let when = |facts: &Facts| {
        let cell = context.when(facts, iri);
        cell.label.unwrap_or(match cell.value {
            super::table::Value::Text(text) => text,
            _ => String::new(),
        })
    };
    compare("when", when(&sides[0]), when(&sides[1]));
    let labels = |things: Vec<&str>| {
        let mut labels: Vec<String> = things
            .into_iter()
            .map(|thing| context.label(thing))
            .collect();
        labels.sort();
        labels.join(", ")
    };
    let place =
        |facts: &Facts| labels(facts.all(iri, "place").iter().map(String::as_str).collect());
    compare("where", place(&sides[0]), place(&sides[1]));
    let roles = sides.each_ref().map(|facts| -> BTreeMap<String, String> {
        let filled = context.roles(facts, iri).into_iter();
        filled
            .map(|(role, fillers)| {
                let word = context
                    .ontology
                    .role(role)
                    .label(context.language)
                    .to_owned();
                (word, labels(fillers.iter().map(String::as_str).collect()))
            })
            .collect()
    });
    for role in roles[0]
        .keys()
        .chain(roles[1].keys())
        .collect::<BTreeSet<_>>()
    {
        let text = |side: &BTreeMap<String, String>| side.get(role).cloned().unwrap_or_default();
        compare(role, text(&roles[0]), text(&roles[1]));
    }
    let types = |facts: &Facts| {
        let rdf_type = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
        labels(facts.values(iri, rdf_type))
    };
    compare("type", types(&sides[0]), types(&sides[1]));
    found
}

/// Returns the figures that one source gives, by measure and victims.
fn figures_of(
    context: &Context<'_>,
    numbers: &Told,
    facts: &Facts,
    iri: &str,
) -> BTreeMap<String, String> {
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    for figure in facts.all(iri, "figure") {
        for (_, own) in numbers.sources(figure) {
            let number = |which| own.one(figure, which).unwrap_or_default().to_owned();
            let (low, best, high) = (number("low"), number("best"), number("high"));
            let measure = own
                .one(figure, "measure")
                .map_or_else(String::new, |measure| context.figure_word(measure));
            let mut victims: Vec<String> = own
                .all(figure, "of")
                .iter()
                .map(|victims| context.label(victims))
                .collect();
            victims.sort();
            let word = match victims.as_slice() {
                [] => measure,
                victims => format!("{measure} of {}", victims.join(" and ")),
            };
            let text = if low == high || (low.is_empty() && high.is_empty()) {
                best
            } else {
                format!("{best} ({low} to {high})")
            };
            found.insert(word, text);
        }
    }
    found
}

impl Context<'_> {
    /// Returns the word for a measure.
    fn figure_word(&self, measure: &str) -> String {
        self.ontology
            .terms(crate::lexicon::TermKind::Measure)
            .find(|(_, term)| term.iri == measure)
            .map_or_else(
                || Iri::new(measure).local().to_lowercase(),
                |(_, term)| term.label(self.language).to_owned(),
            )
    }
}
