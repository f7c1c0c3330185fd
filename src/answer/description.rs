//! How a source describes itself: title, makers, date, version, licence and citation, in the words of DCAT and Dublin Core.

use super::error::AnswerError;
use super::facts::{Context, Facts};
use crate::store::Source;
use std::collections::BTreeSet;

/// What is told of a source; a text is empty where nothing is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Description {
    pub iri: String,
    pub title: String,
    pub creators: Vec<String>,
    pub publishers: Vec<String>,
    /// As it is stated, such as `2024-08`.
    pub date: String,
    pub version: String,
    pub licence: String,
    pub rights: String,
    /// The source's own word on how it is to be cited.
    pub citation: String,
    /// Where it can be read.
    pub url: String,
    /// The files that it was read from.
    pub files: Vec<String>,
}

const DCTERMS: &str = "http://purl.org/dc/terms/";
const DC: &str = "http://purl.org/dc/elements/1.1/";
const DCAT: &str = "http://www.w3.org/ns/dcat#";
const FOAF: &str = "http://xmlns.com/foaf/0.1/";
const OWL: &str = "http://www.w3.org/2002/07/owl#";
const PAV: &str = "http://purl.org/pav/";

/// Describes sources, in the order in which they were opened.
pub fn descriptions(
    context: &Context<'_>,
    wanted: &dyn Fn(&Source) -> bool,
) -> Result<Vec<Description>, AnswerError> {
    let sources: Vec<&Source> = context.sources.iter().filter(|s| wanted(s)).collect();
    let iris: BTreeSet<String> = sources.iter().map(|s| s.iri.as_str().to_owned()).collect();
    let facts = context.facts(&iris)?;
    Ok(sources
        .into_iter()
        .map(|source| describe(context, &facts, source))
        .collect())
}

fn describe(context: &Context<'_>, facts: &Facts, source: &Source) -> Description {
    let iri = source.iri.as_str();
    let all = |properties: &[(&str, &str)]| -> Vec<String> {
        let stated = properties.iter().map(|(namespace, local)| {
            let values = facts.values(iri, &format!("{namespace}{local}"));
            values.into_iter().map(str::to_owned).collect::<Vec<_>>()
        });
        stated
            .into_iter()
            .find(|v| !v.is_empty())
            .unwrap_or_default()
    };
    let first =
        |properties: &[(&str, &str)]| all(properties).into_iter().next().unwrap_or_default();
    let named = |properties: &[(&str, &str)]| -> Vec<String> {
        let labels = all(properties)
            .into_iter()
            .map(|who| match context.names.by_iri(&who) {
                Some(id) => context.names.name(id).label.clone(),
                None => who,
            });
        labels.collect()
    };
    Description {
        iri: iri.to_owned(),
        title: source.label.clone(),
        creators: named(&[(DCTERMS, "creator"), (DC, "creator"), (FOAF, "maker")]),
        publishers: named(&[(DCTERMS, "publisher"), (DC, "publisher")]),
        date: first(&[
            (DCTERMS, "issued"),
            (DCTERMS, "date"),
            (DC, "date"),
            (DCTERMS, "modified"),
            (DCTERMS, "created"),
        ]),
        version: first(&[
            (DCAT, "version"),
            (OWL, "versionInfo"),
            (PAV, "version"),
            (DCTERMS, "hasVersion"),
        ]),
        licence: first(&[(DCTERMS, "license"), (DCTERMS, "licence")]),
        rights: first(&[(DCTERMS, "rights"), (DC, "rights")]),
        citation: first(&[(DCTERMS, "bibliographicCitation")]),
        url: url(
            &all(&[(DCAT, "landingPage"), (FOAF, "page"), (FOAF, "homepage")]),
            &all(&[(DCTERMS, "identifier")]),
        ),
        files: source.files.clone(),
    }
}

/// Chooses an address: a DOI lasts longest.
fn url(pages: &[String], identifiers: &[String]) -> String {
    let doi = identifiers.iter().find_map(|identifier| {
        let text = identifier.trim();
        let bare = [
            "https://doi.org/",
            "http://doi.org/",
            "https://dx.doi.org/",
            "doi:",
            "DOI:",
        ]
        .iter()
        .find_map(|prefix| text.strip_prefix(prefix))
        .unwrap_or(text);
        bare.starts_with("10.")
            .then(|| format!("https://doi.org/{bare}"))
    });
    let web = |text: &&String| text.starts_with("http://") || text.starts_with("https://");
    doi.or_else(|| pages.iter().chain(identifiers).find(web).cloned())
        .unwrap_or_default()
}
