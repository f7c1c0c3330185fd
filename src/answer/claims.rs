//! The answer to `claims about X`: who says what, how sure, where it is written, and what contradicts what.
//!
//! Of a situation these are its own description in every source that gives one, its figures, the statements that have it
//! as their topic, and the denials that speak of it. Of anything else they are the statements about it, the situations that
//! it takes part in and that a source does not assert itself, and the figures that count it.

use super::empty::run;
use super::error::AnswerError;
use super::facts::{Context, text};
use super::list::{column, sort};
use super::table::{Cell, Column, ColumnType, Row, Value};
use super::told::{Told, anchor};
use crate::iri::Iri;
use crate::reading::{Ask, Reading, Rows, Set};
use crate::sparql;
use std::collections::{BTreeMap, BTreeSet};

/// Claims as rows.
pub struct Claims {
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    pub total: usize,
    pub notes: Vec<String>,
}

/// A claim: a situation or a figure, as one source has it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Claim {
    /// What the claim is about: the place of its member in the answer.
    about: usize,
    sort: Sort,
    label: String,
    /// The situation or figure.
    thing: String,
    source: String,
    /// The situation that the claim belongs to.
    situation: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Sort {
    Situation,
    Figure,
    Against,
    Statement,
    Other,
}

/// Gathers the claims about the members of a set.
pub fn claims(context: &Context<'_>, reading: &Reading, set: &Set) -> Result<Claims, AnswerError> {
    let members = members(context, reading, set)?;
    let things = gather(context, &members)?;
    let all: BTreeSet<String> = things.iter().map(|claim| claim.thing.clone()).collect();
    let told = context.told(&all)?;
    let mut claims: Vec<Claim> = things
        .into_iter()
        .flat_map(|claim| by_source(&told, &claim))
        .collect();
    claims.sort();
    claims.dedup_by(|a, b| (&a.thing, &a.source) == (&b.thing, &b.source));
    let columns = vec![
        column("claim", ColumnType::Situation),
        column("according to", ColumnType::Actor),
        column("certainty", ColumnType::Text),
        column("source", ColumnType::Source),
        column("paragraph", ColumnType::Text),
        column("contradicts", ColumnType::Text),
    ];
    let mut rows: Vec<Row> = claims.iter().map(|c| row(context, &told, c)).collect();
    let disputed = rows
        .iter()
        .filter(|row| row.cells.last().is_some_and(|c| c.value != Value::Missing))
        .count();
    let total = rows.len();
    sort(&columns, &mut rows, &reading.order, &[])?;
    rows.truncate(super::output::page(reading.rows));
    let notes = match (total, disputed) {
        (0, _) => Vec::new(),
        (_, 0) => vec!["none of these contradicts another".to_owned()],
        (_, n) => vec![format!(
            "{n} of {total} {} contradicted",
            if n == 1 { "is" } else { "are" }
        )],
    };
    Ok(Claims {
        columns,
        rows,
        total,
        notes,
    })
}

fn members(
    context: &Context<'_>,
    reading: &Reading,
    set: &Set,
) -> Result<Vec<String>, AnswerError> {
    if let Set::Names(names) = set {
        return Ok(names
            .iter()
            .map(|name| name.iri.as_str().to_owned())
            .collect());
    }
    let listed = Reading {
        ask: Ask::List(set.clone()),
        rows: Rows::All,
        order: Vec::new(),
        ..reading.clone()
    };
    let found = run(context, &listed)?;
    Ok(found.into_iter().map(|member| member.iri).collect())
}

