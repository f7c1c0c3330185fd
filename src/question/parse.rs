//! Text to tree, by `grammar/question.pest`.

use super::ast::{
    Asker, Chain, Clause, ClauseBody, Comparison, Connector, End, Having, Head, Keyword, Length,
    Link, Measure, Moment, Number, Operand, OrderKey, Output, Phrase, Piece, Question, Sentence,
    Side, Span, Term, Unit, Value, Word,
};
use super::error::{Language, ParseError, Problem};
use super::format::format;
use super::grow::{add, bare_term, counted, head, listed, lone};
use super::lexis::{Kind, Token, check_characters, check_tokens};
use super::parameter::Parameters;
use super::raw::{LONGEST_SPARQL, closing_brace, too_long};
use super::repair::{Failure, error};
use super::source::{Source, blocks, covered};
use super::spelling::{inside, plain, spaced, unquoted};
use pest::Parser;
use pest::iterators::Pair;
use std::num::NonZeroUsize;

mod given;
mod step;
mod survey;

#[derive(pest_derive::Parser)]
#[grammar = "../grammar/question.pest"]
struct Grammar;

/// The longest question that is read, in bytes; the text of `sparql { … }` may be longer.
pub const LONGEST_QUESTION: usize = 64 * 1024;
/// Rule calls per reading. The densest question of the longest length takes a fraction of it; a grammar that went
/// exponential would stop here.
const MOST_CALLS: usize = 40_000_000;

type Built<T> = Result<T, Box<Failure>>;

/// Reads a question.
///
/// # Errors
///
/// Says what cannot be read and where, with a corrected question that can be read where one is plain.
pub fn parse(text: &str) -> Result<Question, ParseError> {
    parse_with(text, &Parameters::default())
}

/// Reads a question with the values of its parameters, which stand in the tree as names, dates and numbers.
///
/// # Errors
///
/// As [`parse`]; a parameter has no value, or one that cannot stand where it does.
pub fn parse_with(text: &str, parameters: &Parameters) -> Result<Question, ParseError> {
    parse_as(text, Some(parameters))
}

/// Reads a question whose parameters stay parameters, to be written again.
///
/// # Errors
///
/// As [`parse`].
pub fn parse_open(text: &str) -> Result<Question, ParseError> {
    parse_as(text, None)
}

fn parse_as(text: &str, parameters: Option<&Parameters>) -> Result<Question, ParseError> {
    checked(text, parameters).map_err(|failure| {
        // A corrected question is text, and values are no part of it: what was given for `$name` stays `$name`.
        let open = |text: &str| checked(text, parameters).and_then(|_| checked(text, None));
        error(text, failure, open, format)
    })
}

fn read(text: &str, parameters: Option<&Parameters>) -> Built<Question> {
    if text.len() > LONGEST_SPARQL {
        let raw = text.contains('{');
        return Err(too_long(
            text,
            if raw {
                LONGEST_SPARQL
            } else {
                LONGEST_QUESTION
            },
        ));
    }
    pest::set_call_limit(NonZeroUsize::new(MOST_CALLS));
    let blocks = blocks(text)?;
    let apart: usize = blocks.iter().map(|b| b.whole.end - b.whole.start).sum();
    if text.len() - apart > LONGEST_QUESTION {
        return Err(too_long(text, LONGEST_QUESTION + apart));
    }
    let covered = covered(text, &blocks);
    let source = Source {
        text,
        covered: &covered,
        blocks: &blocks,
        parameters,
    };
    if let Ok(mut opening) = Grammar::parse(Rule::sparql_opening, text) {
        let open = opening.next().map_or(0, |pair| pair.as_span().end());
        let open = open.saturating_sub(1);
        let close = closing_brace(text, open)?;
        if let Some(question) = sparql(source, open, close)? {
            return Ok(question);
        }
    }
    check_characters(&covered)?;
    foreign(text)?;
    let tokens = tokens(&covered)?;
    let (asked, bars) = step::split(text, &tokens)?;
    let end = check_tokens(text, asked)?;
    let builder = Builder::new(source, 0, end, asked);
    let pair = builder.pair(Rule::question)?;
    let mut question = builder.question(pair)?;
    question.pipes = step::pipes(source, bars)?;
    Ok(question)
}

/// Refuses `order all by killed`: without its `all` the question would read differently.
fn checked(text: &str, parameters: Option<&Parameters>) -> Built<Question> {
    let question = read(text, parameters)?;
    let free = (question.output == Output::default() && question.pipes.is_empty())
        || matches!(question.sentence, Sentence::Sparql { .. });
    if free {
        return Ok(question);
    }
    let open = match text.contains('$') {
        true => read(text, None)?,
        false => question.clone(),
    };
    let again = read(&format(&open), None).map(Question::without_spans);
    if again.is_ok_and(|again| again == open.without_spans()) {
        return Ok(question);
    }
    let whole = Span {
        start: 0,
        end: text.len(),
    };
    Err(Failure::new(Problem::OutputWithin, whole))
}

/// Reads `sparql { … }` with its braces at `open` and `close`; only what stands after the block is a matter of the grammar.
fn sparql(source: Source<'_>, open: usize, close: usize) -> Built<Option<Question>> {
    let text = source.text;
    let tail = close + 1;
    let tokens: Vec<Token> = tokens(&source.covered[tail..])?
        .into_iter()
        .map(|token| Token {
            span: shifted(token.span, tail),
            ..token
        })
        .collect();
    let first = tokens.iter().position(|token| token.kind == Kind::Bar);
    let (after, bars) = tokens.split_at(first.unwrap_or(tokens.len()));
    let end = match check_tokens(text, after) {
        Ok(end) => end,
        Err(failure) if failure.problem == Problem::Empty => tail,
        Err(failure) => return Err(failure),
    };
    let pipes = step::pipes(source, bars)?;
    let mut builder = Builder::new(source, tail, end, after);
    for pair in builder.pair(Rule::sparql_tail)?.into_inner() {
        match pair.as_rule() {
            // With more behind it, the block is one set of a question.
            Rule::rest => return Ok(None),
            Rule::EOI => {}
            _ => builder.output(pair)?,
        }
    }
    let span = Span {
        start: open + 1,
        end: close,
    };
    let text = text[open + 1..close].to_owned();
    Ok(Some(Question {
        sentence: Sentence::Sparql { text, span },
        output: builder.output,
        pipes,
    }))
}

