//! What stands in a question for something else: parameters for their values, covered words for raw SPARQL.

use super::{Builder, Built, Rule};
use crate::question::ast::{Moment, Number, Piece, Span, Value, Word};
use crate::question::error::Problem;
use crate::question::parameter::{Argument, ParameterKind};
use crate::question::repair::Failure;
use pest::iterators::Pair;
use strsim::damerau_levenshtein;

impl Builder<'_> {
    /// Returns the raw SPARQL that is covered at a place.
    pub(super) fn block(&self, place: Span) -> Option<&str> {
        let block = self
            .source
            .blocks
            .iter()
            .find(|block| block.whole == place)?;
        Some(self.slice(block.inner))
    }

    /// Returns the pieces that a parameter stands for: a name with its kind, so that a place is never an actor.
    pub(super) fn parameter(&self, pair: &Pair<'_, Rule>) -> Built<Vec<Piece>> {
        let span = self.span(pair);
        let word = |text: &str| Word {
            text: text.to_owned(),
            span,
        };
        let Some(argument) = self.argument(pair)? else {
            return Ok(vec![Piece::Parameter(word(name(pair)))]);
        };
        let written = match argument.iri() {
            Some(iri) if argument.kind() != ParameterKind::Text => Piece::Iri(word(iri)),
            _ => Piece::Quoted(word(argument.text())),
        };
        Ok(match argument.kind() {
            ParameterKind::Actor | ParameterKind::Place => {
                vec![written, Piece::Gloss(word(argument.kind().name()))]
            }
            ParameterKind::Text => vec![written],
            ParameterKind::Date | ParameterKind::Number => return Err(self.wrong_parameter(pair)),
        })
    }

    /// Returns the date or number of a phrase that is nothing but a parameter of such a kind.
    pub(super) fn lone_parameter(&self, phrase: &Pair<'_, Rule>) -> Built<Option<Value>> {
        let mut inner = phrase.clone().into_inner();
        let (Some(pair), None) = (inner.next(), inner.next()) else {
            return Ok(None);
        };
        if pair.as_rule() != Rule::parameter {
            return Ok(None);
        }
        let span = self.span(&pair);
        let Some(argument) = self.argument(&pair)? else {
            return Ok(None);
        };
        let text = argument.text().to_owned();
        Ok(match argument.kind() {
            ParameterKind::Date => Some(Value::Moment(Moment { text, span })),
            ParameterKind::Number => Some(Value::Number(Number { text, span })),
            ParameterKind::Actor | ParameterKind::Place | ParameterKind::Text => None,
        })
    }

    /// Reads a number, or a parameter that is one.
    pub(super) fn amount(&self, pair: &Pair<'_, Rule>) -> Built<Number> {
        if pair.as_rule() != Rule::parameter {
            return Ok(self.number(pair));
        }
        let span = self.span(pair);
        let text = match self.argument(pair)? {
            None => pair.as_str().to_owned(),
            Some(argument) if argument.kind() == ParameterKind::Number => {
                argument.text().to_owned()
            }
            Some(_) => return Err(self.wrong_parameter(pair)),
        };
        Ok(Number { text, span })
    }

    /// Refuses a value where one of its kind cannot stand.
    pub(super) fn wrong_parameter(&self, pair: &Pair<'_, Rule>) -> Box<Failure> {
        let name = name(pair).to_owned();
        let argument = self.source.parameters.and_then(|known| known.get(&name));
        let kind = argument.map_or(ParameterKind::Text, Argument::kind);
        Failure::new(Problem::WrongParameter { name, kind }, self.span(pair))
    }

    fn argument(&self, pair: &Pair<'_, Rule>) -> Built<Option<&Argument>> {
        let Some(parameters) = self.source.parameters else {
            return Ok(None);
        };
        let name = name(pair);
        if let Some(argument) = parameters.get(name) {
            return Ok(Some(argument));
        }
        let known: Vec<String> = parameters.names().map(str::to_owned).collect();
        let near = known
            .iter()
            .find(|known| damerau_levenshtein(known, name) <= 2)
            .cloned();
        let span = self.span(pair);
        let name = name.to_owned();
        let failure = Failure::new(Problem::NoSuchParameter { name, known }, span);
        Err(match near {
            Some(near) => failure.replace(span, format!("${near}")),
            None => failure,
        })
    }
}

fn name<'p>(pair: &Pair<'p, Rule>) -> &'p str {
    pair.as_str().trim_start_matches('$')
}
