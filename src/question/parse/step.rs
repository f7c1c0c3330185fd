//! The steps behind a question, each read by itself between its bars.

use super::{Builder, Built, Rule, comparison};
use crate::question::ast::{
    Comparison, Condition, OrderKey, Phrase, Pipe, Span, Step, Test, Value, Word,
};
use crate::question::error::Problem;
use crate::question::keywords::STEPS;
use crate::question::lexis::{Kind, Token, check_tokens};
use crate::question::repair::Failure;
use crate::question::source::Source;
use crate::question::spelling::unquoted;
use pest::iterators::Pair;
use strsim::damerau_levenshtein;

/// How many steps a question can have.
const MOST_STEPS: usize = 64;

/// Splits the tokens of a text into those of its question and those from the first bar on.
pub(super) fn split<'t>(text: &str, tokens: &'t [Token]) -> Built<(&'t [Token], &'t [Token])> {
    let first = tokens.iter().position(|token| token.kind == Kind::Bar);
    let (asked, bars) = tokens.split_at(first.unwrap_or(tokens.len()));
    let nothing = asked.iter().all(|token| token.kind == Kind::Stop);
    match (nothing, bars) {
        (true, [bar, rest @ ..]) => {
            let end = rest.first().map_or(bar.span, |token| token.span);
            let step = text.get(end.start..end.end).unwrap_or_default().to_owned();
            Err(Failure::new(Problem::StepAlone { step }, bar.span.to(end)))
        }
        _ => Ok((asked, bars)),
    }
}

/// Reads the steps; the tokens begin with a bar, or there are none.
pub(super) fn pipes(source: Source<'_>, tokens: &[Token]) -> Built<Vec<Pipe>> {
    let text = source.text;
    let mut pipes = Vec::new();
    let mut rest = tokens;
    while let [bar, after @ ..] = rest {
        let next = after.iter().position(|token| token.kind == Kind::Bar);
        let (own, further) = after.split_at(next.unwrap_or(after.len()));
        rest = further;
        if pipes.len() == MOST_STEPS {
            return Err(Failure::new(Problem::TooComplex, bar.span));
        }
        let end = match check_tokens(text, own) {
            Ok(end) => end,
            Err(failure) if failure.problem == Problem::Empty => {
                let keyword = "|".to_owned();
                return Err(
                    Failure::new(Problem::NothingAfter { keyword }, bar.span).delete(bar.span)
                );
            }
            Err(failure) => return Err(failure),
        };
        let mut builder = Builder::new(source, bar.span.end, end, own);
        let pair = builder.pair(Rule::pipe)?;
        pipes.push(builder.pipe(pair)?);
    }
    Ok(pipes)
}

