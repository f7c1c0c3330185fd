//! The sentence beginnings and keywords as data, for help and completion.

use super::ast::{Comparison, Keyword, Measure, Survey, Unit};

/// Each beginning of a sentence, with a question that shows it.
pub const BEGINNINGS: &[(&str, &str)] = &[
    ("who", "who ambushed \"Wagner Group\" in Mali since 2021"),
    ("who was", "who was ambushed by CSP in 2024"),
    ("whom did", "whom did France support"),
    ("what", "what happened in Kidal in 2023"),
    ("which", "which accords did \"Government of Mali\" sign"),
    ("count", "count ambushes in Mali since 2012 by year"),
    ("how many", "how many coups in Mali since 1960"),
    ("number of", "number of coups in Mali by year"),
    ("sum", "sum killed of battles by victim"),
    ("average", "average killed of battles in Mali"),
    ("median", "median killed of battles"),
    ("min", "min killed of battles in 2024"),
    ("max", "max killed of events in Tinzaouatene"),
    ("low", "low, best, high killed of battles by source"),
    ("share", "share killed of battles by victim"),
    (
        "clusters of",
        "clusters of battles within 500 km and 90 days",
    ),
    ("pairs", "pairs that fought each other"),
    ("when", "when did France intervene in Mali"),
    ("where", "where was Prigozhin killed"),
    ("first", "first coup in Mali since 2000"),
    ("last", "last battle in Kidal"),
    (
        "share of",
        "share of events in Kidal of events in Mali by year",
    ),
    (
        "compare",
        "compare battles 180 days before and after \"Operation Serval\"",
    ),
    ("time from", "time from coups to next intervention"),
    ("gaps", "gaps of 90 days or more in battles in Mali"),
    ("did", "did Ukraine support CSP"),
    ("was", "was \"Wagner Group\" ambushed by CSP"),
    ("is", "is CSP allied with JNIM"),
    ("about", "about CSP"),
    ("claims about", "claims about \"Battle at Tinzaouatene\""),
    ("timeline of", "timeline of \"Wagner Group\" since 2021"),
    ("lineage of", "lineage of CSP"),
    ("network of", "network of CSP within 1 step as of 2024"),
    (
        "centrality of",
        "centrality of actors in support during 2023 top 10",
    ),
    ("brokers between", "brokers between France and JNIM"),
    ("cut actors between", "cut actors between Ukraine and JNIM"),
    ("communities of", "communities of alliances in 2012"),
    (
        "compare communities of",
        "compare communities of alliances in 2012 with 2024",
    ),
    (
        "path from",
        "path from Ukraine to \"Wagner Group\" at most 4 steps",
    ),
    ("path between", "path between France and JNIM"),
    (
        "sparql {",
        "sparql { SELECT ?coup WHERE { ?coup a <https://w3id.org/allegiance/ns#Coup> } }",
    ),
];

/// Each clause keyword in every spelling, with a question that shows it; the first spelling of a keyword is the usual one.
pub const CLAUSES: &[(&str, Keyword, &str)] = &[
    ("in", Keyword::In, "ambushes in Mali"),
    ("inside", Keyword::In, "ambushes inside Mali"),
    ("within", Keyword::In, "ambushes within Mali"),
    ("at", Keyword::At, "battles at Tinzaouatene"),
    ("near", Keyword::Near, "ambushes near Tinzaouatene"),
    ("since", Keyword::Since, "ambushes since 2021"),
    ("until", Keyword::Until, "coups until May 2021"),
    ("through", Keyword::Until, "coups through 2021"),
    ("till", Keyword::Until, "coups till 2021"),
    ("before", Keyword::Before, "coups before 2021"),
    ("after", Keyword::After, "coups after 2020-08-18"),
    ("during", Keyword::During, "allies of MNLA during 2012"),
    ("as of", Keyword::AsOf, "members of JNIM as of 2018"),
    (
        "ongoing on",
        Keyword::AsOf,
        "interventions ongoing on 2014-06-01",
    ),
    ("between", Keyword::Between, "coups between 2012 and 2020"),
    ("from", Keyword::From, "coups from 2012 to 2020"),
    ("to", Keyword::To, "support to CSP"),
    ("of", Keyword::Of, "signatories of \"Algiers Accord\""),
    ("by", Keyword::By, "ambushes by CSP"),
    (
        "against",
        Keyword::Against,
        "attacks against \"Wagner Group\"",
    ),
    ("with", Keyword::With, "battles with killed >= 3"),
    ("for", Keyword::For, "support for CSP"),
    ("on", Keyword::On, "attacks on 27 July 2024"),
    ("over", Keyword::Over, "control over Kidal"),
    ("alongside", Keyword::Alongside, "who fought alongside CSP"),
    ("about", Keyword::About, "statements about Azawad"),
    ("toward", Keyword::Toward, "movements toward Kidal"),
    ("towards", Keyword::Toward, "movements towards Kidal"),
    ("involving", Keyword::Involving, "events involving JNIM"),
    (
        "according to",
        Keyword::AccordingTo,
        "battles according to CSP",
    ),
    ("claimed by", Keyword::ClaimedBy, "battles claimed by CSP"),
    (
        "claimed only by",
        Keyword::ClaimedOnlyBy,
        "battles claimed only by CSP",
    ),
    (
        "attributed to",
        Keyword::AttributedTo,
        "attacks attributed to CSP",
    ),
    (
        "using",
        Keyword::Using,
        "events in Mali using \"Background knowledge on the Sahel\"",
    ),
    ("where", Keyword::Where, "battles where killed > 10"),
    (
        "via",
        Keyword::Via,
        "paths from Ukraine to CSP via support, membership",
    ),
    ("without", Keyword::Without, "accords without mediators"),
    (
        "followed by",
        Keyword::FollowedBy,
        "coups followed by interventions within 1 year",
    ),
    (
        "preceded by",
        Keyword::PrecededBy,
        "interventions preceded by insurgencies",
    ),
    (
        "overlapping",
        Keyword::Overlapping,
        "interventions overlapping peace missions in Mali",
    ),
    ("when", Keyword::When, "battles when \"Operation Barkhane\""),
    (
        "within",
        Keyword::Within,
        "battles within 30 days after ambushes",
    ),
    (
        "180 days before and after",
        Keyword::Around,
        "compare battles 180 days before and after \"Operation Serval\"",
    ),
];

