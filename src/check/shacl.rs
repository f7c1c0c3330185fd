//! The report as other tools read it: a SHACL validation report in Turtle.

use super::{Report, Violation};
use crate::iri::PREFIXES;
use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{BlankNode, Literal, NamedNode, Term, Triple};
use std::io;

const SH: &str = "http://www.w3.org/ns/shacl#";
const MORE: [(&str, &str); 2] = [("sh", SH), ("rule", "https://w3id.org/allegiance/rule/")];

fn sh(local: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{SH}{local}"))
}

/// Writes the report; equal reports give equal bytes.
///
/// # Errors
///
/// None in practice: it writes to memory.
pub fn turtle(report: &Report) -> io::Result<String> {
    let mut serializer = RdfSerializer::from_format(RdfFormat::Turtle);
    for (name, iri) in PREFIXES.iter().chain(&MORE) {
        // The IRIs are constants that parse; were one not to, its terms would be written in full.
        serializer = match serializer.clone().with_prefix(*name, *iri) {
            Ok(with) => with,
            Err(_) => serializer,
        };
    }
    let mut writer = serializer.for_writer(Vec::new());
    for triple in triples(report) {
        writer.serialize_triple(&triple)?;
    }
    Ok(String::from_utf8_lossy(&writer.finish()?).into_owned())
}

fn triples(report: &Report) -> Vec<Triple> {
    let head = blank("report");
    let mut triples = vec![
        Triple::new(head.clone(), rdf::TYPE, sh("ValidationReport")),
        Triple::new(head.clone(), sh("conforms"), Literal::from(report.conforms)),
    ];
    let results: Vec<_> = (1..=report.violations.len())
        .map(|number| blank(&format!("result{number}")))
        .collect();
    let links = results.iter().cloned();
    triples.extend(links.map(|result| Triple::new(head.clone(), sh("result"), result)));
    for (violation, result) in report.violations.iter().zip(results) {
        triples.extend(one(violation, &result));
    }
    triples
}

fn one(violation: &Violation, result: &BlankNode) -> Vec<Triple> {
    let finding = &violation.finding;
    let english = |text: &str| {
        Literal::new_language_tagged_literal(text, "en").unwrap_or_else(|_| Literal::from(text))
    };
    let mut said: Vec<(NamedNode, Term)> = vec![
        (rdf::TYPE.into_owned(), sh("ValidationResult").into()),
        (sh("focusNode"), finding.focus.clone()),
    ];
    said.extend(
        finding
            .path
            .clone()
            .map(|path| (sh("resultPath"), path.into())),
    );
    said.extend(finding.value.clone().map(|value| (sh("value"), value)));
    said.push((sh("sourceShape"), finding.shape.clone().into()));
    let component = finding.component.clone();
    said.extend(component.map(|component| (sh("sourceConstraintComponent"), component.into())));
    said.push((sh("resultSeverity"), sh("Violation").into()));
    let message = format!("{}; {}", violation.message, violation.remedy);
    said.push((sh("resultMessage"), english(&message).into()));
    said.into_iter()
        .map(|(property, value)| Triple::new(result.clone(), property, value))
        .collect()
}

fn blank(name: &str) -> BlankNode {
    BlankNode::new_unchecked(name)
}
