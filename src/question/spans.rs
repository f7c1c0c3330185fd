//! Forgetting where things stand, so that trees can be compared by what they say.

use super::ast::{
    Chain, Clause, ClauseBody, Head, Length, Moment, Number, Operand, Output, Phrase, Piece, Pipe,
    Question, Sentence, Span, Step, Term, Test, Value, Word,
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
            Sentence::When {
                asker,
                auxiliary,
                body,
            } => {
                word(asker);
                auxiliary.iter_mut().for_each(word);
                chain(body);
            }
            Sentence::Extreme { number: n, of, .. } => {
                n.iter_mut().for_each(number);
                chain(of);
            }
            Sentence::Share { of }
            | Sentence::Compare { of }
            | Sentence::Elapsed { from: of }
            | Sentence::Clusters { of }
            | Sentence::Pairs { of } => {
                chain(of);
            }
            Sentence::Lulls { least, of } => {
                least.iter_mut().for_each(length);
                chain(of);
            }
            Sentence::About { subject } => chain(subject),
            Sentence::Claims { of } | Sentence::Survey { of, .. } => chain(of),
            Sentence::Path { from, to, clauses } => {
                chain(from);
                chain(to);
                clauses.iter_mut().for_each(clause);
            }
            Sentence::Sparql { span, .. } => *span = NOWHERE,
        }
        output(&mut self.output);
        self.pipes.iter_mut().for_each(pipe);
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
    for having in &mut output.having {
        phrase(&mut having.column);
        number(&mut having.number);
    }
}

fn pipe(pipe: &mut Pipe) {
    pipe.span = NOWHERE;
    match &mut pipe.step {
        Step::Sort(keys) => keys.iter_mut().for_each(|key| phrase(&mut key.key)),
        Step::Take(n) => number(n),
        Step::Select(columns) => columns.iter_mut().for_each(phrase),
        Step::Where(conditions) => {
            for condition in conditions {
                condition.span = NOWHERE;
                phrase(&mut condition.column);
                match &mut condition.test {
                    Test::Compare { value, .. } | Test::Contains(value) => match value {
                        Value::Number(n) => number(n),
                        Value::Moment(m) => moment(m),
                        Value::Phrase(p) => phrase(p),
                    },
                    Test::Empty | Test::Full => {}
                }
            }
        }
        Step::Count => {}
        Step::Export(w) | Step::Save(w) => word(w),
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
    clause.not.iter_mut().for_each(|span| *span = NOWHERE);
    match &mut clause.body {
        ClauseBody::Nothing => {}
        ClauseBody::One(one) => operand(one),
        ClauseBody::Two(first, second) => {
            operand(first);
            operand(second);
        }
        ClauseBody::Within {
            length: first,
            more,
            of,
            ..
        } => {
            length(first);
            more.iter_mut().for_each(length);
            of.iter_mut().for_each(operand);
        }
        ClauseBody::Around { length: first, of } => {
            length(first);
            operand(of);
        }
        ClauseBody::Compare {
            field, number: n, ..
        } => {
            phrase(field);
            number(n);
        }
    }
}

fn length(length: &mut Length) {
    number(&mut length.number);
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
            Piece::Word(w)
            | Piece::Quoted(w)
            | Piece::Iri(w)
            | Piece::Gloss(w)
            | Piece::Query(w)
            | Piece::Parameter(w) => word(w),
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
