//! Statements of some rows, over terms that are numbered within them.

use crate::load::{Statement, Statements};
use hashbrown::HashTable;
use oxigraph::model::{
    BlankNode, GraphName, Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term,
    vocab::xsd,
};
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::hash::BuildHasher;
use std::io::{self, Write};
use std::sync::Arc;

/// Statements of one source, each in its graph.
#[derive(Clone, Debug)]
pub struct Batch {
    graph: Arc<NamedNode>,
    terms: Vec<Term>,
    statements: Vec<[u32; 3]>,
}

impl Batch {
    pub(super) fn new(graph: Arc<NamedNode>, terms: Vec<Term>, statements: Vec<[u32; 3]>) -> Batch {
        Batch {
            graph,
            terms,
            statements,
        }
    }

    /// Returns how many statements there are; some may be equal.
    #[must_use]
    pub fn len(&self) -> usize {
        self.statements.len()
    }

    /// Says whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.statements.is_empty()
    }

    /// Returns the graph of the source that says all of it.
    #[must_use]
    pub fn graph(&self) -> &NamedNode {
        &self.graph
    }

    fn term(&self, number: u32) -> Option<&Term> {
        self.terms.get(number as usize)
    }

    /// Returns the statements as quads.
    pub fn quads(&self) -> impl Iterator<Item = Quad> + '_ {
        self.statements
            .iter()
            .filter_map(|[subject, predicate, object]| {
                let subject: NamedOrBlankNode = match self.term(*subject)? {
                    Term::NamedNode(node) => node.clone().into(),
                    Term::BlankNode(node) => BlankNode::clone(node).into(),
                    Term::Literal(_) => return None,
                };
                let Term::NamedNode(predicate) = self.term(*predicate)? else {
                    return None;
                };
                let graph = GraphName::NamedNode((*self.graph).clone());
                Some(Quad::new(
                    subject,
                    predicate.clone(),
                    self.term(*object)?.clone(),
                    graph,
                ))
            })
    }

    /// Adds the statements to others, each term being looked up once.
    pub fn push_into(self, statements: &mut Statements) {
        let graph = statements.intern(Term::NamedNode((*self.graph).clone()));
        let ids: Vec<u32> = self
            .terms
            .into_iter()
            .map(|term| statements.intern(term))
            .collect();
        let id = |number: u32| ids.get(number as usize).copied();
        for [subject, predicate, object] in self.statements {
            if let (Some(subject), Some(predicate), Some(object)) =
                (id(subject), id(predicate), id(object))
            {
                statements.push(Statement {
                    subject,
                    predicate,
                    object,
                    graph,
                });
            }
        }
    }

    /// Writes the statements as N-Quads.
    ///
    /// # Errors
    /// As those of the writer.
    pub fn write_nquads(&self, to: &mut impl Write) -> io::Result<()> {
        // Every term is written once as text, since most occur in several statements.
        let texts: Vec<String> = self.terms.iter().map(Term::to_string).collect();
        let graph = self.graph.to_string();
        let text = |number: u32| texts.get(number as usize).map_or("", String::as_str);
        for [subject, predicate, object] in &self.statements {
            writeln!(
                to,
                "{} {} {} {graph} .",
                text(*subject),
                text(*predicate),
                text(*object)
            )?;
        }
        Ok(())
    }
}

/// What a term is, besides its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum TermKind {
    Iri,
    Text,
    English,
    Integer,
    Decimal,
    Boolean,
    Edtf,
    /// A notation or other literal of the datatype with this number in [`Terms::datatypes`].
    Typed(u16),
}

/// Terms by kind and text.
#[derive(Debug, Default)]
pub(super) struct Terms {
    pub terms: Vec<Term>,
    kinds: Vec<TermKind>,
    table: HashTable<u32>,
    datatypes: Vec<NamedNode>,
    datatype_numbers: FxHashMap<String, u16>,
}

const EDTF: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://id.loc.gov/datatypes/edtf/EDTF");

impl Terms {
    /// Returns the number of a term; `None` when the text is no IRI.
    pub(super) fn intern(&mut self, kind: TermKind, text: &str) -> Option<u32> {
        let hasher = FxBuildHasher;
        let hash = |kind: TermKind, text: &str| hasher.hash_one((kind, text));
        let found = self.table.find(hash(kind, text), |number| {
            let index = *number as usize;
            self.kinds.get(index) == Some(&kind) && self.terms.get(index).map(value) == Some(text)
        });
        if let Some(number) = found {
            return Some(*number);
        }
        let term = self.term(kind, text)?;
        let number = u32::try_from(self.terms.len()).ok()?;
        self.terms.push(term);
        self.kinds.push(kind);
        let (terms, kinds) = (&self.terms, &self.kinds);
        self.table
            .insert_unique(hash(kind, text), number, |number| {
                let index = *number as usize;
                match (kinds.get(index), terms.get(index)) {
                    (Some(kind), Some(term)) => hash(*kind, value(term)),
                    _ => 0,
                }
            });
        Some(number)
    }

    fn term(&self, kind: TermKind, text: &str) -> Option<Term> {
        let typed = |datatype: NamedNodeRef| Literal::new_typed_literal(text, datatype);
        Some(match kind {
            TermKind::Iri => NamedNode::new(text).ok()?.into(),
            TermKind::Text => Literal::new_simple_literal(text).into(),
            TermKind::English => Literal::new_language_tagged_literal(text, "en")
                .ok()?
                .into(),
            TermKind::Integer => typed(xsd::INTEGER).into(),
            TermKind::Decimal => typed(xsd::DECIMAL).into(),
            TermKind::Boolean => typed(xsd::BOOLEAN).into(),
            TermKind::Edtf => typed(EDTF).into(),
            TermKind::Typed(number) => {
                typed(self.datatypes.get(usize::from(number))?.as_ref()).into()
            }
        })
    }

    /// Returns the kind of literals of a datatype.
    pub(super) fn datatype(&mut self, iri: &str) -> Option<TermKind> {
        if let Some(number) = self.datatype_numbers.get(iri) {
            return Some(TermKind::Typed(*number));
        }
        let node = NamedNode::new(iri).ok()?;
        let number = u16::try_from(self.datatypes.len()).ok()?;
        self.datatypes.push(node);
        self.datatype_numbers.insert(iri.to_owned(), number);
        Some(TermKind::Typed(number))
    }

    /// Returns the text of a term.
    pub(super) fn text(&self, number: u32) -> &str {
        self.terms.get(number as usize).map_or("", value)
    }
}

fn value(term: &Term) -> &str {
    match term {
        Term::NamedNode(node) => node.as_str(),
        Term::BlankNode(node) => node.as_str(),
        Term::Literal(literal) => literal.value(),
    }
}
