//! The card of one entity: what it is called, when it existed, what it is part of, what it took part in, and who says so.

use super::error::AnswerError;
use super::facts::{Context, Facts, text};
use super::list::column;
use super::table::{Cell, Column, ColumnType, Row, Value};
use crate::iri::Iri;
use crate::reading::Entity;
use crate::sparql;
use crate::time::in_words;
use std::collections::{BTreeMap, BTreeSet};

/// Where remarks of the data stand.
const COMMENT: &str = "http://www.w3.org/2000/01/rdf-schema#comment";

/// How many situations a role lists before it only counts them.
const LISTED: usize = 8;

/// Makes the rows of a card: section and statement.
pub fn card(
    context: &Context<'_>,
    entity: &Entity,
) -> Result<(Vec<Column>, Vec<Row>), AnswerError> {
    let iri = entity.iri.as_str();
    let solutions = context.engine.select(
        &sparql::pointing_at(std::slice::from_ref(&entity.iri))?,
        context.cancel,
    )?;
    let mut pointing: BTreeSet<String> = BTreeSet::new();
    let mut parts: BTreeSet<String> = BTreeSet::new();
    for row in &solutions.rows {
        if let [Some(thing), Some(property), _] = row.as_slice() {
            match Iri::new(text(property)).local() {
                "unitOf" | "within" => {
                    parts.insert(text(thing));
                }
                _ => {
                    pointing.insert(text(thing));
                }
            }
        }
    }
    let mut things = pointing.clone();
    things.insert(iri.to_owned());
    let facts = context.facts(&things)?;
    let mut rows = vec![Row {
        cells: vec![
            Cell::text("name"),
            context.thing(iri),
            Cell::text(entity.kind.clone()),
        ],
        evidence: Vec::new(),
    }];
    names(context, iri, &mut rows);
    lifetimes(&facts, iri, &mut rows);
    own(context, &facts, iri, &parts, &mut rows);
    let is_situation = !context.roles(&facts, iri).is_empty();
    if is_situation {
        situation(context, &facts, iri, &mut rows)?;
    }
    let here = placed(context, &facts, iri, &pointing);
    list(context, &facts, "place of", &here, &mut rows);
    roles(context, &facts, iri, &pointing, &mut rows);
    said(context, &facts, iri, &pointing, &mut rows)?;
    for remark in facts.values(iri, COMMENT) {
        push(&mut rows, "remark", Cell::text(remark), Cell::missing());
    }
    attribute(context, &facts, iri, &parts, &mut rows)?;
    let sources = context.things(facts.all(iri, "source"));
    if sources.value != Value::Missing {
        push(&mut rows, "source", sources, Cell::missing());
        if let Some(row) = rows.last_mut() {
            row.cells.push(Cell::missing());
        }
    }
    let columns = vec![
        column("section", ColumnType::Text),
        column("value", ColumnType::Text),
        column("detail", ColumnType::Text),
        column("source", ColumnType::Source),
    ];
    Ok((columns, rows))
}

/// Adds to each row the sources that say it: those of its situation, of its part or figure, or those that say it of the thing
/// itself.
fn attribute(
    context: &Context<'_>,
    facts: &Facts,
    iri: &str,
    parts: &BTreeSet<String>,
    rows: &mut [Row],
) -> Result<(), AnswerError> {
    let figures = facts.all(iri, "figure").iter();
    let own: BTreeSet<String> = parts
        .iter()
        .chain(figures)
        .cloned()
        .chain([iri.to_owned()])
        .collect();
    let told = context.told(&own)?;
    let saying = |thing: &str, value: &str| -> BTreeSet<String> {
        let sources = told
            .sources(thing)
            .filter(|(_, facts)| facts.states(thing, value));
        sources.map(|(source, _)| source.to_owned()).collect()
    };
    for row in rows {
        let spoken = row.cells.get(1).and_then(|cell| cell.iri.clone());
        let of_figure =
            spoken.map_or_else(BTreeSet::new, |figure| facts.all(&figure, "source").clone());
        let mut sources: BTreeSet<String> = row
            .evidence
            .iter()
            .flat_map(|situation| facts.all(situation, "source"))
            .chain(&of_figure)
            .cloned()
            .collect();
        let value = row.cells.get(1);
        let pointed = value.and_then(|cell| cell.iri.as_deref());
        if let Some(pointed) = pointed
            && sources.is_empty()
        {
            sources = if parts.contains(pointed) {
                saying(pointed, iri)
            } else if figures_of(facts, iri, pointed) {
                told.sources(pointed)
                    .map(|(source, _)| source.to_owned())
                    .collect()
            } else {
                saying(iri, pointed)
            };
        }
        if let Some(Value::Text(text)) = value.map(|cell| &cell.value)
            && sources.is_empty()
        {
            sources = saying(iri, text);
        }
        // How sure a situation is and where it is written, every source says for itself.
        if sources.is_empty() {
            sources.clone_from(facts.all(iri, "source"));
        }
        row.cells.push(context.things(&sources));
    }
    Ok(())
}

