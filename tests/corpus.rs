//! The literate corpus: Markdown files whose fenced blocks are a question and what it must come to.
//!
//! A case is a `question` block (in French, `question fr`), or a `file` block of several questions of which the last is meant,
//! followed by any of `reading`, `sparql`, `rows`, `notes` and `error`
//! blocks. Every block that stands there is compared to the letter; beyond that, every reading must parse back to itself, every printed query must
//! give the same rows as the algebra that ran, and every corrected question in an error must run.
//! Each file runs twice: on files as they are, and on a workspace into which the same files were loaded.
//! A file is about the bundled Sahel dataset unless it holds `turtle` or `trig` blocks: these are its data then, read by the rules
//! that the tag names (`turtle wikidata`).
//! `ALLEGIANCE_CORPUS=update cargo test --test corpus` writes what is into the blocks, for a reader to judge.

use allegiance::answer::{Answer, Cell, Value};
use allegiance::conversation::{Conversation, OpenError, Reply};
use allegiance::diagnostic::Diagnostic;
use allegiance::lexicon::Language;
use allegiance::load::WarningKind;
use allegiance::session::Scope;
use allegiance::{AskError, Cancel, Input, Options, Session};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

static SAHEL: LazyLock<Session> = LazyLock::new(|| {
    Session::open(&[Input::from_argument("sahel")]).expect("the bundled dataset opens")
});

static LOADED: LazyLock<Session> = LazyLock::new(|| {
    loaded(&[("sahel".into(), None)]).expect("a workspace with the bundled dataset")
});

/// A file, and the rules that it is read by.
type File = (PathBuf, Option<PathBuf>);

/// Opens a workspace into which these were loaded.
fn loaded(files: &[File]) -> datatest_stable::Result<Session> {
    let folder = tempfile::tempdir()?;
    let root = folder.path().join("workspace");
    std::fs::create_dir(&root)?;
    let run = |verb: &str, names: &[&Path]| -> datatest_stable::Result<()> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_allegiance"));
        command.arg("--workspace").arg(&root).arg(verb).args(names);
        let output = command.output()?;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into());
        }
        Ok(())
    };
    run("init", &[])?;
    for (file, rules) in files {
        match rules {
            Some(rules) => run("load", &[file, Path::new("--using"), rules])?,
            None => run("load", &[file])?,
        }
    }
    Ok(Session::open(&[Input::Workspace(root)])?)
}

/// A fenced block: its tag, its text, and the lines that it stands on.
#[derive(Clone, Debug)]
struct Block {
    tag: String,
    text: String,
    first: usize,
    last: usize,
}

impl Block {
    /// Says whether it holds data: Turtle or TriG, and behind the word the rules that turn it into our vocabulary.
    fn is_data(&self) -> bool {
        matches!(self.tag.split(' ').next(), Some("turtle" | "trig"))
    }
}

fn corpus(path: &Path, text: String) -> datatest_stable::Result<()> {
    run(path, &text, &SAHEL, &|files| {
        let input = |(path, rules): &File| match rules {
            Some(rules) => Input::File(path.clone()).with_rules(rules),
            None => Input::File(path.clone()),
        };
        let inputs: Vec<Input> = files.iter().map(input).collect();
        Ok(Session::open(&inputs)?)
    })
}

fn corpus_in_a_workspace(path: &Path, text: String) -> datatest_stable::Result<()> {
    run(path, &text, &LOADED, &loaded)
}

/// Opens files.
type Open<'a> = &'a dyn Fn(&[File]) -> datatest_stable::Result<Session>;

