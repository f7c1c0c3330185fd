//! Clauses of few words that say much: `that ended in 2015`, `in the same year`, `with conflicting attackers`, `by
//! non-signatories`, `both sides of X`.

use super::error::ResolveError;
use super::relative::Taken;
use super::resolver::Resolver;
use super::scope::{DraftClause, DraftOperand};
use super::tree::{Anchor, Filter, Relative, Set, Situations, TimeOrder};
use crate::iri::Iri;
use crate::lexicon::{ClassId, TermKind};
use crate::question::ast::{
    Chain, Connector, End, Head, Keyword, Link, Phrase, Piece, Span, Unit, Word,
};

/// Returns which end a phrase speaks of, if it is no more than `ended` or `began`.
pub fn end_said(phrase: &Phrase) -> Option<End> {
    let [Piece::Word(word)] = phrase.pieces.as_slice() else {
        return None;
    };
    match word.text.to_lowercase().as_str() {
        "ended" | "end" | "ends" => Some(End::Last),
        "began" | "begin" | "begins" | "begun" | "started" | "start" | "starts" => Some(End::First),
        _ => None,
    }
}

impl Resolver<'_> {
    /// `alliances that ended within 1 year after X`: dates say when they ended, other clauses what they were.
    pub fn at_end(
        &self,
        class: ClassId,
        end: End,
        span: Span,
        clauses: &[DraftClause],
    ) -> Result<Set, ResolveError> {
        let noun = self.noun(class);
        let filters = self.filters(&[class], &noun.plural, clauses)?;
        let dated = |filter: &Filter| match filter {
            Filter::Not(inner) => matches!(inner.as_ref(), Filter::Time(_) | Filter::Relative(_)),
            other => matches!(other, Filter::Time(_) | Filter::Relative(_)),
        };
        if !filters.iter().any(dated) {
            return Err(ResolveError::Misplaced {
                code: "ended-when",
                message: "expected when".to_owned(),
                span,
                replacement: None,
                note: Some(format!(
                    "for example `{0} that ended in 2015`, `{0} that ended within 1 year after coups`",
                    noun.plural
                )),
            });
        }
        let filters = filters
            .into_iter()
            .map(|filter| match filter {
                Filter::Not(inner) if matches!(*inner, Filter::Time(_) | Filter::Relative(_)) => {
                    Filter::Not(Box::new(Filter::At(end, inner)))
                }
                filter if dated(&filter) => Filter::At(end, Box::new(filter)),
                other => other,
            })
            .collect();
        Ok(Set::Situations(Situations {
            class: noun,
            filters,
        }))
    }

    /// `in the same year`: as the situation that the question spoke of before.
    pub fn same_unit(&self, clause: &DraftClause, rest: &[DraftClause]) -> Option<Taken> {
        let [DraftOperand::Phrase(phrase)] = clause.operands.as_slice() else {
            return None;
        };
        if !matches!(clause.keyword, Keyword::In | Keyword::On) {
            return None;
        }
        let words = self.words(&phrase.pieces);
        let words: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
        let [the, same, unit] = words.as_slice() else {
            return None;
        };
        let unit = match unit.as_str() {
            "year" => Unit::Year,
            "month" => Unit::Month,
            "day" => Unit::Day,
            _ => return None,
        };
        let class = *self.scope.last()?.first()?;
        if the != "the" || same != "same" {
            return None;
        }
        let anchor = Anchor::It {
            word: self.noun(class).singular,
            class: Iri::new(self.ontology.class(class).iri.clone()),
        };
        let how = TimeOrder::Same(unit);
        let filter = Filter::Relative(Relative { how, anchor });
        Some((vec![filter], rest.to_vec()))
    }

    /// `conflicting attackers`, `conflicting figures of killed`, `conflicting killed`.
    pub fn conflicting(
        &self,
        classes: &[ClassId],
        phrase: &Phrase,
    ) -> Result<Option<Filter>, ResolveError> {
        let [Piece::Word(first), rest @ ..] = phrase.pieces.as_slice() else {
            return Ok(None);
        };
        let said = ["conflicting", "contradictory", "differing"];
        if !said.contains(&first.text.to_lowercase().as_str()) || rest.is_empty() {
            return Ok(None);
        }
        let words = self.words(rest);
        let text = words.join(" ");
        let roles = self.roles_called(&text, classes);
        if let Some(role) = roles.first() {
            return Ok(Some(Filter::Conflicting {
                word: self.ontology.role(*role).plural(self.language).to_owned(),
                about: self.role_iris(&roles),
            }));
        }
        let measures: Vec<(String, String)> = self
            .ontology
            .terms(TermKind::Measure)
            .map(|(_, term)| (term.iri.clone(), term.label(self.language).to_owned()))
            .collect();
        if ["figures", "casualties", "tolls"].contains(&text.to_lowercase().as_str()) {
            return Ok(Some(Filter::Conflicting {
                word: "figures".to_owned(),
                about: measures.into_iter().map(|(iri, _)| Iri::new(iri)).collect(),
            }));
        }
        let field = Phrase {
            pieces: rest.to_vec(),
            span: rest[0].word().span.to(rest[rest.len() - 1].word().span),
        };
        match self.field(&field) {
            Ok(field) => Ok(Some(Filter::Conflicting {
                word: field.label,
                about: vec![field.iri],
            })),
            Err(_) => {
                let mut accepted: Vec<String> = classes
                    .iter()
                    .flat_map(|class| self.ontology.roles_of(*class))
                    .map(|role| self.ontology.role(role).plural(self.language).to_owned())
                    .collect();
                accepted.push("figures".to_owned());
                Err(ResolveError::UnknownWord {
                    near: super::clause::near_of(&text, &accepted),
                    word: text,
                    span: field.span,
                    expected: "role or figure",
                    accepted,
                })
            }
        }
    }

    /// `by non-signatories of X`: somebody is known to have done it, and none of those.
    pub fn outsiders(
        &self,
        classes: &[ClassId],
        noun: &str,
        clause: &DraftClause,
        rest: &[DraftClause],
    ) -> Result<Option<Taken>, ResolveError> {
        let Some(inside) = without_non(clause) else {
            return Ok(None);
        };
        let roles = self.roles_by_preposition(classes, clause.keyword);
        if roles.is_empty() {
            return Ok(None);
        }
        let (them, rest) = self.role_filter(classes, noun, &inside, clause.keyword, rest)?;
        let filled = Filter::Filled {
            word: roles.first().map_or_else(String::new, |role| {
                self.ontology.role(*role).plural(self.language).to_owned()
            }),
            roles: self.role_iris(&roles),
        };
        let filters = vec![filled, Filter::Not(Box::new(them))];
        Ok(Some((filters, rest.to_vec())))
    }

    /// Reads `supported both sides of X` as `supported side A of X and supported side B of X`.
    pub fn both_sides(&self, chain: &Chain) -> Option<Chain> {
        let at = std::iter::once(&chain.first)
            .chain(chain.rest.iter().map(|link| &link.term))
            .position(|term| said_both(term).is_some())?;
        let mut chain = chain.clone();
        let term = match at {
            0 => &mut chain.first,
            n => &mut chain.rest.get_mut(n - 1)?.term,
        };
        let verb = said_both(term)?;
        let mut second = term.clone();
        let span = term.span;
        let side = |local: &str| -> Option<Vec<Piece>> {
            let role = self.ontology.role_by_iri(Iri::al(local).as_str())?;
            let label = self.ontology.role(role).label(self.language);
            Some(self.as_phrase(label, span).pieces)
        };
        let (a, b) = (side("sideA")?, side("sideB")?);
        if let (Head::Phrase(one), Head::Phrase(other)) = (&mut term.head, &mut second.head) {
            one.pieces.truncate(verb);
            one.pieces.extend(a);
            let from = self.relative_at(&other.pieces).map_or(0, |at| at + 1);
            other.pieces.truncate(verb);
            other.pieces.drain(..from.min(verb));
            other.pieces.extend(b);
        }
        // Other clauses hold for both; what was joined behind stays behind.
        let link = Link {
            connector: Connector::And,
            span,
            term: second,
        };
        chain.rest.insert(at, link);
        Some(chain)
    }
}

