//! Diagnostics as drawings: the question with its trouble underlined, and what to ask instead.

use super::clean;
use super::clip::clip;
use super::screen::{GUARDED, HELP, QUIET, Screen};
use super::screenful::message;
use crate::diagnostic::{Candidate, Diagnostic};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use anstyle::{AnsiColor, Effects, Style};
use unicode_width::UnicodeWidthStr;

const TROUBLE: Style = AnsiColor::Red.on_default().effects(Effects::BOLD);
/// The columns left of a drawn question, and one to spare for a mark behind its end.
const GUTTER: usize = 5;

/// Who reads a diagnostic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// Someone at the prompt, who sees the question above and can choose a candidate by its number.
    Prompt,
    /// Someone who reads a log, who needs the message first and each candidate's question in full.
    Log,
}

/// Draws a diagnostic; ends in a line end.
#[must_use]
pub fn diagnostic(
    screen: &Screen,
    question: &str,
    diagnostic: &Diagnostic,
    reader: Reader,
) -> String {
    let mut lines = Vec::new();
    let said_below = diagnostic
        .labels
        .first()
        .is_some_and(|l| l.text == diagnostic.message);
    if reader == Reader::Log || !said_below {
        let title = error(screen, &diagnostic.message);
        lines.extend(title.lines().map(str::to_owned));
    }
    lines.extend(underlined(screen, question, diagnostic, reader));
    if let Some(correction) = &diagnostic.correction {
        lines.push(help(screen, &clean(correction)));
    }
    lines.extend(candidates(screen, diagnostic, reader));
    for note in &diagnostic.notes {
        let note = screen.wrap(&format!("  note: {}", clean(note)), 8);
        lines.push(note);
    }
    lines.join("\n") + "\n"
}

/// Draws an error that is about no question; ends in a line end.
#[must_use]
pub fn error(screen: &Screen, text: &str) -> String {
    let message = message(screen, "error", text);
    let lines: Vec<_> = message.lines().map(|l| screen.paint(TROUBLE, l)).collect();
    lines.join("\n") + "\n"
}

/// Lists the questions that the numbers before the candidates stand for.
#[must_use]
pub fn choices(diagnostic: &Diagnostic) -> Vec<&str> {
    let questions: Vec<_> = diagnostic
        .candidates
        .iter()
        .map_while(|candidate| candidate.question.as_deref())
        .collect();
    let is_whole = questions.len() == diagnostic.candidates.len();
    let is_said = questions.len() == 1 && diagnostic.correction.as_deref() == Some(questions[0]);
    if is_whole && !is_said {
        questions
    } else {
        Vec::new()
    }
}

/// Draws the question with its labels; a label that does not fit beside its marks follows below.
fn underlined(
    screen: &Screen,
    question: &str,
    diagnostic: &Diagnostic,
    reader: Reader,
) -> Vec<String> {
    if diagnostic.labels.is_empty() {
        return Vec::new();
    }
    let room = screen.width.saturating_sub(GUTTER);
    let mut clip = clip(question, &diagnostic.labels, room);
    let mut below = Vec::new();
    for (n, (range, text)) in clip.labels.iter_mut().enumerate() {
        let line_start = clip.text[..range.start].rfind('\n').map_or(0, |i| i + 1);
        let column = clip.text[line_start..range.end].width();
        if n == 0 && reader == Reader::Log && *text == clean(&diagnostic.message) {
            text.clear();
        } else if column + 1 + text.width() > room {
            below.push(std::mem::take(text));
        }
    }
    let annotations = clip.labels.iter().enumerate().map(|(n, (range, text))| {
        let kind = if n == 0 {
            AnnotationKind::Primary
        } else {
            AnnotationKind::Context
        };
        let label = (!text.is_empty()).then_some(text.as_str());
        kind.span(range.clone()).label(label)
    });
    let snippet = Snippet::source(clip.text.as_str())
        .line_numbering(false)
        .fold(true)
        .annotations(annotations);
    let drawing = renderer(screen).render(&[Group::with_level(Level::ERROR).element(snippet)]);
    // The first line is an empty gutter; the gutter of the others is drawn like the rest of a screen.
    let mut lines: Vec<_> = drawing
        .lines()
        .skip(1)
        .map(|line| match line.trim_start().strip_prefix('|') {
            Some(rest) => format!("  {}{}", screen.paint(QUIET, "│"), rest.trim_end()),
            None => line.trim_end().to_owned(),
        })
        .collect();
    for text in below {
        let text = screen.wrap(&format!("  {text}"), 2);
        lines.extend(text.lines().map(|l| screen.paint(TROUBLE, l)));
    }
    lines
}

