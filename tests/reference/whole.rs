//! Whether every node is described, by names that tell it from the others, and as in the other dataset.

use super::graph::{
    ALT_LABEL, ENT, LABEL, RDF_TYPE, al, of_class, read, reference, short, typed_values, values,
    verdict,
};
use libtest_mimic::Failed;
use oxigraph::model::{NamedOrBlankNodeRef, TermRef};
use std::collections::{BTreeMap, BTreeSet};

const PLACES: [&str; 3] = ["Country", "PopulatedPlace", "WorldRegion"];

/// Checks that what a statement is about or points at is described.
pub fn typed() -> Result<(), Failed> {
    let graph = reference()?;
    let mut named: BTreeSet<&str> = BTreeSet::new();
    for triple in &graph {
        if let NamedOrBlankNodeRef::NamedNode(subject) = triple.subject {
            named.insert(subject.as_str());
        }
        if let TermRef::NamedNode(object) = triple.object {
            named.insert(object.as_str());
        }
    }
    named.retain(|iri| iri.starts_with(ENT));
    let border = al("Border");
    let mut complaints = Vec::new();
    for iri in &named {
        let types = values(&graph, iri, RDF_TYPE);
        if types.is_empty() {
            complaints.push(format!("{} has no type", short(iri)));
        }
        if values(&graph, iri, LABEL).len() != 1 && !types.contains(&border) {
            complaints.push(format!("{} has not one label", short(iri)));
        }
    }
    if named.len() < 1000 {
        complaints.push(format!("only {} nodes", named.len()));
    }
    verdict(complaints)
}

/// Checks that no two states and no two places share a name, also none of their further names.
pub fn names() -> Result<(), Failed> {
    let graph = reference()?;
    let mut complaints = Vec::new();
    for classes in [&["State"][..], &PLACES] {
        let mut owners: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for iri in classes.iter().flat_map(|class| of_class(&graph, class)) {
            let abbreviation = al("abbreviation");
            for property in [LABEL, ALT_LABEL, &abbreviation] {
                for name in values(&graph, &iri, property) {
                    let key = allegiance::lexicon::fold(&name);
                    owners
                        .entry(key)
                        .or_default()
                        .insert(short(&iri).to_owned());
                }
            }
        }
        let shared = owners.iter().filter(|(_, owners)| owners.len() > 1);
        complaints.extend(shared.map(|(name, owners)| format!("{name}: {owners:?}")));
    }
    verdict(complaints)
}

/// Checks that types and labels are those of the Sahel dataset where it has the same node, and that coordinates are equal.
pub fn sahel() -> Result<(), Failed> {
    let graph = reference()?;
    let sahel = read(&["sahel/article.ttl", "sahel/background.ttl"])?;
    let mut complaints = Vec::new();
    let mut common = 0;
    for iri in ["State"]
        .iter()
        .chain(&PLACES)
        .flat_map(|class| of_class(&graph, class))
    {
        if values(&sahel, &iri, RDF_TYPE).is_empty() {
            continue;
        }
        common += 1;
        for (property, required) in [
            (RDF_TYPE, true),
            (LABEL, true),
            (&al("lat"), false),
            (&al("long"), false),
        ] {
            let ours = typed_values(&graph, &iri, property);
            let theirs = typed_values(&sahel, &iri, property);
            if ours != theirs && (required || !theirs.is_empty()) {
                complaints.push(format!("{}: {ours:?} is not {theirs:?}", short(&iri)));
            }
        }
    }
    if common < 20 {
        complaints.push(format!("only {common} nodes are in both"));
    }
    verdict(complaints)
}
