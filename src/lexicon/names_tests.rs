//! Tests of the name index.

use super::*;
use proptest::prelude::*;

fn name(iri: &str, label: &str, aliases: &[&str], situations: u32) -> Name {
    Name {
        iri: iri.to_owned(),
        label: label.to_owned(),
        aliases: aliases.iter().map(|a| (*a).to_owned()).collect(),
        classes: Vec::new(),
        situation: false,
        situations,
        alive: None,
    }
}

fn sahel() -> NameIndex {
    NameIndex::new(vec![
        name("wagner", "Wagner Group", &["Wagner PMC", "ЧВК Вагнер"], 12),
        name(
            "jnim",
            "Jama'at Nusrat al-Islam wal-Muslimin",
            &["JNIM", "GSIM"],
            9,
        ),
        name("mali", "Mali", &["Republic of Mali"], 30),
        name("fama", "Malian Armed Forces", &["FAMa", "army of Mali"], 20),
        name("goita", "Assimi Goïta", &[], 3),
        name("barkhane", "Operation Barkhane", &["Force Barkhane"], 5),
        name(
            "csp",
            "Permanent Strategic Framework",
            &["CSP", "Cadre stratégique permanent"],
            7,
        ),
        name("west", "the West", &[], 2),
        name("qaida", "al-Qaida", &["Al Qaeda"], 4),
        name("aqim", "Al-Qaida in the Islamic Maghreb", &["AQIM"], 6),
        name("civ", "Côte d’Ivoire", &["Ivory Coast"], 1),
        name("georgia-us", "Georgia", &[], 1),
        name("georgia", "Georgia", &[], 8),
        name("sakartvelo", "Sakartvelo", &["Georgia"], 50),
        name("empty", "—", &[], 99),
    ])
}

fn iris(index: &NameIndex, ids: &[NameId]) -> Vec<String> {
    ids.iter().map(|id| index.name(*id).iri.clone()).collect()
}

fn exact(text: &str) -> Vec<String> {
    let index = sahel();
    iris(&index, &index.exact(text))
}

fn partial(text: &str) -> Vec<String> {
    let index = sahel();
    iris(&index, &index.lookup(text).partial)
}

fn nearest(text: &str) -> Vec<String> {
    let index = sahel();
    let near: Vec<NameId> = index.suggest(text, 5).into_iter().map(|n| n.name).collect();
    iris(&index, &near)
}

fn completed(text: &str) -> Vec<String> {
    let index = sahel();
    iris(&index, &index.complete(text, |_| true, 4))
}

#[test]
fn labels_aliases_and_abbreviations_are_found_in_any_spelling() {
    for (text, iri) in [
        ("wagner group", "wagner"),
        ("Вагнер", ""),
        ("чвк вагнер", "wagner"),
        ("gsim", "jnim"),
        ("Jamaat Nusrat al Islam wal Muslimin", "jnim"),
        ("ASSIMI GOITA", "goita"),
        ("Cote d'Ivoire", "civ"),
        ("C.S.P.", "csp"),
    ] {
        let expected: &[&str] = if iri.is_empty() { &[] } else { &[iri] };
        assert_eq!(exact(text), expected, "{text}");
    }
}

#[test]
fn a_label_ranks_before_an_alias_and_hides_nothing() {
    assert_eq!(exact("Georgia"), ["georgia", "georgia-us", "sakartvelo"]);
}

#[test]
fn articles_can_be_left_out_or_added() {
    assert_eq!(exact("West"), ["west"]);
    assert_eq!(exact("the Wagner Group"), ["wagner"]);
    assert_eq!(exact("el-Qaida"), ["qaida"]);
    assert_eq!(exact("Qaida"), ["qaida"]);
    assert_eq!(exact("Jamaat Nusrat ul Islam wal Muslimin"), ["jnim"]);
    assert!(exact("the").is_empty());
}

#[test]
fn whole_words_of_a_name_match_in_part() {
    assert_eq!(partial("Wagner"), ["wagner"]);
    assert_eq!(partial("Goita"), ["goita"]);
    assert_eq!(partial("the Barkhane"), ["barkhane"]);
    assert_eq!(partial("Mali"), ["fama"]);
    assert_eq!(partial("armed forces"), ["fama"]);
    assert_eq!(partial("al-Qaida"), ["aqim"]);
    assert_eq!(partial("islamic maghreb"), ["aqim"]);
    for nothing in ["Wagn", "forces armed", "of", "the", "al", "", "—", "in the"] {
        assert!(partial(nothing).is_empty(), "{nothing}");
    }
}

#[test]
fn the_longest_name_at_the_beginning_is_taken() {
    let index = sahel();
    let words = ["Republic", "of", "Mali", "in", "2012"];
    let (taken, ids) = index.longest_exact_prefix(&words).expect("a name");
    assert_eq!((taken, iris(&index, &ids)), (3, vec!["mali".to_owned()]));
    let (taken, ids) = index
        .longest_partial_prefix(&["Islamic", "Maghreb", "since"])
        .expect("a part");
    assert_eq!((taken, iris(&index, &ids)), (2, vec!["aqim".to_owned()]));
    assert!(index.longest_exact_prefix(&[]).is_none());
}

