//! Reading to answer: plans, runs, and says what must be known to read the result.

use super::chains::chains;
use super::error::AnswerError;
use super::evidence::{Member, members};
use super::facts::Context;
use super::groups::{Shape, groups};
use super::list::{column, dated, list, reasons};
use super::table::{Answer, Cell, Column, ColumnType, Kind, Row, Value};
use super::{
    card, claims, clusters, compose, coverage, empty, having, left_out, lifetime, pairs, searched,
    sequence, survey, turned,
};
use crate::iri::{Iri, PREFIXES};
use crate::lexicon::ClassId;
use crate::plan::{self, Plan};
use crate::question::ast::Measure;
use crate::reading::{self, Ask, Reading, Rows, Set, YesNo};
use crate::sparql::{self, Lowered};

/// Answers a reading; raw SPARQL is answered elsewhere.
///
/// # Errors
/// The engine fails or is stopped, or the answer cannot be ordered as asked.
pub fn answer(
    context: &Context<'_>,
    question: &str,
    reading: &Reading,
) -> Result<Answer, AnswerError> {
    let mut answer = Answer {
        question: question.to_owned(),
        reading: reading::echo(reading),
        kind: Kind::Table,
        columns: Vec::new(),
        rows: Vec::new(),
        total: 0,
        nodes: Vec::new(),
        notes: lifetime::warnings(context, reading)?,
        sparql: String::new(),
    };
    match &reading.ask {
        Ask::About(entity) => {
            let (columns, rows) = card::card(context, entity)?;
            answer.kind = Kind::Card;
            answer.total = rows.len();
            (answer.columns, answer.rows) = (columns, rows);
            answer.sparql = print(&about(entity)?, "what is said of one thing");
        }
        Ask::Claims(set) => {
            let found = claims::claims(context, reading, set)?;
            answer.total = found.total;
            (answer.columns, answer.rows) = (found.columns, found.rows);
            answer.notes.extend(found.notes);
            answer.sparql = query(context, reading)?;
            if found.total == 0 {
                answer.notes.extend(unclaimed(context, reading, set)?);
            }
        }
        Ask::Paths(paths) => {
            let found = chains(context, reading, paths)?;
            answer.kind = Kind::Paths;
            answer.total = found.total;
            (answer.columns, answer.rows) = (found.columns, found.rows);
            answer.notes.extend(found.notes);
            if let Some(first) = found.first {
                answer.sparql = print(&first, FIRST_STEP);
            }
        }
        Ask::Survey(asked) => survey::survey(context, reading, asked, &mut answer)?,
        Ask::Sparql(query) => query.clone_into(&mut answer.sparql),
        Ask::Several(asks) => compose::several(context, reading, asks, &mut answer)?,
        Ask::Share { part, whole, by } => {
            compose::share(context, reading, (part, whole, by), &mut answer)?;
        }
        Ask::Compare(compared) => compose::compare(context, reading, compared, &mut answer)?,
        Ask::Elapsed { from, to } => {
            sequence::elapsed(context, reading, (from, to), &mut answer)?;
        }
        Ask::Lulls { least, of } => {
            sequence::lulls(context, reading, (*least, of), &mut answer)?;
        }
        Ask::Clusters { of, near, within } => {
            clusters::clusters(context, reading, (of, *near, *within), &mut answer)?;
        }
        Ask::Pairs(pairs) => pairs::pairs(context, reading, pairs, &mut answer)?,
        Ask::ChangedSides { who, filters } => {
            turned::changed_sides(context, reading, (who, filters), &mut answer)?;
        }
        Ask::Measure {
            kind: Measure::Low | Measure::Best | Measure::High,
            ..
        } => compose::several(
            context,
            reading,
            std::slice::from_ref(&reading.ask),
            &mut answer,
        )?,
        Ask::Measure {
            kind: Measure::Share,
            field,
            of,
            by,
        } => compose::share_of_sum(context, reading, (field, of, by), &mut answer)?,
        Ask::List(_)
        | Ask::Count { .. }
        | Ask::Measure { .. }
        | Ask::YesNo(_)
        | Ask::Happened { .. }
        | Ask::Extreme { .. } => {
            let Some(plan) = plan::plan(reading, context.ontology) else {
                return Ok(answer);
            };
            let lowered = sparql::lower(&plan)?;
            answer.sparql = printed(&plan, &answer.reading)?;
            patterned(context, reading, &plan, &lowered, &mut answer)?;
        }
    }
    Ok(answer)
}

