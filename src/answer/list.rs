//! The answer that lists a set: situations with who took part, or those who fill a role with the situations that say so.

use super::error::AnswerError;
use super::evidence::{Evidence, Member};
use super::facts::{Context, Facts, several};
use super::output::page;
use super::table::{Cell, Column, ColumnType, Row, Value};
use super::toll::Tolls;
use crate::lexicon::RoleId;
use crate::question::ast::Side;
use crate::reading::{Filter, Order, Reading, RolePhrase, Rows, Set, TimeOrder};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// How many rows are shown unless the question says otherwise.
pub const PAGE: usize = 200;
/// How many situations behind one row are looked up and named; the rest are counted.
const NAMED: usize = 5;
/// How many roles get a column of their own before they share one.
const ROLE_COLUMNS: usize = 4;

/// A table without what surrounds it.
pub struct Listing {
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    pub total: usize,
    /// How many members, shown or not, only possibly belong.
    pub possible: usize,
}

/// Lists members.
pub fn list(
    context: &Context<'_>,
    set: &Set,
    members: Vec<Member>,
    rows: Rows,
    order: &[Order],
) -> Result<Listing, AnswerError> {
    listed(context, set, are_situations(set), members, rows, order)
}

/// Lists the situations that answer a yes-or-no question, whose set is a verb.
pub fn reasons(
    context: &Context<'_>,
    verb: &Set,
    members: Vec<Member>,
) -> Result<Listing, AnswerError> {
    listed(context, verb, true, members, Rows::All, &[])
}

/// Lists the situations in which somebody did something, whose set is a verb.
pub fn dated(
    context: &Context<'_>,
    verb: &Set,
    members: Vec<Member>,
    reading: &Reading,
) -> Result<Listing, AnswerError> {
    listed(context, verb, true, members, reading.rows, &reading.order)
}

fn listed(
    context: &Context<'_>,
    set: &Set,
    of_situations: bool,
    members: Vec<Member>,
    rows: Rows,
    order: &[Order],
) -> Result<Listing, AnswerError> {
    let total = members.len();
    let possible = members.iter().filter(|m| !m.certain).count();
    let wanted = page(rows);
    let ordered = !order.is_empty();
    let mut members = members;
    // Whatever the question orders by, ties fall back to this order, so that equal data give equal bytes.
    if of_situations {
        members.sort_by(|a, b| {
            start(a)
                .cmp(&start(b))
                .then_with(|| by_label(context, a, b))
        });
    } else {
        members.sort_by(|a, b| by_label(context, a, b));
    }
    if !ordered {
        members.truncate(wanted);
    }
    let things: BTreeSet<String> = members
        .iter()
        .flat_map(|m| {
            let own = of_situations.then_some(&m.iri);
            let behind = m.evidence.iter().take(NAMED).map(|e| &e.iri);
            own.into_iter().chain(behind).cloned()
        })
        .collect();
    let starts: Vec<i64> = members.iter().map(start).collect();
    let facts = context.facts(&things)?;
    let (columns, mut rows) = if of_situations {
        let named: Vec<&str> = members.iter().map(|m| m.iri.as_str()).collect();
        let tolls = Tolls::new(context, &facts, &named, (set, order))?;
        situations(context, set, &facts, &members, &tolls)
    } else {
        fillers(context, set, &facts, &members)
    };
    if ordered {
        sort(&columns, &mut rows, order, &starts)?;
        rows.truncate(wanted);
    }
    Ok(Listing {
        columns,
        rows,
        total,
        possible,
    })
}

/// Returns when a situation began, or the first situation behind a member.
fn start(member: &Member) -> i64 {
    let own = member.evidence.iter().find(|e| e.iri == member.iri);
    own.or(member.evidence.first())
        .map_or(i64::MIN, |e| e.start)
}

pub(super) fn are_situations(set: &Set) -> bool {
    match set {
        Set::Situations(_) => true,
        // Names beside situations say which of them are meant.
        Set::And(sets) if matches!(sets.as_slice(), [_, Set::Names(_)]) => are_situations(&sets[0]),
        Set::And(sets) | Set::Or(sets) => sets.iter().all(are_situations),
        Set::Except(from, _) => are_situations(from),
        Set::Names(_) | Set::Roles(_) | Set::Entities { .. } | Set::Query(_) => false,
    }
}

