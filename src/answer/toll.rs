//! The figures of listed situations, one column a measure: the same figure that sums count, with the range of what is said.

use super::error::AnswerError;
use super::facts::{Context, Facts};
use super::list::column;
use super::table::{Cell, Column, ColumnType, Value};
use crate::lexicon::TermKind;
use crate::reading::{Filter, Order, Set};
use std::collections::BTreeSet;

/// The measure that is shown wherever there is one; others are shown where the question speaks of them.
const USUAL: &str = "killed";

/// Figures by situation and measure.
pub struct Tolls {
    /// The measures that get a column: IRI and label.
    pub measures: Vec<(String, String)>,
    figures: Facts,
}

impl Tolls {
    /// Fetches the figures of situations, for the measures that some of them have and the question wants.
    pub fn new(
        context: &Context<'_>,
        facts: &Facts,
        situations: &[&str],
        (set, order): (&Set, &[Order]),
    ) -> Result<Tolls, AnswerError> {
        let wanted: Vec<(String, String)> = context
            .ontology
            .terms(TermKind::Measure)
            .map(|(_, term)| (term.iri.clone(), term.label(context.language).to_owned()))
            .filter(|(iri, label)| {
                iri.ends_with(&format!("#{USUAL}"))
                    || order.iter().any(|key| key.column == label.to_lowercase())
                    || compared(set, iri)
            })
            .collect();
        let all: BTreeSet<String> = situations
            .iter()
            .flat_map(|iri| facts.all(iri, "figure").iter().cloned())
            .collect();
        let figures = context.facts(&all)?;
        let used: BTreeSet<&str> = all
            .iter()
            .filter(|figure| counts(&figures, figure))
            .filter_map(|figure| figures.one(figure, "measure"))
            .collect();
        let measures = wanted
            .into_iter()
            .filter(|(iri, _)| used.contains(iri.as_str()))
            .collect();
        Ok(Tolls { measures, figures })
    }

    /// Returns the columns.
    pub fn columns(&self) -> impl Iterator<Item = Column> + '_ {
        let labels = self.measures.iter().map(|(_, label)| label);
        labels.map(|label| column(label, ColumnType::Integer))
    }

    /// Returns the cells of a situation: the figures of its groups of victims, added up.
    pub fn cells(&self, context: &Context<'_>, facts: &Facts, situation: &str) -> Vec<Cell> {
        let of = |measure: &String| {
            let figures: Vec<&String> = facts
                .all(situation, "figure")
                .iter()
                .filter(|figure| counts(&self.figures, figure))
                .filter(|figure| self.figures.one(figure, "measure") == Some(measure))
                .collect();
            if figures.is_empty() {
                return Cell::missing();
            }
            let sum = |which: &str| -> i64 {
                let number = |figure: &&String| {
                    self.figures
                        .one(figure, which)
                        .and_then(|text| text.parse::<i64>().ok())
                        .unwrap_or(0)
                };
                figures.iter().map(number).sum()
            };
            let (low, best, high) = (sum("low"), sum("best"), sum("high"));
            let mut cell = Cell::of(Value::Integer(best));
            if low != high {
                cell.remark = Some(format!("{low} to {high}"));
            }
            let unsure = figures.iter().find_map(|figure| {
                let certainty = self.figures.one(figure, "certainty")?;
                (!certainty.ends_with("#Asserted")).then_some((figure, certainty))
            });
            if let Some((figure, certainty)) = unsure {
                cell.certainty = Some(context.standing(certainty));
                cell.according_to = self
                    .figures
                    .all(figure, "accordingTo")
                    .iter()
                    .map(|speaker| context.label(speaker))
                    .collect();
            }
            cell
        };
        self.measures.iter().map(|(iri, _)| of(iri)).collect()
    }
}

/// Says whether a figure is the one that counts for its group of victims.
fn counts(figures: &Facts, figure: &str) -> bool {
    figures
        .all(figure, "basis")
        .iter()
        .any(|basis| basis.ends_with("#AnySpeaker"))
}

/// Says whether a clause of the set compares a measure.
fn compared(set: &Set, measure: &str) -> bool {
    match set {
        Set::Situations(situations) => situations.filters.iter().any(|filter| {
            matches!(filter, Filter::Figure { field, .. } if field.iri.as_str() == measure)
        }),
        Set::And(sets) | Set::Or(sets) => sets.iter().any(|set| compared(set, measure)),
        Set::Except(from, _) => compared(from, measure),
        Set::Roles(_) | Set::Names(_) | Set::Entities { .. } | Set::Query(_) => false,
    }
}
