//! Prints SPARQL algebra as plain SPARQL 1.1 that a person likes to read and every engine understands.
//!
//! The `Display` of `spargebra` loses parentheses (`(?x + 1) * 2`) and lets filters leak out of groups, so nothing here uses it.
//!
//! # Canonical shape
//!
//! `parse(print(q)) == q` holds, up to the names of aggregate variables (the parser draws them at random), when `q` looks like
//! what the parser itself would build:
//!
//! - **a level** (the query, a sub-select) is `Slice?` over `Distinct | Reduced`? over `Project` over `OrderBy?` over `Extend*` over a
//!   *body*, or over `Filter?` over `Group` over a body. The extends are projected, in the order of the projection. With a group,
//!   their expressions use only group keys and aggregates, a projected aggregate is `Extend(?name, Variable(aggregate))`, and the
//!   aggregates are all used and listed in the order of their first use: projection, `HAVING`, `ORDER BY`. Keys that are expressions are
//!   extends directly under the group, in the order of the keys. No column of a group is named like a variable of the body;
//! - `ASK` and `CONSTRUCT` hold `Slice?` over `Project` of all variables in scope, sorted, over `OrderBy?` over a body; `DESCRIBE` holds any `Project`;
//! - **a body** is `Filter?`, whose conjuncts nest on the left, over a left-deep chain of `Join`, `LeftJoin`, `Minus` and `Extend`
//!   that starts with a basic graph pattern, a path, `Values`, a `Union`, `Graph`, `Service`, or a level. An operand on the right of a `Join` may be any
//!   of these or another body. No basic graph pattern is empty inside a join or joined to another one; a run of triples and paths is one
//!   left-deep operand. The condition of a `LeftJoin` is its expression;
//! - `Union` nests on the left;
//! - **a path** is no single predicate, inversion or sequence at its top (the parser turns those into triples);
//! - **a negative number** inside an expression is `UnaryMinus` of the positive literal, as the parser reads `-5`;
//! - a blank node label occurs in one group only.
//!
//! Any other algebra is printed as text with the same rows, or refused with a [`PrintError`] when SPARQL 1.1 has no words for it.
//! Adjacent filters are written as lines of one group, adjacent triples as one block; a `Distinct`, `Slice`, `OrderBy` or `Group`
//! without a `Project` becomes a sub-select of all variables in scope.
//!
//! The embedded engine itself deviates in two such shapes, so they are better not built: it lets outer values flow into a `Group` that has
//! no `Project` above it, and it drops the duplicates of a path that is a sequence (or, even in text, an alternative).

mod aggregate;
mod condition;
mod expression;
mod function;
mod group;
mod grouping;
mod level;
mod lexical;
mod notes;
mod path;
mod query;
mod select;
mod steps;
mod term;
mod triples;
mod values;
mod walk;

pub use notes::{Anchor, Comments, Notes};

use spargebra::Query;
use spargebra::algebra::AggregateExpression;
use spargebra::term::Variable;
use std::collections::HashSet;

/// How deep groups and expressions may nest in the text; the parser of the embedded engine reads this much on a stack of 1 MiB.
pub const MAX_NESTING: usize = 128;

/// How high the algebra may be: the longest chain of joins, unions, conditions or operators.
pub const MAX_HEIGHT: usize = 1000;

/// How many `!` and calls with an optional last argument may nest: the embedded parser reads the inside of each twice.
pub const MAX_REREAD: usize = 8;

/// Lines longer than this are broken where the layout allows it.
const LINE_WIDTH: usize = 100;

