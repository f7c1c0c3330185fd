use super::{read, sketch};
use crate::question::ast::*;
use crate::question::keywords::{BEGINNINGS, CLAUSES, OUTPUTS, STEPS};
use crate::question::{format, parse_open};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

const NOWHERE: Span = Span { start: 0, end: 0 };

fn word_of(text: impl Into<String>) -> Word {
    Word {
        text: text.into(),
        span: NOWHERE,
    }
}

/// Words that are no keywords, no beginnings and no parts of dates.
fn word() -> impl Strategy<Value = Piece> {
    let text = prop_oneof![
        4 => select(vec!["ambushes", "JNIM", "Mali", "allies", "killed", "d’Ivoire", "Ba'ath", "rebels'", "by-election",
            "U.N.", "AQIM/JNIM", "أزواد", "瓦格纳", "Москва", "R&D", "co_signatory", "never", "who", "did", "x2"]).prop_map(String::from),
        1 => "[g-hj-kmrxz][a-zß-öø-ÿ]{0,6}",
    ]
    .prop_filter("a word that begins no sentence and no date", |text: &String| {
        !["mar", "max", "may", "min", "jan", "jun", "jul", "mean", "match", "merge", "give", "how"].contains(&text.as_str())
    });
    text.prop_map(|text| Piece::Word(word_of(text)))
}

fn name() -> BoxedStrategy<Piece> {
    let quoted = prop_oneof![
        "[^\\s\\p{C}]{1,6}( [^\\s\\p{C}]{1,6})?",
        "[\"\\\\“”«» in]{1,6}"
    ]
    .prop_filter("a name that is not blank", |text: &String| {
        !text.trim().is_empty()
    })
    .prop_map(|text| {
        Piece::Quoted(word_of(
            text.split_whitespace().collect::<Vec<_>>().join(" "),
        ))
    });
    let iri = "[a-z]{1,4}:[a-z0-9/#()]{0,8}".prop_map(|text| Piece::Iri(word_of(text)));
    let query = raw().prop_map(|text| Piece::Query(word_of(text)));
    let parameter = "[a-z][a-z0-9_]{0,4}".prop_map(|name| Piece::Parameter(word_of(name)));
    prop_oneof![6 => quoted, 2 => iri, 1 => query, 1 => parameter].boxed()
}

/// What stands between the braces of raw SPARQL.
fn raw() -> impl Strategy<Value = String> {
    "( |[a-z?]|\\{[a-z ]{0,3}\\}|'[}a-z]+' |\\([a-z]*\\)|\n){0,6}"
}

fn phrase() -> BoxedStrategy<Phrase> {
    let piece = || prop_oneof![4 => word(), 1 => name()];
    let gloss = "[a-z]{1,5}( [a-z(]{1,5})?".prop_map(|text| Piece::Gloss(word_of(text)));
    let more = vec(prop_oneof![6 => piece(), 1 => gloss], 0..3);
    // The first word of a question decides its kind.
    let first = piece().prop_filter("a first word that begins no sentence", |piece| {
        !["who", "did"].contains(&piece.word().text.as_str())
    });
    (first, more)
        .prop_map(|(first, more)| Phrase {
            pieces: std::iter::once(first).chain(more).collect(),
            span: NOWHERE,
        })
        .boxed()
}

fn moment() -> impl Strategy<Value = Moment> {
    select(vec![
        "2012",
        "2012-05",
        "2012-05-03",
        "2012-Q1",
        "Q1 2012",
        "May 2012",
        "3 May 2012",
        "May 3, 2012",
        "today",
    ])
    .prop_map(|text| Moment {
        text: text.into(),
        span: NOWHERE,
    })
}

fn number() -> impl Strategy<Value = Number> {
    "-?(0|[1-9][0-9]{0,4})(\\.[0-9]{1,2})?|\\$[a-z]{1,3}".prop_map(|text| Number {
        text,
        span: NOWHERE,
    })
}

fn whole() -> impl Strategy<Value = Number> {
    (0..100_000_u32).prop_map(|number| Number {
        text: number.to_string(),
        span: NOWHERE,
    })
}

fn operand(chain: BoxedStrategy<Chain>) -> BoxedStrategy<Operand> {
    prop_oneof![
        4 => phrase().prop_map(Operand::Phrase),
        2 => moment().prop_map(Operand::Moment),
        1 => chain.prop_map(|chain| Operand::Group(Box::new(chain))),
    ]
    .boxed()
}

