//! Commands of the prompt: lines that begin with a colon.

use super::help;
use crate::lexicon::Language;
use crate::render::Format;
use crate::session::Session;
use rustyline::completion::Pair;
use strsim::damerau_levenshtein;

/// A command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Command {
    Help(String),
    Sparql(String),
    Explain(String),
    Format(Option<Format>),
    Sources,
    Vocabulary(String),
    Why(String),
    Cite,
    Save(String),
    Run(String, Vec<(String, String)>),
    Language(Option<Language>),
    Quit,
}

/// Each command, what it takes, and what it does.
pub(super) const COMMANDS: &[(&str, &str, &str)] = &[
    (
        "help",
        "[TOPIC]",
        "explains the language, or one word of it",
    ),
    (
        "sparql",
        "[QUESTION]",
        "shows the SPARQL of the last answer, or of a question",
    ),
    (
        "explain",
        "[QUESTION]",
        "shows how the last question, or another, is understood",
    ),
    (
        "format",
        "[FORMAT]",
        "writes answers as table, json, csv, tsv or markdown",
    ),
    (
        "why",
        "[ROW]",
        "shows the statements behind a row of the last answer",
    ),
    ("cite", "", "cites the sources that the last answer used"),
    ("sources", "", "lists what the questions are asked of"),
    (
        "vocabulary",
        "[WORD]",
        "lists the words of the language, or says what one means",
    ),
    (
        "save",
        "NAME",
        "saves the last question in NAME.alq, with its names pinned",
    ),
    (
        "run",
        "FILE [NAME=VALUE …]",
        "asks the questions of a file, with values for its parameters",
    ),
    ("lang", "[en|fr]", "takes questions in English or in French"),
    ("quit", "", "leaves, as Ctrl-D does"),
];

/// Other spellings.
const SPELLINGS: &[(&str, &str)] = &[
    ("h", "help"),
    ("?", "help"),
    ("q", "quit"),
    ("exit", "quit"),
    ("words", "vocabulary"),
    ("language", "lang"),
    ("langue", "lang"),
    ("aide", "help"),
];

/// Reads a command without its colon; the error says what to type instead.
pub(super) fn parse(line: &str) -> Result<Command, String> {
    let line = line.trim();
    let (name, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let rest = rest.trim().to_owned();
    let folded = name.to_lowercase();
    let spelled = SPELLINGS.iter().find(|(short, _)| *short == folded);
    match spelled.map_or(folded.as_str(), |(_, long)| long) {
        "help" => Ok(Command::Help(rest)),
        "sparql" => Ok(Command::Sparql(rest)),
        "explain" => Ok(Command::Explain(rest)),
        "sources" => Ok(Command::Sources),
        "vocabulary" => Ok(Command::Vocabulary(rest)),
        "why" => Ok(Command::Why(rest)),
        "cite" => Ok(Command::Cite),
        "save" => match pieces(&rest).as_slice() {
            [name] => Ok(Command::Save(name.clone())),
            _ => Err(":save takes one name\nfor example: :save coups".to_owned()),
        },
        "run" => run(&rest),
        "quit" => Ok(Command::Quit),
        "format" if rest.is_empty() => Ok(Command::Format(None)),
        "format" => Format::named(&rest)
            .map(Some)
            .map(Command::Format)
            .ok_or_else(|| {
                let names = Format::ALL.map(Format::name).join(", ");
                format!("no format \"{rest}\"\nthere are {names}")
            }),
        "lang" if rest.is_empty() => Ok(Command::Language(None)),
        "lang" => language(&rest)
            .map(Some)
            .map(Command::Language)
            .ok_or_else(|| format!("no language \"{rest}\"\nthere are en, fr")),
        _ => Err(unknown(name, &folded)),
    }
}

fn run(rest: &str) -> Result<Command, String> {
    let usage = || {
        ":run takes a file, and values for its parameters\nfor example: :run coups.alq place=Mali"
            .to_owned()
    };
    let mut pieces = pieces(rest).into_iter();
    let file = pieces.next().ok_or_else(usage)?;
    let given = pieces.map(|piece| {
        let (name, value) = piece.split_once('=').ok_or_else(usage)?;
        Ok((name.trim_start_matches('$').to_owned(), value.to_owned()))
    });
    Ok(Command::Run(file, given.collect::<Result<_, String>>()?))
}

/// Splits at spaces that do not stand in double quotes, which are taken off.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut piece = None::<String>;
    let mut quoted = false;
    for c in text.chars() {
        match c {
            '"' => {
                quoted = !quoted;
                piece.get_or_insert_default();
            }
            c if c.is_whitespace() && !quoted => pieces.extend(piece.take()),
            c => piece.get_or_insert_default().push(c),
        }
    }
    pieces.extend(piece);
    pieces
}