/// Says whether situations make somebody a member of a set.
fn by_evidence(set: &Set) -> bool {
    match set {
        Set::Situations(_) | Set::Roles(_) => true,
        Set::And(sets) | Set::Or(sets) => sets.iter().any(by_evidence),
        Set::Except(from, _) => by_evidence(from),
        Set::Names(_) | Set::Entities { .. } | Set::Query(_) => false,
    }
}

fn by_label(context: &Context<'_>, a: &Member, b: &Member) -> Ordering {
    context
        .label(&a.iri)
        .cmp(&context.label(&b.iri))
        .then_with(|| a.iri.cmp(&b.iri))
}

/// One row a situation: its name, date, place and participants by role.
fn situations(
    context: &Context<'_>,
    set: &Set,
    facts: &Facts,
    members: &[Member],
    tolls: &Tolls,
) -> (Vec<Column>, Vec<Row>) {
    let word = match set {
        Set::Situations(s) => s.class.singular.clone(),
        _ => "situation".to_owned(),
    };
    let roles: Vec<Vec<(RoleId, Vec<String>)>> = members
        .iter()
        .map(|member| context.roles(facts, &member.iri))
        .collect();
    let mut used: BTreeMap<RoleId, usize> = BTreeMap::new();
    for (role, _) in roles.iter().flatten() {
        *used.entry(*role).or_default() += 1;
    }
    let mut own: Vec<RoleId> = used.keys().copied().collect();
    own.sort_by_key(|role| (prominence(context, *role), std::cmp::Reverse(used[role])));
    let shared = own.len() > ROLE_COLUMNS;
    let mut columns = vec![
        column(&word, ColumnType::Situation),
        column("when", ColumnType::Date),
        column("where", ColumnType::Place),
    ];
    if shared {
        columns.push(column("participants", ColumnType::Actor));
    } else {
        columns.extend(own.iter().map(|role| {
            let label = context.ontology.role(*role).label(context.language);
            column(label, ColumnType::Actor)
        }));
    }
    columns.extend(tolls.columns());
    let beside = beside(set, members);
    if let Some(word) = &beside {
        columns.push(column(word, ColumnType::Situation));
    }
    columns.push(column("according to", ColumnType::Source));
    unique(&mut columns);
    let rows = members
        .iter()
        .zip(&roles)
        .map(|(member, roles)| {
            let mut first = context.situation(facts, &member.iri);
            first.possible = !member.certain;
            let mut when = context.when(facts, &member.iri);
            when.possible = !member.certain;
            let mut cells = vec![first, when, context.place(facts, &member.iri)];
            if shared {
                cells.push(participants(context, roles));
            } else {
                cells.extend(own.iter().map(|role| {
                    let filled = roles.iter().find(|(r, _)| r == role);
                    filled.map_or_else(Cell::missing, |(_, fillers)| context.things(fillers))
                }));
            }
            cells.extend(tolls.cells(context, facts, &member.iri));
            if beside.is_some() {
                let others = member.evidence.iter().filter(|e| e.iri != member.iri);
                let cells_of: Vec<Cell> = others
                    .take(NAMED)
                    .map(|e| context.situation(facts, &e.iri))
                    .collect();
                cells.push(if cells_of.is_empty() {
                    Cell::missing()
                } else {
                    several(cells_of)
                });
            }
            cells.push(context.speakers(facts, &member.iri));
            let further = member.evidence.iter().map(|e| e.iri.clone());
            Row {
                cells,
                evidence: std::iter::once(member.iri.clone())
                    .chain(further.filter(|iri| *iri != member.iri))
                    .collect(),
            }
        })
        .collect();
    (columns, rows)
}

/// Names the column for the situations that the listed ones stand beside, if the question asks for any: `after`.
fn beside(set: &Set, members: &[Member]) -> Option<String> {
    let others = members
        .iter()
        .any(|member| member.evidence.iter().any(|e| e.iri != member.iri));
    let Set::Situations(situations) = set else {
        return others.then(|| "beside".to_owned());
    };
    let word = situations.filters.iter().find_map(|filter| match filter {
        Filter::Relative(told) => Some(match told.how {
            TimeOrder::After | TimeOrder::Within(_, Side::After) | TimeOrder::WithinStart(_) => {
                "after"
            }
            TimeOrder::Before | TimeOrder::Within(_, Side::Before) => "before",
            TimeOrder::Since => "since",
            TimeOrder::Until => "until",
            TimeOrder::During => "during",
            TimeOrder::Overlapping => "overlapping",
            TimeOrder::Within(_, Side::Of) => "near in time",
            TimeOrder::FollowedBy(_) => "followed by",
            TimeOrder::PrecededBy(_) => "preceded by",
            TimeOrder::Same(_) => "at the same time",
        }),
        Filter::About(_) => Some("with"),
        _ => None,
    });
    match word {
        Some(word) if others => Some(word.to_owned()),
        _ => None,
    }
}

