//! What is drawn from many situations at once, by plain definitions: who is tied to whom, who stands between, who came
//! before and after.

use crate::groups::number;
use crate::held::Truth;
use crate::knowledge::al;
use crate::paths::{Link, reads};
use crate::sets::{Members, Oracle, Way};
use crate::world::{Thing, World};
use crate::{Compared, USUAL, ask, cases, open, tape};
use crate::{Readings, Tape, Vocabulary};
use allegiance::Session;
use allegiance::answer::{Answer, Value};
use allegiance::iri::Iri;
use allegiance::question::ast::{self, Keyword};
use allegiance::reading::{
    Ask, Entity, Filler, Filter, Noun, Paths, Reading, Rows, Set, Situations, Survey, echo,
};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use std::collections::{BTreeMap, BTreeSet};

/// How many worlds are asked about, and how many questions are thought of for each.
const WORLDS: u32 = 25;
const QUESTIONS: usize = 30;

/// Who is tied to whom, and by what.
type Ties = BTreeMap<String, BTreeMap<String, BTreeSet<Link>>>;

struct Network {
    ties: Ties,
    possible: BTreeSet<usize>,
}

impl Network {
    /// Counts the steps between two by going on from everybody reached, without anybody who is left out.
    fn steps(&self, from: &str, without: Option<&str>) -> BTreeMap<String, usize> {
        let mut found = BTreeMap::new();
        let mut near = BTreeSet::from([from.to_owned()]);
        let mut steps = 0;
        while !near.is_empty() {
            found.extend(near.iter().map(|iri| (iri.clone(), steps)));
            steps += 1;
            near = near
                .iter()
                .filter_map(|iri| self.ties.get(iri))
                .flat_map(BTreeMap::keys)
                .filter(|iri| !found.contains_key(*iri) && Some(iri.as_str()) != without)
                .cloned()
                .collect();
        }
        found
    }

    /// Counts the shortest chains between two.
    fn chains(&self, from: &str, to: &str) -> f64 {
        let steps = self.steps(from, None);
        let mut counts = BTreeMap::from([(from.to_owned(), 1.0)]);
        let mut order: Vec<(&usize, &String)> = steps.iter().map(|(iri, n)| (n, iri)).collect();
        order.sort();
        for (n, iri) in order.into_iter().skip(1) {
            let before = self.ties.get(iri).into_iter().flat_map(BTreeMap::keys);
            let sum: f64 = before
                .filter(|other| steps.get(*other).is_some_and(|m| m + 1 == *n))
                .filter_map(|other| counts.get(other))
                .sum();
            counts.insert(iri.clone(), sum);
        }
        counts.get(to).copied().unwrap_or(0.0)
    }

    /// Returns the share of the shortest chains between two that run through a third.
    fn share(&self, (from, to): (&str, &str), by: &str) -> f64 {
        let (first, second) = (self.steps(from, None), self.steps(by, None));
        let (Some(all), Some(one), Some(two)) = (first.get(to), first.get(by), second.get(to))
        else {
            return 0.0;
        };
        if by == from || by == to || one + two != *all {
            return 0.0;
        }
        self.chains(from, by) * self.chains(by, to) / self.chains(from, to)
    }
}

