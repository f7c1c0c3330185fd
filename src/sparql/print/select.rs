//! Writes `SELECT`, at the top and in braces.

use super::expression::Binding;
use super::group::Braces;
use super::grouping::Group;
use super::level::{Item, Level};
use super::{Anchor, PrintError, Printer};
use spargebra::algebra::{Expression, GraphPattern, OrderExpression, QueryDataset};

impl<'a> Printer<'a> {
    pub(super) fn select(&mut self, pattern: &'a GraphPattern) -> Result<(), PrintError> {
        self.select_from(pattern, None)
    }

    pub(super) fn select_from(
        &mut self,
        pattern: &'a GraphPattern,
        dataset: Option<&QueryDataset>,
    ) -> Result<(), PrintError> {
        let level = Level::of(pattern)?;
        // Columns that the algebra does not name would cut off values that flow in.
        if self.correlated && !is_projected(pattern) {
            return Err(PrintError::Unprojected);
        }
        let aggregates = std::mem::take(&mut self.aggregates);
        if let Some(group) = &level.group {
            self.aggregates = group.aggregates.iter().collect();
        }
        self.columns(level.modifier, &level.items)?;
        self.dataset(dataset)?;
        let of_level = std::mem::take(&mut self.aggregates);
        self.block("WHERE ", level.body, Braces::Plain)?;
        if let Some(group) = &level.group {
            self.keys(group)?;
            self.aggregates = of_level;
            self.having(&group.having)?;
            self.aggregates.retain(|(name, _)| {
                !level
                    .items
                    .iter()
                    .any(|item| matches!(item, Item::Aggregate(_, column) if *column == name))
            });
        }
        self.order(level.order)?;
        self.aggregates = aggregates;
        self.slice(level.slice);
        Ok(())
    }

    fn columns(&mut self, modifier: Option<&str>, items: &[Item<'a>]) -> Result<(), PrintError> {
        let start = match modifier {
            Some(modifier) => format!("SELECT {modifier}"),
            None => "SELECT".to_owned(),
        };
        if items.is_empty() {
            self.line(&format!("{start} *"));
            return Ok(());
        }
        self.indent += 1;
        let columns = items.iter().map(|item| self.column(*item));
        let columns = columns.collect::<Result<Vec<_>, _>>()?;
        self.indent -= 1;
        let texts: Vec<&str> = columns.iter().map(|(_, text)| text.as_str()).collect();
        let line = format!("{start} {}", texts.join(" "));
        if self.fits(&line) && columns.iter().all(|(comments, _)| comments.is_empty()) {
            self.line(&line);
            return Ok(());
        }
        self.line(&start);
        self.indent += 1;
        for (comments, text) in &columns {
            comments.iter().for_each(|comment| self.line(comment));
            self.line(text);
        }
        self.indent -= 1;
        Ok(())
    }

    /// Returns a column of `SELECT` or a key of `GROUP BY` with its comments.
    fn column(&mut self, item: Item<'a>) -> Result<(Vec<String>, String), PrintError> {
        let (variable, text) = match item {
            Item::Variable(variable) => return Ok((Vec::new(), self.variable(variable)?)),
            Item::Alias(expression, variable) => (variable, self.alias(expression, variable)?),
            Item::Aggregate(aggregate, variable) => {
                let aggregate = self.aggregate(aggregate)?;
                (
                    variable,
                    format!("({aggregate} AS {})", self.variable(variable)?),
                )
            }
        };
        let comments = &self.notes.comments;
        Ok((
            comments.lines(|anchor| matches!(anchor, Anchor::Bind(noted) if noted == variable)),
            text,
        ))
    }

    pub(super) fn dataset(&mut self, dataset: Option<&QueryDataset>) -> Result<(), PrintError> {
        let Some(QueryDataset { default, named }) = dataset else {
            return Ok(());
        };
        // FROM alone leaves no named graph, and without either clause all graphs are there.
        let named = named.as_ref().ok_or(PrintError::Dataset)?;
        if default.is_empty() && named.is_empty() {
            return Err(PrintError::Dataset);
        }
        for (word, graphs) in [("FROM", default), ("FROM NAMED", named)] {
            for graph in graphs {
                let graph = self.iri(graph.as_str())?;
                self.line(&format!("{word} {graph}"));
            }
        }
        Ok(())
    }

    fn keys(&mut self, group: &Group<'a>) -> Result<(), PrintError> {
        let keys = group.keys.iter().map(|key| self.column(*key));
        let keys = keys.collect::<Result<Vec<_>, _>>()?;
        for comment in keys.iter().flat_map(|(comments, _)| comments) {
            self.line(comment);
        }
        let texts: Vec<&str> = keys.iter().map(|(_, text)| text.as_str()).collect();
        if !texts.is_empty() {
            self.line(&format!("GROUP BY {}", texts.join(" ")));
        }
        Ok(())
    }

    pub(super) fn order(&mut self, order: &'a [OrderExpression]) -> Result<(), PrintError> {
        let mut keys = Vec::with_capacity(order.len());
        for key in order {
            let (word, expression) = match key {
                OrderExpression::Asc(expression) => ("ASC", expression),
                OrderExpression::Desc(expression) => ("DESC", expression),
            };
            let text = self.expression(expression, Binding::Or)?;
            let bare = word == "ASC"
                && matches!(expression, Expression::Variable(_))
                && text.starts_with('?');
            keys.push(if bare {
                text
            } else {
                format!("{word}({text})")
            });
        }
        let line = format!("ORDER BY {}", keys.join(" "));
        if keys.is_empty() {
            return Ok(());
        }
        if self.fits(&line) {
            self.line(&line);
        } else {
            self.line("ORDER BY");
            self.indent += 1;
            keys.iter().for_each(|key| self.line(key));
            self.indent -= 1;
        }
        Ok(())
    }

    pub(super) fn slice(&mut self, slice: Option<(usize, Option<usize>)>) {
        let Some((start, length)) = slice else {
            return;
        };
        if let Some(length) = length {
            self.line(&format!("LIMIT {length}"));
        }
        if start > 0 || length.is_none() {
            self.line(&format!("OFFSET {start}"));
        }
    }
}

fn is_projected(pattern: &GraphPattern) -> bool {
    match pattern {
        GraphPattern::Project { .. } => true,
        GraphPattern::Slice { inner, .. }
        | GraphPattern::OrderBy { inner, .. }
        | GraphPattern::Distinct { inner }
        | GraphPattern::Reduced { inner } => is_projected(inner),
        _ => false,
    }
}
