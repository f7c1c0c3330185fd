//! What each keyword does, in a line, for help and the reference.

/// What each beginning of a sentence gives.
pub const BEGINNINGS: &[(&str, &str)] = &[
    ("who", "who did it, with the situations that make it true"),
    ("who was", "to whom it was done"),
    ("whom did", "to whom somebody did it"),
    ("what", "what was done, or with `happened` what there was"),
    ("which", "as `who`, of one kind"),
    ("count", "how many there are, in groups behind `by`"),
    ("how many", "as `count`"),
    ("number of", "as `count`"),
    (
        "sum",
        "figures added up over distinct situations, one figure each",
    ),
    ("average", "the mean over situations with a figure"),
    ("median", "the middle over situations with a figure"),
    ("min", "the smallest figure"),
    ("max", "the largest figure"),
    (
        "low",
        "the lowest estimates added up; `low, best, high` side by side",
    ),
    (
        "share",
        "how much of a whole sum each group has, in percent",
    ),
    (
        "clusters of",
        "situations near one another in place, in time, or in both",
    ),
    ("pairs", "who did something to each other, two by two"),
    ("when", "the situations, with their dates"),
    ("where", "the situations, with their places"),
    ("first", "the earliest one, or `first 3`"),
    ("last", "the latest one, or `last 3`"),
    (
        "share of",
        "how much of a whole a part is, in percent of situations",
    ),
    (
        "compare",
        "counts under two conditions, or before and after something, side by side",
    ),
    (
        "time from",
        "how many days pass to the next situation of another kind",
    ),
    ("gaps", "stretches without a situation of a kind"),
    (
        "did",
        "yes, no, disputed or not in these data, with what says so",
    ),
    ("was", "as `did`, of what was done to somebody"),
    ("is", "as `did`, of what holds"),
    ("about", "a card: names, kind, dates, roles"),
    (
        "timeline of",
        "all in which somebody takes part, the earliest first",
    ),
    ("lineage of", "who came before and after, and by what"),
    (
        "network of",
        "who is tied to somebody, step by step, and by what",
    ),
    (
        "centrality of",
        "who has most ties, and lies between most others",
    ),
    (
        "brokers between",
        "who lies on the shortest chains between two",
    ),
    ("cut actors between", "who alone holds two together"),
    (
        "communities of",
        "who is tied among themselves more than to others",
    ),
    (
        "compare communities of",
        "the communities at two times, and who moved",
    ),
    (
        "claims about",
        "who says what, where, and what contradicts it",
    ),
    ("path from", "the shortest chains of situations between two"),
    ("path between", "as `path from`, in either direction"),
    ("sparql {", "a query that only reads, as it is"),
];

/// What each clause keyword asks for, by its usual spelling.
pub const CLAUSES: &[(&str, &str)] = &[
    (
        "in",
        "within a place with everything inside it, or within a time",
    ),
    ("at", "as `in`, of a place"),
    ("near", "at a place, or said to be near it"),
    ("since", "from a date on, the date included"),
    ("until", "up to a date, the date included"),
    ("before", "earlier than a date or a situation"),
    ("after", "later than a date or a situation"),
    ("during", "within a time, or while something went on"),
    ("as of", "holding on a date"),
    (
        "between",
        "two who take part on two sides, or two dates, both included",
    ),
    (
        "from",
        "a beginning, or where somebody or something comes from",
    ),
    ("to", "to whom or where"),
    ("of", "whose: behind a role, the one that it is a role to"),
    (
        "by",
        "who did it; behind `count` and the like, what groups are made by",
    ),
    ("against", "to whom it was done"),
    (
        "with",
        "who else takes part, a figure to compare, or a role that is filled",
    ),
    ("for", "in whose favour"),
    ("on", "a day, or to whom it was done"),
    ("over", "what is controlled"),
    ("alongside", "on whose side"),
    ("about", "what is talked about"),
    ("toward", "where a movement is aimed at"),
    ("involving", "who takes part, in whatever role"),
    ("according to", "who says so, or which source"),
    ("claimed by", "who claims it"),
    ("claimed only by", "who claims it, and nobody else says it"),
    ("attributed to", "who is said to have done it"),
    ("using", "which sources tell it"),
    (
        "where",
        "a figure to compare, or a role of which it is recorded that nobody knows who filled it",
    ),
    ("via", "of which kinds the steps of a path are"),
    ("without", "what is not recorded"),
    ("followed by", "what came after"),
    ("preceded by", "what came before"),
    ("overlapping", "what went on at the same time"),
    ("when", "while something went on"),
    ("within", "how soon before or after, or how near"),
    (
        "180 days before and after",
        "the two spans that `compare` compares",
    ),
];