fn figures_of(facts: &Facts, situation: &str, figure: &str) -> bool {
    facts.all(situation, "figure").contains(figure)
}

fn push(rows: &mut Vec<Row>, section: &str, value: Cell, detail: Cell) {
    let evidence = Vec::new();
    rows.push(Row {
        cells: vec![Cell::text(section), value, detail],
        evidence,
    });
}

fn names(context: &Context<'_>, iri: &str, rows: &mut Vec<Row>) {
    let Some(id) = context.names.by_iri(iri) else {
        return;
    };
    let name = context.names.name(id);
    let mut seen = BTreeSet::from([name.label.as_str()]);
    for alias in &name.aliases {
        if seen.insert(alias) {
            push(
                rows,
                "also called",
                Cell::text(alias.clone()),
                Cell::missing(),
            );
        }
    }
}

/// When an entity existed, as its source writes it: a span of days would say more.
fn lifetimes(facts: &Facts, iri: &str, rows: &mut Vec<Row>) {
    for written in facts.all(iri, "lifetime") {
        let mut span = Cell::text(written.clone());
        let words = in_words(written);
        span.label = (words != *written).then_some(words);
        push(rows, "existed", span, Cell::missing());
    }
}

fn own(
    context: &Context<'_>,
    facts: &Facts,
    iri: &str,
    parts: &BTreeSet<String>,
    rows: &mut Vec<Row>,
) {
    for (property, section) in [
        ("unitOf", "part of"),
        ("within", "inside"),
        ("basedIn", "based in"),
        ("country", "country"),
        ("capital", "capital"),
        ("partOf", "part of"),
        ("follows", "follows"),
    ] {
        for value in facts.all(iri, property) {
            push(rows, section, context.thing(value), Cell::missing());
        }
    }
    let mut parts: Vec<Cell> = parts.iter().map(|part| context.thing(part)).collect();
    parts.sort_by(|a, b| a.label.cmp(&b.label));
    for part in parts {
        push(rows, "has part", part, Cell::missing());
    }
}

/// What a situation's own card adds: when, where, who, figures and how sure.
fn situation(
    context: &Context<'_>,
    facts: &Facts,
    iri: &str,
    rows: &mut Vec<Row>,
) -> Result<(), AnswerError> {
    let when = context.when(facts, iri);
    if when.value != Value::Missing {
        let said = facts
            .one(iri, "whenText")
            .map_or_else(Cell::missing, |t| Cell::text(format!("as said: {t}")));
        push(rows, "when", when, said);
    }
    let place = context.place(facts, iri);
    if place.value != Value::Missing {
        push(rows, "where", place, Cell::missing());
    }
    for (role, fillers) in context.roles(facts, iri) {
        let label = context
            .ontology
            .role(role)
            .label(context.language)
            .to_owned();
        let mut cells: Vec<Cell> = fillers.iter().map(|f| context.thing(f)).collect();
        cells.sort_by(|a, b| a.label.cmp(&b.label));
        for cell in cells {
            let kind = cell.kind.clone().map_or_else(Cell::missing, Cell::text);
            push(rows, &label, cell, kind);
        }
    }
    let figures: BTreeSet<String> = facts.all(iri, "figure").clone();
    let of_figures = context.facts(&figures)?;
    for figure in &figures {
        let what = of_figures
            .one(figure, "measure")
            .map_or_else(String::new, |m| Iri::new(m).local().to_owned());
        let number = |name| of_figures.one(figure, name).unwrap_or("?").to_owned();
        let (low, best, high) = (number("low"), number("best"), number("high"));
        let mut cell = if low == high {
            Cell::text(best)
        } else {
            Cell::text(format!("{best} (between {low} and {high})"))
        };
        let certainty = of_figures.one(figure, "certainty");
        cell.certainty = certainty
            .filter(|c| Iri::new(*c).local() != "Asserted")
            .map(|c| context.standing(c));
        cell.according_to = of_figures
            .all(figure, "accordingTo")
            .iter()
            .map(|s| context.label(s))
            .collect();
        let of = context.things(of_figures.all(figure, "of"));
        cell.iri = Some(figure.clone());
        push(rows, &what, cell, of);
    }
    standing(context, facts, iri, rows);
    Ok(())
}

/// How sure a situation is, who says so, and where.
fn standing(context: &Context<'_>, facts: &Facts, iri: &str, rows: &mut Vec<Row>) {
    let certainty = facts
        .one(iri, "certainty")
        .map_or_else(Cell::missing, |c| Cell::text(context.standing(c)));
    push(
        rows,
        "certainty",
        certainty,
        context.things(facts.all(iri, "accordingTo")),
    );
    let status = facts
        .one(iri, "status")
        .filter(|status| Iri::new(*status).local() != "Occurred");
    if let Some(status) = status {
        push(
            rows,
            "status",
            Cell::text(context.standing(status)),
            Cell::missing(),
        );
    }
    for (property, section) in [("implementation", "implementation"), ("extent", "extent")] {
        for value in facts.all(iri, property) {
            let word = context.standing(value);
            push(rows, section, Cell::text(word), Cell::missing());
        }
    }
    let mut paragraphs: Vec<u32> = facts
        .all(iri, "paragraph")
        .iter()
        .filter_map(|text| text.parse().ok())
        .collect();
    paragraphs.sort_unstable();
    if !paragraphs.is_empty() {
        let list: Vec<String> = paragraphs.iter().map(ToString::to_string).collect();
        push(
            rows,
            "paragraph",
            Cell::text(list.join(", ")),
            Cell::missing(),
        );
    }
}

