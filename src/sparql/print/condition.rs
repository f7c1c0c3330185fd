//! Writes the conditions of `FILTER` and `HAVING`.

use super::expression::Binding;
use super::{Anchor, PrintError, Printer};
use spargebra::algebra::Expression as E;

impl<'a> Printer<'a> {
    pub(super) fn filters(
        &mut self,
        filters: impl IntoIterator<Item = &'a E>,
    ) -> Result<(), PrintError> {
        for condition in filters.into_iter().flat_map(conjuncts) {
            self.condition_comment(condition);
            let text = self.condition(condition)?;
            self.line(&format!("FILTER{text}"));
        }
        Ok(())
    }

    /// Writes a condition after `FILTER`: in parentheses, with a line for each alternative if it is long.
    fn condition(&mut self, e: &'a E) -> Result<String, PrintError> {
        if let E::Or(..) = e {
            self.indent += 1;
            let operands = self.chain(e, Binding::Negation)?;
            self.indent -= 1;
            let text = operands.concat();
            if self.fits(&text) {
                return Ok(format!("({text})"));
            }
            let outer = "  ".repeat(self.indent);
            let start = |operand: &String| format!("\n{outer}  {}", operand.trim_start());
            let lines: String = operands.iter().map(start).collect();
            return Ok(format!("({lines}\n{outer})"));
        }
        let text = self.expression(e, Binding::Or)?;
        let asks = |e: &E| matches!(e, E::Exists(_));
        Ok(match e {
            E::Exists(_) => format!(" {text}"),
            E::Not(inner) if asks(inner) => format!(" {text}"),
            _ => format!("({text})"),
        })
    }

    pub(super) fn having(&mut self, filters: &[&'a E]) -> Result<(), PrintError> {
        let conditions: Vec<&E> = filters
            .iter()
            .flat_map(|filter| conjuncts(filter))
            .collect();
        for condition in &conditions {
            self.condition_comment(condition);
        }
        let single = conditions.len() == 1;
        let mut texts = Vec::with_capacity(conditions.len());
        for condition in conditions {
            let least = if single {
                Binding::Or
            } else {
                Binding::Negation
            };
            texts.push(self.expression(condition, least)?);
        }
        if !texts.is_empty() {
            self.line(&format!("HAVING ({})", texts.join(" && ")));
        }
        Ok(())
    }

    fn condition_comment(&mut self, e: &E) {
        self.comment(|anchor| matches!(anchor, Anchor::Filter(filter) if filter == e));
    }
}

/// Returns the operands of a conjunction that nests on the left, which separate filters make again.
fn conjuncts(e: &E) -> Vec<&E> {
    let mut parts = Vec::new();
    let mut first = e;
    while let E::And(left, right) = first {
        parts.push(right.as_ref());
        first = left;
    }
    parts.push(first);
    parts.reverse();
    parts
}
