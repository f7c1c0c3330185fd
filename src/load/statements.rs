//! Statements over small numbers instead of terms, so that deriving is lookups and not string comparison.

use indexmap::IndexSet;
use oxigraph::model::{GraphName, NamedNodeRef, Quad, Term};
use rustc_hash::FxBuildHasher;

/// The number of a term in [`Statements`].
pub type TermId = u32;

/// A quad of numbered terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Statement {
    pub subject: TermId,
    pub predicate: TermId,
    pub object: TermId,
    pub graph: TermId,
}

/// Interned quads, in the order in which they were added. The same quad may stand in it twice.
#[derive(Clone, Debug, Default)]
pub struct Statements {
    terms: IndexSet<Term, FxBuildHasher>,
    rows: Vec<Statement>,
}

impl Statements {
    /// Returns the number of a term, giving it one if it has none.
    pub fn intern(&mut self, term: Term) -> TermId {
        number(self.terms.insert_full(term).0)
    }

    /// Returns the number of an IRI, giving it one if it has none.
    pub fn intern_iri(&mut self, iri: NamedNodeRef<'_>) -> TermId {
        self.intern(iri.into_owned().into())
    }

    /// Returns the number of a term that occurs.
    #[must_use]
    pub fn id(&self, term: &Term) -> Option<TermId> {
        self.terms.get_index_of(term).map(number)
    }

    /// Returns the term with this number.
    #[must_use]
    pub fn term(&self, id: TermId) -> Option<&Term> {
        self.terms.get_index(usize::try_from(id).ok()?)
    }

    /// Returns how many terms there are; their numbers run from 0.
    #[must_use]
    pub fn term_count(&self) -> usize {
        self.terms.len()
    }

    /// Returns all statements.
    #[must_use]
    pub fn rows(&self) -> &[Statement] {
        &self.rows
    }

    /// Takes the statements out; the terms stay.
    pub fn take_rows(&mut self) -> Vec<Statement> {
        std::mem::take(&mut self.rows)
    }

    /// Adds a statement over known terms.
    pub fn push(&mut self, statement: Statement) {
        self.rows.push(statement);
    }

    /// Keeps only the statements for which the closure is true.
    pub fn retain(&mut self, keep: impl FnMut(&Statement) -> bool) {
        self.rows.retain(keep);
    }

    /// Adds a quad; the default graph is none that a source speaks in, so its quads are left out.
    pub fn push_quad(&mut self, quad: Quad) {
        let GraphName::NamedNode(graph) = quad.graph_name else {
            return;
        };
        let statement = Statement {
            subject: self.intern(quad.subject.into()),
            predicate: self.intern(quad.predicate.into()),
            object: self.intern(quad.object),
            graph: self.intern(graph.into()),
        };
        self.rows.push(statement);
    }
}

/// Every term takes many bytes of memory, so that their count stays below four billion.
fn number(index: usize) -> TermId {
    TermId::try_from(index).unwrap_or(TermId::MAX)
}