/// Why an algebra cannot be written as SPARQL 1.1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PrintError {
    #[error("{0:?} cannot name a variable")]
    Variable(String),
    #[error("{0:?} cannot be written as an IRI")]
    Iri(String),
    #[error("{0:?} is not a language tag")]
    Language(String),
    #[error("{0:?} cannot label a blank node")]
    BlankNode(String),
    #[error("the blank node _:{0} would have to be shared by several groups")]
    SharedBlankNode(String),
    #[error("{0} is bound again where it already has a value")]
    Rebound(Variable),
    #[error("{0} is listed twice")]
    Repeated(Variable),
    #[error("nothing is selected from a pattern that has variables")]
    NothingSelected,
    #[error("a sub-select inside EXISTS or GRAPH ?g names no variables")]
    Unprojected,
    #[error("{function} cannot take {arguments} arguments")]
    Arity { function: String, arguments: usize },
    #[error("a row of VALUES has {found} terms for {expected} variables")]
    Row { expected: usize, found: usize },
    #[error("FROM and FROM NAMED cannot describe this dataset")]
    Dataset,
    #[error("{0} is no SPARQL 1.1 that every engine reads")]
    NotPortable(&'static str),
    #[error("the query nests deeper than {limit} levels")]
    TooDeep { limit: usize },
}

/// Prints a query as SPARQL 1.1 text.
///
/// `prefixes` pairs prefix names with namespace IRIs; only those that shorten something are declared, in the order of the table, and
/// entries that are not valid are never used. `notes` adds comments, which change nothing else in the text.
///
/// ```
/// use allegiance::sparql::print::{Notes, print};
/// use spargebra::SparqlParser;
///
/// let query = SparqlParser::new().parse_query(
///     "SELECT ?y WHERE { ?x a <http://example.org/Ambush> BIND((?x + 1) * 2 AS ?y) }",
/// )?;
/// let text = print(&query, &[("ex", "http://example.org/")], &Notes::default())?;
/// assert_eq!(
///     text,
///     "PREFIX ex: <http://example.org/>\n\n\
///      SELECT ((?x + 1) * 2 AS ?y)\nWHERE {\n  ?x a ex:Ambush .\n}\n"
/// );
/// assert_eq!(SparqlParser::new().parse_query(&text)?, query);
/// # Ok::<_, Box<dyn std::error::Error>>(())
/// ```
pub fn print(
    query: &Query,
    prefixes: &[(&str, &str)],
    notes: &Notes,
) -> Result<String, PrintError> {
    walk::check(query)?;
    let mut printer = Printer::new(query, prefixes, notes);
    printer.query(query)?;
    Ok(printer.prologue() + &printer.out)
}

/// The state of one printing: the text so far and what has been used in it.
struct Printer<'a> {
    query: &'a Query,
    notes: &'a Notes,
    out: String,
    indent: usize,
    prefixes: Vec<term::Prefix<'a>>,
    /// Blank node labels of groups that are closed; the parser refuses them from then on.
    closed_blanks: HashSet<String>,
    open_blanks: HashSet<String>,
    /// Aggregates that stand for their variables in the clause being written.
    aggregates: Vec<&'a (Variable, AggregateExpression)>,
    nesting: usize,
    reread: usize,
    /// Whether values flow in from outside (`EXISTS`, `GRAPH ?g`), so that an added projection would hide some.
    correlated: bool,
}

impl<'a> Printer<'a> {
    fn new(query: &'a Query, prefixes: &[(&'a str, &'a str)], notes: &'a Notes) -> Self {
        Self {
            query,
            notes,
            out: String::new(),
            indent: 0,
            prefixes: term::usable_prefixes(prefixes),
            closed_blanks: HashSet::new(),
            open_blanks: HashSet::new(),
            aggregates: Vec::new(),
            nesting: 0,
            reread: 0,
            correlated: false,
        }
    }

    fn start_line(&mut self) {
        self.out.extend(std::iter::repeat_n("  ", self.indent));
    }

    fn line(&mut self, text: &str) {
        self.start_line();
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn fits(&self, text: &str) -> bool {
        !text.contains('\n') && self.indent * 2 + text.chars().count() <= LINE_WIDTH
    }

    fn comment(&mut self, belongs: impl Fn(&Anchor) -> bool) {
        for line in self.notes.comments.lines(belongs) {
            self.line(&line);
        }
    }

    fn descend(&mut self) -> Result<(), PrintError> {
        self.nesting += 1;
        if self.nesting > MAX_NESTING {
            return Err(PrintError::TooDeep { limit: MAX_NESTING });
        }
        Ok(())
    }

    fn ascend(&mut self) {
        self.nesting -= 1;
    }
}