/// Reads the tag or the name of a language.
fn language(text: &str) -> Option<Language> {
    match text.to_lowercase().as_str() {
        "english" | "anglais" => Some(Language::English),
        "french" | "français" | "francais" => Some(Language::French),
        tag => Language::from_tag(tag),
    }
}

fn unknown(name: &str, folded: &str) -> String {
    let names = || COMMANDS.iter().map(|(command, _, _)| *command);
    let near = |command: &&str| damerau_levenshtein(command, folded) <= 2;
    let nearest = names()
        .find(|command| command.starts_with(folded))
        .or_else(|| names().find(near));
    match nearest {
        Some(command) if !folded.is_empty() => {
            format!("no command :{name}\ndo you mean :{command}?")
        }
        _ => {
            let names: Vec<_> = names().map(|command| format!(":{command}")).collect();
            format!("no command :{name}\nthere are {}", names.join(", "))
        }
    }
}

/// Finds where the question of a command begins, if it takes one.
pub(super) fn question_start(line: &str) -> Option<usize> {
    [":sparql ", ":explain "]
        .into_iter()
        .find_map(|command| line.starts_with(command).then_some(command.len()))
}

/// Completes the name of a command, or what it takes.
pub(super) fn complete(
    session: &Session,
    language: Language,
    line: &str,
    cursor: usize,
) -> (usize, Vec<Pair>) {
    let typed = &line[..cursor];
    for command in [":help ", ":vocabulary ", ":words "] {
        if let Some(topic) = typed.strip_prefix(command) {
            return (
                cursor - topic.len(),
                pairs(help::topics(session, language), topic),
            );
        }
    }
    if let Some(format) = typed.strip_prefix(":format ") {
        let names = Format::ALL.map(Format::name).map(str::to_owned);
        return (cursor - format.len(), pairs(names.into(), format));
    }
    if let Some(tag) = typed.strip_prefix(":lang ") {
        let tags = ["en", "fr"].map(str::to_owned);
        return (cursor - tag.len(), pairs(tags.into(), tag));
    }
    let commands = COMMANDS.iter().map(|(command, _, _)| (*command).to_owned());
    (1, pairs(commands.collect(), &typed[1..]))
}

fn pairs(words: Vec<String>, typed: &str) -> Vec<Pair> {
    words
        .into_iter()
        .filter(|word| word.starts_with(typed))
        .map(|word| Pair {
            display: word.clone(),
            replacement: word,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_read_in_any_spelling() {
        assert_eq!(parse("q"), Ok(Command::Quit));
        assert_eq!(parse(" HELP  since "), Ok(Command::Help("since".into())));
        assert_eq!(
            parse("sparql allies of CSP"),
            Ok(Command::Sparql("allies of CSP".into()))
        );
        assert_eq!(
            parse("lang FR"),
            Ok(Command::Language(Some(Language::French)))
        );
        assert_eq!(parse("langue"), Ok(Command::Language(None)));
        assert!(parse("lang xx").unwrap_err().contains("there are en, fr"));
        assert_eq!(parse("format csv"), Ok(Command::Format(Some(Format::Csv))));
    }

    #[test]
    fn files_and_values_can_stand_in_quotes() {
        let given = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(
            parse("run \"my coups.alq\" place=Mali who=\"Wagner Group\" $n=3"),
            Ok(Command::Run(
                "my coups.alq".into(),
                vec![
                    given("place", "Mali"),
                    given("who", "Wagner Group"),
                    given("n", "3")
                ]
            ))
        );
        assert_eq!(parse("save \"a b\""), Ok(Command::Save("a b".into())));
        assert!(parse("run").is_err() && parse("run a b").is_err() && parse("save a b").is_err());
    }

    #[test]
    fn an_unknown_command_says_what_there_is() {
        assert_eq!(
            parse("hlep").unwrap_err(),
            "no command :hlep\ndo you mean :help?"
        );
        assert_eq!(
            parse("expl").unwrap_err(),
            "no command :expl\ndo you mean :explain?"
        );
        assert!(parse("").unwrap_err().contains("there are :help, :sparql"));
        assert!(parse("format xml").unwrap_err().contains("table, json"));
    }

    #[test]
    fn commands_and_their_words_complete() {
        let session = Session::open(&[]).unwrap();
        let words = |line: &str| -> (usize, Vec<String>) {
            let (at, pairs) = complete(&session, Language::English, line, line.len());
            (at, pairs.into_iter().map(|p| p.replacement).collect())
        };
        assert_eq!(words(":ex"), (1, vec!["explain".to_owned()]));
        assert_eq!(words(":format m"), (8, vec!["markdown".to_owned()]));
        assert!(words(":help amb").1.contains(&"ambushes".to_owned()));
        assert!(words(":vocabulary all").1.contains(&"allies".to_owned()));
        assert!(words(":help sinc").1.contains(&"since".to_owned()));
        assert_eq!(question_start(":explain who"), Some(9));
    }
}
