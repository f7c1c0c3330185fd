//! A plan as indented text, for `explain`.

use super::pattern::{Basis, GroupMeasure, Output, Pattern, Plan, Test};
use crate::iri::Iri;
use std::fmt;

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pattern(f, &self.pattern, 0)?;
        match &self.output {
            Output::Rows {
                subject,
                beside,
                evidence,
            } => {
                let evidence: Vec<&str> = evidence.iter().map(|v| v.0.as_str()).collect();
                write!(f, "rows of ?{}", subject.0)?;
                for other in beside {
                    write!(f, " and ?{}", other.0)?;
                }
                if !evidence.is_empty() {
                    write!(f, ", because of ?{}", evidence.join(", ?"))?;
                }
            }
            Output::Groups { keys, measure, .. } => {
                match measure {
                    GroupMeasure::Count(var) => write!(f, "count of distinct ?{}", var.0)?,
                    GroupMeasure::Figure { kind, field, basis } => {
                        let kind = format!("{kind:?}").to_lowercase();
                        let whose = match basis {
                            Basis::Any => "of any speaker".to_owned(),
                            Basis::Strict => "that are asserted".to_owned(),
                            Basis::Of(speaker) => format!("of {}", speaker.local()),
                            Basis::Each { source, asserted } => {
                                let asserts = if *asserted { "asserts" } else { "gives" };
                                format!("that ?{} {asserts}", source.0)
                            }
                            Basis::AssertedBy(source) => {
                                format!("that {} asserts", source.local())
                            }
                        };
                        write!(f, "{kind} of the figures of {} {whose}", field.local())?;
                    }
                }
                let keys: Vec<&str> = keys.iter().map(|key| key.var.0.as_str()).collect();
                if !keys.is_empty() {
                    write!(f, ", by ?{}", keys.join(", ?"))?;
                }
            }
        }
        if self.strictly {
            write!(f, ", only what is certain")?;
        }
        Ok(())
    }
}

fn pattern(f: &mut fmt::Formatter<'_>, p: &Pattern, depth: usize) -> fmt::Result {
    let indent = "  ".repeat(depth);
    for thing in &p.things {
        let class = thing.class.as_ref().map_or("anything", Iri::local);
        writeln!(f, "{indent}?{}: {class}", thing.var.0)?;
    }
    for fact in &p.facts {
        writeln!(
            f,
            "{indent}?{} –{}→ ?{}",
            fact.situation.0,
            locals(&fact.roles, "|"),
            fact.filler.0
        )?;
    }
    for test in &p.tests {
        writeln!(f, "{indent}{}", line(test))?;
    }
    for group in &p.either {
        for (n, branch) in group.iter().enumerate() {
            writeln!(f, "{indent}{}", if n == 0 { "either" } else { "or" })?;
            pattern(f, branch, depth + 1)?;
        }
    }
    for never in &p.never {
        writeln!(f, "{indent}never")?;
        pattern(f, never, depth + 1)?;
    }
    Ok(())
}

fn line(test: &Test) -> String {
    match test {
        Test::Is { var, any, parts } => {
            let parts = if *parts { " or a part of it" } else { "" };
            format!("?{} is {}{parts}", var.0, locals(any, " or "))
        }
        Test::Inside {
            situation,
            places,
            near,
        } => {
            let near = if *near { " or near" } else { "" };
            format!("?{} inside{near} {}", situation.0, locals(places, " or "))
        }
        Test::When {
            situation,
            relation,
            ranges,
        } => {
            let ranges: Vec<String> = ranges.iter().map(ToString::to_string).collect();
            format!("?{} {relation:?} {}", situation.0, ranges.join(" or "))
        }
        Test::Neighbours { situation, places } => format!(
            "?{} inside a neighbour of {}",
            situation.0,
            locals(places, " or ")
        ),
        Test::Near {
            situation,
            places,
            metres,
        } => format!(
            "?{} within {metres} m of {}",
            situation.0,
            locals(places, " or ")
        ),
        Test::Order {
            situation,
            relation,
            order,
            anchor,
        } => format!("?{} {relation:?} {order:?} ?{}", situation.0, anchor.0),
        Test::Figure {
            situation,
            field,
            operator,
            number,
            ..
        } => format!(
            "?{} has {} {operator:?} {number}",
            situation.0,
            field.local()
        ),
        Test::Certainty { situation, any } => {
            format!("?{} is {}", situation.0, locals(any, " or "))
        }
        Test::Status { situation, any } => format!("?{} {}", situation.0, locals(any, " or ")),
        Test::SaidBy { situation, any, .. } => {
            format!("?{} is said by {}", situation.0, locals(any, " or "))
        }
        Test::From { situation, any } => {
            format!("?{} is described by {}", situation.0, locals(any, " or "))
        }
        Test::Sources {
            situation,
            operator,
            number,
        } => format!("?{} has sources {operator:?} {number}", situation.0),
        Test::Disagree { situation, about } => {
            format!(
                "sources differ on {} of ?{}",
                locals(about, " or "),
                situation.0
            )
        }
        Test::Consensus { situation, any } => {
            format!("?{} is {}", situation.0, locals(any, " or "))
        }
        Test::Differs(a, b) => format!("?{} ≠ ?{}", a.0, b.0),
        Test::IsA { var, class } => format!("?{}: {}", var.0, class.local()),
    }
}

fn locals(iris: &[Iri], separator: &str) -> String {
    iris.iter()
        .map(Iri::local)
        .collect::<Vec<_>>()
        .join(separator)
}
