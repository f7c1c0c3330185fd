//! A small ontology for tests, in the vocabulary of `ontology/`.

use super::{Ontology, OntologyError};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::Triple;

pub const ONTOLOGY: &str = r#"
al:Situation a owl:Class ; rdfs:label "situation"@en ; al:plural "situations"@en .
al:Event a owl:Class ; rdfs:subClassOf al:Situation ; rdfs:label "event"@en ; al:plural "events"@en ; al:placePreposition "at"@en .
al:Relation a owl:Class ; rdfs:subClassOf al:Situation ; rdfs:label "relation"@en ; al:plural "relations"@en .
al:ArmedClash a owl:Class ; rdfs:subClassOf al:Event ; rdfs:label "clash"@en ; al:plural "clashes"@en .
al:Attack a owl:Class ; rdfs:subClassOf al:Event ; rdfs:label "attack"@en ; al:plural "attacks"@en .
al:Ambush a owl:Class ; rdfs:subClassOf al:Attack , al:ArmedClash ;
    rdfs:label "ambush"@en , "embuscade"@fr ; al:plural "ambushes"@en , "embuscades"@fr .
al:OneSidedViolence a owl:Class ; rdfs:subClassOf al:Attack ; rdfs:label "one-sided violence"@en .
al:Massacre a owl:Class ; rdfs:subClassOf al:OneSidedViolence ; rdfs:label "massacre"@en ; al:plural "massacres"@en .
al:Accord a owl:Class ; rdfs:subClassOf al:Event ; rdfs:label "accord"@en ; al:plural "accords"@en ;
    skos:altLabel "agreement"@en , "agreements"@en .
al:Alliance a owl:Class ; rdfs:subClassOf al:Relation ; rdfs:label "alliance"@en ; al:plural "alliances"@en .
al:Actor a owl:Class ; rdfs:label "actor"@en ; al:plural "actors"@en .
al:State a owl:Class ; rdfs:subClassOf al:Actor ; rdfs:label "state"@en ; al:plural "states"@en .
al:ArmedForces a owl:Class ; rdfs:subClassOf al:Actor ; rdfs:label "armed forces"@en ; al:plural "armed forces"@en ;
    skos:altLabel "army"@en , "armies"@en .
al:Place a owl:Class ; rdfs:label "place"@en ; al:plural "places"@en ; al:actsAs al:State .
al:Source a owl:Class ; rdfs:label "source"@en ; al:plural "sources"@en .
al:Casualties a owl:Class ; rdfs:label "casualties"@en .

al:participant a al:Role ; rdfs:label "participant"@en ; al:plural "participants"@en ; al:roleOf al:Situation .
al:sideA a al:Role ; rdfs:subPropertyOf al:participant ; rdfs:label "side A"@en ; al:roleOf al:ArmedClash .
al:sideB a al:Role ; rdfs:subPropertyOf al:participant ; rdfs:label "side B"@en ; al:roleOf al:ArmedClash .
al:attacker a al:Role ; rdfs:subPropertyOf al:sideA ; rdfs:label "attacker"@en ; al:plural "attackers"@en ;
    al:roleOf al:Attack ; al:filler al:Actor ; al:preposition "by"@en .
al:target a al:Role ; rdfs:subPropertyOf al:sideB ; rdfs:label "target"@en ; al:plural "targets"@en ;
    al:roleOf al:Attack ; al:filler al:Actor , al:Place ; al:preposition "against"@en , "on"@en , "contre"@fr .
al:victim a al:Role ; rdfs:subPropertyOf al:target ; rdfs:label "victim"@en ; al:plural "victims"@en ;
    al:roleOf al:OneSidedViolence ; al:filler al:Actor ; al:preposition "of"@en , "against"@en .
al:signatory a al:Role ; rdfs:subPropertyOf al:participant ; rdfs:label "signatory"@en ; al:plural "signatories"@en ;
    al:roleOf al:Accord ; al:filler al:Actor ; al:preposition "between"@en , "by"@en .
al:party a al:Role ; rdfs:subPropertyOf al:participant ; rdfs:label "party"@en ; al:plural "parties"@en ;
    al:roleOf al:Alliance ; al:filler al:Actor ; al:preposition "between"@en , "with"@en , "of"@en .

al:ambush a al:Verb ; rdfs:label "ambush"@en ; al:present "ambushes"@en ; al:past "ambushed"@en ; al:participle "ambushed"@en ;
    al:reads [ al:situation al:Ambush ; al:subject al:attacker ; al:object al:target ] .
