//! All in which somebody takes part in any role, by date; of a set of situations, those themselves.

use super::error::AnswerError;
use super::evidence::{Member, members};
use super::facts::{Context, Facts, several};
use super::list::{are_situations, column};
use super::output::{finish, listed};
use super::survey::{looser, subjects, whose};
use super::table::{Answer, Cell, ColumnType, Row};
use super::{empty, left_out, make, searched};
use crate::iri::Iri;
use crate::lexicon::{ClassKind, RoleId};
use crate::plan::{self, Plan};
use crate::question::ast::Keyword;
use crate::reading::{Entity, Filler, Filter, Noun, Reading, Set, Situations, Survey};
use crate::sparql;
use crate::time::Day;
use std::collections::{BTreeMap, BTreeSet};

/// Lists the situations by date.
pub fn timeline(
    context: &Context<'_>,
    reading: &Reading,
    asked: &Survey,
    answer: &mut Answer,
) -> Result<(), AnswerError> {
    let sets = sets(context, asked);
    let mut found: BTreeMap<String, Member> = BTreeMap::new();
    let mut plans = Vec::new();
    for set in &sets {
        let Some(plan) = plan::plan(&listed(reading, set.clone()), context.ontology) else {
            continue;
        };
        let lowered = sparql::lower(&plan)?;
        if answer.sparql.is_empty() {
            answer.sparql = make::print(&lowered, &answer.reading);
        }
        for member in members(context, &plan, &lowered)? {
            match found.get_mut(&member.iri) {
                Some(known) => known.certain |= member.certain,
                None => {
                    found.insert(member.iri.clone(), member);
                }
            }
        }
        plans.push(plan);
    }
    let mut found: Vec<Member> = found.into_values().collect();
    let days = days(context, &found)?;
    let dateless = found.len() - days.len();
    // What has no date at all stands at the end.
    found.sort_by_cached_key(|member| {
        let day = days.get(&member.iri);
        let label = context.label(&member.iri);
        (day.is_none(), day.copied(), label, member.iri.clone())
    });
    let total = found.len();
    let possible = found.iter().filter(|member| !member.certain).count();
    // Unless something else than the date or a figure decides, what is not shown need not be looked up.
    if reading.order.is_empty() && reading.having.is_empty() {
        found.truncate(super::output::page(reading.rows));
    }
    let focus = match &asked.of {
        Filler::Set(set) if are_situations(set) => BTreeSet::new(),
        of => subjects(context, reading, of)?,
    };
    rows(context, reading, (&found, &focus, &days), answer)?;
    if reading.having.is_empty() {
        answer.total = total;
    }
    if possible > 0 {
        answer.notes.push(make::doubt(reading, possible, total));
    }
    if dateless > 0 {
        let verb = if dateless == 1 { "stands" } else { "stand" };
        answer
            .notes
            .push(format!("{dateless} without a date {verb} at the end"));
    }
    remarks(
        context,
        (reading, asked),
        (&sets, &plans),
        total == 0,
        answer,
    )
}

/// Prints the first query of a timeline without asking it.
pub fn query(
    context: &Context<'_>,
    reading: &Reading,
    asked: &Survey,
) -> Result<String, AnswerError> {
    match sets(context, asked).into_iter().next() {
        Some(set) => make::query(context, &listed(reading, set)),
        None => Ok(String::new()),
    }
}

/// Says what is left out and, of an empty answer, why.
fn remarks(
    context: &Context<'_>,
    (reading, asked): (&Reading, &Survey),
    (sets, plans): (&[Set], &[Plan]),
    is_empty: bool,
    answer: &mut Answer,
) -> Result<(), AnswerError> {
    let before = answer.notes.len();
    for plan in plans {
        let denials = left_out::denials(context, plan, is_empty)?;
        let unrealised = left_out::unrealised(context, plan)?;
        for note in denials.into_iter().chain(unrealised) {
            if !answer.notes.contains(&note) {
                answer.notes.push(note);
            }
        }
    }
    if !is_empty {
        return Ok(());
    }
    if let Filler::Set(set) = &asked.of
        && are_situations(set)
    {
        let told = answer.notes.len() > before;
        if let Some(set) = sets.first() {
            let notes = empty::explain(context, &listed(reading, set.clone()), told)?;
            answer.notes.extend(notes);
        }
    } else {
        let own = subjects(context, reading, &asked.of)?;
        answer.notes.push(match own.is_empty() {
            true => "nobody is asked about: the set is empty".to_owned(),
            false => format!("nothing that fits is recorded of {}", whose(context, &own)),
        });
        for (clause, reading, asked) in looser(reading, asked) {
            let mut found = Vec::new();
            for set in self::sets(context, &asked) {
                found.extend(empty::run(context, &listed(&reading, set))?);
            }
            if !found.is_empty() {
                let named = empty::named(context, &found)?;
                answer
                    .notes
                    .push(format!("without `{clause}` there is: {named}"));
            }
        }
    }
    answer.notes.extend(searched::searched(context, reading));
    Ok(())
}

