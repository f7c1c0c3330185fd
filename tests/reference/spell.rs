//! When a state is a member of a system: spells of days.

use allegiance::time::{Bounds, Day};
use std::fmt::{Display, Formatter};

/// A spell as a file of a system gives it.
#[derive(Clone, Copy, Debug)]
pub struct Spell {
    pub start: Day,
    /// `None` when it was still a member on the last day of the file.
    pub end: Option<Day>,
}

impl Display for Spell {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        match self.end {
            Some(end) => write!(f, "{}/{end}", self.start),
            None => write!(f, "{}/..", self.start),
        }
    }
}

impl Spell {
    /// Joins spells of which one follows the other without a gap.
    pub fn joined(mut spells: Vec<Spell>) -> Vec<Spell> {
        spells.sort_by_key(|spell| spell.start);
        let mut joined: Vec<Spell> = Vec::new();
        for spell in spells {
            match joined.last_mut() {
                Some(before) if before.end.is_none_or(|end| spell.start <= end.plus(1)) => {
                    before.end = before.end.zip(spell.end).map(|(a, b)| a.max(b));
                }
                _ => joined.push(spell),
            }
        }
        joined
    }

    /// Tells whether a lifetime can begin and end on these days.
    ///
    /// Both systems begin in 1816, so that what is older begins for them with their first day.
    fn fits(&self, life: &Bounds) -> bool {
        let first_day = Day::new(1816, 1, 1) == Some(self.start);
        let starts =
            life.earliest_start <= self.start && (first_day || self.start <= life.latest_start);
        let ends = match self.end {
            Some(end) => life.earliest_end <= end && end <= life.latest_end,
            None => life.latest_end == Day::MAX,
        };
        starts && ends
    }
}

/// Tells whether spells of a file are those of lifetimes, sorted by start, that may follow each other without a gap.
pub fn agree(spells: &[Spell], lives: &[Bounds]) -> bool {
    let mut joined: Vec<Bounds> = Vec::new();
    for life in lives {
        match joined.last_mut() {
            Some(before) if life.earliest_start <= before.latest_end.plus(1) => {
                if life.latest_end > before.latest_end {
                    before.earliest_end = life.earliest_end;
                    before.latest_end = life.latest_end;
                }
            }
            _ => joined.push(*life),
        }
    }
    spells.len() == joined.len()
        && spells
            .iter()
            .zip(&joined)
            .all(|(spell, life)| spell.fits(life))
}
