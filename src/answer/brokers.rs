//! Who stands between two sides: brokers by their share of the shortest paths, and those who alone hold them together.

use super::chains::MOST;
use super::error::AnswerError;
use super::facts::{Context, several};
use super::list::column;
use super::make;
use super::measured::{doubt, left_out_of, number, real, rounded, unless_stopped, with_dates};
use super::neighbourhood::FIRST_STEP;
use super::output::finish;
use super::searched;
use super::survey::{looser, subjects, whose};
use super::table::{Answer, Cell, ColumnType, Row, Value};
use super::ties::{Drawn, Ties};
use crate::iri::Iri;
use crate::network::{Between, Cuts, Edge, between, cuts};
use crate::question::ast;
use crate::reading::{Reading, Survey};
use std::collections::BTreeSet;

/// A network of more actors is not searched whole.
const MOST_ACTORS: usize = 20_000;
/// How many of those who are cut off are named.
const NAMED: usize = 5;

/// The two sides of a question and what lies around them.
struct Sides {
    from: BTreeSet<String>,
    to: BTreeSet<String>,
    drawn: Drawn,
    possible: BTreeSet<String>,
    /// What is left out.
    remarks: Vec<String>,
}

impl Sides {
    fn places(&self, side: &BTreeSet<String>) -> BTreeSet<usize> {
        side.iter()
            .filter_map(|iri| self.drawn.graph.index(iri))
            .collect()
    }
}

/// Finds brokers, or those whose removal parts the two sides.
pub fn brokers(
    context: &Context<'_>,
    reading: &Reading,
    asked: &Survey,
    answer: &mut Answer,
) -> Result<(), AnswerError> {
    let cut = asked.what == ast::Survey::CutActors;
    answer.columns = match cut {
        false => vec![
            column("actor", ColumnType::Actor),
            column("share", ColumnType::Number),
            column("situations", ColumnType::Integer),
        ],
        true => vec![
            column("actor", ColumnType::Actor),
            column("steps", ColumnType::Integer),
            column("cut off", ColumnType::Integer),
            column("among them", ColumnType::Actor),
        ],
    };
    let from = subjects(context, reading, &asked.of)?;
    let to = subjects(context, reading, &asked.to)?;
    if let Some(one) = from.intersection(&to).next() {
        answer
            .notes
            .push(format!("{} is on both sides", context.label(one)));
        return Ok(());
    }
    let Some(sides) = around(context, reading, asked, (from, to), answer)? else {
        return Ok(());
    };
    if cut {
        cut_actors(context, reading, asked, &sides, answer)?;
    } else {
        shares(context, reading, asked, &sides, answer)?;
    }
    answer.notes.push(
        "ties are taken both ways, and those between a part and its whole count too".to_owned(),
    );
    answer.notes.extend(sides.remarks);
    with_dates(context, answer)
}

/// Walks from the first side until the other is reached or, for a cut, until nobody new is; `None` where that is too much.
fn around(
    context: &Context<'_>,
    reading: &Reading,
    asked: &Survey,
    (from, to): (BTreeSet<String>, BTreeSet<String>),
    answer: &mut Answer,
) -> Result<Option<Sides>, AnswerError> {
    let ends = from.union(&to).cloned().collect();
    let mut ties = Ties::new(context, reading, (&asked.via, &asked.filters), ends);
    let whole = asked.what == ast::Survey::CutActors;
    let most = match whole {
        true => usize::MAX,
        false => asked.steps.unwrap_or(MOST),
    };
    let mut edges: BTreeSet<Edge> = BTreeSet::new();
    let starts: Vec<BTreeSet<String>> = match whole {
        true => vec![from.clone()],
        false => from
            .iter()
            .map(|one| BTreeSet::from([one.clone()]))
            .collect(),
    };
    let mut is_cut = false;
    for start in starts {
        let mut seen = start.clone();
        let mut near = start;
        let mut gone = 0;
        let mut missing: BTreeSet<&String> = to.iter().collect();
        while !near.is_empty() && gone < most && (whole || !missing.is_empty()) {
            gone += 1;
            let mut next = BTreeSet::new();
            for edge in ties.around(&near)? {
                for (end, other) in [(&edge.from, &edge.to), (&edge.to, &edge.from)] {
                    if near.contains(other) && !seen.contains(end) {
                        next.insert(end.clone());
                    }
                }
                edges.insert(edge);
            }
            missing.retain(|end| !next.contains(*end));
            seen.extend(next.iter().cloned());
            if seen.len() > MOST_ACTORS {
                is_cut = true;
                break;
            }
            near = next;
        }
    }
    if let Some(first) = &ties.first {
        answer.sparql = make::print(first, FIRST_STEP);
    }
    if is_cut {
        answer.notes.push(format!(
            "more than {MOST_ACTORS} actors are connected: too many to be measured at once; narrow the ties, as with `via alliances` or `during 2015`"
        ));
        return Ok(None);
    }
    let edges: Vec<Edge> = edges.into_iter().collect();
    let near: Vec<Iri> = from.iter().map(Iri::new).collect();
    let remarks = left_out_of(context, &ties.plans(Some(&near)), &ties.set_aside, false)?;
    Ok(Some(Sides {
        from,
        to,
        drawn: Drawn::of(&edges),
        possible: ties.possible,
        remarks,
    }))
}

