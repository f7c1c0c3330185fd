//! Tree to text: one canonical line that parses back to the same tree.

use super::ast::{
    Chain, Clause, ClauseBody, Condition, Connector, End, Head, Keyword, Length, Operand, OrderKey,
    Output, Phrase, Piece, Pipe, Question, Sentence, Side, Step, Term, Test, Value, Word,
};

/// Writes a question in its canonical form; `strictly` stands first, what else concerns the output last.
///
/// The text of `sparql { … }` is kept as it is, line breaks included.
#[must_use]
pub fn format(question: &Question) -> String {
    let mut words: Vec<String> = Vec::new();
    if question.output.strictly.is_some() && !matches!(question.sentence, Sentence::Sparql { .. }) {
        words.push("strictly".into());
    }
    words.push(sentence(&question.sentence));
    output(&question.output, &mut words);
    if question.output.strictly.is_some() && matches!(question.sentence, Sentence::Sparql { .. }) {
        words.push("strictly".into());
    }
    words.extend(
        question
            .pipes
            .iter()
            .map(|step| format!("| {}", pipe(step))),
    );
    words.join(" ")
}

/// Writes one step without its bar.
#[must_use]
pub fn pipe(pipe: &Pipe) -> String {
    match &pipe.step {
        Step::Sort(keys) => format!(
            "sort {}",
            keys.iter().map(order_key).collect::<Vec<_>>().join(", ")
        ),
        Step::Take(number) => format!("take {}", number.text),
        Step::Select(columns) => {
            let columns: Vec<_> = columns.iter().map(phrase).collect();
            format!("select {}", columns.join(", "))
        }
        Step::Where(conditions) => {
            let conditions: Vec<_> = conditions.iter().map(condition).collect();
            format!("where {}", conditions.join(" and "))
        }
        Step::Count => "count".to_owned(),
        Step::Export(file) => format!("export {}", quoted(&file.text)),
        Step::Save(name) => format!("save as {}", quoted(&name.text)),
    }
}

fn condition(condition: &Condition) -> String {
    let column = phrase(&condition.column);
    match &condition.test {
        Test::Compare {
            operator,
            value: with,
        } => format!("{column} {} {}", operator.sign(), value(with)),
        Test::Contains(with) => format!("{column} contains {}", value(with)),
        Test::Empty => format!("{column} is empty"),
        Test::Full => format!("{column} is not empty"),
    }
}

fn value(value: &Value) -> String {
    match value {
        Value::Number(number) => number.text.clone(),
        Value::Moment(moment) => moment.text.clone(),
        Value::Phrase(p) => phrase(p),
    }
}

fn order_key(order: &OrderKey) -> String {
    let direction = if order.descending { " desc" } else { "" };
    format!("{}{direction}", phrase(&order.key))
}

fn sentence(sentence: &Sentence) -> String {
    match sentence {
        Sentence::Who { asker, body } => {
            let auxiliary = asker.auxiliary.as_ref();
            let auxiliary = auxiliary.map_or(String::new(), |word| format!(" {}", word.text));
            format!("{}{auxiliary} {}", asker.word.text, chain(body))
        }
        Sentence::Set(set) => chain(set),
        Sentence::Count { of } => format!("count {}", chain(of)),
        Sentence::Measure { kinds, field, of } => {
            let kinds: Vec<&str> = kinds.iter().map(|kind| kind.text()).collect();
            format!("{} {} of {}", kinds.join(", "), phrase(field), chain(of))
        }
        Sentence::When {
            asker,
            auxiliary,
            body,
        } => {
            let auxiliary = auxiliary.as_ref();
            let auxiliary = auxiliary.map_or(String::new(), |word| format!(" {}", word.text));
            format!("{}{auxiliary} {}", asker.text, chain(body))
        }
        Sentence::Extreme { end, number, of } => {
            let word = match end {
                End::First => "first",
                End::Last => "last",
            };
            let number = number.as_ref();
            let number = number.map_or(String::new(), |number| format!(" {}", number.text));
            format!("{word}{number} {}", chain(of))
        }
        Sentence::Share { of } => format!("share of {}", chain(of)),
        Sentence::Compare { of } => format!("compare {}", chain(of)),
        Sentence::Elapsed { from } => format!("time from {}", chain(from)),
        Sentence::Lulls { least, of } => match least {
            Some(least) => format!("gaps of {} or more in {}", length(least), chain(of)),
            None => format!("gaps in {}", chain(of)),
        },
        Sentence::Clusters { of } => format!("clusters of {}", chain(of)),
        Sentence::Pairs { of } => match &of.first.head {
            Head::Phrase(phrase) if begins_relative(phrase) => format!("pairs {}", chain(of)),
            _ => format!("pairs of {}", chain(of)),
        },
        Sentence::Did { auxiliary, body } => format!("{} {}", auxiliary.text, chain(body)),
        Sentence::About { subject } => format!("about {}", chain(subject)),
        Sentence::Claims { of } => format!("claims about {}", chain(of)),
        Sentence::Survey { what, of } => format!("{} {}", what.text(), chain(of)),
        Sentence::Path { from, to, clauses } => {
            let mut text = format!("path from {} to {}", chain(from), chain(to));
            for c in clauses {
                text.push(' ');
                text.push_str(&clause(c));
            }
            text
        }
        Sentence::Sparql { text, .. } => format!("sparql {{{text}}}"),
    }
}

