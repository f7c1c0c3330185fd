//! Reading N-Quads as they are stored: terms are numbered block by block, so that each is read once.

use oxigraph::model::{GraphName, NamedNode, NamedOrBlankNode, Quad, Term};
use rustc_hash::FxHashMap;
use std::str::FromStr;

/// The statements of a block, over terms that are numbered within it: subject, predicate, object, graph.
#[derive(Debug, Default)]
pub(super) struct Lines {
    pub terms: Vec<Term>,
    pub statements: Vec<[u32; 4]>,
}

impl Lines {
    /// Reads a block of whole lines; `Err` is the first line that is none of N-Quads.
    pub(super) fn parse(text: &str) -> Result<Lines, String> {
        let mut lines = Lines::default();
        let mut numbers: FxHashMap<&str, u32> = FxHashMap::default();
        for line in text.lines() {
            let quad = tokens(line).and_then(|tokens| {
                let mut statement = [0; 4];
                for (place, token) in statement.iter_mut().zip(tokens) {
                    *place = match numbers.get(token) {
                        Some(number) => *number,
                        None => {
                            let number = u32::try_from(lines.terms.len()).ok()?;
                            lines.terms.push(term(token)?);
                            numbers.insert(token, number);
                            number
                        }
                    };
                }
                Some(statement)
            });
            match quad {
                Some(statement) if lines.is_sound(&statement) => lines.statements.push(statement),
                _ => return Err(line.chars().take(120).collect()),
            }
        }
        Ok(lines)
    }

    fn term(&self, number: u32) -> Option<&Term> {
        self.terms.get(number as usize)
    }

    fn is_sound(&self, [subject, predicate, _, graph]: &[u32; 4]) -> bool {
        let iri = |number: &u32| matches!(self.term(*number), Some(Term::NamedNode(_)));
        !matches!(self.term(*subject), Some(Term::Literal(_)) | None)
            && iri(predicate)
            && iri(graph)
    }

    /// Returns the statements as quads.
    pub(super) fn quads(&self) -> impl Iterator<Item = Quad> + '_ {
        let node = |number: u32| match self.term(number) {
            Some(Term::NamedNode(node)) => Some(node.clone()),
            _ => None,
        };
        self.statements
            .iter()
            .filter_map(move |[subject, predicate, object, graph]| {
                let subject: NamedOrBlankNode = match self.term(*subject)? {
                    Term::NamedNode(node) => node.clone().into(),
                    Term::BlankNode(node) => node.clone().into(),
                    Term::Literal(_) => return None,
                };
                Some(Quad {
                    subject,
                    predicate: node(*predicate)?,
                    object: self.term(*object)?.clone(),
                    graph_name: GraphName::NamedNode(node(*graph)?),
                })
            })
    }
}

fn term(token: &str) -> Option<Term> {
    // Most terms are IRIs without anything to unescape.
    match token
        .strip_prefix('<')
        .and_then(|rest| rest.strip_suffix('>'))
    {
        Some(iri) if !iri.contains('\\') => NamedNode::new(iri).ok().map(Term::from),
        _ => Term::from_str(token).ok(),
    }
}

/// Splits a line into its four terms.
fn tokens(line: &str) -> Option<[&str; 4]> {
    let mut rest = line;
    let mut found = [""; 4];
    for place in &mut found {
        let length = length(rest)?;
        *place = rest.get(..length)?;
        rest = rest.get(length..)?.strip_prefix(' ')?;
    }
    (rest == ".").then_some(found)
}

/// Returns the length of the term that a text begins with.
fn length(text: &str) -> Option<usize> {
    match text.as_bytes().first()? {
        b'<' => Some(text.find('>')? + 1),
        b'_' => text.find(' '),
        b'"' => {
            let end = closing(text)?;
            match text.as_bytes().get(end) {
                Some(b'@') => text.get(end..)?.find(' ').map(|at| end + at),
                Some(b'^') => Some(end + text.get(end..)?.find('>')? + 1),
                _ => Some(end),
            }
        }
        _ => None,
    }
}

/// Returns where the text in quotation marks at the beginning ends.
fn closing(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 1;
    loop {
        at += text.get(at..)?.find(['"', '\\'])?;
        match bytes.get(at) {
            Some(b'"') => return Some(at + 1),
            // Whatever is escaped is of one byte.
            _ => at += 2,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::io::{RdfFormat, RdfParser};

    const LINES: &str = r#"<http://a/s> <http://a/p> <http://a/o> <http://a/g> .
_:f1b1 <http://a/p> "plain" <http://a/g> .
<http://a/s> <http://a/p> "with \"quotes\", a backslash \\" <http://a/g> .
<http://a/s> <http://a/p> "two\nlines > . <x>"@en-GB <http://a/g> .
<http://a/s> <http://a/p> "12"^^<http://www.w3.org/2001/XMLSchema#integer> <http://a/g> .
<http://a/s> <http://a/p> "" <http://a/g> .
<http://a/s> <http://a/ü> "ü\u00FC" <http://a/g> .
<http://a/s> <http://a/p> _:f1b1 <http://a/g> .
"#;

    #[test]
    fn lines_read_as_the_library_reads_them() {
        let own: Vec<Quad> = Lines::parse(LINES).expect("N-Quads").quads().collect();
        let parser = RdfParser::from_format(RdfFormat::NQuads).for_slice(LINES);
        let theirs: Vec<Quad> = parser.collect::<Result<_, _>>().expect("N-Quads");
        assert_eq!(own, theirs);
    }

    #[test]
    fn what_is_no_line_is_told() {
        for wrong in [
            "",
            "<http://a/s> <http://a/p> <http://a/o> .",
            "<http://a/s> <http://a/p> \"open <http://a/g> .",
            "\"s\" <http://a/p> <http://a/o> <http://a/g> .",
            "<http://a/s> \"p\" <http://a/o> <http://a/g> .",
            "<http://a/s> <http://a/p> <http://a/o> <http://a/g>",
            "<http://a/s> <http://a/p> <http://a/o> <a b> .",
            "<http://a/s> <http://a/p> \"\\",
            "é",
        ] {
            assert!(Lines::parse(&format!("{wrong}\n")).is_err(), "{wrong}");
        }
    }
}