/// Prints what a reading asks of the engine, without asking it; raw SPARQL as it is.
///
/// # Errors
/// The reading cannot be said in SPARQL.
pub fn query(context: &Context<'_>, reading: &Reading) -> Result<String, AnswerError> {
    match &reading.ask {
        Ask::About(entity) => Ok(print(&about(entity)?, "what is said of one thing")),
        Ask::Claims(Set::Names(names)) => {
            let about: Vec<Iri> = names.iter().map(|name| name.iri.clone()).collect();
            let lowered = Lowered {
                query: sparql::describe(&about)?,
                notes: sparql::print::Notes::default(),
                marks: Vec::new(),
            };
            Ok(print(&lowered, SAID))
        }
        Ask::Claims(set) => query(context, &listed(reading, set)),
        Ask::Paths(paths) => Ok(match super::chains::first_step(context, reading, paths)? {
            Some(first) => print(&first, FIRST_STEP),
            None => String::new(),
        }),
        Ask::Survey(asked) => survey::query(context, reading, asked),
        Ask::Sparql(query) => Ok(query.clone()),
        // The first of the queries stands for all.
        Ask::Several(asks) => match asks.first() {
            Some(first) => query_of(context, reading, first.clone()),
            None => Ok(String::new()),
        },
        Ask::Share { whole, by, .. } => {
            let (of, by) = (whole.clone(), by.clone());
            query_of(context, reading, Ask::Count { of, by })
        }
        Ask::Compare(compared) => {
            let of = reading::Set::Situations(compared.of.clone());
            let by = compared.by.clone();
            query_of(context, reading, Ask::Count { of, by })
        }
        Ask::Elapsed { from, .. } => {
            let from = reading::Set::Situations(from.clone());
            query_of(context, reading, Ask::List(from))
        }
        Ask::ChangedSides { .. } => Ok(String::new()),
        Ask::Lulls { of, .. } | Ask::Clusters { of, .. } => {
            query_of(context, reading, Ask::List(of.clone()))
        }
        Ask::List(_)
        | Ask::Count { .. }
        | Ask::Measure { .. }
        | Ask::YesNo(_)
        | Ask::Happened { .. }
        | Ask::Pairs(_)
        | Ask::Extreme { .. } => match plan::plan(reading, context.ontology) {
            Some(plan) => printed(&plan, &reading::echo(reading)),
            None => Ok(String::new()),
        },
    }
}

/// What is said above the query of the claims about a name.
const SAID: &str =
    "what is said of it; what speaks of it, and in which graph, is asked for in the same way";

/// Returns the reading that lists the set which claims are about.
fn listed(reading: &Reading, set: &Set) -> Reading {
    Reading {
        ask: Ask::List(set.clone()),
        ..reading.clone()
    }
}

/// Says what was searched for claims, and why the set that they are about is empty.
fn unclaimed(
    context: &Context<'_>,
    reading: &Reading,
    set: &Set,
) -> Result<Vec<String>, AnswerError> {
    let mut notes = match set {
        Set::Names(_) => vec!["nobody is recorded to say anything of it".to_owned()],
        set => empty::explain(context, &listed(reading, set), false)?,
    };
    notes.extend(searched::searched(context, reading));
    Ok(notes)
}

