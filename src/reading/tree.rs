//! The reading: the question with every word resolved, as nested sets, the way a person speaks.

use super::pipe::Pipe;
use crate::iri::Iri;
use crate::question::ast::{Comparison, Keyword, Measure};
use crate::time::Range;
use serde::{Deserialize, Serialize};

/// A question understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    pub ask: Ask,
    /// Only what is certain in date, place and claim.
    pub strictly: bool,
    pub rows: Rows,
    pub order: Vec<Order>,
    /// What is done with the answer.
    pub pipes: Vec<Pipe>,
}

/// How many rows are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Rows {
    /// The default page.
    #[default]
    Page,
    All,
    Limit(usize),
}

/// A key of `order by`: the name of a column of the answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    pub column: String,
    pub descending: bool,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ask {
    /// The members of a set.
    List(Set),
    /// How many distinct members, by group.
    Count {
        of: Set,
        by: Vec<Dimension>,
    },
    /// A figure summed (or averaged …) over distinct situations, by group.
    Measure {
        kind: Measure,
        field: Field,
        of: Situations,
        by: Vec<Dimension>,
    },
    /// Whether any such situation is recorded.
    YesNo(YesNo),
    About(Entity),
    /// Who says what about the members of a set.
    Claims(Set),
    Paths(Paths),
    /// Raw SPARQL.
    Sparql(String),
}

/// A yes-or-no question: one verb, its subject and its object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct YesNo {
    pub subject: Filler,
    /// The verb; `subject`'s role is each view's answer role.
    pub verb: Roles,
}

/// Shortest chains between two sets of names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paths {
    pub from: Vec<Entity>,
    pub to: Vec<Entity>,
    /// Classes of situations that may link; all when empty.
    pub via: Vec<Noun>,
    pub filters: Vec<Filter>,
    pub steps: Option<usize>,
}

/// A set of entities or situations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Set {
    /// Any of these.
    Names(Vec<Entity>),
    Situations(Situations),
    Roles(Roles),
    /// All entities of a class.
    Entities {
        class: Noun,
        filters: Vec<Filter>,
    },
    /// In all of them.
    And(Vec<Set>),
    /// In any of them.
    Or(Vec<Set>),
    /// In the first and not in the second.
    Except(Box<Set>, Box<Set>),
    /// What raw SPARQL with one variable finds; its things stand in its place before a plan is made.
    Query(String),
}

/// Situations of a class, narrowed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Situations {
    pub class: Noun,
    pub filters: Vec<Filter>,
}

/// Those who fill a role in situations: `who VERB …` and `ROLE of …` alike.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roles {
    pub phrase: RolePhrase,
    /// The alternatives that the word stands for; their union is meant.
    pub views: Vec<View>,
    /// Who fills the given role.
    pub given: Filler,
    pub filters: Vec<Filter>,
    /// `which NOUN`: the class that the answer must have.
    pub which: Option<Noun>,
}

/// The word that asks for a role, kept so that the echo speaks as the user did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RolePhrase {
    /// `who ambushed X`, with the forms that other beginnings need.
    Active {
        base: String,
        past: String,
        participle: String,
    },
    /// `who was ambushed by X`.
    Passive { participle: String },
    /// `whom did X ambush`.
    Object { base: String },
    /// `allies of X`.
    Noun { singular: String, plural: String },
}

/// One pair of roles of one class that a word reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    pub class: Iri,
    pub answer: Iri,
    pub given: Given,
}

/// Where the given thing stands in a view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Given {
    /// Nothing is given.
    Nothing,
    /// It fills this role.
    Role(Iri),
    /// It is the situation itself (`signatories of "Algiers Accord"`).
    Itself,
    /// It is where the situation takes place (`withdrew from Mali`).
    Place,
}

/// Who or what fills a role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Filler {
    Anyone,
    Names(Vec<Entity>),
    Set(Box<Set>),
}

/// A class of the ontology, with the words that name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Noun {
    pub iri: Iri,
    pub singular: String,
    pub plural: String,
}

/// A name resolved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    pub iri: Iri,
    pub label: String,
    /// Its most specific class, in words.
    pub kind: String,
    /// Whether label and kind together fit only this entity, so that the echo can use them.
    pub unique: bool,
}

/// A figure field such as `killed`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    pub iri: Iri,
    pub label: String,
}

/// What narrows a set of situations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Filter {
    /// The situation itself, by name.
    Named(Entity),
    /// In any of these places, or in a place inside one of them.
    Place(Vec<Entity>),
    /// As `Place`, or near one of them.
    Near(Vec<Entity>),
    Time(Time),
    /// Somebody fills any of these roles.
    Role {
        preposition: Keyword,
        roles: Vec<Iri>,
        filler: Filler,
    },
    /// Two fillers face each other: each pair of roles is an alternative.
    Between {
        pairs: Vec<(Iri, Iri)>,
        first: Filler,
        second: Filler,
    },
    /// A figure of the situation, one per victim group and summed over them, compares with a number.
    Figure {
        field: Field,
        operator: Comparison,
        number: i64,
    },
    /// Said by any of these sources or speakers.
    AccordingTo(Vec<Entity>),
    /// Claimed by any of these speakers.
    ClaimedBy(Vec<Entity>),
    /// Described by any of these sources.
    Using(Vec<Entity>),
    /// Described by so many sources.
    Sources {
        operator: Comparison,
        number: i64,
    },
    /// Of this certainty or status instead of the usual ones: `planned`, `denied`.
    Standing {
        word: String,
        iri: Iri,
        of: Standing,
    },
}

/// Whether an adjective names a certainty, a status, or whether those who speak of it agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Standing {
    Certainty,
    Status,
    Consensus,
}

/// A time clause: a relation and the ranges that it allows, any of which will do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Time {
    pub relation: TimeRelation,
    /// The literals as ranges: one for most relations, two for `between`, any number for `in`.
    pub moments: Vec<Range>,
}

/// The time relations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TimeRelation {
    In,
    Since,
    Until,
    Before,
    After,
    Between,
    AsOf,
}

/// What an answer is grouped by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dimension {
    pub word: String,
    pub by: DimensionKind,
}

/// The kinds of group keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DimensionKind {
    Year,
    Quarter,
    Month,
    Day,
    Place,
    /// The enclosing place of a class, such as the country.
    PlaceOf(Iri),
    Role(Iri),
    /// The class of the situation.
    Class,
    /// The group that a figure counts.
    VictimGroup,
    Source,
    Speaker,
    Certainty,
}
