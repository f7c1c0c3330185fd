//! Variations of a plan: the same pattern with another standing, to find what was left out and why.

use super::build::all_statuses;
use super::pattern::{Pattern, Plan, Test, Var};
use crate::iri::Iri;

/// Returns the plan for what is denied instead of held.
#[must_use]
pub fn denied(plan: &Plan) -> Plan {
    varied(plan, &|test| {
        if let Test::Certainty { any, .. } = test {
            *any = vec![Iri::al("Denied")];
        }
    })
}

/// Returns the plan for what is denied in any standing: that something is planned can be denied too.
#[must_use]
pub fn denied_at_all(plan: &Plan) -> Plan {
    varied(&denied(plan), &|test| {
        if let Test::Status { any, .. } = test {
            *any = all_statuses();
        }
    })
}

/// Returns the plan for what was planned, requested, proposed or failed instead of what occurred.
#[must_use]
pub fn unrealised(plan: &Plan) -> Plan {
    varied(plan, &|test| {
        if let Test::Status { any, .. } = test {
            *any = ["Planned", "Requested", "Proposed", "Failed"]
                .map(Iri::al)
                .to_vec();
        }
    })
}

fn varied(plan: &Plan, change: &dyn Fn(&mut Test)) -> Plan {
    let mut plan = plan.clone();
    plan.strictly = false;
    vary(&mut plan.pattern, &plan.about, change);
    plan
}

/// Negated patterns keep their standing: what must not hold is not what was left out. So do the situations that narrow who
/// is asked about: that somebody attacked an ally is denied by whoever denies the attack, not the alliance.
fn vary(pattern: &mut Pattern, about: &[Var], change: &dyn Fn(&mut Test)) {
    for test in &mut pattern.tests {
        if let Test::Certainty { situation, .. } | Test::Status { situation, .. } = test
            && about.contains(situation)
        {
            change(test);
        }
    }
    for branch in pattern.either.iter_mut().flatten() {
        vary(branch, about, change);
    }
}
