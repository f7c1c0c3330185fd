//! The question as typed: a tree of words and spans that knows no name, no class and no verb.
//!
//! The tree is deliberately flat where English is ambiguous. `ambushes in Mali and Niger` and `ambushes in Mali and coups
//! in Niger` have the same shape until the words are known, so a [`Chain`] keeps its terms and their clauses in the
//! order typed, and the resolver decides whether what follows a connector continues a list of names or begins a new set.

pub use super::pipe::{Condition, Pipe, Step, Test, Value};
use serde::{Deserialize, Serialize};

/// A half-open range of bytes in the question's text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

impl Span {
    /// Covers both spans and what lies between them.
    #[must_use]
    pub fn to(self, other: Span) -> Span {
        Span {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }
}

/// A whole question: one sentence, how its answer should be put out, and what is then done with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    pub sentence: Sentence,
    pub output: Output,
    pub pipes: Vec<Pipe>,
}

/// One of the closed set of sentence beginnings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sentence {
    /// `who ambushed X`, `what …`, `which NOUN VERB …`, `who was ambushed by X`, `whom did X ambush`.
    Who { asker: Asker, body: Chain },
    /// A noun phrase: `ambushes by JNIM`, `allies of CSP`, or bare names.
    Set(Chain),
    /// `count …`, `how many …`.
    Count { of: Chain },
    /// `sum killed of …` and its kin; `average, median, max killed of …` asks for several.
    Measure {
        kinds: Vec<Measure>,
        field: Phrase,
        of: Chain,
    },
    /// `when did X intervene in Y`, `where was X killed`, `when coups in Mali`.
    When {
        asker: Word,
        auxiliary: Option<Word>,
        body: Chain,
    },
    /// `first coup in Mali`, `last 3 ambushes by X`.
    Extreme {
        end: End,
        number: Option<Number>,
        of: Chain,
    },
    /// `share of SET of SET`; both stand in one chain, since the parser does not know where the first ends.
    Share { of: Chain },
    /// `compare SET 180 days before and after X`, `compare SET in 2014 with 2020`.
    Compare { of: Chain },
    /// `time from SET to next SET`, in one chain as well.
    Elapsed { from: Chain },
    /// `gaps of 90 days or more in SET`.
    Lulls { least: Option<Length>, of: Chain },
    /// `clusters of SET within 20 km and 7 days`; the lengths stand in the chain.
    Clusters { of: Chain },
    /// `pairs that fought each other`, `pairs of states that …`.
    Pairs { of: Chain },
    /// `did X support Y`, `was X ambushed by Y`, `is X allied with Y`.
    Did { auxiliary: Word, body: Chain },
    /// `about X`.
    About { subject: Chain },
    /// `claims about X`.
    Claims { of: Chain },
    /// `timeline of X`, `brokers between X and Y`, with clauses of which the parser does not know whether they are X's own.
    Survey { what: Survey, of: Chain },
    /// `path from X to Y`, `paths from X to Y` with `via`, time and source clauses after it.
    Path {
        from: Chain,
        to: Chain,
        clauses: Vec<Clause>,
    },
    /// `sparql { … }`: the text between the outer braces, not interpreted here.
    Sparql { text: String, span: Span },
}

/// How the asked role was asked for; the noun of `which NOUN …` stays in the body, because the resolver settles its extent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asker {
    /// `who`, `whom`, `what` or `which`, as a lower-case word.
    pub word: Word,
    /// `was`, `were`, `is`, `are`, `did`, `does`, `do`, `has`, `had`, `have` after the asker, if any.
    pub auxiliary: Option<Word>,
}

/// What is drawn from many situations at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Survey {
    /// Who came before and after somebody.
    Lineage,
    /// All in which somebody takes part, by date.
    Timeline,
    /// Who is at most so many steps away, and all ties among them.
    Network,
    /// Who has most ties, and is most often between others.
    Centrality,
    /// Groups that are tied among themselves more than to others.
    Communities,
    /// Who stands on the shortest paths between two sides.
    Brokers,
    /// Whose removal parts two sides.
    CutActors,
}

/// An aggregate over a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Measure {
    Sum,
    Average,
    Median,
    Min,
    Max,
    /// The lowest estimates, added up.
    Low,
    /// The best estimates, added up, between the others.
    Best,
    High,
    /// How much of the whole sum each group has.
    Share,
}

/// Which end of what happened is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum End {
    First,
    Last,
}

/// A number of units as typed: `30 days`, `100 km`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Length {
    pub number: Number,
    pub unit: Unit,
}

/// Units of time and of distance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Unit {
    Day,
    Week,
    Month,
    Year,
    Kilometre,
    Mile,
}

/// On which side of something a window lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Side {
    After,
    Before,
    /// On either side.
    Of,
}

/// Terms joined by connectors, in the order typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chain {
    pub first: Term,
    pub rest: Vec<Link>,
}

/// A connector and the term after it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    pub connector: Connector,
    pub span: Span,
    pub term: Term,
}

/// What stands between two terms; `Comma` is read like the next connector of the same list, or as a list comma.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Connector {
    And,
    Or,
    Except,
    Comma,
}

/// A head with the clauses that follow it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    pub head: Head,
    pub clauses: Vec<Clause>,
    pub span: Span,
}

