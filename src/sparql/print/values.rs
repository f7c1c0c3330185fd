//! Writes inline tables.

use super::{Anchor, PrintError, Printer};
use spargebra::term::{GroundTerm, Variable};

impl Printer<'_> {
    pub(super) fn values(
        &mut self,
        variables: &[Variable],
        rows: &[Vec<Option<GroundTerm>>],
    ) -> Result<(), PrintError> {
        self.comment(|anchor| matches!(anchor, Anchor::Values(noted) if noted == variables));
        let mut names = Vec::with_capacity(variables.len());
        for variable in variables {
            let name = self.variable(variable)?;
            if names.contains(&name) {
                return Err(PrintError::Repeated(variable.clone()));
            }
            names.push(name);
        }
        let rows = rows.iter().map(|row| self.table_row(row, variables.len()));
        let rows = rows.collect::<Result<Vec<_>, _>>()?;
        let start = match names.as_slice() {
            [name] => format!("VALUES {name} {{"),
            names => format!("VALUES ({}) {{", names.join(" ")),
        };
        let line = format!("{start} {} }}", rows.join(" "));
        if rows.is_empty() {
            self.line(&format!("{start} }}"));
        } else if self.fits(&line) && (variables.len() == 1 || rows.len() == 1) {
            self.line(&line);
        } else {
            self.line(&start);
            self.indent += 1;
            rows.iter().for_each(|row| self.line(row));
            self.indent -= 1;
            self.line("}");
        }
        Ok(())
    }

    fn table_row(
        &mut self,
        row: &[Option<GroundTerm>],
        expected: usize,
    ) -> Result<String, PrintError> {
        if row.len() != expected {
            return Err(PrintError::Row {
                expected,
                found: row.len(),
            });
        }
        let mut terms = Vec::with_capacity(row.len());
        for term in row {
            terms.push(match term {
                Some(term) => self.ground_term(term)?,
                None => "UNDEF".to_owned(),
            });
        }
        Ok(match terms.as_slice() {
            [term] => term.clone(),
            terms => format!("({})", terms.join(" ")),
        })
    }
}
