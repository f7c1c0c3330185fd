//! Running rules on what a file says.

use super::check::variables;
use super::{Rule, Rules, made};
use crate::load::mapping::{Problem, Vocabulary};
use crate::load::vocabulary::ONTOLOGY_GRAPH;
use crate::load::{Document, Statements, Warning, WarningKind};
use crate::store::open::OpenError;
use crate::store::tables::ontology;
use crate::store::{Cancel, EmbeddedEngine, Engine, EngineError, Solutions};
use oxigraph::model::{GraphName, NamedNode, NamedOrBlankNode, Quad, Term};
use spargebra::Query;
use spargebra::algebra::GraphPattern;
use spargebra::term::{NamedNodePattern, TermPattern, TriplePattern, Variable};

/// The variable that says in whose graph a statement goes.
const SOURCE: &str = "source";

/// Adds to a document what the rules make of it.
pub(super) fn apply(
    rules: &Rules,
    document: &mut Document,
    vocabulary: &Vocabulary,
) -> Result<(), OpenError> {
    let mut statements = Statements::default();
    for quad in ontology()?.iter().chain(&document.quads) {
        statements.push_quad(quad.clone());
    }
    let mut made = Vec::new();
    let mut engine = EmbeddedEngine::new(statements.clone());
    let mut round = 0;
    for (number, rule) in rules.rules.iter().enumerate() {
        if rule.round > round {
            round = rule.round;
            engine = EmbeddedEngine::new(statements.clone());
        }
        let solutions = engine
            .select(&query(rule), &Cancel::new())
            .map_err(|error| failed(rules, rule, &error))?;
        for quad in quads(rule, &solutions, &document.graph) {
            statements.push_quad(quad.clone());
            made.push((number, quad));
        }
    }
    let file = document
        .graph
        .as_str()
        .rsplit('/')
        .next()
        .unwrap_or_default()
        .to_owned();
    let (kept, left_out) = made::keep(made, &document.quads, vocabulary);
    if kept.is_empty() {
        document.warnings.push(Warning {
            kind: WarningKind::Rules,
            source: rules.file.clone(),
            subject: String::new(),
            message: format!("the rules make nothing of \"{file}\": is it in their vocabulary?"),
        });
    }
    for ((rule, problem), (count, first)) in left_out {
        let line = rules.rules.get(rule).map_or(1, |rule| rules.line(rule));
        let often = if count == 1 { "" } else { "s" };
        document.warnings.push(Warning {
            kind: WarningKind::Rules,
            source: format!("{}, line {line}", rules.file),
            subject: String::new(),
            message: format!("{problem}: {count} statement{often} left out, the first of {first}"),
        });
    }
    document.quads.extend(kept);
    Ok(())
}

fn failed(rules: &Rules, rule: &Rule, error: &EngineError) -> OpenError {
    rules.error(vec![Problem {
        message: format!("this rule cannot be run: {error}"),
        span: rule.span.start..rule.span.start + "CONSTRUCT".len(),
        candidates: Vec::new(),
        help: "make the pattern under WHERE simpler, or split the rule".to_owned(),
    }])
}

/// Turns a rule into the query for what its template needs.
fn query(rule: &Rule) -> Query {
    let mut bound = false;
    rule.pattern
        .on_in_scope_variable(|variable| bound |= variable.as_str() == SOURCE);
    let mut wanted: Vec<Variable> = variables(&rule.template).into_iter().cloned().collect();
    if bound && !wanted.iter().any(|variable| variable.as_str() == SOURCE) {
        wanted.push(Variable::new_unchecked(SOURCE));
    }
    Query::Select {
        dataset: None,
        pattern: GraphPattern::Distinct {
            inner: Box::new(GraphPattern::Project {
                inner: Box::new(rule.pattern.clone()),
                variables: wanted,
            }),
        },
        base_iri: None,
    }
}

/// Fills the template with every row, in an order that does not hang on the engine.
fn quads(rule: &Rule, solutions: &Solutions, own: &NamedNode) -> Vec<Quad> {
    let source = solutions.column(SOURCE);
    let mut quads = Vec::new();
    for row in &solutions.rows {
        let value = |variable: &Variable| {
            let column = solutions.column(variable.as_str())?;
            row.get(column)?.clone()
        };
        let graph = match source.and_then(|column| row.get(column)?.as_ref()) {
            // What stands in the ontology is nobody's statement about the world.
            Some(Term::NamedNode(graph)) if graph.as_ref() == ONTOLOGY_GRAPH => continue,
            Some(Term::NamedNode(graph)) => graph.clone(),
            _ => own.clone(),
        };
        let filled = rule.template.iter();
        quads.extend(filled.filter_map(|triple| fill(triple, &value, &graph)));
    }
    quads.sort_by_cached_key(Quad::to_string);
    quads.dedup();
    quads
}

/// Fills one statement; without a value, or with one that cannot stand there, there is none.
fn fill(
    triple: &TriplePattern,
    value: &impl Fn(&Variable) -> Option<Term>,
    graph: &NamedNode,
) -> Option<Quad> {
    let term = |pattern: &TermPattern| match pattern {
        TermPattern::NamedNode(node) => Some(Term::from(node.clone())),
        TermPattern::Literal(literal) => Some(literal.clone().into()),
        TermPattern::Variable(variable) => value(variable),
        TermPattern::BlankNode(_) => None,
    };
    let subject: NamedOrBlankNode = match term(&triple.subject)? {
        Term::NamedNode(node) => node.into(),
        Term::BlankNode(node) => node.into(),
        Term::Literal(_) => return None,
    };
    let predicate = match &triple.predicate {
        NamedNodePattern::NamedNode(node) => node.clone(),
        NamedNodePattern::Variable(variable) => match value(variable)? {
            Term::NamedNode(node) => node,
            _ => return None,
        },
    };
    Some(Quad::new(
        subject,
        predicate,
        term(&triple.object)?,
        GraphName::NamedNode(graph.clone()),
    ))
}
