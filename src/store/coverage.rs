//! What a source says that it covers: years, places, and kinds of situations and actors.
//!
//! A source says so of itself, in its own graph: `dcterms:temporal` (EDTF, or a period with `dcat:startDate` and
//! `dcat:endDate`), `dcterms:spatial` (a place, or its name) and `al:covers` (classes). One that says only a part of it covers
//! the months from its first to its last situation, and so far goes an end that is left open.

use crate::load::vocabulary::NS;
use crate::load::{Statements, TermId};
use crate::time::{Bounds, Day, Moment};
use oxigraph::model::{NamedNode, Term, vocab::rdf};

/// What one source means to cover; outside of it, that nothing is recorded says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Covers {
    /// First and last day of each stretch; empty when the source says nothing of what it covers.
    pub times: Vec<(Day, Day)>,
    /// Empty when it is the whole world, or not said.
    pub places: Vec<CoveredPlace>,
    /// IRIs of classes; empty when all kinds are covered, or it is not said.
    pub classes: Vec<String>,
    /// IRIs of the classes of what it holds, covered or not; only of a source that says what it covers.
    pub holds: Vec<String>,
    /// Whether the source says anything of it.
    pub declared: bool,
}

/// A place that a source covers, with all inside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CoveredPlace {
    Iri(String),
    /// As a table's mapping or a catalogue writes it.
    Name(String),
}

/// The names of what has no outside.
const WORLD: [&str; 4] = ["the world", "world", "global", "worldwide"];

/// The properties by which sources say what they cover.
pub(super) struct Terms {
    temporal: Option<TermId>,
    spatial: Option<TermId>,
    covers: Option<TermId>,
    start: Option<TermId>,
    end: Option<TermId>,
    kind: Option<TermId>,
}

impl Terms {
    pub(super) fn of(statements: &Statements) -> Terms {
        let id = |iri: String| statements.id(&Term::from(NamedNode::new_unchecked(iri)));
        Terms {
            temporal: id("http://purl.org/dc/terms/temporal".to_owned()),
            spatial: id("http://purl.org/dc/terms/spatial".to_owned()),
            covers: id(format!("{NS}covers")),
            start: id("http://www.w3.org/ns/dcat#startDate".to_owned()),
            end: id("http://www.w3.org/ns/dcat#endDate".to_owned()),
            kind: id(rdf::TYPE.as_str().to_owned()),
        }
    }
}

/// Returns what a source covers by the statements of its graph, and by its first and last day.
pub(super) fn covers(
    statements: &Statements,
    terms: &Terms,
    graph: TermId,
    rows: &[(TermId, TermId, TermId)],
    extent: Option<(Day, Day)>,
) -> Covers {
    let mut covers = Covers::default();
    let mut world = false;
    for (subject, property, object) in rows {
        if *subject != graph {
            continue;
        }
        let property = Some(*property);
        if property == terms.temporal {
            covers.declared = true;
            covers.times.extend(time(statements, terms, rows, *object));
        } else if property == terms.spatial {
            covers.declared = true;
            match statements.term(*object) {
                Some(Term::NamedNode(place)) => {
                    let place = CoveredPlace::Iri(place.as_str().to_owned());
                    covers.places.push(place);
                }
                Some(Term::Literal(name)) => {
                    world |= WORLD.contains(&name.value().to_lowercase().as_str());
                    let name = CoveredPlace::Name(name.value().to_owned());
                    covers.places.push(name);
                }
                _ => {}
            }
        } else if property == terms.covers
            && let Some(Term::NamedNode(class)) = statements.term(*object)
        {
            covers.declared = true;
            covers.classes.push(class.as_str().to_owned());
        }
    }
    if world {
        covers.places.clear();
    }
    if covers.declared {
        covers.holds = holds(statements, terms, rows);
        let months = extent.map(|(first, last)| (month(first).0, month(last).1));
        for (first, last) in &mut covers.times {
            // What goes on is known as far as the source goes.
            match months {
                Some((from, _)) if *first == Day::MIN => *first = from,
                _ => {}
            }
            match months {
                Some((_, to)) if *last == Day::MAX => *last = to.max(*first),
                _ => {}
            }
        }
        if covers.times.is_empty() {
            covers.times.extend(months);
        }
    }
    covers.times.sort_unstable();
    covers.times.dedup();
    covers.classes.sort_unstable();
    covers.classes.dedup();
    covers
}

/// Returns the classes of ours that things are given.
fn holds(statements: &Statements, terms: &Terms, rows: &[(TermId, TermId, TermId)]) -> Vec<String> {
    let types = rows.iter().filter(|row| Some(row.1) == terms.kind);
    let mut classes: Vec<TermId> = types.map(|row| row.2).collect();
    classes.sort_unstable();
    classes.dedup();
    let names = classes
        .into_iter()
        .filter_map(|class| match statements.term(class) {
            Some(Term::NamedNode(class)) if class.as_str().starts_with(NS) => {
                Some(class.as_str().to_owned())
            }
            _ => None,
        });
    names.collect()
}

/// Returns the stretch that `dcterms:temporal` means.
fn time(
    statements: &Statements,
    terms: &Terms,
    rows: &[(TermId, TermId, TermId)],
    object: TermId,
) -> Option<(Day, Day)> {
    let stretch = |text: &str| {
        let bounds = Bounds::from_edtf(Some(text), None, None).ok()?;
        Some((bounds.earliest_start, bounds.latest_end))
    };
    if let Some(Term::Literal(text)) = statements.term(object) {
        return stretch(text.value());
    }
    let value = |property: Option<TermId>| {
        let row = rows
            .iter()
            .find(|row| row.0 == object && Some(row.1) == property)?;
        match statements.term(row.2) {
            Some(Term::Literal(text)) => text.value().split('T').next(),
            _ => None,
        }
    };
    match (value(terms.start), value(terms.end)) {
        (None, None) => None,
        (start, end) => stretch(&format!(
            "{}/{}",
            start.unwrap_or(".."),
            end.unwrap_or("..")
        )),
    }
}

/// Returns the first and the last day of the month that a day lies in.
fn month(day: Day) -> (Day, Day) {
    let date = day.date();
    let range = Moment::Month(date.year(), date.month()).range();
    (range.from, range.last())
}
