//! EDTF as a reader says it: `[2020-09..2021-08]` is `between 2020-09 and 2021-08`.

/// Returns a date in words; plain dates, which read well as they are, and texts that are no such date come back unchanged.
#[must_use]
pub fn in_words(edtf: &str) -> String {
    match split(edtf) {
        Some((start, end)) => interval(start, end),
        None => point(edtf),
    }
}

/// Splits an interval at the slash that is not within a set.
fn split(edtf: &str) -> Option<(&str, &str)> {
    let mut depth = 0_i32;
    edtf.char_indices()
        .find(|(_, c)| {
            match c {
                '[' | '{' => depth += 1,
                ']' | '}' => depth -= 1,
                _ => {}
            }
            *c == '/' && depth == 0
        })
        .and_then(|(at, _)| Some((edtf.get(..at)?, edtf.get(at + 1..)?)))
}

fn point(text: &str) -> String {
    let within = text.strip_prefix('[').and_then(|t| t.strip_suffix(']'));
    if let Some(set) = within {
        return match set.split_once("..") {
            Some(("", last)) => format!("by {}", qualified(last)),
            Some((first, "")) => format!("in or after {}", qualified(first)),
            Some((first, last)) if is_next_year(first, last) => format!("{first} or {last}"),
            Some((first, last)) => {
                format!("between {} and {}", qualified(first), qualified(last))
            }
            None => set.replace(',', " or "),
        };
    }
    qualified(text)
}

/// Says whether two texts are years, the second right after the first.
fn is_next_year(first: &str, last: &str) -> bool {
    let year = |text: &str| {
        (text.len() == 4)
            .then(|| text.parse::<u16>().ok())
            .flatten()
    };
    year(first).is_some_and(|first| year(last) == Some(first + 1))
}

fn qualified(text: &str) -> String {
    let date = text.trim_end_matches(['?', '~', '%']);
    let mark = &text[date.len()..];
    match (mark.contains(['~', '%']), mark.contains(['?', '%'])) {
        (true, true) => format!("perhaps about {date}"),
        (true, false) => format!("about {date}"),
        (false, true) => format!("perhaps {date}"),
        (false, false) => date.to_owned(),
    }
}

fn interval(start: &str, end: &str) -> String {
    let from = match start {
        "" | ".." => None,
        open if open.starts_with("..") => Some(format!("begun by {}", qualified(&open[2..]))),
        set if set.starts_with("[..") => Some(format!("begun {}", point(set))),
        date => Some(point(date)),
    };
    match (from, end) {
        (Some(from), "") => format!("{from}, end unknown"),
        (Some(from), "..") if from.starts_with("begun") => format!("{from}, ongoing"),
        (Some(from), "..") => format!("since {from}"),
        (Some(from), open) if open.ends_with("..") => {
            format!("{from}, still in {}", qualified(open.trim_end_matches('.')))
        }
        (Some(from), to) if from.starts_with("begun") => format!("{from}, until {}", point(to)),
        (Some(from), to) => format!("{from} to {}", point(to)),
        (None, "" | "..") => "at an unknown time".to_owned(),
        (None, open) if open.ends_with("..") => {
            format!("still in {}", qualified(open.trim_end_matches('.')))
        }
        (None, to) => format!("until {}", point(to)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_said_as_their_sources_mean_them() {
        for (edtf, words) in [
            ("2024-07-27", "2024-07-27"),
            ("2021~", "about 2021"),
            ("2017?", "perhaps 2017"),
            ("[2020-09..2021-08]", "between 2020-09 and 2021-08"),
            ("[..2020]", "by 2020"),
            ("[2020..]", "in or after 2020"),
            ("[2012,2014]", "2012 or 2014"),
            ("2012/2013", "2012 to 2013"),
            ("2012/[2012..2013]", "2012 to 2012 or 2013"),
            ("2021-10/..", "since 2021-10"),
            ("2014/", "2014, end unknown"),
            ("/2024-07", "until 2024-07"),
            ("..2023-06/2023-06..", "begun by 2023-06, still in 2023-06"),
            ("..2023-06/..", "begun by 2023-06, ongoing"),
            ("[..2017]/..", "begun by 2017, ongoing"),
            ("/", "at an unknown time"),
            ("nonsense", "nonsense"),
            ("", ""),
        ] {
            assert_eq!(in_words(edtf), words, "{edtf}");
        }
    }
}
