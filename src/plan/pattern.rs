//! The plan: one flat pattern over situations with named variables; no English, no SPARQL.
//!
//! Every clause of the language adds things, facts and tests to a [`Pattern`], and nothing else. An executor needs to
//! know only what is written here: SPARQL is the first, a columnar one can follow.

use crate::iri::Iri;
use crate::question::ast::{Comparison, Measure};
use crate::time::Range;
use serde::{Deserialize, Serialize};

/// A variable, by a mnemonic name that is unique in its plan.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Var(pub String);

/// What is to be found, and how it is put out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    pub pattern: Pattern,
    pub output: Output,
    /// The situations that the question is about, without those that only narrow who or what it is about.
    pub about: Vec<Var>,
    /// Only what is certain in date, place and claim.
    pub strictly: bool,
}

/// A conjunctive pattern.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pattern {
    pub things: Vec<Thing>,
    pub facts: Vec<Fact>,
    pub tests: Vec<Test>,
    /// Patterns that must not hold; they may mention outer variables.
    pub never: Vec<Pattern>,
    /// Groups of alternatives: one of each group must hold.
    pub either: Vec<Vec<Pattern>>,
}

/// A variable for a situation or an entity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thing {
    pub var: Var,
    pub sort: Sort,
    /// Its class, when the question names one.
    pub class: Option<Iri>,
}

/// What a variable ranges over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sort {
    Situation,
    Entity,
}

/// In `situation`, `filler` fills any of `roles`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    pub situation: Var,
    pub roles: Vec<Iri>,
    pub filler: Var,
}

/// A condition on variables.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Test {
    /// The variable is one of these, or, where `parts`, an organisational part of one of them.
    Is {
        var: Var,
        any: Vec<Iri>,
        parts: bool,
    },
    /// The situation takes place inside any of these places; only possibly so where its place is known as "near".
    Inside {
        situation: Var,
        places: Vec<Iri>,
        /// Whether near is near enough.
        near: bool,
    },
    /// The situation's bounds lie in (or, for relations, overlap) any of these ranges.
    When {
        situation: Var,
        relation: Relation,
        ranges: Vec<Range>,
    },
    /// The situation has a border between its place's country and one of these: it lies in a neighbour.
    Neighbours { situation: Var, places: Vec<Iri> },
    /// The situation's place is not farther from one of these places.
    Near {
        situation: Var,
        places: Vec<Iri>,
        metres: u32,
    },
    /// The situation stands so in time to another one.
    Order {
        situation: Var,
        /// How the situation itself stands in time.
        relation: Relation,
        order: Order,
        anchor: Var,
    },
    /// The figures of the situation, one a victim group, add up to a number that compares so.
    Figure {
        situation: Var,
        field: Iri,
        basis: Basis,
        operator: Comparison,
        number: i64,
    },
    /// The situation's certainty is one of these.
    Certainty { situation: Var, any: Vec<Iri> },
    /// The situation's status is one of these.
    Status { situation: Var, any: Vec<Iri> },
    /// The situation is said by one of these: its source, or its speaker, or (where `speaker_only`) its speaker alone.
    SaidBy {
        situation: Var,
        any: Vec<Iri>,
        speaker_only: bool,
    },
    /// The situation is described by any of these sources.
    From { situation: Var, any: Vec<Iri> },
    /// The situation is described by so many sources.
    Sources {
        situation: Var,
        operator: Comparison,
        number: i64,
    },
    /// Sources name different fillers of any of these roles, or figures of any of these measures that cannot both be right.
    Disagree { situation: Var, about: Vec<Iri> },
    /// Those who speak of the situation agree so.
    Consensus { situation: Var, any: Vec<Iri> },
    /// Two variables are different things.
    Differs(Var, Var),
    /// A variable that stands for a class of entity.
    IsA { var: Var, class: Iri },
}

/// How bounds relate to a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Relation {
    /// Events: they lie inside it.
    Contained,
    /// Relations and interventions: they overlap it.
    Overlaps,
    /// Situations of any kind: those that are events lie inside it, the others overlap it.
    Either,
    /// Their beginning lies inside it.
    Begins,
    /// Their end lies inside it.
    Ends,
}

/// How one situation stands in time to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Order {
    After,
    Before,
    Since,
    Until,
    During,
    Overlapping,
    /// It begins after the other's end, at most so long.
    Follows(Option<Window>),
    /// It begins with the other or after its beginning, at most so long.
    FollowsStart(Window),
    /// The other begins after its end, at most so long.
    Precedes(Option<Window>),
    /// One of the two.
    Around(Window),
    /// Both begin in the same calendar unit.
    Same(CalendarUnit),
}

/// A unit of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CalendarUnit {
    Day,
    Month,
    Year,
}

/// The length of a window: days are exact, months are calendar units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Window {
    Days(i64),
    Months(i64),
}

/// Which figure of several counts for a victim group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Basis {
    /// The median over all speakers.
    Any,
    /// Asserted figures alone.
    Strict,
    /// The figures of one speaker or source.
    Of(Iri),
    /// The figures that one source asserts.
    AssertedBy(Iri),
    /// The figures of each source by which the answer is grouped: the one that a source itself gives.
    Each { source: Var, asserted: bool },
}

/// What is put out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Output {
    /// One row for each binding of `subject` and of what stands beside it, with the situations that make it true.
    Rows {
        subject: Var,
        beside: Vec<Var>,
        evidence: Vec<Var>,
    },
    /// One row for each group.
    Groups {
        situation: Var,
        keys: Vec<Key>,
        measure: GroupMeasure,
    },
}

/// A group key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Key {
    pub var: Var,
    pub by: KeyKind,
}

/// What a group key is read from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum KeyKind {
    Year,
    Quarter,
    Month,
    Day,
    Place,
    PlaceOf(Iri),
    Role(Iri),
    TypeOf(Iri),
    Class,
    VictimGroup,
    Source,
    Speaker,
    Certainty,
}

/// What is computed for each group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum GroupMeasure {
    /// Distinct bindings of a variable.
    Count(Var),
    /// An aggregate over one figure for each situation and victim group.
    Figure {
        kind: Measure,
        field: Iri,
        basis: Basis,
    },
}