/// What each word on the output does.
pub const OUTPUTS: &[(&str, &str)] = &[
    ("strictly", "only what is certain in date, place and claim"),
    ("possibly", "says aloud that what only may match counts"),
    ("limit", "at most so many rows"),
    (
        "top",
        "as `limit`; in front, `top 10 attackers by killed` ranks",
    ),
    ("all", "every row; 200 are shown otherwise"),
    (
        "order by",
        "the rows in the order of columns, `desc` for the largest first",
    ),
    ("having", "only groups whose number compares so"),
    ("at most", "no longer paths"),
    ("within", "as `at most`"),
];

/// What each step behind a bar does.
pub const STEPS: &[(&str, &str)] = &[
    ("sort", "orders the rows by columns"),
    ("take", "keeps the first rows"),
    ("select", "keeps some columns"),
    (
        "where",
        "keeps the rows whose column is, is not, contains or compares so, or is empty",
    ),
    ("count", "tells how many rows there are"),
    ("export", "writes a file in the format of its extension"),
    ("save as", "keeps the question as a file"),
];

/// What each connector joins.
pub const CONNECTORS: &[(&str, &str)] = &[
    (
        "and",
        "between names either of them, between sets what is in both",
    ),
    ("or", "what is in either"),
    ("except", "what is in the one and not in the other"),
];

/// Sentences of which more than one reading could be thought of: the question, and which reading it has and how to have another.
pub const SCOPES: &[(&str, &str)] = &[
    (
        "ambushes in Mali and Niger",
        "Between bare names, `and` makes a list: in the one or in the other. Nothing happens in both.",
    ),
    (
        "allies of Mali and allies of Niger",
        "Between sets, `and` asks for what is in both: those allied with both states.",
    ),
    (
        "allies of Mali or Niger",
        "And `or` asks for what is in either, as a list of names does.",
    ),
    (
        "count events in Mali and Niger by country",
        "Groups divide what was asked for: one row for each of the countries in which there is an event, and nothing for places elsewhere.",
    ),
    (
        "count events by CSP and JNIM by attacker",
        "The first `by` says who did it, the one with a group key makes the groups. An event with two attackers is counted under each.",
    ),
    (
        "who supported groups that fought Mali in 2012",
        "A clause belongs to the nearest set before it: the fights are of 2012, the support of any time.",
    ),
    (
        "who supported JNIM in 2012",
        "Behind a name, which takes no clause, it belongs to the verb: the support is of 2012.",
    ),
    (
        "battles after ambushes in 2024",
        "So too behind a set in time: the ambushes are of 2024, the battles of any time after one of them.",
    ),
    (
        "battles in 2024 after ambushes",
        "Written before the set, the clause is one of the battles.",
    ),
    (
        "battles after (ambushes in Mali) in 2024",
        "Parentheses say where a set ends: the battles are of 2024.",
    ),
    (
        "groups that fought Wagner and never ambushed Wagner",
        "`and` between what is told of a set asks for all of it; `never` leaves out those of whom it is recorded, be it only possible or claimed.",
    ),
    (
        "groups that never fought actors that never ambushed CSP",
        "Negations nest from right to left: groups that fought none of the actors of whom no ambush on the CSP is recorded.",
    ),
    (
        "groups that fought Wagner except groups that ambushed Wagner except members of JNIM",
        "Of several `except`, each takes away from all that stands before it.",
    ),
    (
        "ambushes by CSP or JNIM against Wagner",
        "Within one role, `or` is a list: ambushes on Wagner by either of them.",
    ),
    (
        "ambushes by CSP or ambushes against CSP",
        "Between roles there is no `or`: both sets are written in full.",
    ),
    (
        "coups in Mali since 2012 not in Bamako",
        "`not` stands before one clause and takes back that clause alone.",
    ),
];

/// Returns what the word of a table does.
#[must_use]
pub fn of(table: &[(&'static str, &'static str)], word: &str) -> &'static str {
    table
        .iter()
        .find(|(known, _)| *known == word)
        .map_or("", |(_, meaning)| meaning)
}
