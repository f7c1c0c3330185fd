//! The sentence beginnings and keywords as data, for help and completion.

use super::ast::{Comparison, Keyword, Measure};

/// Each beginning of a sentence, with a question that shows it.
pub const BEGINNINGS: &[(&str, &str)] = &[
    ("who", "who ambushed \"Wagner Group\" in Mali since 2021"),
    ("who was", "who was attacked by JNIM in 2022"),
    ("whom did", "whom did France support"),
    ("what", "what happened in Kidal in 2012"),
    ("which", "which accords did CMA sign"),
    ("count", "count ambushes in Mali since 2012 by year"),
    ("how many", "how many coups in Mali since 1960"),
    ("sum", "sum killed of ambushes by attacker"),
    ("average", "average killed of ambushes in Mali"),
    ("median", "median killed of attacks by JNIM"),
    ("min", "min killed of battles in 2013"),
    ("max", "max killed of attacks in Mopti"),
    ("did", "did Ukraine support CSP"),
    ("was", "was \"Wagner Group\" ambushed by CSP"),
    ("is", "is CSP allied with JNIM"),
    ("about", "about CSP"),
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
    ("in", Keyword::In, "ambushes in Mopti"),
    ("inside", Keyword::In, "ambushes inside Mali"),
    ("within", Keyword::In, "ambushes within Mali"),
    ("at", Keyword::At, "battles at Kidal"),
    ("near", Keyword::Near, "ambushes near Tinzaouatene"),
    ("since", Keyword::Since, "ambushes since 2021"),
    ("until", Keyword::Until, "ambushes until May 2022"),
    ("through", Keyword::Until, "ambushes through 2022"),
    ("till", Keyword::Until, "ambushes till 2022"),
    (
        "before",
        Keyword::Before,
        "coups before \"Operation Serval\"",
    ),
    ("after", Keyword::After, "coups after 2020-08-18"),
    ("during", Keyword::During, "allies of JNIM during 2018"),
    ("as of", Keyword::AsOf, "allies of JNIM as of 2018"),
    (
        "between",
        Keyword::Between,
        "ambushes between 2012 and 2015",
    ),
    ("from", Keyword::From, "ambushes from 2012 to 2015"),
    ("to", Keyword::To, "support to CSP"),
    ("of", Keyword::Of, "signatories of \"Algiers Accord\""),
    ("by", Keyword::By, "ambushes by JNIM"),
    ("against", Keyword::Against, "attacks against MINUSMA"),
    ("with", Keyword::With, "attacks with killed >= 3"),
    ("for", Keyword::For, "support for CSP"),
    ("on", Keyword::On, "attacks on 27 July 2024"),
    ("over", Keyword::Over, "control over Kidal"),
    ("alongside", Keyword::Alongside, "who fought alongside CSP"),
    ("about", Keyword::About, "statements about Azawad"),
    ("toward", Keyword::Toward, "hostility toward France"),
    ("towards", Keyword::Toward, "hostility towards France"),
    ("involving", Keyword::Involving, "events involving ISGS"),
    (
        "according to",
        Keyword::AccordingTo,
        "ambushes according to \"UCDP GED\"",
    ),
    ("claimed by", Keyword::ClaimedBy, "attacks claimed by JNIM"),
    (
        "attributed to",
        Keyword::AttributedTo,
        "attacks attributed to ISGS",
    ),
    ("where", Keyword::Where, "attacks where killed > 10"),
    (
        "via",
        Keyword::Via,
        "paths from Iran to Houthis via support, membership",
    ),
];

/// What says how the answer is put out, with a question that shows it.
pub const OUTPUTS: &[(&str, &str)] = &[
    ("strictly", "strictly coups in 2021"),
    ("limit", "ambushes in Mali limit 20"),
    ("top", "ambushes in Mali order by killed desc top 10"),
    ("all", "ambushes in Mali all"),
    ("order by", "ambushes in Mali order by killed desc, date"),
    ("at most", "path from Iran to Houthis at most 3 steps"),
    ("within", "path from Iran to Houthis within 3 steps"),
];

/// What joins terms, with a question that shows it.
pub const CONNECTORS: &[(&str, &str)] = &[
    ("and", "ambushes in Mali and Niger"),
    ("or", "allies of Mali or Niger"),
    ("except", "allies of Mali except France"),
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