fn query_of(context: &Context<'_>, reading: &Reading, ask: Ask) -> Result<String, AnswerError> {
    let part = Reading {
        ask,
        ..reading.clone()
    };
    query(context, &part)
}

/// What is said above the query of a path.
const FIRST_STEP: &str =
    "the situations at the first step of the path; the next steps ask the same of those reached";

/// Prints the query of a plan. SPARQL 1.1 has no median, so there the query is the one for the figures.
fn printed(plan: &Plan, heading: &str) -> Result<String, AnswerError> {
    let median = matches!(
        &plan.output,
        plan::Output::Groups {
            measure: plan::GroupMeasure::Figure {
                kind: crate::question::ast::Measure::Median,
                ..
            },
            ..
        }
    );
    let lowered = if median {
        sparql::lower_figures(plan)?
    } else {
        sparql::lower(plan)?
    };
    Ok(print(&lowered, heading))
}

fn patterned(
    context: &Context<'_>,
    reading: &Reading,
    plan: &Plan,
    lowered: &Lowered,
    answer: &mut Answer,
) -> Result<(), AnswerError> {
    let notes_before = usize::from(matches!(reading.ask, Ask::YesNo(_)));
    let is_empty = match &reading.ask {
        Ask::List(set) => {
            let found = members(context, plan, lowered)?;
            let outside = lifetime::outside(context, reading, &found)?;
            let listing = list(context, set, found, reading.rows, &reading.order)?;
            (answer.columns, answer.rows) = (listing.columns, listing.rows);
            answer.total = listing.total;
            if listing.possible > 0 {
                answer
                    .notes
                    .push(doubt(reading, listing.possible, listing.total));
                answer.notes.extend(outside);
            }
            listing.total == 0
        }
        Ask::Extreme { end, number, of } => {
            let found = members(context, plan, lowered)?;
            let none = found.is_empty();
            let mut notes = Vec::new();
            let listing = sequence::extreme(context, (*end, *number, of), found, &mut notes)?;
            (answer.columns, answer.rows) = (listing.columns, listing.rows);
            answer.total = listing.total;
            answer.notes.extend(notes);
            none
        }
        Ask::Happened { what, .. } => {
            let found = members(context, plan, lowered)?;
            let set = reading::Set::Roles(what.verb.clone());
            let listing = dated(context, &set, found, reading)?;
            (answer.columns, answer.rows) = (listing.columns, listing.rows);
            answer.total = listing.total;
            if listing.possible > 0 {
                let doubt = doubt(reading, listing.possible, listing.total);
                answer.notes.push(doubt);
            }
            listing.total == 0
        }
        Ask::YesNo(question) => yes_no(context, question, plan, lowered, answer)?,
        Ask::Count { by, .. } => grouped(context, reading, plan, lowered, by, None, answer)?,
        Ask::Measure { by, field, .. } => grouped(
            context,
            reading,
            plan,
            lowered,
            by,
            Some(&field.label),
            answer,
        )?,
        _ => false,
    };
    // The denials of a yes-or-no question are its answer; what is denied has no figures.
    if !matches!(reading.ask, Ask::YesNo(_) | Ask::Measure { .. }) {
        answer
            .notes
            .extend(left_out::denials(context, plan, is_empty)?);
    }
    // What has no figure is not missing for its standing.
    if !matches!(reading.ask, Ask::Measure { .. }) {
        answer.notes.extend(left_out::unrealised(context, plan)?);
    }
    let absent = searched::rests_on_absence(reading);
    let outside = if is_empty || absent {
        coverage::outside(context, reading)?
    } else {
        None
    };
    if let Some(reason) = outside {
        uncovered(reading, answer, reason);
        return Ok(());
    }
    if is_empty {
        let told = answer.notes.len() > notes_before;
        answer.notes.extend(empty::explain(context, reading, told)?);
    }
    if is_empty || absent {
        answer.notes.extend(searched::searched(context, reading));
    }
    Ok(())
}

