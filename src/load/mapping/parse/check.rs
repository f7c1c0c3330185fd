//! Words of the mapping against those of the ontology.

use super::Reader;
use super::tree::Text;
use crate::load::mapping::model::Choice;

impl Reader<'_> {
    /// Says whether a class is known and below one of the given ones; tells when it is not.
    pub(super) fn known_class(&mut self, class: &Text, above: &[&str]) -> bool {
        let fits = |name: &str| {
            above
                .iter()
                .any(|above| self.vocabulary.is_below(name, above))
        };
        if self.vocabulary.is("Class", &class.value) && fits(&class.value) {
            return true;
        }
        let known: Vec<&str> = above
            .iter()
            .flat_map(|above| self.vocabulary.classes_below(above))
            .collect();
        let what = match above {
            ["Situation"] => "class of situation",
            ["Actor", ..] => "class of actor or place",
            _ => "class",
        };
        let help = format!(
            "classes are written as in the ontology, for example {}",
            examples(&known)
        );
        self.problems.unknown(what, class, known, help);
        false
    }

    /// Says whether a role is known and belongs to one of the classes; tells when it does not.
    pub(super) fn known_role(&mut self, role: &Text, classes: &[&str]) -> bool {
        let vocabulary = self.vocabulary;
        let roles: Vec<&str> = classes
            .iter()
            .flat_map(|class| vocabulary.roles_of(class))
            .collect();
        if !vocabulary.is("Role", &role.value) {
            let help = format!("roles of {} are {}", classes.join(", "), examples(&roles));
            let known = if roles.is_empty() {
                vocabulary.names("Role")
            } else {
                roles
            };
            self.problems.unknown("role", role, known, help);
            return false;
        }
        if !classes.is_empty() && !roles.contains(&role.value.as_str()) {
            let message = format!("{} has no role \"{}\"", classes.join(" or "), role.value);
            let help = format!("it has {}", examples(&roles));
            self.problems.add(role.span.clone(), message, help);
            return false;
        }
        true
    }

    /// Tells when none of the classes of what fills a role may do so.
    pub(super) fn check_filler(&mut self, role: &str, filler: &Text, classes: &Choice) {
        let vocabulary = self.vocabulary;
        let values = classes.values();
        if !values.is_empty() && !values.iter().any(|class| vocabulary.may_fill(role, class)) {
            let message = format!(
                "\"{}\" is a {}, which cannot be a {role}",
                filler.value,
                values.join(" or ")
            );
            let help = format!("it is filled by {}", vocabulary.fillers(role).join(", "));
            self.problems.add(filler.span.clone(), message, help);
        }
    }

    /// Tells when a name is none of a kind of individuals, such as certainties.
    pub(super) fn known_name(&mut self, what: &str, kind: &str, name: &Text) {
        if !self.vocabulary.is(kind, &name.value) {
            let known = self.vocabulary.names(kind);
            let help = format!("there are {}", known.join(", "));
            self.problems.unknown(what, name, known, help);
        }
    }
}

fn examples(names: &[&str]) -> String {
    let mut names: Vec<&str> = names.to_vec();
    names.sort_unstable();
    names.dedup();
    let shown: Vec<&str> = names.iter().copied().take(12).collect();
    let more = if names.len() > shown.len() {
        " …"
    } else {
        ""
    };
    format!("{}{more}", shown.join(", "))
}
