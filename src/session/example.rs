//! Names that the data hold, for the questions that show words.

use super::Session;
use crate::iri::Iri;
use crate::lexicon::ClassKind;
use crate::question::format::quoted;
use crate::sparql;
use crate::store::{Cancel, Engine};
use oxigraph::model::Term;

/// How many fillers of a role are looked at for the best known one.
const LOOKED_AT: usize = 100;

impl Session {
    /// Returns a name, as it is typed, that stands at a property of situations of a class which happened, or with an empty
    /// property that of an instance of the class: the one in most situations. None where the data hold none, or none that
    /// means only one thing.
    pub(super) fn name_at(&self, class: &str, property: &str) -> Option<String> {
        let kind = self
            .ontology
            .class_by_iri(class)
            .map(|id| self.ontology.class(id).kind);
        let happened = kind == Some(ClassKind::Situation);
        let property = Some(Iri::new(property)).filter(|property| !property.as_str().is_empty());
        let query =
            sparql::fillers(&Iri::new(class), property.as_ref(), happened, LOOKED_AT).ok()?;
        let solutions = self.engine.select(&query, &Cancel::new()).ok()?;
        let known = solutions.rows.iter().filter_map(|row| match row.first()? {
            Some(Term::NamedNode(node)) => self.names.by_iri(node.as_str()),
            _ => None,
        });
        // A smaller id takes part in more situations.
        let mut known: Vec<_> = known.collect();
        known.sort_unstable();
        known.dedup();
        let alone = known.into_iter().map(|id| &self.names.name(id).label);
        let mut alone = alone.filter(|label| self.names.exact(label).len() == 1);
        alone.next().map(|label| quoted(label))
    }
}
