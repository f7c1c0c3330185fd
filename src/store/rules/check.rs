//! What a rule makes, against the ontology, at the rule's own lines.

use super::Rule;
use crate::iri::{NS, with_article};
use crate::load::mapping::{Problem, Vocabulary, near};
use crate::store::raw::scan::{Kind, tokens};
use oxigraph::model::{NamedNodeRef, vocab::rdf};
use rustc_hash::FxHashSet;
use spargebra::term::{NamedNodePattern, TermPattern, TriplePattern, Variable};
use std::ops::Range;

/// Adds what is wrong with the template of a rule.
pub(super) fn check(text: &str, rule: &Rule, vocabulary: &Vocabulary, problems: &mut Vec<Problem>) {
    let checker = Checker {
        text,
        rule,
        vocabulary,
    };
    checker.blank_nodes(problems);
    checker.unbound(problems);
    for triple in &rule.template {
        checker.terms(triple, problems);
        checker.role(triple, problems);
    }
}

struct Checker<'a> {
    text: &'a str,
    rule: &'a Rule,
    vocabulary: &'a Vocabulary,
}

impl Checker<'_> {
    /// A blank node would be another thing at every row, which no answer can name.
    fn blank_nodes(&self, problems: &mut Vec<Problem>) {
        let is_blank = |term: &TermPattern| matches!(term, TermPattern::BlankNode(_));
        if self
            .rule
            .template
            .iter()
            .any(|triple| is_blank(&triple.subject) || is_blank(&triple.object))
        {
            problems.push(Problem {
                message: "a rule makes a blank node, which no answer can name".to_owned(),
                span: self.place(|token| token.starts_with('[') || token.starts_with("_:")),
                candidates: Vec::new(),
                help: "name it: BIND(IRI(CONCAT(STR(?x), \"/membership\")) AS ?membership)"
                    .to_owned(),
            });
        }
    }

    fn unbound(&self, problems: &mut Vec<Problem>) {
        let mut bound: FxHashSet<&Variable> = FxHashSet::default();
        self.rule.pattern.on_in_scope_variable(|variable| {
            bound.insert(variable);
        });
        for variable in variables(&self.rule.template) {
            if !bound.contains(variable) {
                let name = format!("?{}", variable.as_str());
                problems.push(Problem {
                    message: format!("{name} is nowhere bound, so that nothing comes of it"),
                    span: self.place(|token| token.trim_start_matches('$') == name),
                    candidates: near(&name, bound.iter().map(|known| known.as_str())),
                    help: format!("bind {name} under WHERE"),
                });
            }
        }
    }

    /// Every term of the ontology's namespace must be one.
    fn terms(&self, triple: &TriplePattern, problems: &mut Vec<Problem>) {
        if let NamedNodePattern::NamedNode(predicate) = &triple.predicate
            && let Some(name) = predicate.as_str().strip_prefix(NS)
            && !self.vocabulary.is_predicate(name)
        {
            let known = self.vocabulary.predicates();
            problems.push(self.unknown(name, "property", known));
        }
        let TermPattern::NamedNode(object) = &triple.object else {
            return;
        };
        let Some(name) = object.as_str().strip_prefix(NS) else {
            return;
        };
        let is_type = is_type(triple);
        if is_type && !self.vocabulary.is_class(name) {
            let known = self.vocabulary.names("Class");
            problems.push(self.unknown(name, "class", known));
        } else if !is_type && !self.vocabulary.knows(name) {
            problems.push(self.unknown(name, "term", self.vocabulary.all()));
        }
    }

    fn unknown(&self, name: &str, what: &str, known: Vec<&str>) -> Problem {
        let candidates = near(name, known);
        Problem {
            message: format!("al:{name} is no {what} of the ontology"),
            span: self.term(name),
            candidates: candidates.iter().map(|name| format!("al:{name}")).collect(),
            help: "`allegiance vocabulary` lists classes and roles".to_owned(),
        }
    }

    /// A role must be one of the classes that the template gives its situation, and its filler of a class that may fill it.
    fn role(&self, triple: &TriplePattern, problems: &mut Vec<Problem>) {
        let NamedNodePattern::NamedNode(predicate) = &triple.predicate else {
            return;
        };
        let Some(role) = predicate.as_str().strip_prefix(NS) else {
            return;
        };
        if !self.vocabulary.is("Role", role) {
            return;
        }
        let classes = self.classes(&triple.subject);
        if !classes.is_empty() && !classes.iter().any(|c| self.vocabulary.has_role(c, role)) {
            let class = classes.first().copied().unwrap_or_default();
            problems.push(Problem {
                message: format!(
                    "al:{role} is no role of {}",
                    with_article(self.vocabulary.label(class))
                ),
                span: self.term(role),
                candidates: Vec::new(),
                help: format!(
                    "roles of al:{class}: {}",
                    self.vocabulary.roles_of(class).join(", ")
                ),
            });
        }
        let fillers = self.classes(&triple.object);
        if !fillers.is_empty() && !fillers.iter().any(|c| self.vocabulary.may_fill(role, c)) {
            let class = fillers.first().copied().unwrap_or_default();
            problems.push(Problem {
                message: format!(
                    "{} cannot be al:{role}",
                    with_article(self.vocabulary.label(class))
                ),
                span: self.term(role),
                candidates: Vec::new(),
                help: format!(
                    "it is filled by {}",
                    self.vocabulary.fillers(role).join(", ")
                ),
            });
        }
    }

    /// Returns the classes that the template gives a term.
    fn classes(&self, term: &TermPattern) -> Vec<&str> {
        let types = self.rule.template.iter().filter(|t| is_type(t));
        types
            .filter(|triple| triple.subject == *term)
            .filter_map(|triple| match &triple.object {
                TermPattern::NamedNode(class) => class.as_str().strip_prefix(NS),
                _ => None,
            })
            .collect()
    }

    /// Finds a term of the ontology in the template, by whatever prefix it is written.
    fn term(&self, name: &str) -> Range<usize> {
        let iri = format!("<{NS}{name}>");
        let local = format!(":{name}");
        self.place(|token| token == iri || token.ends_with(&local))
    }

    /// Finds the first token of the rule that fits, else its first word.
    fn place(&self, fits: impl Fn(&str) -> bool) -> Range<usize> {
        let start = self.rule.span.start;
        let rule = self.text.get(self.rule.span.clone()).unwrap_or_default();
        let mut tokens = tokens(rule).filter(|token| token.kind != Kind::Text);
        let found = tokens.find(|token| fits(token.text));
        found.map_or(start..start + "CONSTRUCT".len(), |token| {
            start + token.offset..start + token.offset + token.text.len()
        })
    }
}

/// Returns the variables of a template, each once.
pub(super) fn variables(template: &[TriplePattern]) -> Vec<&Variable> {
    let mut found: Vec<&Variable> = Vec::new();
    let mut add = |variable| {
        if !found.contains(&variable) {
            found.push(variable);
        }
    };
    for triple in template {
        if let TermPattern::Variable(variable) = &triple.subject {
            add(variable);
        }
        if let NamedNodePattern::Variable(variable) = &triple.predicate {
            add(variable);
        }
        if let TermPattern::Variable(variable) = &triple.object {
            add(variable);
        }
    }
    found
}

fn is_type(triple: &TriplePattern) -> bool {
    matches!(&triple.predicate, NamedNodePattern::NamedNode(predicate) if predicate.as_ref() == TYPE)
}

const TYPE: NamedNodeRef<'static> = rdf::TYPE;
