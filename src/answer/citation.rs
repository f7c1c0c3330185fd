//! Citations of the sources that an answer rests on, as text and as BibTeX.

use super::description::{Description, descriptions};
use super::error::AnswerError;
use super::facts::Context;
use super::list::column;
use super::table::{Answer, Cell, ColumnType, Kind, Row, Value};
use crate::iri::Iri;
use crate::lexicon::fold;
use crate::time::Day;
use std::collections::{BTreeMap, BTreeSet};

/// How wide a line of an entry gets, as far as it holds spaces.
const WIDEST: usize = 78;

/// One source, cited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The source.
    pub iri: String,
    /// What the source is cited by: the same for the same source whatever the answer.
    pub key: String,
    pub title: String,
    /// The citation in words, in one line.
    pub text: String,
    /// The citation as one BibTeX entry.
    pub bibtex: String,
}

/// Cites the sources that an answer used, and no others, in the order in which they were opened.
///
/// An answer uses the sources that describe the situations behind its rows or give their figures; one whose rows no
/// situation stands behind uses those that speak of what it lists. An answer without rows rests on what the searched
/// sources do not say, and cites these.
///
/// # Errors
/// The engine fails or is stopped.
pub fn citations(
    context: &Context<'_>,
    answer: &Answer,
    today: Day,
) -> Result<Vec<Citation>, AnswerError> {
    let used = used(context, answer)?;
    let keys = keys(context);
    let described = descriptions(context, &|source| used.contains(source.iri.as_str()))?;
    Ok(described
        .iter()
        .map(|told| {
            let key = keys.get(told.iri.as_str()).cloned().unwrap_or_default();
            let text = in_text(told, today);
            Citation {
                iri: told.iri.clone(),
                title: told.title.clone(),
                bibtex: bibtex(told, &key, today),
                text,
                key,
            }
        })
        .collect())
}

/// Makes an answer of citations, so that they can be written in every format.
#[must_use]
pub fn bibliography(answer: &Answer, citations: &[Citation]) -> Answer {
    let rows: Vec<Row> = citations
        .iter()
        .map(|citation| Row {
            cells: vec![
                Cell::text(citation.key.as_str()),
                Cell::thing(citation.iri.as_str(), citation.title.as_str()),
                Cell::text(citation.text.as_str()),
                Cell::text(citation.bibtex.as_str()),
            ],
            evidence: Vec::new(),
        })
        .collect();
    Answer {
        question: answer.question.clone(),
        reading: answer.reading.clone(),
        kind: Kind::Table,
        columns: vec![
            column("key", ColumnType::Text),
            column("source", ColumnType::Source),
            column("citation", ColumnType::Text),
            column("bibtex", ColumnType::Text),
        ],
        total: rows.len(),
        rows,
        nodes: Vec::new(),
        notes: Vec::new(),
        sparql: answer.sparql.clone(),
    }
}

fn used(context: &Context<'_>, answer: &Answer) -> Result<BTreeSet<String>, AnswerError> {
    let cells = || answer.rows.iter().flat_map(|row| &row.cells);
    let behind: BTreeSet<String> = answer
        .rows
        .iter()
        .flat_map(|row| row.evidence.iter().cloned())
        .collect();
    let nothing = answer.rows.is_empty() || cells().all(|cell| cell.value == Value::Missing);
    if nothing {
        return Ok(context
            .sources
            .iter()
            .filter(|source| source.situations > 0)
            .map(|source| source.iri.as_str().to_owned())
            .collect());
    }
    // What no situation stands behind is said of the thing itself: what a card is about, a state of a list, a part of a whole.
    let alone: Vec<&Row> = match answer.kind {
        Kind::Card => answer.rows.iter().take(1).collect(),
        _ => answer
            .rows
            .iter()
            .filter(|row| row.evidence.is_empty())
            .collect(),
    };
    let listed: BTreeSet<String> = alone
        .into_iter()
        .flat_map(|row| {
            let most = if answer.kind == Kind::Paths {
                usize::MAX
            } else {
                1
            };
            row.cells
                .iter()
                .filter_map(|cell| cell.iri.clone())
                .take(most)
        })
        .collect();
    let mut used: BTreeSet<String> = BTreeSet::new();
    let facts = context.facts(&behind)?;
    let figures: BTreeSet<String> = behind
        .iter()
        .flat_map(|situation| facts.all(situation, "figure"))
        .cloned()
        .collect();
    let of_figures = context.facts(&figures)?;
    for (facts, things) in [(&facts, &behind), (&of_figures, &figures)] {
        used.extend(
            things
                .iter()
                .flat_map(|thing| facts.all(thing, "source"))
                .cloned(),
        );
    }
    let told = context.told(&listed)?;
    for thing in &listed {
        used.extend(told.sources(thing).map(|(source, _)| source.to_owned()));
    }
    Ok(used)
}