/// Returns the sets of situations that a timeline is drawn from.
fn sets(context: &Context<'_>, asked: &Survey) -> Vec<Set> {
    let with = |first: Filter| {
        let filters = std::iter::once(first).chain(asked.filters.iter().cloned());
        Set::Situations(Situations {
            class: any_situation(),
            filters: filters.collect(),
        })
    };
    let involving = |filler: Filler| {
        with(Filter::Role {
            preposition: Keyword::Involving,
            roles: vec![Iri::al("participant")],
            filler,
        })
    };
    match &asked.of {
        Filler::Set(set) if are_situations(set) => {
            let set = set.as_ref().clone();
            vec![match asked.filters.as_slice() {
                [] => set,
                filters => Set::And(vec![
                    set,
                    Set::Situations(Situations {
                        class: any_situation(),
                        filters: filters.to_vec(),
                    }),
                ]),
            }]
        }
        Filler::Names(names) => {
            let is_place = |name: &&Entity| of_kind(context, name, ClassKind::Place);
            let (places, others): (Vec<&Entity>, Vec<&Entity>) = names.iter().partition(is_place);
            let owned = |names: Vec<&Entity>| names.into_iter().cloned().collect::<Vec<_>>();
            let own = others
                .iter()
                .filter(|name| of_kind(context, name, ClassKind::Situation))
                .map(|name| with(Filter::Named((*name).clone())))
                .collect::<Vec<_>>();
            let mut sets = vec![involving(Filler::Names(names.clone()))];
            if !places.is_empty() {
                sets.push(with(Filter::Place(owned(places))));
            }
            sets.extend(own);
            sets
        }
        Filler::Set(set) => vec![involving(Filler::Set(set.clone()))],
        Filler::Anyone | Filler::Back(_) => Vec::new(),
    }
}

fn any_situation() -> Noun {
    Noun {
        iri: Iri::al("Situation"),
        singular: "situation".to_owned(),
        plural: "situations".to_owned(),
    }
}

/// Says whether a thing is of one kind and, unless that is asked for, no actor.
fn of_kind(context: &Context<'_>, entity: &Entity, kind: ClassKind) -> bool {
    let Some(id) = context.names.by_iri(entity.iri.as_str()) else {
        return false;
    };
    let kinds: Vec<ClassKind> = context
        .names
        .name(id)
        .classes
        .iter()
        .filter_map(|class| context.ontology.class_by_iri(class))
        .map(|class| context.ontology.class(class).kind)
        .collect();
    kinds.contains(&kind) && (kind != ClassKind::Place || !kinds.contains(&ClassKind::Actor))
}

/// Returns the day by which each situation stands: its earliest beginning or, where that is not known, the first day on
/// which it is known to have begun, or to have ended. What has no date has no day.
fn days(context: &Context<'_>, found: &[Member]) -> Result<BTreeMap<String, Day>, AnswerError> {
    let mut days = BTreeMap::new();
    let mut open = BTreeSet::new();
    for member in found {
        let own = member.evidence.iter().find(|e| e.iri == member.iri);
        match own.map(|own| Day::from_number(own.start)) {
            Some(day) if day.is_finite() => {
                days.insert(member.iri.clone(), day);
            }
            _ => {
                open.insert(member.iri.clone());
            }
        }
    }
    let facts = context.facts(&open)?;
    for iri in open {
        let known = ["latestStartDay", "earliestEndDay", "latestEndDay"]
            .iter()
            .filter_map(|bound| facts.day(&iri, bound))
            .find(|day| day.is_finite());
        if let Some(day) = known {
            days.insert(iri, day);
        }
    }
    Ok(days)
}

