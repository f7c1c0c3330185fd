//! Rows of single years that are one relation: a supporter that stands in 1990, 1991 and 1992 supports from 1990 to 1992.
//!
//! All rows of such tables are kept until the last one is read, since nothing says that they are in order; tables by year
//! have thousands of rows, not millions.

use super::batch::{Batch, TermKind, Terms};
use crate::iri::NS;
use indexmap::IndexMap;
use oxigraph::model::{NamedNode, Term};
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::sync::Arc;

/// Relations by their IRI without a year.
#[derive(Default)]
pub(super) struct Spells {
    terms: IndexMap<Term, (), FxBuildHasher>,
    groups: IndexMap<String, Group, FxBuildHasher>,
}

struct Group {
    class: String,
    rows: Vec<Year>,
}

/// One relation over its years.
struct Made {
    iri: String,
    statements: Vec<[u32; 3]>,
    when: String,
    as_of: Option<String>,
}

struct Year {
    year: i16,
    seen_until: Option<i16>,
    statements: Vec<[u32; 3]>,
}

impl Spells {
    /// Adds the statements of one year.
    pub(super) fn add(
        &mut self,
        iri: &str,
        class: &str,
        (year, seen_until): (i16, Option<i16>),
        statements: &[[u32; 3]],
        terms: &Terms,
        situation: u32,
    ) {
        let mut own = |number: u32| {
            if number == situation {
                return Some(u32::MAX);
            }
            let term = terms.terms.get(number as usize)?.clone();
            u32::try_from(self.terms.insert_full(term, ()).0).ok()
        };
        let statements = statements
            .iter()
            .filter_map(|[s, p, o]| Some([own(*s)?, own(*p)?, own(*o)?]))
            .collect();
        let group = self.groups.entry(iri.to_owned()).or_insert_with(|| Group {
            class: class.to_owned(),
            rows: Vec::new(),
        });
        group.rows.push(Year {
            year,
            seen_until,
            statements,
        });
    }

    /// Makes one situation of each run of years.
    pub(super) fn finish(
        self,
        graph: &Arc<NamedNode>,
        classes: &mut FxHashMap<String, u64>,
    ) -> Option<Batch> {
        if self.groups.is_empty() {
            return None;
        }
        let years = self
            .groups
            .values()
            .flat_map(|group| group.rows.iter().map(|row| row.year));
        let seen_until = years.max().unwrap_or(i16::MAX);
        let mut terms = Terms::default();
        let mut all: Vec<Term> = self.terms.into_keys().collect();
        let mut made: Vec<Made> = Vec::new();
        for (iri, mut group) in self.groups {
            group.rows.sort_by_key(|row| row.year);
            for run in group.rows.chunk_by(|a, b| b.year - a.year <= 1) {
                let (Some(first), Some(last)) = (run.first(), run.last()) else {
                    continue;
                };
                let mut statements: Vec<[u32; 3]> = run
                    .iter()
                    .flat_map(|row| row.statements.iter().copied())
                    .collect();
                statements.sort_unstable();
                statements.dedup();
                // What is there in the last year of the table may go on.
                let open = last.year >= last.seen_until.unwrap_or(seen_until);
                let (when, as_of) = match open {
                    true => (
                        format!("{:04}/..", first.year),
                        Some(format!("{:04}", last.year)),
                    ),
                    false => (format!("{:04}/{:04}", first.year, last.year), None),
                };
                made.push(Made {
                    iri: format!("{iri}/{}", first.year),
                    statements,
                    when,
                    as_of,
                });
                *classes.entry(group.class.clone()).or_default() += 1;
            }
        }
        let mut statements = Vec::new();
        let offset = u32::try_from(all.len()).ok()?;
        let mut intern = |kind, text: &str| terms.intern(kind, text).map(|number| number + offset);
        let (when_iri, as_of_iri) = (format!("{NS}when"), format!("{NS}ongoingAsOf"));
        for Made {
            iri,
            statements: own,
            when,
            as_of,
        } in made
        {
            let node = intern(TermKind::Iri, &iri)?;
            let replaced = |number: u32| if number == u32::MAX { node } else { number };
            statements.extend(own.into_iter().map(|statement| statement.map(replaced)));
            let property = intern(TermKind::Iri, &when_iri)?;
            statements.push([node, property, intern(TermKind::Edtf, &when)?]);
            if let Some(as_of) = as_of {
                let property = intern(TermKind::Iri, &as_of_iri)?;
                statements.push([node, property, intern(TermKind::Edtf, &as_of)?]);
            }
        }
        all.extend(terms.terms);
        Some(Batch::new(Arc::clone(graph), all, statements))
    }
}
