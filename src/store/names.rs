//! What the individuals of a store are called, for the lexicon.

use super::source::{Source, TITLE};
use crate::load::vocabulary::NS;
use crate::load::{Derived, Kind, Statements, TermId};
use crate::time::Day;
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Term, vocab::rdfs};
use rustc_hash::FxHashMap;

/// An actor, place, situation or source with its names and what ranks it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub iri: NamedNode,
    /// The preferred name: the first English label, else one without a language, else any.
    pub label: String,
    /// All other names, in any language, sorted.
    pub aliases: Vec<String>,
    /// The most special of its classes.
    pub classes: Vec<NamedNode>,
    /// Whether it is a situation; an operation is one and an actor too.
    pub is_situation: bool,
    /// In how many situations it takes part, itself or by its parts, or that happen in it.
    pub situations: u32,
    /// The first and last day on which it can have existed, where a lifetime is stated.
    pub alive: Option<(Day, Day)>,
}

const ALT_LABEL: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://www.w3.org/2004/02/skos/core#altLabel");
const PREF_LABEL: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://www.w3.org/2004/02/skos/core#prefLabel");

/// Returns all individuals, sorted by IRI.
pub(super) fn names(statements: &Statements, derived: &Derived, sources: &[Source]) -> Vec<Named> {
    let mut found: FxHashMap<TermId, Vec<(u8, &str)>> = FxHashMap::default();
    let properties = properties(statements);
    for row in statements.rows() {
        let Some(rank) = properties.get(&row.predicate) else {
            continue;
        };
        if is_individual(derived, row.subject)
            && let Some(Term::Literal(literal)) = statements.term(row.object)
        {
            let rank = rank.saturating_add(language_rank(literal));
            let names = found.entry(row.subject).or_default();
            names.push((rank, literal.value().trim()));
        }
    }
    let mut names: Vec<Named> = derived
        .classes
        .keys()
        .filter(|thing| is_individual(derived, **thing))
        .filter_map(|thing| {
            let stated = found.remove(thing).unwrap_or_default();
            named(statements, derived, *thing, stated)
        })
        .collect();
    let undescribed = sources
        .iter()
        .filter(|source| !names.iter().any(|name| name.iri == source.iri))
        .map(of_source);
    let undescribed: Vec<Named> = undescribed.collect();
    names.extend(undescribed);
    names.sort_unstable_by(|a, b| a.iri.as_str().cmp(b.iri.as_str()));
    names
}

/// Returns the properties that name, with how much less each is the preferred name.
fn properties(statements: &Statements) -> FxHashMap<TermId, u8> {
    let abbreviation = NamedNode::new_unchecked(format!("{NS}abbreviation"));
    [
        (rdfs::LABEL, 0),
        (PREF_LABEL, 1),
        (TITLE, 2),
        (ALT_LABEL, 100),
        (abbreviation.as_ref(), 100),
    ]
    .into_iter()
    .filter_map(|(property, rank)| {
        let id = statements.id(&Term::NamedNode(property.into_owned()))?;
        Some((id, rank))
    })
    .collect()
}

fn language_rank(literal: &Literal) -> u8 {
    match literal.language() {
        Some(tag) if tag == "en" || tag.starts_with("en-") => 0,
        None => 10,
        Some(_) => 20,
    }
}

/// Figures have labels too, but nobody asks for them by name.
fn is_individual(derived: &Derived, thing: TermId) -> bool {
    let kind = derived.kinds.get(&thing).copied().unwrap_or_default();
    [Kind::ACTOR, Kind::PLACE, Kind::SITUATION, Kind::SOURCE]
        .into_iter()
        .any(|individual| kind.is(individual))
}

fn named(
    statements: &Statements,
    derived: &Derived,
    thing: TermId,
    mut stated: Vec<(u8, &str)>,
) -> Option<Named> {
    let Some(Term::NamedNode(iri)) = statements.term(thing) else {
        return None;
    };
    stated.retain(|(_, name)| !name.is_empty());
    // Stable, so that among equals the source that was opened first decides.
    stated.sort_by_key(|(rank, _)| *rank);
    let label = stated
        .first()
        .map_or_else(|| from_iri(iri), |(_, name)| (*name).to_owned());
    let mut aliases: Vec<String> = stated
        .iter()
        .map(|(_, name)| (*name).to_owned())
        .filter(|name| *name != label)
        .collect();
    aliases.sort_unstable();
    aliases.dedup();
    let classes = derived.classes.get(&thing).into_iter().flatten();
    let mut classes: Vec<NamedNode> = classes
        .filter_map(|class| match statements.term(*class) {
            Some(Term::NamedNode(class)) => Some(class.clone()),
            _ => None,
        })
        .collect();
    classes.sort_unstable();
    Some(Named {
        iri: iri.clone(),
        label,
        aliases,
        classes,
        is_situation: derived
            .kinds
            .get(&thing)
            .is_some_and(|kind| kind.is(Kind::SITUATION)),
        situations: derived.situations.get(&thing).copied().unwrap_or(0),
        alive: derived
            .lifetimes
            .get(&thing)
            .map(|bounds| (bounds.earliest_start, bounds.latest_end)),
    })
}

/// Names a source that nothing describes by its file, so that it can be asked for all the same.
fn of_source(source: &Source) -> Named {
    Named {
        iri: source.iri.clone(),
        label: source.label.clone(),
        aliases: Vec::new(),
        classes: vec![NamedNode::new_unchecked(format!("{NS}Source"))],
        is_situation: false,
        situations: 0,
        alive: None,
    }
}

/// Returns the last part of an IRI as words, for things that no source names.
fn from_iri(iri: &NamedNode) -> String {
    let local = iri.as_str().trim_end_matches(['/', '#']);
    let local = local.rsplit(['/', '#']).next().unwrap_or(local);
    let words: Vec<&str> = local
        .split(['-', '_'])
        .filter(|word| !word.is_empty())
        .collect();
    if words.is_empty() {
        iri.as_str().to_owned()
    } else {
        words.join(" ")
    }
}

impl From<Named> for crate::lexicon::Name {
    fn from(named: Named) -> Self {
        Self {
            iri: named.iri.into_string(),
            label: named.label,
            aliases: named.aliases,
            classes: named
                .classes
                .into_iter()
                .map(NamedNode::into_string)
                .collect(),
            situation: named.is_situation,
            situations: named.situations,
            alive: named
                .alive
                .map(|(first, last)| (first.number(), last.number())),
        }
    }
}
