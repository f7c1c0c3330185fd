//! The dataset as a source: what its graph says about itself.

use super::batch::{Batch, TermKind, Terms};
use super::bind::{Bound, encode};
use super::model::Dataset;
use super::text::{Part, Template};
use crate::iri::NS;
use crate::load::table::Head;
use crate::load::vocabulary::SOURCE_NS;
use oxigraph::model::NamedNode;
use std::sync::Arc;

/// Returns the version of the dataset in a file: as given, as the file's name says, or as a column of it says.
pub(super) fn version(
    given: Option<&str>,
    bound: &Bound<'_>,
    head: &Head,
    headerless: bool,
) -> String {
    if let Some(given) = given {
        return given.to_owned();
    }
    if let Some(part) = bound.parts.get("version") {
        return part.replace('_', ".");
    }
    let template = bound.mapping.dataset.version.as_ref();
    template
        .and_then(|template| fill(template, bound, head, headerless))
        .unwrap_or_default()
}

fn fill(template: &Template, bound: &Bound<'_>, head: &Head, headerless: bool) -> Option<String> {
    let row = if headerless {
        &head.first
    } else {
        &head.second
    };
    let mut text = String::new();
    for part in &template.parts {
        match part {
            Part::Text(part) => text.push_str(part),
            Part::Thing(_) => return None,
            Part::Column(column) | Part::Optional(column) => {
                let name = bound.name(*column);
                let at = bound.plan.names.iter().position(|own| own == name)?;
                text.push_str(row.get(*bound.plan.columns.get(at)?)?.trim());
            }
        }
    }
    let text = text.trim();
    let short = !text.is_empty() && text.len() < 40;
    short.then(|| text.trim_start_matches(['v', 'V']).to_owned())
}

/// Returns the graph of a release.
pub(super) fn graph(dataset: &Dataset, version: &str) -> NamedNode {
    let mut iri = format!("{SOURCE_NS}{}", dataset.name);
    if !version.is_empty() {
        iri.push('-');
        encode(version, &mut iri);
    }
    NamedNode::new(iri).unwrap_or_else(|_| NamedNode::new_unchecked(format!("{SOURCE_NS}data")))
}

/// Returns what is said of the source.
pub(super) fn description(dataset: &Dataset, version: &str, graph: &Arc<NamedNode>) -> Batch {
    let mut terms = Terms::default();
    let mut statements = Vec::new();
    let mut add = |property: &str, kind: TermKind, text: &str| {
        let subject = terms.intern(TermKind::Iri, graph.as_str());
        let property = terms.intern(TermKind::Iri, property);
        let object = terms.intern(kind, text);
        if let (Some(subject), Some(property), Some(object)) = (subject, property, object) {
            statements.push([subject, property, object]);
        }
    };
    const TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
    const DCTERMS: &str = "http://purl.org/dc/terms/";
    const DCAT: &str = "http://www.w3.org/ns/dcat#";
    add(TYPE, TermKind::Iri, &format!("{NS}Source"));
    add(TYPE, TermKind::Iri, &format!("{DCAT}Dataset"));
    let title = if version.is_empty() {
        dataset.title.clone()
    } else {
        format!("{} {version}", dataset.title)
    };
    add(&format!("{DCTERMS}title"), TermKind::English, &title);
    add(
        "http://www.w3.org/2000/01/rdf-schema#label",
        TermKind::English,
        &title,
    );
    // People say "UCDP GED 21.1".
    let short = format!("{} {version}", dataset.name.replace('-', " "));
    add(
        "http://www.w3.org/2004/02/skos/core#altLabel",
        TermKind::Text,
        short.trim(),
    );
    if !version.is_empty() {
        add(&format!("{DCAT}version"), TermKind::Text, version);
    }
    for (property, text) in [
        ("license", &dataset.licence),
        ("bibliographicCitation", &dataset.citation),
        ("publisher", &dataset.publisher),
        ("description", &dataset.comment),
    ] {
        if let Some(text) = text {
            add(&format!("{DCTERMS}{property}"), TermKind::Text, text);
        }
    }
    if let Some(page) = &dataset.homepage {
        add(&format!("{DCAT}landingPage"), TermKind::Iri, page);
    }
    if let Some(may) = dataset.redistributable {
        add(
            &format!("{NS}redistributable"),
            TermKind::Boolean,
            &may.to_string(),
        );
    }
    if let Some(time) = &dataset.coverage.time {
        add(&format!("{DCTERMS}temporal"), TermKind::Edtf, time);
    }
    for place in &dataset.coverage.places {
        add(&format!("{DCTERMS}spatial"), TermKind::Text, place);
    }
    for class in &dataset.coverage.classes {
        add(
            &format!("{NS}covers"),
            TermKind::Iri,
            &format!("{NS}{class}"),
        );
    }
    Batch::new(Arc::clone(graph), terms.terms, statements)
}