fn length() -> impl Strategy<Value = Length> {
    let units = select(vec![
        Unit::Day,
        Unit::Week,
        Unit::Month,
        Unit::Year,
        Unit::Kilometre,
        Unit::Mile,
    ]);
    (whole(), units).prop_map(|(number, unit)| Length { number, unit })
}

fn clause_of(keyword: Keyword, body: ClauseBody) -> Clause {
    Clause {
        not: None,
        keyword,
        keyword_span: NOWHERE,
        body,
        span: NOWHERE,
    }
}

fn clause(chain: BoxedStrategy<Chain>) -> impl Strategy<Value = Clause> {
    let keywords = CLAUSES.iter().map(|(_, keyword, _)| *keyword);
    let one: Vec<Keyword> = keywords
        .filter(|keyword| {
            !matches!(
                keyword,
                Keyword::Between | Keyword::Within | Keyword::Around
            )
        })
        .collect();
    let comparisons = vec![
        Comparison::Less,
        Comparison::LessOrEqual,
        Comparison::Equal,
        Comparison::NotEqual,
        Comparison::GreaterOrEqual,
        Comparison::Greater,
    ];
    prop_oneof![
        6 => (select(one), operand(chain.clone()))
            .prop_filter("`over 2012` compares", |(keyword, one)| *keyword != Keyword::Over || !matches!(one, Operand::Moment(_))).prop_map(|(keyword, one)| clause_of(keyword, ClauseBody::One(one))),
        2 => (select(vec![Keyword::Between, Keyword::From]), operand(chain.clone()), operand(chain.clone()))
            .prop_map(|(keyword, first, second)| clause_of(keyword, ClauseBody::Two(first, second))),
        1 => (length(), option::of(length()), option::of((select(vec![Side::After, Side::Before, Side::Of]), operand(chain.clone()))))
            .prop_map(|(length, more, of)| {
                let (side, of) = of.unzip();
                clause_of(Keyword::Within, ClauseBody::Within { length, more, side, of })
            }),
        1 => (select(vec![Keyword::FollowedBy, Keyword::PrecededBy]), length(), operand(chain.clone()))
            .prop_map(|(keyword, length, of)| {
                let (more, side, of) = (None, None, Some(of));
                clause_of(keyword, ClauseBody::Within { length, more, side, of })
            }),
        1 => (length(), operand(chain.clone())).prop_map(|(length, of)| clause_of(Keyword::Around, ClauseBody::Around { length, of })),
        1 => (select(vec![Keyword::With, Keyword::Where]), phrase(), select(comparisons), number())
            .prop_map(|(keyword, field, operator, number)| clause_of(keyword, ClauseBody::Compare { field, operator, number })),
    ]
}

/// `from A` directly before `to B` is one clause.
fn clauses(chain: BoxedStrategy<Chain>) -> impl Strategy<Value = Vec<Clause>> {
    let clause = (clause(chain), any::<bool>()).prop_map(|(mut clause, not)| {
        clause.not = (not && clause.keyword != Keyword::Around).then_some(NOWHERE);
        clause
    });
    vec(clause, 0..3).prop_map(|mut clauses| {
        clauses.dedup_by(|next, before| {
            next.keyword == Keyword::To && before.keyword == Keyword::From
                // `in 2012 3 days …` would be a date.
                || next.keyword == Keyword::Around
                // `within 3 days` and `after X` behind it are one window.
                || (matches!(before.body, ClauseBody::Within { side: None, .. })
                    && before.keyword == Keyword::Within
                    && next.not.is_none()
                    && matches!(next.keyword, Keyword::After | Keyword::Before | Keyword::Of))
        });
        clauses
    })
}

fn term(chain: BoxedStrategy<Chain>) -> impl Strategy<Value = Term> {
    let head = prop_oneof![
        6 => phrase().prop_map(Head::Phrase),
        1 => moment().prop_map(Head::Moment),
        1 => chain.clone().prop_map(|chain| Head::Group(Box::new(chain))),
        1 => Just(Head::Nothing),
    ];
    (head, clauses(chain))
        .prop_filter("a term says something", |(head, clauses)| {
            *head != Head::Nothing || !clauses.is_empty()
        })
        .prop_map(|(head, clauses)| Term {
            head,
            clauses,
            span: NOWHERE,
        })
}

fn chain_of(first: Term, rest: Vec<(Connector, Term)>) -> Chain {
    let links = rest.into_iter().map(|(connector, term)| Link {
        connector,
        span: NOWHERE,
        term,
    });
    Chain {
        first,
        rest: links.collect(),
    }
}

fn connector() -> impl Strategy<Value = Connector> {
    select(vec![
        Connector::And,
        Connector::Or,
        Connector::Except,
        Connector::Comma,
    ])
}

