//! The reference of the language, from the tables of the grammar and the words of the ontology, with questions that run.

use super::{Scope, Session};
use crate::french::keywords as french;
use crate::lexicon::{Entry, Language, Sort};
use crate::question::{keywords, meanings};
use crate::reading;
use std::collections::BTreeSet;
use std::fmt::Write as _;

const OPENING: &str = "\
# The question language

A question is one sentence: a beginning, and clauses in any order. Case, accents and line breaks do not matter, `#` begins a comment, and a `?` or `.` at the end says
nothing. Every answer begins with its reading, which is a question that asks the same.

This page is made from the grammar and the ontology: `allegiance language` prints it for the words of the data that are open, `:help scopes` and `:help clauses` show parts of
it at the prompt. Each question on it is asked of the bundled data when the program is tested.
";

const DATES: &str = "\
A date is a year, quarter, month or day (`2021`, `2021-Q2`, `Q2 2021`, `2021-05`, `May 2021`, `2024-07-27`, `27 July 2024`), `today` or `yesterday`, and means all of it.
Events match within a time, relations and interventions where they overlap it. What may match but is not known exactly enough is marked `~`.
A name needs no quotes where it stands alone; `\"…\"` keeps one together, `[kind]` behind it tells things of the same name apart, and `<iri>` is exact.
";

const SCOPES: &str = "\
Where a sentence could be understood in two ways it has one reading, which the answer shows. These are the ones that surprise.
";

/// The sorts of words, with what is said of them.
const WORDS: &[(Sort, &str)] = &[
    (
        Sort::Event,
        "What happens. Behind the noun stand its roles, each with the prepositions that introduce it.",
    ),
    (Sort::Relation, "What holds for a time."),
    (Sort::Situation, "Other things that are recorded."),
    (Sort::Actor, "Who takes part."),
    (Sort::Place, "Where."),
    (Sort::Source, "Who tells it."),
    (
        Sort::RoleNoun,
        "Who somebody is to somebody: `allies of …`.",
    ),
    (Sort::Verb, "What is done: `who attacked …`."),
    (
        Sort::Role,
        "Roles without a noun of their own, as group keys.",
    ),
    (
        Sort::Adjective,
        "Before a noun, which situations count: `denied alliances`.",
    ),
    (
        Sort::Measure,
        "What figures count, behind `sum` and the like or `with`.",
    ),
    (Sort::Field, "Which number of a figure."),
    (Sort::Dimension, "What groups are made by."),
];

impl Session {
    /// Writes the reference of the language in Markdown, lines broken as Markdown pleases.
    #[must_use]
    pub fn reference(&self) -> String {
        let mut page = OPENING.to_owned();
        let two = |table: &[(&'static str, &'static str)]| -> Vec<(&'static str, &'static str)> {
            table.to_vec()
        };
        let clauses: Vec<(&str, &str)> = usual_clauses();
        let part = |title: &str, rows: &[(&str, &str)], told: &[(&'static str, &'static str)]| {
            self.part(title, rows, told)
        };
        page += &part(
            "Beginnings",
            &two(keywords::BEGINNINGS),
            meanings::BEGINNINGS,
        );
        page += &part("Clauses", &clauses, meanings::CLAUSES);
        page += &also();
        let _ = write!(page, "\n{DATES}");
        page += &part(
            "Connectors",
            &two(keywords::CONNECTORS),
            meanings::CONNECTORS,
        );
        page += &part("Output", &two(keywords::OUTPUTS), meanings::OUTPUTS);
        page += &part("Steps behind a bar", &two(keywords::STEPS), meanings::STEPS);
        page += "\n## What stands for something else\n\n| word | does | example |\n|---|---|---|\n";
        for (word, shown, does) in keywords::NAMES {
            let _ = writeln!(page, "| `{word}` | {does} | {} |", code(shown));
        }
        page += &self.scopes();
        page += &self.words_of_the_ontology();
        page += &in_french();
        page
    }

