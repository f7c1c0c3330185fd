//! Markdown for reports: the question as understood, a table with every mark in its cell, the count and the notes.

use super::cell;
use super::clean;
use super::screenful::remarks;
use crate::answer::{Answer, ColumnType};

/// Writes an answer as Markdown; unlike on a screen, every thing of a long list is there.
#[must_use]
pub fn markdown(answer: &Answer) -> String {
    let mut text = String::new();
    if !answer.reading.is_empty() {
        text.push_str(&format!("**{}**\n\n", escaped(&answer.reading)));
    }
    text.push_str(&line(answer.columns.iter().map(|c| escaped(&c.name))));
    text.push_str(&line(answer.columns.iter().map(|c| match c.kind {
        ColumnType::Integer | ColumnType::Number => "---:".to_owned(),
        _ => "---".to_owned(),
    })));
    for row in &answer.rows {
        text.push_str(&line(
            row.cells.iter().map(|c| escaped(&cell::whole_text(c))),
        ));
    }
    let remarks = remarks(answer);
    if !remarks.is_empty() {
        text.push('\n');
    }
    for remark in remarks {
        text.push_str(&format!("- {}\n", escaped(&remark)));
    }
    text
}

fn line(cells: impl Iterator<Item = String>) -> String {
    let cells: Vec<_> = cells.collect();
    format!("| {} |\n", cells.join(" | "))
}

/// Escapes what Markdown would read as markup; a cell's lines become one.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in clean(text).chars() {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&'
        ) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;

    #[test]
    fn pipes_and_markup_in_data_do_not_break_the_table() {
        let text = markdown(&sample::ambushes());
        assert_eq!(
            text,
            "**who ambushed \"Wagner Group\"**\n\n\
             | attacker | when | killed | situation |\n\
             | --- | --- | ---: | --- |\n\
             | CSP | \\~2024-07-27 \\[year inferred\\] | 84 (claimed by CSP) | a \\| b; c, \"d\" (suggested) |\n\
             | جماعة نصرة | – | 0 | =1+1 |\n\n\
             - the year is inferred\n"
        );
    }
}
