//! Lays out runs of triples and paths: one subject per sentence, its predicates under each other.

use super::{Anchor, PrintError, Printer};
use spargebra::algebra::{GraphPattern, PropertyPathExpression};
use spargebra::term::{NamedNodePattern, TermPattern, TriplePattern};

/// A triple or a path.
#[derive(Clone, Copy)]
pub(super) enum Edge<'a> {
    Triple(&'a TriplePattern),
    Path {
        pattern: &'a GraphPattern,
        subject: &'a TermPattern,
        path: &'a PropertyPathExpression,
        object: &'a TermPattern,
    },
}

/// An edge as text, with the comments above it.
struct Row {
    subject: String,
    verb: String,
    object: String,
    comments: Vec<String>,
}

/// Returns the edges of a pattern that is nothing but triples and paths, in their order.
pub(super) fn edges(pattern: &GraphPattern) -> Option<Vec<Edge<'_>>> {
    let mut edges = Vec::new();
    let mut todo = vec![pattern];
    while let Some(pattern) = todo.pop() {
        match pattern {
            GraphPattern::Bgp { patterns } => edges.extend(patterns.iter().map(Edge::Triple)),
            GraphPattern::Path {
                subject,
                path,
                object,
            } => edges.push(Edge::Path {
                pattern,
                subject,
                path,
                object,
            }),
            GraphPattern::Join { left, right } => todo.extend([right.as_ref(), left]),
            _ => return None,
        }
    }
    Some(edges)
}

impl Printer<'_> {
    pub(super) fn edges(&mut self, edges: &[Edge<'_>]) -> Result<(), PrintError> {
        let mut rows = Vec::with_capacity(edges.len());
        for edge in edges {
            let mut row = self.row(edge)?;
            row.comments = self.notes.comments.lines(|anchor| match (anchor, edge) {
                (Anchor::Triple(noted), Edge::Triple(triple)) => noted == *triple,
                (Anchor::Pattern(noted), Edge::Path { pattern, .. }) => noted == *pattern,
                _ => false,
            });
            rows.push(row);
        }
        self.rows(&rows);
        Ok(())
    }

    /// Writes the triples that `CONSTRUCT` makes.
    pub(super) fn template(&mut self, template: &[TriplePattern]) -> Result<(), PrintError> {
        let rows = template
            .iter()
            .map(|triple| self.row(&Edge::Triple(triple)));
        let rows = rows.collect::<Result<Vec<_>, _>>()?;
        self.rows(&rows);
        Ok(())
    }

    fn row(&mut self, edge: &Edge<'_>) -> Result<Row, PrintError> {
        let (subject, verb, object) = match edge {
            Edge::Triple(triple) => {
                let verb = match &triple.predicate {
                    NamedNodePattern::NamedNode(predicate) => self.verb(predicate)?,
                    NamedNodePattern::Variable(predicate) => self.variable(predicate)?,
                };
                (&triple.subject, verb, &triple.object)
            }
            Edge::Path {
                subject,
                path,
                object,
                ..
            } => (*subject, self.path(path)?, *object),
        };
        Ok(Row {
            subject: self.term(subject)?,
            verb,
            object: self.term(object)?,
            comments: Vec::new(),
        })
    }

    fn rows(&mut self, rows: &[Row]) {
        for sentence in rows.chunk_by(|a, b| a.subject == b.subject) {
            let mut clauses = sentence
                .chunk_by(|a, b| a.verb == b.verb && b.comments.is_empty())
                .peekable();
            let mut subject = sentence.first().map(|row| row.subject.as_str());
            while let Some(clause) = clauses.next() {
                let objects: Vec<&str> = clause.iter().map(|row| row.object.as_str()).collect();
                let verb = clause.first().map_or("", |row| &row.verb);
                let start = subject
                    .map(|subject| format!("{subject} "))
                    .unwrap_or_default();
                let end = if clauses.peek().is_some() { ";" } else { "." };
                self.indent += usize::from(subject.is_none());
                for comment in clause.iter().flat_map(|row| &row.comments) {
                    self.line(comment);
                }
                self.line(&format!("{start}{verb} {} {end}", objects.join(", ")));
                self.indent -= usize::from(subject.take().is_none());
            }
        }
    }
}
