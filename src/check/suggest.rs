//! What a term that the ontology does not have was probably meant to be.

use crate::iri::NS;
use oxigraph::model::vocab::rdf;
use oxigraph::model::{Graph, NamedNodeRef, NamedOrBlankNodeRef, TermRef};

/// What kind of term is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    Property,
    Class,
    Value,
    Datatype,
}

/// Returns the nearest terms of the kind that is wanted, the nearest first; none is better than a wild one.
pub(super) fn near(graph: &Graph, iri: &str, wanted: Wanted) -> Vec<String> {
    let Some(typed) = iri.strip_prefix(NS) else {
        return Vec::new();
    };
    let folded = typed.to_lowercase();
    let limit = (folded.chars().count() / 3).clamp(1, 4);
    let mut found: Vec<(usize, &str)> = terms(graph, wanted)
        .into_iter()
        .map(|name| (strsim::osa_distance(&folded, &name.to_lowercase()), name))
        .filter(|(distance, _)| *distance <= limit)
        .collect();
    found.sort_unstable();
    found.dedup();
    let nearest = found.first().map_or(0, |(distance, _)| *distance);
    found
        .into_iter()
        .take_while(|(distance, _)| *distance == nearest)
        .take(3)
        .map(|(_, name)| format!("al:{name}"))
        .collect()
}

/// Returns the names of the ontology's terms of one kind.
fn terms(graph: &Graph, wanted: Wanted) -> Vec<&str> {
    graph
        .triples_for_predicate(rdf::TYPE)
        .filter_map(|triple| match (triple.subject, triple.object) {
            (NamedOrBlankNodeRef::NamedNode(term), TermRef::NamedNode(class)) => {
                is(class, wanted).then(|| term.as_str().strip_prefix(NS))?
            }
            _ => None,
        })
        .collect()
}

fn is(class: NamedNodeRef<'_>, wanted: Wanted) -> bool {
    let class = class.as_str();
    match wanted {
        Wanted::Property => class.ends_with("Property"),
        Wanted::Class => class.ends_with("#Class"),
        Wanted::Datatype => class.ends_with("#Datatype"),
        Wanted::Value => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::io::{RdfFormat, RdfParser};
    use oxigraph::model::Triple;

    fn graph() -> Graph {
        let text = "
            PREFIX al: <https://w3id.org/allegiance/ns#> PREFIX owl: <http://www.w3.org/2002/07/owl#>
            al:attacker a owl:ObjectProperty . al:Attack a owl:Class . al:target a owl:ObjectProperty .
            al:Denied a al:Certainty .";
        let quads = RdfParser::from_format(RdfFormat::Turtle).for_slice(text);
        quads.map(|quad| Triple::from(quad.unwrap())).collect()
    }

    #[test]
    fn slips_of_the_pen_are_near() {
        let near = |name: &str, wanted| near(&graph(), &format!("{NS}{name}"), wanted);
        assert_eq!(near("attackers", Wanted::Property), ["al:attacker"]);
        assert_eq!(near("Attaker", Wanted::Property), ["al:attacker"]);
        assert_eq!(near("Atack", Wanted::Class), ["al:Attack"]);
        assert_eq!(near("denied", Wanted::Value), ["al:Denied"]);
        assert!(near("weather", Wanted::Property).is_empty());
    }
}