al:attack a al:Verb ; rdfs:label "attack"@en ; al:present "attacks"@en ; al:past "attacked"@en ; al:participle "attacked"@en ;
    al:reads [ al:situation al:Attack ; al:subject al:attacker ; al:object al:target ] .
al:massacre a al:Verb ; rdfs:label "massacre"@en ; al:present "massacres"@en ; al:past "massacred"@en ; al:participle "massacred"@en ;
    al:reads [ al:situation al:Massacre ; al:subject al:attacker ; al:object al:victim ] ,
        [ al:situation al:OneSidedViolence ; al:subject al:attacker ; al:object al:victim ] .
al:fight a al:Verb ; rdfs:label "fight"@en ; al:present "fights"@en ; al:past "fought"@en ; al:participle "fought"@en ;
    al:reads [ al:situation al:ArmedClash ; al:subject al:sideA ; al:object al:sideB ] ,
        [ al:situation al:ArmedClash ; al:subject al:sideB ; al:object al:sideA ] .
al:fightAlongside a al:Verb ; rdfs:label "fight alongside"@en ; al:present "fights alongside"@en ;
    al:past "fought alongside"@en ; al:participle "fought alongside"@en ;
    al:reads [ al:situation al:Attack ; al:subject al:attacker ; al:object al:attacker ] ,
        [ al:situation al:ArmedClash ; al:subject al:sideA ; al:object al:sideA ] .
al:sign a al:Verb ; rdfs:label "sign"@en ; al:present "signs"@en ; al:past "signed"@en ; al:participle "signed"@en ;
    al:form "singed"@en ;
    al:reads [ al:situation al:Accord ; al:subject al:signatory ; al:object al:itself ] .
al:toBePresent a al:Verb ; rdfs:label "be present"@en , "se trouver"@fr ; al:present "is present"@en , "se trouve"@fr ;
    al:past "was present"@en , "s'est trouvé"@fr ; al:participle "present"@en ; al:form "are present"@en , "were present"@en ;
    al:reads [ al:situation al:Event ; al:subject al:participant ] ,
        [ al:situation al:Accord ; al:subject al:signatory ; al:object al:place ] .

al:ally a al:RoleNoun ; rdfs:label "ally"@en ; al:plural "allies"@en ;
    al:reads [ al:situation al:Alliance ; al:answer al:party ; al:given al:party ] .
al:signatoryNoun a al:RoleNoun ; rdfs:label "signatory"@en ; al:plural "signatories"@en ;
    al:reads [ al:situation al:Accord ; al:answer al:signatory ; al:given al:signatory ] .

al:killed a al:Measure ; rdfs:label "killed"@en ; skos:altLabel "deaths"@en , "fatalities"@en .
al:Claimed a al:Certainty ; rdfs:label "claimed"@en .
al:Planned a al:Status ; rdfs:label "planned"@en .
al:year a al:Dimension ; rdfs:label "year"@en ; al:plural "years"@en ; al:calendar "year" ; al:property al:startYear .
al:byArmy a al:Dimension ; rdfs:label "army"@en ; al:ofClass al:ArmedForces .
"#;

const PREFIXES: &str = "
@prefix al: <https://w3id.org/allegiance/ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
";

pub fn triples(turtle: &str) -> Vec<Triple> {
    let text = format!("{PREFIXES}{turtle}");
    RdfParser::from_format(RdfFormat::Turtle)
        .for_slice(text.as_bytes())
        .map(|quad| Triple::from(quad.expect("the fixture is Turtle")))
        .collect()
}

pub fn try_ontology(turtle: &str) -> Result<Ontology, OntologyError> {
    Ontology::from_triples(triples(turtle))
}

pub fn ontology() -> Ontology {
    try_ontology(ONTOLOGY).expect("the fixture is sound")
}

/// Reads the files of the project's own ontology.
pub fn bundled_triples() -> Vec<Triple> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("ontology");
    let mut triples = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("the entry is readable").path();
        if path.extension().is_some_and(|extension| extension == "ttl") {
            let text = std::fs::read(&path).expect("the file is readable");
            let parser = RdfParser::from_format(RdfFormat::Turtle).rename_blank_nodes();
            let quads = parser.for_slice(&text);
            triples.extend(quads.map(|quad| Triple::from(quad.expect("the file is Turtle"))));
        }
    }
    triples
}

pub fn bundled() -> Ontology {
    Ontology::from_triples(bundled_triples()).expect("the bundled ontology is sound")
}
