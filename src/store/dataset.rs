//! Statements as sorted tables, over which oxigraph's evaluator runs.
//!
//! Each statement is four numbers packed into one; three tables sort them by subject, predicate and object first, so that
//! every pattern is a stretch of a table, and a list says where in the first of them the statements of each graph are.
//! One table is sorted, the others are made of it by counting, which takes as many steps as there are statements. The default graph is the union of all named ones, each statement once,
//! which the order gives for free: equal statements of several graphs stand side by side.

use super::watch::{Watched, look, measure};
use crate::load::{Statement, Statements, TermId};
use indexmap::IndexSet;
use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Term, Triple, vocab::xsd};
use rustc_hash::FxBuildHasher;
use spareval::{ExpressionTerm, InternalQuad, QueryableDataset};
use std::cell::RefCell;
use std::convert::Infallible;

/// The positions in the order in which a table sorts them.
#[derive(Clone, Copy, Debug)]
enum Order {
    Spog,
    Posg,
    Ospg,
}

/// Rows packed as 4 × 32 bits, sorted and without duplicates.
#[derive(Debug)]
struct Table {
    order: Order,
    rows: Vec<u128>,
}

/// A read-only set of quads.
#[derive(Debug)]
pub(super) struct Dataset {
    statements: Statements,
    graphs: Vec<TermId>,
    tables: [Table; 3],
    /// Where in the first table the statements of each graph are, graph by graph.
    of_graphs: Vec<u32>,
    /// Where in that list each graph begins, and where the last ends.
    starts: Vec<usize>,
}

impl Order {
    fn pack(self, statement: &Statement) -> u128 {
        let Statement {
            subject: s,
            predicate: p,
            object: o,
            graph: g,
        } = *statement;
        let [a, b, c, d] = match self {
            Order::Spog => [s, p, o, g],
            Order::Posg => [p, o, s, g],
            Order::Ospg => [o, s, p, g],
        };
        (u128::from(a) << 96) | (u128::from(b) << 64) | (u128::from(c) << 32) | u128::from(d)
    }

    fn unpack(self, row: u128) -> Statement {
        let [a, b, c, d] = [96, 64, 32, 0].map(|shift| low_bits(row >> shift));
        let (subject, predicate, object, graph) = match self {
            Order::Spog => (a, b, c, d),
            Order::Posg => (c, a, b, d),
            Order::Ospg => (b, c, a, d),
        };
        Statement {
            subject,
            predicate,
            object,
            graph,
        }
    }
}

fn low_bits(row: u128) -> u32 {
    // Masked to 32 bits, so the conversion is exact.
    u32::try_from(row & u128::from(u32::MAX)).unwrap_or(u32::MAX)
}

impl Table {
    fn new(order: Order, statements: Vec<Statement>) -> Table {
        let mut rows: Vec<u128> = statements.iter().map(|row| order.pack(row)).collect();
        drop(statements);
        rows.sort_unstable();
        rows.dedup();
        Table { order, rows }
    }

    /// Returns the same rows in another order: that of the table, but for one position which comes first.
    fn brought_forward(
        &self,
        order: Order,
        terms: usize,
        position: fn(&Statement) -> TermId,
    ) -> Table {
        let row = |row: &u128| self.order.unpack(*row);
        let mut next = starts(terms, self.rows.iter().map(|one| position(&row(one))));
        let mut rows = vec![0; self.rows.len()];
        for one in &self.rows {
            let statement = row(one);
            if let Some(next) = next.get_mut(position(&statement) as usize) {
                if let Some(place) = rows.get_mut(*next) {
                    *place = order.pack(&statement);
                }
                *next += 1;
            }
        }
        Table { order, rows }
    }

    /// Returns the rows that begin with the given numbers.
    fn stretch(&self, prefix: &[TermId]) -> &[u128] {
        let (mut low, mut shift) = (0_u128, 128_u32);
        for number in prefix.iter().take(4) {
            shift -= 32;
            low |= u128::from(*number) << shift;
        }
        if shift == 128 {
            return &self.rows;
        }
        let high = low | ((1_u128 << shift) - 1);
        let from = self.rows.partition_point(|row| *row < low);
        let rest = self.rows.get(from..).unwrap_or_default();
        let length = rest.partition_point(|row| *row <= high);
        rest.get(..length).unwrap_or_default()
    }
}

/// Returns where each key begins when equal ones stand together.
fn starts(keys: usize, all: impl Iterator<Item = TermId>) -> Vec<usize> {
    let mut starts = vec![0; keys];
    for key in all {
        if let Some(count) = starts.get_mut(key as usize) {
            *count += 1;
        }
    }
    let mut sum = 0;
    for start in &mut starts {
        sum += std::mem::replace(start, sum);
    }
    starts
}

