//! Numbers of people and degrees.

use super::batch::TermKind;
use super::bind::RowView;
use super::mapper::Mapper;
use super::mapper::RowDay;
use super::model::{ColumnId, Figure};
use crate::load::table::Reason;

/// The largest number of people that is believed.
const MOST: f64 = 1e12;

/// Returns a whole number, which exports may write as `3.0`.
pub(super) fn whole(text: &str) -> Option<i64> {
    let text = text.trim();
    if let Ok(number) = text.parse::<i64>() {
        return Some(number);
    }
    let number: f64 = text.parse().ok()?;
    // Bounded, and without a fraction, so that the conversion is exact.
    #[expect(clippy::cast_possible_truncation)]
    (number.is_finite() && number.fract() == 0.0 && number.abs() < MOST).then_some(number as i64)
}

/// Returns degrees.
pub(super) fn coordinate(text: &str) -> Option<f64> {
    let number: f64 = text.trim().parse().ok()?;
    number.is_finite().then_some(number)
}

/// Says what is wrong with a pair of degrees.
pub(super) fn bad_point(lat: f64, long: f64) -> Option<Reason> {
    match (lat.abs() <= 90.0, long.abs() <= 180.0) {
        (true, true) => None,
        (false, _) if lat.abs() <= 180.0 && long.abs() <= 90.0 => Some(Reason::SwappedCoordinates),
        _ => Some(Reason::BadCoordinates),
    }
}

/// Writes degrees to four decimals, which is eleven metres; releases differ beyond.
pub(super) fn decimal(degrees: f64) -> String {
    let text = format!("{degrees:.4}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" || text.is_empty() {
        "0".to_owned()
    } else {
        text.to_owned()
    }
}

impl Mapper<'_> {
    fn number(&mut self, column: Option<ColumnId>, view: &RowView<'_>) -> Option<i64> {
        let column = column?;
        let text = view.value(column)?;
        let name = || self.context.bound.name(column).to_owned();
        match whole(text) {
            Some(number) if number >= 0 => Some(number),
            Some(_) => {
                let name = name();
                let remedy = format!(
                    "if it stands for a missing value, list it: [columns.{name}] missing = [\"{text}\"]"
                );
                self.set_aside(&name, text, Reason::NegativeNumber, remedy);
                None
            }
            None => {
                let name = name();
                let remedy = "a whole number belongs here; if it stands for a missing value, list it as `missing`";
                self.set_aside(&name, text, Reason::NotANumber, remedy);
                None
            }
        }
    }

    /// Adds the figures of a situation.
    pub(super) fn figures(
        &mut self,
        situation: (u32, &str),
        figures: &[Figure],
        view: &RowView<'_>,
        day: RowDay,
    ) {
        for (index, figure) in figures.iter().enumerate() {
            if !view.holds(figure.condition.as_ref()) {
                continue;
            }
            let earlier = figures
                .iter()
                .take(index)
                .filter(|other| other.measure == figure.measure)
                .count();
            let mut iri = format!("{}/{}", situation.1, figure.measure);
            if earlier > 0 {
                iri.push_str(&format!("-{}", earlier + 1));
            }
            if !self.context.version.is_empty() {
                iri.push('/');
                super::bind::encode(self.context.version, &mut iri);
            }
            let Some(node) =
                self.figure(&iri, figure, Some(&figure.measure), situation.1, view, day)
            else {
                continue;
            };
            let property = self.name("figure");
            self.out.statements.push([situation.0, property, node]);
            let breakdown = self.name("breakdown");
            for (index, part) in figure.parts.iter().enumerate() {
                let iri = format!("{iri}/{}", index + 1);
                // A part of nobody says nothing.
                let best = part
                    .best
                    .and_then(|column| view.value(column))
                    .and_then(whole);
                if best == Some(0) || !view.holds(part.condition.as_ref()) {
                    continue;
                }
                if let Some(part) = self.figure(&iri, part, None, situation.1, view, day) {
                    self.out.statements.push([node, breakdown, part]);
                }
            }
        }
    }

    fn figure(
        &mut self,
        iri: &str,
        figure: &Figure,
        measure: Option<&str>,
        situation: &str,
        view: &RowView<'_>,
        day: RowDay,
    ) -> Option<u32> {
        let numbers =
            [figure.low, figure.best, figure.high].map(|column| self.number(column, view));
        if numbers.iter().all(Option::is_none) {
            return None;
        }
        let mut stated = numbers.iter().flatten();
        if !stated
            .clone()
            .zip(stated.by_ref().skip(1))
            .all(|(a, b)| a <= b)
        {
            let column = figure.best.or(figure.low).unwrap_or_default();
            let name = self.context.bound.name(column).to_owned();
            let value = numbers
                .iter()
                .flatten()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(", ");
            let remedy = "kept as they are; the range runs from the least to the most of them";
            self.set_aside(&name, &value, Reason::UnorderedFigure, remedy);
        }
        let node = self.out.terms.intern(TermKind::Iri, iri)?;
        let of = figure.of.map(|of| self.things(of, view, situation, day));
        // A part counts what its whole counts.
        if let Some(measure) = measure {
            let (rdf_type, casualties) = (self.name("rdf:type"), self.name("Casualties"));
            let (property, measure) = (self.name("measure"), self.term(measure));
            self.out.statements.push([node, rdf_type, casualties]);
            self.out.statements.push([node, property, measure]);
            let row = self.name("row");
            if let Some(number) = self.out.terms.intern(TermKind::Integer, view.number) {
                self.out.statements.push([node, row, number]);
            }
        }
        for (name, number) in ["low", "best", "high"].into_iter().zip(numbers) {
            let property = self.name(name);
            let text = number.and_then(|number| {
                self.out
                    .terms
                    .intern(TermKind::Integer, &number.to_string())
            });
            if let Some(text) = text {
                self.out.statements.push([node, property, text]);
            }
        }
        let property = self.name("of");
        for victims in of.iter().flat_map(|of| of.iter()) {
            self.out.statements.push([node, property, *victims]);
        }
        Some(node)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        assert_eq!(whole("12"), Some(12));
        assert_eq!(whole("12.0"), Some(12));
        assert_eq!(whole("-99"), Some(-99));
        assert_eq!(whole("12.5"), None);
        assert_eq!(whole("about 20"), None);
        assert_eq!(whole("1e400"), None);
    }

    #[test]
    fn points() {
        assert_eq!(bad_point(16.27, -0.04), None);
        assert_eq!(bad_point(120.9, 14.6), Some(Reason::SwappedCoordinates));
        assert_eq!(bad_point(200.0, 14.6), Some(Reason::BadCoordinates));
        assert_eq!(decimal(34.564444), "34.5644");
        assert_eq!(decimal(-0.00001), "0");
        assert_eq!(decimal(12.5), "12.5");
    }
}