/// What says how the answer is put out, with a question that shows it.
pub const OUTPUTS: &[(&str, &str)] = &[
    ("strictly", "strictly coups since 2020"),
    ("possibly", "coups possibly in 2020"),
    ("limit", "ambushes in Mali limit 20"),
    ("top", "events in Mali order by date desc top 10"),
    ("all", "ambushes in Mali all"),
    ("order by", "events in Mali order by date desc, event"),
    ("having", "count events by place having events >= 3"),
    ("at most", "path from Ukraine to CSP at most 3 steps"),
    ("within", "path from Ukraine to CSP within 3 steps"),
];

/// What is done with an answer behind `|`, with a question that shows it.
pub const STEPS: &[(&str, &str)] = &[
    ("sort", "count events by year | sort count desc"),
    ("take", "ambushes in Mali | sort when desc | take 3"),
    ("select", "coups in Mali | select coup, when"),
    ("where", "count events by year | where count >= 3"),
    ("count", "allies of MNLA | count"),
    ("export", "ambushes in Mali | export \"ambushes.ttl\""),
    ("save as", "ambushes in Mali | save as ambushes"),
];

/// What stands for something else, with what shows it and what it does.
pub const NAMES: &[(&str, &str, &str)] = &[
    (
        "let",
        "let north = Kidal or Gao",
        "names a set for later questions",
    ),
    ("it", "count it by year", "is the last answer as a set"),
    (
        "?",
        "who ? \"Wagner Group\"",
        "lists what could stand there and has an answer",
    ),
];

/// What joins terms, with a question that shows it.
pub const CONNECTORS: &[(&str, &str)] = &[
    ("and", "ambushes in Mali and Niger"),
    ("or", "allies of MNLA or AQIM"),
    ("except", "allies of MNLA except members of JNIM"),
];

impl Keyword {
    /// Returns the usual spelling.
    #[must_use]
    pub fn text(self) -> &'static str {
        CLAUSES
            .iter()
            .find(|(_, keyword, _)| *keyword == self)
            .map_or("", |(text, _, _)| text)
    }
}

impl Unit {
    /// Returns the usual spelling, for one or for several.
    #[must_use]
    pub fn text(self, one: bool) -> &'static str {
        match (self, one) {
            (Unit::Day, true) => "day",
            (Unit::Day, false) => "days",
            (Unit::Week, true) => "week",
            (Unit::Week, false) => "weeks",
            (Unit::Month, true) => "month",
            (Unit::Month, false) => "months",
            (Unit::Year, true) => "year",
            (Unit::Year, false) => "years",
            (Unit::Kilometre, _) => "km",
            (Unit::Mile, true) => "mile",
            (Unit::Mile, false) => "miles",
        }
    }
}

impl Measure {
    /// Returns the usual spelling.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Measure::Sum => "sum",
            Measure::Average => "average",
            Measure::Median => "median",
            Measure::Min => "min",
            Measure::Max => "max",
            Measure::Low => "low",
            Measure::Best => "best",
            Measure::High => "high",
            Measure::Share => "share",
        }
    }
}

impl Survey {
    /// Returns the beginning of the sentence.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Survey::Lineage => "lineage of",
            Survey::Timeline => "timeline of",
            Survey::Network => "network of",
            Survey::Centrality => "centrality of",
            Survey::Communities => "communities of",
            Survey::Brokers => "brokers",
            Survey::CutActors => "cut actors",
        }
    }
}

impl Comparison {
    /// Returns the sign.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Comparison::Less => "<",
            Comparison::LessOrEqual => "<=",
            Comparison::Equal => "=",
            Comparison::NotEqual => "!=",
            Comparison::GreaterOrEqual => ">=",
            Comparison::Greater => ">",
        }
    }
}