fn shares(
    context: &Context<'_>,
    reading: &Reading,
    asked: &Survey,
    sides: &Sides,
    answer: &mut Answer,
) -> Result<(), AnswerError> {
    let graph = &sides.drawn.graph;
    let (from, to) = (sides.places(&sides.from), sides.places(&sides.to));
    let most = asked.steps.unwrap_or(MOST);
    let found = between(graph, (&from, &to), most, || unless_stopped(context))?;
    let names = [whose(context, &sides.from), whose(context, &sides.to)];
    let Some((least, longest)) = found.steps else {
        return apart(context, reading, asked, sides, answer);
    };
    let steps = match (least, longest) {
        (least, longest) if least == longest => number(least, "step"),
        (least, longest) => format!("{least} to {longest} steps"),
    };
    if longest > 1 {
        answer.notes.push(format!(
            "share: of the shortest paths between {} and {}, the part that runs through an actor{}; there {} of {steps}",
            names[0],
            names[1],
            match found.pairs {
                1 => String::new(),
                pairs => format!(", over {pairs} pairs"),
            },
            match found.paths {
                1.0 => "is 1".to_owned(),
                paths => format!("are {paths}"),
            },
        ));
    }
    let tied: usize = from
        .iter()
        .map(|a| {
            to.iter()
                .filter(|b| graph.neighbours(*a).contains(b))
                .count()
        })
        .sum();
    if tied > 0 {
        answer.notes.push(match found.pairs {
            1 => format!(
                "{} and {} are tied directly: nobody stands between them",
                names[0], names[1]
            ),
            pairs => {
                format!("{tied} of {pairs} pairs are tied directly: nobody stands between them")
            }
        });
    }
    let rows = broker_rows(context, sides, (&found, &from, &to));
    let doubted = rows.iter().filter(|row| row.cells[0].possible).count();
    if doubted > 0 {
        answer.notes.push(doubt(doubted, rows.len()));
    }
    finish(reading, answer, rows, &[])
}

fn broker_rows(
    context: &Context<'_>,
    sides: &Sides,
    (found, from, to): (&Between, &BTreeSet<usize>, &BTreeSet<usize>),
) -> Vec<Row> {
    let graph = &sides.drawn.graph;
    let mut ranked: Vec<(usize, f64)> = found
        .through
        .iter()
        .enumerate()
        .map(|(node, through)| (node, rounded(through / real(found.pairs.max(1)))))
        .filter(|(_, share)| *share > 0.0)
        .collect();
    ranked.sort_by(|a, b| {
        b.1.total_cmp(&a.1).then_with(|| {
            let label = |node: usize| (context.label(&graph.nodes()[node]), node);
            label(a.0).cmp(&label(b.0))
        })
    });
    let brokers: BTreeSet<usize> = ranked.iter().map(|(node, _)| *node).collect();
    ranked
        .iter()
        .map(|(node, share)| {
            // Of all its ties those count that lead on to another broker or to an end.
            let on_the_way = |other: usize| {
                brokers.contains(&other) || from.contains(&other) || to.contains(&other)
            };
            let evidence = sides.drawn.situations(*node, &on_the_way);
            let mut actor = context.thing(&graph.nodes()[*node]);
            actor.possible = sides.drawn.is_possible(*node, &on_the_way, &sides.possible);
            Row {
                cells: vec![
                    actor,
                    Cell::of(Value::Number(*share)),
                    Cell::count(evidence.len()),
                ],
                evidence: evidence.into_iter().collect(),
            }
        })
        .collect()
}

