//! How a question is understood, for a person: its reading, its plan, and the SPARQL that would run, ready to be copied.

use super::screen::{HEADING, Screen};
use super::{clean, clean_lines};

/// Draws an explanation; ends in a line end.
#[must_use]
pub fn explanation(screen: &Screen, reading: &str, plan: &str, sparql: &str) -> String {
    let reading = screen.wrap(&format!("reading: {}", clean(reading)), 9);
    let plan = clean_lines(plan);
    let plan: Vec<_> = plan.lines().map(|line| format!("  {line}")).collect();
    let sparql = clean_lines(sparql);
    format!(
        "{reading}\n\n{}\n{}\n\n{}\n{}\n",
        screen.paint(HEADING, "plan"),
        plan.join("\n"),
        screen.paint(HEADING, "sparql"),
        sparql.trim_end()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_query_stands_as_it_is() {
        assert_eq!(
            explanation(
                &Screen::piped(),
                "coups",
                "s: Coup\n  time",
                "SELECT *\n\tWHERE {}\n"
            ),
            "reading: coups\n\nplan\n  s: Coup\n    time\n\nsparql\nSELECT *\n\tWHERE {}\n"
        );
    }
}