impl Oracle<'_> {
    fn network(
        &self,
        session: &Session,
        survey: &Survey,
        ends: &BTreeSet<String>,
        parts: bool,
        way: Way,
    ) -> Network {
        let paths = Paths {
            from: Vec::new(),
            to: Vec::new(),
            via: survey.via.clone(),
            filters: survey.filters.clone(),
            steps: None,
        };
        let (counting, possible) = self.counting(&paths, way);
        let counts = |thing: Thing| {
            let nobody = ["Collective", "UnidentifiedActor", "Population"];
            ends.contains(&World::iri(thing))
                || (self.world.is_a(thing, &al("Actor"))
                    && !nobody
                        .iter()
                        .any(|class| self.world.is_a(thing, &al(class))))
        };
        let mut ties = Ties::new();
        let mut tie = |a: Thing, b: Thing, link: Link| {
            if a != b && counts(a) && counts(b) {
                for (a, b) in [(a, b), (b, a)] {
                    let others = ties.entry(World::iri(a)).or_default();
                    others.entry(World::iri(b)).or_default().insert(link);
                }
            }
        };
        for n in counting {
            let situation = &self.world.situations[n];
            for read in reads(session.ontology()) {
                if self.world.is_a(Thing::Situation(n), &read.class) {
                    for a in World::fillers(situation, &read.subject) {
                        for b in World::fillers(situation, &read.object) {
                            tie(a, b, Link::Situation(n));
                        }
                    }
                }
            }
        }
        for (n, actor) in self.world.actors.iter().enumerate() {
            if let (Some(whole), true) = (actor.unit_of, parts) {
                tie(Thing::Actor(n), Thing::Actor(whole), Link::Part);
            }
        }
        Network { ties, possible }
    }

    fn subjects(&self, of: &Filler, way: Way) -> BTreeSet<String> {
        match of {
            Filler::Names(names) => names.iter().map(|n| n.iri.as_str().to_owned()).collect(),
            Filler::Set(set) => self.members(set, way).into_keys().collect(),
            Filler::Anyone | Filler::Back(_) => BTreeSet::new(),
        }
    }
}

fn rounded(n: f64) -> f64 {
    (n * 10_000.0).round() / 10_000.0
}

#[allow(clippy::cast_precision_loss)]
fn real(n: usize) -> f64 {
    n as f64
}

/// Returns the first cell of each row as an IRI, with the numbers in the others.
fn rows(answer: &Answer) -> BTreeMap<String, Vec<f64>> {
    answer
        .rows
        .iter()
        .map(|row| {
            let numbers = row
                .cells
                .iter()
                .skip(1)
                .filter_map(|cell| match cell.value {
                    #[allow(clippy::cast_precision_loss)]
                    Value::Integer(n) => Some(n as f64),
                    Value::Number(n) => Some(n),
                    _ => None,
                });
            let iri = row.cells[0].iri.clone().unwrap_or_default();
            (iri, numbers.collect())
        })
        .collect()
}

fn same<T: PartialEq + std::fmt::Debug>(answered: &T, expected: &T) -> Compared {
    match answered == expected {
        true => Ok(()),
        false => Err(format!("answered {answered:?}\nexpected {expected:?}")),
    }
}

fn named(class: &str) -> Noun {
    Noun {
        iri: Iri::al(class),
        singular: String::new(),
        plural: String::new(),
    }
}

fn situations(class: &str, filters: Vec<Filter>) -> Set {
    let class = named(class);
    Set::Situations(Situations { class, filters })
}

fn check(session: &Session, world: &World, reading: &Reading, survey: &Survey) -> Compared {
    let answer = ask(session, &echo(reading))?;
    let oracle = Oracle { world };
    let way = Way {
        strictly: reading.strictly,
        ..USUAL
    };
    let own = oracle.subjects(&survey.of, way);
    let to = oracle.subjects(&survey.to, way);
    match survey.what {
        ast::Survey::Timeline => timeline(&oracle, &answer, survey, way),
        ast::Survey::Lineage => lineage(&oracle, &answer, survey, &own, way),
        ast::Survey::Network => {
            let network = oracle.network(session, survey, &own, true, way);
            surroundings(&network, &answer, survey, &own)
        }
        ast::Survey::Centrality => {
            let ends = match survey.of {
                Filler::Names(_) => own.clone(),
                _ => BTreeSet::new(),
            };
            let network = oracle.network(session, survey, &ends, false, way);
            central(&network, &answer, &own)
        }
        ast::Survey::Communities => {
            let network = oracle.network(session, survey, &BTreeSet::new(), false, way);
            divided(&network, &answer)
        }
        ast::Survey::Brokers | ast::Survey::CutActors => {
            if !own.is_disjoint(&to) {
                return same(&answer.rows.len(), &0);
            }
            let ends = own.union(&to).cloned().collect();
            let network = oracle.network(session, survey, &ends, true, way);
            match survey.what {
                ast::Survey::Brokers => brokers(&network, &answer, survey, (&own, &to)),
                _ => cut(&network, &answer, (&own, &to)),
            }
        }
    }
}

