//! Readings: each is told as a question that reads the same, and asked in SPARQL that means the same.

// Each test binary uses its part of these.
#[allow(dead_code)]
#[path = "../support/generate.rs"]
mod generate;
#[path = "../support/tape.rs"]
mod tape;
#[allow(dead_code)]
#[path = "../support/vocabulary.rs"]
mod vocabulary;
#[allow(dead_code)]
#[path = "../support/world.rs"]
mod world;

mod queries;
mod words;

use allegiance::reading::{Reading, echo};
use allegiance::{Input, Session};
use generate::Readings;
use proptest::prelude::*;
use std::sync::LazyLock;
use tape::{Tape, cases, tape};
use vocabulary::Vocabulary;

static SAHEL: LazyLock<Session> = LazyLock::new(|| {
    Session::open(&[Input::from_argument("sahel")]).expect("the bundled dataset opens")
});

static WORDS: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::new(&SAHEL));

fn readings() -> Readings<'static, 'static> {
    Readings {
        vocabulary: &WORDS,
        wide: true,
    }
}

/// Reads what the echo of a reading says.
fn reread(session: &Session, reading: &Reading) -> Result<(), String> {
    let text = echo(reading);
    match session.read(&text) {
        Ok((_, again)) if again == *reading => Ok(()),
        Ok((_, again)) => Err(format!(
            "`{text}`\nreads as `{}`\n{reading:?}\n{again:?}",
            echo(&again)
        )),
        Err(error) => Err(format!("`{text}` is no question: {error:?}")),
    }
}

proptest! {
    #![proptest_config(cases(1500))]

    #[test]
    fn the_echo_of_a_survey_reads_the_same(choices in tape(80)) {
        let reading = readings().survey(&mut Tape::new(&choices));
        if let Err(problem) = reread(&SAHEL, &reading) {
            prop_assert!(false, "{problem}");
        }
    }

    #[test]
    fn the_echo_of_a_reading_reads_the_same(choices in tape(80)) {
        let reading = readings().reading(&mut Tape::new(&choices));
        if let Err(problem) = reread(&SAHEL, &reading) {
            prop_assert!(false, "{problem}");
        }
    }
}
