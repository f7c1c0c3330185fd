use super::{read, sketch};
use crate::question::format;
use crate::question::keywords::{BEGINNINGS, CLAUSES, CONNECTORS, OUTPUTS};

#[track_caller]
fn shapes(examples: &[(&str, &str)]) {
    for (text, shape) in examples {
        let question = read(text);
        assert_eq!(sketch(&question), *shape, "{text}");
        let canonical = format(&question);
        let again = read(&canonical);
        assert_eq!(
            again.clone().without_spans(),
            question.without_spans(),
            "{text}: {canonical}"
        );
        assert_eq!(format(&again), canonical, "{text}");
    }
}

/// Every example of the keyword tables is read, and its canonical form is read as the same tree.
#[test]
fn keyword_examples_are_read() {
    let clauses = CLAUSES.iter().map(|(word, _, example)| (*word, *example));
    let others = BEGINNINGS.iter().chain(OUTPUTS).chain(CONNECTORS).copied();
    for (word, example) in others.chain(clauses) {
        assert!(example.contains(word), "{word}: {example}");
        let question = read(example);
        let again = read(&format(&question));
        assert_eq!(again.without_spans(), question.without_spans(), "{example}");
    }
}

#[test]
fn clause_keywords_are_what_the_table_says() {
    for (word, keyword, example) in CLAUSES {
        let shape = sketch(&read(example));
        assert!(shape.contains(&format!("<{keyword:?} ")), "{word}: {shape}");
    }
}

#[test]
fn sentence_beginnings() {
    shapes(&[
        (
            "who ambushed \"Wagner Group\" in Mali since 2021",
            "who/- [ambushed \"Wagner Group\" <In Mali> <Since @2021>]",
        ),
        (
            "who was attacked by JNIM in 2022",
            "who/was [attacked <By JNIM> <In @2022>]",
        ),
        ("Whom did France support?", "whom/did [France support]"),
        (
            "which accords did CMA sign",
            "which/- [accords did CMA sign]",
        ),
        ("what happened in Kidal", "what/- [happened <In Kidal>]"),
        ("who in Mali", "who/- [_ <In Mali>]"),
        ("ambushes in Mali", "[ambushes <In Mali>]"),
        ("CSP", "[CSP]"),
        ("in 2012", "[_ <In @2012>]"),
        (
            "count ambushes in Mali since 2012 by year",
            "count [ambushes <In Mali> <Since @2012> <By year>]",
        ),
        ("count of ambushes", "count [ambushes]"),
        ("How many coups in Mali?", "count [coups <In Mali>]"),
        (
            "sum killed of ambushes by attacker",
            "Sum killed of [ambushes <By attacker>]",
        ),
        (
            "total civilians killed of events",
            "Sum civilians killed of [events]",
        ),
        ("mean killed of battles", "Average killed of [battles]"),
        ("maximum killed of battles", "Max killed of [battles]"),
        ("minimum killed of battles", "Min killed of [battles]"),
        ("did Ukraine support CSP", "did? [Ukraine support CSP]"),
        (
            "Was Wagner ambushed by CSP in May 2022?",
            "was? [Wagner ambushed <By CSP> <In @May 2022>]",
        ),
        ("tell me about CSP", "about [CSP]"),
        (
            "about \"Wagner Group\" in 2021",
            "about [\"Wagner Group\" <In @2021>]",
        ),
        ("IS attacks in Mali", "[IS attacks <In Mali>]"),
        ("Is CSP allied with JNIM", "is? [CSP allied <With JNIM>]"),
    ]);
}

