//! Communities among those who are tied, and how they change from one time to another.

use super::error::AnswerError;
use super::facts::Context;
use super::list::column;
use super::measured::{TIE, doubt, drawn_from, rounded, with_dates};
use super::output::finish;
use super::table::{Answer, Cell, ColumnType, Row};
use super::ties::Drawn;
use crate::network::{communities as divide, matched, modularity};
use crate::reading::{Filter, Reading, Survey, clause_text};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// How the division is found.
const METHOD: &str = "communities are found by the Leiden algorithm, the best of 16 runs by modularity, and numbered by size";

/// Lists the actors by community.
pub fn communities(
    context: &Context<'_>,
    reading: &Reading,
    asked: &Survey,
    answer: &mut Answer,
) -> Result<(), AnswerError> {
    if let Some(sides) = &asked.sides {
        return compared(context, reading, asked, sides, answer);
    }
    answer.columns = vec![
        column("actor", ColumnType::Actor),
        column("community", ColumnType::Integer),
        column("ties inside", ColumnType::Integer),
        column("ties outside", ColumnType::Integer),
    ];
    let Some(network) = drawn_from(context, reading, asked, answer)? else {
        return Ok(());
    };
    let (drawn, possible) = (&network.drawn, &network.possible);
    let graph = &drawn.graph;
    let division = divide(graph);
    answer.notes.push(told(drawn, &division));
    answer.notes.push(format!("{METHOD}; {TIE}"));
    let mut ranked: Vec<(usize, usize, usize, usize)> = division
        .iter()
        .enumerate()
        .map(|(node, community)| {
            let all = graph.neighbours(node).len();
            let inside = graph
                .neighbours(node)
                .iter()
                .filter(|other| division.get(**other) == Some(community))
                .count();
            (node, *community, inside, all - inside)
        })
        .collect();
    ranked.sort_by_cached_key(|(node, community, inside, _)| {
        let iri = &graph.nodes()[*node];
        (
            *community,
            Reverse(*inside),
            context.label(iri),
            iri.clone(),
        )
    });
    let rows: Vec<Row> = ranked
        .into_iter()
        .map(|(node, community, inside, outside)| {
            let mut actor = context.thing(&graph.nodes()[node]);
            actor.possible = drawn.is_possible(node, &|_| true, possible);
            Row {
                cells: vec![
                    actor,
                    Cell::count(community + 1),
                    Cell::count(inside),
                    Cell::count(outside),
                ],
                evidence: drawn.situations(node, &|_| true).into_iter().collect(),
            }
        })
        .collect();
    let doubted = rows.iter().filter(|row| row.cells[0].possible).count();
    if doubted > 0 {
        answer.notes.push(doubt(doubted, rows.len()));
    }
    answer.notes.extend(network.remarks);
    finish(reading, answer, rows, &[])?;
    with_dates(context, answer)
}

/// Says how many communities there are and how far they are from chance.
fn told(drawn: &Drawn, division: &[usize]) -> String {
    let count = division.iter().collect::<BTreeSet<_>>().len();
    let count = match count {
        1 => "1 community".to_owned(),
        n => format!("{n} communities"),
    };
    format!(
        "{count}, modularity {}",
        rounded(modularity(&drawn.graph, division))
    )
}

/// What became of an actor between the two times, in the order in which it is told.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Change {
    Moved,
    Left,
    Joined,
    Stayed,
}

impl Change {
    fn text(self) -> &'static str {
        match self {
            Change::Moved => "moved",
            Change::Left => "left",
            Change::Joined => "joined",
            Change::Stayed => "stayed",
        }
    }
}

/// One of the two times: its network and the community of each actor.
struct Side {
    drawn: Drawn,
    division: Vec<usize>,
    possible: BTreeSet<String>,
}

impl Side {
    fn members(&self) -> BTreeMap<&str, usize> {
        let nodes = self.drawn.graph.nodes().iter().map(String::as_str);
        nodes.zip(self.division.iter().copied()).collect()
    }
}