    /// Writes the sentences whose reading surprises, with their readings.
    #[must_use]
    pub fn scopes(&self) -> String {
        let mut text = format!("\n## Scopes that surprise\n\n{SCOPES}");
        for (question, told) in meanings::SCOPES {
            let read = self.understand(&Scope::default(), question);
            let reading = read.map_or_else(
                |error| error.to_string(),
                |(_, reading)| reading::echo(&reading),
            );
            let _ = write!(text, "\n- `{question}`\n  {told}\n  Reads as `{reading}`\n");
        }
        text
    }

    fn part(
        &self,
        title: &str,
        rows: &[(&str, &str)],
        told: &[(&'static str, &'static str)],
    ) -> String {
        let mut text = format!("\n## {title}\n\n| word | asks for | example |\n|---|---|---|\n");
        for (word, example) in rows {
            let _ = writeln!(
                text,
                "| {} | {} | {} |",
                code(word),
                meanings::of(told, word),
                code(example)
            );
        }
        text
    }

    fn words_of_the_ontology(&self) -> String {
        let mut text = "\n## Words\n".to_owned();
        let entries = self.ontology.vocabulary(Language::English);
        for (sort, told) in WORDS {
            let of_sort: Vec<&Entry> = entries.iter().filter(|entry| entry.sort == *sort).collect();
            if of_sort.is_empty() {
                continue;
            }
            let _ = write!(text, "\n### {}\n\n{told}\n\n", capital(sort.plural()));
            for entry in of_sort {
                let _ = write!(text, "- **{}**", entry.word);
                if !entry.forms.is_empty() {
                    let _ = write!(text, " ({})", entry.forms.join(", "));
                }
                if !entry.meaning.is_empty() {
                    let _ = write!(text, ": {}", entry.meaning);
                }
                // What every situation can have is not said of each.
                let own: Vec<&str> = entry
                    .roles
                    .iter()
                    .map(String::as_str)
                    .filter(|role| role.contains(", after ") || *sort != Sort::Event)
                    .collect();
                if !own.is_empty() {
                    let _ = write!(text, " *{}*", own.join("; "));
                }
                text.push('\n');
            }
        }
        text
    }
}

/// Returns each clause keyword in its usual spelling, with a question that shows it.
fn usual_clauses() -> Vec<(&'static str, &'static str)> {
    let mut seen = BTreeSet::new();
    keywords::CLAUSES
        .iter()
        .filter(|(_, keyword, _)| seen.insert(keyword.text()))
        .map(|(word, _, example)| (*word, *example))
        .collect()
}

/// Lists the other spellings of clause keywords.
fn also() -> String {
    let others: Vec<String> = keywords::CLAUSES
        .iter()
        .filter(|(word, keyword, _)| *word != keyword.text())
        .map(|(word, keyword, _)| format!("`{word}` is `{}`", keyword.text()))
        .collect();
    format!("\n{}.\n", others.join(", "))
}

/// Lists the French keywords with the English ones that they stand for.
fn in_french() -> String {
    let mut text = "\n## In French\n\nWith `--lang fr` or `:lang fr`. Each question reads as the English one that says the same.\n".to_owned();
    for (title, table) in [
        ("Beginnings", french::BEGINNINGS),
        ("Clauses", french::CLAUSES),
        ("Connectors", french::CONNECTORS),
        ("Output", french::OUTPUTS),
        ("Steps behind a bar", french::STEPS),
    ] {
        let _ = write!(
            text,
            "\n### {title}\n\n| mot | English | exemple |\n|---|---|---|\n"
        );
        for (word, english, example) in table {
            let _ = writeln!(
                text,
                "| {} | {} | {} |",
                code(word),
                code(english),
                code(example)
            );
        }
    }
    text
}

/// Writes code within a table, where a bar ends a cell.
fn code(text: &str) -> String {
    format!("`{}`", text.replace('|', "\\|"))
}

fn capital(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().map(|c| c.to_uppercase().to_string());
    first.into_iter().chain([characters.collect()]).collect()
}