#[test]
fn surveys() {
    shapes(&[
        ("lineage of CSP", "lineage of [CSP]"),
        (
            "network of CSP within 2 steps as of 2024",
            "network of [CSP <AsOf @2024>] steps=2",
        ),
        (
            "centrality of actors in alliances during 2010 top 10",
            "centrality of [actors <In alliances> <During @2010>] limit=10",
        ),
        (
            "brokers between France and JNIM",
            "brokers [_ <Between France .. JNIM>]",
        ),
        (
            "the cut points between A and (B or C) via support",
            "cut actors [_ <Between A .. ([B] | [C])> <Via support>]",
        ),
        (
            "communities of alliances in 2014",
            "communities of [alliances <In @2014>]",
        ),
        (
            "the timeline of \"Wagner Group\" since 2021",
            "timeline of [\"Wagner Group\" <Since @2021>]",
        ),
        (
            "timeline of (ambushes in Mopti) or coups limit 3",
            "timeline of [([ambushes <In Mopti>])] | [coups] limit=3",
        ),
    ]);
}

#[test]
fn paths() {
    shapes(&[
        (
            "path from Ukraine to \"Wagner Group\"",
            "path [Ukraine] -> [\"Wagner Group\"]",
        ),
        (
            "paths from Iran to Houthis via support, membership at most 3 steps",
            "path [Iran] -> [Houthis] <Via ([support] , [membership])> steps=3",
        ),
        (
            "paths from Iran to Houthis via support within 3 steps",
            "path [Iran] -> [Houthis] <Via support> steps=3",
        ),
        (
            "path between France and JNIM in Mali and Niger during 2015",
            "path [France] -> [JNIM] <In ([Mali] & [Niger])> <During @2015>",
        ),
        ("path to JNIM from A and B", "path [A] & [B] -> [JNIM]"),
        (
            "path from A and B to (C or D) as of 2015",
            "path [A] & [B] -> [([C] | [D])] <AsOf @2015>",
        ),
        (
            "path from A to B in Mali and since 2012, strictly",
            "path [A] -> [B] <In Mali> <Since @2012> strictly",
        ),
        (
            "path from A to B from 2012 to 2014",
            "path [A] -> [B] <From @2012 .. @2014>",
        ),
    ]);
}

#[test]
fn chains_stay_flat() {
    shapes(&[
        (
            "ambushes in Mali and Niger in 2022",
            "[ambushes <In Mali>] & [Niger <In @2022>]",
        ),
        (
            "ambushes in Mali and in Niger",
            "[ambushes <In Mali>] & [_ <In Niger>]",
        ),
        (
            "allies of Mali and allies of Niger",
            "[allies <Of Mali>] & [allies <Of Niger>]",
        ),
        (
            "allies of Mali or Niger except France",
            "[allies <Of Mali>] | [Niger] \\ [France]",
        ),
        (
            "ambushes in Mali, Niger, and Chad",
            "[ambushes <In Mali>] , [Niger] & [Chad]",
        ),
        (
            "allies of {Mali, Niger}",
            "[allies <Of ([Mali] , [Niger])>]",
        ),
        (
            "(allies of Mali) except (allies of Niger in 2012)",
            "[([allies <Of Mali>])] \\ [([allies <Of Niger> <In @2012>])]",
        ),
        (
            "who ambushed \"Wagner Group\" or its successors in Mali since 2021",
            "who/- [ambushed \"Wagner Group\"] | [its successors <In Mali> <Since @2021>]",
        ),
        (
            "ambushes in 2012 and 2014",
            "[ambushes <In @2012>] & [@2014]",
        ),
        ("هجمات in مالي، النيجر", "[هجمات <In مالي>] , [النيجر]"),
    ]);
}

