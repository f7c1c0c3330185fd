//! Tests of the tables and their words on a small ontology.

use super::*;
use crate::lexicon::fixture::{bundled, ontology, try_ontology};
use crate::lexicon::ns;
use crate::lexicon::{Calendar, Extent, Form, Number, Object};

const EN: Language = Language::English;

fn al(local: &str) -> String {
    format!("{}{local}", ns::BASE)
}

fn class(ontology: &Ontology, local: &str) -> ClassId {
    ontology
        .class_by_iri(&al(local))
        .expect("the class is declared")
}

fn role_names(ontology: &Ontology, roles: &[RoleId]) -> Vec<String> {
    roles
        .iter()
        .map(|r| ontology.role(*r).iri.replace(ns::BASE, ""))
        .collect()
}

fn noun_reads(ontology: &Ontology, word: &str) -> Vec<String> {
    let local = |iri: &str| iri.replace(ns::BASE, "");
    let nouns = ontology.words(EN).role_nouns(word);
    let reads = nouns.iter().flat_map(|m| &ontology.role_noun(m.noun).reads);
    reads
        .map(|r| {
            let given = r
                .given
                .map_or("-".to_owned(), |g| local(&ontology.role(g).iri));
            format!(
                "{} {} {given}",
                local(&ontology.class(r.class).iri),
                local(&ontology.role(r.answer).iri)
            )
        })
        .collect()
}

#[test]
fn classes_know_their_kind_extent_and_ancestors() {
    let o = ontology();
    let ambush = class(&o, "Ambush");
    assert_eq!(o.class(ambush).kind, ClassKind::Situation);
    assert_eq!(o.class(ambush).extent, Extent::Event);
    assert_eq!(o.class(class(&o, "Alliance")).extent, Extent::Relation);
    assert_eq!(o.class(class(&o, "Situation")).extent, Extent::Neither);
    assert_eq!(o.class(class(&o, "State")).kind, ClassKind::Actor);
    assert!(
        o.is_subclass(ambush, class(&o, "Attack"))
            && o.is_subclass(ambush, class(&o, "ArmedClash"))
    );
    assert!(!o.is_subclass(class(&o, "Attack"), ambush));
    assert!(o.class(ambush).depth > o.class(class(&o, "Attack")).depth);
    assert!(
        o.subclasses(class(&o, "Attack"))
            .contains(&class(&o, "Massacre"))
    );
}

#[test]
fn class_nouns_have_number_in_any_spelling() {
    let o = ontology();
    let words = o.words(EN);
    let numbers = |word| {
        words
            .class_nouns(word)
            .iter()
            .map(|n| n.number)
            .collect::<Vec<_>>()
    };
    assert_eq!(words.class_nouns("Ambushes")[0].class, class(&o, "Ambush"));
    assert_eq!(numbers("ambush"), [Number::Singular]);
    assert_eq!(numbers("AMBUSHES"), [Number::Plural]);
    assert_eq!(numbers("armed forces"), [Number::Either]);
    assert_eq!(numbers("armies"), [Number::Plural]);
    assert_eq!(numbers("army"), [Number::Singular]);
    assert_eq!(numbers("blokade"), []);
}

#[test]
fn a_class_outside_the_roots_is_no_noun() {
    let o = ontology();
    assert_eq!(o.class(class(&o, "Casualties")).kind, ClassKind::Other);
    assert!(o.words(EN).class_nouns("casualties").is_empty());
}

#[test]
fn a_language_has_its_own_words_and_borrows_labels() {
    let o = ontology();
    let fr = o.words(Language::French);
    assert_eq!(fr.class_nouns("embuscades")[0].class, class(&o, "Ambush"));
    assert!(fr.class_nouns("ambushes").is_empty());
    assert_eq!(
        o.class(class(&o, "Ambush")).label(Language::French),
        "embuscade"
    );
    assert_eq!(o.class(class(&o, "State")).label(Language::French), "state");
}

#[test]
fn the_longest_known_noun_is_taken() {
    let o = ontology();
    let words = o.words(EN);
    let (taken, nouns) = words
        .classes
        .longest_prefix(&["Armed", "Forces", "of", "Mali"])
        .expect("a noun");
    assert_eq!((taken, nouns[0].class), (2, class(&o, "ArmedForces")));
    let (taken, _) = words
        .classes
        .longest_prefix(&["armed-forces", "of"])
        .expect("a noun");
    assert_eq!(taken, 1);
    assert!(words.classes.longest_prefix(&["Mali"]).is_none());
    let (taken, verbs) = words
        .verbs
        .longest_prefix(&["fought", "alongside", "CSP"])
        .expect("a verb");
    assert_eq!((taken, verbs.len()), (2, 1));
    assert!(verbs[0].is(Form::Past) && verbs[0].is(Form::Participle) && !verbs[0].is(Form::Base));
}

