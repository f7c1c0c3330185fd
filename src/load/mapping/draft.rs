//! Drafting a mapping from what a table shows: its header, and the values of its first rows.
//!
//! Nothing is asked. What is seen is written down, each guess with the reason beside it, and what cannot be seen stands as
//! a comment that says what to write.

use super::date::{self, DateError, DateFormat};
use super::tables::Tables;
use crate::load::table::{self, Chunk, Consumer, Head, Plan, ReadOptions, TableError, TableInput};
use std::fmt::Write;

/// The rows that are looked at.
const SAMPLE: usize = 1000;

/// What one column looks like.
struct Seen {
    name: String,
    /// Values of the sample, without the empty ones.
    values: Vec<String>,
    distinct: Vec<String>,
    kind: Kind,
}

/// What the values of a column are.
#[derive(Clone, Debug, PartialEq)]
enum Kind {
    Empty,
    Number,
    Date(Vec<&'static str>),
    List(&'static str),
    Text,
}

/// What a column is for, as far as its name and values tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Parts {
    id: Option<usize>,
    class: Option<usize>,
    actor: Option<usize>,
    target: Option<usize>,
    start: Option<usize>,
    end: Option<usize>,
    year: Option<usize>,
    month: Option<usize>,
    day: Option<usize>,
    country: Option<usize>,
    place: Option<usize>,
    latitude: Option<usize>,
    longitude: Option<usize>,
    killed: [Option<usize>; 3],
    injured: Option<usize>,
    source: Option<usize>,
}

struct Sample {
    head: Head,
    rows: Vec<Vec<String>>,
}

impl Consumer for Sample {
    fn head(&mut self, head: &Head) -> Result<Plan, TableError> {
        self.head = head.clone();
        Ok(Plan {
            columns: (0..head.first.len()).collect(),
            names: head.first.clone(),
            ..Plan::default()
        })
    }

    fn chunk(&mut self, chunk: Chunk) -> bool {
        for row in chunk.rows().take(SAMPLE - self.rows.len()) {
            let cells = (0..self.head.first.len()).map(|column| row.cell(column).trim().to_owned());
            self.rows.push(cells.collect());
        }
        self.rows.len() < SAMPLE
    }
}

/// Returns the text of a mapping file for a table.
///
/// # Errors
/// The table cannot be read.
pub fn draft(tables: &Tables, input: TableInput) -> Result<String, TableError> {
    let mut sample = Sample {
        head: Head::default(),
        rows: Vec::new(),
    };
    table::read(input, &ReadOptions::default(), &mut sample)?;
    let columns: Vec<Seen> = sample
        .head
        .first
        .iter()
        .enumerate()
        .map(|(at, name)| seen(name, sample.rows.iter().filter_map(|row| row.get(at))))
        .collect();
    let parts = parts(&columns, tables);
    Ok(write(&sample, &columns, &parts, tables))
}

fn seen<'r>(name: &str, values: impl Iterator<Item = &'r String>) -> Seen {
    let missing = |value: &String| super::bind::MISSING.contains(&value.as_str());
    let values: Vec<String> = values.filter(|value| !missing(value)).cloned().collect();
    let mut distinct = values.clone();
    distinct.sort_unstable();
    distinct.dedup();
    Seen {
        name: name.to_owned(),
        kind: kind(&values),
        values,
        distinct,
    }
}

