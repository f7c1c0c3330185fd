//! The files that are part of the program, so that it runs anywhere: name and text of each.

/// The ontology.
pub const ONTOLOGY: &[(&str, &str)] = &[
    (
        "ontology/actors.ttl",
        include_str!("../../ontology/actors.ttl"),
    ),
    (
        "ontology/claims.ttl",
        include_str!("../../ontology/claims.ttl"),
    ),
    (
        "ontology/header.ttl",
        include_str!("../../ontology/header.ttl"),
    ),
    (
        "ontology/places.ttl",
        include_str!("../../ontology/places.ttl"),
    ),
    (
        "ontology/roles.ttl",
        include_str!("../../ontology/roles.ttl"),
    ),
    (
        "ontology/situations.ttl",
        include_str!("../../ontology/situations.ttl"),
    ),
    (
        "ontology/words.ttl",
        include_str!("../../ontology/words.ttl"),
    ),
];

/// The dataset on the war in Mali and its neighbours.
pub const SAHEL: &[(&str, &str)] = &[];
