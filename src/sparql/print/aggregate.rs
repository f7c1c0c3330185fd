//! Writes aggregates.

use super::expression::Binding;
use super::{PrintError, Printer};
use spargebra::algebra::{AggregateExpression, AggregateFunction};
use spargebra::term::Literal;

impl<'a> Printer<'a> {
    pub(super) fn aggregate(
        &mut self,
        aggregate: &'a AggregateExpression,
    ) -> Result<String, PrintError> {
        let (name, expr, distinct) = match aggregate {
            AggregateExpression::CountSolutions { distinct: false } => {
                return Ok("COUNT(*)".to_owned());
            }
            AggregateExpression::CountSolutions { distinct: true } => {
                return Ok("COUNT(DISTINCT *)".to_owned());
            }
            AggregateExpression::FunctionCall {
                name,
                expr,
                distinct,
            } => (name, expr, if *distinct { "DISTINCT " } else { "" }),
        };
        // The argument speaks of single solutions, where the variables of aggregates mean nothing yet.
        let aggregates = std::mem::take(&mut self.aggregates);
        let call = match name {
            AggregateFunction::Count => "COUNT",
            AggregateFunction::Sum => "SUM",
            AggregateFunction::Avg => "AVG",
            AggregateFunction::Min => "MIN",
            AggregateFunction::Max => "MAX",
            AggregateFunction::Sample => "SAMPLE",
            AggregateFunction::GroupConcat { .. } => "GROUP_CONCAT",
            AggregateFunction::Custom(_) => {
                return Err(PrintError::NotPortable("an aggregate of its own"));
            }
        };
        let argument = match name {
            AggregateFunction::GroupConcat {
                separator: Some(separator),
            } => {
                let argument = self.expression(expr, Binding::Or)?;
                let separator = self.literal(&Literal::new_simple_literal(separator))?;
                format!("{argument}; SEPARATOR={separator}")
            }
            AggregateFunction::GroupConcat { separator: None } => {
                self.read_twice(|this| this.expression(expr, Binding::Or))?
            }
            _ => self.expression(expr, Binding::Or)?,
        };
        self.aggregates = aggregates;
        Ok(format!("{call}({distinct}{argument})"))
    }
}
