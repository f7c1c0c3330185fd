//! Saved questions: a header, comments, and questions that `;` or a blank line separates.
//!
//! ```text
//! title: Coups in a place
//! language: 1
//! param place: place = Mali
//! param since: date
//!
//! # A question, or several.
//! coups in $place since $since | select coup, when
//! ```

use super::ast::Span;
use super::error::{ParseError, Problem};
use super::format::format;
use super::naming::{naming, set_of};
use super::parameter::{Argument, ParameterKind, ValueError};
use super::parse::parse_open;
use super::split::{Piece, Pieces};
use strsim::damerau_levenshtein;

/// The version of the language that is read.
pub const LANGUAGE: u32 = 1;
/// Statements longer than this are broken at their bars.
const WIDTH: usize = 100;
const KEYS: [&str; 3] = ["title", "language", "param"];

/// A file of questions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct File {
    pub title: Option<String>,
    pub parameters: Vec<Declared>,
    /// Where the questions stand.
    pub statements: Vec<Span>,
    /// The header's lines and comments in their order, canonically written.
    header: Vec<String>,
    /// The comments before each statement, and those after the last.
    comments: Vec<Vec<String>>,
}

/// A parameter with its kind and, if it can be left out, its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    pub name: String,
    pub kind: ParameterKind,
    pub default: Option<Argument>,
}

