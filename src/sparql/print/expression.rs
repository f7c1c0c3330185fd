//! Writes expressions with the parentheses that their structure needs, and a few more where people misread.

use super::{MAX_REREAD, PrintError, Printer, function, lexical};
use spargebra::algebra::{Expression as E, Function};
use spargebra::term::{Literal, Variable};

/// How tightly an expression binds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Binding {
    Or,
    And,
    /// `!` binds tighter in the grammar; standing here it gets parentheses beside a comparison.
    Negation,
    Relation,
    Sum,
    Product,
    Sign,
    Primary,
}

impl<'a> Printer<'a> {
    pub(super) fn expression(&mut self, e: &'a E, least: Binding) -> Result<String, PrintError> {
        self.descend()?;
        let (text, binding) = self.bound(e)?;
        self.ascend();
        Ok(if binding < least {
            format!("({text})")
        } else {
            text
        })
    }

    fn bound(&mut self, e: &'a E) -> Result<(String, Binding), PrintError> {
        use Binding::{And, Negation, Or, Primary, Product, Relation, Sign, Sum};
        Ok(match e {
            E::NamedNode(node) => (self.iri(node.as_str())?, Primary),
            E::Literal(literal) => self.constant(literal)?,
            E::Variable(variable) => (self.value(variable)?, Primary),
            E::Or(..) => (self.chain(e, Negation)?.concat(), Or),
            E::And(..) => (self.chain(e, Negation)?.concat(), And),
            E::Add(..) | E::Subtract(..) => (self.chain(e, Product)?.concat(), Sum),
            E::Multiply(..) | E::Divide(..) => (self.chain(e, Sign)?.concat(), Product),
            E::Equal(a, b) => (self.relation(a, "=", b)?, Relation),
            E::Greater(a, b) => (self.relation(a, ">", b)?, Relation),
            E::GreaterOrEqual(a, b) => (self.relation(a, ">=", b)?, Relation),
            E::Less(a, b) => (self.relation(a, "<", b)?, Relation),
            E::LessOrEqual(a, b) => (self.relation(a, "<=", b)?, Relation),
            E::In(a, list) => (self.membership(a, "IN", list)?, Relation),
            E::Not(inner) => match inner.as_ref() {
                E::Equal(a, b) => (self.relation(a, "!=", b)?, Relation),
                E::In(a, list) => (self.membership(a, "NOT IN", list)?, Relation),
                E::Exists(pattern) => (self.exists("NOT EXISTS", pattern)?, Primary),
                inner => {
                    let inner = self.read_twice(|this| this.expression(inner, Primary))?;
                    (format!("!{inner}"), Negation)
                }
            },
            E::UnaryPlus(inner) => (self.signed('+', inner)?, Sign),
            E::UnaryMinus(inner) => (self.signed('-', inner)?, Sign),
            E::Exists(pattern) => (self.exists("EXISTS", pattern)?, Primary),
            E::Bound(variable) => (format!("BOUND({})", self.variable(variable)?), Primary),
            E::SameTerm(a, b) => (self.call("sameTerm", [a.as_ref(), b])?, Primary),
            E::If(a, b, c) => (self.call("IF", [a.as_ref(), b, c])?, Primary),
            E::Coalesce(list) => (self.call("COALESCE", list)?, Primary),
            E::FunctionCall(function, list) => (self.function(function, list)?, Primary),
        })
    }

    /// Writes a variable, or the aggregate that stands behind it.
    fn value(&mut self, variable: &Variable) -> Result<String, PrintError> {
        let aggregate = self.aggregates.iter().find(|(name, _)| name == variable);
        match aggregate.map(|(_, aggregate)| aggregate) {
            Some(aggregate) => self.aggregate(aggregate),
            None => self.variable(variable),
        }
    }

    fn constant(&mut self, literal: &Literal) -> Result<(String, Binding), PrintError> {
        let text = self.literal(literal)?;
        if !text.starts_with('-') {
            return Ok((text, Binding::Primary));
        }
        // The parser reads a sign in an expression as an operator; quotes keep what the operator would change.
        if lexical::is_negation(&text) {
            return Ok((text, Binding::Sign));
        }
        let datatype = self.iri(literal.datatype().as_str())?;
        Ok((format!("\"{text}\"^^{datatype}"), Binding::Primary))
    }

