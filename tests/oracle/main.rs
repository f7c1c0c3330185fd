//! A second opinion: readings interpreted straight from `meaning.md` over plain data, without plan, SPARQL or derived
//! statements, and compared with what a session answers about the same data in files.

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

mod compare;
mod disputes;
mod figures;
mod found;
mod groups;
mod held;
mod knowledge;
mod order;
mod pairs;
mod paths;
mod places;
mod sets;
mod shrink;
mod surveys;
mod time;

use allegiance::answer::Answer;
use allegiance::reading::{Ask, Filter, Order, Reading, Rows, Set, Time, echo};
use allegiance::time::{Day, Moment};
use allegiance::{Cancel, Input, Options, Session};
use compare::Compared;
use generate::Readings;
use groups::{Counts, Totals};
use held::Held;
use paths::Chains;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use sets::{Members, Oracle, Way};
use tape::{Tape, cases, tape};
use tempfile::TempDir;
use vocabulary::Vocabulary;
use world::{SOURCES, World};

/// How many worlds are asked about, and how many questions are thought of for each.
const WORLDS: u32 = 45;
const QUESTIONS: usize = 100;
/// After so many disagreements the rest is not looked for.
const ENOUGH: usize = 4;

const USUAL: Way = Way {
    strictly: false,
    spoken_of: false,
    denied: false,
    outer: None,
    whole: false,
};

fn open(world: &World) -> Session {
    let directory = TempDir::new().expect("a directory");
    let inputs: Vec<Input> = (0..SOURCES.len())
        .map(|source| {
            let path = directory.path().join(format!("{}.ttl", SOURCES[source]));
            std::fs::write(&path, world.turtle(source)).expect("a file");
            Input::File(path)
        })
        .collect();
    let session = Session::open(&inputs).expect("a good world");
    let odd: Vec<_> = session
        .warnings()
        .iter()
        .filter(|w| !matches!(w.kind, allegiance::load::WarningKind::NothingKnown))
        .collect();
    assert!(odd.is_empty(), "{odd:?}");
    session
}

fn ask(session: &Session, question: &str) -> Result<Answer, String> {
    session
        .ask(question, &Options::default(), &Cancel::new())
        .map_err(|error| format!("no answer: {error:?}"))
}

/// What the oracle expects.
enum Expected {
    Members(Members),
    Counts(Counts),
    Totals(Totals),
    /// The situations that say so, and those that deny it.
    Verdict(Members, Members),
    Chains(Chains),
    /// Not the oracle's business.
    Anything,
}

impl Expected {
    fn of(session: &Session, world: &World, reading: &Reading) -> Expected {
        let oracle = Oracle { world };
        let way = Way {
            strictly: reading.strictly,
            ..USUAL
        };
        match &reading.ask {
            Ask::List(set) => Expected::Members(oracle.members(set, way)),
            Ask::Count { of, by } => Expected::Counts(oracle.counts(of, by, way)),
            Ask::Measure { .. } => Expected::Totals(oracle.totals(&reading.ask, way)),
            Ask::YesNo(question) => {
                let denied = Way {
                    strictly: false,
                    denied: true,
                    ..way
                };
                Expected::Verdict(
                    oracle.situations(question, way),
                    oracle.situations(question, denied),
                )
            }
            // Of what happened the situation itself is told, not what narrows who did it.
            Ask::Happened { what, .. } => Expected::Members(
                oracle
                    .situations(what, way)
                    .into_iter()
                    .map(|(iri, held)| {
                        let itself = Held::from(held.truth).because(groups::number(&iri));
                        (iri, itself)
                    })
                    .collect(),
            ),
            Ask::Extreme { end, number, of } => {
                let members = oracle.members(of, way);
                Expected::Members(oracle.extreme(*end, *number, members))
            }
            Ask::Paths(paths) => Expected::Chains(oracle.chains(session.ontology(), paths, way)),
            _ => Expected::Anything,
        }
    }

    fn is_empty(&self) -> bool {
        match self {
            Expected::Members(members) => members.is_empty(),
            Expected::Counts(counts) => counts.is_empty(),
            Expected::Totals(totals) => totals.is_empty(),
            Expected::Verdict(held, denied) => held.is_empty() && denied.is_empty(),
            Expected::Chains(chains) => chains.all.is_empty(),
            Expected::Anything => true,
        }
    }