fn timeline(oracle: &Oracle<'_>, answer: &Answer, survey: &Survey, way: Way) -> Compared {
    let with = |first: Filter| {
        let filters = std::iter::once(first).chain(survey.filters.iter().cloned());
        situations("Situation", filters.collect())
    };
    let involving = |filler: Filler| {
        with(Filter::Role {
            preposition: Keyword::Involving,
            roles: vec![Iri::al("participant")],
            filler,
        })
    };
    let sets = match &survey.of {
        Filler::Set(set) if crate::sets::of_situations(set) => match survey.filters.as_slice() {
            [] => vec![set.as_ref().clone()],
            filters => vec![Set::And(vec![
                set.as_ref().clone(),
                situations("Situation", filters.to_vec()),
            ])],
        },
        Filler::Names(names) => {
            let is_situation = |name: &&Entity| name.iri.as_str().contains("/situation");
            let own = names
                .iter()
                .filter(is_situation)
                .cloned()
                .map(Filter::Named);
            let mut sets = vec![involving(Filler::Names(names.clone()))];
            sets.extend(own.map(with));
            sets
        }
        other => vec![involving(other.clone())],
    };
    let mut expected: BTreeMap<String, Truth> = BTreeMap::new();
    for set in sets {
        let members: Members = oracle.members(&set, way);
        for (iri, held) in members {
            let known = expected.entry(iri).or_default();
            *known = held.truth.max(*known);
        }
    }
    let answered: BTreeMap<String, Truth> = answer
        .rows
        .iter()
        .map(|row| {
            let truth = match row.cells[0].possible {
                true => Truth::Possible,
                false => Truth::Certain,
            };
            (row.cells[0].iri.clone().unwrap_or_default(), truth)
        })
        .collect();
    same(&answered.len(), &answer.rows.len())?;
    same(&answered, &expected)
}

fn lineage(
    oracle: &Oracle<'_>,
    answer: &Answer,
    survey: &Survey,
    own: &BTreeSet<String>,
    way: Way,
) -> Compared {
    let members = oracle.members(&situations("Succession", survey.filters.clone()), way);
    let filled = |iri: &String, role: &str| -> BTreeSet<String> {
        let situation = &oracle.world.situations[number(iri)];
        let fillers = World::fillers(situation, &al(role));
        fillers.into_iter().map(World::iri).collect()
    };
    let mut expected: BTreeMap<String, BTreeMap<&str, usize>> = BTreeMap::new();
    for (line, known, found) in [
        ("before", "successor", "predecessor"),
        ("after", "predecessor", "successor"),
    ] {
        let (mut seen, mut near) = (own.clone(), own.clone());
        for steps in 1.. {
            let reached = members
                .keys()
                .filter(|iri| !filled(iri, known).is_disjoint(&near));
            let reached: Vec<&String> = reached.collect();
            let next: BTreeSet<String> = reached
                .iter()
                .flat_map(|iri| filled(iri, found))
                .filter(|actor| !seen.contains(actor))
                .collect();
            for iri in reached {
                let lines = expected.entry(iri.clone()).or_default();
                lines.entry(line).or_insert(steps);
            }
            seen.extend(next.iter().cloned());
            near = next;
            if near.is_empty() {
                break;
            }
        }
    }
    let expected: BTreeMap<String, (String, usize, bool)> = expected
        .into_iter()
        .map(|(iri, lines)| {
            let line = match lines.len() {
                2 => "before and after",
                _ => lines.keys().next().copied().unwrap_or_default(),
            };
            let steps = lines.values().min().copied().unwrap_or_default();
            let possible = members[&iri].truth == Truth::Possible;
            (iri, (line.to_owned(), steps, possible))
        })
        .collect();
    let answered: BTreeMap<String, (String, usize, bool)> = answer
        .rows
        .iter()
        .map(|row| {
            let line = match &row.cells[5].value {
                Value::Text(text) => text.clone(),
                _ => String::new(),
            };
            let steps = match row.cells[6].value {
                Value::Integer(n) => usize::try_from(n).unwrap_or_default(),
                _ => 0,
            };
            let iri = row.cells[0].iri.clone().unwrap_or_default();
            (iri, (line, steps, row.cells[0].possible))
        })
        .collect();
    same(&answered, &expected)
}

