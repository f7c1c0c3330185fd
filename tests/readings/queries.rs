//! What runs is what is printed: plain SPARQL 1.1 with the same rows, on every engine.

use crate::generate::Readings;
use crate::tape::{Tape, cases, tape};
use crate::vocabulary::Vocabulary;
use crate::world::{SOURCES, World};
use crate::{SAHEL, readings};
use allegiance::reading::Reading;
use allegiance::sparql::{Lowered, lower, lower_evidence, lower_figures};
use allegiance::store::Solutions;
use allegiance::{Cancel, Input, Session};
use proptest::prelude::*;
use spargebra::{Query, SparqlParser};
use tempfile::TempDir;

/// Returns every query that a reading is lowered to.
fn queries(session: &Session, reading: &Reading) -> Vec<Lowered> {
    let Some(plan) = allegiance::plan::plan(reading, session.ontology()) else {
        return Vec::new();
    };
    let mut found = vec![
        lower(&plan).expect("lowered"),
        lower_figures(&plan).expect("lowered"),
    ];
    found.extend(lower_evidence(&plan).expect("lowered"));
    for varied in [
        allegiance::plan::denied(&plan),
        allegiance::plan::unrealised(&plan),
    ] {
        found.push(lower(&varied).expect("lowered"));
    }
    found
}

/// Checks one printed query against its algebra.
fn printed(session: &Session, lowered: &Lowered) -> Result<(), String> {
    let text = allegiance::answer::print(lowered, "# heading \n } # { \" \\u000A");
    plain(&text)?;
    let parsed = SparqlParser::new()
        .parse_query(&text)
        .map_err(|error| format!("{error}\n{text}"))?;
    if same(&lowered.query, &parsed) {
        return Ok(());
    }
    let (run, read) = (rows(session, &lowered.query)?, rows(session, &parsed)?);
    if run == read {
        Ok(())
    } else {
        Err(format!(
            "{} rows of the algebra, {} of the text\n{text}",
            run.rows.len(),
            read.rows.len()
        ))
    }
}

/// Looks for words that SPARQL 1.1 does not have.
fn plain(text: &str) -> Result<(), String> {
    if text.starts_with("# this query cannot be printed") {
        return Err(text.to_owned());
    }
    for line in text.lines() {
        let code = line.split('#').next().unwrap_or_default();
        for foreign in ["LATERAL", "<<", "{|", "ADJUST", "SERVICE"] {
            if code.contains(foreign) {
                return Err(format!("`{foreign}` in\n{text}"));
            }
        }
    }
    Ok(())
}

fn rows(session: &Session, query: &Query) -> Result<Solutions, String> {
    let mut solutions = session
        .engine()
        .select(query, &Cancel::new())
        .map_err(|error| error.to_string())?;
    solutions.rows.sort_by_cached_key(|row| format!("{row:?}"));
    Ok(solutions)
}

/// Tells whether two queries are equal up to the names that the parser draws at random for aggregates.
fn same(made: &Query, read: &Query) -> bool {
    const NAME: &str = "Variable { name: \"";
    let (made, read) = (format!("{made:?}"), format!("{read:?}"));
    let (made, read): (Vec<&str>, Vec<&str>) =
        (made.split(NAME).collect(), read.split(NAME).collect());
    let mut drawn = std::collections::HashMap::new();
    made.len() == read.len()
        && made.iter().zip(&read).all(|(made, read)| {
            let (Some((old, made)), Some((new, read))) =
                (made.split_once('"'), read.split_once('"'))
            else {
                return made == read;
            };
            let known = old == new || (new.len() > 20 && *drawn.entry(new).or_insert(old) == old);
            known && made == read
        })
}

/// Writes a world to files and opens them.
pub fn open(world: &World) -> Session {
    let directory = TempDir::new().expect("a directory");
    let inputs: Vec<Input> = (0..SOURCES.len())
        .map(|source| {
            let path = directory.path().join(format!("{}.ttl", SOURCES[source]));
            std::fs::write(&path, world.turtle(source)).expect("a file");
            Input::File(path)
        })
        .collect();
    Session::open(&inputs).expect("a good world")
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn the_printed_query_is_the_one_that_runs(choices in tape(60)) {
        let reading = readings().planned(&mut Tape::new(&choices));
        for lowered in queries(&SAHEL, &reading) {
            if let Err(problem) = printed(&SAHEL, &lowered) {
                prop_assert!(false, "{}\n{problem}", allegiance::reading::echo(&reading));
            }
        }
    }
}

proptest! {
    #![proptest_config(cases(8))]

    #[test]
    fn so_it_is_on_other_data(world in tape(300), all in proptest::collection::vec(tape(60), 20)) {
        let session = open(&World::new(&mut Tape::new(&world)));
        let vocabulary = Vocabulary::new(&session);
        for choices in all {
            let reading = Readings {
                vocabulary: &vocabulary,
                wide: true,
            }
            .planned(&mut Tape::new(&choices));
            let text = allegiance::reading::echo(&reading);
            if let Err(problem) = crate::reread(&session, &reading) {
                prop_assert!(false, "{problem}");
            }
            for lowered in queries(&session, &reading) {
                if let Err(problem) = printed(&session, &lowered) {
                    prop_assert!(false, "{text}\n{problem}");
                }
            }
        }
    }
}