fn run(
    path: &Path,
    text: &str,
    bundled: &LazyLock<Session>,
    open: Open,
) -> datatest_stable::Result<()> {
    let update = std::env::var("ALLEGIANCE_CORPUS").is_ok_and(|mode| mode == "update");
    let blocks = blocks(text)?;
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let mut failures = String::new();
    let mut broken = String::new();
    let mut replaced: Vec<(Block, String)> = Vec::new();
    let mut question: Option<String> = None;
    let mut outcome: Option<Outcome> = None;
    let world = world(&blocks, open)?;
    let session: &Session = world.as_ref().unwrap_or_else(|| bundled);
    let mut cases = 0;
    for block in blocks.iter().filter(|block| !block.is_data()) {
        if block.tag == "file" {
            cases += 1;
            let (case, problem) = Outcome::of_file(session, &block.text);
            if let Some(problem) = problem {
                let _ = writeln!(broken, "line {}: {problem}", block.first + 1);
            }
            question = Some(block.text.clone());
            outcome = Some(case);
            continue;
        }
        if let Some(language) = language(&block.tag) {
            cases += 1;
            let case = Outcome::of(session, &block.text, language);
            if let Err(problem) = case.hold(session, &block.text, language) {
                let _ = writeln!(broken, "line {}: {problem}", block.first + 1);
            }
            question = Some(block.text.clone());
            outcome = Some(case);
            continue;
        }
        let (Some(question), Some(outcome)) = (&question, &outcome) else {
            return Err(format!("line {}: a block before any question", block.first + 1).into());
        };
        let actual = outcome.block(&block.tag);
        if actual != block.text {
            replaced.push((block.clone(), actual.clone()));
            let _ = writeln!(
                failures,
                "line {}: {} of `{question}`\n--- expected\n{}\n--- actual\n{actual}\n",
                block.first + 1,
                block.tag,
                block.text
            );
        }
    }
    if cases == 0 {
        return Err("no case in this file".into());
    }
    // What must hold of every case cannot be written into a block.
    if !broken.is_empty() {
        return Err(broken.into());
    }
    if update {
        for (block, actual) in replaced.into_iter().rev() {
            let body = actual.lines().map(str::to_owned).collect::<Vec<_>>();
            lines.splice(block.first + 1..block.last, body);
        }
        std::fs::write(path, lines.join("\n") + "\n")?;
        return Ok(());
    }
    if failures.is_empty() {
        Ok(())
    } else {
        Err(failures.into())
    }
}

/// Opens the invented data of a file: its `turtle` and `trig` blocks, each one source.
fn world(blocks: &[Block], open: Open) -> datatest_stable::Result<Option<Session>> {
    let folder = tempfile::tempdir()?;
    let mut files = Vec::new();
    for (n, block) in blocks.iter().filter(|b| b.is_data()).enumerate() {
        // Every block is a source of its own.
        let source = match n {
            0 => SOURCE.to_owned(),
            n => SOURCE
                .replace("/source>", &format!("/source{}>", n + 1))
                .replace("world\"", &format!("world {}\"", n + 1)),
        };
        // TriG takes Turtle too.
        let path = folder.path().join(format!("world{n}.trig"));
        // The graphs of TriG are sources themselves.
        let source = if block.tag.starts_with("trig") {
            String::new()
        } else {
            source
        };
        std::fs::write(&path, format!("{PREFIXES}{source}{}", block.text))?;
        let rules = block.tag.split_once(' ').map(|(_, rules)| rules.into());
        files.push((path, rules));
    }
    if files.is_empty() {
        return Ok(None);
    }
    let session = open(&files)?;
    // Several sources may disagree.
    let several = blocks.iter().any(|b| b.tag.starts_with("trig"));
    let warnings: Vec<_> = session
        .warnings()
        .iter()
        .filter(|warning| !(several && warning.kind == WarningKind::DatesDiffer))
        .collect();
    match warnings.as_slice() {
        [] => Ok(Some(session)),
        warnings => Err(format!("{warnings:?}").into()),
    }
}

const PREFIXES: &str = "\
@prefix al: <https://w3id.org/allegiance/ns#> .
@prefix : <https://example.org/world/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
";

const SOURCE: &str =
    "<https://example.org/world/source> a al:Source ; rdfs:label \"Invented world\"@en .\n";

