//! Figures: complete numbers, and for every question of "according to whom" exactly one figure of each group of victims.

use super::dates::{source_name, text};
use super::facts::{Facts, name, values};
use super::{Ancestors, Emit, Terms};
use crate::load::vocabulary::DERIVED_NS;
use crate::load::{Statements, TermId, Warning, WarningKind};
use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

/// One figure of a situation, as stated and as completed.
#[derive(Clone, Debug)]
pub(super) struct Figure {
    pub id: TermId,
    pub situation: TermId,
    pub measure: TermId,
    /// The groups of victims, sorted; usually one.
    pub of: Vec<TermId>,
    pub low: i64,
    best: i64,
    pub high: i64,
    /// The source gives a range only, so that `best` is its middle.
    midpoint: bool,
    /// Each of low, best and high is stated once as a whole number, or not at all and can be added.
    plain: bool,
    pub certainty: TermId,
    pub speakers: Vec<TermId>,
    pub sources: Vec<TermId>,
}

/// Numbers of people beyond this are slips.
const MOST: f64 = 1e12;

/// Returns the usable figures of all situations.
pub(super) fn figures(
    statements: &Statements,
    terms: &Terms,
    facts: &Facts,
    warnings: &mut Vec<Warning>,
) -> Vec<Figure> {
    let mut seen = FxHashSet::default();
    let mut figures = Vec::new();
    for (situation, id) in &facts.figures {
        if !seen.insert(*id) {
            continue;
        }
        match figure(statements, terms, facts, *situation, *id) {
            Ok(figure) => figures.push(figure),
            Err(message) => warnings.push(Warning {
                kind: WarningKind::BadFigure,
                source: source_name(statements, facts, *situation),
                subject: name(statements, *id),
                message: format!("{message}; the figure is left out"),
            }),
        }
    }
    figures
}

fn figure(
    statements: &Statements,
    terms: &Terms,
    facts: &Facts,
    situation: TermId,
    id: TermId,
) -> Result<Figure, String> {
    let [measure] = values(&facts.measure, id) else {
        return Err("what it measures must be stated once, as al:measure".to_owned());
    };
    let read = |stated: &[TermId]| -> Result<Vec<(i64, bool)>, String> {
        stated.iter().map(|id| number(statements, *id)).collect()
    };
    let lows = read(values(&facts.low, id))?;
    let bests = read(values(&facts.best, id))?;
    let highs = read(values(&facts.high, id))?;
    let mut all: Vec<i64> = [&lows, &bests, &highs]
        .into_iter()
        .flatten()
        .map(|(number, _)| *number)
        .collect();
    all.sort_unstable();
    let (Some(least), Some(most)) = (all.first().copied(), all.last().copied()) else {
        return Err("it has no number".to_owned());
    };
    let mut stated: Vec<i64> = bests.iter().map(|(number, _)| *number).collect();
    let best = median(&mut stated).unwrap_or_else(|| middle(least, most));
    let low = lows.first().map_or(least, |(low, _)| *low);
    let high = highs.first().map_or(most, |(high, _)| *high);
    let once = [&lows, &bests, &highs]
        .iter()
        .all(|stated| stated.len() <= 1 && stated.iter().all(|(_, whole)| *whole));
    let mut of = values(&facts.of, id).to_vec();
    of.sort_unstable();
    let inherited = |own: &[TermId], from: &[TermId]| {
        if own.is_empty() {
            from.to_vec()
        } else {
            own.to_vec()
        }
    };
    let certainty = inherited(
        values(&facts.certainty, id),
        values(&facts.certainty, situation),
    );
    Ok(Figure {
        id,
        situation,
        measure: *measure,
        of,
        low: least,
        best,
        high: most,
        midpoint: bests.is_empty(),
        plain: once && low == least && high == most,
        certainty: certainty
            .into_iter()
            .max_by_key(|certainty| terms.doubt(*certainty))
            .unwrap_or(terms.asserted),
        speakers: inherited(
            values(&facts.according_to, id),
            values(&facts.according_to, situation),
        ),
        sources: inherited(values(&facts.graphs, id), values(&facts.graphs, situation)),
    })
}

/// Reads a number of people, and says whether it is written as a whole one.
fn number(statements: &Statements, id: TermId) -> Result<(i64, bool), String> {
    let stated = text(statements, id).unwrap_or_default();
    if let Ok(whole) = stated.parse::<i64>()
        && (0..=1_000_000_000_000).contains(&whole)
    {
        return Ok((whole, true));
    }
    match stated.parse::<f64>() {
        // Rounding and the bounds make the conversion exact.
        #[expect(clippy::cast_possible_truncation)]
        Ok(number) if (0.0..=MOST).contains(&number) => Ok((number.round() as i64, false)),
        _ => Err(format!("\"{stated}\" is no number of people")),
    }
}

/// Returns the middle one, or the middle of the middle two, halves rounded up.
fn median(numbers: &mut [i64]) -> Option<i64> {
    numbers.sort_unstable();
    let middle_right = numbers.get(numbers.len() / 2).copied()?;
    if numbers.len() % 2 == 1 {
        return Some(middle_right);
    }
    let middle_left = numbers.get(numbers.len() / 2 - 1).copied()?;
    Some(middle(middle_left, middle_right))
}

