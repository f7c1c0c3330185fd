//! The reading: the question with every word resolved, as nested sets, the way a person speaks.

use super::pipe::Pipe;
use crate::iri::Iri;
use crate::question::ast::{self, Comparison, End, Keyword, Measure, Side, Unit};
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
    /// Groups whose columns compare so.
    pub having: Vec<Having>,
}

/// One comparison of `having`: the name of a column of the answer and a number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Having {
    pub column: String,
    pub operator: Comparison,
    pub number: i64,
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
    /// Several counts and figures of one set, by the same groups.
    Several(Vec<Ask>),
    /// How much of the whole a part is, by group.
    Share {
        part: Set,
        whole: Set,
        by: Vec<Dimension>,
    },
    /// Whether any such situation is recorded.
    YesNo(YesNo),
    /// The situations in which somebody did something, by date: `when did …`, `where was …`.
    Happened {
        asker: String,
        what: YesNo,
    },
    /// The first or last so many of a set of situations; those that only may be come along.
    Extreme {
        end: End,
        number: usize,
        of: Set,
    },
    /// The same set twice, with one clause changed.
    Compare(Compare),
    /// For each situation of the first set, how long until the next of the second.
    Elapsed {
        from: Situations,
        to: Situations,
    },
    /// Stretches of time without any situation of a set.
    Lulls {
        least: Option<Length>,
        of: Set,
    },
    /// Situations close to one another in place and time.
    Clusters {
        of: Set,
        near: Option<Length>,
        within: Option<Length>,
    },
    /// Those who did something to each other, two by two.
    Pairs(Pairs),
    /// Who turned against those whom they stood by before.
    ChangedSides {
        who: Noun,
        filters: Vec<Filter>,
    },
    About(Entity),
    /// Who says what about the members of a set.
    Claims(Set),
    Survey(Survey),
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

/// Two sets side by side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compare {
    /// What is compared, without the clauses in which the sides differ.
    pub of: Situations,
    pub by: Vec<Dimension>,
    pub sides: Sides,
}

/// Those who did something to each other, and perhaps something to the same third.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pairs {
    pub noun: Noun,
    /// What each did to the other; whom they did it to is left open.
    pub each: Roles,
    /// What both did to somebody else; it can refer back to what they did to each other.
    pub both: Option<Roles>,
}

/// How the two sides of a comparison differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sides {
    /// A stretch before something and as long a stretch after it.
    Around { length: Length, of: Vec<Entity> },
    /// One clause, and another in its place.
    Clauses(Box<(Filter, Filter)>),
}

/// A length of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Length {
    pub count: u32,
    pub unit: Unit,
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

/// What is drawn from many situations at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Survey {
    pub what: ast::Survey,
    /// Whose it is; of situations, those themselves.
    pub of: Filler,
    /// The other side of `between`.
    pub to: Filler,
    /// Kinds of situations that tie; all when empty.
    pub via: Vec<Noun>,
    /// What narrows the situations that it is drawn from.
    pub filters: Vec<Filter>,
    /// How many steps are gone.
    pub steps: Option<usize>,
    /// The clauses in which two times differ that are compared.
    pub sides: Option<Box<(Filter, Filter)>>,
}

impl Survey {
    /// Makes a survey of somebody, without clauses.
    #[must_use]
    pub fn of(what: ast::Survey, of: Filler) -> Self {
        Self {
            what,
            of,
            to: Filler::Anyone,
            via: Vec::new(),
            filters: Vec::new(),
            steps: None,
            sides: None,
        }
    }
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
    /// Whoever fills a role of a situation that the question spoke of before: `the attacker`.
    Back(Back),
}

/// Words that refer back to somebody in a situation that the question spoke of before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Back {
    /// The role noun.
    pub word: String,
    pub plural: String,
    /// How it is said.
    pub how: BackWord,
    /// The class of the situation that is meant.
    pub class: Iri,
    pub roles: Vec<Iri>,
}

/// The words before the noun of a back-reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BackWord {
    /// `the attacker`: any of them.
    The,
    /// `another party`, `a co-signatory`: one who is somebody else.
    Another,
    /// `the same parties`: all of them, and nobody else.
    Same,
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
    /// In a place that has a border with one of these.
    Neighbours(Vec<Entity>),
    /// Not farther from one of these than so many kilometres or miles.
    Distance {
        length: Length,
        of: Vec<Entity>,
    },
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
    /// Nothing of the kind is recorded: `not in Mali`, `without mediators`.
    Not(Box<Filter>),
    /// Somebody is recorded in any of these roles: `with mediators`.
    Filled {
        word: String,
        roles: Vec<Iri>,
    },
    /// It is recorded that who fills the role is not known.
    Unknown {
        word: String,
        roles: Vec<Iri>,
    },
    /// Before, after, or while something else was.
    Relative(Relative),
    /// Another situation is about this one: `with violations`.
    About(About),
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
    /// Claimed by any of these speakers, and said by nobody else.
    ClaimedOnlyBy(Vec<Entity>),
    /// Sources name different fillers of any of these roles, or figures that cannot both be right.
    Conflicting {
        word: String,
        about: Vec<Iri>,
    },
    /// What a clause says of its beginning or end alone: `that ended in 2015`.
    At(End, Box<Filter>),
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

/// Where a situation stands in time to others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relative {
    pub how: TimeOrder,
    pub anchor: Anchor,
}

/// How one situation stands in time to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TimeOrder {
    After,
    Before,
    /// From its beginning on.
    Since,
    /// Up to its end.
    Until,
    /// While it went on.
    During,
    /// At any time at which it went on too.
    Overlapping,
    /// Begun at most so long after, before, or on either side of it.
    Within(Length, Side),
    /// Begun at most so long after its beginning.
    WithinStart(Length),
    /// As `Before`, said of the one that comes first; at most so long.
    FollowedBy(Option<Length>),
    PrecededBy(Option<Length>),
    /// Both may have begun in the same calendar unit.
    Same(Unit),
}

/// What a situation stands in time to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Anchor {
    /// Any of these situations.
    Names(Vec<Entity>),
    /// Any situation of a set.
    Set(Box<Set>),
    /// A situation that the question spoke of before.
    It { word: String, class: Iri },
}

/// Situations that have another one in a role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    pub set: Situations,
    /// The roles in which they have it.
    pub roles: Vec<Iri>,
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
    /// The class of whoever fills a role.
    TypeOf(Iri),
    /// The class of the situation.
    Class,
    /// The group that a figure counts.
    VictimGroup,
    Source,
    Speaker,
    Certainty,
}