/// Reads a set that is nothing but raw SPARQL as what it is: `list sparql { … }`.
fn raw(sentence: Sentence) -> Sentence {
    if let Sentence::Set(chain) = &sentence
        && let (Head::Phrase(phrase), [], []) = (
            &chain.first.head,
            chain.first.clauses.as_slice(),
            chain.rest.as_slice(),
        )
        && let [Piece::Query(Word { text, span })] = phrase.pieces.as_slice()
    {
        return Sentence::Sparql {
            text: text.clone(),
            span: *span,
        };
    }
    sentence
}

fn shifted(span: Span, by: usize) -> Span {
    Span {
        start: span.start + by,
        end: span.end + by,
    }
}

/// Recognises another language by its beginning.
fn foreign(text: &str) -> Built<()> {
    let Some(pair) = Grammar::parse(Rule::foreign, text)
        .ok()
        .and_then(|mut pairs| pairs.next()?.into_inner().next())
    else {
        return Ok(());
    };
    let language = match pair.as_rule() {
        Rule::sql => Language::Sql,
        Rule::cypher => Language::Cypher,
        Rule::sparql_query => Language::Sparql,
        _ => Language::SparqlUpdate,
    };
    let found = pair.as_span();
    let first = pair.as_str().find(|c: char| !c.is_ascii_alphabetic());
    let span = Span {
        start: found.start(),
        end: found.start() + first.unwrap_or(pair.as_str().len()),
    };
    let failure = Failure::new(Problem::Foreign { language }, span);
    if language != Language::Sparql {
        return Err(failure);
    }
    let query = &text[found.start()..];
    let bare = query.trim_end_matches(|c: char| c == ';' || c.is_whitespace());
    let bare = match bare.get(.."sparql".len()) {
        Some(word) if word.eq_ignore_ascii_case("sparql") => &bare["sparql".len()..],
        _ => bare,
    };
    let whole = Span {
        start: 0,
        end: text.len(),
    };
    Err(failure.replace(whole, format!("sparql {{ {} }}", bare.trim_start())))
}

fn tokens(text: &str) -> Built<Vec<Token>> {
    let pairs = Grammar::parse(Rule::scan, text).map_err(|error| refused(&error, 0))?;
    let tokens = pairs.flat_map(Pair::into_inner).filter_map(|pair| {
        let kind = match pair.as_rule() {
            Rule::any_word | Rule::signed_number => Kind::Word,
            Rule::quoted | Rule::iri | Rule::gloss | Rule::parameter => Kind::Name,
            Rule::open => Kind::Open,
            Rule::close => Kind::Close,
            Rule::comma | Rule::sign => Kind::Mark,
            Rule::stop => Kind::Stop,
            Rule::foreign_operator => Kind::ForeignOperator,
            Rule::bar => Kind::Bar,
            Rule::open_quote => Kind::OpenQuote,
            Rule::other => Kind::Other,
            _ => return None,
        };
        Some(Token {
            kind,
            span: span(&pair, 0),
        })
    });
    Ok(tokens.collect())
}

/// The grammar reads every text, so that only its limits can refuse one.
fn refused(error: &pest::error::Error<Rule>, base: usize) -> Box<Failure> {
    use pest::error::InputLocation;
    let (start, end) = match error.location {
        InputLocation::Pos(at) => (at, at),
        InputLocation::Span(span) => span,
    };
    Failure::new(Problem::TooComplex, shifted(Span { start, end }, base))
}

fn span(pair: &Pair<'_, Rule>, base: usize) -> Span {
    let span = pair.as_span();
    shifted(
        Span {
            start: span.start(),
            end: span.end(),
        },
        base,
    )
}

/// Builds the tree from the pairs of one reading.
struct Builder<'a> {
    source: Source<'a>,
    text: &'a str,
    /// Where the reading starts in the text.
    base: usize,
    /// Where the question ends, before its last stops.
    end: usize,
    tokens: &'a [Token],
    output: Output,
    /// Parentheses around what is being built.
    groups: usize,
}