fn kind(values: &[String]) -> Kind {
    if values.is_empty() {
        return Kind::Empty;
    }
    // A few slips do not change what a column is.
    let most = |test: &dyn Fn(&str) -> bool| {
        values.iter().filter(|value| test(value)).count() * 20 >= values.len() * 19
    };
    let long_digits = |value: &str| value.len() == 8 && date::read(value).is_ok();
    if most(&|value| value.parse::<f64>().is_ok()) && !most(&long_digits) {
        return Kind::Number;
    }
    if most(&|value| value.len() > 5 && date::read(value).is_ok()) {
        return Kind::Date(Vec::new());
    }
    const FORMATS: [&str; 6] = [
        "dd/mm/yyyy",
        "mm/dd/yyyy",
        "dd.mm.yyyy",
        "dd-mm-yyyy",
        "dd/mm/yy",
        "mm/dd/yy",
    ];
    let fits: Vec<&'static str> = FORMATS
        .into_iter()
        .filter(|format| {
            DateFormat::new(format).is_some_and(|format| most(&|value| format.read(value).is_ok()))
        })
        .collect();
    if let Some(first) = fits.first() {
        return Kind::Date(vec![first]);
    }
    // Two ways of writing dates in one column.
    let plain = |value: &str| value.len() > 5 && date::read(value).is_ok();
    let mixed = FORMATS.into_iter().find(|format| {
        let format = DateFormat::new(format);
        let read = |value: &str| {
            format
                .as_ref()
                .is_some_and(|format| format.read(value).is_ok())
        };
        values.iter().any(|value| read(value))
            && most(&|value| {
                plain(value) || read(value) || date::read(value) == Err(DateError::Ambiguous)
            })
    });
    if let Some(format) = mixed {
        let iso = values
            .iter()
            .any(|value| DateFormat::new("yyyy-mm-dd").is_some_and(|iso| iso.read(value).is_ok()));
        let other = if iso { "yyyy-mm-dd" } else { "d mmmm yyyy" };
        return Kind::Date(vec![other, format]);
    }
    for separator in [";", "|"] {
        let split = values
            .iter()
            .filter(|value| value.contains(separator))
            .count();
        if split * 20 >= values.len() {
            return Kind::List(separator);
        }
    }
    Kind::Text
}

fn parts(columns: &[Seen], tables: &Tables) -> Parts {
    let named = |words: &[&str], kinds: &dyn Fn(&Kind) -> bool| {
        words.iter().find_map(|word| {
            let matches = |column: &&Seen| {
                let name = column.name.to_lowercase();
                kinds(&column.kind)
                    && name.split(|c: char| !c.is_alphanumeric()).any(|part| {
                        part == *word
                            || part.trim_end_matches(|c: char| c.is_ascii_digit()) == *word
                    })
            };
            let found = columns.iter().position(|column| matches(&column));
            found.or_else(|| {
                columns.iter().position(|column| {
                    kinds(&column.kind)
                        && word.len() > 4
                        && column.name.to_lowercase().contains(word)
                })
            })
        })
    };
    let number = |kind: &Kind| *kind == Kind::Number;
    let text = |kind: &Kind| matches!(kind, Kind::Text | Kind::List(_));
    let is_date = |kind: &Kind| matches!(kind, Kind::Date(_));
    let any = |kind: &Kind| *kind != Kind::Empty;
    let unique = |at: usize| {
        columns
            .get(at)
            .is_some_and(|column| column.distinct.len() == column.values.len())
    };
    let start = named(&["start", "begin", "from", "date"], &is_date);
    let end = named(&["end", "until", "to", "last"], &is_date).filter(|end| Some(*end) != start);
    let few = |at: &usize| {
        columns.get(*at).is_some_and(|column| {
            column.distinct.len() <= 30 && column.distinct.len() * 3 <= column.values.len().max(3)
        })
    };
    let class = named(
        &["type", "kind", "category", "class", "event", "incident"],
        &any,
    )
    .filter(few);
    let states = columns.iter().position(|column| {
        let known = |value: &&String| {
            ["name", "iso3"]
                .iter()
                .any(|scheme| tables.states.find(true, scheme, value, None).is_some())
        };
        text(&column.kind)
            && !column.values.is_empty()
            && column.distinct.iter().filter(known).count() * 10 >= column.distinct.len() * 8
    });
    let killed = |words: &[&str]| named(words, &number);
    let one = named(
        &["killed", "deaths", "dead", "fatalities", "fatality"],
        &number,
    );
    Parts {
        id: columns
            .iter()
            .position(|column| {
                column
                    .name
                    .to_lowercase()
                    .split(|c: char| !c.is_alphanumeric())
                    .any(|part| ["id", "no", "number", "code", "key"].contains(&part))
            })
            .filter(|at| unique(*at)),
        class,
        actor: named(
            &[
                "actor",
                "perpetrator",
                "attacker",
                "group",
                "initiator",
                "side_a",
                "actor1",
            ],
            &text,
        ),
        target: named(
            &[
                "target", "victim", "against", "side_b", "actor2", "opponent",
            ],
            &text,
        ),
        start: start.or_else(|| columns.iter().position(|column| is_date(&column.kind))),
        end,
        year: named(&["year", "yr"], &number),
        month: named(&["month", "mon"], &number),
        day: named(&["day"], &number),
        country: named(&["country", "state", "iso3"], &text).or(states),
        place: named(
            &[
                "location", "place", "town", "city", "village", "site", "where",
            ],
            &text,
        ),
        latitude: named(&["latitude", "lat", "y"], &number),
        longitude: named(&["longitude", "long", "lon", "lng", "x"], &number),
        killed: [
            killed(&["low", "min", "minimum"]),
            one.or_else(|| killed(&["best"])),
            killed(&["high", "max", "maximum"]),
        ],
        injured: named(&["injured", "wounded"], &number),
        source: named(&["source", "sources"], &text),
    }
}