fn compared(
    context: &Context<'_>,
    reading: &Reading,
    asked: &Survey,
    sides: &(Filter, Filter),
    answer: &mut Answer,
) -> Result<(), AnswerError> {
    let names = [&sides.0, &sides.1].map(clause_text);
    answer.columns = vec![
        column("actor", ColumnType::Actor),
        column("change", ColumnType::Text),
        column(&names[0], ColumnType::Integer),
        column(&names[1], ColumnType::Integer),
    ];
    let mut drawn = Vec::new();
    let mut remarks: Vec<String> = Vec::new();
    for (filter, name) in [&sides.0, &sides.1].into_iter().zip(&names) {
        let mut one = asked.clone();
        one.sides = None;
        one.filters.push(filter.clone());
        let mut told_of = Answer {
            notes: Vec::new(),
            sparql: String::new(),
            ..answer.clone()
        };
        let found = drawn_from(context, reading, &one, &mut told_of)?;
        let side = found.map_or_else(
            || Side {
                drawn: Drawn::of(&[]),
                division: Vec::new(),
                possible: BTreeSet::new(),
            },
            |network| {
                remarks.extend(network.remarks);
                Side {
                    division: divide(&network.drawn.graph),
                    drawn: network.drawn,
                    possible: network.possible,
                }
            },
        );
        if answer.sparql.is_empty() {
            answer.sparql = told_of.sparql;
        }
        if !side.division.is_empty() {
            told_of.notes.push(told(&side.drawn, &side.division));
        }
        let notes = told_of.notes.join("; ");
        answer.notes.push(format!("{name}: {notes}"));
        drawn.push(side);
    }
    let [before, after] = drawn.as_slice() else {
        return Ok(());
    };
    let rows = changes(context, before, after);
    let doubted = rows.iter().filter(|row| row.cells[0].possible).count();
    let count = |change: Change| {
        let is = |row: &&Row| row.cells[1] == Cell::text(change.text());
        rows.iter().filter(is).count()
    };
    answer.notes.push(format!(
        "{} moved, {} left, {} joined, {} stayed: the communities with most members in common have one number, and who is tied to nobody is in none",
        count(Change::Moved),
        count(Change::Left),
        count(Change::Joined),
        count(Change::Stayed),
    ));
    answer.notes.push(format!("{METHOD}; {TIE}"));
    if doubted > 0 {
        answer.notes.push(doubt(doubted, rows.len()));
    }
    let mut said = BTreeSet::new();
    remarks.retain(|note| said.insert(note.clone()));
    answer.notes.extend(remarks);
    finish(reading, answer, rows, &[])?;
    with_dates(context, answer)
}

fn changes(context: &Context<'_>, before: &Side, after: &Side) -> Vec<Row> {
    let (old, new) = (before.members(), after.members());
    let goes_on = matched(&old, &new);
    // A community that goes on keeps its number; new ones are numbered after the old.
    let mut next = old.values().max().map_or(0, |last| last + 1);
    let mut numbers = goes_on;
    for community in new.values().copied().collect::<BTreeSet<_>>() {
        numbers.entry(community).or_insert_with(|| {
            next += 1;
            next - 1
        });
    }
    let actors: BTreeSet<&str> = old.keys().chain(new.keys()).copied().collect();
    let mut told: Vec<(Change, &str, Option<usize>, Option<usize>)> = actors
        .into_iter()
        .map(|iri| {
            let was = old.get(iri).copied();
            let is = new
                .get(iri)
                .and_then(|community| numbers.get(community).copied());
            let change = match (was, is) {
                (Some(was), Some(is)) if was == is => Change::Stayed,
                (Some(_), Some(_)) => Change::Moved,
                (Some(_), None) => Change::Left,
                (None, _) => Change::Joined,
            };
            (change, iri, was, is)
        })
        .collect();
    told.sort_by_cached_key(|(change, iri, was, is)| {
        (
            *change,
            was.is_none(),
            *was,
            *is,
            context.label(iri),
            (*iri).to_owned(),
        )
    });
    let community =
        |number: Option<usize>| number.map_or_else(Cell::missing, |number| Cell::count(number + 1));
    told.into_iter()
        .map(|(change, iri, was, is)| {
            let mut actor = context.thing(iri);
            let mut evidence = BTreeSet::new();
            for side in [before, after] {
                if let Some(node) = side.drawn.graph.index(iri) {
                    actor.possible |= side.drawn.is_possible(node, &|_| true, &side.possible);
                    evidence.extend(side.drawn.situations(node, &|_| true));
                }
            }
            Row {
                cells: vec![
                    actor,
                    Cell::text(change.text()),
                    community(was),
                    community(is),
                ],
                evidence: evidence.into_iter().collect(),
            }
        })
        .collect()
}
