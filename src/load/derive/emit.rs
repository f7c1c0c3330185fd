//! Adding derived statements.

use super::Terms;
use crate::load::{Statement, Statements, TermId};
use crate::time::Day;
use oxigraph::model::{Literal, NamedNode, Term, vocab::xsd};
use rustc_hash::FxHashMap;

/// Writes statements into the derived graph and remembers the numbers of literals.
pub(super) struct Emit<'a> {
    pub statements: &'a mut Statements,
    pub terms: &'a Terms,
    integers: FxHashMap<i64, TermId>,
    dates: FxHashMap<Day, TermId>,
}

impl<'a> Emit<'a> {
    pub(super) fn new(statements: &'a mut Statements, terms: &'a Terms) -> Emit<'a> {
        Emit {
            statements,
            terms,
            integers: FxHashMap::default(),
            dates: FxHashMap::default(),
        }
    }

    /// Adds a statement; one that a source makes too is still one in the default graph.
    pub(super) fn add(&mut self, subject: TermId, predicate: TermId, object: TermId) {
        self.statements.push(Statement {
            subject,
            predicate,
            object,
            graph: self.terms.derived_graph,
        });
    }

    pub(super) fn add_integer(&mut self, subject: TermId, predicate: TermId, value: i64) {
        let object = match self.integers.get(&value) {
            Some(object) => *object,
            None => {
                let object = self.statements.intern(Literal::from(value).into());
                self.integers.insert(value, object);
                object
            }
        };
        self.add(subject, predicate, object);
    }

    pub(super) fn add_day_number(&mut self, subject: TermId, predicate: TermId, day: Day) {
        self.add_integer(subject, predicate, i64::from(day.number()));
    }

    /// Adds an `xsd:date`.
    pub(super) fn add_date(&mut self, subject: TermId, predicate: TermId, day: Day) {
        let object = match self.dates.get(&day) {
            Some(object) => *object,
            None => {
                let literal = Literal::new_typed_literal(day.to_string(), xsd::DATE);
                let object = self.statements.intern(literal.into());
                self.dates.insert(day, object);
                object
            }
        };
        self.add(subject, predicate, object);
    }

    pub(super) fn add_text(&mut self, subject: TermId, predicate: TermId, text: String) {
        let object = self
            .statements
            .intern(Literal::new_simple_literal(text).into());
        self.add(subject, predicate, object);
    }

    pub(super) fn add_true(&mut self, subject: TermId, predicate: TermId) {
        let object = self.statements.intern(Literal::from(true).into());
        self.add(subject, predicate, object);
    }

    /// Returns the number of a derived individual.
    pub(super) fn individual(&mut self, iri: String) -> Option<TermId> {
        let iri = NamedNode::new(iri).ok()?;
        Some(self.statements.intern(Term::NamedNode(iri)))
    }
}
