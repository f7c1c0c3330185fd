//! What came of a table.

use crate::load::table::{Reason, SetAside, Weight};
use crate::load::{Warning, WarningKind};
use serde::Serialize;

/// Things that were set aside one by one; beyond these, only their number is kept.
const MOST_KEPT: usize = 100_000;

/// The outcome of reading one table.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Report {
    /// The file, as it was given.
    pub file: String,
    /// The dataset's name and version.
    pub dataset: String,
    pub version: String,
    pub title: String,
    pub licence: Option<String>,
    /// The IRI of its graph.
    pub graph: String,
    /// Rows below the header, blank ones left out.
    pub rows: u64,
    /// Distinct situations.
    pub situations: u64,
    /// How many of each class, the most frequent first.
    pub classes: Vec<(String, u64)>,
    pub statements: u64,
    /// How often each reason set something aside in each column, the most frequent first.
    pub counts: Vec<Count>,
    /// What was set aside, in the order of the rows.
    pub set_aside: Vec<SetAside>,
}

/// How often something was set aside for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Count {
    pub reason: Reason,
    pub weight: Weight,
    pub column: String,
    pub count: u64,
    /// One remedy, of the first of them.
    pub remedy: String,
}

impl Report {
    /// Returns the number of rows that were left out.
    #[must_use]
    pub fn rows_left_out(&self) -> u64 {
        self.of_weight(Weight::Row)
    }

    /// Returns how many things of a weight were set aside.
    #[must_use]
    pub fn of_weight(&self, weight: Weight) -> u64 {
        let counts = self.counts.iter().filter(|count| count.weight == weight);
        counts.map(|count| count.count).sum()
    }

    /// Returns the first thing that was lost, a row or a value.
    #[must_use]
    pub fn first_loss(&self) -> Option<&SetAside> {
        self.set_aside
            .iter()
            .find(|one| one.reason.weight() > Weight::Noted)
    }

    /// Returns one warning of everything that was lost.
    #[must_use]
    pub fn warning(&self) -> Option<Warning> {
        let lost: Vec<String> = self
            .counts
            .iter()
            .filter(|count| count.weight > Weight::Noted)
            .map(|count| match count.column.as_str() {
                "" => format!("{} × {}", count.count, count.reason),
                column => format!("{} × {} in {column}", count.count, count.reason),
            })
            .collect();
        let (rows, values) = (self.rows_left_out(), self.of_weight(Weight::Value));
        (!lost.is_empty()).then(|| Warning {
            kind: WarningKind::SetAside,
            source: self.file.clone(),
            subject: String::new(),
            message: format!(
                "{rows} of {} rows and {values} values were set aside: {}; `allegiance mapping check` shows them",
                self.rows,
                lost.join(", ")
            ),
        })
    }

    pub(super) fn add(&mut self, set_aside: SetAside) {
        let known = self
            .counts
            .iter_mut()
            .find(|count| count.reason == set_aside.reason && count.column == set_aside.column);
        match known {
            Some(count) => count.count += 1,
            None => self.counts.push(Count {
                reason: set_aside.reason,
                weight: set_aside.reason.weight(),
                column: set_aside.column.clone(),
                count: 1,
                remedy: set_aside.remedy.clone(),
            }),
        }
        if self.set_aside.len() < MOST_KEPT {
            self.set_aside.push(set_aside);
        }
    }

    pub(super) fn finish(&mut self) {
        self.counts.sort_by(|a, b| {
            b.weight
                .cmp(&a.weight)
                .then(b.count.cmp(&a.count))
                .then(a.column.cmp(&b.column))
        });
        self.classes
            .sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    }
}
