//! What opening tells of individuals and sources, and what holds of the bundled dataset.

mod support;

use allegiance::lexicon::Ontology;
use allegiance::load::WarningKind;
use allegiance::store::{Bundle, Input, Named, Opened, open};
use allegiance::time::Day;
use support::{Files, PREFIXES, rows, turtle};

fn named<'a>(opened: &'a Opened, local: &str) -> &'a Named {
    opened
        .names
        .iter()
        .find(|named| named.iri.as_str().ends_with(local))
        .unwrap_or_else(|| panic!("no {local}"))
}

fn sahel() -> Opened {
    open(&[Input::Bundled(Bundle::Sahel)]).expect("the bundled dataset")
}

#[test]
fn names_have_one_label_and_all_aliases() {
    let opened = turtle(
        "ent:x a al:NonStateArmedGroup , al:Actor ; rdfs:label 'Groupe'@fr , 'Group'@en , 'group' ;
            skos:altLabel 'G'@en , 'Group'@fr ; al:abbreviation 'GRP' ; al:lifetime '2017-03/..'^^edtf:EDTF .
         ent:some_town-north a al:PopulatedPlace ; al:within ent:land . ent:land a al:Country .
         ent:unit a al:ArmedForces ; al:unitOf ent:x .
         ent:s a al:Ambush ; al:attacker ent:x ; al:target ent:unit ; al:place ent:some_town-north .
         ent:t a al:Operation , al:MilitaryOperation ; al:intervener ent:unit .
         ent:f a al:Casualties ; rdfs:label 'a figure'@en .",
    );
    let x = named(&opened, "/x");
    assert_eq!(x.label, "Group");
    assert_eq!(x.aliases, ["G", "GRP", "Groupe", "group"]);
    assert_eq!(x.classes.len(), 1);
    assert_eq!(x.situations, 2);
    assert_eq!(x.alive, Day::new(2017, 3, 1).map(|day| (day, Day::MAX)));
    assert!(!x.is_situation);
    assert_eq!(named(&opened, "north").label, "some town north");
    assert_eq!(named(&opened, "/land").situations, 1);
    assert!(named(&opened, "/t").is_situation);
    assert_eq!(named(&opened, "/t").classes.len(), 2);
    assert!(
        !opened
            .names
            .iter()
            .any(|named| named.iri.as_str().ends_with("/f"))
    );
}

#[test]
fn sources_say_what_they_hold() {
    let files = Files::new();
    let text = format!(
        "{PREFIXES} <https://example.org/s> a al:Source ; dcterms:title 'An article'@en .
         ent:s a al:Ambush ; al:attacker ent:x ; al:when '2012'^^edtf:EDTF . ent:x a al:State .
         ent:t a al:Alliance ; al:party ent:x ; al:when '2013-05/..'^^edtf:EDTF ."
    );
    let foreign = "<http://example.org/a> <http://example.org/b> <http://example.org/c> .";
    let opened = open(&[
        Input::File(files.write("one.ttl", text)),
        Input::File(files.write("two.nt", foreign)),
    ])
    .expect("good data");
    let [one, two] = opened.sources.as_slice() else {
        panic!("{:?}", opened.sources);
    };
    assert_eq!(one.label, "An article");
    assert_eq!((one.statements, one.individuals, one.situations), (9, 3, 2));
    assert_eq!(
        one.coverage.map(|(first, last)| format!("{first} {last}")),
        Some("2012-01-01 2013-05-31".to_owned())
    );
    assert!(two.label.ends_with("two.nt"));
    let kinds: Vec<WarningKind> = opened.warnings.iter().map(|warning| warning.kind).collect();
    assert_eq!(kinds, [WarningKind::NothingKnown]);
}

#[test]
fn users_add_to_the_vocabulary() {
    let opened = turtle(
        "@prefix owl: <http://www.w3.org/2002/07/owl#> .
         ent:Strike a owl:Class ; rdfs:subClassOf al:AirStrike ; rdfs:label 'drone strike'@en ; al:plural 'drone strikes'@en .
         ent:toStrike a al:Verb ; rdfs:label 'strike'@en ; al:present 'strikes'@en ; al:past 'struck'@en ; al:participle 'struck'@en ;
            al:reads [ al:situation ent:Strike ; al:subject al:attacker ; al:object al:target ] .
         ent:s a ent:Strike ; al:attacker ent:x .",
    );
    assert_eq!(opened.extensions.len(), 4 + 6 + 3);
    let words = opened.ontology().chain(opened.extensions.iter().cloned());
    let vocabulary = Ontology::from_triples(words).expect("a vocabulary");
    let class = vocabulary.class_by_iri("https://w3id.org/allegiance/id/Strike");
    assert!(class.is_some());
}

#[test]
fn the_bundled_dataset_loads_without_a_warning() {
    let opened = sahel();
    assert_eq!(opened.warnings, []);
    assert_eq!(opened.sources.len(), 2);
    assert!(opened.sources.iter().all(|source| source.situations > 20));
    let wagner = named(&opened, "/wagner-group");
    assert!(wagner.situations > 5);
    Ontology::from_triples(opened.ontology()).expect("the vocabulary");
}

/// Rows are counted by these, so that a second value would count a situation twice.
#[test]
fn every_bundled_situation_has_one_value_of_what_is_counted_by() {
    let opened = sahel();
    let all = rows(&opened, "SELECT ?s { ?s a al:Situation }").len();
    for property in [
        "earliestStartDay",
        "latestStartDay",
        "earliestEndDay",
        "latestEndDay",
        "certainty",
        "status",
    ] {
        let text = format!("SELECT ?s {{ ?s a al:Situation ; al:{property} ?v }}");
        assert_eq!(rows(&opened, &text).len(), all, "{property}");
    }
    let unordered = "SELECT ?s { ?s al:earliestStartDay ?a ; al:latestStartDay ?b ; al:earliestEndDay ?c ; al:latestEndDay ?d
        FILTER(?a > ?b || ?c > ?d || ?a > ?c || ?b > ?d) }";
    assert_eq!(rows(&opened, unordered), Vec::<String>::new());
    let undescribed = "SELECT ?s { ?s a al:Situation FILTER NOT EXISTS { ?s al:source ?g } }";
    assert_eq!(rows(&opened, undescribed), Vec::<String>::new());
}

#[test]
fn the_figures_of_tinzaouatene_count_as_the_claims_they_are() {
    let opened = sahel();
    let figures = |basis: &str| {
        rows(
            &opened,
            &format!(
                "SELECT ?v ?best {{ ?s al:figure ?f . ?f al:measure al:killed ; al:basis {basis} ; al:of ?v ; al:best ?best }}"
            ),
        )
    };
    let claimed = ["malian-armed-forces 47", "wagner-group 84"];
    assert_eq!(figures("al:AnySpeaker"), claimed);
    assert_eq!(figures("ent:csp"), claimed);
    assert!(figures("al:Strict").is_empty());
}