    /// Compares an answer with what is expected.
    fn compare(&self, world: &World, reading: &Reading, answer: &Answer) -> Compared {
        match (self, &reading.ask) {
            (Expected::Members(expected), Ask::List(set)) => {
                compare::members(world, answer, expected, sets::of_situations(set))
            }
            (Expected::Members(expected), Ask::Happened { .. } | Ask::Extreme { .. }) => {
                compare::members(world, answer, expected, true)
            }
            (Expected::Counts(expected), Ask::Count { of, by }) => {
                let told = matches!(of, Set::Roles(_) | Set::Situations(_));
                compare::counts(answer, by.len(), expected, told)
            }
            (Expected::Totals(expected), Ask::Measure { by, .. }) => {
                compare::totals(answer, by.len(), expected)
            }
            (Expected::Verdict(held, denied), _) => compare::verdict(world, answer, held, denied),
            (Expected::Chains(chains), _) => chains.compare(world, answer),
            _ => Ok(()),
        }
    }
}

/// Compares the answer to a reading with the oracle's.
fn check(session: &Session, world: &World, reading: &Reading, expected: &Expected) -> Compared {
    let answer = ask(session, &echo(reading))?;
    expected.compare(world, reading, &answer)?;
    // Cut and ordered it is the same answer; to see that in some of them will do.
    match answer.rows.len() % 3 {
        0 => limits(session, reading, &answer),
        1 => Ok(()),
        _ => orders(session, world, reading, &answer),
    }
}

/// A limit takes the first rows of the same order.
fn limits(session: &Session, reading: &Reading, all: &Answer) -> Compared {
    let listed = matches!(
        reading.ask,
        Ask::List(_) | Ask::Count { .. } | Ask::Measure { .. }
    );
    if all.rows.len() < 2 || !listed {
        return Ok(());
    }
    let limit = all.rows.len() / 2;
    let some = ask(
        session,
        &echo(&Reading {
            rows: Rows::Limit(limit),
            ..reading.clone()
        }),
    )?;
    compare::limited(all, &some, limit)
}

/// Asked for in the order of a column, the same rows come in it.
fn orders(session: &Session, world: &World, reading: &Reading, all: &Answer) -> Compared {
    let of_situations = match &reading.ask {
        Ask::List(set) => sets::of_situations(set),
        Ask::Count { .. } | Ask::Measure { .. } => false,
        _ => return Ok(()),
    };
    let column = all.rows.len() % all.columns.len();
    let name = all.columns[column].name.clone();
    // Words that the grammar keeps for itself must be quoted, and the date of who is listed is that of many situations.
    if all.rows.len() < 2 || name.contains(' ') || (name == "when" && !of_situations) {
        return Ok(());
    }
    let descending = all.rows.len().is_multiple_of(4);
    let asked = Reading {
        order: vec![Order {
            column: name,
            descending,
        }],
        ..reading.clone()
    };
    if session
        .read(&echo(&asked))
        .ok()
        .is_none_or(|(_, read)| read != asked)
    {
        return Ok(());
    }
    let sorted = ask(session, &echo(&asked))?;
    compare::ordered(world, all, &sorted, column, descending)
}

/// Makes a reading that the oracle can tell of, with all its rows.
fn reading(vocabulary: &Vocabulary<'_>, world: &World, choices: &[u16]) -> Reading {
    let mut reading = Readings {
        vocabulary,
        wide: true,
    }
    .reading(&mut Tape::new(choices));
    reading.rows = Rows::All;
    reading.order.clear();
    let filters = match &mut reading.ask {
        Ask::List(Set::Situations(set)) | Ask::Measure { of: set, .. } => &mut set.filters,
        Ask::Count {
            of: Set::Situations(set),
            ..
        } => &mut set.filters,
        Ask::List(Set::Roles(roles)) => &mut roles.filters,
        _ => return reading,
    };
    for filter in filters {
        if let Filter::Time(time) = filter {
            meet(time, world, choices);
        }
    }
    reading
}