impl Builder<'_> {
    fn pipe(&mut self, pair: Pair<'_, Rule>) -> Built<Pipe> {
        let mut step = None;
        for pair in pair.into_inner() {
            match pair.as_rule() {
                Rule::EOI => {}
                Rule::rest => return Err(self.rest(pair)),
                _ => step = Some((self.span(&pair), self.step(pair)?)),
            }
        }
        // What begins with no word at all is a rest.
        let (span, step) = step.ok_or_else(|| self.nothing_after(None))?;
        Ok(Pipe { step, span })
    }

    fn step(&mut self, pair: Pair<'_, Rule>) -> Built<Step> {
        match pair.as_rule() {
            Rule::step_sort => {
                let (keyword, pairs) = self.opened(pair);
                let mut keys = Vec::new();
                for pair in pairs {
                    keys.extend(self.order_key(pair)?);
                }
                self.some(keyword, keys).map(Step::Sort)
            }
            Rule::step_take => self.whole_number(pair).map(Step::Take),
            Rule::step_select => {
                let (keyword, pairs) = self.opened(pair);
                let columns = pairs.into_iter().map(|pair| self.phrase(pair));
                let columns = columns.collect::<Built<Vec<_>>>()?;
                self.some(keyword, columns).map(Step::Select)
            }
            Rule::step_where => {
                let (keyword, pairs) = self.opened(pair);
                let conditions = pairs.into_iter().map(|pair| self.condition(pair));
                let conditions = conditions.collect::<Built<Vec<_>>>()?;
                self.some(keyword, conditions).map(Step::Where)
            }
            Rule::step_count => Ok(Step::Count),
            Rule::step_export => self.named(pair).map(Step::Export),
            Rule::step_save => self.named(pair).map(Step::Save),
            _ => Err(no_such_step(pair.as_str(), self.span(&pair))),
        }
    }

    /// Returns the keyword of a step, and what it takes without what joins it.
    fn opened<'p>(&self, pair: Pair<'p, Rule>) -> (Word, Vec<Pair<'p, Rule>>) {
        let mut inner = pair.into_inner();
        let keyword = inner.next().map(|pair| self.keyword_word(&pair));
        let joins = |pair: &Pair<'_, Rule>| matches!(pair.as_rule(), Rule::comma | Rule::kw_and);
        let keyword = keyword.unwrap_or_else(|| Word {
            text: String::new(),
            span: Span::default(),
        });
        (keyword, inner.filter(|pair| !joins(pair)).collect())
    }

    fn some<T>(&self, keyword: Word, items: Vec<T>) -> Built<Vec<T>> {
        if items.is_empty() {
            return Err(self.nothing_after(Some(&keyword)));
        }
        Ok(items)
    }

    pub(super) fn order_key(&mut self, pair: Pair<'_, Rule>) -> Built<Option<OrderKey>> {
        let mut inner = pair.into_inner();
        let Some(key) = inner.next() else {
            return Ok(None);
        };
        let key = self.phrase(key)?;
        let direction = inner.next();
        let descending =
            direction.is_some_and(|pair| pair.as_str().to_ascii_lowercase().starts_with("desc"));
        Ok(Some(OrderKey { key, descending }))
    }

    fn condition(&mut self, pair: Pair<'_, Rule>) -> Built<Condition> {
        let span = self.span(&pair);
        let (mut column, mut tested, mut value) = (None, None, None);
        for pair in pair.into_inner() {
            let place = self.span(&pair);
            match pair.as_rule() {
                Rule::column => column = Some(self.phrase(pair)?),
                Rule::number => value = Some(Value::Number(self.number(&pair))),
                Rule::moment => value = Some(Value::Moment(self.moment(&pair))),
                Rule::phrase => {
                    value = match self.lone_parameter(&pair)? {
                        Some(given) => Some(given),
                        None => Some(Value::Phrase(self.phrase(pair)?)),
                    };
                }
                rule => tested = Some((rule, place)),
            }
        }
        let column = column.unwrap_or_else(|| Phrase {
            pieces: Vec::new(),
            span,
        });
        let Some((rule, place)) = tested else {
            let text = self.slice(column.span).to_owned();
            return Err(Failure::new(
                Problem::TestExpected { column: text },
                column.span,
            ));
        };
        let operator = match rule {
            Rule::is_empty => Some(Test::Empty),
            Rule::is_full => Some(Test::Full),
            _ => None,
        };
        let test = match (operator, value) {
            (Some(test), _) => test,
            (None, Some(value)) if rule == Rule::contains => Test::Contains(value),
            (None, Some(value)) => Test::Compare {
                operator: match rule {
                    Rule::is => Comparison::Equal,
                    Rule::is_not => Comparison::NotEqual,
                    compared => comparison(compared),
                },
                value,
            },
            (None, None) => {
                let keyword = self.slice(place).to_owned();
                return Err(Failure::new(Problem::NothingAfter { keyword }, place));
            }
        };
        Ok(Condition { column, test, span })
    }

    /// Reads the name of a file, or of a question.
    fn named(&self, pair: Pair<'_, Rule>) -> Built<Word> {
        let mut inner = pair.into_inner();
        let keyword = inner.next().map(|pair| self.keyword_word(&pair));
        let Some(name) = inner.next() else {
            return Err(self.nothing_after(keyword.as_ref()));
        };
        let span = self.span(&name);
        let text = match name.as_rule() {
            Rule::quoted => unquoted(name.as_str()),
            _ => name.as_str().to_owned(),
        };
        if text.is_empty() {
            return Err(Failure::new(Problem::EmptyName, span));
        }
        Ok(Word { text, span })
    }
}

/// Refuses what is no step, with the step that was most likely meant.
fn no_such_step(found: &str, span: Span) -> Box<Failure> {
    let folded = found.to_lowercase();
    let slack = if folded.chars().count() > 5 { 2 } else { 1 };
    let distance =
        |step: &str| damerau_levenshtein(step.split(' ').next().unwrap_or(step), &folded);
    let near = STEPS
        .iter()
        .map(|(step, _)| *step)
        .filter(|step| distance(step) <= slack)
        .min_by_key(|step| distance(step));
    let failure = Failure::new(
        Problem::NoSuchStep {
            found: found.to_owned(),
        },
        span,
    );
    match near {
        Some(step) => failure.replace(span, step),
        None => failure,
    }
}