impl<'a> Builder<'a> {
    fn new(source: Source<'a>, base: usize, end: usize, tokens: &'a [Token]) -> Builder<'a> {
        Builder {
            source,
            text: source.text,
            base,
            end,
            tokens,
            output: Output::default(),
            groups: 0,
        }
    }

    fn pair(&self, rule: Rule) -> Built<Pair<'a, Rule>> {
        let text = self
            .source
            .covered
            .get(self.base..self.end)
            .unwrap_or_default();
        let mut pairs = Grammar::parse(rule, text).map_err(|error| refused(&error, self.base))?;
        let whole = Span {
            start: self.base,
            end: self.end,
        };
        pairs
            .next()
            .ok_or_else(|| Failure::new(Problem::TooComplex, whole))
    }

    /// Where a pair stands, without the white space that it may have run into.
    fn span(&self, pair: &Pair<'_, Rule>) -> Span {
        let whole = span(pair, self.base);
        if matches!(pair.as_rule(), Rule::group | Rule::rest_group) {
            return whole;
        }
        match pair.clone().into_inner().next_back() {
            Some(last) => Span {
                start: whole.start,
                end: self.span(&last).end,
            },
            None => whole,
        }
    }

    // Sentences.

    fn question(mut self, pair: Pair<'_, Rule>) -> Built<Question> {
        let mut sentence = None;
        for pair in pair.into_inner() {
            match pair.as_rule() {
                Rule::EOI | Rule::courtesy => {}
                Rule::rest => return Err(self.rest(pair)),
                Rule::path
                | Rule::when
                | Rule::who
                | Rule::extreme
                | Rule::count
                | Rule::share
                | Rule::measure
                | Rule::compare
                | Rule::elapsed
                | Rule::lulls
                | Rule::clusters
                | Rule::pairs
                | Rule::about
                | Rule::claims
                | Rule::survey
                | Rule::did
                | Rule::set => sentence = Some(self.sentence(pair)?),
                _ => self.output(pair)?,
            }
        }
        let whole = Span {
            start: self.base,
            end: self.end,
        };
        let sentence = sentence.ok_or_else(|| Failure::new(Problem::NothingAsked, whole))?;
        Ok(Question {
            sentence: raw(sentence),
            output: self.output,
            pipes: Vec::new(),
        })
    }

    fn sentence(&mut self, pair: Pair<'_, Rule>) -> Built<Sentence> {
        let rule = pair.as_rule();
        if rule == Rule::path {
            return self.path(pair);
        }
        if rule == Rule::survey {
            return self.survey(pair);
        }
        if rule == Rule::measure {
            return self.measure(pair);
        }
        let mut opening: Vec<Word> = Vec::new();
        let (mut number, mut length) = (None, None);
        let mut chain = None;
        for pair in pair.into_inner() {
            match pair.as_rule() {
                Rule::chain => chain = Some(self.chain(pair)?),
                Rule::number => number = Some(self.number(&pair)),
                Rule::measured => length = Some(self.length(pair)?),
                Rule::or_more => {}
                _ => opening.push(self.keyword_word(&pair)),
            }
        }
        let mut opening = opening.into_iter();
        let (first, second) = (opening.next(), opening.next());
        let chain = chain.ok_or_else(|| self.nothing_after(second.as_ref().or(first.as_ref())))?;
        Ok(match (rule, first) {
            (Rule::who, Some(word)) => Sentence::Who {
                asker: Asker {
                    word,
                    auxiliary: second,
                },
                body: chain,
            },
            (Rule::did, Some(auxiliary)) => Sentence::Did {
                auxiliary,
                body: chain,
            },
            (Rule::count, _) => Sentence::Count { of: counted(chain) },
            (Rule::when, Some(asker)) => Sentence::When {
                asker,
                auxiliary: second,
                body: chain,
            },
            (Rule::extreme, Some(word)) => Sentence::Extreme {
                end: if word.text.ends_with("first") || word.text.ends_with("earliest") {
                    End::First
                } else {
                    End::Last
                },
                number,
                of: chain,
            },
            (Rule::share, _) => Sentence::Share { of: chain },
            (Rule::compare, _) => Sentence::Compare { of: chain },
            (Rule::elapsed, _) => Sentence::Elapsed { from: chain },
            (Rule::lulls, _) => Sentence::Lulls {
                least: length,
                of: chain,
            },
            (Rule::clusters, _) => Sentence::Clusters { of: chain },
            (Rule::pairs, _) => Sentence::Pairs { of: chain },
            (Rule::about, _) => Sentence::About { subject: chain },
            (Rule::claims, _) => Sentence::Claims { of: chain },
            _ => Sentence::Set(chain),
        })
    }

    fn nothing_after(&self, word: Option<&Word>) -> Box<Failure> {
        let keyword = word.map_or(String::new(), |word| word.text.clone());
        let end = self.end;
        let span = word.map_or(Span { start: end, end }, |word| word.span);
        Failure::new(Problem::NothingAfter { keyword }, span)
    }

    fn measure(&mut self, pair: Pair<'_, Rule>) -> Built<Sentence> {
        let (mut kinds, mut word, mut field, mut of, mut chain) =
            (Vec::new(), None, None, None, None);
        for pair in pair.into_inner() {
            match pair.as_rule() {
                Rule::phrase => field = Some(self.phrase(pair)?),
                Rule::kw_of => of = Some(self.keyword_word(&pair)),
                Rule::chain => chain = Some(self.chain(pair)?),
                Rule::comma | Rule::kw_and => {}
                rule => {
                    let kind = match rule {
                        Rule::average => Measure::Average,
                        Rule::median => Measure::Median,
                        Rule::min => Measure::Min,
                        Rule::max => Measure::Max,
                        Rule::low => Measure::Low,
                        Rule::best => Measure::Best,
                        Rule::high => Measure::High,
                        Rule::share_of_all => Measure::Share,
                        _ => Measure::Sum,
                    };
                    if !kinds.contains(&kind) {
                        kinds.push(kind);
                    }
                    word = Some(self.keyword_word(&pair));
                }
            }
        }
        let word = word.ok_or_else(|| self.nothing_after(None))?;
        let measure = word.text.clone();
        let Some(field) = field else {
            let failure = Failure::new(Problem::FieldExpected { measure }, word.span);
            return Err(match of {
                Some(of) => failure.insert(of.span.start, "killed "),
                None => failure,
            });
        };
        let Some(of) = of else {
            let failure = Failure::new(Problem::OfExpected { measure }, word.span.to(field.span));
            return Err(match field.pieces.as_slice() {
                [_, .., last] => failure.insert(last.word().span.start, "of "),
                _ => failure.insert(field.span.end, " of events"),
            });
        };
        let of = chain.ok_or_else(|| self.nothing_after(Some(&of)))?;
        Ok(Sentence::Measure { kinds, field, of })
    }

    fn path(&mut self, pair: Pair<'_, Rule>) -> Built<Sentence> {
        let (mut word, mut ends, mut clauses) = (None, None, Vec::new());
        let mut not = None;
        for pair in pair.into_inner() {
            match pair.as_rule() {
                Rule::kw_path => word = Some(self.keyword_word(&pair)),
                Rule::path_from | Rule::path_between => ends = Some(self.path_ends(pair)?),
                Rule::path_to => {
                    let (to, from) = self.path_ends(pair)?;
                    ends = Some((from, to));
                }
                Rule::kw_and | Rule::comma => {}
                Rule::negation => not = Some(self.span(&pair)),
                _ => {
                    if let Some(clause) = self.clause_or_output(pair)? {
                        let not = not.take();
                        add(&mut clauses, Clause { not, ..clause });
                    }
                }
            }
        }
        let word = word.ok_or_else(|| self.nothing_after(None))?;
        let Some((from, to)) = ends else {
            let failure = Failure::new(Problem::PathWithoutEnds, word.span);
            let next = self.tokens.iter().find(|t| t.span.start >= word.span.end);
            let open =
                next.filter(|token| matches!(token.kind, Kind::Word | Kind::Name | Kind::Open));
            return Err(match open {
                Some(token) if clauses.is_empty() => failure.insert(token.span.start, "from "),
                _ => failure,
            });
        };
        Ok(Sentence::Path { from, to, clauses })
    }

    /// Returns the two ends in the order typed.
    fn path_ends(&mut self, pair: Pair<'_, Rule>) -> Built<(Chain, Chain)> {
        let between = pair.as_rule() == Rule::path_between;
        let (mut keywords, mut ends) = (Vec::new(), Vec::new());
        for pair in pair.into_inner() {
            match pair.as_rule() {
                Rule::kw_from | Rule::kw_to | Rule::kw_between | Rule::kw_and => {
                    if keywords.len() > ends.len() {
                        break;
                    }
                    keywords.push(self.keyword_word(&pair));
                }
                Rule::list => ends.push(self.list(pair)?),
                _ => {
                    let operand = self.operand(pair)?;
                    ends.push(lone(operand));
                }
            }
        }
        if keywords.len() > ends.len() {
            return Err(self.nothing_after(keywords.last()));
        }
        let mut ends = ends.into_iter();
        match (ends.next(), ends.next(), keywords.first()) {
            (Some(first), Some(second), _) => Ok((first, second)),
            (_, _, Some(word)) if between => {
                Err(Failure::new(Problem::BetweenWithoutAnd, word.span))
            }
            (_, _, word) => {
                let end = self.end;
                let span = word.map_or(Span { start: end, end }, |word| word.span);
                Err(Failure::new(Problem::PathWithoutEnds, span))
            }
        }
    }

    // Chains and terms.

    fn chain(&mut self, pair: Pair<'_, Rule>) -> Built<Chain> {
        let mut first = None;
        let mut rest: Vec<Link> = Vec::new();
        let mut joint = None;
        for pair in pair.into_inner() {
            if pair.as_rule() == Rule::connector {
                joint = Some(self.connector(pair));
                continue;
            }
            let whole = self.span(&pair);
            let term = self.term(pair)?;
            let empty = term.head == Head::Nothing && term.clauses.is_empty();
            match joint.take() {
                Some((_, span)) if empty => return Err(self.loose_connector(span)),
                Some((connector, span)) => rest.push(Link {
                    connector,
                    span,
                    term,
                }),
                None if empty => return Err(Failure::new(Problem::NothingAsked, whole)),
                None => first = Some(term),
            }
        }
        let first = first.ok_or_else(|| self.nothing_after(None))?;
        Ok(Chain { first, rest })
    }

    fn connector(&self, pair: Pair<'_, Rule>) -> (Connector, Span) {
        let span = self.span(&pair);
        let kinds = pair.into_inner().map(|pair| match pair.as_rule() {
            Rule::kw_and => Connector::And,
            Rule::kw_or => Connector::Or,
            Rule::kw_except => Connector::Except,
            _ => Connector::Comma,
        });
        // `, and` is one connector: the word says more than the comma.
        (kinds.last().unwrap_or(Connector::Comma), span)
    }

    fn loose_connector(&self, span: Span) -> Box<Failure> {
        let connector = self.slice(span).to_lowercase();
        Failure::new(Problem::LooseConnector { connector }, span).delete(span)
    }

    fn term(&mut self, pair: Pair<'_, Rule>) -> Built<Term> {
        let start = span(&pair, self.base).start;
        let mut end = start;
        let mut begun = Head::Nothing;
        let mut clauses = Vec::new();
        let mut not = None;
        for pair in pair.into_inner() {
            let covered = self.span(&pair).end;
            match pair.as_rule() {
                Rule::negation => not = Some(self.span(&pair)),
                Rule::phrase | Rule::moment | Rule::year_range | Rule::group => {
                    begun = head(self.operand(pair)?);
                }
                _ => match self.clause_or_output(pair)? {
                    Some(clause) => {
                        let not = not.take();
                        add(&mut clauses, Clause { not, ..clause });
                    }
                    None => continue,
                },
            }
            end = covered;
        }
        let span = Span { start, end };
        Ok(Term {
            head: begun,
            clauses,
            span,
        })
    }

    // Clauses.

    /// Reads a clause, or keeps what concerns the output and returns nothing.
    fn clause_or_output(&mut self, pair: Pair<'_, Rule>) -> Built<Option<Clause>> {
        match pair.as_rule() {
            Rule::strictly
            | Rule::possibly
            | Rule::limit
            | Rule::all
            | Rule::order
            | Rule::having
            | Rule::steps => self.output(pair).map(|()| None),
            Rule::within | Rule::path_within => self.within(pair).map(Some),
            Rule::soon | Rule::path_soon => self.soon(pair).map(Some),
            Rule::around | Rule::path_around => self.around(pair).map(Some),
            Rule::comparison | Rule::bare_comparison => self.comparison(pair).map(Some),
            _ => self.clause(pair).map(Some),
        }
    }

    /// Reads `within 30 days after X`.
    fn within(&mut self, pair: Pair<'_, Rule>) -> Built<Clause> {
        let span = self.span(&pair);
        let mut keyword_span = span;
        let (mut lengths, mut side, mut of) = (Vec::new(), None, None);
        for pair in pair.into_inner() {
            match pair.as_rule() {
                Rule::kw_within => keyword_span = self.span(&pair),
                Rule::kw_and => {}
                Rule::measured => lengths.push(self.length(pair)?),
                Rule::window_side => {
                    let word = self.keyword_word(&pair);
                    let which = match word.text.as_str() {
                        "after" => Side::After,
                        "before" => Side::Before,
                        _ => Side::Of,
                    };
                    side = Some((which, word));
                }
                Rule::list => of = Some(listed(self.list(pair)?)),
                _ => of = Some(self.operand(pair)?),
            }
        }
        if let (Some((_, word)), None) = (&side, &of) {
            return Err(self.nothing_after(Some(word)));
        }
        let mut lengths = lengths.into_iter();
        let length = lengths.next().ok_or_else(|| self.nothing_after(None))?;
        Ok(Clause {
            not: None,
            keyword: Keyword::Within,
            keyword_span,
            body: ClauseBody::Within {
                length,
                more: lengths.next(),
                side: side.map(|(side, _)| side),
                of,
            },
            span,
        })
    }

    /// Reads `followed within 1 year by X`.
    fn soon(&mut self, pair: Pair<'_, Rule>) -> Built<Clause> {
        let span = self.span(&pair);
        let (mut word, mut length, mut by, mut of) = (None, None, None, None);
        for pair in pair.into_inner() {
            match pair.as_rule() {
                Rule::kw_soon => word = Some(self.keyword_word(&pair)),
                Rule::kw_by => by = Some(self.keyword_word(&pair)),
                Rule::measured => length = Some(self.length(pair)?),
                Rule::list => of = Some(listed(self.list(pair)?)),
                _ => of = Some(self.operand(pair)?),
            }
        }
        let word = word.ok_or_else(|| self.nothing_after(None))?;
        let length = length.ok_or_else(|| self.nothing_after(Some(&word)))?;
        if of.is_none() {
            return Err(self.nothing_after(by.as_ref().or(Some(&word))));
        }
        Ok(Clause {
            not: None,
            keyword: if word.text.starts_with("followed") {
                Keyword::FollowedBy
            } else {
                Keyword::PrecededBy
            },
            keyword_span: word.span,
            body: ClauseBody::Within {
                length,
                more: None,
                side: None,
                of,
            },
            span,
        })
    }

    /// Reads `180 days before and after X`.
    fn around(&mut self, pair: Pair<'_, Rule>) -> Built<Clause> {
        let span = self.span(&pair);
        let (mut length, mut of, mut word) = (None, None, None);
        for pair in pair.into_inner() {
            match pair.as_rule() {
                Rule::kw_before | Rule::kw_after => word = Some(self.keyword_word(&pair)),
                Rule::kw_and => {}
                Rule::measured => length = Some(self.length(pair)?),
                Rule::list => of = Some(listed(self.list(pair)?)),
                _ => of = Some(self.operand(pair)?),
            }
        }
        let length = length.ok_or_else(|| self.nothing_after(None))?;
        let of = of.ok_or_else(|| self.nothing_after(word.as_ref()))?;
        Ok(Clause {
            not: None,
            keyword: Keyword::Around,
            keyword_span: span,
            body: ClauseBody::Around { length, of },
            span,
        })
    }

    fn length(&self, pair: Pair<'_, Rule>) -> Built<Length> {
        let span = self.span(&pair);
        let (mut number, mut unit) = (None, None);
        for pair in pair.into_inner() {
            if pair.as_rule() == Rule::number {
                number = Some(self.number(&pair));
            } else {
                unit = Some(unit_called(&pair.as_str().to_lowercase()));
            }
        }
        match (number, unit) {
            (Some(number), Some(unit)) if !number.text.starts_with('-') => {
                Ok(Length { number, unit })
            }
            _ => {
                let after = "within".to_owned();
                Err(Failure::new(Problem::NumberExpected { after }, span))
            }
        }
    }

    fn clause(&mut self, pair: Pair<'_, Rule>) -> Built<Clause> {
        let span = self.span(&pair);
        let two_sided = pair.as_rule() == Rule::between;
        // A keyword, its operand, and for `between` and `from` perhaps the second of both.
        let mut keywords: Vec<(Rule, Word)> = Vec::new();
        let mut operands: Vec<Operand> = Vec::new();
        for pair in pair.into_inner() {
            let operand = match pair.as_rule() {
                Rule::list => listed(self.list(pair)?),
                Rule::year_range => return Err(self.year_range(&pair, keywords.first())),
                Rule::phrase | Rule::moment | Rule::group => self.operand(pair)?,
                rule => {
                    if keywords.len() > operands.len() {
                        break;
                    }
                    keywords.push((rule, self.keyword_word(&pair)));
                    continue;
                }
            };
            operands.push(operand);
        }
        let Some((rule, first)) = keywords.first() else {
            return Err(self.nothing_after(None));
        };
        if keywords.len() > operands.len() {
            let word = keywords.last().map_or(first, |(_, word)| word);
            return Err(self.nothing_after(Some(word)).delete(word.span));
        }
        let keyword = keyword(*rule);
        let keyword_span = first.span;
        let mut operands = operands.into_iter();
        let body = match (operands.next(), operands.next()) {
            (Some(first), Some(second)) => ClauseBody::Two(first, second),
            // `between signatories`: both sides are those of something said before, which only its words can tell.
            (Some(side), None) if two_sided && !said_before(&side) => {
                return Err(self.between_without_and(keyword_span, &side));
            }
            (Some(one), None) => ClauseBody::One(one),
            (None, _) => ClauseBody::Nothing,
        };
        Ok(Clause {
            not: None,
            keyword,
            keyword_span,
            body,
            span,
        })
    }

    fn between_without_and(&self, keyword: Span, side: &Operand) -> Box<Failure> {
        let failure = Failure::new(Problem::BetweenWithoutAnd, keyword.to(side.span()));
        let next = self.tokens.iter().find(|t| t.span.start >= side.span().end);
        match next {
            Some(token) if self.slice(token.span).eq_ignore_ascii_case("to") => {
                failure.replace(token.span, "and")
            }
            _ => failure,
        }
    }

    /// Refuses `2012-2015`, which may be meant as a range or as a season.
    fn year_range(&self, pair: &Pair<'_, Rule>, keyword: Option<&(Rule, Word)>) -> Box<Failure> {
        let span = self.span(pair);
        let text = pair.as_str().to_owned();
        let mut years = text.split(|c: char| !c.is_ascii_digit());
        let first = years.next().unwrap_or_default().to_owned();
        let last = years.next().unwrap_or_default().to_owned();
        let between = format!("between {first} and {last}");
        let failure = Failure::new(Problem::YearRange { text, first, last }, span);
        match keyword {
            Some((Rule::kw_in | Rule::kw_during | Rule::kw_from | Rule::kw_between, word)) => {
                failure.replace(word.span.to(span), between)
            }
            Some(_) => failure,
            None => failure.replace(span, between),
        }
    }

    fn comparison(&mut self, pair: Pair<'_, Rule>) -> Built<Clause> {
        let span = self.span(&pair);
        let start = span.start;
        let mut keyword_span = Span { start, end: start };
        let mut keyword = Keyword::With;
        let (mut field, mut operator, mut number) = (None, None, None);
        let mut sign = keyword_span;
        for pair in pair.into_inner() {
            match pair.as_rule() {
                Rule::kw_with => keyword_span = self.span(&pair),
                Rule::kw_where => {
                    keyword = Keyword::Where;
                    keyword_span = self.span(&pair);
                }
                Rule::field => field = Some(self.phrase(pair)?),
                Rule::number | Rule::parameter => number = Some(self.amount(&pair)?),
                rule => {
                    sign = self.span(&pair);
                    operator = Some(comparison(rule));
                }
            }
        }
        let after = self.slice(sign).to_owned();
        match (field, operator, number) {
            (Some(field), Some(operator), Some(number)) => Ok(Clause {
                not: None,
                keyword,
                keyword_span,
                body: ClauseBody::Compare {
                    field,
                    operator,
                    number,
                },
                span,
            }),
            _ => Err(Failure::new(Problem::NumberExpected { after }, sign)),
        }
    }

    // Output.

    fn output(&mut self, pair: Pair<'_, Rule>) -> Built<()> {
        let span = self.span(&pair);
        let what = self.slice(span).to_owned();
        if self.groups > 0 {
            let moved = format!(" {what}");
            let failure = Failure::new(Problem::OutputInGroup { what }, span);
            return Err(failure.delete(span).insert(self.end, moved));
        }
        let rule = pair.as_rule();
        let twice = match rule {
            Rule::strictly => self.output.strictly.is_some(),
            Rule::possibly => false,
            Rule::all | Rule::opening_all => self.output.all.is_some(),
            Rule::limit | Rule::opening_top => self.output.limit.is_some(),
            Rule::order => !self.output.order.is_empty(),
            Rule::having => !self.output.having.is_empty(),
            _ => self.output.steps.is_some(),
        };
        if twice {
            return Err(Failure::new(Problem::OutputTwice { what }, span).delete(span));
        }
        match rule {
            Rule::strictly => self.output.strictly = Some(span),
            Rule::possibly => {}
            Rule::all | Rule::opening_all => self.output.all = Some(span),
            Rule::limit | Rule::opening_top => self.output.limit = Some(self.whole_number(pair)?),
            Rule::order => self.output.order = self.order(pair)?,
            Rule::having => self.output.having = self.having(pair)?,
            _ => {
                let complete = pair
                    .clone()
                    .into_inner()
                    .any(|p| p.as_rule() == Rule::kw_steps);
                if !complete {
                    return Err(self.steps_expected(span));
                }
                self.output.steps = Some(self.whole_number(pair)?);
            }
        }
        Ok(())
    }

    /// Refuses `within 30 days` and its like, with the unit that was found in place of steps.
    fn steps_expected(&self, span: Span) -> Box<Failure> {
        let next = self.tokens.iter().find(|t| t.span.start >= span.end);
        let unit = next.filter(|token| token.kind == Kind::Word);
        let span = unit.map_or(span, |token| span.to(token.span));
        let text = self.slice(span).to_owned();
        Failure::new(Problem::StepsExpected { text }, span)
    }

    /// Reads the digits after `limit`, `top`, `at most` or `within`.
    fn whole_number(&self, pair: Pair<'_, Rule>) -> Built<Number> {
        let mut inner = pair.into_inner();
        let word = inner.next().map(|pair| self.keyword_word(&pair));
        let number = inner
            .find(|pair| matches!(pair.as_rule(), Rule::number | Rule::parameter))
            .map(|pair| self.amount(&pair))
            .transpose()?;
        let open = |text: &str| text.starts_with('$');
        match number {
            Some(number)
                if open(&number.text) || number.text.bytes().all(|b| b.is_ascii_digit()) =>
            {
                Ok(number)
            }
            other => {
                let after = word
                    .as_ref()
                    .map_or(String::new(), |word| word.text.clone());
                let word = word.map_or(Span::default(), |word| word.span);
                let span = other.map_or(word, |number| word.to(number.span));
                Err(Failure::new(Problem::NumberExpected { after }, span))
            }
        }
    }

    fn having(&mut self, pair: Pair<'_, Rule>) -> Built<Vec<Having>> {
        let (mut tests, mut word) = (Vec::new(), None);
        for pair in pair.into_inner() {
            match pair.as_rule() {
                Rule::kw_having => word = Some(self.keyword_word(&pair)),
                Rule::having_test => match self.comparison(pair)?.body {
                    ClauseBody::Compare {
                        field,
                        operator,
                        number,
                    } => tests.push(Having {
                        column: field,
                        operator,
                        number,
                    }),
                    _ => return Err(self.nothing_after(word.as_ref())),
                },
                _ => {}
            }
        }
        match word {
            Some(word) if tests.is_empty() => {
                Err(self.nothing_after(Some(&word)).delete(word.span))
            }
            _ => Ok(tests),
        }
    }

    fn order(&mut self, pair: Pair<'_, Rule>) -> Built<Vec<OrderKey>> {
        let (mut keys, mut word) = (Vec::new(), None);
        for pair in pair.into_inner() {
            match pair.as_rule() {
                Rule::kw_order_by => word = Some(self.keyword_word(&pair)),
                Rule::order_key => keys.extend(self.order_key(pair)?),
                _ => {}
            }
        }
        match word {
            Some(word) if keys.is_empty() => Err(self.nothing_after(Some(&word)).delete(word.span)),
            _ => Ok(keys),
        }
    }

    // Operands.

    fn list(&mut self, pair: Pair<'_, Rule>) -> Built<Chain> {
        let mut first = None;
        let mut rest: Vec<Link> = Vec::new();
        let mut joint = None;
        for pair in pair.into_inner() {
            if pair.as_rule() == Rule::connector {
                joint = Some(self.connector(pair));
                continue;
            }
            let span = self.span(&pair);
            let term = bare_term(self.operand(pair)?, span);
            match joint.take() {
                Some((connector, span)) => rest.push(Link {
                    connector,
                    span,
                    term,
                }),
                None => first = Some(term),
            }
        }
        let first = first.ok_or_else(|| self.nothing_after(None))?;
        Ok(Chain { first, rest })
    }

    fn operand(&mut self, pair: Pair<'_, Rule>) -> Built<Operand> {
        match pair.as_rule() {
            Rule::group => self
                .group(pair)
                .map(|chain| Operand::Group(Box::new(chain))),
            Rule::moment => Ok(Operand::Moment(self.moment(&pair))),
            Rule::year_range => Err(self.year_range(&pair, None)),
            _ => match self.lone_parameter(&pair)? {
                Some(Value::Moment(moment)) => Ok(Operand::Moment(moment)),
                Some(Value::Number(_)) => Err(self.wrong_parameter(&pair)),
                _ => self.phrase(pair).map(Operand::Phrase),
            },
        }
    }

    fn group(&mut self, pair: Pair<'_, Rule>) -> Built<Chain> {
        let span = self.span(&pair);
        let mut chain = None;
        self.groups += 1;
        for pair in pair.into_inner() {
            match pair.as_rule() {
                Rule::rest => return Err(self.rest(pair)),
                _ => chain = Some(self.chain(pair)?),
            }
        }
        self.groups -= 1;
        chain.ok_or_else(|| Failure::new(Problem::EmptyGroup, span).delete(span))
    }

    fn phrase(&mut self, pair: Pair<'_, Rule>) -> Built<Phrase> {
        let span = self.span(&pair);
        let mut pieces = Vec::new();
        for pair in pair.into_inner() {
            let place = self.span(&pair);
            let text = self.slice(place);
            let word = |text: String| Word { text, span: place };
            if let Some(query) = self.block(place) {
                pieces.push(Piece::Query(word(query.to_owned())));
                continue;
            }
            if pair.as_rule() == Rule::parameter {
                pieces.extend(self.parameter(&pair)?);
                continue;
            }
            pieces.push(match pair.as_rule() {
                Rule::quoted => {
                    let name = unquoted(text);
                    if name.is_empty() {
                        return Err(Failure::new(Problem::EmptyName, place).delete(place));
                    }
                    Piece::Quoted(word(name))
                }
                Rule::iri => Piece::Iri(word(inside(text).to_owned())),
                Rule::gloss => Piece::Gloss(word(spaced(inside(text)))),
                _ => Piece::Word(word(plain(text))),
            });
        }
        Ok(Phrase { pieces, span })
    }

    fn moment(&self, pair: &Pair<'_, Rule>) -> Moment {
        Moment {
            text: spaced(pair.as_str()),
            span: self.span(pair),
        }
    }

    fn number(&self, pair: &Pair<'_, Rule>) -> Number {
        let text = pair.as_str();
        let digits = text.trim_start_matches(['+', '-', '−']).replace(',', "");
        let negative = text.starts_with(['-', '−']);
        Number {
            text: format!("{}{digits}", if negative { "-" } else { "" }),
            span: self.span(pair),
        }
    }

    /// Reads a keyword in lower case, with single spaces.
    fn keyword_word(&self, pair: &Pair<'_, Rule>) -> Word {
        let text = pair.as_str().split_whitespace();
        let text = text.map(str::to_lowercase).collect::<Vec<_>>().join(" ");
        Word {
            text,
            span: self.span(pair),
        }
    }

    fn slice(&self, span: Span) -> &'a str {
        self.text.get(span.start..span.end).unwrap_or_default()
    }

    // What is left over.

    /// Says what is wrong with the first token that continues nothing.
    fn rest(&self, pair: Pair<'_, Rule>) -> Box<Failure> {
        let whole = self.span(&pair);
        let Some(first) = pair.into_inner().next() else {
            let found = self.slice(whole).to_owned();
            return Failure::new(Problem::NotContinued { found }, whole);
        };
        let span = self.span(&first);
        let before = self.tokens.iter().rev().find(|t| t.span.end <= span.start);
        match first.as_rule() {
            Rule::connector => self.loose_connector(span),
            Rule::rest_group => Failure::new(Problem::GroupAfterWord, span)
                .delete(Span {
                    start: span.start,
                    end: span.start + 1,
                })
                .delete(Span {
                    start: span.end - 1,
                    end: span.end,
                }),
            Rule::gloss => Failure::new(Problem::GlossWithoutName, span).delete(span),
            Rule::greater_or_equal
            | Rule::less_or_equal
            | Rule::not_equal
            | Rule::equal
            | Rule::greater
            | Rule::less => {
                let failure = Failure::new(Problem::ComparisonWithoutWith, span);
                match before {
                    Some(token) if matches!(token.kind, Kind::Word | Kind::Name) => {
                        failure.insert(token.span.start, "with ")
                    }
                    _ => failure.delete(span),
                }
            }
            Rule::other => {
                let found = first.as_str().chars().next().unwrap_or(' ');
                Failure::new(Problem::Unexpected { found }, span).delete(span)
            }
            _ => {
                let found = self.slice(span).to_owned();
                let failure = Failure::new(Problem::NotContinued { found }, span);
                match before.and_then(|token| self.brackets_closed_by(token)) {
                    Some((open, close)) => failure.delete(open).delete(close),
                    None => failure,
                }
            }
        }
    }

    /// Returns the pair of brackets that ends with the token.
    fn brackets_closed_by(&self, close: &Token) -> Option<(Span, Span)> {
        let mut depth = 0_usize;
        for token in self
            .tokens
            .iter()
            .rev()
            .skip_while(|t| t.span.start > close.span.start)
        {
            match token.kind {
                Kind::Close => depth += 1,
                Kind::Open => depth = depth.checked_sub(1)?,
                _ => {}
            }
            if depth == 0 {
                return (token.kind == Kind::Open).then_some((token.span, close.span));
            }
        }
        None
    }
}

