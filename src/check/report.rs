//! What was checked, and what is wrong with it.

use super::engine::{Finding, findings};
use super::graph::{Checked, subject};
use super::rule::{Rule, read, shapes};
use super::suggest::{Wanted, near};
use super::{CheckError, EngineError};
use crate::iri::PREFIXES;
use crate::store::Input;
use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{NamedNode, Term, TermRef};
use serde::Serialize;
use std::collections::BTreeSet;

/// What came of a check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    pub conforms: bool,
    pub files: Vec<String>,
    /// Statements in the files.
    pub statements: usize,
    /// Rules that were asked.
    pub rules: usize,
    /// By file, node and rule.
    pub violations: Vec<Violation>,
}

/// A node that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Violation {
    /// The file that describes the node; none when no file does.
    pub file: Option<String>,
    pub node: Thing,
    pub rule: String,
    /// What is wrong.
    pub message: String,
    /// The property, as prefixed name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub property: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Thing>,
    /// How to put it right.
    pub remedy: String,
    #[serde(skip)]
    pub(super) finding: Box<Finding>,
}

/// A node or value, as people know it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Thing {
    /// As Turtle writes it, with the prefixes of exports.
    pub term: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
}

/// Checks files together with the ontology.
///
/// What stands in `background` is known too, so that the files may speak of it, but is not itself checked.
///
/// # Errors
///
/// When a file cannot be read.
pub fn check(inputs: &[Input], background: &[Input]) -> Result<Report, CheckError> {
    let mut checked = Checked::read(inputs, background)?;
    let shapes = shapes()?;
    let rules = read(&shapes);
    let found = findings(checked.graph.clone(), &shapes)?;
    let mut violations = Vec::new();
    for finding in found {
        let focus = subject(finding.focus.as_ref());
        if focus.is_some_and(|focus| checked.background.contains(&focus)) {
            continue;
        }
        let rule = rules
            .get(finding.shape.as_str())
            .ok_or_else(|| EngineError {
                reason: format!("{} is no rule", finding.shape),
            })?;
        violations.push(violation(&checked, rule, finding));
    }
    violations.sort_by(|a, b| key(a).cmp(&key(b)));
    violations.dedup_by(|a, b| key(a) == key(b));
    Ok(Report {
        conforms: violations.is_empty(),
        files: std::mem::take(&mut checked.files),
        statements: checked.statements,
        rules: rules.len(),
        violations,
    })
}

impl Report {
    /// Returns the names of the rules that are broken.
    #[must_use]
    pub fn broken(&self) -> BTreeSet<&str> {
        self.violations.iter().map(|v| v.rule.as_str()).collect()
    }
}

type Key<'a> = (
    Option<&'a str>,
    &'a str,
    &'a str,
    Option<&'a str>,
    Option<&'a Thing>,
);

fn key(violation: &Violation) -> Key<'_> {
    (
        violation.file.as_deref(),
        &violation.node.term,
        &violation.rule,
        violation.property.as_deref(),
        violation.value.as_ref(),
    )
}

fn violation(checked: &Checked, rule: &Rule, mut finding: Finding) -> Violation {
    // A rule about a node as a whole gives the node for its value.
    if finding.value.as_ref() == Some(&finding.focus) && finding.path.is_none() {
        finding.value = None;
    }
    if finding.path.is_none() {
        finding.path = leading(checked, &finding);
    }
    if finding.value.is_none() {
        finding.value = only(checked, &finding);
    }
    let focus = subject(finding.focus.as_ref());
    let file = focus.and_then(|focus| checked.described.get(&focus));
    let value = finding.value.as_ref();
    Violation {
        file: file.and_then(|index| checked.files.get(*index)).cloned(),
        node: thing(checked, finding.focus.as_ref()),
        rule: rule.name().to_owned(),
        message: rule.message.clone(),
        property: finding.path.as_ref().map(|path| compact(path.as_str())),
        value: value.map(|value| thing(checked, value.as_ref())),
        remedy: remedy(checked, rule, &finding),
        finding: Box::new(finding),
    }
}

