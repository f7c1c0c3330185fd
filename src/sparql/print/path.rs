//! Writes property paths with the fewest parentheses that keep their structure.

use super::{PrintError, Printer};
use spargebra::algebra::PropertyPathExpression as P;

/// How tightly a path binds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Alternative,
    Sequence,
    Inverse,
    Repeat,
    Primary,
}

impl Printer<'_> {
    pub(super) fn path(&mut self, path: &P) -> Result<String, PrintError> {
        self.path_at(path, Binding::Alternative)
    }

    fn path_at(&mut self, path: &P, least: Binding) -> Result<String, PrintError> {
        self.descend()?;
        let (text, binding) = match path {
            P::NamedNode(node) => (self.verb(node)?, Binding::Primary),
            P::Reverse(inner) => {
                let inner = self.path_at(inner, Binding::Repeat)?;
                (format!("^{inner}"), Binding::Inverse)
            }
            P::Sequence(..) => (self.steps(path)?.join("/"), Binding::Sequence),
            P::Alternative(..) => (self.steps(path)?.join("|"), Binding::Alternative),
            P::ZeroOrMore(inner) => (self.repeated(inner, '*')?, Binding::Repeat),
            P::OneOrMore(inner) => (self.repeated(inner, '+')?, Binding::Repeat),
            P::ZeroOrOne(inner) => (self.repeated(inner, '?')?, Binding::Repeat),
            // The grammar has `!()`, but the embedded parser does not, and its `!a|a` drops duplicates.
            P::NegatedPropertySet(nodes) if nodes.is_empty() => {
                return Err(PrintError::NotPortable("an empty negated property set"));
            }
            P::NegatedPropertySet(nodes) => {
                let verbs = nodes.iter().map(|node| self.verb(node));
                let verbs = verbs.collect::<Result<Vec<_>, _>>()?;
                match verbs.as_slice() {
                    // `!ex:p*` would be read right by machines and wrong by people.
                    [verb] => (format!("!{verb}"), Binding::Inverse),
                    verbs => (format!("!({})", verbs.join("|")), Binding::Inverse),
                }
            }
        };
        self.ascend();
        Ok(if binding < least {
            format!("({text})")
        } else {
            text
        })
    }

    fn repeated(&mut self, inner: &P, sign: char) -> Result<String, PrintError> {
        let inner = self.path_at(inner, Binding::Primary)?;
        Ok(format!("{inner}{sign}"))
    }

    /// Writes the operands of a chain of sequences or of alternatives that nests on the left.
    fn steps(&mut self, path: &P) -> Result<Vec<String>, PrintError> {
        let mut steps = Vec::new();
        let mut first = path;
        loop {
            let (left, right, least) = match (path, first) {
                (P::Sequence(..), P::Sequence(left, right)) => (left, right, Binding::Inverse),
                (P::Alternative(..), P::Alternative(left, right)) => {
                    (left, right, Binding::Sequence)
                }
                _ => break,
            };
            steps.push((right.as_ref(), least));
            first = left;
        }
        let least = steps.last().map_or(Binding::Primary, |(_, least)| *least);
        steps.push((first, least));
        let texts = steps.iter().rev();
        texts
            .map(|(step, least)| self.path_at(step, *least))
            .collect()
    }
}