/// Gives every source that was opened a key of its own, so that a key does not depend on what else an answer used.
fn keys<'a>(context: &Context<'a>) -> BTreeMap<&'a str, String> {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut keys = BTreeMap::new();
    for source in context.sources {
        let iri = source.iri.as_str();
        let name = key_of(Iri::new(iri).local());
        let name = if name.is_empty() {
            key_of(&source.label)
        } else {
            name
        };
        let name = if name.is_empty() {
            "source".to_owned()
        } else {
            name
        };
        let unique = (1..)
            .map(|n| {
                if n == 1 {
                    name.clone()
                } else {
                    format!("{name}-{n}")
                }
            })
            .find(|key| taken.insert(key.clone()))
            .unwrap_or(name);
        keys.insert(iri, unique);
    }
    keys
}

/// Keeps of a name what every program takes as a key: lower-case letters, digits and hyphens.
fn key_of(name: &str) -> String {
    let folded = fold(name);
    let kept: String = folded
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    let words: Vec<&str> = kept.split('-').filter(|word| !word.is_empty()).collect();
    words.join("-")
}

/// The source's own citation where it has one, else one put together from what it tells of itself; with the version and the
/// day of access, without which nobody finds the same data again.
fn in_text(told: &Description, today: Day) -> String {
    let mut text = if told.citation.is_empty() {
        composed(told)
    } else {
        told.citation.clone()
    };
    let stated = text.to_lowercase();
    if !told.version.is_empty() && !stated.contains("version") {
        text = format!("{} Version {}.", stopped(&text), told.version);
    }
    if !told.url.is_empty() && !text.contains(&told.url) {
        text = format!("{} {}.", stopped(&text), told.url);
    }
    if !told.licence.is_empty() && !text.contains(&told.licence) {
        text = format!("{} Licence: {}.", stopped(&text), told.licence);
    }
    let text = format!("{} Accessed {today}.", stopped(&text));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn composed(told: &Description) -> String {
    let makers = if told.creators.is_empty() {
        &told.publishers
    } else {
        &told.creators
    };
    let mut text = String::new();
    if !makers.is_empty() {
        text = format!("{}. ", makers.join(", "));
    }
    text.push_str(&told.title);
    if !told.date.is_empty() {
        text.push_str(&format!(", {}", told.date));
    }
    text
}

fn stopped(text: &str) -> String {
    let text = text.trim_end();
    if text.ends_with(['.', '!', '?']) {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}

fn bibtex(told: &Description, key: &str, today: Day) -> String {
    let makers = if told.creators.is_empty() {
        &told.publishers
    } else {
        &told.creators
    };
    // Braces keep a name from being cut into first and last, and a title its capitals.
    let author: Vec<String> = makers
        .iter()
        .map(|who| format!("{{{}}}", latex(who)))
        .collect();
    let (year, month) = year_and_month(&told.date);
    let mut note = vec![format!("Accessed {today}")];
    if !told.licence.is_empty() {
        note.push(format!("Licence: {}", latex(&told.licence)));
    }
    if !told.citation.is_empty() {
        note.push(format!("Cite as: {}", latex(&told.citation)));
    }
    let publisher: Vec<String> = told.publishers.iter().map(|who| latex(who)).collect();
    let fields = [
        ("author", author.join(" and ")),
        ("title", format!("{{{}}}", latex(&told.title))),
        ("year", year),
        ("month", month),
        ("publisher", publisher.join(", ")),
        ("version", latex(&told.version)),
        ("url", address(&told.url)),
        ("note", note.join(". ")),
    ];
    let mut lines = vec![format!("@misc{{{key},")];
    for (name, value) in fields {
        if !value.is_empty() {
            lines.push(folded(&format!("  {name} = {{{value}}},")));
        }
    }
    lines.push("}".to_owned());
    lines.join("\n")
}

/// Breaks a long field at spaces, where a line end means the same.
fn folded(field: &str) -> String {
    let (indent, words) = field.split_at(2);
    let mut lines = vec![indent.to_owned()];
    for word in words.split(' ') {
        let line = lines.last_mut().map_or(0, |line| line.chars().count());
        if line + word.chars().count() >= WIDEST && line > 4 {
            lines.push(" ".repeat(4));
        }
        if let Some(line) = lines.last_mut() {
            if !line.trim().is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines.join("\n")
}

/// Takes year and month from a date such as `2024-08`; a date in another form has neither.
fn year_and_month(date: &str) -> (String, String) {
    let digits = |text: &str, n: usize| text.len() == n && text.bytes().all(|b| b.is_ascii_digit());
    let mut parts = date.split(['-', 'T']);
    let year = parts.next().filter(|year| digits(year, 4));
    let month = parts
        .next()
        .filter(|month| year.is_some() && digits(month, 2))
        .and_then(|month| month.parse::<u8>().ok())
        .filter(|month| (1..=12).contains(month));
    (
        year.unwrap_or_default().to_owned(),
        month.map_or_else(String::new, |month| month.to_string()),
    )
}

/// Writes a text so that LaTeX sets it as it is and BibTeX finds every brace closed.
fn latex(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for c in text.chars() {
        match c {
            '\\' => written.push_str("{\\textbackslash}"),
            '{' => written.push_str("{\\textbraceleft}"),
            '}' => written.push_str("{\\textbraceright}"),
            '~' => written.push_str("{\\textasciitilde}"),
            '^' => written.push_str("{\\textasciicircum}"),
            '&' | '%' | '$' | '#' | '_' => {
                written.push('\\');
                written.push(c);
            }
            c if c.is_control() => {}
            c => written.push(c),
        }
    }
    written
}

/// Writes an address, in which braces, backslashes and spaces have no place.
fn address(url: &str) -> String {
    url.chars()
        .filter(|c| !c.is_control())
        .map(|c| match c {
            '{' => "%7B".to_owned(),
            '}' => "%7D".to_owned(),
            '\\' => "%5C".to_owned(),
            c if c.is_whitespace() => "%20".to_owned(),
            c => c.to_string(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn told(title: &str) -> Description {
        Description {
            title: title.to_owned(),
            publishers: vec!["R&D \\ Press".to_owned()],
            date: "2024-08".to_owned(),
            version: "1".to_owned(),
            url: "https://example.org/a b{c}".to_owned(),
            ..Description::default()
        }
    }

    fn day() -> Day {
        Day::new(2026, 11, 22).expect("a day")
    }

    #[test]
    fn an_entry_escapes_what_latex_reads() {
        assert_eq!(
            bibtex(&told("100% {sure}_"), "key", day()),
            "@misc{key,\n  author = {{R\\&D {\\textbackslash} Press}},\n  \
             title = {{100\\% {\\textbraceleft}sure{\\textbraceright}\\_}},\n  year = {2024},\n  month = {8},\n  \
             publisher = {R\\&D {\\textbackslash} Press},\n  version = {1},\n  \
             url = {https://example.org/a%20b%7Bc%7D},\n  note = {Accessed 2026-11-22},\n}"
        );
    }

    #[test]
    fn a_text_says_version_address_and_day_of_access_once() {
        assert_eq!(
            in_text(&told("Wars"), day()),
            "R&D \\ Press. Wars, 2024-08. Version 1. https://example.org/a b{c}. Accessed 2026-11-22."
        );
        let own = Description {
            citation: "Doe, Wars, version 1.".to_owned(),
            version: "1".to_owned(),
            licence: "CC0-1.0".to_owned(),
            ..Description::default()
        };
        assert_eq!(
            in_text(&own, day()),
            "Doe, Wars, version 1. Licence: CC0-1.0. Accessed 2026-11-22."
        );
    }

    #[test]
    fn a_date_gives_what_it_holds() {
        assert_eq!(year_and_month("2024-08-11"), ("2024".into(), "8".into()));
        assert_eq!(year_and_month("2024"), ("2024".into(), String::new()));
        assert_eq!(year_and_month("2024-13"), ("2024".into(), String::new()));
        assert_eq!(
            year_and_month("August 2024"),
            (String::new(), String::new())
        );
    }

    #[test]
    fn keys_hold_nothing_but_letters_digits_and_hyphens() {
        assert_eq!(key_of("UCDP GED, v24.1 (Goïta)"), "ucdp-ged-v24-1-goita");
        assert_eq!(key_of("مالي"), "");
    }

    proptest! {
        #[test]
        fn whatever_is_told_braces_stay_balanced(title in any::<String>(), url in any::<String>()) {
            let told = Description { title: title.clone(), citation: title, url, ..Description::default() };
            let mut depth = 0_i64;
            let entry = bibtex(&told, "key", day());
            for c in entry.chars() {
                depth += match c { '{' => 1, '}' => -1, _ => 0 };
                prop_assert!(depth >= 0, "{entry}");
            }
            prop_assert_eq!(depth, 0, "{}", entry);
        }
    }
}
