//! Writes the four forms of a query.

use super::group::Braces;
use super::level::{check_distinct, in_scope, ordered, sliced};
use super::{PrintError, Printer};
use spargebra::Query;
use spargebra::algebra::{Expression, GraphPattern, OrderExpression, QueryDataset};
use spargebra::term::{TriplePattern, Variable};

/// The clauses around the pattern of a query that selects nothing.
struct Form<'a> {
    projected: Option<&'a [Variable]>,
    body: &'a GraphPattern,
    order: &'a [OrderExpression],
    slice: Option<(usize, Option<usize>)>,
}

impl<'a> Form<'a> {
    fn of(pattern: &'a GraphPattern) -> Self {
        let (slice, inner) = sliced(pattern);
        let (projected, inner) = match inner {
            GraphPattern::Project { inner, variables } => {
                (Some(variables.as_slice()), inner.as_ref())
            }
            other => (None, other),
        };
        let (order, body) = ordered(inner);
        Self {
            projected,
            body,
            order,
            slice,
        }
    }

    /// Keeps the whole pattern in the braces.
    fn closed(pattern: &'a GraphPattern) -> Self {
        Self {
            projected: None,
            body: pattern,
            order: &[],
            slice: None,
        }
    }

    fn hides_something(&self) -> bool {
        self.projected
            .is_some_and(|projected| in_scope(self.body).iter().any(|v| !projected.contains(v)))
    }
}

impl<'a> Printer<'a> {
    pub(super) fn query(&mut self, query: &'a Query) -> Result<(), PrintError> {
        match query {
            Query::Select {
                dataset, pattern, ..
            } => self.select_from(pattern, dataset.as_ref()),
            Query::Ask {
                dataset, pattern, ..
            } => {
                self.line("ASK");
                // Whether there is a solution does not depend on its columns.
                self.form(&Form::of(pattern), dataset.as_ref())
            }
            Query::Construct {
                template,
                dataset,
                pattern,
                ..
            } => {
                self.construct(template)?;
                let form = Some(Form::of(pattern)).filter(|form| !form.hides_something());
                self.form(
                    &form.unwrap_or_else(|| Form::closed(pattern)),
                    dataset.as_ref(),
                )
            }
            Query::Describe {
                dataset, pattern, ..
            } => self.describe(pattern, dataset.as_ref()),
        }
    }

    fn form(&mut self, form: &Form<'a>, dataset: Option<&QueryDataset>) -> Result<(), PrintError> {
        self.dataset(dataset)?;
        self.block("WHERE ", form.body, Braces::Plain)?;
        self.order(form.order)?;
        self.slice(form.slice);
        Ok(())
    }

    fn construct(&mut self, template: &[TriplePattern]) -> Result<(), PrintError> {
        self.line("CONSTRUCT {");
        self.indent += 1;
        self.template(template)?;
        self.indent -= 1;
        self.line("}");
        // Labels in the template mean new nodes, and say nothing about the pattern.
        self.open_blanks.clear();
        Ok(())
    }

    fn describe(
        &mut self,
        pattern: &'a GraphPattern,
        dataset: Option<&QueryDataset>,
    ) -> Result<(), PrintError> {
        let mut form = Form::of(pattern);
        let projected = form.projected.unwrap_or_default();
        check_distinct(projected)?;
        if form.projected.is_some() && projected.is_empty() && form.hides_something() {
            return Err(PrintError::NothingSelected);
        }
        let mut items = Vec::with_capacity(projected.len());
        for variable in projected {
            items.push(self.variable(variable)?);
        }
        let mut end = items.len();
        while let GraphPattern::Extend {
            inner,
            variable,
            expression: Expression::NamedNode(node),
        } = form.body
        {
            let place = projected.iter().take(end).position(|v| v == variable);
            let Some(place) = place.filter(|_| form.order.is_empty()) else {
                break;
            };
            super::steps::check_fresh(variable, inner)?;
            let described = self.iri(node.as_str())?;
            if let Some(item) = items.get_mut(place) {
                *item = described;
            }
            end = place;
            form.body = inner;
        }
        if items.is_empty() {
            items.push("*".to_owned());
        }
        self.line(&format!("DESCRIBE {}", items.join(" ")));
        self.form(&form, dataset)
    }
}
