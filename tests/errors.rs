//! Each kind of error has at least three cases of the corpus, where its message and its correction are compared and tried.
//!
//! The kinds are the codes that scripts see, found where the program makes them.

use allegiance::question::{LONGEST_QUESTION, MOST_SPARQL_PARTS};
use allegiance::{AskError, Input, Session};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

const CASES: usize = 3;

/// Codes of questions that no case shows, with why.
const UNSHOWN: &[(&str, &str)] = &[
    (
        "too-long",
        "longer than a reader of the corpus could read: `limits_are_told` has it",
    ),
    ("too-deep", "as `too-long`"),
    ("too-many-parts", "as `too-long`"),
    (
        "too-complex",
        "guards the parser, which src/question/tests/limits.rs tries in vain",
    ),
    ("list-too-long", "as `too-long`"),
    (
        "output-within",
        "guards against texts that the grammar reads and the canonical form does not; none is known",
    ),
    (
        "not-several",
        "guards against clauses that mean several conditions; those behind `not` mean one",
    ),
    (
        "no-such-object",
        "guards against sets that no reading of a verb takes; today one takes each of them",
    ),
    ("no-such-subject", "as `no-such-object`, for who did it"),
    (
        "two-questions",
        "a verb or a name is missing in all that is known to come here",
    ),
    (
        "not-about",
        "guards against vocabularies without a role for everybody; here each situation can be a participant",
    ),
    (
        "no-moment",
        "what is no moment is refused as a name or a date before",
    ),
];

/// Returns the codes that a source file makes: they stand behind `code:`, in `fn code`, and first in a diagnostic.
fn codes(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let begins = [
        "code: \"",
        "Diagnostic::new(\"",
        "Diagnostic::new( \"",
        "missing( \"",
        "misplaced( \"",
    ];
    // White space says nothing here, so that it does not matter where lines are broken.
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut note = |rest: &str| {
        let code = rest.split('"').next().unwrap_or_default();
        let letters = |c: char| c.is_ascii_lowercase() || c == '-';
        if !code.is_empty() && code.chars().all(letters) {
            found.insert(code.to_owned());
        }
    };
    for begin in begins {
        flat.split(begin).skip(1).for_each(&mut note);
    }
    for body in flat.split("fn code(").skip(1) {
        let body = body.split(" fn ").next().unwrap_or_default();
        body.split("=> \"").skip(1).for_each(&mut note);
    }
    found
}

fn read(folder: &Path, extension: &str, take: &mut dyn FnMut(&str)) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            read(&path, extension, take);
        } else if path.extension().is_some_and(|found| found == extension) {
            take(&fs::read_to_string(&path).expect("a readable file"));
        }
    }
}

/// Returns how often each code stands first in an `error` block of the corpus.
fn shown() -> BTreeMap<String, usize> {
    let mut shown = BTreeMap::new();
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    read(&corpus, "md", &mut |text| {
        for block in text.split("```error\n").skip(1) {
            let code = block.split(':').next().unwrap_or_default();
            *shown.entry(code.to_owned()).or_insert(0) += 1;
        }
    });
    shown
}

#[test]
fn each_kind_of_error_has_three_cases() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut made = BTreeSet::new();
    for room in [
        "question",
        "reading",
        "session",
        "answer/pipes",
        "store/raw",
    ] {
        read(&source.join(room), "rs", &mut |text| {
            made.append(&mut codes(text))
        });
    }
    for file in ["session.rs", "conversation.rs"] {
        let text = fs::read_to_string(source.join(file)).expect("a readable file");
        made.append(&mut codes(&text));
    }
    assert!(
        made.len() > 90,
        "only {} codes are found: {made:?}",
        made.len()
    );
    let shown = shown();
    let exempt = |code: &str| UNSHOWN.iter().any(|(known, _)| *known == code);
    let few: Vec<String> = made
        .iter()
        .filter(|code| !exempt(code) && shown.get(*code).copied().unwrap_or(0) < CASES)
        .map(|code| format!("{code}: {}", shown.get(code).copied().unwrap_or(0)))
        .collect();
    assert!(few.is_empty(), "fewer than {CASES} cases: {few:#?}");
    for (code, reason) in UNSHOWN {
        assert!(made.contains(*code), "nothing makes `{code}` ({reason})");
        let cases = shown.get(*code).copied().unwrap_or(0);
        assert!(cases < CASES, "`{code}` is shown: {reason}");
    }
    let strange: Vec<_> = shown.keys().filter(|code| !made.contains(*code)).collect();
    assert!(strange.is_empty(), "made elsewhere: {strange:?}");
}

#[test]
fn limits_are_told() {
    let session = Session::open(&[Input::from_argument("sahel")]).expect("the dataset opens");
    let nested = "(".repeat(100) + "coups" + &")".repeat(100);
    let long = "coups".to_owned() + &" or coups".repeat(LONGEST_QUESTION);
    let list = "coups in Mali".to_owned() + &", Mali".repeat(300);
    let parts = "?s ?p ?o . ".repeat(MOST_SPARQL_PARTS / 4 + 1);
    let query = format!("sparql {{ SELECT ?s WHERE {{ {parts} }} }}");
    for (code, question) in [
        ("too-long", long),
        ("too-deep", nested),
        ("list-too-long", list),
        ("too-many-parts", query),
    ] {
        match session.read(&question) {
            Err(AskError::Question(diagnostic)) => {
                assert_eq!(diagnostic.code, code, "{}", diagnostic.message);
            }
            other => panic!("{code}: {other:?}"),
        }
    }
}