fn cut_actors(
    context: &Context<'_>,
    reading: &Reading,
    asked: &Survey,
    sides: &Sides,
    answer: &mut Answer,
) -> Result<(), AnswerError> {
    let graph = &sides.drawn.graph;
    let (from, to) = (sides.places(&sides.from), sides.places(&sides.to));
    let names = [whose(context, &sides.from), whose(context, &sides.to)];
    let found = match cuts(graph, (&from, &to), || unless_stopped(context))? {
        Cuts::Apart => return apart(context, reading, asked, sides, answer),
        Cuts::Tied(pairs) => {
            for (a, b) in pairs.iter().take(NAMED) {
                let label = |node: usize| context.label(&graph.nodes()[node]);
                answer.notes.push(format!(
                    "{} and {} are tied directly: nobody's removal parts them",
                    label(*a),
                    label(*b)
                ));
            }
            return Ok(());
        }
        Cuts::By(found) => found,
    };
    answer.notes.push(match found.len() {
        0 => format!(
            "whoever is removed, {} and {} stay connected: at least two chains lead from one to the other by way of different actors",
            names[0], names[1]
        ),
        _ => format!(
            "without any one of these no chain of ties leads from {} to {}; cut off: how many of the {} connected {} no longer reaches",
            names[0],
            names[1],
            number(graph.nodes().len(), "actor"),
            names[0],
        ),
    });
    let mut rows = Vec::new();
    for cut in &found {
        let mut lost: Vec<&String> = cut.lost.iter().map(|node| &graph.nodes()[*node]).collect();
        lost.sort_by_cached_key(|iri| (!sides.to.contains(*iri), context.label(iri)));
        let mut named: Vec<Cell> = lost
            .iter()
            .take(NAMED)
            .map(|iri| context.thing(iri))
            .collect();
        if lost.len() > NAMED {
            named.push(Cell::text(format!("and {} more", lost.len() - NAMED)));
        }
        let mut actor = context.thing(&graph.nodes()[cut.node]);
        actor.possible = sides
            .drawn
            .is_possible(cut.node, &|_| true, &sides.possible);
        rows.push(Row {
            cells: vec![
                actor,
                Cell::count(cut.steps),
                Cell::count(cut.lost.len()),
                several(named),
            ],
            evidence: sides
                .drawn
                .situations(cut.node, &|_| true)
                .into_iter()
                .collect(),
        });
    }
    let doubted = rows.iter().filter(|row| row.cells[0].possible).count();
    if doubted > 0 {
        answer.notes.push(doubt(doubted, rows.len()));
    }
    finish(reading, answer, rows, &[])
}

/// Says that nothing connects the two sides, and what would without each clause.
fn apart(
    context: &Context<'_>,
    reading: &Reading,
    asked: &Survey,
    sides: &Sides,
    answer: &mut Answer,
) -> Result<(), AnswerError> {
    let bound = match asked.what {
        ast::Survey::CutActors => String::new(),
        _ => format!(
            " of at most {}",
            number(asked.steps.unwrap_or(MOST), "step")
        ),
    };
    answer
        .notes
        .push(match sides.from.is_empty() || sides.to.is_empty() {
            true => "one side is empty".to_owned(),
            false => format!(
                "no chain{bound} between {} and {} is recorded",
                whose(context, &sides.from),
                whose(context, &sides.to)
            ),
        });
    for (clause, reading, asked) in looser(reading, asked) {
        let mut quiet = answer.clone();
        let ends = (sides.from.clone(), sides.to.clone());
        if let Some(sides) = around(context, &reading, &asked, ends, &mut quiet)? {
            let (from, to) = (sides.places(&sides.from), sides.places(&sides.to));
            let steps = sides.drawn.graph.distances(&from, None);
            if let Some(steps) = to.iter().filter_map(|node| steps[*node]).min() {
                answer.notes.push(format!(
                    "without `{clause}` there is a chain of {}",
                    number(steps, "step")
                ));
            }
        }
    }
    answer.notes.extend(searched::searched(context, reading));
    Ok(())
}
