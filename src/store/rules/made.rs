//! What rules made, as far as the ontology knows it.

use crate::iri::NS;
use crate::load::mapping::Vocabulary;
use oxigraph::model::{NamedOrBlankNode, Quad, Term, vocab::rdf};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// What was left out: by the number of the rule and what is wrong, how often, and of what it was first.
pub(super) type LeftOut = BTreeMap<(usize, String), (usize, String)>;

/// Keeps the statements that questions can find; each is given with the number of the rule that made it.
pub(super) fn keep(
    made: Vec<(usize, Quad)>,
    stated: &[Quad],
    vocabulary: &Vocabulary,
) -> (Vec<Quad>, LeftOut) {
    let mut classes: FxHashMap<NamedOrBlankNode, Vec<String>> = FxHashMap::default();
    for quad in stated.iter().chain(made.iter().map(|(_, quad)| quad)) {
        if let Some(class) = class(quad)
            && vocabulary.is_class(class)
        {
            let known = classes.entry(quad.subject.clone()).or_default();
            if !known.iter().any(|other| other == class) {
                known.push(class.to_owned());
            }
        }
    }
    let mut left_out = LeftOut::new();
    let mut seen: FxHashSet<Quad> = FxHashSet::default();
    let mut kept = Vec::new();
    for (rule, quad) in made {
        if let Some(problem) = problem(&quad, &classes, vocabulary) {
            left_out
                .entry((rule, problem))
                .or_insert_with(|| (0, quad.subject.to_string()))
                .0 += 1;
        } else if seen.insert(quad.clone()) {
            kept.push(quad);
        }
    }
    (kept, left_out)
}

/// Returns the class of ours that a statement gives, if it gives one.
fn class(quad: &Quad) -> Option<&str> {
    match &quad.object {
        Term::NamedNode(class) if quad.predicate == rdf::TYPE => class.as_str().strip_prefix(NS),
        _ => None,
    }
}

/// Says why no question would find a statement.
fn problem(
    quad: &Quad,
    classes: &FxHashMap<NamedOrBlankNode, Vec<String>>,
    vocabulary: &Vocabulary,
) -> Option<String> {
    if let Some(class) = class(quad) {
        return (!vocabulary.is_class(class)).then(|| format!("al:{class} is no class"));
    }
    let name = quad.predicate.as_str().strip_prefix(NS)?;
    if !vocabulary.is_predicate(name) {
        return Some(format!("al:{name} is no property"));
    }
    if !vocabulary.is("Role", name) {
        return None;
    }
    let of = |node: &NamedOrBlankNode| classes.get(node).map(Vec::as_slice).unwrap_or_default();
    let own = of(&quad.subject);
    if let Some(class) = own.first()
        && !own.iter().any(|class| vocabulary.has_role(class, name))
    {
        return Some(format!(
            "al:{name} is no role of {}",
            vocabulary.label(class)
        ));
    }
    let filler = match &quad.object {
        Term::NamedNode(node) => of(&node.clone().into()),
        Term::BlankNode(node) => of(&node.clone().into()),
        Term::Literal(_) => return Some(format!("al:{name} is filled by a text")),
    };
    let class = filler.first()?;
    let fits = filler.iter().any(|class| vocabulary.may_fill(name, class));
    (!fits).then(|| {
        format!(
            "al:{name} is filled by what is only {}",
            vocabulary.label(class)
        )
    })
}
