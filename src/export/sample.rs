//! A few invented statements for the tests of this room.

use super::Export;
use super::order::ordered;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::Quad;

const TRIG: &str = r#"
@prefix al: <https://w3id.org/allegiance/ns#> .
@prefix ent: <https://w3id.org/allegiance/id/> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<https://w3id.org/allegiance/id/source/article> {
    <https://w3id.org/allegiance/id/source/article> a al:Source .
    ent:ambush rdfs:label "Ambush; \"near\" a town\n"@en ; a al:Ambush ; al:attacker ent:csp ;
        al:when "2024-07-27"^^edtf:EDTF ; al:paragraph 3 , 4 ; al:figure _:f .
    _:f al:best 84 ; al:measure al:killed .
    ent:csp rdfs:label "الإطار"@ar .
}
<https://w3id.org/allegiance/id/source/elsewhere> { ent:csp rdfs:label "CSP" ; a al:NonStateArmedGroup . }
ent:csp al:countsFor ent:csp .
"#;

pub(super) fn quads() -> Vec<Quad> {
    parsed(TRIG)
}

pub(super) fn parsed(trig: &str) -> Vec<Quad> {
    RdfParser::from_format(RdfFormat::TriG)
        .for_slice(trig)
        .collect::<Result<_, _>>()
        .unwrap()
}

pub(super) fn exported(format: &dyn Export) -> String {
    let mut out = Vec::new();
    format.export(&quads(), &mut out).unwrap();
    let mut reversed = quads();
    reversed.reverse();
    let mut again = Vec::new();
    format.export(&reversed, &mut again).unwrap();
    assert_eq!(out, again, "the order of the statements shows");
    String::from_utf8(out).unwrap()
}

pub(super) fn read(text: &str, format: RdfFormat) -> Vec<Quad> {
    let quads: Result<Vec<_>, _> = RdfParser::from_format(format).for_slice(text).collect();
    ordered(&quads.unwrap())
}