    fn signed(&mut self, sign: char, inner: &'a E) -> Result<String, PrintError> {
        let inner = self.expression(inner, Binding::Primary)?;
        let signed = format!("{sign}{inner}");
        // Other parsers read a sign and digits as one literal, so they may stand together only if that is the same.
        if lexical::is_unsigned_number(&inner) && !lexical::is_negation(&signed) {
            return Ok(format!("{sign}({inner})"));
        }
        Ok(signed)
    }

    fn relation(&mut self, a: &'a E, sign: &str, b: &'a E) -> Result<String, PrintError> {
        let a = self.expression(a, Binding::Sum)?;
        let b = self.expression(b, Binding::Sum)?;
        Ok(format!("{a} {sign} {b}"))
    }

    fn membership(&mut self, a: &'a E, word: &str, list: &'a [E]) -> Result<String, PrintError> {
        let start = format!("{} {word} ", self.expression(a, Binding::Sum)?);
        let items = self.list(list)?;
        let text = format!("{start}({})", items.join(", "));
        if self.fits(&text) {
            return Ok(text);
        }
        let outer = "  ".repeat(self.indent);
        let items = items.join(&format!(",\n{outer}  "));
        Ok(format!("{start}(\n{outer}  {items}\n{outer})"))
    }

    /// Writes the operands of a chain of like operators that nests on the left, each after the first with its operator.
    pub(super) fn chain(&mut self, e: &'a E, least: Binding) -> Result<Vec<String>, PrintError> {
        let mut operands = Vec::new();
        let mut first = e;
        while let Some((left, sign, right)) = split(first).filter(|_| same_chain(e, first)) {
            operands.push((sign, right));
            first = left;
        }
        operands.push(("", first));
        let mut texts = Vec::with_capacity(operands.len());
        for (sign, operand) in operands.into_iter().rev() {
            texts.push(sign.to_owned() + &self.expression(operand, least)?);
        }
        Ok(texts)
    }

    fn list(&mut self, list: impl IntoIterator<Item = &'a E>) -> Result<Vec<String>, PrintError> {
        let items = list.into_iter();
        items.map(|e| self.expression(e, Binding::Or)).collect()
    }

    fn call(
        &mut self,
        name: &str,
        list: impl IntoIterator<Item = &'a E>,
    ) -> Result<String, PrintError> {
        Ok(format!("{name}({})", self.list(list)?.join(", ")))
    }

    fn function(&mut self, function: &Function, list: &'a [E]) -> Result<String, PrintError> {
        if let Function::Custom(name) = function {
            let name = self.iri(name.as_str())?;
            return self.call(&name, list);
        }
        let Some((name, arity)) = function::signature(function) else {
            return Err(PrintError::NotPortable("ADJUST"));
        };
        if !arity.contains(&list.len()) {
            return Err(PrintError::Arity {
                function: name.to_owned(),
                arguments: list.len(),
            });
        }
        if function::is_read_twice(function, list.len()) {
            self.read_twice(|this| this.call(name, list))
        } else {
            self.call(name, list)
        }
    }

    pub(super) fn read_twice<T>(
        &mut self,
        write: impl FnOnce(&mut Self) -> Result<T, PrintError>,
    ) -> Result<T, PrintError> {
        self.reread += 1;
        if self.reread > MAX_REREAD {
            return Err(PrintError::TooDeep { limit: MAX_REREAD });
        }
        let written = write(self)?;
        self.reread -= 1;
        Ok(written)
    }
}

fn split(e: &E) -> Option<(&E, &'static str, &E)> {
    match e {
        E::Or(a, b) => Some((a, " || ", b)),
        E::And(a, b) => Some((a, " && ", b)),
        E::Add(a, b) => Some((a, " + ", b)),
        E::Subtract(a, b) => Some((a, " - ", b)),
        E::Multiply(a, b) => Some((a, " * ", b)),
        E::Divide(a, b) => Some((a, " / ", b)),
        _ => None,
    }
}

fn same_chain(a: &E, b: &E) -> bool {
    matches!(
        (a, b),
        (E::Or(..), E::Or(..))
            | (E::And(..), E::And(..))
            | (E::Add(..) | E::Subtract(..), E::Add(..) | E::Subtract(..))
            | (
                E::Multiply(..) | E::Divide(..),
                E::Multiply(..) | E::Divide(..)
            )
    )
}