fn chain(depth: u32) -> BoxedStrategy<Chain> {
    let lone = phrase().prop_map(|phrase| {
        let term = Term {
            head: Head::Phrase(phrase),
            clauses: Vec::new(),
            span: NOWHERE,
        };
        chain_of(term, Vec::new())
    });
    if depth == 0 {
        return lone.boxed();
    }
    let inner = || chain(depth - 1);
    (term(inner()), vec((connector(), term(inner())), 0..3))
        .prop_map(|(first, rest)| chain_of(first, rest))
        .boxed()
}

/// The ends of a path: heads without clauses.
fn ends() -> impl Strategy<Value = Chain> {
    (term(chain(1)), vec((connector(), term(chain(1))), 0..2)).prop_filter_map(
        "heads",
        |(first, rest)| {
            let bare = |term: Term| Term {
                clauses: Vec::new(),
                ..term
            };
            let rest: Vec<_> = rest
                .into_iter()
                .map(|(connector, term)| (connector, bare(term)))
                .collect();
            let chain = chain_of(bare(first), rest);
            let heads =
                std::iter::once(&chain.first).chain(chain.rest.iter().map(|link| &link.term));
            let named = heads
                .map(|term| &term.head)
                .all(|head| *head != Head::Nothing);
            named.then_some(chain)
        },
    )
}

fn sentence() -> BoxedStrategy<Sentence> {
    let auxiliaries = || {
        select(vec![
            "was", "were", "is", "are", "did", "does", "has", "had", "have",
        ])
        .prop_map(word_of)
    };
    let askers = select(vec!["who", "whom", "what", "which"]).prop_map(word_of);
    let measures = select(vec![
        Measure::Sum,
        Measure::Average,
        Measure::Median,
        Measure::Min,
        Measure::Max,
    ]);
    prop_oneof![
        (askers, option::of(auxiliaries()), chain(2)).prop_map(|(word, auxiliary, body)| {
            Sentence::Who {
                asker: Asker { word, auxiliary },
                body,
            }
        }),
        chain(2).prop_map(Sentence::Set),
        chain(2)
            .prop_filter("`count of` is `count`", |chain| {
                !(chain.first.head == Head::Nothing
                    && chain
                        .first
                        .clauses
                        .iter()
                        .take(1)
                        .any(|c| c.keyword == Keyword::Of))
            })
            .prop_map(|of| Sentence::Count { of }),
        (vec(measures, 1..3), phrase(), chain(2)).prop_map(|(mut kinds, field, of)| {
            kinds.dedup();
            Sentence::Measure { kinds, field, of }
        }),
        (
            select(vec!["when"]).prop_map(word_of),
            option::of(auxiliaries()),
            chain(2)
        )
            .prop_map(|(asker, auxiliary, body)| Sentence::When {
                asker,
                auxiliary,
                body
            }),
        (
            select(vec![End::First, End::Last]),
            option::of(whole()),
            chain(2)
        )
            .prop_map(|(end, number, of)| Sentence::Extreme { end, number, of }),
        chain(2).prop_map(|of| Sentence::Share { of }),
        chain(2).prop_map(|of| Sentence::Compare { of }),
        chain(2).prop_map(|from| Sentence::Elapsed { from }),
        (option::of(length()), chain(2)).prop_map(|(least, of)| Sentence::Lulls { least, of }),
        chain(2).prop_map(|of| Sentence::Clusters { of }),
        chain(2)
            .prop_filter("`pairs of of` is `pairs of`", |chain| {
                chain.first.head != Head::Nothing
            })
            .prop_map(|of| Sentence::Pairs { of }),
        (auxiliaries(), chain(2)).prop_map(|(auxiliary, body)| Sentence::Did { auxiliary, body }),
        chain(2).prop_map(|subject| Sentence::About { subject }),
        chain(2).prop_map(|of| Sentence::Claims { of }),
        (select(SURVEYS.to_vec()), chain(2)).prop_map(|(what, of)| Sentence::Survey { what, of }),
        (ends(), ends(), clauses(chain(1))).prop_map(|(from, to, clauses)| Sentence::Path {
            from,
            to,
            clauses
        }),
        raw().prop_map(|text| Sentence::Sparql {
            text,
            span: NOWHERE,
        }),
    ]
    .boxed()
}

const SURVEYS: &[Survey] = &[
    Survey::Lineage,
    Survey::Timeline,
    Survey::Network,
    Survey::Centrality,
    Survey::Communities,
];

