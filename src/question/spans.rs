//! Forgetting where things stand, so that trees can be compared by what they say.

use super::ast::{
    Chain, Clause, ClauseBody, Head, Moment, Number, Operand, Output, Phrase, Piece, Question,
    Sentence, Span, Term, Word,
};

const NOWHERE: Span = Span { start: 0, end: 0 };

impl Question {
    /// Returns the same question with every span zero.
    #[must_use]
    pub fn without_spans(mut self) -> Question {
        match &mut self.sentence {
            Sentence::Who { asker, body } => {
                word(&mut asker.word);
                asker.auxiliary.iter_mut().for_each(word);
                chain(body);
            }
            Sentence::Set(set) => chain(set),
            Sentence::Count { of } => chain(of),
            Sentence::Measure { field, of, .. } => {
                phrase(field);
                chain(of);
            }
            Sentence::Did { auxiliary, body } => {
                word(auxiliary);
                chain(body);
            }
            Sentence::About { subject } => chain(subject),
            Sentence::Claims { of } => chain(of),
            Sentence::Path { from, to, clauses } => {
                chain(from);
                chain(to);
                clauses.iter_mut().for_each(clause);
            }
            Sentence::Sparql { span, .. } => *span = NOWHERE,
        }
        output(&mut self.output);
        self
    }
}

fn output(output: &mut Output) {
    for span in [&mut output.strictly, &mut output.all]
        .into_iter()
        .flatten()
    {
        *span = NOWHERE;
    }
    for n in [&mut output.limit, &mut output.steps].into_iter().flatten() {
        number(n);
    }
    for order in &mut output.order {
        phrase(&mut order.key);
    }
}

fn chain(chain: &mut Chain) {
    term(&mut chain.first);
    for link in &mut chain.rest {
        link.span = NOWHERE;
        term(&mut link.term);
    }
}

fn term(term: &mut Term) {
    term.span = NOWHERE;
    match &mut term.head {
        Head::Phrase(p) => phrase(p),
        Head::Group(group) => chain(group),
        Head::Moment(m) => moment(m),
        Head::Nothing => {}
    }
    term.clauses.iter_mut().for_each(clause);
}

fn clause(clause: &mut Clause) {
    clause.span = NOWHERE;
    clause.keyword_span = NOWHERE;
    match &mut clause.body {
        ClauseBody::Nothing => {}
        ClauseBody::One(one) => operand(one),
        ClauseBody::Two(first, second) => {
            operand(first);
            operand(second);
        }
        ClauseBody::Compare {
            field, number: n, ..
        } => {
            phrase(field);
            number(n);
        }
    }
}

fn operand(operand: &mut Operand) {
    match operand {
        Operand::Phrase(p) => phrase(p),
        Operand::Moment(m) => moment(m),
        Operand::Group(group) => chain(group),
    }
}

fn phrase(phrase: &mut Phrase) {
    phrase.span = NOWHERE;
    for piece in &mut phrase.pieces {
        match piece {
            Piece::Word(w) | Piece::Quoted(w) | Piece::Iri(w) | Piece::Gloss(w) => word(w),
        }
    }
}

fn word(word: &mut Word) {
    word.span = NOWHERE;
}

fn moment(moment: &mut Moment) {
    moment.span = NOWHERE;
}

fn number(number: &mut Number) {
    number.span = NOWHERE;
}
