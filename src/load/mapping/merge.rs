//! Putting together what the workers made, in the order of the rows.

use super::batch::Batch;
use super::mapper::{Mapped, Spell};
use super::report::Report;
use super::spell::Spells;
use crate::load::table::{Reason, SetAside, TableError, Weight};
use oxigraph::model::NamedNode;
use rustc_hash::{FxHashMap, FxHashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

/// Leaves out what was said before, and counts.
pub(super) struct Merge {
    pub report: Report,
    graph: Arc<NamedNode>,
    strict: bool,
    things: FxHashSet<u128>,
    /// The row in which each situation first stood.
    situations: FxHashMap<u64, u64>,
    classes: FxHashMap<String, u64>,
    spells: Spells,
}

impl Merge {
    pub(super) fn new(report: Report, graph: Arc<NamedNode>, strict: bool) -> Merge {
        Merge {
            report,
            graph,
            strict,
            things: FxHashSet::default(),
            situations: FxHashMap::default(),
            classes: FxHashMap::default(),
            spells: Spells::default(),
        }
    }

    /// Takes the statements of a chunk.
    ///
    /// # Errors
    /// Something was lost, and nothing may be.
    pub(super) fn take(&mut self, mapped: Mapped) -> Result<Batch, TableError> {
        self.report.rows += mapped.rows;
        let mut statements = Vec::with_capacity(mapped.statements.len());
        for block in &mapped.blocks {
            if self.things.insert(block.key) {
                statements.extend_from_slice(
                    mapped
                        .statements
                        .get(block.statements.clone())
                        .unwrap_or_default(),
                );
            }
        }
        let mut set_aside = mapped.set_aside;
        for unit in &mapped.units {
            let own = mapped
                .statements
                .get(unit.statements.clone())
                .unwrap_or_default();
            let iri = mapped.terms.text(unit.situation);
            if let Some(Spell { year, seen_until }) = unit.spell {
                self.spells.add(
                    iri,
                    &unit.class,
                    (year, seen_until),
                    own,
                    &mapped.terms,
                    unit.situation,
                );
                continue;
            }
            let first = self.first_row(iri, unit.row);
            if first.is_none() {
                *self.classes.entry(unit.class.clone()).or_default() += 1;
            }
            if let (Some(row), true) = (first, unit.once) {
                set_aside.push(SetAside {
                    row: unit.row,
                    column: String::new(),
                    value: iri.rsplit('/').next().unwrap_or_default().to_owned(),
                    reason: Reason::RepeatedIdentifier,
                    remedy: format!("row {row} has it too; see which of the two is right"),
                });
                continue;
            }
            statements.extend_from_slice(own);
        }
        set_aside.sort_by_key(|one| one.row);
        for one in set_aside {
            if self.strict && one.reason.weight() > Weight::Noted {
                return Err(self.refused(&one));
            }
            self.report.add(one);
        }
        self.report.statements += statements.len() as u64;
        Ok(Batch::new(
            Arc::clone(&self.graph),
            mapped.terms.terms,
            statements,
        ))
    }

    fn refused(&self, first: &SetAside) -> TableError {
        TableError::Strict {
            file: self.report.file.clone(),
            count: self.report.of_weight(Weight::Row) + self.report.of_weight(Weight::Value) + 1,
            row: first.row,
            what: match first.column.as_str() {
                "" => format!("{}: {}", first.reason, first.value),
                column => format!("column {column}, \"{}\": {}", first.value, first.reason),
            },
        }
    }

    /// Returns the row in which a situation stood before, or notes that it first stands here.
    fn first_row(&mut self, iri: &str, row: u64) -> Option<u64> {
        let mut hasher = DefaultHasher::new();
        iri.hash(&mut hasher);
        let key = hasher.finish();
        let known = self.situations.get(&key).copied();
        if known.is_none() {
            self.situations.insert(key, row);
        }
        known
    }

    /// Returns what could only be made when all rows were known, and the report.
    pub(super) fn finish(mut self) -> (Option<Batch>, Report) {
        let spells = std::mem::take(&mut self.spells);
        let batch = spells.finish(&self.graph, &mut self.classes);
        if let Some(batch) = &batch {
            self.report.statements += batch.len() as u64;
        }
        self.report.classes = self.classes.into_iter().collect();
        self.report.situations = self.report.classes.iter().map(|(_, count)| count).sum();
        self.report.finish();
        (batch, self.report)
    }
}
