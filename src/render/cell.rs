//! One cell as text: its value, and every mark that a reader needs to judge it.

use super::clean;
use crate::answer::{Cell, Value};

/// The longest list that is shown whole; of a longer one the first [`SHOWN`] things are.
const WHOLE: usize = 4;
const SHOWN: usize = 3;

/// Draws a cell with its marks: `~` before what is only possible, the claim in parentheses, the remark in brackets.
#[must_use]
pub fn text(cell: &Cell) -> String {
    let shown = if cell.items.len() > WHOLE {
        SHOWN
    } else {
        cell.items.len()
    };
    text_of(cell, shown)
}

/// Draws a cell with its marks and every one of its things.
#[must_use]
pub fn whole_text(cell: &Cell) -> String {
    text_of(cell, cell.items.len())
}

fn text_of(cell: &Cell, shown: usize) -> String {
    let (shown, hidden) = cell.items.split_at(shown);
    let mut text = if cell.items.is_empty() {
        value(cell)
    } else {
        let items: Vec<_> = shown.iter().map(whole_text).collect();
        items.join("; ")
    };
    if !hidden.is_empty() {
        text.push_str(&format!("; +{} more", hidden.len()));
        let is_doubtful = |item: &Cell| item.possible || claim(item).is_some();
        if hidden.iter().any(is_doubtful) {
            text.push_str(", some doubtful");
        }
    }
    if cell.possible && !shown.iter().any(|item| item.possible) {
        text.insert(0, '~');
    }
    if let Some(claim) = claim(cell) {
        text.push_str(&format!(" ({claim})"));
    }
    if let Some(remark) = &cell.remark {
        text.push_str(&format!(" [{}]", clean(remark)));
    }
    text
}

/// Draws the bare value of a cell: the label of a thing, else its IRI.
#[must_use]
pub fn value(cell: &Cell) -> String {
    let text = match (&cell.label, &cell.value, &cell.iri) {
        (Some(label), _, _) => label.clone(),
        (None, Value::Missing, Some(iri)) => iri.clone(),
        (None, Value::Missing, None) => "–".to_owned(),
        (None, Value::Boolean(yes), _) => if *yes { "yes" } else { "no" }.to_owned(),
        (None, Value::Integer(n), _) => n.to_string(),
        (None, Value::Number(n), _) => number(*n),
        (None, Value::Text(text), _) => text.clone(),
    };
    clean(&text).into_owned()
}

/// Says how sure a cell is and who says so: `claimed by CSP`, `according to RFI and AFP`.
#[must_use]
pub fn claim(cell: &Cell) -> Option<String> {
    let speakers: Vec<_> = cell.according_to.iter().map(|s| clean(s)).collect();
    let by = match speakers.as_slice() {
        [] => None,
        [one] => Some(one.to_string()),
        [rest @ .., last] => Some(format!("{} and {last}", rest.join(", "))),
    };
    let certainty = cell.certainty.as_deref().map(clean);
    match (certainty.as_deref(), by) {
        (None | Some("asserted"), None) => None,
        (None | Some("asserted"), Some(by)) => Some(format!("according to {by}")),
        (Some(word), None) => Some(word.to_owned()),
        (Some("rumoured"), Some(by)) => Some(format!("rumoured, according to {by}")),
        (Some(word), Some(by)) => Some(format!("{word} by {by}")),
    }
}

/// Gathers every mark of a cell in one line of words, for formats that give marks a column of their own; empty when
/// the cell is plain fact. Marks of single things are preceded by their name.
#[must_use]
pub fn marks(cell: &Cell) -> String {
    let mut marks = Vec::new();
    if cell.possible {
        marks.push("possible".to_owned());
    }
    marks.extend(claim(cell));
    marks.extend(cell.remark.as_deref().map(|r| clean(r).into_owned()));
    let own = marks.join(", ");
    let of_items = cell.items.iter().filter_map(|item| {
        let marks = self::marks(item);
        (!marks.is_empty()).then(|| format!("{}: {marks}", value(item)))
    });
    let all: Vec<_> = (!own.is_empty())
        .then_some(own)
        .into_iter()
        .chain(of_items)
        .collect();
    all.join("; ")
}

/// Writes a number for reading: whole, or to two decimals, or in powers of ten when that would show nothing.
fn number(n: f64) -> String {
    if n.fract() == 0.0 && n.abs() < 1e15 || !n.is_finite() {
        return n.to_string();
    }
    if n.abs() < 0.01 || n.abs() >= 1e15 {
        return format!("{n:.2e}");
    }
    let text = format!("{n:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claimed(label: &str, speakers: &[&str]) -> Cell {
        Cell {
            certainty: Some("claimed".into()),
            according_to: speakers.iter().map(ToString::to_string).collect(),
            ..Cell::thing("http://x/", label)
        }
    }

    #[test]
    fn every_mark_is_drawn() {
        let mut cell = claimed("84", &["CSP"]);
        cell.possible = true;
        cell.remark = Some("year inferred".into());
        assert_eq!(text(&cell), "~84 (claimed by CSP) [year inferred]");
        assert_eq!(marks(&cell), "possible, claimed by CSP, year inferred");
        assert_eq!(
            text(&claimed("x", &["A", "B", "C"])),
            "x (claimed by A, B and C)"
        );
        assert_eq!(text(&claimed("x", &[])), "x (claimed)");
    }

    #[test]
    fn a_long_list_says_how_much_it_hides() {
        let list = |n: usize| Cell {
            items: (0..n).map(|i| Cell::text(format!("a{i}"))).collect(),
            ..Cell::missing()
        };
        assert_eq!(text(&list(4)), "a0; a1; a2; a3");
        assert_eq!(text(&list(9)), "a0; a1; a2; +6 more");
        let mut marked = list(9);
        marked.items[7].possible = true;
        assert_eq!(text(&marked), "a0; a1; a2; +6 more, some doubtful");
    }

    #[test]
    fn marks_of_single_things_are_kept_with_them() {
        let list = Cell {
            items: vec![claimed("JNIM", &["CSP"]), Cell::text("AQIM")],
            possible: true,
            ..Cell::missing()
        };
        assert_eq!(text(&list), "~JNIM (claimed by CSP); AQIM");
        assert_eq!(marks(&list), "possible; JNIM: claimed by CSP");
    }

    #[test]
    fn numbers_are_short_and_honest() {
        let shown = |n| value(&Cell::of(Value::Number(n)));
        assert_eq!(shown(10.0 / 3.0), "3.33");
        assert_eq!(shown(2.0), "2");
        assert_eq!(shown(2.5), "2.5");
        assert_eq!(shown(0.0004), "4.00e-4");
        assert_eq!(shown(f64::NAN), "NaN");
        assert_eq!(value(&Cell::missing()), "–");
    }

    #[test]
    fn labels_cannot_steer_the_screen() {
        let mut cell = claimed("\u{1b}[2J", &["\u{202e}x"]);
        cell.remark = Some("a\nb".into());
        assert_eq!(text(&cell), "�[2J (claimed by �x) [a b]");
    }
}
