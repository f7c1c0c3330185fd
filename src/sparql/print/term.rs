//! Writes IRIs, literals, variables and blank nodes, so that nothing in them can end them early.

use super::lexical::{
    escape_iri, has_astral, is_bare, is_language, is_local_name, is_prefix_name, quoted,
};
use super::{PrintError, Printer};
use spargebra::Query;
use spargebra::term::{
    BlankNode, GroundTerm, Literal, NamedNode, NamedNodePattern, TermPattern, Variable,
};
use std::fmt::Write;

const XSD: &str = "http://www.w3.org/2001/XMLSchema#";
const RDF_TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

/// A namespace that may shorten IRIs.
pub(super) struct Prefix<'a> {
    name: &'a str,
    iri: &'a str,
    used: bool,
}

/// Keeps the entries of a prefix table that can be declared: the first of each name, with an absolute IRI.
pub(super) fn usable_prefixes<'a>(table: &[(&'a str, &'a str)]) -> Vec<Prefix<'a>> {
    let mut usable: Vec<Prefix<'a>> = Vec::new();
    for &(name, iri) in table {
        let declarable = is_prefix_name(name) && usable.iter().all(|prefix| prefix.name != name);
        if declarable && NamedNode::new(iri).is_ok() {
            usable.push(Prefix {
                name,
                iri,
                used: false,
            });
        }
    }
    usable
}

impl Printer<'_> {
    /// Returns the `BASE` and `PREFIX` declarations that the text printed so far needs, under the header.
    pub(super) fn prologue(&self) -> String {
        let mut text = String::new();
        for line in &self.notes.header {
            text.push_str(&super::notes::comment(line));
            text.push('\n');
        }
        let (Query::Select { base_iri, .. }
        | Query::Construct { base_iri, .. }
        | Query::Describe { base_iri, .. }
        | Query::Ask { base_iri, .. }) = self.query;
        if let Some(base) = base_iri {
            let _ = writeln!(text, "BASE <{}>", escape_iri(base.as_str()));
        }
        for prefix in self.prefixes.iter().filter(|prefix| prefix.used) {
            let _ = writeln!(text, "PREFIX {}: <{}>", prefix.name, escape_iri(prefix.iri));
        }
        if !text.is_empty() {
            text.push('\n');
        }
        text
    }

    pub(super) fn iri(&mut self, iri: &str) -> Result<String, PrintError> {
        if NamedNode::new(iri).is_err() {
            return Err(PrintError::Iri(iri.to_owned()));
        }
        let fitting = self.prefixes.iter_mut().filter_map(|prefix| {
            let local = iri.strip_prefix(prefix.iri)?;
            is_local_name(local).then_some((prefix, local))
        });
        Ok(match fitting.min_by_key(|(_, local)| local.len()) {
            Some((prefix, local)) => {
                prefix.used = true;
                format!("{}:{local}", prefix.name)
            }
            None => format!("<{}>", escape_iri(iri)),
        })
    }

    /// Writes an IRI as a predicate, where `a` stands for `rdf:type`.
    pub(super) fn verb(&mut self, iri: &NamedNode) -> Result<String, PrintError> {
        if iri.as_str() == RDF_TYPE {
            Ok("a".to_owned())
        } else {
            self.iri(iri.as_str())
        }
    }

    pub(super) fn variable(&self, variable: &Variable) -> Result<String, PrintError> {
        let name = variable.as_str();
        // Variable::new also takes a leading colon and the astral letters, which the parser does not.
        if Variable::new(name).is_err() || name.starts_with(':') || has_astral(name) {
            return Err(PrintError::Variable(name.to_owned()));
        }
        Ok(format!("?{name}"))
    }

    fn blank_node(&mut self, node: &BlankNode) -> Result<String, PrintError> {
        let label = node.as_str();
        if BlankNode::new(label).is_err() || label.contains(':') || has_astral(label) {
            return Err(PrintError::BlankNode(label.to_owned()));
        }
        // Where the parser reads twice it meets the label a second time, in what it takes for another group.
        if self.closed_blanks.contains(label) || self.reread > 0 {
            return Err(PrintError::SharedBlankNode(label.to_owned()));
        }
        self.open_blanks.insert(label.to_owned());
        Ok(format!("_:{label}"))
    }

    /// Notes that a brace ends the reach of the blank node labels before it.
    pub(super) fn close_blank_nodes(&mut self) {
        self.closed_blanks.extend(self.open_blanks.drain());
    }

    pub(super) fn literal(&mut self, literal: &Literal) -> Result<String, PrintError> {
        let value = literal.value();
        if let Some(language) = literal.language() {
            if !is_language(language) {
                return Err(PrintError::Language(language.to_owned()));
            }
            return Ok(format!("{}@{language}", quoted(value)));
        }
        let datatype = literal.datatype().as_str();
        match datatype.strip_prefix(XSD) {
            Some("string") => Ok(quoted(value)),
            Some(kind) if is_bare(kind, value) => Ok(value.to_owned()),
            _ => Ok(format!("{}^^{}", quoted(value), self.iri(datatype)?)),
        }
    }

    pub(super) fn term(&mut self, term: &TermPattern) -> Result<String, PrintError> {
        match term {
            TermPattern::NamedNode(node) => self.iri(node.as_str()),
            TermPattern::BlankNode(node) => self.blank_node(node),
            TermPattern::Literal(literal) => self.literal(literal),
            TermPattern::Variable(variable) => self.variable(variable),
        }
    }

    pub(super) fn ground_term(&mut self, term: &GroundTerm) -> Result<String, PrintError> {
        match term {
            GroundTerm::NamedNode(node) => self.iri(node.as_str()),
            GroundTerm::Literal(literal) => self.literal(literal),
        }
    }

    pub(super) fn name(&mut self, name: &NamedNodePattern) -> Result<String, PrintError> {
        match name {
            NamedNodePattern::NamedNode(node) => self.iri(node.as_str()),
            NamedNodePattern::Variable(variable) => self.variable(variable),
        }
    }
}