fn blocks(text: &str) -> datatest_stable::Result<Vec<Block>> {
    let mut found = Vec::new();
    let mut open: Option<Block> = None;
    for (number, line) in text.lines().enumerate() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(tag)) => {
                open = Some(Block {
                    tag: tag.trim().to_owned(),
                    text: String::new(),
                    first: number,
                    last: number,
                });
            }
            (Some(block), Some(_)) => {
                block.last = number;
                found.extend(open.take());
            }
            (Some(block), None) => {
                if !block.text.is_empty() || number > block.first + 1 {
                    block.text.push('\n');
                }
                block.text.push_str(line);
            }
            (None, None) => {}
        }
    }
    match open {
        Some(block) => Err(format!("line {}: this block is not closed", block.first + 1).into()),
        None => Ok(found),
    }
}

/// Returns the language of a question, if a block is one.
fn language(tag: &str) -> Option<Language> {
    match tag {
        "question" => Some(Language::English),
        "question fr" => Some(Language::French),
        _ => None,
    }
}

/// What a question came to.
enum Outcome {
    Answer(Box<Answer>),
    Wrong(Box<Diagnostic>),
    Failed(String),
}

impl Outcome {
    fn of(session: &Session, question: &str, language: Language) -> Self {
        let options = Options {
            language,
            ..Options::default()
        };
        match session.ask(question, &options, &Cancel::new()) {
            Ok(answer) => Self::Answer(Box::new(answer)),
            Err(AskError::Question(diagnostic)) => Self::Wrong(diagnostic),
            Err(error) => Self::Failed(error.to_string()),
        }
    }

    /// Asks the questions of a file; what is wrong with one of them is what it comes to, and its correction must do instead.
    fn of_file(session: &Session, text: &str) -> (Self, Option<String>) {
        let mut conversation = Conversation::new(session);
        let questions = match conversation.open(text, &[]) {
            Ok(questions) => questions,
            Err(OpenError::File(diagnostic)) => return (Self::Wrong(diagnostic), None),
            Err(error) => return (Self::Failed(error.to_string()), Some(error.to_string())),
        };
        let mut outcome = Self::Failed("nothing is asked".to_owned());
        for question in questions {
            outcome = match conversation.say(question, &Options::default(), &Cancel::new()) {
                Ok(Reply::Answer(answer)) => Self::Answer(answer),
                Ok(Reply::Named(named)) => Self::Failed(format!("{} is named", named.name)),
                Err(AskError::Question(diagnostic)) => {
                    let again = diagnostic.correction.clone().and_then(|correction| {
                        conversation
                            .say(&correction, &Options::default(), &Cancel::new())
                            .err()
                            .map(|error| format!("the correction `{correction}` fails: {error:?}"))
                    });
                    return (Self::Wrong(diagnostic), again);
                }
                Err(error) => return (Self::Failed(error.to_string()), Some(error.to_string())),
            };
        }
        (outcome, None)
    }

    /// Checks what must hold of every case, whatever its blocks say.
    fn hold(&self, session: &Session, question: &str, language: Language) -> Result<(), String> {
        match self {
            Self::Answer(answer) => {
                if answer.reading.starts_with("sparql") {
                    return Ok(());
                }
                let (_, reading) = session
                    .read_as(&Scope::default(), question, language)
                    .map_err(|e| e.to_string())?;
                let (_, again) = session
                    .read_as(&Scope::default(), &answer.reading, language)
                    .map_err(|error| {
                        format!("the reading `{}` is no question: {error:?}", answer.reading)
                    })?;
                if again != reading {
                    return Err(format!(
                        "the reading `{}` reads otherwise:\n{reading:#?}\n{again:#?}",
                        answer.reading
                    ));
                }
                same_rows(session, &reading)
            }
            Self::Wrong(diagnostic) => match &diagnostic.correction {
                Some(correction) => {
                    match session.read_as(&Scope::default(), correction, language) {
                        Ok(_) => Ok(()),
                        Err(error) => {
                            Err(format!("the correction `{correction}` fails: {error:?}"))
                        }
                    }
                }
                None => Ok(()),
            },
            Self::Failed(error) => Err(format!("`{question}` fails: {error}")),
        }
    }

