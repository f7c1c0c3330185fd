//! A tape of numbers that a generator reads its choices from.
//!
//! What is generated depends on what was chosen before, which strategies say only clumsily; a tape keeps generators plain
//! functions, and a shorter tape of smaller numbers is a simpler value, so that shrinking works all the same.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::Strategy;
use proptest::test_runner::RngSeed;

/// Choices yet to be read; past the end every choice is the first one.
#[derive(Debug)]
pub struct Tape<'t> {
    choices: &'t [u16],
}

impl<'t> Tape<'t> {
    pub fn new(choices: &'t [u16]) -> Tape<'t> {
        Tape { choices }
    }

    /// Returns a number below `n`, or 0 when there is none.
    pub fn below(&mut self, n: usize) -> usize {
        let Some((first, rest)) = self.choices.split_first() else {
            return 0;
        };
        self.choices = rest;
        usize::from(*first) % n.max(1)
    }

    /// Returns a number from `from` up to and including `to`.
    pub fn between(&mut self, from: usize, to: usize) -> usize {
        from + self.below(to + 1 - from)
    }

    /// Says yes in so many of a hundred cases, and no at the end of the tape.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) >= 100 - percent
    }

    pub fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    /// Picks from a list that may be empty.
    pub fn any<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        (!all.is_empty()).then(|| self.pick(all))
    }
}

/// Tapes of up to so many choices.
pub fn tape(longest: usize) -> impl Strategy<Value = Vec<u16>> {
    vec(any::<u16>(), 0..=longest)
}

/// Cases for one property: the same ones in each run, so that a failure belongs to the change that it follows; where
/// `PROPTEST_CASES` is set, that many new ones.
pub fn cases(usual: u32) -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES")
        .ok()
        .and_then(|n| n.parse().ok());
    ProptestConfig {
        cases: asked.unwrap_or(usual),
        rng_seed: match asked {
            Some(_) => RngSeed::Random,
            None => RngSeed::Fixed(2012),
        },
        failure_persistence: None,
        max_shrink_iters: 4096,
        ..ProptestConfig::default()
    }
}
