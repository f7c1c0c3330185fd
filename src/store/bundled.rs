//! The files that are part of the program, so that it runs anywhere: name and text of each.

/// The ontology.
pub const ONTOLOGY: &[(&str, &str)] = &[
    (
        "ontology/actors.ttl",
        include_str!("../../ontology/actors.ttl"),
    ),
    (
        "ontology/alignments.ttl",
        include_str!("../../ontology/alignments.ttl"),
    ),
    (
        "ontology/claims.ttl",
        include_str!("../../ontology/claims.ttl"),
    ),
    (
        "ontology/codes.ttl",
        include_str!("../../ontology/codes.ttl"),
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

/// What well-formed data are.
pub const SHAPES: (&str, &str) = (
    "ontology/shapes.ttl",
    include_str!("../../ontology/shapes.ttl"),
);

/// The dataset on the war in Mali and its neighbours.
pub const SAHEL: &[(&str, &str)] = &[
    (
        "datasets/sahel/article.ttl",
        include_str!("../../datasets/sahel/article.ttl"),
    ),
    (
        "datasets/sahel/background.ttl",
        include_str!("../../datasets/sahel/background.ttl"),
    ),
];

/// States since 1945, their codes, capitals, successions and borders.
pub const REFERENCE: &[(&str, &str)] = &[
    (
        "datasets/reference/borders.ttl",
        include_str!("../../datasets/reference/borders.ttl"),
    ),
    (
        "datasets/reference/states.ttl",
        include_str!("../../datasets/reference/states.ttl"),
    ),
];

/// Mappings of the tables of other projects.
pub const MAPPINGS: &[(&str, &str)] = &[
    (
        "datasets/mappings/acled.toml",
        include_str!("../../datasets/mappings/acled.toml"),
    ),
    (
        "datasets/mappings/atop-members.toml",
        include_str!("../../datasets/mappings/atop-members.toml"),
    ),
    (
        "datasets/mappings/cow-alliances-by-dyad.toml",
        include_str!("../../datasets/mappings/cow-alliances-by-dyad.toml"),
    ),
    (
        "datasets/mappings/cow-alliances-by-member.toml",
        include_str!("../../datasets/mappings/cow-alliances-by-member.toml"),
    ),
    (
        "datasets/mappings/cow-mid-disputes.toml",
        include_str!("../../datasets/mappings/cow-mid-disputes.toml"),
    ),
    (
        "datasets/mappings/cow-mid-participants.toml",
        include_str!("../../datasets/mappings/cow-mid-participants.toml"),
    ),
    (
        "datasets/mappings/cow-states.toml",
        include_str!("../../datasets/mappings/cow-states.toml"),
    ),
    (
        "datasets/mappings/gdelt.toml",
        include_str!("../../datasets/mappings/gdelt.toml"),
    ),
    (
        "datasets/mappings/imi.toml",
        include_str!("../../datasets/mappings/imi.toml"),
    ),
    (
        "datasets/mappings/paax-actors.toml",
        include_str!("../../datasets/mappings/paax-actors.toml"),
    ),
    (
        "datasets/mappings/paax-signatories.toml",
        include_str!("../../datasets/mappings/paax-signatories.toml"),
    ),
    (
        "datasets/mappings/pax-agreements.toml",
        include_str!("../../datasets/mappings/pax-agreements.toml"),
    ),
    (
        "datasets/mappings/powell-thyne.toml",
        include_str!("../../datasets/mappings/powell-thyne.toml"),
    ),
    (
        "datasets/mappings/ucdp-actor.toml",
        include_str!("../../datasets/mappings/ucdp-actor.toml"),
    ),
    (
        "datasets/mappings/ucdp-dyadic.toml",
        include_str!("../../datasets/mappings/ucdp-dyadic.toml"),
    ),
    (
        "datasets/mappings/ucdp-external-support.toml",
        include_str!("../../datasets/mappings/ucdp-external-support.toml"),
    ),
    (
        "datasets/mappings/ucdp-ged.toml",
        include_str!("../../datasets/mappings/ucdp-ged.toml"),
    ),
    (
        "datasets/mappings/ucdp-prio-acd.toml",
        include_str!("../../datasets/mappings/ucdp-prio-acd.toml"),
    ),
];

/// Rules that turn other vocabularies into ours, by the names that `--using` takes.
pub const RULES: &[(&str, &str)] = &[
    ("sem", include_str!("../../datasets/rules/sem.rq")),
    ("wikidata", include_str!("../../datasets/rules/wikidata.rq")),
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn every_turtle_file_is_bundled() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        for (directory, bundled) in [
            ("ontology", ONTOLOGY),
            ("datasets/sahel", SAHEL),
            ("datasets/reference", REFERENCE),
        ] {
            let mut found: Vec<String> = std::fs::read_dir(root.join(directory))
                .expect("a directory")
                .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
                .filter(|name| name.ends_with(".ttl") && name != "shapes.ttl")
                .map(|name| format!("{directory}/{name}"))
                .collect();
            found.sort();
            let bundled: Vec<&str> = bundled.iter().map(|(name, _)| *name).collect();
            assert_eq!(found, bundled);
        }
    }
}
