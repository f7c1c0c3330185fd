//! Whatever an answer or a question holds, it is drawn within the screen, without a panic, and steers no terminal.

#[allow(dead_code)]
#[path = "support/tape.rs"]
mod tape;

use allegiance::answer::{Answer, Cell, Column, ColumnType, Kind, Row, Value};
use allegiance::diagnostic::{Candidate, Diagnostic, Label};
use allegiance::question::ast::Span;
use allegiance::question::{Open, split, unfinished};
use allegiance::render::{Format, Reader, Screen, diagnostic};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

/// Text of several scripts and widths, with what terminals obey and formats give a meaning to.
fn text() -> impl Strategy<Value = String> {
    let hostile =
        "[ \\t\\n\\r\"',;|#=<>{}\\\\~*\u{1b}\u{7}\u{9b}\u{202e}\u{2066}\u{200b}\u{e0041}]";
    let scripts = "[a-zéï 0-9人民解放軍عربي\u{200d}👨-]";
    prop_oneof![
        4 => vec(prop_oneof![3 => scripts, 1 => hostile], 0..30).prop_map(|parts| parts.concat()),
        1 => any::<String>(),
        1 => "[a-z]{30,200}",
    ]
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Missing),
        any::<bool>().prop_map(Value::Boolean),
        any::<i64>().prop_map(Value::Integer),
        any::<f64>().prop_map(Value::Number),
        text().prop_map(Value::Text),
    ]
}

fn cell() -> impl Strategy<Value = Cell> {
    let leaf = (
        value(),
        option::of(text()),
        option::of(text()),
        option::of(text()),
        vec(text(), 0..3),
        any::<bool>(),
        option::of(text()),
    )
        .prop_map(
            |(value, iri, label, certainty, according_to, possible, remark)| Cell {
                iri,
                label,
                certainty,
                according_to,
                possible,
                remark,
                ..Cell::of(value)
            },
        );
    let leaf = leaf.boxed();
    (leaf.clone(), vec(leaf, 0..7)).prop_map(|(cell, items)| Cell { items, ..cell })
}

fn column() -> impl Strategy<Value = Column> {
    use ColumnType::{Actor, Date, Integer, Text};
    let name = prop_oneof![
        Just("path".to_owned()),
        Just("from".to_owned()),
        Just("to".to_owned()),
        text()
    ];
    let kind = prop_oneof![Just(Actor), Just(Date), Just(Integer), Just(Text)];
    (name, kind).prop_map(|(name, kind)| Column { name, kind })
}

fn answer() -> impl Strategy<Value = Answer> {
    use Kind::{Card, Graph, Paths, Table, YesNo};
    let kind = prop_oneof![
        Just(Table),
        Just(YesNo),
        Just(Paths),
        Just(Graph),
        Just(Card)
    ];
    let rows = |width: usize| vec(vec(cell(), width), 0..4);
    let table =
        vec(column(), 0..9).prop_flat_map(move |columns| (rows(columns.len()), Just(columns)));
    (kind, text(), table, 0..3_usize, vec(text(), 0..3)).prop_map(
        |(kind, reading, (rows, columns), hidden, notes)| Answer {
            question: reading.clone(),
            reading,
            kind,
            columns,
            total: rows.len() + hidden,
            rows: rows
                .into_iter()
                .map(|cells| Row {
                    cells,
                    evidence: Vec::new(),
                })
                .collect(),
            nodes: Vec::new(),
            notes,
            sparql: String::new(),
        },
    )
}

fn problem() -> impl Strategy<Value = (String, Diagnostic)> {
    let span = (0..80_usize, 0..80_usize).prop_map(|(start, end)| Span { start, end });
    let label = (span, text()).prop_map(|(span, text)| Label { span, text });
    let candidate =
        (text(), text(), option::of(text())).prop_map(|(label, detail, question)| Candidate {
            label,
            detail,
            iri: None,
            question,
        });
    let parts = (
        text(),
        vec(label, 0..3),
        vec(candidate, 0..4),
        option::of(text()),
        vec(text(), 0..3),
    );
    (text(), parts).prop_map(
        |(question, (message, labels, candidates, correction, notes))| {
            let problem = Diagnostic {
                code: "some-problem",
                message,
                labels,
                candidates,
                correction,
                notes,
            };
            (question, problem)
        },
    )
}

fn steers(text: &str) -> bool {
    text.chars().any(|c| {
        (c.is_control() && c != '\n' && c != '\t')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    })
}

proptest! {
    #![proptest_config(crate::tape::cases(150))]

    #[test]
    fn an_answer_stays_within_the_screen(answer in answer(), width in 24..150_usize) {
        let screen = Screen::terminal(Some(width), false);
        let drawn = Format::Table.write(&screen, &answer);
        prop_assert!(!steers(&drawn), "{drawn:?}");
        for line in drawn.lines() {
            // A grapheme that is measured as its parts may stand out by one of them.
            prop_assert!(line.width() <= width + 2, "{} of {width}: {line}", line.width());
        }
    }

    #[test]
    fn no_format_steers_a_terminal(answer in answer()) {
        for format in Format::ALL {
            let written = format.write(&Screen::terminal(None, false), &answer);
            prop_assert!(!steers(&written), "{}: {written:?}", format.name());
        }
    }

    #[test]
    fn rows_read_back_from_every_format(answer in answer()) {
        let screen = Screen::piped();
        let json: serde_json::Value = serde_json::from_str(&Format::Json.write(&screen, &answer)).unwrap();
        prop_assert_eq!(json["notes"].as_array().unwrap().len(), answer.notes.len());
        let csv = Format::Csv.write(&screen, &answer);
        let mut reader = csv::ReaderBuilder::new().from_reader(csv.as_bytes());
        let rows = reader.records().filter(Result::is_ok).count();
        if !answer.columns.is_empty() {
            prop_assert_eq!(rows, answer.rows.len());
            let tsv = Format::Tsv.write(&screen, &answer);
            prop_assert_eq!(tsv.split('\n').count(), answer.rows.len() + 2);
        }
    }

    #[test]
    fn a_problem_is_drawn_whatever_it_says((question, problem) in problem(), width in 24..150_usize) {
        for reader in [Reader::Prompt, Reader::Log] {
            let screen = Screen::terminal(Some(width), false);
            let drawn = diagnostic(&screen, &question, &problem, reader);
            prop_assert!(!steers(&drawn), "{drawn:?}");
        }
    }

    #[test]
    fn questions_are_split_without_loss(text in text()) {
        let questions = split(&text);
        let mut rest = text.as_str();
        for question in questions {
            prop_assert!(!question.trim().is_empty());
            let at = rest.find(question);
            prop_assert!(at.is_some(), "{question:?} in {rest:?}");
            rest = &rest[at.unwrap() + question.len()..];
        }
        let ended = unfinished(&(text + "\n\n"));
        prop_assert!(ended != Some(Open::Parenthesis), "a blank line ends a parenthesis");
    }
}