fn output() -> impl Strategy<Value = Output> {
    let key = (phrase(), any::<bool>()).prop_map(|(key, descending)| OrderKey { key, descending });
    let said = || option::weighted(0.3, Just(NOWHERE));
    (
        said(),
        option::weighted(0.3, whole()),
        said(),
        prop_oneof![2 => Just(Vec::new()), 1 => vec(key, 1..3)],
        option::weighted(0.2, whole()),
        prop_oneof![3 => Just(Vec::new()), 1 => vec((phrase(), number()), 1..3)],
    )
        .prop_map(|(strictly, limit, all, order, steps, having)| Output {
            strictly,
            limit,
            all,
            order,
            steps,
            having: having
                .into_iter()
                .map(|(column, number)| Having {
                    column,
                    operator: Comparison::GreaterOrEqual,
                    number,
                })
                .collect(),
        })
}

pub(super) fn question() -> impl Strategy<Value = Question> {
    (sentence(), output())
        .prop_filter("raw SPARQL alone is a sentence of its own", |(sentence, _)| {
            !matches!(sentence, Sentence::Set(chain)
                if matches!(&chain.first.head, Head::Phrase(phrase) if matches!(phrase.pieces[..], [Piece::Query(_)]))
                    && chain.first.clauses.is_empty() && chain.rest.is_empty())
        })
        .prop_filter("a set begins with what it is", |(sentence, _)| {
            !matches!(sentence, Sentence::Set(chain) if chain.first.head == Head::Nothing
            && chain.first.clauses.first().is_some_and(|clause| clause.keyword == Keyword::About))
        })
        .prop_flat_map(|(sentence, output)| {
            prop_oneof![3 => Just(Vec::new()), 1 => vec(pipe(), 1..4)].prop_map(move |pipes| {
                Question {
                    sentence: sentence.clone(),
                    output: output.clone(),
                    pipes,
                }
            })
        })
}

/// Names of columns: words that compare nothing.
fn column() -> impl Strategy<Value = Phrase> {
    phrase().prop_filter("a column has no kind", |phrase| {
        phrase
            .pieces
            .iter()
            .all(|piece| !matches!(piece, Piece::Gloss(_)))
    })
}

fn pipe() -> BoxedStrategy<Pipe> {
    let key = (column(), any::<bool>()).prop_map(|(key, descending)| OrderKey { key, descending });
    let value = || {
        prop_oneof![
            number()
                .prop_filter(
                    "four digits are a year, and a parameter is what it is",
                    |n| { n.text.len() != 4 && !n.text.starts_with('$') }
                )
                .prop_map(Value::Number),
            moment().prop_map(Value::Moment),
            phrase().prop_map(Value::Phrase),
        ]
    };
    let operators = vec![
        Comparison::Less,
        Comparison::LessOrEqual,
        Comparison::Equal,
        Comparison::NotEqual,
        Comparison::GreaterOrEqual,
        Comparison::Greater,
    ];
    let test = prop_oneof![
        3 => (select(operators), value()).prop_map(|(operator, value)| Test::Compare { operator, value }),
        1 => value().prop_map(Test::Contains),
        1 => Just(Test::Empty),
        1 => Just(Test::Full),
    ];
    let condition = (column(), test).prop_map(|(column, test)| Condition {
        column,
        test,
        span: NOWHERE,
    });
    let file = || "[^\\s\\p{C}]{1,9}( [^\\s\\p{C}]{1,4})?".prop_map(word_of);
    prop_oneof![
        vec(key, 1..3).prop_map(Step::Sort),
        whole().prop_map(Step::Take),
        vec(column(), 1..4).prop_map(Step::Select),
        vec(condition, 1..3).prop_map(Step::Where),
        Just(Step::Count),
        file().prop_map(Step::Export),
        file().prop_map(Step::Save),
    ]
    .prop_map(|step| Pipe {
        step,
        span: NOWHERE,
    })
    .boxed()
}

fn examples() -> Vec<&'static str> {
    let clauses = CLAUSES.iter().map(|(_, _, example)| *example);
    let others = BEGINNINGS
        .iter()
        .chain(OUTPUTS)
        .chain(STEPS)
        .map(|(_, example)| *example);
    clauses.chain(others).collect()
}

