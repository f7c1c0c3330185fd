//! Comments that are printed with a query.

use spargebra::algebra::{Expression, GraphPattern};
use spargebra::term::{TriplePattern, Variable};

/// What a reader is told beside the query itself.
#[derive(Clone, Debug, Default)]
pub struct Notes {
    /// Lines above the prefixes, without the `#`.
    pub header: Vec<String>,
    pub comments: Comments,
}

/// The node of the algebra that a comment explains.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Anchor {
    Triple(TriplePattern),
    /// One conjunct of a filter or of `HAVING`, or the condition of an `OPTIONAL`.
    Filter(Expression),
    /// The variable of `BIND`, or of `AS` in `SELECT` and `GROUP BY`.
    Bind(Variable),
    Values(Vec<Variable>),
    /// A path, or a pattern with its own braces; there the comment is the first line inside them.
    Pattern(GraphPattern),
}

/// Comments by the node that they explain; one on a node that is not printed stays unused.
#[derive(Clone, Debug, Default)]
pub struct Comments(Vec<(Anchor, String)>);

impl Comments {
    /// Adds a comment; several on one node are printed in the order of their addition.
    pub fn add(&mut self, anchor: Anchor, text: impl Into<String>) {
        self.0.push((anchor, text.into()));
    }

    pub(super) fn lines(&self, belongs: impl Fn(&Anchor) -> bool) -> Vec<String> {
        let found = self.0.iter().filter(|(anchor, _)| belongs(anchor));
        found.map(|(_, text)| comment(text)).collect()
    }
}

impl FromIterator<(Anchor, String)> for Comments {
    fn from_iter<T: IntoIterator<Item = (Anchor, String)>>(comments: T) -> Self {
        Self(comments.into_iter().collect())
    }
}

/// Returns a comment of exactly one line, whatever the text holds.
pub(super) fn comment(text: &str) -> String {
    let mut line = String::from("#");
    for word in text.split(|c: char| c.is_whitespace() || super::lexical::is_hidden(c)) {
        if !word.is_empty() {
            line.push(' ');
            line.push_str(word);
        }
    }
    // Engines that follow section 19.2 of the standard decode \u000A before they look for comments.
    line.replace("\\u", "\\ u").replace("\\U", "\\ U")
}