#[test]
fn clauses() {
    shapes(&[
        (
            "ambushes between JNIM and \"Malian Armed Forces\" in Mopti in 2022",
            "[ambushes <Between JNIM .. \"Malian Armed Forces\"> <In Mopti> <In @2022>]",
        ),
        (
            "events in Mali between \"Algiers Accord\" and \"2020 Malian coup\"",
            "[events <In Mali> <Between \"Algiers Accord\" .. \"2020 Malian coup\">]",
        ),
        (
            "accords between (A or B) and C and D",
            "[accords <Between ([A] | [B]) .. C>] & [D]",
        ),
        (
            "support from Russia to Mali from 2012 to 2014",
            "[support <From Russia .. Mali> <From @2012 .. @2014>]",
        ),
        (
            "deployments to Mali from Chad",
            "[deployments <To Mali> <From Chad>]",
        ),
        ("events within Mali", "[events <In Mali>]"),
        (
            "allies of JNIM as of 2018-06",
            "[allies <Of JNIM> <AsOf @2018-06>]",
        ),
        ("who fought alongside CSP", "who/- [fought <Alongside CSP>]"),
        (
            "attacks according to \"UCDP GED\" claimed by JNIM attributed to ISGS",
            "[attacks <AccordingTo \"UCDP GED\"> <ClaimedBy JNIM> <AttributedTo ISGS>]",
        ),
        (
            "who claimed attacks attributed wrongly",
            "who/- [claimed attacks attributed wrongly]",
        ),
        (
            "accords with no implementation",
            "[accords <With no implementation>]",
        ),
        (
            "events where target is unknown",
            "[events <Where target is unknown>]",
        ),
    ]);
}

#[test]
fn comparisons() {
    shapes(&[
        (
            "attacks against MINUSMA with killed >= 3",
            "[attacks <Against MINUSMA> <With killed >= 3>]",
        ),
        ("attacks with killed>=3", "[attacks <With killed >= 3>]"),
        (
            "attacks with civilians killed at least 1,000",
            "[attacks <With civilians killed >= 1000>]",
        ),
        (
            "attacks with killed at most 3",
            "[attacks <With killed <= 3>]",
        ),
        (
            "attacks with killed more than 3",
            "[attacks <With killed > 3>]",
        ),
        (
            "attacks with killed less than 3 in Mali",
            "[attacks <With killed < 3> <In Mali>]",
        ),
        (
            "attacks with fewer than 3.5 killed",
            "[attacks <With killed < 3.5>]",
        ),
        (
            "attacks where killed over 3",
            "[attacks <Where killed > 3>]",
        ),
        (
            "attacks where killed ≠ −3",
            "[attacks <Where killed != -3>]",
        ),
        ("attacks where killed == 3", "[attacks <Where killed = 3>]"),
        (
            "attacks with killed >= 3 and wounded > 5 or in Mali",
            "[attacks <With killed >= 3>] & [_ <With wounded > 5>] | [_ <In Mali>]",
        ),
        (
            "attacks with killed at most 3 at most 2 steps",
            "[attacks <With killed <= 3>] steps=2",
        ),
        ("limit 5 coups", "[coups] limit=5"),
        ("order by date about CSP", "about [CSP] +date"),
        (
            "ambushes from 2012 limit 5 to 2014",
            "[ambushes <From @2012 .. @2014>] limit=5",
        ),
        (
            "control with allies over 10 villages",
            "[control <With allies> <Over 10 villages>]",
        ),
        (
            "control with allies over Kidal",
            "[control <With allies> <Over Kidal>]",
        ),
    ]);
}

#[test]
fn output_stands_anywhere() {
    shapes(&[
        ("strictly coups in 2021", "[coups <In @2021>] strictly"),
        ("coups strictly in 2021", "[coups <In @2021>] strictly"),
        (
            "coups limit 5 in 2021 all",
            "[coups <In @2021>] limit=5 all",
        ),
        (
            "attacks in Mali order by killed desc, start date top 1,000",
            "[attacks <In Mali>] limit=1000 -killed +start date",
        ),
        ("attacks sorted by date ascending", "[attacks] +date"),
        ("the top 10 attacks", "[attacks] limit=10"),
        ("list all coups in Mali.", "[coups <In Mali>] all"),
        ("please show me strictly coups", "[coups] strictly"),
        ("list of coups", "[list <Of coups>]"),
        (
            "who signed all accords in 2015",
            "who/- [signed all accords <In @2015>]",
        ),
        (
            "count coups in Mali all and Niger",
            "count [coups <In Mali>] & [Niger] all",
        ),
    ]);
}