fn output(output: &Output, words: &mut Vec<String>) {
    if let Some(number) = &output.limit {
        words.push(format!("limit {}", number.text));
    }
    if output.all.is_some() {
        words.push("all".into());
    }
    if !output.order.is_empty() {
        let keys = output.order.iter().map(order_key);
        words.push(format!("order by {}", keys.collect::<Vec<_>>().join(", ")));
    }
    if !output.having.is_empty() {
        let tests = output.having.iter().map(|having| {
            let (column, number) = (phrase(&having.column), &having.number.text);
            format!("{column} {} {number}", having.operator.sign())
        });
        words.push(format!(
            "having {}",
            tests.collect::<Vec<_>>().join(" and ")
        ));
    }
    if let Some(number) = &output.steps {
        words.push(format!("at most {} steps", number.text));
    }
}

fn chain(chain: &Chain) -> String {
    let mut text = term(&chain.first);
    for link in &chain.rest {
        text.push_str(match link.connector {
            Connector::And => " and ",
            Connector::Or => " or ",
            Connector::Except => " except ",
            Connector::Comma => ", ",
        });
        text.push_str(&term(&link.term));
    }
    text
}

fn term(term: &Term) -> String {
    let head = match &term.head {
        Head::Phrase(p) => Some(phrase(p)),
        Head::Group(group) => Some(format!("({})", chain(group))),
        Head::Moment(moment) => Some(moment.text.clone()),
        Head::Nothing => None,
    };
    let words = head.into_iter().chain(term.clauses.iter().map(clause));
    words.collect::<Vec<_>>().join(" ")
}

fn clause(clause: &Clause) -> String {
    let not = if clause.not.is_some() { "not " } else { "" };
    format!("{not}{}", body(clause))
}

fn body(clause: &Clause) -> String {
    let keyword = clause.keyword.text();
    match &clause.body {
        ClauseBody::Nothing => keyword.to_owned(),
        ClauseBody::One(one) => format!("{keyword} {}", operand(one)),
        ClauseBody::Two(first, second) => {
            let join = if clause.keyword == Keyword::Between {
                "and"
            } else {
                "to"
            };
            format!("{keyword} {} {join} {}", operand(first), operand(second))
        }
        ClauseBody::Within {
            length: first,
            of: Some(of),
            ..
        } if clause.keyword != Keyword::Within => {
            let (word, by) = keyword.split_once(' ').unwrap_or((keyword, "by"));
            format!("{word} within {} {by} {}", length(first), operand(of))
        }
        ClauseBody::Within {
            length: first,
            more,
            side,
            of,
        } => {
            let mut text = format!("{keyword} {}", length(first));
            if let Some(more) = more {
                text.push_str(&format!(" and {}", length(more)));
            }
            if let (Some(side), Some(of)) = (side, of) {
                text.push_str(&format!(" {} {}", side.text(), operand(of)));
            }
            text
        }
        ClauseBody::Around { length: first, of } => {
            format!("{} before and after {}", length(first), operand(of))
        }
        ClauseBody::Compare {
            field,
            operator,
            number,
        } => format!(
            "{keyword} {} {} {}",
            phrase(field),
            operator.sign(),
            number.text
        ),
    }
}

fn length(length: &Length) -> String {
    let one = length.number.text == "1";
    format!("{} {}", length.number.text, length.unit.text(one))
}

impl Side {
    /// Returns the word.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Side::After => "after",
            Side::Before => "before",
            Side::Of => "of",
        }
    }
}

fn operand(operand: &Operand) -> String {
    match operand {
        Operand::Phrase(p) => phrase(p),
        Operand::Moment(moment) => moment.text.clone(),
        Operand::Group(group) => format!("({})", chain(group)),
    }
}

fn phrase(phrase: &Phrase) -> String {
    let pieces = phrase.pieces.iter().map(piece);
    pieces.collect::<Vec<_>>().join(" ")
}

fn piece(piece: &Piece) -> String {
    match piece {
        Piece::Word(Word { text, .. }) => text.clone(),
        Piece::Quoted(Word { text, .. }) => quoted(text),
        Piece::Iri(Word { text, .. }) => format!("<{text}>"),
        Piece::Gloss(Word { text, .. }) => format!("[{text}]"),
        Piece::Query(Word { text, .. }) => format!("sparql {{{text}}}"),
        Piece::Parameter(Word { text, .. }) => format!("${text}"),
    }
}

/// Writes a name in straight quotes; marks that would end it early are escaped.
#[must_use]
pub fn quoted(name: &str) -> String {
    let mut text = String::with_capacity(name.len() + 2);
    text.push('"');
    for c in name.chars() {
        if matches!(c, '"' | '\\' | '“' | '”') {
            text.push('\\');
        }
        text.push(c);
    }
    text.push('"');
    text
}

/// Says whether a phrase begins with `that`.
fn begins_relative(phrase: &Phrase) -> bool {
    matches!(phrase.pieces.first(), Some(Piece::Word(word))
        if ["that", "who", "which"].contains(&word.text.to_lowercase().as_str()))
}