/// Asks for a day on which something begins or ends, or for the one beside it: there what is wrong shows.
fn meet(time: &mut Time, world: &World, choices: &[u16]) {
    let mut t = Tape::new(choices);
    let bounds = time::bounds(t.pick(&world.situations));
    let known = [
        bounds.earliest_start,
        bounds.latest_start,
        bounds.earliest_end,
        bounds.latest_end,
    ];
    let days: Vec<i32> = known.into_iter().flatten().collect();
    if let (Some(day), true) = (t.any(&days), t.chance(60)) {
        let beside = i64::try_from(t.below(3)).expect("a small number") - 1;
        let day = Moment::Day(Day::from_number(i64::from(*day) + beside)).range();
        time.moments.fill(day);
    }
}

/// Tells a disagreement by the simplest case that still shows it.
fn told(world: &World, reading: &Reading) -> String {
    let fails = |world: &World, reading: &Reading| {
        let session = open(world);
        let (_, read) = session.read(&echo(reading)).ok()?;
        // What cannot be said as it is meant is no case of this test.
        (read == *reading).then_some(())?;
        check(
            &session,
            world,
            reading,
            &Expected::of(&session, world, reading),
        )
        .err()
    };
    let (world, reading, problem) = shrink::shrink(world.clone(), reading.clone(), fails);
    let mut text = format!("{}\n{problem}\n", echo(&reading));
    for source in 0..SOURCES.len() {
        for line in world.statements(source) {
            let naming = ["rdfs:label", "al:Source", "a al:Situation ."];
            if !naming.iter().any(|part| line.contains(part)) {
                text.push_str(&line);
                text.push('\n');
            }
        }
    }
    if std::env::var_os("ORACLE_SPARQL").is_some()
        && let Ok(answer) = ask(&open(&world), &echo(&reading))
    {
        text.push_str(&answer.sparql);
    }
    text
}

#[test]
fn the_session_answers_as_the_oracle() {
    let mut runner = TestRunner::new(cases(WORLDS));
    let strategy = (tape(400), proptest::collection::vec(tape(50), QUESTIONS));
    let mut problems: Vec<String> = Vec::new();
    let (mut asked, mut found, mut unsaid) = (0_usize, 0_usize, 0_usize);
    for _ in 0..runner.config().cases {
        let case = strategy.new_tree(&mut runner).expect("a case").current();
        let world = World::new(&mut Tape::new(&case.0));
        let session = open(&world);
        let vocabulary = Vocabulary::new(&session);
        for (at, choices) in case.1.iter().enumerate() {
            let reading = reading(&vocabulary, &world, choices);
            let expected = Expected::of(&session, &world, &reading);
            // Questions that find nothing prove little; a few of them will do.
            if expected.is_empty() && at % 8 > 0 {
                continue;
            }
            // What is said is the business of other tests.
            if session
                .read(&echo(&reading))
                .ok()
                .is_none_or(|(_, read)| read != reading)
            {
                unsaid += 1;
                continue;
            }
            asked += 1;
            found += usize::from(!expected.is_empty());
            if check(&session, &world, &reading, &expected).is_err() {
                problems.push(told(&world, &reading));
            }
        }
        if problems.len() >= ENOUGH {
            break;
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n\n"));
    assert!(unsaid * 50 < asked, "{unsaid} of {asked} cannot be said");
    assert!(found * 2 > asked, "only {found} of {asked} find anything");
}

#[test]
fn pairs_are_those_found_by_trying_every_two() {
    let mut runner = TestRunner::new(cases(WORLDS));
    let (mut found, mut problems) = (0_usize, Vec::new());
    for _ in 0..runner.config().cases {
        let choices = tape(400).new_tree(&mut runner).expect("a case").current();
        let world = World::new(&mut Tape::new(&choices));
        let session = open(&world);
        for question in pairs::QUESTIONS {
            let (_, reading) = session.read(question).expect("a question");
            let way = Way {
                strictly: reading.strictly,
                ..USUAL
            };
            let expected = pairs::expected(&world, &reading, way);
            let answer = ask(&session, &format!("{question} all")).expect("an answer");
            let common = matches!(&reading.ask, Ask::Pairs(pairs) if pairs.both.is_some());
            let answered = pairs::answered(&answer, common);
            found += answered.len();
            if answered != expected {
                problems.push(format!(
                    "{question}\nanswered {answered:#?}\nexpected {expected:#?}"
                ));
            }
        }
    }
    assert!(
        problems.is_empty(),
        "{} wrong: {}",
        problems.len(),
        problems[0]
    );
    assert!(found > 20, "only {found} pairs");
}