fn write(sample: &Sample, columns: &[Seen], parts: &Parts, tables: &Tables) -> String {
    let file = sample
        .head
        .file
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or_default();
    let name = crate::load::slug(file);
    let name: String = name
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
        .collect();
    let name = if name.is_empty() {
        "my-data".to_owned()
    } else {
        name
    };
    let column = |at: usize| columns.get(at).map_or("", |column| column.name.as_str());
    let mut out = String::new();
    let _ = writeln!(
        out,
        "# Drafted from {} rows of {file}. Read it through, then: allegiance mapping check THIS.toml {file}",
        sample.rows.len()
    );
    let _ = writeln!(out, "# The columns, with what they hold:");
    for seen in columns {
        let what = match &seen.kind {
            Kind::Empty => "empty".to_owned(),
            Kind::Number => "numbers".to_owned(),
            Kind::Date(_) => "dates".to_owned(),
            Kind::List(separator) => format!("lists, \"{separator}\" between"),
            Kind::Text => format!("texts, {} different", seen.distinct.len()),
        };
        let example = seen
            .values
            .first()
            .map(|value| crate::load::table::shortened(value))
            .unwrap_or_default();
        let _ = writeln!(
            out,
            "#   {}: {what}, such as {}",
            one_line(&seen.name),
            one_line(&example)
        );
    }
    let _ = writeln!(out, "\n[dataset]\nname = \"{name}\"\ntitle = \"{name}\"");
    out.push_str("# version = \"1.0\"\n# licence = \"CC BY 4.0\"\n# citation = \"Who, when, what\"\n# What lies outside is \"not covered\" and never 0; without `time`, from the month of the first row to that of the last.\n# covers = { time = \"1990/2020\", places = [\"Mali\"], classes = [\"Attack\"] }\n");
    let header: Vec<String> = columns
        .iter()
        .take(40)
        .map(|seen| quoted(&seen.name))
        .collect();
    let _ = writeln!(
        out,
        "\n# A file with these columns is read through this mapping.\n[[layout]]\ncolumns = [{}]",
        header.join(", ")
    );
    settings(&mut out, columns, parts);
    things(&mut out, parts, columns, tables, &name);
    situation(&mut out, parts, columns, tables, &name, column);
    out
}