fn rows(
    context: &Context<'_>,
    reading: &Reading,
    (found, focus, days): (&[Member], &BTreeSet<String>, &BTreeMap<String, Day>),
    answer: &mut Answer,
) -> Result<(), AnswerError> {
    let facts = context.facts(&found.iter().map(|member| member.iri.clone()).collect())?;
    let roles: Vec<Vec<(RoleId, Vec<String>)>> = found
        .iter()
        .map(|member| context.roles(&facts, &member.iri))
        .collect();
    let fillers: BTreeSet<String> = roles
        .iter()
        .flatten()
        .flat_map(|(_, f)| f)
        .cloned()
        .collect();
    // Whose deeds count for somebody is known of each who takes part.
    let parts = match focus.is_empty() {
        true => Facts::default(),
        false => context.facts(&fillers)?,
    };
    let is_own = |filler: &String| {
        focus.contains(filler)
            || parts
                .all(filler, "countsFor")
                .iter()
                .any(|whole| focus.contains(whole))
    };
    answer.columns = vec![
        column("situation", ColumnType::Situation),
        column("when", ColumnType::Date),
        column("type", ColumnType::Text),
    ];
    if !focus.is_empty() {
        answer.columns.push(column("role", ColumnType::Text));
    }
    answer.columns.extend([
        column("with", ColumnType::Actor),
        column("where", ColumnType::Place),
        column("according to", ColumnType::Source),
    ]);
    let mut rows = Vec::new();
    for (member, roles) in found.iter().zip(&roles) {
        let iri = member.iri.as_str();
        let mut situation = context.situation(&facts, iri);
        situation.possible = !member.certain;
        let mut when = when(context, &facts, iri);
        when.possible = !member.certain;
        let kind = context.kind(iri).map_or_else(Cell::missing, Cell::text);
        let mut cells = vec![situation, when, kind];
        if !focus.is_empty() {
            cells.push(own_roles(context, roles, focus, &is_own));
        }
        cells.push(others(context, roles, &is_own));
        cells.push(context.place(&facts, iri));
        cells.push(context.speakers(&facts, iri));
        rows.push(Row {
            cells,
            evidence: vec![iri.to_owned()],
        });
    }
    let starts: Vec<i64> = found
        .iter()
        .map(|member| days.get(&member.iri).copied().unwrap_or(Day::MAX))
        .map(|day| i64::from(day.number()))
        .collect();
    finish(reading, answer, rows, &starts)
}

/// Makes the cell of a date; what goes on says so.
pub fn when(context: &Context<'_>, facts: &Facts, iri: &str) -> Cell {
    let mut cell = context.when(facts, iri);
    let open = facts
        .one(iri, "when")
        .is_some_and(|when| when.ends_with("/.."));
    if !open {
        return cell;
    }
    let ongoing = match facts.one(iri, "ongoingAsOf") {
        Some(day) => format!("ongoing as of {day}"),
        None => "ongoing".to_owned(),
    };
    cell.remark = Some(match cell.remark.take() {
        Some(remark) => format!("{ongoing}, {remark}"),
        None => ongoing,
    });
    cell
}

/// Makes the cell of the roles in which those asked for take part; a part that stands for them, or one of several, is
/// named.
fn own_roles(
    context: &Context<'_>,
    roles: &[(RoleId, Vec<String>)],
    focus: &BTreeSet<String>,
    is_own: &dyn Fn(&String) -> bool,
) -> Cell {
    let mut cells = Vec::new();
    for (role, fillers) in roles {
        for filler in fillers.iter().filter(|filler| is_own(filler)) {
            let mut cell = Cell::text(context.ontology.role(*role).label(context.language));
            if focus.len() > 1 || !focus.contains(filler) {
                cell.remark = Some(context.label(filler));
            }
            if !cells.contains(&cell) {
                cells.push(cell);
            }
        }
    }
    several(cells)
}

/// Makes the cell of those who take part beside those asked for.
fn others(
    context: &Context<'_>,
    roles: &[(RoleId, Vec<String>)],
    is_own: &dyn Fn(&String) -> bool,
) -> Cell {
    let mut cells = Vec::new();
    for (role, fillers) in roles {
        for filler in fillers.iter().filter(|filler| !is_own(filler)) {
            let mut cell = context.thing(filler);
            cell.remark = Some(
                context
                    .ontology
                    .role(*role)
                    .label(context.language)
                    .to_owned(),
            );
            cells.push(cell);
        }
    }
    cells.sort_by(|a, b| (&a.label, &a.iri, &a.remark).cmp(&(&b.label, &b.iri, &b.remark)));
    several(cells)
}