/// The roles that an entity fills, with the situations, by date.
fn roles(
    context: &Context<'_>,
    facts: &Facts,
    iri: &str,
    pointing: &BTreeSet<String>,
    rows: &mut Vec<Row>,
) {
    let mut by_role: BTreeMap<String, BTreeSet<(i32, &String)>> = BTreeMap::new();
    for thing in pointing {
        let start = start(facts, thing);
        for (role, fillers) in context.roles(facts, thing) {
            if fillers.iter().any(|f| f == iri) {
                let label = context.ontology.role(role).label(context.language);
                by_role
                    .entry(label.to_owned())
                    .or_default()
                    .insert((start, thing));
            }
        }
    }
    let mut counted: Vec<(String, BTreeSet<(i32, &String)>)> = by_role.into_iter().collect();
    counted.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then_with(|| a.0.cmp(&b.0)));
    for (role, things) in counted {
        list(context, facts, &role, &things, rows);
    }
}

/// Lists situations under one heading, as many as a card has room for.
fn list(
    context: &Context<'_>,
    facts: &Facts,
    section: &str,
    things: &BTreeSet<(i32, &String)>,
    rows: &mut Vec<Row>,
) {
    for (_, thing) in things.iter().take(LISTED) {
        rows.push(Row {
            cells: vec![
                Cell::text(section),
                context.situation(facts, thing),
                context.when(facts, thing),
            ],
            evidence: vec![(*thing).clone()],
        });
    }
    if things.len() > LISTED {
        push(
            rows,
            section,
            Cell::text(format!("and {} more", things.len() - LISTED)),
            Cell::missing(),
        );
    }
}

fn start(facts: &Facts, thing: &str) -> i32 {
    facts
        .day(thing, "earliestStartDay")
        .map_or(i32::MIN, |day| day.number())
}

/// The situations at a place itself in which it fills no role; those at places inside it are asked for with `in`.
fn placed<'a>(
    context: &Context<'_>,
    facts: &Facts,
    iri: &str,
    pointing: &'a BTreeSet<String>,
) -> BTreeSet<(i32, &'a String)> {
    pointing
        .iter()
        .filter(|thing| facts.all(thing, "place").contains(iri))
        .filter(|thing| {
            let roles = context.roles(facts, thing);
            !roles
                .iter()
                .any(|(_, fillers)| fillers.iter().any(|f| f == iri))
        })
        .map(|thing| (start(facts, thing), thing))
        .collect()
}

/// What an actor says or claims: situations, and figures with the situations that they belong to.
fn said(
    context: &Context<'_>,
    facts: &Facts,
    iri: &str,
    pointing: &BTreeSet<String>,
    rows: &mut Vec<Row>,
) -> Result<(), AnswerError> {
    let spoken: BTreeSet<&String> = pointing
        .iter()
        .filter(|thing| facts.all(thing, "accordingTo").contains(iri))
        .collect();
    let is_figure = |thing: &String| facts.one(thing, "measure").is_some();
    let situations = spoken
        .iter()
        .filter(|thing| !is_figure(thing))
        .map(|thing| (start(facts, thing), *thing))
        .collect();
    list(context, facts, "says", &situations, rows);
    let figures: Vec<Iri> = spoken
        .iter()
        .filter(|thing| is_figure(thing))
        .map(|thing| Iri::new(thing.as_str()))
        .collect();
    if figures.is_empty() {
        return Ok(());
    }
    let owners = context
        .engine
        .select(&sparql::pointing_at(&figures)?, context.cancel)?;
    for figure in &figures {
        let owner = owners.rows.iter().find_map(|row| match row.as_slice() {
            [Some(owner), _, Some(pointed)] if text(pointed) == figure.as_str() => {
                Some(text(owner))
            }
            _ => None,
        });
        let number = facts.one(figure.as_str(), "best").unwrap_or("?");
        let what = facts
            .one(figure.as_str(), "measure")
            .map_or_else(String::new, |measure| Iri::new(measure).local().to_owned());
        let of = context.things(facts.all(figure.as_str(), "of"));
        let of = of.label.unwrap_or_default();
        let mut cell = Cell::text(format!("{number} {what} ({of})"));
        cell.certainty = facts
            .one(figure.as_str(), "certainty")
            .filter(|c| Iri::new(*c).local() != "Asserted")
            .map(|c| context.standing(c));
        cell.iri = Some(figure.as_str().to_owned());
        let of_what = owner
            .as_ref()
            .map_or_else(Cell::missing, |owner| context.thing(owner));
        rows.push(Row {
            cells: vec![Cell::text("says"), cell, of_what],
            evidence: owner.into_iter().collect(),
        });
    }
    Ok(())
}