/// Writes what columns need: missing codes, lists, ways of writing dates.
fn settings(out: &mut String, columns: &[Seen], parts: &Parts) {
    const CODES: [&str; 9] = ["-9", "-99", "-999", "-88", "-77", "-8", "99", "999", "9999"];
    const WORDS: [&str; 5] = ["unknown", "Unknown", "n.a.", "None", "?"];
    let mut lines = Vec::new();
    for (at, seen) in columns.iter().enumerate() {
        let mut set = Vec::new();
        match &seen.kind {
            Kind::List(separator) => set.push(format!("list = \"{separator}\"")),
            Kind::Date(formats) if !formats.is_empty() => {
                let formats: Vec<String> = formats.iter().map(|format| quoted(format)).collect();
                set.push(format!("date = [{}]", formats.join(", ")));
            }
            _ => {}
        }
        let figure = parts.killed.contains(&Some(at)) || parts.injured == Some(at);
        let coded = |value: &&&str| seen.distinct.iter().any(|own| own == *value);
        let mut missing: Vec<String> = Vec::new();
        if seen.kind == Kind::Number {
            let negative = CODES
                .iter()
                .filter(coded)
                .filter(|code| code.starts_with('-') || figure && code.len() > 2);
            missing.extend(negative.map(|code| quoted(code)));
        }
        missing.extend(
            WORDS
                .iter()
                .filter(coded)
                .filter(|_| figure || seen.kind == Kind::Number)
                .map(|word| quoted(word)),
        );
        if !missing.is_empty() {
            set.push(format!("missing = [{}]", missing.join(", ")));
        }
        if !set.is_empty() {
            lines.push(format!("{} = {{ {} }}", quoted(&seen.name), set.join(", ")));
        }
    }
    if !lines.is_empty() {
        let _ = writeln!(out, "\n[columns]\n{}", lines.join("\n"));
    }
}

fn things(out: &mut String, parts: &Parts, columns: &[Seen], tables: &Tables, name: &str) {
    let hole = |at: usize| {
        columns
            .get(at)
            .map_or(String::new(), |seen| format!("{{{}}}", seen.name))
    };
    let list = |at: usize| {
        columns
            .get(at)
            .filter(|seen| matches!(seen.kind, Kind::List(_)))
    };
    if let Some(country) = parts.country {
        let scheme = ["iso3", "gw", "cow", "iso-numeric"]
            .into_iter()
            .find(|scheme| {
                columns.get(country).is_some_and(|seen| {
                    let known =
                        |value: &&String| tables.states.find(true, scheme, value, None).is_some();
                    !seen.distinct.is_empty()
                        && seen.distinct.iter().filter(known).count() == seen.distinct.len()
                })
            });
        let _ = writeln!(
            out,
            "\n[things.country]\nclass = \"Country\"\ncode = {{ {} = {} }}\nid = {}\nname = {}",
            scheme.unwrap_or("name"),
            quoted(&hole(country)),
            quoted(&format!("{name}/country/{}", hole(country))),
            quoted(&hole(country)),
        );
    }
    if let Some(place) = parts.place.filter(|place| parts.country != Some(*place)) {
        let around = parts
            .country
            .map_or(String::new(), |country| format!("{}/", hole(country)));
        let _ = writeln!(
            out,
            "\n[things.place]\nclass = \"PopulatedPlace\"\nid = {}\nname = {}",
            quoted(&format!("{name}/place/{around}{}", hole(place))),
            quoted(&hole(place)),
        );
        if let (Some(lat), Some(long)) = (parts.latitude, parts.longitude) {
            let _ = writeln!(
                out,
                "latitude = {}\nlongitude = {}",
                quoted(&hole(lat)),
                quoted(&hole(long))
            );
        }
        if parts.country.is_some() {
            out.push_str("within = \"country\"\n");
        }
    }
    for (thing, part) in [("actor", parts.actor), ("target", parts.target)] {
        let Some(at) = part else {
            continue;
        };
        let _ = writeln!(out, "\n[things.{thing}]");
        if list(at).is_some() {
            let _ = writeln!(
                out,
                "each = {}",
                quoted(columns.get(at).map_or("", |seen| &seen.name))
            );
        }
        let _ = writeln!(
            out,
            "# NonStateArmedGroup, Government, State, ArmedForces, Population …; or a code list\nclass = \"Actor\"\nid = {}\nname = {}",
            quoted(&format!("{name}/actor/{}", hole(at))),
            quoted(&hole(at)),
        );
        let nobody: Vec<String> = columns
            .get(at)
            .into_iter()
            .flat_map(|seen| &seen.distinct)
            .filter(|value| is_nobody(value))
            .take(5)
            .map(|value| format!("'{}'", value.replace('\'', "")))
            .collect();
        if !nobody.is_empty() {
            let condition = format!(
                "{{{}}} is {}",
                columns.get(at).map_or("", |seen| &seen.name),
                nobody.join(" or ")
            );
            let _ = writeln!(
                out,
                "# These name nobody, so that each stays with its own event.\nplaceholder = {}",
                quoted(&condition)
            );
        }
    }
}