#[test]
fn misspelled_names_are_near() {
    assert_eq!(nearest("Wagnr"), ["wagner"]);
    assert_eq!(nearest("Wagner Gruop"), ["wagner"]);
    assert_eq!(nearest("Wagnergroup"), ["wagner"]);
    assert_eq!(nearest("CPS"), ["csp"]);
    assert_eq!(nearest("strategc framwork"), ["csp"]);
    assert_eq!(nearest("permanant stratejic framewrok"), ["csp"]);
    assert_eq!(nearest("Goyta"), ["goita"]);
    assert_eq!(nearest("Mail")[0], "mali");
    assert!(nearest("xyzzy").is_empty());
    assert!(nearest("").is_empty());
    assert!(nearest("??").is_empty());
}

#[test]
fn completion_begins_at_any_word() {
    assert_eq!(completed("bark"), ["barkhane"]);
    assert_eq!(completed("isl"), ["jnim", "aqim"]);
    assert_eq!(completed("mali"), ["mali", "fama"]);
    assert_eq!(completed("malian ar"), ["fama"]);
    assert_eq!(completed("al"), ["jnim", "aqim", "qaida"]);
    assert_eq!(completed("the wes"), ["west"]);
    assert_eq!(completed(""), ["empty", "sakartvelo", "mali", "fama"]);
    assert!(completed("zz").is_empty());
    let index = sahel();
    let few = index.complete("ma", |name| name.situations < 25, 9);
    assert_eq!(iris(&index, &few), ["fama", "aqim"]);
}

#[test]
fn names_are_found_by_iri() {
    let index = sahel();
    assert_eq!(
        index.by_iri("jnim").map(|id| index.name(id).label.as_str()),
        Some("Jama'at Nusrat al-Islam wal-Muslimin")
    );
    assert_eq!(index.by_iri("nobody"), None);
}

#[test]
fn a_megabyte_is_no_name() {
    let index = sahel();
    for text in ["wagner ".repeat(120_000), "w".repeat(1 << 20)] {
        assert!(index.lookup(&text).is_empty());
        assert!(index.suggest(&text, 5).is_empty());
        assert!(index.complete(&text, |_| true, 5).is_empty());
    }
}

proptest! {
    #[test]
    fn every_name_is_found_by_all_it_is_called(
        labels in prop::collection::vec("[a-zé'’ -]{0,12}", 1..12),
        text in any::<String>(),
    ) {
        let names = labels.iter().enumerate().map(|(i, label)| name(&i.to_string(), label, &[], 0));
        let index = NameIndex::new(names.collect());
        for (id, name) in index.iter() {
            if !fold(&name.label).is_empty() {
                prop_assert!(index.exact(&name.label).contains(&id));
                prop_assert!(index.complete(&name.label, |_| true, 99).contains(&id));
                prop_assert!(index.suggest(&name.label, 99).iter().any(|n| n.name == id && n.distance == 0));
            }
        }
        prop_assert!(index.suggest(&text, 3).len() <= 3);
        prop_assert_eq!(index.lookup(&text).exact, index.exact(&text));
    }
}

/// Makes names of two or three words from syllables, each with an abbreviation.
fn many(count: u32) -> Vec<Name> {
    const SYLLABLES: [&str; 16] = [
        "ga", "mo", "ti", "ré", "ka", "dal", "ber", "sou", "an", "zi", "men", "lou", "tes", "wad",
        "kou", "fi",
    ];
    let word = |n: u32| {
        let parts = [n % 16, n / 16 % 16, n / 256 % 16].map(|i| SYLLABLES[i as usize]);
        parts.concat()
    };
    let make = |i: u32| {
        let scattered = i.wrapping_mul(2_654_435_761);
        let label = format!("{} {} Front", word(scattered >> 3), word(scattered >> 17));
        name(&format!("{i}"), &label, &[&format!("F{i}")], i % 100)
    };
    (0..count).map(make).collect()
}

#[test]
fn thousands_of_names_are_indexed_and_searched() {
    let names = many(20_000);
    let wanted = names[777].clone();
    let timed = |what: &str, since: std::time::Instant| println!("{what}: {:?}", since.elapsed());
    let start = std::time::Instant::now();
    let index = NameIndex::new(names);
    timed("build", start);
    let is_wanted = |id: &NameId| index.name(*id).iri == wanted.iri;

    let start = std::time::Instant::now();
    assert!(index.exact(&wanted.label).iter().any(is_wanted));
    timed("exact", start);
    let start = std::time::Instant::now();
    assert!(
        index
            .lookup(wanted.label.trim_end_matches(" Front"))
            .partial
            .iter()
            .any(is_wanted)
    );
    timed("partial", start);
    let start = std::time::Instant::now();
    assert_eq!(index.lookup("Front").partial.len(), 20_000);
    timed("partial of all", start);
    let start = std::time::Instant::now();
    assert_eq!(index.complete("f", |_| true, 10).len(), 10);
    timed("complete a letter", start);
    let misspelled = wanted.label.replacen("Front", "Fornt", 1);
    for what in ["first near miss", "near miss"] {
        let start = std::time::Instant::now();
        assert!(
            index
                .suggest(&misspelled, 5)
                .iter()
                .any(|near| is_wanted(&near.name))
        );
        timed(what, start);
    }
    let start = std::time::Instant::now();
    assert_eq!(index.suggest("Fornt", 5).len(), 5);
    timed("near miss of a word in all", start);
}