    fn block(&self, tag: &str) -> String {
        match (self, tag) {
            (Self::Answer(answer), "reading") => answer.reading.clone(),
            (Self::Answer(answer), "sparql") => answer.sparql.trim_end().to_owned(),
            (Self::Answer(answer), "rows") => rows(answer),
            (Self::Answer(answer), "notes") => answer.notes.join("\n"),
            (Self::Wrong(diagnostic), "error") => error(diagnostic),
            (Self::Answer(_), _) => "(an answer, and no such block)".to_owned(),
            (Self::Wrong(diagnostic), _) => format!("(an error)\n{}", error(diagnostic)),
            (Self::Failed(error), _) => error.clone(),
        }
    }
}

/// The printed query, parsed by the engine's own parser, must give the rows of the algebra.
fn same_rows(session: &Session, reading: &allegiance::reading::Reading) -> Result<(), String> {
    let Some(plan) = allegiance::plan::plan(reading, session.ontology()) else {
        return Ok(());
    };
    let lowered = allegiance::sparql::lower(&plan).map_err(|e| e.to_string())?;
    let text = allegiance::answer::print(&lowered, "x");
    let parsed = spargebra::SparqlParser::new()
        .parse_query(&text)
        .map_err(|error| format!("the printed query does not parse: {error}\n{text}"))?;
    let run = |query: &spargebra::Query| {
        let mut rows: Vec<String> = session
            .engine()
            .select(query, &Cancel::new())
            .map_err(|e| e.to_string())?
            .rows
            .iter()
            .map(|row| format!("{row:?}"))
            .collect();
        rows.sort();
        Ok::<_, String>(rows)
    };
    if run(&lowered.query)? == run(&parsed)? {
        Ok(())
    } else {
        Err(format!("the printed query gives other rows:\n{text}"))
    }
}

fn rows(answer: &Answer) -> String {
    let names: Vec<&str> = answer.columns.iter().map(|c| c.name.as_str()).collect();
    let mut text = names.join(" | ");
    for row in &answer.rows {
        let cells: Vec<String> = row.cells.iter().map(cell).collect();
        let _ = write!(text, "\n{}", cells.join(" | "));
    }
    if answer.total != answer.rows.len() {
        let _ = write!(text, "\n({} of {})", answer.rows.len(), answer.total);
    }
    text
}

fn cell(cell: &Cell) -> String {
    let mut text = if cell.items.is_empty() {
        match &cell.value {
            Value::Missing => "–".to_owned(),
            Value::Boolean(true) => "yes".to_owned(),
            Value::Boolean(false) => "no".to_owned(),
            Value::Integer(n) => n.to_string(),
            Value::Number(n) => n.to_string(),
            Value::Text(text) => text.replace('\n', "⏎"),
        }
    } else {
        let items: Vec<String> = cell.items.iter().map(self::cell).collect();
        items.join("; ")
    };
    if let Some(remark) = &cell.remark {
        let _ = write!(text, " [{remark}]");
    }
    if let Some(certainty) = &cell.certainty {
        let _ = write!(text, " ({certainty}");
        if !cell.according_to.is_empty() {
            let _ = write!(text, " by {}", cell.according_to.join(", "));
        }
        text.push(')');
    }
    if cell.possible && cell.items.is_empty() {
        text.insert(0, '~');
    }
    text
}

fn error(diagnostic: &Diagnostic) -> String {
    let mut text = format!("{}: {}", diagnostic.code, diagnostic.message);
    for candidate in &diagnostic.candidates {
        let _ = write!(text, "\n  - {}", candidate.label);
        if !candidate.detail.is_empty() {
            let _ = write!(text, ": {}", candidate.detail);
        }
        if let Some(question) = &candidate.question {
            let _ = write!(text, " → {question}");
        }
    }
    if let Some(correction) = &diagnostic.correction {
        let _ = write!(text, "\nhelp: {correction}");
    }
    for note in &diagnostic.notes {
        let _ = write!(text, "\nnote: {note}");
    }
    text
}

datatest_stable::harness! {
    { test = corpus, root = "tests/corpus", pattern = r".*\.md$" },
    { test = corpus_in_a_workspace, root = "tests/corpus", pattern = r".*\.md$" },
}