/// Takes back what is no finding, since nobody looked there: numbers, verdicts, and rows that rest on nothing being recorded.
fn uncovered(reading: &Reading, answer: &mut Answer, reason: String) {
    match &reading.ask {
        Ask::YesNo(_) => {
            answer.notes.retain(|note| note != NEITHER);
            answer.rows = vec![Row {
                cells: vec![Cell::text(coverage::NOT_COVERED)],
                evidence: Vec::new(),
            }];
        }
        Ask::Count { .. } => {
            for cell in answer.rows.iter_mut().flat_map(|row| &mut row.cells) {
                if cell.value == Value::Integer(0) {
                    *cell = Cell::missing();
                    cell.remark = Some(coverage::NOT_COVERED.to_owned());
                }
            }
        }
        _ => {
            answer.rows.clear();
            answer.total = 0;
        }
    }
    let said = |note: &String| note.starts_with(coverage::NOT_COVERED);
    if !answer.notes.iter().any(said) {
        answer.notes.push(reason);
    }
}

/// What is said where nothing is recorded, for or against.
const NEITHER: &str = "neither recorded nor denied, which does not mean that it did not happen";

/// Says what the mark means for the clauses that the question has.
pub fn doubt(reading: &Reading, possible: usize, total: usize) -> String {
    let dated = |filter: &reading::Filter| {
        matches!(
            filter,
            reading::Filter::Relative(_) | reading::Filter::At(..)
        )
    };
    let asks_time = !lifetime::asked(reading).is_empty()
        || lifetime::own_filters(reading).into_iter().any(dated);
    let asks_place = lifetime::asks_place(reading);
    let why = match (asks_time, asks_place) {
        (false, true) => "a place is known only as near",
        (true, false) => "a date is not known exactly enough, or goes beyond what is asked",
        _ => "a date or place is not known exactly enough, or goes beyond what is asked",
    };
    format!(
        "~ marks {possible} of {total} that only possibly match: {why}; `strictly` leaves them out"
    )
}

fn grouped(
    context: &Context<'_>,
    reading: &Reading,
    plan: &Plan,
    lowered: &Lowered,
    by: &[reading::Dimension],
    field: Option<&str>,
    answer: &mut Answer,
) -> Result<bool, AnswerError> {
    let shape = Shape {
        by,
        field,
        asked: lifetime::asked(reading),
        covered: coverage::times(context, reading)?,
        // Groups are cut when `having` has had its say.
        rows: if reading.having.is_empty() {
            reading.rows
        } else {
            Rows::All
        },
        order: &reading.order,
    };
    let found = groups(context, plan, lowered, &shape)?;
    answer.columns = found.columns;
    answer.total = found.total;
    answer.notes.extend(found.notes);
    if reading.having.is_empty() {
        answer.rows = found.rows;
    } else {
        having::having(reading, answer, found.rows)?;
        answer.rows.truncate(super::output::page(reading.rows));
    }
    Ok(found.empty)
}