/// Says whether a name stands for nobody in particular.
fn is_nobody(name: &str) -> bool {
    let lower = name.to_lowercase();
    lower.starts_with("unknown")
        || lower.starts_with("unidentified")
        || lower.starts_with("civilian")
        || lower == "rebels"
}

fn situation<'c>(
    out: &mut String,
    parts: &Parts,
    columns: &'c [Seen],
    tables: &Tables,
    name: &str,
    column: impl Fn(usize) -> &'c str,
) {
    let hole = |at: usize| format!("{{{}}}", column(at));
    let id = parts.id.map_or("{row}".to_owned(), hole);
    let _ = writeln!(
        out,
        "\n[situations.event]\nid = {}\nonce = true",
        quoted(&format!("{name}/event/{id}"))
    );
    let (guess, section) = match parts.class {
        Some(at) => {
            let unknown = if parts.actor.is_some() && parts.target.is_some() {
                "Attack"
            } else {
                "Event"
            };
            class_list(column(at), columns.get(at), unknown, tables)
        }
        None => {
            let class = if parts.target.is_some() {
                "Attack"
            } else {
                "Event"
            };
            let _ = writeln!(
                out,
                "# No column tells the kind of event; any class of situation may stand here.\nclass = \"{class}\""
            );
            (vec![class.to_owned()], String::new())
        }
    };
    if let Some(place) = parts.place.or(parts.country) {
        let coded = |at: &usize| columns.get(*at).is_some_and(|c| c.kind == Kind::Number);
        let label = match parts.class {
            // A code is no name.
            Some(class) if coded(&class) => {
                let start = parts
                    .start
                    .map_or(String::new(), |at| format!(", {}", hole(at)));
                format!("{}{start}", hole(place))
            }
            class => format!(
                "{}, {}",
                class.map_or("event".to_owned(), hole),
                hole(place)
            ),
        };
        let _ = writeln!(out, "name = {}", quoted(&label));
    }
    let place: Vec<&str> = [
        (
            "place",
            parts.place.filter(|place| parts.country != Some(*place)),
        ),
        ("country", parts.country),
    ]
    .into_iter()
    .filter(|(_, part)| part.is_some())
    .map(|(thing, _)| thing)
    .collect();
    if !place.is_empty() {
        let names: Vec<String> = place.iter().map(|name| quoted(name)).collect();
        let _ = writeln!(
            out,
            "# The first of these that the row has.\nplace = [{}]",
            names.join(", ")
        );
    }
    if let Some(source) = parts.source {
        let _ = writeln!(out, "sources = {}", quoted(&hole(source)));
    }
    roles(out, parts, &guess, tables);
    out.push_str(&section);
    time(out, parts, &hole);
    figures(out, parts, column);
}

/// Returns the classes that a code list guesses from the words of the ontology, and the section with the list.
///
/// A list in which no value is a word of the ontology gets the class `unknown`.
fn class_list(
    column: &str,
    seen: Option<&Seen>,
    unknown: &str,
    tables: &Tables,
) -> (Vec<String>, String) {
    let values = seen
        .map(|seen| seen.distinct.as_slice())
        .unwrap_or_default();
    let mut lines = Vec::new();
    let mut guesses = Vec::new();
    let words = values.iter().any(|value| guess(value, tables).is_some());
    let unknown = if words { "Event" } else { unknown };
    for value in values {
        let guess = guess(value, tables);
        let mark = if guess.is_none() {
            " # which class is this?"
        } else {
            ""
        };
        let class = guess.unwrap_or(unknown);
        lines.push(format!("{} = \"{class}\"{mark}", quoted(value)));
        guesses.push(class.to_owned());
    }
    guesses.dedup();
    // After the keys of the situation, since a section ends the one before it.
    let section = format!(
        "\n[situations.event.class]\ncolumn = {}\n\n[situations.event.class.codes]\n{}\n",
        quoted(column),
        lines.join("\n")
    );
    (guesses, section)
}
/// Returns the class of situation whose name is in a value.
fn guess<'t>(value: &str, tables: &'t Tables) -> Option<&'t str> {
    let folded = value.to_lowercase().replace(['_', '-', ' ', '/'], "");
    let classes = tables.vocabulary.classes_below("Situation");
    let own = |class: &&str| {
        let label = tables
            .vocabulary
            .label(class)
            .to_lowercase()
            .replace([' ', '-'], "");
        label.len() > 3 && folded.contains(&label) || folded.contains(&class.to_lowercase())
    };
    classes
        .into_iter()
        .filter(own)
        .max_by_key(|class| class.len())
}