fn surroundings(
    network: &Network,
    answer: &Answer,
    survey: &Survey,
    own: &BTreeSet<String>,
) -> Compared {
    let most = survey.steps.unwrap_or(1);
    let mut steps: BTreeMap<String, usize> = BTreeMap::new();
    for from in own {
        for (iri, n) in network.steps(from, None) {
            let known = steps.entry(iri).or_insert(n);
            *known = n.min(*known);
        }
    }
    steps.retain(|_, n| *n <= most);
    let answered: BTreeMap<String, usize> = answer
        .nodes
        .iter()
        .map(|node| (node.iri.clone(), node.steps))
        .collect();
    same(&answered, &steps)?;
    let mut expected = BTreeSet::new();
    for (a, others) in &network.ties {
        for (b, links) in others {
            if a < b && steps.contains_key(a) && steps.contains_key(b) {
                expected.extend(links.iter().map(|link| (a.clone(), b.clone(), *link)));
            }
        }
    }
    let mut answered = BTreeSet::new();
    for row in &answer.rows {
        let end = |at: usize| row.cells[at].iri.clone().unwrap_or_default();
        let (a, b) = (end(0), end(2));
        let link = row.cells[4]
            .iri
            .as_ref()
            .map_or(Link::Part, |iri| Link::Situation(number(iri)));
        if let Link::Situation(n) = link {
            same(&row.cells[4].possible, &network.possible.contains(&n))?;
        }
        answered.insert((a.clone().min(b.clone()), a.max(b), link));
    }
    same(&answered, &expected)
}

fn central(network: &Network, answer: &Answer, own: &BTreeSet<String>) -> Compared {
    let count = network.ties.len();
    let pairs = count.saturating_sub(1) * count.saturating_sub(2) / 2;
    let all: Vec<&String> = network.ties.keys().collect();
    let expected: BTreeMap<String, Vec<f64>> = all
        .iter()
        .filter(|iri| own.contains(**iri))
        .map(|iri| {
            let others = &network.ties[*iri];
            let mut through = 0.0;
            for (n, a) in all.iter().enumerate() {
                for b in &all[n + 1..] {
                    through += network.share((a, b), iri);
                }
            }
            let situations: BTreeSet<&Link> = others.values().flatten().collect();
            let degree = real(others.len());
            let numbers = vec![
                degree,
                rounded(degree / real(count - 1)),
                rounded(if pairs == 0 {
                    0.0
                } else {
                    through / real(pairs)
                }),
                real(situations.len()),
            ];
            ((*iri).clone(), numbers)
        })
        .collect();
    same(&rows(answer), &expected)?;
    for row in &answer.rows {
        let iri = row.cells[0].iri.clone().unwrap_or_default();
        let is_doubtful =
            |link: &Link| matches!(link, Link::Situation(n) if network.possible.contains(n));
        let possible = network.ties[&iri]
            .values()
            .any(|links| links.iter().all(is_doubtful));
        same(&row.cells[0].possible, &possible)?;
    }
    Ok(())
}

fn divided(network: &Network, answer: &Answer) -> Compared {
    let answered = rows(answer);
    let all: BTreeSet<&String> = network.ties.keys().collect();
    same(&answered.keys().collect(), &all)?;
    for (iri, numbers) in &answered {
        let others = &network.ties[iri];
        let inside = others.keys().filter(|other| {
            answered
                .get(*other)
                .is_some_and(|theirs| theirs.first() == numbers.first())
        });
        let inside = inside.count();
        let expected = [real(inside), real(others.len() - inside)];
        same(&numbers[1..].to_vec(), &expected.to_vec())?;
    }
    Ok(())
}

