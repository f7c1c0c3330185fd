use crate::question::{DEEPEST_SPARQL, LONGEST_QUESTION, LONGEST_SPARQL, Problem, parse};
use std::time::{Duration, Instant};

fn problem(text: &str) -> Option<Problem> {
    parse(text).err().map(|error| error.problem)
}

fn is_too_long(text: &str) -> bool {
    matches!(problem(text), Some(Problem::TooLong { .. }))
}

fn is_too_deep(text: &str) -> bool {
    matches!(problem(text), Some(Problem::TooDeep { .. }))
}

#[test]
fn length_is_bounded() {
    let begun = Instant::now();
    assert!(is_too_long(&"ambush ".repeat(150_000)));
    assert!(is_too_long(&"é".repeat(500_000)));
    assert!(begun.elapsed() < Duration::from_millis(200));
    assert!(is_too_long(&"x".repeat(LONGEST_QUESTION + 1)));
    assert!(parse(&"x".repeat(LONGEST_QUESTION)).is_ok());
    let sparql = |length: usize| format!("sparql {{{}}}", " ".repeat(length - 9));
    assert!(parse(&sparql(LONGEST_SPARQL)).is_ok());
    assert!(is_too_long(&sparql(LONGEST_SPARQL + 1)));
}

#[test]
fn depth_is_bounded() {
    let nested = |depth: usize| format!("{}coups{}", "(".repeat(depth), ")".repeat(depth));
    let begun = Instant::now();
    for text in [
        nested(65),
        nested(10_000),
        "(".repeat(10_000),
        "(\")\"".repeat(10_000),
        "{(".repeat(5_000),
    ] {
        assert!(is_too_deep(&text));
    }
    assert!(begun.elapsed() < Duration::from_secs(5));
    assert!(is_too_deep(&format!(
        "sparql {{{}",
        "{".repeat(DEEPEST_SPARQL + 1)
    )));
}

/// A thread of the usual 2 MB must do, in an unoptimised build too.
#[test]
fn the_deepest_question_fits_a_small_stack() {
    let text = format!("{}coups{}", "(a in (b) or ".repeat(64), ")".repeat(64));
    assert!(is_too_deep(&text));
    let text = format!(
        "{}coups{}",
        "allies of (a in Mali or ".repeat(64),
        ")".repeat(64)
    );
    let thread = std::thread::Builder::new().stack_size(1 << 20);
    let read = thread.spawn(move || parse(&text).is_ok());
    assert!(read.is_ok_and(|handle| handle.join().is_ok_and(|ok| ok)));
}

/// Texts on which a grammar that reads anything twice would take for ever.
#[test]
fn long_texts_take_linear_time() {
    for unit in [
        "a ",
        "a,",
        "in a ",
        "a and ",
        "a in b and ",
        "(a) or ",
        "()",
        "[a",
        "'a ",
        "\"",
        "\"a\" ",
        "\"\\",
        "“",
        "«",
        "<a:",
        "all ",
        "limit 1 ",
        "with a > 1 ",
        "a > ",
        "via a, ",
        "between a ",
        "2012 ",
        "3 may ",
        "as ",
        "at most ",
        "?",
        ".",
        "a.",
        "a-",
        "'",
        "# ",
        "a\u{200e}",
        "order by a, ",
        "sparql {",
        "select ",
        "path from a to ",
        "&",
        "!",
        "\\",
    ] {
        let time = |length: usize| {
            let text = unit.repeat(length / unit.len());
            let begun = Instant::now();
            let _ = parse(&text);
            begun.elapsed().max(Duration::from_millis(2))
        };
        // Eight times the text; a quadratic reading takes 64 times as long. Tried again, because other tests run beside.
        let linear = || time(4_000) < time(500) * 40;
        assert!(linear() || linear() || linear(), "{unit:?}");
        assert!(
            problem(&unit.repeat(100)) != Some(Problem::TooComplex),
            "{unit:?}"
        );
    }
}