/// Those who act stand before those who are acted upon, as the prepositions of their roles tell, and both before the
/// rest.
fn prominence(context: &Context<'_>, role: RoleId) -> usize {
    const ORDER: &[&str] = &[
        "by", "between", "of", "against", "on", "to", "for", "from", "with",
    ];
    let prepositions = context
        .ontology
        .role(role)
        .prepositions
        .get(&context.language);
    prepositions
        .into_iter()
        .flatten()
        .filter_map(|preposition| ORDER.iter().position(|known| known == preposition))
        .min()
        .unwrap_or(ORDER.len())
}

fn participants(context: &Context<'_>, roles: &[(RoleId, Vec<String>)]) -> Cell {
    let mut cells = Vec::new();
    for (role, fillers) in roles {
        let label = context.ontology.role(*role).label(context.language);
        for filler in fillers {
            let mut cell = context.thing(filler);
            cell.remark = Some(label.to_owned());
            cells.push(cell);
        }
    }
    cells.sort_by(|a, b| (&a.label, &a.iri).cmp(&(&b.label, &b.iri)));
    several(cells)
}

/// One row a member: the situations that make it one, with their dates and places together.
fn fillers(
    context: &Context<'_>,
    set: &Set,
    facts: &Facts,
    members: &[Member],
) -> (Vec<Column>, Vec<Row>) {
    let name = subject_name(set);
    let with_evidence = members.iter().any(|m| !m.evidence.is_empty()) || by_evidence(set);
    let mut columns = vec![column(&name, ColumnType::Actor)];
    if with_evidence {
        columns.extend([
            column("situation", ColumnType::Situation),
            column("when", ColumnType::Date),
            column("where", ColumnType::Place),
            column("according to", ColumnType::Source),
        ]);
    } else {
        columns.push(column("type", ColumnType::Text));
    }
    unique(&mut columns);
    let rows = members
        .iter()
        .map(|member| {
            let mut first = context.thing(&member.iri);
            first.possible = !member.certain;
            let mut cells = vec![first];
            if with_evidence {
                cells.extend(evidence_cells(context, facts, &member.evidence));
            } else {
                cells.push(
                    context
                        .kind(&member.iri)
                        .map_or_else(Cell::missing, Cell::text),
                );
            }
            Row {
                cells,
                evidence: member.evidence.iter().map(|e| e.iri.clone()).collect(),
            }
        })
        .collect();
    (columns, rows)
}

/// The cells that tell what stands behind a row.
pub(super) fn evidence_cells(
    context: &Context<'_>,
    facts: &Facts,
    evidence: &[Evidence],
) -> Vec<Cell> {
    let named = &evidence[..evidence.len().min(NAMED)];
    let mark = |mut cell: Cell, possible: bool| {
        cell.possible = possible && cell.value != Value::Missing;
        cell
    };
    let situations: Vec<Cell> = named
        .iter()
        .map(|e| mark(context.situation(facts, &e.iri), !e.certain))
        .collect();
    let mut situation = several(situations);
    if evidence.len() > named.len() {
        situation.value = Value::Text(format!("{} situations", evidence.len()));
    }
    let mut dates: Vec<Cell> = Vec::new();
    let mut places: BTreeSet<String> = BTreeSet::new();
    let mut speakers: BTreeSet<String> = BTreeSet::new();
    let mut near = false;
    for e in named {
        let when = mark(context.when(facts, &e.iri), !e.certain);
        if when.value != Value::Missing && !dates.contains(&when) {
            dates.push(when);
        }
        places.extend(facts.all(&e.iri, "place").iter().cloned());
        near |= context.place(facts, &e.iri).remark.is_some();
        let said = facts.all(&e.iri, "accordingTo");
        speakers.extend(if said.is_empty() {
            facts.all(&e.iri, "source").iter().cloned()
        } else {
            said.iter().cloned()
        });
    }
    let mut place = context.things(&places);
    if near && evidence.len() == 1 {
        place.remark = Some("near".to_owned());
    }
    let mut when = several(dates);
    if evidence.len() > named.len() {
        let first = evidence.iter().map(|e| e.start).min().unwrap_or_default();
        let last = evidence.iter().map(|e| e.end).max().unwrap_or_default();
        when = Cell::text(super::groups::span(first, last));
    }
    vec![situation, when, place, context.things(&speakers)]
}