fn brokers(
    network: &Network,
    answer: &Answer,
    survey: &Survey,
    (from, to): (&BTreeSet<String>, &BTreeSet<String>),
) -> Compared {
    let most = survey.steps.unwrap_or(6);
    let pairs: Vec<(&String, &String)> = from
        .iter()
        .flat_map(|a| to.iter().map(move |b| (a, b)))
        .filter(|(a, b)| network.steps(a, None).get(*b).is_some_and(|n| *n <= most))
        .collect();
    let mut expected: BTreeMap<String, f64> = BTreeMap::new();
    for iri in network.ties.keys() {
        let sum: f64 = pairs.iter().map(|(a, b)| network.share((a, b), iri)).sum();
        let share = rounded(sum / real(pairs.len().max(1)));
        if share > 0.0 {
            expected.insert(iri.clone(), share);
        }
    }
    let answered = rows(answer).into_iter();
    let answered = answered.map(|(iri, numbers)| (iri, numbers[0])).collect();
    same(&answered, &expected)
}

fn cut(
    network: &Network,
    answer: &Answer,
    (from, to): (&BTreeSet<String>, &BTreeSet<String>),
) -> Compared {
    let reached = |without: Option<&str>| -> BTreeMap<String, usize> {
        let mut all: BTreeMap<String, usize> = BTreeMap::new();
        for (iri, n) in from.iter().flat_map(|a| network.steps(a, without)) {
            let known = all.entry(iri).or_insert(n);
            *known = n.min(*known);
        }
        all
    };
    let whole = reached(None);
    let tied = from.iter().any(|a| {
        let others = network.ties.get(a);
        others.is_some_and(|others| others.keys().any(|b| to.contains(b)))
    });
    let connected = to.iter().any(|b| whole.contains_key(b));
    let mut expected: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    if connected && !tied {
        for (iri, steps) in &whole {
            if from.contains(iri) || to.contains(iri) {
                continue;
            }
            let left = reached(Some(iri));
            if to.iter().all(|b| !left.contains_key(b)) {
                let lost = whole.len() - left.len() - 1;
                expected.insert(iri.clone(), vec![real(*steps), real(lost)]);
            }
        }
    }
    same(&rows(answer), &expected)
}

#[test]
fn surveys_are_what_plain_definitions_give() {
    let mut runner = TestRunner::new(cases(WORLDS));
    let strategy = (tape(400), proptest::collection::vec(tape(50), QUESTIONS));
    let mut problems: Vec<String> = Vec::new();
    let (mut asked, mut found, mut unsaid) = (0_usize, 0_usize, 0_usize);
    for _ in 0..runner.config().cases {
        let case = strategy.new_tree(&mut runner).expect("a case").current();
        let world = World::new(&mut Tape::new(&case.0));
        let session = open(&world);
        let vocabulary = Vocabulary::new(&session);
        let readings = Readings {
            vocabulary: &vocabulary,
            wide: true,
        };
        for (at, choices) in case.1.iter().enumerate() {
            let mut reading = readings.survey(&mut Tape::new(choices));
            (reading.rows, reading.order) = (Rows::All, Vec::new());
            // Questions that find nothing prove little: most are narrowed no further.
            if let (true, Ask::Survey(survey)) = (at % 4 > 0, &mut reading.ask) {
                survey.filters.clear();
                survey
                    .via
                    .truncate(usize::from(survey.what == ast::Survey::Communities));
            }
            let Ask::Survey(survey) = &reading.ask else {
                continue;
            };
            let read = session.read(&echo(&reading)).ok();
            if read.is_none_or(|(_, read)| read != reading) {
                unsaid += 1;
                continue;
            }
            asked += 1;
            match check(&session, &world, &reading, survey) {
                Ok(()) => {
                    let answer = ask(&session, &echo(&reading));
                    found += usize::from(answer.is_ok_and(|answer| !answer.rows.is_empty()));
                }
                Err(problem) => {
                    let mut text = format!("{}\n{problem}\n", echo(&reading));
                    for source in 0..crate::SOURCES.len() {
                        text.push_str(&world.statements(source).join("\n"));
                    }
                    problems.push(text);
                }
            }
        }
        if problems.len() >= 3 {
            break;
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n\n"));
    assert!(unsaid * 20 < asked, "{unsaid} of {asked} cannot be said");
    assert!(found * 6 > asked, "only {found} of {asked} find anything");
}