/// Returns the property that leads from the node to the value, where the rule is about several properties.
fn leading(checked: &Checked, finding: &Finding) -> Option<NamedNode> {
    let focus = subject(finding.focus.as_ref())?;
    let value = finding.value.as_ref()?;
    let statements = checked.graph.triples_for_subject(focus.as_ref());
    let leading = statements.filter(|triple| triple.object == value.as_ref());
    leading
        .map(|triple| triple.predicate.into_owned())
        .min_by(|a, b| a.as_str().cmp(b.as_str()))
}

/// Returns the one value that the node has for the property, where the rule does not tell the value.
fn only(checked: &Checked, finding: &Finding) -> Option<Term> {
    let focus = subject(finding.focus.as_ref())?;
    let path = finding.path.as_ref()?;
    let mut values = checked
        .graph
        .objects_for_subject_predicate(focus.as_ref(), path);
    let one = values.next()?;
    values.next().is_none().then(|| one.into_owned())
}

/// Puts what was probably meant before what the rule advises.
fn remedy(checked: &Checked, rule: &Rule, finding: &Finding) -> String {
    let (term, wanted) = match (rule.name(), &finding.path, &finding.value) {
        ("unknown-property", Some(path), _) => (path.as_str(), Wanted::Property),
        ("unknown-term", Some(path), Some(Term::NamedNode(value))) if *path == rdf::TYPE => {
            (value.as_str(), Wanted::Class)
        }
        ("unknown-term", _, Some(Term::NamedNode(value))) => (value.as_str(), Wanted::Value),
        ("unknown-datatype", _, Some(Term::Literal(value))) => {
            (value.datatype().as_str(), Wanted::Datatype)
        }
        _ => return rule.remedy.clone(),
    };
    match near(&checked.graph, term, wanted).as_slice() {
        [] => rule.remedy.clone(),
        near => format!(
            "did you mean {}? Otherwise {}",
            near.join(" or "),
            rule.remedy
        ),
    }
}

fn thing(checked: &Checked, term: TermRef<'_>) -> Thing {
    let term_text = match term {
        TermRef::NamedNode(node) => compact(node.as_str()),
        TermRef::BlankNode(node) => node.to_string(),
        TermRef::Literal(literal) => {
            let datatype = literal.datatype();
            let quoted = Term::from(oxigraph::model::Literal::new_simple_literal(
                literal.value(),
            ));
            match literal.language() {
                Some(language) => format!("{quoted}@{language}"),
                None if datatype == xsd::STRING => quoted.to_string(),
                None if datatype == xsd::INTEGER || datatype == xsd::DECIMAL => {
                    literal.value().to_owned()
                }
                None => format!("{quoted}^^{}", compact(datatype.as_str())),
            }
        }
    };
    Thing {
        term: term_text,
        label: checked.label(term),
        class: checked.class(term),
    }
}

/// Writes an IRI with a prefix where Turtle can.
fn compact(iri: &str) -> String {
    const MORE: [(&str, &str); 2] = [
        ("owl", "http://www.w3.org/2002/07/owl#"),
        ("dcat", "http://www.w3.org/ns/dcat#"),
    ];
    let plain = |local: &str| {
        local.starts_with(|c: char| c.is_ascii_alphanumeric())
            && local.ends_with(|c: char| c.is_ascii_alphanumeric())
            && local
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
    };
    PREFIXES
        .iter()
        .chain(&MORE)
        .find_map(|(prefix, namespace)| {
            let local = iri.strip_prefix(namespace).filter(|local| plain(local))?;
            Some(format!("{prefix}:{local}"))
        })
        .unwrap_or_else(|| format!("<{iri}>"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::iri::NS;
    use oxigraph::model::vocab::rdfs;

    #[test]
    fn iris_are_short_where_turtle_can_read_them() {
        assert_eq!(compact(&format!("{NS}Ambush")), "al:Ambush");
        assert_eq!(compact(rdfs::LABEL.as_str()), "rdfs:label");
        assert_eq!(
            compact("https://w3id.org/allegiance/id/source/x"),
            "<https://w3id.org/allegiance/id/source/x>"
        );
        assert_eq!(compact(&format!("{NS}-x")), format!("<{NS}-x>"));
    }
}
