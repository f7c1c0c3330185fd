//! Who is central among those who are tied: degree and betweenness, normalised as is usual.

use super::error::AnswerError;
use super::facts::Context;
use super::list::column;
use super::measured::{TIE, doubt, drawn_from, number, real, rounded, unless_stopped, with_dates};
use super::output::finish;
use super::survey::{subjects, whose};
use super::table::{Answer, Cell, ColumnType, Row, Value};
use crate::iri::Iri;
use crate::network::between;
use crate::reading::{Filler, Reading, Rows, Set, Survey};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Measures those asked for in the whole network.
pub fn centrality(
    context: &Context<'_>,
    reading: &Reading,
    asked: &Survey,
    answer: &mut Answer,
) -> Result<(), AnswerError> {
    answer.columns = vec![
        column("actor", ColumnType::Actor),
        column("degree", ColumnType::Integer),
        column("degree centrality", ColumnType::Number),
        column("betweenness", ColumnType::Number),
        column("situations", ColumnType::Integer),
    ];
    let Some(network) = drawn_from(context, reading, asked, answer)? else {
        return Ok(());
    };
    let drawn = &network.drawn;
    let graph = &drawn.graph;
    let count = graph.nodes().len();
    let all: BTreeSet<usize> = (0..count).collect();
    let shown = match everybody(&asked.of) {
        true => all.clone(),
        false => {
            let own = subjects(context, reading, &asked.of)?;
            let (tied, others): (Vec<&String>, Vec<&String>) =
                own.iter().partition(|iri| graph.index(iri).is_some());
            if let (Filler::Names(_), false) = (&asked.of, others.is_empty()) {
                let others: BTreeSet<String> = others.into_iter().cloned().collect();
                let names = whose(context, &others);
                answer
                    .notes
                    .push(format!("{names}: no such tie is recorded"));
            }
            tied.iter().filter_map(|iri| graph.index(iri)).collect()
        }
    };
    let found = between(graph, (&all, &all), usize::MAX, || unless_stopped(context))?;
    let mut ranked: Vec<(usize, usize, f64, f64)> = shown
        .into_iter()
        .map(|node| {
            let degree = graph.neighbours(node).len();
            // Each pair of others is counted from both its ends.
            let pairs = count.saturating_sub(1) * count.saturating_sub(2);
            let through = found.through.get(node).copied().unwrap_or_default();
            (
                node,
                degree,
                share(degree, count.saturating_sub(1)),
                rounded(if pairs == 0 {
                    0.0
                } else {
                    through / real(pairs)
                }),
            )
        })
        .collect();
    ranked.sort_by(|a, b| {
        Reverse(a.1)
            .cmp(&Reverse(b.1))
            .then_with(|| b.3.total_cmp(&a.3))
            .then_with(|| {
                let label = |node: usize| (context.label(&graph.nodes()[node]), node);
                label(a.0).cmp(&label(b.0))
            })
    });
    let mut doubted = 0;
    let rows: Vec<Row> = ranked
        .iter()
        .map(|(node, degree, centrality, betweenness)| {
            let mut actor = context.thing(&graph.nodes()[*node]);
            actor.possible = drawn.is_possible(*node, &|_| true, &network.possible);
            doubted += usize::from(actor.possible);
            let evidence = drawn.situations(*node, &|_| true);
            Row {
                cells: vec![
                    actor,
                    Cell::count(*degree),
                    Cell::of(Value::Number(*centrality)),
                    Cell::of(Value::Number(*betweenness)),
                    Cell::count(evidence.len()),
                ],
                evidence: evidence.into_iter().collect(),
            }
        })
        .collect();
    let total = rows.len();
    answer.notes.push(format!(
        "{TIE}; degree: how many others one is tied to, and as a share of all {}; betweenness: the share of the shortest paths between pairs of others that run through one, over all {} (Brandes)",
        count.saturating_sub(1),
        number(count.saturating_sub(1) * count.saturating_sub(2) / 2, "pair"),
    ));
    if doubted > 0 {
        answer.notes.push(doubt(doubted, total));
    }
    answer.notes.extend(network.remarks);
    finish(reading, answer, rows, &[])?;
    tied_with_the_last(reading, &ranked, answer);
    with_dates(context, answer)
}

/// Says whether all actors are asked for.
fn everybody(of: &Filler) -> bool {
    match of {
        Filler::Set(set) => matches!(set.as_ref(), Set::Entities { class, filters }
            if filters.is_empty() && class.iri == Iri::al("Actor")),
        _ => false,
    }
}

fn share(part: usize, whole: usize) -> f64 {
    match whole {
        0 => 0.0,
        whole => rounded(real(part) / real(whole)),
    }
}

/// Says how many are as central as the last one of a short list: its end would else look like a rank.
fn tied_with_the_last(reading: &Reading, ranked: &[(usize, usize, f64, f64)], answer: &mut Answer) {
    let Rows::Limit(limit) = reading.rows else {
        return;
    };
    if !reading.order.is_empty() || !reading.having.is_empty() || limit == 0 {
        return;
    }
    if let (Some(last), Some(rest)) = (ranked.get(limit - 1), ranked.get(limit..)) {
        let equal = rest
            .iter()
            .filter(|other| (other.1, other.3) == (last.1, last.3))
            .count();
        if equal > 0 {
            answer.notes.push(format!(
                "{equal} more {} as central as the last one shown",
                if equal == 1 { "is" } else { "are" }
            ));
        }
    }
}