#[test]
fn moments() {
    for text in [
        "2012",
        "2012-05",
        "2012-05-03",
        "2012-Q1",
        "Q1 2012",
        "2012q1",
        "May 2012",
        "3 May 2012",
        "May 3, 2012",
        "May 3 2012",
        "27th July 2024",
        "Sept. 2021",
        "sep 2021",
        "2021 may",
        "03/04/2021",
        "2021/04/03",
        "today",
        "Yesterday",
        "2021-13",
    ] {
        let shape = format!("[coups <Since @{text}> <In Mali>]");
        assert_eq!(sketch(&read(&format!("coups since {text} in Mali"))), shape);
        let shape = format!("[coups <Since @{text}>]");
        assert_eq!(sketch(&read(&format!("coups since {text}"))), shape);
    }
    shapes(&[
        (
            "events before 2020 Malian coup",
            "[events <Before 2020 Malian coup>]",
        ),
        (
            "events before 2012 \"coup\"",
            "[events <Before 2012 \"coup\">]",
        ),
        ("events in May", "[events <In May>]"),
        (
            "events on 27\u{a0}July  2024",
            "[events <On @27 July 2024>]",
        ),
        ("events since March 23", "[events <Since March 23>]"),
        ("events by Mayotte 2012", "[events <By Mayotte 2012>]"),
        ("events on 9/11", "[events <On 9/11>]"),
        ("2012 and 2014", "[@2012] & [@2014]"),
    ]);
}

#[test]
fn names() {
    shapes(&[
        (
            "attacks by “Wagner Group”",
            "[attacks <By \"Wagner Group\">]",
        ),
        (
            "attacks by „Wagner Group“",
            "[attacks <By \"Wagner Group\">]",
        ),
        (
            "attacks by « Wagner Group »",
            "[attacks <By \"Wagner Group\">]",
        ),
        (
            "attacks by »Wagner Group«",
            "[attacks <By \"Wagner Group\">]",
        ),
        (
            "attacks by 'Wagner Group' in Mali",
            "[attacks <By \"Wagner Group\"> <In Mali>]",
        ),
        (
            "attacks by ‘Ba’ath Party’",
            "[attacks <By \"Ba’ath Party\">]",
        ),
        (
            "attacks by \"Wagner” and \"JNIM\"",
            "[attacks <By \"Wagner\">] & [\"JNIM\"]",
        ),
        (
            "attacks by \"the “PMC” Wagner\"",
            "[attacks <By \"the “PMC” Wagner\">]",
        ),
        (
            "attacks by \"Group for Support of Islam in Mali\"",
            "[attacks <By \"Group for Support of Islam in Mali\">]",
        ),
        (
            "attacks by \"a \\\"b\\\" \\\\ c\"",
            "[attacks <By \"a \\\"b\\\" \\\\ c\">]",
        ),
        (
            "attacks by \"Wagner\n  Group\"",
            "[attacks <By \"Wagner Group\">]",
        ),
        (
            "attacks by rebels' allies and rebels' friends",
            "[attacks <By rebels' allies>] & [rebels' friends]",
        ),
        (
            "the '90s coups and '80s coups",
            "[the '90s coups] & ['80s coups]",
        ),
        (
            "attacks by Ba'ath and U.N. forces in Côte d’Ivoire",
            "[attacks <By Ba'ath>] & [U.N. forces <In Côte d’Ivoire>]",
        ),
        ("statements by the U.N.", "[statements <By the U.N.>]"),
        ("attacks by J. Kony", "[attacks <By J Kony>]"),
        ("by-election in At-Turi", "[by-election <In At-Turi>]"),
        (
            "attacks by AQIM/JNIM and R&D",
            "[attacks <By AQIM/JNIM>] & [R&D]",
        ),
        ("attacks by Smith & Wesson", "[attacks <By Smith & Wesson>]"),
        (
            "attacks by Georgia [state] and <https://example.org/x#y>",
            "[attacks <By Georgia [state]>] & [<https://example.org/x#y>]",
        ),
        (
            "attacks by الحركة الوطنية لتحرير أزواد؟",
            "[attacks <By الحركة الوطنية لتحرير أزواد>]",
        ),
        (
            "attacks by \u{200f}أزواد\u{200f} in \u{feff}Mali",
            "[attacks <By أزواد> <In Mali>]",
        ),
        ("attacks by 瓦格纳集团", "[attacks <By 瓦格纳集团>]"),
        (
            "attacks by M\u{e9}decins and Me\u{301}decins",
            "[attacks <By M\u{e9}decins>] & [Me\u{301}decins]",
        ),
    ]);
}