fn roles(out: &mut String, parts: &Parts, classes: &[String], tables: &Tables) {
    let vocabulary = &tables.vocabulary;
    let mut lines = Vec::new();
    for (thing, part, wanted) in [
        (
            "actor",
            parts.actor,
            ["attacker", "sideA", "protester", "plotter", "participant"],
        ),
        (
            "target",
            parts.target,
            [
                "target",
                "sideB",
                "protestedAgainst",
                "deposed",
                "participant",
            ],
        ),
    ] {
        if part.is_none() {
            continue;
        }
        let mut found: Vec<&str> = Vec::new();
        for class in classes {
            let role = wanted.iter().find(|role| vocabulary.has_role(class, role));
            found.extend(role.filter(|role| !found.contains(role)));
        }
        // A class takes the most special of the roles that it has.
        let specific = found
            .iter()
            .any(|role| *role == "attacker" || *role == "target");
        for role in found {
            if !(specific && (role == "sideA" || role == "sideB"))
                || classes
                    .iter()
                    .any(|class| class == "ArmedClash" || class == "Battle")
            {
                lines.push(format!("{role} = \"{thing}\""));
            }
        }
    }
    if !lines.is_empty() {
        let _ = writeln!(
            out,
            "\n# A row takes those of these roles that its class has.\n[situations.event.roles]\n{}",
            lines.join("\n")
        );
    }
}

fn time(out: &mut String, parts: &Parts, hole: &dyn Fn(usize) -> String) {
    match (parts.start, parts.year) {
        (Some(start), _) => {
            let _ = writeln!(
                out,
                "\n[situations.event.time]\nstart = {}",
                quoted(&hole(start))
            );
            if let Some(end) = parts.end {
                let _ = writeln!(out, "end = {}", quoted(&hole(end)));
            }
            out.push_str("# precision = { column = \"…\", codes = { 1 = \"day\", 2 = \"week\", 3 = \"month\" } }\n");
        }
        (None, Some(year)) => {
            let mut date = format!("year = {}", quoted(&hole(year)));
            for (key, part) in [("month", parts.month), ("day", parts.day)] {
                if let Some(part) = part {
                    let _ = write!(date, ", {key} = {}", quoted(&hole(part)));
                }
            }
            let _ = writeln!(out, "\n[situations.event.time]\nstart = {{ {date} }}");
        }
        (None, None) => out
            .push_str("\n# No column holds dates.\n# [situations.event.time]\n# start = \"{…}\"\n"),
    }
}

fn figures<'c>(out: &mut String, parts: &Parts, column: impl Fn(usize) -> &'c str) {
    let [low, best, high] = parts.killed;
    if low.or(best).or(high).is_some() {
        out.push_str("\n[[situations.event.figures]]\nmeasure = \"killed\"\n");
        for (key, part) in [("low", low), ("best", best), ("high", high)] {
            if let Some(part) = part {
                let _ = writeln!(out, "{key} = {}", quoted(column(part)));
            }
        }
    }
    if let Some(injured) = parts.injured {
        let _ = writeln!(
            out,
            "\n[[situations.event.figures]]\nmeasure = \"injured\"\nbest = {}",
            quoted(column(injured))
        );
    }
}

fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

/// Writes a text as TOML.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            c if c.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