/// Finds the situations and figures that say something of the members.
fn gather(context: &Context<'_>, members: &[String]) -> Result<Vec<Claim>, AnswerError> {
    let facts = context.facts(&members.iter().cloned().collect())?;
    let mut claims = Vec::new();
    let mut add = |about: usize, sort: Sort, thing: &str, situation: &str| {
        claims.push(Claim {
            about,
            sort,
            label: context.label(thing),
            thing: thing.to_owned(),
            source: String::new(),
            situation: situation.to_owned(),
        });
    };
    let mut at: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, member) in members.iter().enumerate() {
        at.insert(member, index);
        if is_situation(context, member) {
            add(index, Sort::Situation, member, member);
        }
        for figure in facts.all(member, "figure") {
            add(index, Sort::Figure, figure, member);
        }
        for other in facts.all(member, "conflictsWith") {
            add(index, Sort::Against, other, other);
        }
    }
    let mut pointing: BTreeSet<(usize, String, bool)> = BTreeSet::new();
    let iris: Vec<Iri> = members.iter().map(Iri::new).collect();
    for batch in iris.chunks(500) {
        let query = sparql::pointing_at(batch)?;
        for row in &context.engine.select(&query, context.cancel)?.rows {
            let [Some(thing), Some(property), Some(value)] = row.as_slice() else {
                continue;
            };
            let (property, Some(about)) = (text(property), at.get(text(value).as_str())) else {
                continue;
            };
            let of = property == Iri::al("of").as_str();
            if of || context.ontology.role_by_iri(&property).is_some() {
                pointing.insert((*about, text(thing), of));
            }
        }
    }
    let of_them = context.facts(&pointing.iter().map(|(_, thing, _)| thing.clone()).collect())?;
    let mut figures: BTreeMap<Iri, usize> = BTreeMap::new();
    for (about, thing, of) in &pointing {
        let topic = of_them.all(thing, "topic").contains(&members[*about]);
        let asserted = of_them
            .one(thing, "certainty")
            .is_none_or(|certainty| Iri::new(certainty).local() == "Asserted");
        if *of {
            figures.insert(Iri::new(thing.as_str()), *about);
        } else if topic {
            add(*about, Sort::Statement, thing, thing);
        } else if !asserted && !at.contains_key(thing.as_str()) {
            add(*about, Sort::Other, thing, thing);
        }
    }
    let iris: Vec<Iri> = figures.keys().cloned().collect();
    for batch in iris.chunks(500) {
        let query = sparql::pointing_at(batch)?;
        for row in &context.engine.select(&query, context.cancel)?.rows {
            if let [Some(owner), Some(property), Some(figure)] = row.as_slice()
                && text(property) == Iri::al("figure").as_str()
                && let Some(about) = figures.get(&Iri::new(text(figure)))
            {
                add(*about, Sort::Figure, &text(figure), &text(owner));
            }
        }
    }
    Ok(claims)
}

fn is_situation(context: &Context<'_>, iri: &str) -> bool {
    context
        .names
        .by_iri(iri)
        .is_some_and(|id| context.names.name(id).situation)
}

/// Tells a claim once for each source that makes it; what only loading derives is nobody's claim.
fn by_source(told: &Told, claim: &Claim) -> Vec<Claim> {
    told.sources(&claim.thing)
        .map(|(source, _)| Claim {
            source: source.to_owned(),
            ..claim.clone()
        })
        .collect()
}

fn row(context: &Context<'_>, told: &Told, claim: &Claim) -> Row {
    let thing = claim.thing.as_str();
    let facts = &told.all;
    let own = told
        .sources(thing)
        .find(|(source, _)| *source == claim.source)
        .map_or(facts, |(_, facts)| facts);
    let mut what = match claim.sort {
        Sort::Figure => {
            let mut cell = Cell::text(context.figure(facts, thing));
            cell.iri = Some(thing.to_owned());
            cell
        }
        _ => {
            let mut cell = context.situation(facts, thing);
            (cell.certainty, cell.according_to) = (None, Vec::new());
            cell
        }
    };
    let differing = told.own_roles(context, &claim.source, thing);
    if !differing.is_empty() {
        what.remark = Some(differing.join("; "));
    }
    let speakers = match claim.sort {
        Sort::Statement => facts.all(thing, "speaker"),
        _ => facts.all(thing, "accordingTo"),
    };
    let who = if speakers.is_empty() {
        context.thing(&claim.source)
    } else {
        context.things(speakers)
    };
    // How sure a source is that something was said is no word on whether it is so.
    let certainty = match (claim.sort, facts.one(thing, "certainty")) {
        (Sort::Statement, _) => Cell::text("statement"),
        (_, Some(certainty)) => Cell::text(context.standing(certainty)),
        (_, None) => Cell::missing(),
    };
    let mut against: Vec<Cell> = facts
        .all(thing, "conflictsWith")
        .iter()
        .map(|other| contradicted(context, told, other))
        .collect();
    if !differing.is_empty() {
        let others = told.sources(thing).map(|(source, _)| source);
        let others = others.filter(|source| *source != claim.source);
        against.extend(others.map(|source| context.thing(source)));
    }
    Row {
        cells: vec![
            what,
            who,
            certainty,
            context.thing(&claim.source),
            anchor(own, thing),
            super::facts::several(against),
        ],
        evidence: vec![claim.situation.clone()],
    }
}

/// Makes the cell of what a claim contradicts: a figure with its speaker, or a situation.
fn contradicted(context: &Context<'_>, told: &Told, other: &str) -> Cell {
    let is_figure = told.all.one(other, "measure").is_some();
    let mut cell = if is_figure {
        Cell::text(context.figure(&told.all, other))
    } else {
        context.thing(other)
    };
    cell.iri = Some(other.to_owned());
    cell
}