/// Returns how many pieces stand before `both sides`, if `of` follows.
fn said_both(term: &crate::question::ast::Term) -> Option<usize> {
    let Head::Phrase(phrase) = &term.head else {
        return None;
    };
    let first = term.clauses.first()?;
    let [verb @ .., Piece::Word(both), Piece::Word(sides)] = phrase.pieces.as_slice() else {
        return None;
    };
    let said = both.text.eq_ignore_ascii_case("both") && sides.text.eq_ignore_ascii_case("sides");
    (said && first.is(Keyword::Of) && !verb.is_empty()).then_some(verb.len())
}

/// Takes `non-` off the operand of a clause.
fn without_non(clause: &DraftClause) -> Option<DraftClause> {
    let [DraftOperand::Phrase(phrase)] = clause.operands.as_slice() else {
        return None;
    };
    let (Piece::Word(first), rest) = phrase.pieces.split_first()? else {
        return None;
    };
    let lower = first.text.to_lowercase();
    let word = lower.strip_prefix("non-").or(lower.strip_prefix("non‑"));
    let mut pieces = Vec::new();
    match word {
        Some(word) => {
            pieces.push(Piece::Word(Word {
                text: word.to_owned(),
                span: first.span,
            }));
            pieces.extend(rest.iter().cloned());
        }
        None if lower == "non" && !rest.is_empty() => pieces.extend(rest.iter().cloned()),
        None => return None,
    }
    let phrase = Phrase {
        pieces,
        span: phrase.span,
    };
    Some(DraftClause {
        operands: vec![DraftOperand::Phrase(phrase)],
        ..clause.clone()
    })
}

/// Says whether a clause speaks of those who are not something.
pub fn is_outsiders(clause: &DraftClause) -> bool {
    without_non(clause).is_some()
}

/// Says of whom `non-signatories` speaks, where the sentence names it elsewhere: `before and after "Algiers Accord"`.
pub fn of_whom(clauses: &mut Vec<DraftClause>, whom: &[DraftOperand]) {
    let mut at = 0;
    while at < clauses.len() {
        let of_follows = clauses.get(at + 1).is_some_and(|next| next.is(Keyword::Of));
        if without_non(&clauses[at]).is_some() && !of_follows {
            let of = DraftClause {
                keyword: Keyword::Of,
                operands: whom.to_vec(),
                ..clauses[at].clone()
            };
            clauses.insert(at + 1, of);
        }
        at += 1;
    }
}