#[test]
fn verbs_are_found_in_every_form() {
    let o = ontology();
    let forms = |word| {
        let found = o.words(EN).verbs(word);
        assert_eq!(found.len(), 1, "{word}");
        found[0].forms.iter().copied().collect::<Vec<_>>()
    };
    assert_eq!(forms("ambush"), [Form::Base]);
    assert_eq!(forms("ambushes"), [Form::Present]);
    assert_eq!(forms("ambushed"), [Form::Past, Form::Participle]);
    assert!(o.words(EN).verbs("ambushd").is_empty());
}

#[test]
fn roles_are_inherited_most_special_first() {
    let o = ontology();
    let massacre = class(&o, "Massacre");
    let roles = role_names(&o, &o.roles_of(massacre));
    assert_eq!(roles, ["victim", "attacker", "target", "participant"]);
    let against = o.roles_for_preposition(massacre, "Against", EN);
    assert_eq!(role_names(&o, &against), ["victim", "target"]);
    assert!(o.roles_for_preposition(massacre, "contre", EN).is_empty());
    assert_eq!(
        role_names(
            &o,
            &o.roles_for_preposition(massacre, "contre", Language::French)
        ),
        ["target"]
    );
}

#[test]
fn roles_below_a_general_class_are_found() {
    let o = ontology();
    let event = class(&o, "Event");
    assert!(o.roles_for_preposition(event, "by", EN).is_empty());
    assert_eq!(
        role_names(&o, &o.roles_below_for_preposition(event, "by", EN)),
        ["attacker", "signatory"]
    );
}

#[test]
fn a_place_preposition_is_inherited() {
    let o = ontology();
    assert!(o.introduces_place(class(&o, "Ambush"), "at", EN));
    assert!(!o.introduces_place(class(&o, "Alliance"), "at", EN));
}

#[test]
fn verbs_of_a_class_are_its_own_first() {
    let o = ontology();
    let verbs = o.verbs_of(class(&o, "Ambush"));
    let names: Vec<&str> = verbs
        .iter()
        .map(|v| o.verb(*v).form(Form::Base, EN))
        .collect();
    assert_eq!(
        names,
        ["ambush", "attack", "fight", "fight alongside", "be present"]
    );
}

#[test]
fn role_nouns_are_declared_or_implied() {
    let o = ontology();
    assert_eq!(noun_reads(&o, "allies"), ["Alliance party party"]);
    assert_eq!(noun_reads(&o, "attackers"), ["Attack attacker target"]);
    assert_eq!(
        noun_reads(&o, "victims"),
        ["OneSidedViolence victim attacker"]
    );
    assert_eq!(noun_reads(&o, "Signatory"), ["Accord signatory signatory"]);
    assert_eq!(noun_reads(&o, "parties"), ["Alliance party -"]);
}

#[test]
fn the_order_of_triples_does_not_matter() {
    let mut triples = crate::lexicon::fixture::triples(crate::lexicon::fixture::ONTOLOGY);
    let one = Ontology::from_triples(triples.clone()).expect("sound");
    triples.reverse();
    let other = Ontology::from_triples(triples).expect("sound");
    assert_eq!(
        format!("{:?}", one.words(EN)),
        format!("{:?}", other.words(EN))
    );
    assert_eq!(format!("{one:?}"), format!("{other:?}"));
}

#[test]
fn terms_are_found_by_list() {
    let o = ontology();
    let deaths = o.terms_called(TermKind::Measure, "Deaths", EN);
    assert_eq!(o.term(deaths[0]).iri, al("killed"));
    assert!(o.terms_called(TermKind::Status, "deaths", EN).is_empty());
    assert_eq!(o.terms_called(TermKind::Certainty, "claimed", EN).len(), 1);
}

#[test]
fn a_dimension_says_what_it_groups_by() {
    let o = ontology();
    let year = o.term(o.terms_called(TermKind::Dimension, "years", EN)[0]);
    assert_eq!(
        (year.calendar, year.property.as_deref()),
        (Some(Calendar::Year), Some(al("startYear").as_str()))
    );
    let army = o.term(o.terms_called(TermKind::Dimension, "army", EN)[0]);
    assert_eq!(
        (army.calendar, army.of_class),
        (None, Some(class(&o, "ArmedForces")))
    );
}

