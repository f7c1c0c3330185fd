//! How surely something holds, and which situations say so.

use std::collections::BTreeSet;

/// How sure something is: nothing, possibly, certainly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Truth {
    #[default]
    No,
    Possible,
    Certain,
}

/// A truth with the situations behind it; nothing stands behind what does not hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Held {
    pub truth: Truth,
    pub because: BTreeSet<usize>,
}

impl From<Truth> for Held {
    fn from(truth: Truth) -> Held {
        Held {
            truth,
            because: BTreeSet::new(),
        }
    }
}

impl Held {
    pub fn certain() -> Held {
        Held::from(Truth::Certain)
    }

    pub fn of(possible: bool, certain: bool) -> Held {
        Held::from(match (possible, certain) {
            (false, _) => Truth::No,
            (true, false) => Truth::Possible,
            (true, true) => Truth::Certain,
        })
    }

    pub fn is_some(&self) -> bool {
        self.truth > Truth::No
    }

    pub fn is_certain(&self) -> bool {
        self.truth == Truth::Certain
    }

    /// Names a situation that says so.
    pub fn because(mut self, situation: usize) -> Held {
        if self.is_some() {
            self.because.insert(situation);
        }
        self
    }

    /// Holds where both do, as surely as the less sure one.
    pub fn and(self, other: Held) -> Held {
        let truth = self.truth.min(other.truth);
        if truth == Truth::No {
            return Held::default();
        }
        Held {
            truth,
            because: &self.because | &other.because,
        }
    }

    /// Holds where one does, for the reasons of both.
    pub fn either(mut self, other: Held) -> Held {
        self.or(other);
        self
    }

    pub fn or(&mut self, other: Held) {
        self.truth = self.truth.max(other.truth);
        self.because.extend(other.because);
    }
}
