//! A check as text: by file and node, each rule that is broken, the statement that breaks it, and what to do.

use super::clean;
use super::screen::{GUARDED, HEADING, HELP, Screen};
use crate::check::{Report, Thing, Violation};

/// Draws a report; ends in a line end.
#[must_use]
pub fn check(screen: &Screen, report: &Report) -> String {
    let mut lines = Vec::new();
    let (mut file, mut node) = (None, None);
    for violation in &report.violations {
        if report.files.len() > 1 && file != Some(&violation.file) {
            let name = violation.file.as_deref().unwrap_or("in no file");
            lines.push(screen.paint(HEADING, &clean(name)));
            (file, node) = (Some(&violation.file), None);
        }
        if node != Some(&violation.node) {
            lines.push(line(
                screen,
                0,
                &screen.paint(HEADING, &named(&violation.node)),
            ));
            node = Some(&violation.node);
        }
        lines.extend(broken(screen, violation));
    }
    lines.push(summary(screen, report));
    lines.join("\n") + "\n"
}

fn broken(screen: &Screen, violation: &Violation) -> Vec<String> {
    let rule = screen.paint(GUARDED, &violation.rule);
    let mut lines = vec![line(screen, 2, &format!("{rule}: {}", violation.message))];
    let property = clean(violation.property.as_deref().unwrap_or_default());
    let value = violation.value.as_ref().map(named).unwrap_or_default();
    let statement = format!("{property} {value}");
    if violation.value.is_some() {
        lines.push(line(screen, 4, statement.trim()));
    }
    let help = screen.paint(HELP, "remedy:");
    lines.push(line(
        screen,
        4,
        &format!("{help} {}", clean(&violation.remedy)),
    ));
    lines
}

/// Writes a node with its name and its class.
fn named(thing: &Thing) -> String {
    let mut text = thing.term.clone();
    if let Some(label) = &thing.label {
        text.push_str(&format!(" \"{label}\""));
    }
    if let Some(class) = &thing.class {
        text.push_str(&format!(" [{class}]"));
    }
    clean(&text).into_owned()
}

fn line(screen: &Screen, indent: usize, text: &str) -> String {
    screen.fold(&format!("{}{text}", " ".repeat(indent)), indent + 2)
}

fn summary(screen: &Screen, report: &Report) -> String {
    let count = |n: usize, one: &str, more: &str| match n {
        1 => format!("1 {one}"),
        n => format!("{n} {more}"),
    };
    let statements = count(report.statements, "statement", "statements");
    if report.conforms {
        let text = format!("conforms: {statements}, {} rules", report.rules);
        return screen.paint(HEADING, &text);
    }
    let text = format!(
        "{} of {} in {statements}",
        count(report.violations.len(), "violation", "violations"),
        count(report.broken().len(), "rule", "rules"),
    );
    screen.paint(HEADING, &text)
}
