//! Queries for what is known of given things.

use super::lower::LowerError;
use super::terms::{al, bgp, iri, join, rdf_type, triple, variable};
use crate::iri::Iri;
use spargebra::Query;
use spargebra::algebra::GraphPattern;
use spargebra::term::{GroundTerm, NamedNodePattern};

/// Makes the query for all statements about things, as `?thing ?property ?value`.
///
/// # Errors
/// An IRI is not allowed in SPARQL.
pub fn describe(things: &[Iri]) -> Result<Query, LowerError> {
    statements(things, None)
}

/// As [`describe`], with the graph of each statement as `?graph`.
///
/// # Errors
/// As [`describe`].
pub fn describe_in_graphs(things: &[Iri]) -> Result<Query, LowerError> {
    statements(things, Some("graph"))
}

/// Makes the query for what says something of a thing: `?thing` by `?property`, the thing being one of `values`.
///
/// # Errors
/// As [`describe`].
pub fn pointing_at(values: &[Iri]) -> Result<Query, LowerError> {
    let pattern = join(vec![
        table("value", values)?,
        bgp(vec![triple(
            variable("thing")?,
            variable("property")?,
            variable("value")?,
        )]),
    ]);
    select(pattern, &["thing", "property", "value"])
}

/// Makes the query for what fills a role of situations of a class, or for instances of the class themselves, as `?filler`.
/// Where `happened`, only situations count that are asserted to have occurred.
///
/// # Errors
/// As [`describe`].
pub fn fillers(
    class: &Iri,
    role: Option<&Iri>,
    happened: bool,
    most: usize,
) -> Result<Query, LowerError> {
    let filler = variable("filler")?;
    let situation = match role {
        Some(_) => variable("situation")?,
        None => filler.clone(),
    };
    let mut triples = vec![triple(situation.clone(), rdf_type(), iri(class)?)];
    if happened {
        triples.extend([
            triple(situation.clone(), al("certainty")?, al("Asserted")?),
            triple(situation.clone(), al("status")?, al("Occurred")?),
        ]);
    }
    if let Some(role) = role {
        triples.push(triple(situation, iri(role)?, filler.clone()));
    }
    let wanted = GraphPattern::Project {
        inner: Box::new(bgp(triples)),
        variables: vec![filler],
    };
    Ok(Query::Select {
        dataset: None,
        pattern: GraphPattern::Slice {
            inner: Box::new(wanted),
            start: 0,
            length: Some(most),
        },
        base_iri: None,
    })
}

fn statements(things: &[Iri], graph: Option<&str>) -> Result<Query, LowerError> {
    let mut pattern = bgp(vec![triple(
        variable("thing")?,
        variable("property")?,
        variable("value")?,
    )]);
    let mut columns = vec!["thing", "property", "value"];
    if let Some(name) = graph {
        pattern = GraphPattern::Graph {
            name: NamedNodePattern::Variable(variable(name)?),
            inner: Box::new(pattern),
        };
        columns.push(name);
    }
    select(join(vec![table("thing", things)?, pattern]), &columns)
}

fn table(name: &str, iris: &[Iri]) -> Result<GraphPattern, LowerError> {
    Ok(GraphPattern::Values {
        variables: vec![variable(name)?],
        bindings: iris
            .iter()
            .map(|one| Ok(vec![Some(GroundTerm::NamedNode(iri(one)?))]))
            .collect::<Result<_, LowerError>>()?,
    })
}

fn select(pattern: GraphPattern, columns: &[&str]) -> Result<Query, LowerError> {
    Ok(Query::Select {
        dataset: None,
        pattern: GraphPattern::Project {
            inner: Box::new(pattern),
            variables: columns
                .iter()
                .map(|name| variable(name))
                .collect::<Result<_, _>>()?,
        },
        base_iri: None,
    })
}