fn renderer(screen: &Screen) -> Renderer {
    if screen.colour {
        Renderer::styled()
            .line_num(Style::new())
            .error(TROUBLE)
            .context(GUARDED)
            .hyperlink(false)
            .term_width(screen.width)
    } else {
        Renderer::plain().term_width(screen.width)
    }
}

fn help(screen: &Screen, text: &str) -> String {
    format!("  {} {text}", screen.paint(HELP, "help:"))
}

/// Draws what would fit: numbered where each is a question of its own, else as one line of words.
fn candidates(screen: &Screen, diagnostic: &Diagnostic, reader: Reader) -> Vec<String> {
    let choices = choices(diagnostic);
    if choices.is_empty() {
        return words(screen, diagnostic).into_iter().collect();
    }
    let widest = diagnostic
        .candidates
        .iter()
        .map(|c| clean(&c.label).width())
        .max();
    let widest = widest.unwrap_or(0).min(screen.width / 2);
    let mut lines = Vec::new();
    for (n, (candidate, question)) in diagnostic.candidates.iter().zip(&choices).enumerate() {
        let label = clean(&candidate.label);
        let gap = " ".repeat(widest.saturating_sub(label.width()) + 2);
        let detail = clean(&candidate.detail);
        let line = format!("  {}  {label}{gap}{detail}", n + 1);
        lines.push(screen.wrap(line.trim_end(), 5));
        if reader == Reader::Log {
            lines.push(format!("     {}", screen.paint(HELP, &clean(question))));
        }
    }
    if reader == Reader::Prompt {
        lines.push(match choices.len() {
            1 => "  type 1 to ask it".to_owned(),
            2 => "  choose 1 or 2".to_owned(),
            n => format!("  choose 1 to {n}"),
        });
    }
    lines
}

