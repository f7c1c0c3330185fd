//! What a session knows beyond its data: sets that were given a name, and the last answer.

use super::tree::Set;
use std::collections::BTreeMap;

/// Named sets and the last answer.
#[derive(Clone, Debug, Default)]
pub struct Bindings {
    /// Without a set where its `let` failed: the name must not fall back to something else that is called so.
    sets: BTreeMap<String, Option<Set>>,
    last: Last,
}

/// What `it` stands for.
#[derive(Clone, Debug, Default)]
pub enum Last {
    /// Nothing was asked yet.
    #[default]
    Nothing,
    Set(Box<Set>),
    /// The last answer is no set, and this is why.
    NoSet(String),
}

/// What a word stands for.
pub(super) enum Bound<'b> {
    Set(&'b Set),
    Not(&'b str),
}

impl Bindings {
    /// Gives a set a name, in place of what was called so before.
    pub fn define(&mut self, name: &str, set: Set) {
        self.sets.insert(name.to_lowercase(), Some(set));
    }

    /// Keeps a name from meaning anything, since its set is wrong.
    pub fn spoil(&mut self, name: &str) {
        self.sets.insert(name.to_lowercase(), None);
    }

    /// Keeps the last answer.
    pub fn remember(&mut self, last: Last) {
        self.last = last;
    }

    /// Lists the names that were given.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.sets.keys().map(String::as_str)
    }

    /// Returns what a word stands for; `IT` in capitals is a name like another.
    pub(super) fn get(&self, word: &str) -> Option<Bound<'_>> {
        if matches!(word, "it" | "It") {
            return Some(match &self.last {
                Last::Nothing => Bound::Not("nothing was asked yet that `it` could stand for"),
                Last::Set(set) => Bound::Set(set),
                Last::NoSet(why) => Bound::Not(why),
            });
        }
        self.sets.get(&word.to_lowercase()).map(|set| match set {
            Some(set) => Bound::Set(set),
            None => Bound::Not("the `let` of this name failed"),
        })
    }
}
