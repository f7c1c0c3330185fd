//! The one place that knows the SHACL library.

use oxigraph::model::{Graph, NamedNode, Term};
use shacl_rust::validation::dataset::ValidationDataset;
use shacl_rust::{parse_shapes, validate};
use thiserror::Error;

/// The shapes cannot be run.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("the shapes cannot be run: {reason}")]
pub struct EngineError {
    pub reason: String,
}

/// One node that breaks one shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Finding {
    pub focus: Term,
    pub shape: NamedNode,
    pub component: Option<NamedNode>,
    /// The property, where the shape is about a single one.
    pub path: Option<NamedNode>,
    pub value: Option<Term>,
}

/// Returns which nodes of the data break which shapes, in no order and perhaps more than once.
///
/// # Errors
///
/// When the shapes are faulty.
pub(super) fn findings(data: Graph, shapes: &Graph) -> Result<Vec<Finding>, EngineError> {
    let failed = |error: &dyn std::fmt::Display| EngineError {
        reason: error.to_string(),
    };
    let parsed = parse_shapes(shapes).map_err(|error| failed(&error))?;
    let dataset =
        ValidationDataset::from_graphs(data, shapes.clone()).map_err(|error| failed(&error))?;
    let report = validate(&dataset, &parsed);
    let finding = |result: &shacl_rust::ValidationResult<'_>| {
        // Every rule has an IRI; a shape without one is a part of a rule, which reports it.
        let Term::NamedNode(shape) = Term::from(result.source_shape().into_owned()) else {
            return None;
        };
        let component = result.source_constraint_component();
        Some(Finding {
            focus: result.focus_node().into_owned(),
            shape,
            component: component.map(|iri| iri.into_owned()),
            path: result.result_path().and_then(property),
            value: result.value().map(|value| value.into_owned()),
        })
    };
    Ok(report.get_results().iter().filter_map(finding).collect())
}

/// Returns the property of a path that is one property forwards.
fn property(path: &shacl_rust::Path<'_>) -> Option<NamedNode> {
    match path.get_elements() {
        [shacl_rust::PathElement::Iri(iri)] => Some(iri.into_owned()),
        _ => None,
    }
}