#[test]
fn an_object_can_be_the_situation_or_its_place() {
    let o = ontology();
    let objects = |word| {
        let verb = o.verb(o.words(EN).verbs(word)[0].verb);
        verb.reads.iter().map(|r| r.object).collect::<Vec<_>>()
    };
    assert_eq!(objects("sign"), [Object::Itself]);
    assert_eq!(objects("be present"), [Object::Place, Object::Nothing]);
    assert!(objects("ambush")[0].role().is_some());
    assert_eq!(
        o.class(class(&o, "Place")).acts_as,
        Some(class(&o, "State"))
    );
}

#[test]
fn further_forms_are_accepted_and_never_written() {
    let o = ontology();
    let found = |word| {
        o.words(EN).verbs(word)[0]
            .forms
            .iter()
            .copied()
            .collect::<Vec<_>>()
    };
    assert_eq!(found("were present"), [Form::Past]);
    assert_eq!(found("are present"), [Form::Present]);
    assert_eq!(found("singed"), [Form::Past, Form::Participle]);
    let sign = o.verb(o.words(EN).verbs("singed")[0].verb);
    assert_eq!(sign.form(Form::Past, EN), "signed");
    let present = o.verb(o.words(EN).verbs("be present")[0].verb);
    assert_eq!(present.form(Form::Past, Language::French), "s'est trouvé");
    assert!(present.forms[&Language::French].participle.is_empty());
}

#[test]
fn the_bundled_ontology_has_the_words_that_questions_need() {
    let o = bundled();
    let words = o.words(EN);
    for noun in [
        "ambushes",
        "coups",
        "accords",
        "interventions",
        "allies",
        "armed groups",
        "airstrikes",
    ] {
        assert!(
            !words.class_nouns(noun).is_empty() || !words.role_nouns(noun).is_empty(),
            "{noun}"
        );
    }
    for verb in [
        "ambushed",
        "fought alongside",
        "signed",
        "intervened",
        "supports",
        "led",
        "joined",
    ] {
        assert!(!words.verbs(verb).is_empty(), "{verb}");
    }
    for (word, meanings) in words.classes.iter() {
        assert_eq!(meanings.len(), 1, "{word} is the noun of several classes");
    }
    assert_eq!(
        noun_reads(&o, "attackers"),
        ["Attack attacker target", "Offensive attacker target"]
    );
    assert_eq!(noun_reads(&o, "founders"), ["Founding founder founded"]);
    assert!(
        o.verbs_of(class(&o, "Ambush"))
            .iter()
            .any(|v| o.verb(*v).form(Form::Past, EN) == "attacked")
    );
}

#[test]
fn mistakes_in_an_ontology_name_the_culprit() {
    for (turtle, expected) in [
        (
            "al:A a owl:Class ; rdfs:label 'a'@en ; rdfs:subClassOf al:Missing .",
            OntologyError::UnknownParent { iri: al("A"), parent: al("Missing") },
        ),
        (
            "al:A a owl:Class ; rdfs:label 'a'@en ; rdfs:subClassOf al:A .",
            OntologyError::Cycle { iri: al("A") },
        ),
        ("al:r a al:Role .", OntologyError::NoLabel { iri: al("r") }),
        (
            "al:r a al:Role ; rdfs:label 'r'@en ; al:roleOf al:Nothing .",
            OntologyError::UnknownClass { iri: al("r"), class: al("Nothing") },
        ),
        (
            "al:v a al:Verb ; rdfs:label 'v'@en ; al:past 'x'@en ; al:present 'x'@en ; al:participle 'x'@en .",
            OntologyError::NoReading { iri: al("v") },
        ),
        (
            "al:C a owl:Class ; rdfs:label 'c'@en .
             al:v a al:Verb ; rdfs:label 'v'@en ; al:reads [ al:situation al:C ; al:subject al:s ] .",
            OntologyError::UnknownRole { iri: al("v"), role: al("s") },
        ),
        (
            "al:C a owl:Class ; rdfs:label 'c'@en . al:s a al:Role ; rdfs:label 's'@en .
             al:v a al:Verb ; rdfs:label 'v'@en ; al:reads [ al:situation al:C ; al:subject al:s ] .",
            OntologyError::NoForm { iri: al("v"), property: ns::PRESENT, language: EN },
        ),
    ] {
        assert_eq!(try_ontology(turtle).err(), Some(expected));
    }
}
