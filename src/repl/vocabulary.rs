//! Help on the words of the ontology: its nouns, verbs and role nouns, with their definitions.

use crate::lexicon::{ClassId, ClassKind, Extent, Language, Ontology, RoleNounId, VerbId};
use std::collections::BTreeSet;

const LANGUAGE: Language = Language::English;

/// Lists of words that are topics of their own.
pub(super) const LISTS: [&str; 5] = ["events", "relations", "actors", "roles", "verbs"];

/// Returns the words of a list, in alphabetical order; none for another topic.
pub(super) fn list(ontology: &Ontology, topic: &str) -> Vec<String> {
    let plurals = |kind: ClassKind, extent: Option<Extent>| -> Vec<String> {
        let classes = ontology.classes_of_kind(kind).map(|(_, class)| class);
        classes
            .filter(|class| extent.is_none_or(|extent| class.extent == extent))
            .map(|class| class.plural(LANGUAGE).to_owned())
            .collect()
    };
    let mut words = match topic {
        "events" => plurals(ClassKind::Situation, Some(Extent::Event)),
        "relations" => plurals(ClassKind::Situation, Some(Extent::Relation)),
        "actors" => plurals(ClassKind::Actor, None),
        "roles" => ontology
            .role_nouns()
            .map(|(_, noun)| noun.plural(LANGUAGE).to_owned())
            .collect(),
        "verbs" => ontology
            .verbs()
            .filter_map(|(_, verb)| verb.forms.get(&LANGUAGE)?.past.first().cloned())
            .collect(),
        _ => Vec::new(),
    };
    words.sort();
    words.dedup();
    words
}

/// Says what a word means: one entry a meaning, with a question that shows it.
pub(super) fn meanings(ontology: &Ontology, word: &str) -> Vec<(String, String)> {
    let words = ontology.words(LANGUAGE);
    let mut entries = Vec::new();
    for noun in words.classes.get(word) {
        entries.push(class(ontology, noun.class));
    }
    for noun in words.role_nouns.get(word) {
        entries.push(role_noun(ontology, noun.noun));
    }
    for found in words.verbs.get(word) {
        entries.extend(verb(ontology, found.verb));
    }
    entries.dedup();
    entries
}

fn class(ontology: &Ontology, id: ClassId) -> (String, String) {
    let class = ontology.class(id);
    let plural = class.plural(LANGUAGE);
    let mut prepositions = BTreeSet::new();
    let mut roles = Vec::new();
    for role in ontology.roles_of(id) {
        let role = ontology.role(role);
        let known = role.prepositions.get(&LANGUAGE);
        // One role shows a preposition; those of superclasses come later.
        if let Some(preposition) = known.and_then(|p| p.first())
            && prepositions.insert(preposition.clone())
        {
            roles.push(format!("{preposition} {}", role.label(LANGUAGE)));
        }
    }
    let takes = if roles.is_empty() {
        format!("{plural} in PLACE since 2012")
    } else {
        format!("{plural} {}", roles.join(", "))
    };
    (plural.to_owned(), defined(class.comment(LANGUAGE), &takes))
}

fn role_noun(ontology: &Ontology, id: RoleNounId) -> (String, String) {
    let noun = ontology.role_noun(id);
    let plural = noun.plural(LANGUAGE);
    let shown = format!("{plural} of NAME");
    (plural.to_owned(), defined(noun.comment(LANGUAGE), &shown))
}

fn verb(ontology: &Ontology, id: VerbId) -> Option<(String, String)> {
    let forms = ontology.verb(id).forms.get(&LANGUAGE)?;
    let past = forms.past.first()?;
    let shown = format!("who {past} NAME");
    Some((past.clone(), defined(&forms.comment, &shown)))
}

fn defined(comment: &str, shown: &str) -> String {
    let comment = comment.trim_end_matches('.');
    if comment.is_empty() {
        shown.to_owned()
    } else {
        format!("{comment}: {shown}")
    }
}
