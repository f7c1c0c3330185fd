//! What the grammar accepts, what it refuses and how, and what holds for every text and every tree.

mod errors;
mod examples;
mod files;
mod limits;
mod properties;

use super::ast::{
    Chain, Clause, ClauseBody, Connector, Head, Length, Operand, Phrase, Piece, Question, Sentence,
    Term,
};
use super::parse;

/// Draws the shape of a tree: `[head <clause>] & [head]`.
fn sketch(question: &Question) -> String {
    let sentence = match &question.sentence {
        Sentence::Who { asker, body } => {
            let auxiliary = asker.auxiliary.as_ref().map_or("-", |word| &word.text);
            format!("{}/{auxiliary} {}", asker.word.text, chain(body))
        }
        Sentence::Set(set) => chain(set),
        Sentence::Count { of } => format!("count {}", chain(of)),
        Sentence::Measure { kinds, field, of } => {
            let kinds: Vec<String> = kinds.iter().map(|kind| format!("{kind:?}")).collect();
            format!("{} {} of {}", kinds.join("+"), phrase(field), chain(of))
        }
        Sentence::When {
            asker,
            auxiliary,
            body,
        } => {
            let auxiliary = auxiliary.as_ref().map_or("-", |word| &word.text);
            format!("{}/{auxiliary} {}", asker.text, chain(body))
        }
        Sentence::Extreme { end, number, of } => {
            let number = number.as_ref().map_or("-", |number| &number.text);
            format!("{end:?}/{number} {}", chain(of))
        }
        Sentence::Share { of } => format!("share {}", chain(of)),
        Sentence::Compare { of } => format!("compare {}", chain(of)),
        Sentence::Elapsed { from } => format!("elapsed {}", chain(from)),
        Sentence::Lulls { least, of } => {
            let least = least.as_ref().map_or("-", |least| &least.number.text);
            format!("lulls/{least} {}", chain(of))
        }
        Sentence::Clusters { of } => format!("clusters {}", chain(of)),
        Sentence::Pairs { of } => format!("pairs {}", chain(of)),
        Sentence::Did { auxiliary, body } => format!("{}? {}", auxiliary.text, chain(body)),
        Sentence::About { subject } => format!("about {}", chain(subject)),
        Sentence::Claims { of } => format!("claims about {}", chain(of)),
        Sentence::Survey { what, of } => format!("{} {}", what.text(), chain(of)),
        Sentence::Path { from, to, clauses } => {
            let clauses = clauses.iter().map(clause).collect::<String>();
            format!("path {} -> {}{clauses}", chain(from), chain(to))
        }
        Sentence::Sparql { text, .. } => format!("sparql {text:?}"),
    };
    let mut text = sentence;
    let output = &question.output;
    if output.strictly.is_some() {
        text.push_str(" strictly");
    }
    if let Some(limit) = &output.limit {
        text.push_str(&format!(" limit={}", limit.text));
    }
    if output.all.is_some() {
        text.push_str(" all");
    }
    for key in &output.order {
        let direction = if key.descending { "-" } else { "+" };
        text.push_str(&format!(" {direction}{}", phrase(&key.key)));
    }
    for having in &output.having {
        let (column, number) = (phrase(&having.column), &having.number.text);
        text.push_str(&format!(
            " having {column} {} {number}",
            having.operator.sign()
        ));
    }
    if let Some(steps) = &output.steps {
        text.push_str(&format!(" steps={}", steps.text));
    }
    text
}

fn chain(chain: &Chain) -> String {
    let mut text = term(&chain.first);
    for link in &chain.rest {
        text.push_str(match link.connector {
            Connector::And => " & ",
            Connector::Or => " | ",
            Connector::Except => " \\ ",
            Connector::Comma => " , ",
        });
        text.push_str(&term(&link.term));
    }
    text
}

fn term(term: &Term) -> String {
    let head = match &term.head {
        Head::Phrase(p) => phrase(p),
        Head::Group(group) => format!("({})", chain(group)),
        Head::Moment(moment) => format!("@{}", moment.text),
        Head::Nothing => "_".into(),
    };
    let clauses = term.clauses.iter().map(clause).collect::<String>();
    format!("[{head}{clauses}]")
}

fn clause(clause: &Clause) -> String {
    let body = match &clause.body {
        ClauseBody::Nothing => String::new(),
        ClauseBody::One(one) => operand(one),
        ClauseBody::Two(first, second) => format!("{} .. {}", operand(first), operand(second)),
        ClauseBody::Within {
            length: first,
            more,
            side,
            of,
        } => {
            let more = more
                .as_ref()
                .map_or(String::new(), |more| format!("+{}", length(more)));
            let of = of.as_ref().map_or(String::new(), operand);
            format!("{}{more} {side:?} {of}", length(first))
        }
        ClauseBody::Around { length: first, of } => format!("{} {}", length(first), operand(of)),
        ClauseBody::Compare {
            field,
            operator,
            number,
        } => format!("{} {} {}", phrase(field), operator.sign(), number.text),
    };
    let not = if clause.not.is_some() { "not " } else { "" };
    format!(" <{not}{:?} {body}>", clause.keyword)
}

fn length(length: &Length) -> String {
    format!("{}{:?}", length.number.text, length.unit)
}

fn operand(operand: &Operand) -> String {
    match operand {
        Operand::Phrase(p) => phrase(p),
        Operand::Moment(moment) => format!("@{}", moment.text),
        Operand::Group(group) => format!("({})", chain(group)),
    }
}

fn phrase(phrase: &Phrase) -> String {
    let pieces = phrase.pieces.iter().map(|piece| match piece {
        Piece::Word(word) => word.text.clone(),
        Piece::Quoted(word) => format!("{:?}", word.text),
        Piece::Iri(word) => format!("<{}>", word.text),
        Piece::Gloss(word) => format!("[{}]", word.text),
        Piece::Query(word) => format!("{{{}}}", word.text),
        Piece::Parameter(word) => format!("${}", word.text),
    });
    pieces.collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn read(text: &str) -> Question {
    parse(text).unwrap_or_else(|error| panic!("{text}: {error:?}"))
}
