//! Which mapping a file is for, by its header.

use super::bind::folded;
use super::model::{Layout, Mapping};
use crate::load::table::{Head, TableError};
use rustc_hash::FxHashSet;

/// A mapping that fits a file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fit<'m> {
    pub mapping: &'m Mapping,
    pub layout: Option<&'m Layout>,
    /// Whether the first row is data.
    pub headerless: bool,
}

/// Returns the mapping whose layout fits the header best.
pub(super) fn recognise<'m>(
    mappings: impl IntoIterator<Item = &'m Mapping>,
    head: &Head,
) -> Result<Fit<'m>, TableError> {
    let header: FxHashSet<String> = head.first.iter().map(|name| folded(name)).collect();
    let mut best: Vec<(usize, Fit<'m>)> = Vec::new();
    let mut nearest: Option<(f64, &Mapping, Vec<String>)> = None;
    for mapping in mappings {
        for layout in &mapping.layouts {
            let fit = |headerless| Fit {
                mapping,
                layout: Some(layout),
                headerless,
            };
            if layout.header.is_empty() {
                let missing: Vec<&String> = layout
                    .columns
                    .iter()
                    .filter(|name| !header.contains(&folded(name)))
                    .collect();
                let unwanted = layout
                    .without
                    .iter()
                    .any(|name| header.contains(&folded(name)));
                if missing.is_empty() && !unwanted {
                    best.push((layout.columns.len(), fit(false)));
                }
                let share = 1.0 - ratio(missing.len(), layout.columns.len());
                let nearer = nearest.as_ref().is_none_or(|(other, ..)| share > *other);
                if nearer && share >= 0.6 && !missing.is_empty() {
                    nearest = Some((share, mapping, missing.into_iter().cloned().collect()));
                }
            } else if is_headerless(layout, head) {
                best.push((layout.header.len(), fit(true)));
            }
        }
    }
    best.sort_by_key(|(columns, _)| std::cmp::Reverse(*columns));
    let Some((most, first)) = best.first().copied() else {
        return Err(TableError::Unrecognised {
            file: head.file.clone(),
            columns: head.first.clone(),
            nearest: nearest.map(|(_, mapping, missing)| (mapping.dataset.name.clone(), missing)),
        });
    };
    let mut rivals: Vec<String> = best
        .iter()
        .filter(|(columns, _)| *columns == most)
        .map(|(_, fit)| fit.mapping.dataset.name.clone())
        .collect();
    rivals.dedup();
    if rivals.len() > 1 {
        return Err(TableError::Ambiguous {
            file: head.file.clone(),
            mappings: rivals,
        });
    }
    Ok(first)
}

/// Returns how a mapping that was named fits: by its best layout, else by its columns alone.
pub(super) fn named<'m>(mapping: &'m Mapping, head: &Head) -> Fit<'m> {
    recognise([mapping], head).unwrap_or(Fit {
        mapping,
        layout: None,
        headerless: false,
    })
}

fn is_headerless(layout: &Layout, head: &Head) -> bool {
    head.first.len() == layout.header.len()
        && layout.looks.iter().all(|(name, kind)| {
            let column = layout.header.iter().position(|own| own == name);
            column
                .and_then(|column| head.first.get(column))
                .is_some_and(|cell| kind.fits(cell))
        })
}

fn ratio(part: usize, whole: usize) -> f64 {
    // Numbers of columns are small.
    #[expect(clippy::cast_precision_loss)]
    let ratio = part as f64 / whole.max(1) as f64;
    ratio
}
