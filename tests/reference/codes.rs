//! Whether states have well-formed codes, a country, a lifetime, and successors at the right time.

use super::graph::{
    LABEL, al, codes, lifetimes, of_class, reference, short, typed_values, values, verdict,
};
use allegiance::time::{Bounds, Day};
use libtest_mimic::Failed;

/// The kinds of code, with their length where it is fixed and whether they are digits.
const KINDS: [(&str, Option<usize>, bool); 5] = [
    ("iso2", Some(2), false),
    ("iso3", Some(3), false),
    ("iso-numeric", Some(3), true),
    ("gw", None, true),
    ("cow", None, true),
];

/// Checks how codes are written, and that a state and its country have the same.
pub fn well_formed() -> Result<(), Failed> {
    let graph = reference()?;
    let mut complaints = Vec::new();
    for state in of_class(&graph, "State") {
        for (kind, length, digits) in KINDS {
            let found = codes(&graph, &state, kind);
            for code in &found {
                let written = if digits {
                    code.bytes().all(|b| b.is_ascii_digit())
                } else {
                    code.bytes().all(|b| b.is_ascii_uppercase())
                };
                if !written || length.is_some_and(|length| length != code.len()) {
                    complaints.push(format!("{}: {code} is no {kind}", short(&state)));
                }
            }
            for country in values(&graph, &state, &al("country")) {
                if codes(&graph, &country, kind) != found {
                    complaints.push(format!("{}: its country has another {kind}", short(&state)));
                }
            }
        }
    }
    verdict(complaints)
}

/// Checks the country of every state, its label and its lifetime.
pub fn states() -> Result<(), Failed> {
    let graph = reference()?;
    let states = of_class(&graph, "State");
    let mut complaints = Vec::new();
    let mut present = 0;
    for state in &states {
        if values(&graph, state, &al("country")) != [format!("{state}-country")] {
            complaints.push(format!("{}: its country is not its own", short(state)));
        }
        let label = typed_values(&graph, state, LABEL);
        if label != typed_values(&graph, &format!("{state}-country"), LABEL) {
            complaints.push(format!("{}: its country has another label", short(state)));
        }
        let lifetimes = lifetimes(&graph, state)?;
        let Some((_, last)) = lifetimes.last() else {
            complaints.push(format!("{} has no lifetime", short(state)));
            continue;
        };
        present += usize::from(last.latest_end == Day::MAX);
        if Some(last.latest_end) < Day::new(1945, 9, 2) {
            complaints.push(format!("{} ended before the data begin", short(state)));
        }
    }
    // The members of the United Nations, Kosovo, Palestine, Taiwan and the Vatican.
    if present != 193 + 4 {
        complaints.push(format!("{present} present states"));
    }
    verdict(complaints)
}

/// Checks that a state that splits off begins when it does, or goes on from an earlier lifetime the day after.
pub fn splits() -> Result<(), Failed> {
    let graph = reference()?;
    let mut complaints = Vec::new();
    for split in of_class(&graph, "Split") {
        for when in values(&graph, &split, &al("when")) {
            let when = Bounds::from_edtf(Some(&when), None, None)
                .map_err(|error| format!("{}: {error}", short(&split)))?;
            for successor in values(&graph, &split, &al("successor")) {
                let begins = lifetimes(&graph, &successor)?.iter().any(|(_, life)| {
                    life.earliest_start == when.earliest_start
                        || life.earliest_start == when.latest_end.plus(1)
                });
                if !begins {
                    complaints.push(format!(
                        "{}: {} does not begin then",
                        short(&split),
                        short(&successor)
                    ));
                }
            }
        }
    }
    verdict(complaints)
}