impl Dataset {
    pub(super) fn new(mut statements: Statements) -> Dataset {
        let terms = statements.term_count();
        let spog = Table::new(Order::Spog, statements.take_rows());
        let ospg = spog.brought_forward(Order::Ospg, terms, |row| row.object);
        let posg = ospg.brought_forward(Order::Posg, terms, |row| row.predicate);
        let graph = |row: &u128| Order::Spog.unpack(*row).graph;
        let mut next = starts(terms, spog.rows.iter().map(graph));
        let mut of_graphs = vec![0; spog.rows.len()];
        let mut graphs = Vec::new();
        let mut begins = Vec::new();
        for (number, row) in (0..).zip(&spog.rows) {
            if let Some(next) = next.get_mut(graph(row) as usize) {
                if let Some(place) = of_graphs.get_mut(*next) {
                    *place = number;
                }
                *next += 1;
            }
        }
        // What is behind the last row of each graph is the first of the next.
        let mut begin = 0;
        for (graph, end) in (0..).zip(next) {
            if end > begin {
                graphs.push(graph);
                begins.push(begin);
                begin = end;
            }
        }
        begins.push(begin);
        Dataset {
            statements,
            graphs,
            tables: [spog, posg, ospg],
            of_graphs,
            starts: begins,
        }
    }

    /// Returns the number of distinct quads.
    pub(super) fn len(&self) -> usize {
        self.tables[0].rows.len()
    }

    /// Returns the statements that match, each once for every graph that holds it.
    fn matching(
        &self,
        subject: Option<TermId>,
        predicate: Option<TermId>,
        object: Option<TermId>,
        graph: Option<TermId>,
    ) -> impl Iterator<Item = Statement> + use<'_> {
        let [spog, posg, ospg] = &self.tables;
        let mut listed: &[u32] = &[];
        let (table, prefix): (&Table, Vec<TermId>) = match (subject, predicate, object, graph) {
            (Some(s), Some(p), Some(o), Some(g)) => (spog, vec![s, p, o, g]),
            (Some(s), Some(p), Some(o), None) => (spog, vec![s, p, o]),
            (Some(s), Some(p), None, _) => (spog, vec![s, p]),
            (Some(s), None, Some(o), _) => (ospg, vec![o, s]),
            (Some(s), None, None, _) => (spog, vec![s]),
            (None, Some(p), Some(o), _) => (posg, vec![p, o]),
            (None, Some(p), None, _) => (posg, vec![p]),
            (None, None, Some(o), _) => (ospg, vec![o]),
            (None, None, None, Some(g)) => {
                listed = self.of_graph(g);
                (spog, vec![])
            }
            (None, None, None, None) => (spog, vec![]),
        };
        let order = table.order;
        let by_graph = prefix.is_empty() && graph.is_some();
        let stretch = if by_graph {
            &[]
        } else {
            table.stretch(&prefix)
        };
        let of_graph = listed.iter().filter_map(|at| spog.rows.get(*at as usize));
        // One of the two is empty.
        stretch
            .iter()
            .chain(of_graph)
            .map(move |row| order.unpack(*row))
            .filter(move |row| graph.is_none_or(|graph| row.graph == graph))
    }

    /// Returns where the statements of a graph are in the first table.
    fn of_graph(&self, graph: TermId) -> &[u32] {
        let Ok(index) = self.graphs.binary_search(&graph) else {
            return &[];
        };
        match (self.starts.get(index), self.starts.get(index + 1)) {
            (Some(from), Some(to)) => self.of_graphs.get(*from..*to).unwrap_or_default(),
            _ => &[],
        }
    }

    /// Returns the triples of one graph.
    pub(super) fn triples(
        &self,
        graph: NamedNodeRef<'_>,
    ) -> impl Iterator<Item = Triple> + use<'_> {
        let graph = self.statements.id(&Term::NamedNode(graph.into_owned()));
        graph.into_iter().flat_map(move |graph| {
            self.matching(None, None, None, Some(graph))
                .filter_map(|row| self.triple(&row))
        })
    }

    fn triple(&self, row: &Statement) -> Option<Triple> {
        let subject: NamedOrBlankNode = match self.statements.term(row.subject)? {
            Term::NamedNode(node) => node.clone().into(),
            Term::BlankNode(node) => node.clone().into(),
            Term::Literal(_) => return None,
        };
        let predicate: NamedNode = match self.statements.term(row.predicate)? {
            Term::NamedNode(node) => node.clone(),
            _ => return None,
        };
        Some(Triple {
            subject,
            predicate,
            object: self.statements.term(row.object)?.clone(),
        })
    }
}

/// A dataset during one evaluation, with the terms that the query itself computes or names.
pub(super) struct View<'a> {
    dataset: &'a Dataset,
    /// Their numbers go on where those of the dataset end.
    further: RefCell<IndexSet<Term, FxBuildHasher>>,
}

impl<'a> View<'a> {
    pub(super) fn new(dataset: &'a Dataset) -> View<'a> {
        View {
            dataset,
            further: RefCell::default(),
        }
    }

    fn with<T>(&self, id: TermId, use_term: impl FnOnce(&Term) -> T) -> Option<T> {
        let statements = &self.dataset.statements;
        if let Some(term) = statements.term(id) {
            return Some(use_term(term));
        }
        let index = usize::try_from(id).ok()? - statements.term_count();
        self.further.borrow().get_index(index).map(use_term)
    }
}

impl<'a> QueryableDataset<'a> for View<'a> {
    type InternalTerm = Watched;
    type Error = Infallible;