/// What a term begins with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Head {
    Phrase(Phrase),
    Group(Box<Chain>),
    /// A date or a number where a list goes on: `in 2012 and 2014`.
    Moment(Moment),
    /// Nothing: the clauses stand alone, as in `in Mali and in Niger`.
    Nothing,
}

/// A run of words and quoted names between keywords; the resolver finds the noun, the verb and the names in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phrase {
    pub pieces: Vec<Piece>,
    pub span: Span,
}

/// One piece of a phrase.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Piece {
    Word(Word),
    /// A quoted name, quotes removed and escapes resolved.
    Quoted(Word),
    /// `<iri>`, brackets removed.
    Iri(Word),
    /// `[state]` after a name: its type, which settles a name that fits several entities.
    Gloss(Word),
    /// `sparql { … }` where a name could stand: the text between the braces.
    Query(Word),
    /// `$name` that has no value yet.
    Parameter(Word),
}

impl Piece {
    /// Returns the text and span of any piece.
    #[must_use]
    pub fn word(&self) -> &Word {
        match self {
            Piece::Word(w)
            | Piece::Quoted(w)
            | Piece::Iri(w)
            | Piece::Gloss(w)
            | Piece::Query(w)
            | Piece::Parameter(w) => w,
        }
    }
}

/// A text and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Word {
    pub text: String,
    pub span: Span,
}

/// A clause: a keyword and what it takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clause {
    /// `not` before it, if any.
    pub not: Option<Span>,
    pub keyword: Keyword,
    pub keyword_span: Span,
    pub body: ClauseBody,
    pub span: Span,
}

impl Clause {
    /// Says whether it is this clause, and not its negation.
    #[must_use]
    pub fn is(&self, keyword: Keyword) -> bool {
        self.plain() == Some(keyword)
    }

    /// Returns the keyword, unless `not` stands before it: then no noun or verb takes it for its own.
    #[must_use]
    pub fn plain(&self) -> Option<Keyword> {
        self.not.is_none().then_some(self.keyword)
    }
}

/// What follows a clause keyword.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ClauseBody {
    /// Nothing, as after `strictly`.
    Nothing,
    One(Operand),
    /// `between A and B`, `from A to B`.
    Two(Operand, Operand),
    /// `within 30 days after X`, `within 100 km of X`, `within 20 km and 7 days`.
    Within {
        length: Length,
        more: Option<Length>,
        side: Option<Side>,
        of: Option<Operand>,
    },
    /// `180 days before and after X`.
    Around {
        length: Length,
        of: Operand,
    },
    /// `with killed >= 10`, `where killed >= 10`.
    Compare {
        field: Phrase,
        operator: Comparison,
        number: Number,
    },
}

/// What a clause is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Operand {
    Phrase(Phrase),
    Moment(Moment),
    Group(Box<Chain>),
}

impl Operand {
    /// Returns where the operand stands.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Operand::Phrase(p) => p.span,
            Operand::Moment(m) => m.span,
            Operand::Group(c) => c
                .first
                .span
                .to(c.rest.last().map_or(c.first.span, |l| l.term.span)),
        }
    }
}

/// A date as typed, such as `2021`, `2021-05`, `May 2021`, `2021-Q2`, `27 July 2024`, `2024-07-27` or `today`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// The text as typed; `time.rs` reads it.
    pub text: String,
    pub span: Span,
}

/// A number as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Number {
    /// Digits with an optional sign and fraction, grouping marks removed.
    pub text: String,
    pub span: Span,
}

/// A comparison operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Comparison {
    Less,
    LessOrEqual,
    Equal,
    NotEqual,
    GreaterOrEqual,
    Greater,
}

/// The clause keywords. Which role a preposition stands for is the ontology's business.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Keyword {
    In,
    At,
    Near,
    Since,
    Until,
    Before,
    After,
    During,
    AsOf,
    Between,
    From,
    To,
    Of,
    By,
    Against,
    With,
    For,
    On,
    Over,
    Alongside,
    About,
    Toward,
    Involving,
    AccordingTo,
    ClaimedBy,
    ClaimedOnlyBy,
    AttributedTo,
    Using,
    /// `where FIELD >= N`.
    Where,
    /// `via support, membership`; in a path its list is one group.
    Via,
    Without,
    FollowedBy,
    PrecededBy,
    Overlapping,
    /// `when EVENT`: while it went on.
    When,
    /// `within 30 days after X`.
    Within,
    /// `180 days before and after X`.
    Around,
}

/// How the answer is put out; scattered over the sentence, gathered here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Output {
    /// `strictly`, with where it stands.
    pub strictly: Option<Span>,
    /// `limit N` or `top N`.
    pub limit: Option<Number>,
    /// `all`.
    pub all: Option<Span>,
    /// `order by KEY [desc|asc]`, in the order of precedence.
    pub order: Vec<OrderKey>,
    /// `at most N steps` in a path.
    pub steps: Option<Number>,
    /// `having total >= 25`: groups whose column compares so.
    pub having: Vec<Having>,
}

/// One comparison of `having`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Having {
    pub column: Phrase,
    pub operator: Comparison,
    pub number: Number,
}

/// One key of `order by`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderKey {
    pub key: Phrase,
    pub descending: bool,
}
