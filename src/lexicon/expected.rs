//! What can come next in a question, and how that changes from word to word.

use super::id::{ClassId, RoleNounId, VerbId};
use super::verb::Form;

/// A kind of thing that can come next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    /// The beginning of a sentence.
    Beginning,
    /// A class noun or role noun in the plural.
    Noun,
    Verb(Form),
    /// A fixed word.
    Word(&'static str),
    /// A name of something in one of the classes; without classes, any name.
    Name(Vec<ClassId>),
    Date,
    /// What answers are grouped or ordered by.
    Dimension,
    Measure,
    /// A clause keyword, the prepositions of the noun first.
    Clause,
}

/// What the clauses are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Head {
    None,
    Class(ClassId),
    RoleNoun(RoleNounId),
    Verb(VerbId),
}

/// What can come next, and where it has begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Expected {
    pub slots: Vec<Slot>,
    pub head: Head,
    /// Where the unknown words begin that may be the first of a longer name, if there are any.
    pub begun: Option<usize>,
    /// Where the name before the cursor begins and what was expected there: it may be the first part of a longer one.
    pub before: Option<(usize, Vec<Slot>)>,
    /// Whether the sentence counts or adds up, so that `by` groups.
    pub grouping: bool,
}

/// What is known of the sentence so far.
pub(super) struct State {
    pub expected: Expected,
    /// What was expected where the last operand stands: a connector asks for more of it.
    pub listed: Vec<Slot>,
    /// The form of the verb that comes after the next name or noun.
    pub awaited: Option<Form>,
    /// Whether the verb that comes next is passive.
    pub passive: bool,
    /// Whether the sentence asks for paths, whose ends are names.
    pub path: bool,
}

impl State {
    /// Starts at the beginning of a sentence.
    pub fn new() -> Self {
        Self {
            expected: Expected {
                slots: vec![Slot::Beginning],
                head: Head::None,
                begun: None,
                before: None,
                grouping: false,
            },
            listed: vec![Slot::Noun],
            awaited: None,
            passive: false,
            path: false,
        }
    }

    pub fn slots(&self) -> &[Slot] {
        &self.expected.slots
    }

    /// Goes on to other slots.
    pub fn expect(&mut self, slots: Vec<Slot>) {
        self.expected.slots = slots;
        self.expected.begun = None;
        self.expected.before = None;
    }

    pub fn count(&mut self) -> Vec<Slot> {
        self.expected.grouping = true;
        vec![Slot::Noun]
    }

    /// Reads a name, a date or another complete thing.
    pub fn operand(&mut self, start: usize) {
        let start = self.expected.begun.unwrap_or(start);
        self.listed = std::mem::take(&mut self.expected.slots);
        let next = match self.awaited.take() {
            Some(form) => vec![Slot::Verb(form)],
            None if self.path => vec![Slot::Word("to"), Slot::Word("via"), Slot::Clause],
            None => vec![Slot::Clause],
        };
        self.expect(next);
        self.expected.before = Some((start, self.listed.clone()));
    }

    pub fn noun(&mut self, head: Head) {
        self.expected.head = head;
        self.listed = vec![Slot::Noun];
        let mut next = Vec::new();
        if let Head::RoleNoun(_) = head {
            next.push(Slot::Word("of"));
        }
        if let Some(form) = self.awaited.take() {
            next.extend([Slot::Verb(form), Slot::Word("did"), Slot::Word("was")]);
        }
        next.push(Slot::Clause);
        self.expect(next);
    }

    pub fn connect(&mut self) {
        let mut slots = self.listed.clone();
        let names = slots.iter().any(|s| matches!(s, Slot::Name(_)));
        if names && !slots.contains(&Slot::Noun) && !slots.contains(&Slot::Dimension) {
            slots.push(Slot::Noun);
        }
        self.expect(slots);
    }
}