/// Says whether an operand can speak of those named before: `signatories`, `the same parties`.
fn said_before(operand: &Operand) -> bool {
    matches!(operand, Operand::Phrase(phrase) if phrase.pieces.iter().all(|piece| {
        matches!(piece, Piece::Word(word) if word.text.chars().all(|c| !c.is_uppercase()))
    }))
}

fn unit_called(word: &str) -> Unit {
    match word {
        "day" | "days" => Unit::Day,
        "week" | "weeks" => Unit::Week,
        "month" | "months" => Unit::Month,
        "year" | "years" => Unit::Year,
        "mile" | "miles" => Unit::Mile,
        _ => Unit::Kilometre,
    }
}

fn keyword(rule: Rule) -> Keyword {
    match rule {
        Rule::kw_without => Keyword::Without,
        Rule::kw_followed_by => Keyword::FollowedBy,
        Rule::kw_preceded_by => Keyword::PrecededBy,
        Rule::kw_overlapping => Keyword::Overlapping,
        Rule::kw_when => Keyword::When,
        Rule::kw_at => Keyword::At,
        Rule::kw_near => Keyword::Near,
        Rule::kw_since => Keyword::Since,
        Rule::kw_until => Keyword::Until,
        Rule::kw_before => Keyword::Before,
        Rule::kw_after => Keyword::After,
        Rule::kw_during => Keyword::During,
        Rule::kw_as_of => Keyword::AsOf,
        Rule::kw_between => Keyword::Between,
        Rule::kw_from => Keyword::From,
        Rule::kw_to => Keyword::To,
        Rule::kw_of => Keyword::Of,
        Rule::kw_by => Keyword::By,
        Rule::kw_against => Keyword::Against,
        Rule::kw_with => Keyword::With,
        Rule::kw_for => Keyword::For,
        Rule::kw_on => Keyword::On,
        Rule::kw_over => Keyword::Over,
        Rule::kw_alongside => Keyword::Alongside,
        Rule::kw_about => Keyword::About,
        Rule::kw_toward => Keyword::Toward,
        Rule::kw_involving => Keyword::Involving,
        Rule::kw_according_to => Keyword::AccordingTo,
        Rule::kw_claimed_by => Keyword::ClaimedBy,
        Rule::kw_claimed_only => Keyword::ClaimedOnlyBy,
        Rule::kw_attributed_to => Keyword::AttributedTo,
        Rule::kw_using => Keyword::Using,
        Rule::kw_where => Keyword::Where,
        Rule::kw_via => Keyword::Via,
        _ => Keyword::In,
    }
}

fn comparison(rule: Rule) -> Comparison {
    match rule {
        Rule::greater_or_equal => Comparison::GreaterOrEqual,
        Rule::less_or_equal => Comparison::LessOrEqual,
        Rule::not_equal => Comparison::NotEqual,
        Rule::greater => Comparison::Greater,
        Rule::less => Comparison::Less,
        _ => Comparison::Equal,
    }
}