/// Names the column of the members.
fn subject_name(set: &Set) -> String {
    match set {
        Set::Names(_) | Set::Query(_) => "name".to_owned(),
        Set::Situations(s) => s.class.singular.clone(),
        Set::Entities { class, .. } => class.singular.clone(),
        Set::Roles(roles) => match (&roles.which, &roles.phrase) {
            (Some(noun), _) => noun.singular.clone(),
            (None, RolePhrase::Noun { singular, .. }) => singular.clone(),
            (None, RolePhrase::Object { .. }) => "whom".to_owned(),
            (None, _) => "who".to_owned(),
        },
        Set::And(sets) | Set::Or(sets) => sets.first().map_or_else(String::new, subject_name),
        Set::Except(first, _) => subject_name(first),
    }
}

pub(super) fn column(name: &str, kind: ColumnType) -> Column {
    Column {
        name: name.to_owned(),
        kind,
    }
}

/// Makes the names of columns unique, so that rows can be objects.
fn unique(columns: &mut [Column]) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for column in columns {
        let count = seen.entry(column.name.clone()).or_default();
        *count += 1;
        if *count > 1 {
            column.name = format!("{} {count}", column.name);
        }
    }
}

/// Sorts rows by columns; the sort is stable, so ties keep the order that they had. Where `starts` gives the day on which
/// each row begins, dates are compared by it rather than by their text.
pub(super) fn sort(
    columns: &[Column],
    rows: &mut Vec<Row>,
    order: &[Order],
    starts: &[i64],
) -> Result<(), AnswerError> {
    let mut keys = Vec::new();
    for key in order {
        let named = |name: &str| columns.iter().position(|c| c.name.to_lowercase() == name);
        let wanted = match key.column.as_str() {
            own if named(own).is_some() => own,
            "date" | "time" => "when",
            "place" => "where",
            "source" => "according to",
            "name" | "label" => columns.first().map_or("name", |c| c.name.as_str()),
            other => other,
        };
        let Some(at) = named(wanted) else {
            return Err(AnswerError::NoSuchColumn {
                column: key.column.clone(),
                accepted: columns.iter().map(|c| c.name.clone()).collect(),
            });
        };
        keys.push((at, wanted == "when", key.descending));
    }
    let mut all: Vec<(Row, Option<i64>)> = std::mem::take(rows)
        .into_iter()
        .enumerate()
        .map(|(index, row)| (row, starts.get(index).copied()))
        .collect();
    all.sort_by(|(a, first), (b, second)| {
        keys.iter()
            .map(|(at, dated, descending)| match (dated, first, second) {
                (true, Some(first), Some(second)) => directed(first.cmp(second), *descending),
                _ => compare(a.cells.get(*at), b.cells.get(*at), *descending),
            })
            .find(|ordering| *ordering != Ordering::Equal)
            .unwrap_or(Ordering::Equal)
    });
    *rows = all.into_iter().map(|(row, _)| row).collect();
    Ok(())
}

fn directed(ordering: Ordering, descending: bool) -> Ordering {
    if descending {
        ordering.reverse()
    } else {
        ordering
    }
}

/// Compares cells; what is missing comes last either way.
fn compare(a: Option<&Cell>, b: Option<&Cell>, descending: bool) -> Ordering {
    let missing = |cell: Option<&Cell>| cell.is_none_or(|c| c.value == Value::Missing);
    match (missing(a), missing(b)) {
        (true, true) => return Ordering::Equal,
        (true, false) => return Ordering::Greater,
        (false, true) => return Ordering::Less,
        (false, false) => {}
    }
    let (Some(a), Some(b)) = (a, b) else {
        return Ordering::Equal;
    };
    let ordering = match (&a.value, &b.value) {
        (Value::Integer(x), Value::Integer(y)) => x.cmp(y),
        (Value::Number(x), Value::Number(y)) => x.total_cmp(y),
        (Value::Boolean(x), Value::Boolean(y)) => x.cmp(y),
        (Value::Text(x), Value::Text(y)) => x.cmp(y),
        _ => Ordering::Equal,
    };
    directed(ordering, descending)
}