#[test]
fn lines_comments_and_last_stops_say_nothing() {
    shapes(&[
        (
            "ambushes\nin Mali # place\nsince # time\n 2012 ?",
            "[ambushes <In Mali> <Since @2012>]",
        ),
        (
            "AMBUSHES IN Mali SINCE 2012.;",
            "[AMBUSHES <In Mali> <Since @2012>]",
        ),
        ("allies as # odd\n of 2012", "[allies <AsOf @2012>]"),
        (
            "# first\n\nwho attacked Mali?! # last",
            "who/- [attacked Mali]",
        ),
    ]);
}

#[test]
fn sparql_is_kept_as_it_is() {
    shapes(&[
        (
            "sparql { SELECT * { ?s ?p ?o } }",
            "sparql \" SELECT * { ?s ?p ?o } \"",
        ),
        ("SPARQL{ASK{?s ?p '}'}};", "sparql \"ASK{?s ?p '}'}\""),
        ("# raw\nsparql { # }\n ?s } # end", "sparql \" # }\\n ?s \""),
        (
            "sparql { ?s } limit 5 strictly",
            "sparql \" ?s \" strictly limit=5",
        ),
    ]);
    let text = "sparql { SELECT }";
    let question = read(text);
    let crate::question::ast::Sentence::Sparql { text: inner, span } = question.sentence else {
        panic!("{text} is SPARQL")
    };
    assert_eq!(text[span.start..span.end], inner);
}

/// The corpus of `language.md` and of the first dataset, as far as the grammar goes today.
#[test]
fn questions_that_people_ask() {
    for text in [
        "who ambushed \"Wagner Group\"",
        "who fought \"Wagner Group\"",
        "allies of MNLA in 2012",
        "allies of CSP",
        "who fought alongside CSP",
        "who fought CSP",
        "coups in 2021",
        "sum killed of events in Tinzaouatene by victim",
        "interventions in Mali since 2013",
        "accords in 2015",
        "who requested \"Operation Barkhane\"",
        "who signed \"Algiers Accord\"",
        "members of CMA",
        "founder of \"Wagner Group\"",
        "leader of \"Wagner Group\"",
        "who ambushd Wagner",
        "allies JNIM",
        "who ambushed Wagnr",
        "count ambushes by yeer",
        "allies of JNIM during 2012",
        "allies of JNIM as of 2018",
        "signatories of \"Algiers Accord\"",
        "successors of \"Wagner Group\"",
        "events involving ISGS",
        "allies of Russia that are enemies of Ukraine",
        "who controlled Kidal as of 2014-03-01",
        "actors that signed an accord and never ambushed Mali",
        "guarantors who supported a party",
        "path from A to B during 2015",
        "ambushes in neighbours of Mali",
        "count ambushes by country, year",
        "who supports both sides of \"Libyan civil war\"",
        "attacks against MINUSMA with killed >= 3",
    ] {
        let question = read(text);
        assert_eq!(format(&question), text);
    }
}