/// Draws candidates that are no questions, unless they only repeat the correction.
fn words(screen: &Screen, diagnostic: &Diagnostic) -> Option<String> {
    let is_said = |c: &Candidate| c.question.is_some() && c.question == diagnostic.correction;
    let words: Vec<_> = diagnostic
        .candidates
        .iter()
        .filter(|c| !is_said(c) || !c.detail.is_empty())
        .map(|candidate| match candidate.detail.as_str() {
            "" => clean(&candidate.label).into_owned(),
            detail => format!("{} ({})", clean(&candidate.label), clean(detail)),
        })
        .collect();
    if words.is_empty() {
        return None;
    }
    let text = screen.wrap(&format!("  help: {}", words.join(", ")), 8);
    Some(text.replacen("help:", &screen.paint(HELP, "help:"), 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::question::ast::Span;

    fn candidate(label: &str, detail: &str, question: Option<&str>) -> Candidate {
        Candidate {
            label: label.into(),
            detail: detail.into(),
            iri: None,
            question: question.map(Into::into),
        }
    }

    fn problem(message: &str, start: usize, end: usize) -> Diagnostic {
        Diagnostic::new("unknown-verb", message, Span { start, end })
    }

    fn drawn(question: &str, d: &Diagnostic, reader: Reader) -> String {
        diagnostic(&Screen::terminal(Some(80), false), question, d, reader)
    }

    #[test]
    fn the_prompt_underlines_and_corrects() {
        let d = problem("no verb \"ambushd\"", 4, 11).correct("who ambushed Wagner");
        assert_eq!(
            drawn("who ambushd Wagner", &d, Reader::Prompt),
            "  │ who ambushd Wagner\n  \
               │     ^^^^^^^ no verb \"ambushd\"\n  \
               help: who ambushed Wagner\n"
        );
    }

    #[test]
    fn a_log_has_the_message_first() {
        let d = problem("no verb \"ambushd\"", 4, 11).correct("who ambushed Wagner");
        assert_eq!(
            drawn("who ambushd Wagner", &d, Reader::Log),
            "error: no verb \"ambushd\"\n  \
               │ who ambushd Wagner\n  \
               │     ^^^^^^^\n  \
               help: who ambushed Wagner\n"
        );
    }

    #[test]
    fn an_ambiguous_name_is_a_numbered_choice() {
        let mut d = problem("\"Georgia\" fits 2 entities", 13, 20);
        d.candidates = vec![
            candidate(
                "Georgia",
                "state (312 situations)",
                Some("who attacked <a>"),
            ),
            candidate("Georgia, US", "region", Some("who attacked <b>")),
        ];
        let prompt = drawn("who attacked Georgia", &d, Reader::Prompt);
        assert!(prompt.ends_with(
            "  1  Georgia      state (312 situations)\n  2  Georgia, US  region\n  choose 1 or 2\n"
        ), "{prompt}");
        assert_eq!(choices(&d), ["who attacked <a>", "who attacked <b>"]);
        let log = drawn("who attacked Georgia", &d, Reader::Log);
        assert!(
            log.contains("  2  Georgia, US  region\n     who attacked <b>\n"),
            "{log}"
        );
    }

    #[test]
    fn words_that_would_fit_stand_on_one_line() {
        let mut d = problem("ambushes cannot be grouped by \"yeer\"", 18, 22);
        d.candidates = vec![candidate("year", "", None), candidate("place", "", None)];
        let text = drawn("count ambushes by yeer", &d, Reader::Prompt);
        assert!(text.ends_with("  help: year, place\n"), "{text}");
        assert!(choices(&d).is_empty());
    }

    #[test]
    fn a_long_message_goes_below_its_marks() {
        let message =
            "no word of this is in the ontology, and none is near enough to be meant by it";
        let text = drawn(
            "who ambushd Wagner",
            &problem(message, 4, 11),
            Reader::Prompt,
        );
        assert!(text.lines().all(|l| l.width() <= 80), "{text}");
        assert!(text.contains("│     ^^^^^^^\n  no word"), "{text}");
    }

    #[test]
    fn nothing_hostile_in_a_question_reaches_the_screen() {
        let question = "who \u{1b}[2J\u{202e}ambushd\r\n\tبوكو حرام\u{7}";
        let mut d = problem("no verb \"\u{1b}[2J\"", 4, 9)
            .correct("x\u{1b}y")
            .note("n\u{9b}");
        d.candidates = vec![candidate("\u{202e}", "\u{1b}", Some("\u{1b}"))];
        for reader in [Reader::Prompt, Reader::Log] {
            let text = drawn(question, &d, reader);
            assert!(
                !text.contains(['\u{1b}', '\u{202e}', '\u{7}', '\u{9b}', '\r', '\t']),
                "{text:?}"
            );
        }
    }

    #[test]
    fn colour_adds_styles_and_no_words() {
        let mut d = problem("no verb \"ambushd\"", 4, 11).correct("who ambushed Wagner");
        d.labels.push(crate::diagnostic::Label {
            span: Span { start: 12, end: 18 },
            text: "asked of this".into(),
        });
        let question = "who ambushd Wagner";
        let colour = diagnostic(
            &Screen::terminal(Some(80), true),
            question,
            &d,
            Reader::Prompt,
        );
        assert!(colour.contains("\u{1b}["));
        assert_eq!(
            anstream::adapter::strip_str(&colour).to_string(),
            drawn(question, &d, Reader::Prompt)
        );
    }

    #[test]
    fn a_megabyte_is_drawn_as_its_neighbourhood() {
        let question = "(".repeat(1 << 20);
        let text = drawn(
            &question,
            &problem("too deep", 1 << 19, (1 << 19) + 1),
            Reader::Log,
        );
        assert!(text.len() < 600 && text.contains("…((("), "{text}");
    }
}