fn middle(a: i64, b: i64) -> i64 {
    (a + b + 1).div_euclid(2)
}

/// Adds the missing numbers, certainties and speakers, and the bases on which each figure counts.
pub(super) fn emit(emit: &mut Emit, facts: &Facts, wholes: &Ancestors, figures: &[Figure]) {
    for figure in figures {
        complete(emit, facts, figure);
    }
    let mut groups: FxHashMap<(TermId, TermId, &[TermId]), Vec<&Figure>> = FxHashMap::default();
    for figure in figures {
        if figure.certainty != emit.terms.denied {
            groups
                .entry((figure.situation, figure.measure, &figure.of))
                .or_default()
                .push(figure);
        }
    }
    for group in groups.values() {
        for (members, bases) in bases(emit.terms, wholes, group) {
            let counted = match members.as_slice() {
                [figure] if figure.plain => Some(figure.id),
                _ => consolidate(emit, &members),
            };
            for basis in bases {
                if let Some(counted) = counted {
                    emit.add(counted, emit.terms.basis, basis);
                }
            }
        }
    }
}

fn complete(emit: &mut Emit, facts: &Facts, figure: &Figure) {
    let terms = emit.terms;
    if figure.plain {
        for (stated, property, number) in [
            (&facts.low, terms.low, figure.low),
            (&facts.best, terms.best, figure.best),
            (&facts.high, terms.high, figure.high),
        ] {
            if values(stated, figure.id).is_empty() {
                emit.add_integer(figure.id, property, number);
            }
        }
        if figure.midpoint {
            emit.add_true(figure.id, terms.best_is_midpoint);
        }
    }
    if values(&facts.certainty, figure.id).is_empty() {
        emit.add(figure.id, terms.certainty, figure.certainty);
    }
    for speaker in &figure.speakers {
        emit.add(figure.id, terms.according_to, *speaker);
    }
}

/// Returns the sets of figures that count together, each with the bases on which it does.
fn bases<'a>(
    terms: &Terms,
    wholes: &Ancestors,
    group: &[&'a Figure],
) -> Vec<(Vec<&'a Figure>, Vec<TermId>)> {
    let mut by_basis: IndexMap<TermId, Vec<&Figure>, FxBuildHasher> = IndexMap::default();
    for figure in group {
        let mut bases = vec![terms.any_speaker];
        if figure.certainty == terms.asserted {
            bases.push(terms.strict);
        }
        // The word of a part is the word of the whole.
        let speakers = figure.speakers.iter();
        bases.extend(speakers.flat_map(|speaker| wholes.with_self(*speaker)));
        bases.extend(&figure.sources);
        bases.sort_unstable();
        bases.dedup();
        for basis in bases {
            by_basis.entry(basis).or_default().push(figure);
        }
    }
    let mut sets: IndexMap<Vec<TermId>, (Vec<&Figure>, Vec<TermId>), FxBuildHasher> =
        IndexMap::default();
    for (basis, members) in by_basis {
        let ids = members.iter().map(|figure| figure.id).collect();
        let (_, bases) = sets.entry(ids).or_insert((members, Vec::new()));
        bases.push(basis);
    }
    sets.into_values().collect()
}

/// Adds a figure that stands for several: the median, with the whole range beside it.
fn consolidate(emit: &mut Emit, members: &[&Figure]) -> Option<TermId> {
    let terms = emit.terms;
    let first = members.first()?;
    let mut bests: Vec<i64> = members.iter().map(|figure| figure.best).collect();
    let best = median(&mut bests)?;
    let low = members.iter().map(|figure| figure.low).min()?;
    let high = members.iter().map(|figure| figure.high).max()?;
    let certainty = members
        .iter()
        .map(|figure| figure.certainty)
        .max_by_key(|certainty| terms.doubt(*certainty))?;
    let iri = format!(
        "{DERIVED_NS}figure-{:016x}",
        fingerprint(emit.statements, members)
    );
    let node = emit.individual(iri)?;
    emit.add(node, terms.rdf_type, terms.casualties);
    emit.add(first.situation, terms.figure, node);
    emit.add(node, terms.measure, first.measure);
    for victims in &first.of {
        emit.add(node, terms.of, *victims);
    }
    emit.add_integer(node, terms.low, low);
    emit.add_integer(node, terms.best, best);
    emit.add_integer(node, terms.high, high);
    emit.add(node, terms.certainty, certainty);
    if members.iter().any(|figure| figure.midpoint) {
        emit.add_true(node, terms.best_is_midpoint);
    }
    for figure in members {
        emit.add(node, terms.consolidates, figure.id);
        for speaker in &figure.speakers {
            emit.add(node, terms.according_to, *speaker);
        }
        for source in &figure.sources {
            emit.add(node, terms.source, *source);
        }
    }
    Some(node)
}

/// Returns a number that depends on the names of the figures alone (FNV-1a), so that reloading gives the same IRI.
fn fingerprint(statements: &Statements, members: &[&Figure]) -> u64 {
    let mut names: Vec<String> = members
        .iter()
        .map(|figure| name(statements, figure.id))
        .collect();
    names.sort_unstable();
    names
        .iter()
        .flat_map(|name| name.bytes().chain([b'\n']))
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        })
}
