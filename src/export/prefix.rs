//! The prefixes that every written file begins with.

use oxigraph::io::RdfSerializer;

const PREFIXES: [(&str, &str); 11] = [
    ("al", "https://w3id.org/allegiance/ns#"),
    ("dcat", "http://www.w3.org/ns/dcat#"),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("edtf", "http://id.loc.gov/datatypes/edtf/"),
    ("ent", "https://w3id.org/allegiance/id/"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("source", "https://w3id.org/allegiance/id/source/"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// Declares every prefix.
pub(super) fn declared(mut serializer: RdfSerializer) -> RdfSerializer {
    for (name, iri) in PREFIXES {
        // The IRIs are constants that parse; were one not to, its terms would be written in full.
        serializer = match serializer.clone().with_prefix(name, iri) {
            Ok(with) => with,
            Err(_) => serializer,
        };
    }
    serializer
}