/// Spans lie within the text, on character boundaries, and a refused text has one too.
fn holds_for_any_text(text: &str) -> Result<(), TestCaseError> {
    match parse_open(text) {
        Ok(question) => {
            let canonical = format(&question);
            let again = parse_open(&canonical);
            prop_assert!(again.is_ok(), "{:?} -> {:?}: {:?}", text, canonical, again);
            let again = again.map(Question::without_spans);
            prop_assert_eq!(again, Ok(question.without_spans()), "{}", canonical);
        }
        Err(error) => {
            prop_assert!(
                text.get(error.span.start..error.span.end).is_some(),
                "{:?}",
                error
            );
            if let Some(correction) = &error.correction {
                prop_assert!(
                    parse_open(correction).is_ok(),
                    "{:?} -> {:?}",
                    text,
                    correction
                );
            }
            prop_assert!(error.problem.code() != "too-complex", "{:?}", text);
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn every_tree_is_read_back(question in question()) {
        let text = format(&question);
        let again = parse_open(&text);
        prop_assert!(again.is_ok(), "{:?}: {:?}", text, again);
        let again = again.map(Question::without_spans);
        prop_assert_eq!(again.as_ref().map(sketch), Ok(sketch(&question)), "{}", text);
        prop_assert_eq!(again, Ok(question), "{}", text);
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,40}") {
        holds_for_any_text(&text)?;
    }

    #[test]
    fn any_bytes_are_read_or_refused(text in any::<String>()) {
        holds_for_any_text(&text)?;
    }

    #[test]
    fn any_tokens_are_read_or_refused(tokens in vec(select(vec![
        "who", "was", "count", "sum", "about", "timeline", "lineage", "path", "from", "to", "between", "and", "or", "except", ",", "in", "of", "with", "where",
        "via", "killed", "Mali", "\"Wagner Group\"", "2012", "3 May", "May 3, 2012", "2012-2015", ">=", "<", "3", "at most", "at least",
        "steps", "limit", "top", "all", "strictly", "order by", "desc", "within", "(", ")", "{", "}", "[state]", "<a:b>", "'", "\"", "“",
        "«", "?", ".", ";", "&&", "!", "#", "\n", "sparql {", "select", "list", "the", "U.N.", "\\", "\u{200f}", "as of", "by", "over", "did", "list", "please",
        "|", "| sort", "| take", "| select", "| where", "| count", "| export", "| save as", "is", "is not", "contains", "empty", "a.csv",
        "$year", "$", "sparql { ?x }", "sparql",
    ]), 0..14)) {
        holds_for_any_text(&tokens.join(" "))?;
        holds_for_any_text(&tokens.concat())?;
    }

    #[test]
    fn slips_in_a_question_are_read_or_refused(
        example in select(examples()),
        at in any::<prop::sample::Index>(),
        length in 0..4_usize,
        put in prop_oneof![Just(String::new()), "[\"'“”«»(){}<>\\[\\],.;?!#&|=\\\\ \n]{1,2}", "\\PC", "(and|in|between|2012|all) ?"],
    ) {
        let mut text: Vec<char> = example.chars().collect();
        let start = at.index(text.len());
        let end = (start + length).min(text.len());
        text.splice(start..end, put.chars());
        holds_for_any_text(&text.into_iter().collect::<String>())?;
    }
}

/// Every span of a tree marks the text it stands for.
#[test]
fn spans_mark_what_was_read() {
    let text = "who ambushed “Wagner Group” # c\n in Mali  and ( Niger ) since 3 May 2012 with killed >= 1,000 ";
    let Sentence::Who { asker, body } = read(text).sentence else {
        panic!("a question for who")
    };
    let marked = |span: Span| &text[span.start..span.end];
    assert_eq!(marked(asker.word.span), "who");
    assert_eq!(
        marked(body.first.span),
        "ambushed “Wagner Group” # c\n in Mali"
    );
    let Head::Phrase(phrase) = &body.first.head else {
        panic!("a phrase")
    };
    assert_eq!(marked(phrase.span), "ambushed “Wagner Group”");
    assert_eq!(marked(phrase.pieces[1].word().span), "“Wagner Group”");
    assert_eq!(marked(body.first.clauses[0].span), "in Mali");
    assert_eq!(marked(body.first.clauses[0].keyword_span), "in");
    let link = &body.rest[0];
    assert_eq!(marked(link.span), "and");
    assert_eq!(
        marked(link.term.span),
        "( Niger ) since 3 May 2012 with killed >= 1,000"
    );
    let [since, with] = link.term.clauses.as_slice() else {
        panic!("two clauses")
    };
    assert_eq!(marked(since.span), "since 3 May 2012");
    let ClauseBody::Compare { field, number, .. } = &with.body else {
        panic!("a comparison")
    };
    assert_eq!(marked(field.span), "killed");
    assert_eq!(marked(number.span), "1,000");
}