    fn internal_quads_for_pattern(
        &self,
        subject: Option<&Watched>,
        predicate: Option<&Watched>,
        object: Option<&Watched>,
        graph_name: Option<Option<&Watched>>,
    ) -> impl Iterator<Item = Result<InternalQuad<Watched>, Infallible>> + use<'a> {
        let union = graph_name == Some(None);
        let graph = graph_name.flatten().map(|id| id.0);
        let mut last = None;
        self.dataset
            .matching(
                subject.map(|id| id.0),
                predicate.map(|id| id.0),
                object.map(|id| id.0),
                graph,
            )
            .filter(move |row| {
                let triple = (row.subject, row.predicate, row.object);
                !union || last.replace(triple) != Some(triple)
            })
            .map(move |row| {
                Ok(InternalQuad {
                    subject: Watched(row.subject),
                    predicate: Watched(row.predicate),
                    object: Watched(row.object),
                    graph_name: (!union).then_some(Watched(row.graph)),
                })
            })
    }

    fn internal_named_graphs(&self) -> impl Iterator<Item = Result<Watched, Infallible>> + use<'a> {
        self.dataset.graphs.iter().map(|id| Ok(Watched(*id)))
    }

    fn contains_internal_graph_name(&self, graph_name: &Watched) -> Result<bool, Infallible> {
        Ok(self.dataset.graphs.binary_search(&graph_name.0).is_ok())
    }

    fn internalize_term(&self, term: Term) -> Result<Watched, Infallible> {
        if let Term::Literal(literal) = &term {
            measure(literal.value().len());
        }
        let statements = &self.dataset.statements;
        if let Some(id) = statements.id(&term) {
            return Ok(Watched(id));
        }
        let index = self.further.borrow_mut().insert_full(term).0;
        Ok(Watched(
            TermId::try_from(statements.term_count() + index).unwrap_or(TermId::MAX),
        ))
    }

    fn externalize_term(&self, term: Watched) -> Result<Term, Infallible> {
        // Numbers come from this view alone, so there is always a term.
        Ok(self
            .with(term.0, Term::clone)
            .unwrap_or_else(|| NamedNode::new_unchecked("urn:unknown").into()))
    }

    fn externalize_expression_term(&self, term: Watched) -> Result<ExpressionTerm, Infallible> {
        look();
        // Day numbers are compared for every row; they need no copy of their text.
        let integer = self.with(term.0, |term| match term {
            Term::Literal(literal) if literal.datatype() == xsd::INTEGER => literal
                .value()
                .parse()
                .ok()
                .map(ExpressionTerm::IntegerLiteral),
            _ => None,
        });
        match integer.flatten() {
            Some(integer) => Ok(integer),
            None => Ok(self.externalize_term(term)?.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every pattern finds what a look at each statement finds, each once.
    #[test]
    fn patterns_find_what_they_name() {
        let mut statements = Statements::default();
        let mut random = 0x9e37_79b9_7f4a_7c15_u64;
        let mut number = |below: u32| {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            u32::try_from(random % u64::from(below)).unwrap_or(0)
        };
        for n in 0..12 {
            statements.intern(NamedNode::new_unchecked(format!("http://a/{n}")).into());
        }
        let mut all = Vec::new();
        for _ in 0..600 {
            let statement = Statement {
                subject: number(10),
                predicate: number(4),
                object: number(12),
                graph: 5 + number(3),
            };
            statements.push(statement);
            all.push(statement);
        }
        all.sort_unstable();
        all.dedup();
        let dataset = Dataset::new(statements);
        assert_eq!(dataset.len(), all.len());
        assert_eq!(dataset.graphs, [5, 6, 7]);
        for pattern in 0..16 * 40 {
            let one = Statement {
                subject: number(12),
                predicate: number(5),
                object: number(12),
                graph: 4 + number(5),
            };
            let asked = |bit: u32, id: TermId| (pattern >> bit & 1 == 1).then_some(id);
            let (s, p) = (asked(0, one.subject), asked(1, one.predicate));
            let (o, g) = (asked(2, one.object), asked(3, one.graph));
            let mut found: Vec<Statement> = dataset.matching(s, p, o, g).collect();
            found.sort_unstable();
            let fits = |asked: Option<TermId>, id| asked.is_none_or(|asked| asked == id);
            let expected: Vec<Statement> = all
                .iter()
                .copied()
                .filter(|row| {
                    fits(s, row.subject)
                        && fits(p, row.predicate)
                        && fits(o, row.object)
                        && fits(g, row.graph)
                })
                .collect();
            assert_eq!(found, expected, "{s:?} {p:?} {o:?} {g:?}");
        }
    }
}