/// Yes where a situation says so, disputed where another denies it, no where it is only denied, and otherwise not in
/// this data: absence is no denial.
fn yes_no(
    context: &Context<'_>,
    question: &YesNo,
    plan: &Plan,
    lowered: &Lowered,
    answer: &mut Answer,
) -> Result<bool, AnswerError> {
    let held = members(context, plan, lowered)?;
    let denied = plan::denied_at_all(plan);
    let mut denied = members(context, &denied, &sparql::lower(&denied)?)?;
    // A denial of one thing disputes no other: that two fought side by side stands though an alliance is denied.
    if !held.is_empty() {
        denied.retain(|denied| held.iter().any(|held| same_kind(context, held, denied)));
        if denied.is_empty() {
            answer
                .notes
                .extend(left_out::denials(context, plan, false)?);
        }
    }
    let certain = held.iter().any(|member| member.certain);
    let mut verdict = match (held.is_empty(), denied.is_empty()) {
        (false, true) => claimed(context, &held, Cell::of(Value::Boolean(true)))?,
        (false, false) => Cell::text("disputed"),
        (true, false) => claimed(context, &denied, Cell::of(Value::Boolean(false)))?,
        (true, true) => Cell::missing(),
    };
    verdict.possible = !held.is_empty() && !certain;
    let none = held.is_empty() && denied.is_empty();
    let set = reading::Set::Roles(question.verb.clone());
    let mut all = held;
    all.extend(denied);
    let listing = reasons(context, &set, all)?;
    answer.kind = Kind::YesNo;
    answer.columns = vec![column("answer", ColumnType::Boolean)];
    answer.columns.extend(listing.columns);
    answer.total = listing.total;
    answer.rows = listing
        .rows
        .into_iter()
        .map(|row| Row {
            cells: std::iter::once(verdict.clone()).chain(row.cells).collect(),
            evidence: row.evidence,
        })
        .collect();
    if none {
        answer.columns.truncate(1);
        answer.rows = vec![Row {
            cells: vec![verdict],
            evidence: Vec::new(),
        }];
        answer.notes.push(NEITHER.to_owned());
    }
    Ok(none)
}

/// Says whether two situations are of one kind, or one of a kind of the other.
fn same_kind(context: &Context<'_>, a: &Member, b: &Member) -> bool {
    let classes = |member: &Member| -> Vec<ClassId> {
        context
            .names
            .by_iri(&member.iri)
            .into_iter()
            .flat_map(|id| &context.names.name(id).classes)
            .filter_map(|class| context.ontology.class_by_iri(class))
            .collect()
    };
    let (a, b) = (classes(a), classes(b));
    a.iter().any(|x| {
        b.iter()
            .any(|y| context.ontology.is_subclass(*x, *y) || context.ontology.is_subclass(*y, *x))
    })
}

/// Marks a yes that nobody asserts but somebody claims.
fn claimed(
    context: &Context<'_>,
    held: &[super::evidence::Member],
    mut verdict: Cell,
) -> Result<Cell, AnswerError> {
    let all: Vec<_> = held.iter().flat_map(|m| &m.evidence).collect();
    if all.iter().any(|e| e.asserted) {
        return Ok(verdict);
    }
    let facts = context.facts(&all.iter().map(|e| e.iri.clone()).collect())?;
    let mut speakers = std::collections::BTreeSet::new();
    for one in &all {
        let cell = context.situation(&facts, &one.iri);
        // The strongest word is used: a claim outweighs a suggestion.
        if verdict.certainty.as_deref() != Some("claimed") {
            verdict.certainty = cell.certainty;
        }
        speakers.extend(cell.according_to);
    }
    verdict.according_to = speakers.into_iter().collect();
    Ok(verdict)
}

fn about(entity: &reading::Entity) -> Result<Lowered, AnswerError> {
    Ok(Lowered {
        query: sparql::describe(std::slice::from_ref(&entity.iri))?,
        notes: sparql::print::Notes::default(),
        marks: Vec::new(),
    })
}

/// Prints a query under one line that says what it asks.
#[must_use]
pub fn print(lowered: &Lowered, heading: &str) -> String {
    let mut notes = lowered.notes.clone();
    notes.header.insert(0, heading.to_owned());
    notes.header.insert(
        1,
        "asked of the union of all graphs, with the derived statements".to_owned(),
    );
    sparql::print::print(&lowered.query, PREFIXES, &notes)
        .unwrap_or_else(|error| format!("# this query cannot be printed: {error}"))
}

/// Returns the columns of raw SPARQL results.
#[must_use]
pub fn raw_columns(variables: &[String]) -> Vec<Column> {
    variables
        .iter()
        .map(|name| column(name, ColumnType::Text))
        .collect()
}