impl File {
    /// Reads a file; its questions are read when they are asked.
    ///
    /// # Errors
    /// A line of the header says what cannot be.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        let mut file = Self::default();
        let body = file.read_header(text)?;
        file.read_statements(text, body);
        Ok(file)
    }

    /// Reads the lines before the first question; returns where they end.
    fn read_header(&mut self, text: &str) -> Result<usize, ParseError> {
        let mut at = 0;
        let mut pending: Vec<String> = Vec::new();
        let mut end = 0;
        for line in text.split_inclusive('\n') {
            let span = Span {
                start: at + (line.len() - line.trim_start().len()),
                end: at + line.trim_end().len(),
            };
            at += line.len();
            let line = line.trim().trim_start_matches('\u{feff}');
            if line.is_empty() {
                continue;
            }
            if line.starts_with('#') {
                pending.push(line.to_owned());
                continue;
            }
            if !self.read_line(line, span)? {
                break;
            }
            self.header.append(&mut pending);
            self.header.push(self.written(line));
            end = at;
        }
        Ok(end)
    }

    /// Reads one line of the header; says whether it is one.
    fn read_line(&mut self, line: &str, span: Span) -> Result<bool, ParseError> {
        let failed = |reason: String| ParseError {
            problem: Problem::Header { reason },
            span,
            correction: None,
        };
        let Some((key, value)) = line.split_once(':') else {
            return Ok(false);
        };
        let value = value.trim();
        let mut words = key.split_whitespace();
        match (words.next(), words.next(), words.next()) {
            (Some("title"), None, _) => self.title = Some(value.to_owned()),
            (Some("language"), None, _) if value == LANGUAGE.to_string() => {}
            (Some("language"), None, _) => {
                return Err(failed(format!(
                    "language {value} is not read here; language {LANGUAGE} is"
                )));
            }
            (Some("param"), Some(name), None) => {
                let declared = declared(name, value).map_err(failed)?;
                if self.parameters.iter().any(|known| known.name == name) {
                    return Err(failed(format!("`{name}` is declared twice")));
                }
                self.parameters.push(declared);
            }
            (Some("param"), ..) => {
                return Err(failed(
                    "a parameter has a name: param year: date = 2021".to_owned(),
                ));
            }
            // No question begins with a word and a colon.
            (Some(word), None, _) if word.chars().all(char::is_alphanumeric) => {
                let near = KEYS
                    .into_iter()
                    .find(|key| damerau_levenshtein(key, &word.to_lowercase()) <= 2);
                return Err(failed(match near {
                    Some(near) => {
                        format!("no header line begins with `{word}:`; there is `{near}`")
                    }
                    None => format!(
                        "no header line begins with `{word}:`; there are title, language and param"
                    ),
                }));
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Writes a line of the header that was read.
    fn written(&self, line: &str) -> String {
        let (key, value) = line.split_once(':').unwrap_or((line, ""));
        if key.trim_start().starts_with("param")
            && let Some(declared) = self.parameters.last()
        {
            let default = declared
                .default
                .as_ref()
                .map(|value| format!(" = {}", value.text()));
            return format!(
                "param {}: {}{}",
                declared.name,
                declared.kind,
                default.unwrap_or_default()
            );
        }
        format!("{}: {}", key.trim(), value.trim())
            .trim_end()
            .to_owned()
    }

    fn read_statements(&mut self, text: &str, body: usize) {
        let mut span: Option<Span> = None;
        let mut comments = Vec::new();
        for (piece, start, end) in Pieces::of(&text[body..]) {
            let (start, end) = (body + start, body + end);
            match piece {
                Piece::Semicolon | Piece::BlankLine => {
                    if let Some(span) = span.take() {
                        self.statements.push(span);
                        self.comments.push(std::mem::take(&mut comments));
                    }
                }
                Piece::Space => {}
                Piece::Comment => comments.push(text[start..end].trim().to_owned()),
                _ => span = Some(span.map_or(Span { start, end }, |span| Span { end, ..span })),
            }
        }
        if let Some(span) = span {
            self.statements.push(span);
            self.comments.push(std::mem::take(&mut comments));
        }
        self.comments.push(comments);
    }
}

/// Reads `date = 2021`.
fn declared(name: &str, value: &str) -> Result<Declared, String> {
    let letter = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) || !name.chars().all(letter) {
        return Err(format!(
            "`{name}` is no name of a parameter: letters, digits and `_` make one"
        ));
    }
    let (kind, default) = match value.split_once('=') {
        Some((kind, default)) => (kind.trim(), Some(default.trim())),
        None => (value, None),
    };
    let Some(kind) = ParameterKind::named(kind) else {
        let kinds = ParameterKind::ALL.map(ParameterKind::name).join(", ");
        return Err(format!("a parameter is one of {kinds}, not \"{kind}\""));
    };
    // A name may stand in quotes, as it does in a question.
    let bare = |text: &str| match text
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'))
    {
        Some(inner) if !inner.contains('"') => inner.to_owned(),
        _ => text.to_owned(),
    };
    let default = default.map(|text| Argument::new(kind, &bare(text)));
    let default = default
        .transpose()
        .map_err(|error: ValueError| error.to_string())?;
    Ok(Declared {
        name: name.to_owned(),
        kind,
        default,
    })
}

/// Writes a file canonically: each question in one form, a blank line between two, every comment kept.
///
/// # Errors
/// The header or a question cannot be read; the place is in the whole text.
pub fn format_file(text: &str) -> Result<String, ParseError> {
    let file = File::parse(text)?;
    let mut blocks = Vec::new();
    if !file.header.is_empty() {
        blocks.push(file.header.join("\n"));
    }
    for (span, comments) in file.statements.iter().zip(&file.comments) {
        let mut lines = comments.clone();
        lines.push(statement(text, *span)?);
        blocks.push(lines.join("\n"));
    }
    if let Some(last) = file.comments.last().filter(|comments| !comments.is_empty()) {
        blocks.push(last.join("\n"));
    }
    let mut written = blocks.join("\n\n");
    if !written.is_empty() {
        written.push('\n');
    }
    Ok(written)
}

/// Writes one statement canonically.
fn statement(whole: &str, span: Span) -> Result<String, ParseError> {
    let text = whole.get(span.start..span.end).unwrap_or_default();
    let moved = |mut error: ParseError| {
        error.span.start += span.start;
        error.span.end += span.start;
        error
    };
    let (before, question) = match naming(text).map_err(moved)? {
        Some(named) => (
            format!("let {} = ", named.name.text),
            parse_open(&set_of(text, &named)),
        ),
        None => (String::new(), parse_open(text)),
    };
    let question = question.map_err(moved)?;
    let line = format!("{before}{}", format(&question));
    if line.chars().count() <= WIDTH || question.pipes.is_empty() {
        return Ok(line);
    }
    let mut bare = question;
    let pipes = std::mem::take(&mut bare.pipes);
    let mut lines = vec![format!("{before}{}", format(&bare))];
    lines.extend(
        pipes
            .iter()
            .map(|pipe| format!("  | {}", super::format::pipe(pipe))),
    );
    Ok(lines.join("\n"))
}
