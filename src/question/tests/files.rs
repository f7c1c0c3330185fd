use super::properties;
use crate::question::ast::Question;
use crate::question::{File, format, format_file, parse_open};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

const FILE: &str = "\u{feff}# Written by hand.
title:  Coups in a place
language: 1
param place: place=\"Mali\"
# since when
param since :date

# First those in one place;
# then how many.
Coups   in $place # here
  since $since | select   coup,when ;count coups by year | where count >= 1 | sort count desc, year | take 3 | select year, count | export \"coups by year.csv\"

let north = {Kidal,Gao}

# the end
";

#[test]
fn a_file_is_read() {
    let file = File::parse(FILE).unwrap();
    assert_eq!(file.title.as_deref(), Some("Coups in a place"));
    let parameters: Vec<_> = file
        .parameters
        .iter()
        .map(|p| {
            (
                p.name.as_str(),
                p.kind.name(),
                p.default.as_ref().map(|value| value.text()),
            )
        })
        .collect();
    assert_eq!(
        parameters,
        [("place", "place", Some("Mali")), ("since", "date", None)]
    );
    assert_eq!(file.statements.len(), 3);
    assert!(FILE[file.statements[0].start..].starts_with("Coups"));
    assert!(FILE[..file.statements[0].end].ends_with("coup,when"));
}

#[test]
fn a_file_has_one_form_and_keeps_its_comments() {
    let canonical = format_file(FILE).unwrap();
    assert_eq!(
        canonical,
        "\
# Written by hand.
title: Coups in a place
language: 1
param place: place = Mali
# since when
param since: date

# First those in one place;
# then how many.
# here
Coups in $place since $since | select coup, when

count coups by year
  | where count >= 1
  | sort count desc, year
  | take 3
  | select year, count
  | export \"coups by year.csv\"

let north = (Kidal, Gao)

# the end
"
    );
    assert_eq!(format_file(&canonical).unwrap(), canonical);
    assert_eq!(format_file("").unwrap(), "");
    assert_eq!(format_file("coups").unwrap(), "coups\n");
    assert_eq!(format_file("# only this").unwrap(), "# only this\n");
}

#[test]
fn a_wrong_header_says_what_is_wrong() {
    let wrong = |text: &str| {
        let error = File::parse(text).unwrap_err();
        (
            error.to_string(),
            text[error.span.start..error.span.end].to_owned(),
        )
    };
    for (text, message) in [
        (
            "titel: x\ncoups",
            "no header line begins with `titel:`; there is `title`",
        ),
        (
            "author: x\ncoups",
            "no header line begins with `author:`; there are title, language and param",
        ),
        (
            "language: 2\ncoups",
            "language 2 is not read here; language 1 is",
        ),
        (
            "param year: day\ncoups",
            "a parameter is one of actor, place, date, number, text, not \"day\"",
        ),
        (
            "param 1: date\ncoups",
            "`1` is no name of a parameter: letters, digits and `_` make one",
        ),
        (
            "param: date\ncoups",
            "a parameter has a name: param year: date = 2021",
        ),
        ("param n: number = many\ncoups", "\"many\" is no number"),
        ("param n: number =\ncoups", "there is no value"),
        (
            "param a: text\nparam a: text\ncoups",
            "`a` is declared twice",
        ),
    ] {
        let (said, marked) = wrong(text);
        assert_eq!(said, message);
        assert!(text.contains(&marked) && marked.contains(':'), "{marked}");
    }
}

#[test]
fn a_wrong_question_is_marked_in_the_whole_file() {
    let text = "title: x\n\ncoups\n\nallies of (CSP";
    let error = format_file(text).unwrap_err();
    assert_eq!(&text[error.span.start..], "(CSP");
}

proptest! {
    // The same cases in each run.
    #![proptest_config(ProptestConfig { cases: 64, rng_seed: RngSeed::Fixed(2012), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_file_keeps_its_questions_and_its_comments(
        questions in vec((properties::question(), "[ a-z;\"(]{0,8}", any::<bool>()), 1..4),
    ) {
        // Whether a question alone is read back is tested with the other trees.
        let alone = |question: &Question| parse_open(&format(question)).map(Question::without_spans).as_ref() == Ok(question);
        prop_assume!(questions.iter().all(|(question, ..)| alone(question)));
        let mut text = String::new();
        for (question, comment, broken) in &questions {
            text.push_str(&format!("# {comment}\n{}{}", format(question), if *broken { "\n;" } else { "\n \n\n" }));
        }
        let canonical = format_file(&text);
        prop_assert!(canonical.is_ok(), "{:?}: {:?}", text, canonical);
        let canonical = canonical.unwrap_or_default();
        prop_assert_eq!(format_file(&canonical), Ok(canonical.clone()));
        let file = File::parse(&canonical);
        let spans = file.map(|file| file.statements).unwrap_or_default();
        let read: Vec<_> = spans
            .iter()
            .map(|span| parse_open(&canonical[span.start..span.end]).map(Question::without_spans))
            .collect();
        let written: Vec<_> = questions.iter().map(|(question, ..)| Ok(question.clone())).collect();
        prop_assert_eq!(read, written, "{}", canonical);
        for (_, comment, _) in &questions {
            let kept = canonical.contains(format!("# {comment}").trim());
            prop_assert!(kept, "{}", canonical);
        }
    }
}
