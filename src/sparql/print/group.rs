//! Writes graph patterns: what stands between braces, and the braces.

use super::expression::Binding;
use super::steps::{Step, is_select, steps};
use super::{Anchor, PrintError, Printer};
use spargebra::algebra::{Expression, GraphPattern};
use spargebra::term::{NamedNodePattern, Variable};

/// What a pair of braces is for.
#[derive(Clone, Copy)]
pub(super) enum Braces<'a> {
    Plain,
    /// The braces of `OPTIONAL`, whose filters become the condition of the join.
    Optional(Option<&'a Expression>),
}

impl<'a> Printer<'a> {
    /// Writes a pattern in braces after what the line already holds, without ending the line.
    pub(super) fn braces(
        &mut self,
        pattern: &'a GraphPattern,
        braces: Braces<'a>,
    ) -> Result<(), PrintError> {
        self.descend()?;
        self.close_blank_nodes();
        self.out.push('{');
        let empty = self.out.len();
        self.out.push('\n');
        self.indent += 1;
        self.body(pattern, braces)?;
        self.indent -= 1;
        if self.out.len() == empty + 1 {
            self.out.truncate(empty);
            self.out.push(' ');
        } else {
            self.start_line();
        }
        self.out.push('}');
        self.close_blank_nodes();
        self.ascend();
        Ok(())
    }

    /// Writes a line that ends with a pattern in braces.
    pub(super) fn block(
        &mut self,
        start: &str,
        pattern: &'a GraphPattern,
        braces: Braces<'a>,
    ) -> Result<(), PrintError> {
        self.start_line();
        self.out.push_str(start);
        self.braces(pattern, braces)?;
        self.out.push('\n');
        Ok(())
    }

    /// Returns a pattern in braces as part of an expression.
    pub(super) fn exists(
        &mut self,
        word: &str,
        pattern: &'a GraphPattern,
    ) -> Result<String, PrintError> {
        let out = std::mem::replace(&mut self.out, format!("{word} "));
        let aggregates = std::mem::take(&mut self.aggregates);
        let correlated = std::mem::replace(&mut self.correlated, true);
        self.braces(pattern, Braces::Plain)?;
        self.correlated = correlated;
        self.aggregates = aggregates;
        Ok(std::mem::replace(&mut self.out, out))
    }

    fn body(&mut self, pattern: &'a GraphPattern, braces: Braces<'a>) -> Result<(), PrintError> {
        let mut filters = Vec::new();
        let mut inner = pattern;
        match braces {
            Braces::Plain => {
                while let GraphPattern::Filter { expr, inner: under } = inner {
                    filters.push(expr);
                    inner = under;
                }
                filters.reverse();
            }
            // A filter on top gets braces of its own below, or it would become part of the condition.
            Braces::Optional(condition) => filters.extend(condition),
        }
        if !matches!(inner, GraphPattern::Filter { .. }) {
            self.comment(|anchor| matches!(anchor, Anchor::Pattern(noted) if noted == pattern));
        }
        if filters.is_empty() && is_select(inner) {
            return self.select(inner);
        }
        self.sequence(inner)?;
        self.filters(filters)
    }

    fn sequence(&mut self, pattern: &'a GraphPattern) -> Result<(), PrintError> {
        for step in steps(pattern)? {
            match step {
                Step::Edges(edges) => self.edges(&edges)?,
                Step::Part(part) => self.part(part)?,
                Step::Optional(right, condition) => {
                    self.block("OPTIONAL ", right, Braces::Optional(condition))?;
                }
                Step::Minus(right) => self.block("MINUS ", right, Braces::Plain)?,
                Step::Bind(expression, variable) => {
                    self.comment(
                        |anchor| matches!(anchor, Anchor::Bind(noted) if noted == variable),
                    );
                    let text = self.alias(expression, variable)?;
                    self.line(&format!("BIND{text}"));
                }
            }
        }
        Ok(())
    }

    /// Writes `(expression AS ?variable)`.
    pub(super) fn alias(
        &mut self,
        expression: &'a Expression,
        variable: &Variable,
    ) -> Result<String, PrintError> {
        let expression = self.expression(expression, Binding::Or)?;
        Ok(format!("({expression} AS {})", self.variable(variable)?))
    }

    fn part(&mut self, pattern: &'a GraphPattern) -> Result<(), PrintError> {
        match pattern {
            GraphPattern::Union { .. } => self.union(pattern),
            GraphPattern::Graph { name, inner } => {
                let start = format!("GRAPH {} ", self.name(name)?);
                let flows_in = matches!(name, NamedNodePattern::Variable(_));
                let correlated = self.correlated;
                self.correlated |= flows_in;
                self.block(&start, inner, Braces::Plain)?;
                self.correlated = correlated;
                Ok(())
            }
            GraphPattern::Service {
                name,
                inner,
                silent,
            } => {
                let silent = if *silent { "SILENT " } else { "" };
                let start = format!("SERVICE {silent}{} ", self.name(name)?);
                self.block(&start, inner, Braces::Plain)
            }
            GraphPattern::Values {
                variables,
                bindings,
            } => self.values(variables, bindings),
            _ => self.block("", pattern, Braces::Plain),
        }
    }

    fn union(&mut self, pattern: &'a GraphPattern) -> Result<(), PrintError> {
        let mut branches = Vec::new();
        let mut first = pattern;
        while let GraphPattern::Union { left, right } = first {
            branches.push(right.as_ref());
            first = left;
        }
        branches.push(first);
        self.start_line();
        for (i, branch) in branches.into_iter().rev().enumerate() {
            if i > 0 {
                self.out.push_str(" UNION ");
            }
            self.braces(branch, Braces::Plain)?;
        }
        self.out.push('\n');
        Ok(())
    }
}
