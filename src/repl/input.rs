//! Reading one input, of one line or of several.

use super::helper::Helper;
use crate::question::{Open, unfinished};
use crate::render::Screen;
use anstyle::{AnsiColor, Effects, Style};
use rustyline::config::BellStyle;
use rustyline::error::ReadlineError;
use rustyline::history::FileHistory;
use rustyline::{ColorMode, CompletionType, Config};
use std::io;

pub(super) type Editor<'a> = rustyline::Editor<Helper<'a>, FileHistory>;

const PROMPT: &str = "allegiance> ";
const CONTINUATION: &str = "        ..> ";
const STYLE: Style = AnsiColor::Cyan.on_default().effects(Effects::BOLD);

/// What was typed.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Input {
    Text(String),
    /// An empty line, or one that Ctrl-C took back.
    Nothing,
    End,
}

/// Makes the line editor.
pub(super) fn editor(helper: Helper<'_>, colour: bool) -> rustyline::Result<Editor<'_>> {
    let config = Config::builder()
        .completion_type(CompletionType::List)
        .completion_show_all_if_ambiguous(true)
        .completion_prompt_limit(60)
        .bell_style(BellStyle::None)
        .history_ignore_space(true)
        .history_ignore_dups(true)?
        .max_history_size(10_000)?
        .color_mode(if colour {
            ColorMode::Enabled
        } else {
            ColorMode::Disabled
        })
        .build();
    let mut editor = Editor::with_config(config)?;
    editor.set_helper(Some(helper));
    Ok(editor)
}

/// Reads until what was typed is complete, an empty line says that it is, or it is taken back.
pub(super) fn read(editor: &mut Editor<'_>, screen: Screen) -> io::Result<Input> {
    let mut text = String::new();
    loop {
        let prompt = if text.is_empty() {
            PROMPT
        } else {
            CONTINUATION
        };
        if let Some(helper) = editor.helper_mut() {
            helper.before.clone_from(&text);
            helper.screen = screen;
        }
        let styled = screen.paint(STYLE, prompt);
        match editor.readline(&(prompt, styled)) {
            Ok(line) => {
                text.push_str(&line);
                if is_complete(&text, &line) {
                    break;
                }
                text.push('\n');
            }
            Err(ReadlineError::Interrupted) => return Ok(Input::Nothing),
            Err(ReadlineError::Eof) => return Ok(Input::End),
            Err(error) => return Err(io::Error::other(error)),
        }
    }
    let text = text.replace("\\\n", " ").trim().to_owned();
    Ok(if text.is_empty() {
        Input::Nothing
    } else {
        Input::Text(text)
    })
}

/// Asks for a yes; everything else, the end of the input too, is a no.
pub(super) fn confirm(editor: &mut Editor<'_>, question: &str) -> io::Result<bool> {
    let prompt = format!("{question} [y/N] ");
    match editor.readline(&prompt) {
        Ok(line) => Ok(["y", "yes"].contains(&line.trim().to_lowercase().as_str())),
        Err(ReadlineError::Interrupted | ReadlineError::Eof) => Ok(false),
        Err(error) => Err(io::Error::other(error)),
    }
}

/// Tells whether an input can be asked after this line.
fn is_complete(text: &str, line: &str) -> bool {
    if line.ends_with('\\') {
        return false;
    }
    if line.trim().is_empty() || text.starts_with(':') {
        return true;
    }
    match unfinished(text) {
        None => true,
        Some(Open::Brace) => false,
        // A quote or a parenthesis hides no semicolon that ends a line.
        Some(Open::Quote | Open::Parenthesis) => line.trim_end().ends_with(';'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complete(text: &str) -> bool {
        is_complete(text, text.rsplit('\n').next().unwrap_or_default())
    }

    #[test]
    fn what_is_open_goes_on_until_an_empty_line() {
        assert!(complete("who ambushed Wagner"));
        assert!(!complete("allies of (CSP or"));
        assert!(complete("allies of (CSP or\n"));
        assert!(complete("allies of (CSP or;"));
        assert!(complete("about \"Wagner;"));
        assert!(!complete("about \"Wagner"));
        assert!(!complete("sparql { SELECT * { ?s ?p ?o ;"));
        assert!(complete("sparql { SELECT * { ?s ?p ?o } }"));
        assert!(!complete("count ambushes \\"));
        assert!(complete("count ambushes \\\nby year"));
        assert!(complete(""));
        assert!(complete(":explain (x"));
    }
}
