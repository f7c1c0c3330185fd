//! Words that stand for sets: names given by `let`, `it`, and raw SPARQL.

use super::bindings::{Bindings, Bound};
use super::error::ResolveError;
use super::names::Expect;
use super::resolver::Resolver;
use super::scope::{DraftClause, DraftOperand};
use super::tree::{Entity, Filler, Set, Situations};
use crate::lexicon::{ClassId, ClassKind, Language, NameIndex, Ontology};
use crate::question::ast::{Phrase, Piece, Span};
use crate::time::Day;

/// Makes the entity of an IRI that has a name.
#[must_use]
pub fn entity(
    ontology: &Ontology,
    names: &NameIndex,
    language: Language,
    iri: &str,
) -> Option<Entity> {
    let resolver = Resolver {
        ontology,
        names,
        language,
        today: Day::MIN,
        text: "",
        bindings: &Bindings::default(),
        scope: Vec::new(),
        quiet: true,
    };
    names.by_iri(iri).map(|id| resolver.entity(id))
}

/// Says whether a set is told by verbs, which only a question can.
#[must_use]
pub fn is_asked(set: &Set) -> bool {
    super::echo::asker(set).is_some()
}

impl Resolver<'_> {
    /// Returns the set that a phrase stands for as a whole, if it stands for one.
    pub fn bound(&self, phrase: &Phrase) -> Result<Option<Set>, ResolveError> {
        match phrase.pieces.as_slice() {
            [Piece::Query(query)] => Ok(Some(Set::Query(query.text.clone()))),
            [Piece::Word(word)] => match self.bindings.get(&word.text) {
                None => Ok(None),
                Some(Bound::Set(set)) => Ok(Some(set.clone())),
                Some(Bound::Not(why)) => Err(ResolveError::Misplaced {
                    code: "no-set",
                    message: why.to_owned(),
                    span: word.span,
                    replacement: None,
                    note: None,
                }),
            },
            _ => Ok(None),
        }
    }

    /// Says whether a phrase stands for a set, or would if there were one.
    pub fn is_bound(&self, phrase: &Phrase) -> bool {
        !matches!(self.bound(phrase), Ok(None))
    }

    /// Says whether a phrase stands for a set that is no list of names: it begins a set as a noun does.
    pub fn is_bound_set(&self, phrase: &Phrase) -> bool {
        matches!(self.bound(phrase), Ok(Some(set)) if !matches!(set, Set::Names(_)))
    }

    /// Returns the one name that a phrase stands for.
    pub fn bound_name(
        &self,
        phrase: &Phrase,
        expect: &Expect,
    ) -> Result<Option<Entity>, ResolveError> {
        let Some(set) = self.bound(phrase)? else {
            return Ok(None);
        };
        match set {
            Set::Names(mut names) if names.len() == 1 => {
                self.check_fits(&names[0], expect, phrase.span)?;
                Ok(Some(names.remove(0)))
            }
            _ => Err(ResolveError::Misplaced {
                code: "one-name",
                message: format!(
                    "one name stands here, and `{}` is a set",
                    self.slice(phrase.span)
                ),
                span: phrase.span,
                replacement: None,
                note: None,
            }),
        }
    }

    /// Resolves a set that has a name, with the clauses behind it.
    pub fn bound_set(
        &self,
        phrase: &Phrase,
        more: &[DraftOperand],
        clauses: &[DraftClause],
    ) -> Result<Option<Set>, ResolveError> {
        let listed =
            |operand: &DraftOperand| matches!(operand, DraftOperand::Phrase(p) if self.is_bound(p));
        if !more.is_empty() && (self.is_bound(phrase) || more.iter().any(listed)) {
            let mut operands = vec![DraftOperand::Phrase(phrase.clone())];
            operands.extend(more.iter().cloned());
            let (filler, _) = self.filler(&operands, &[], &Expect::default())?;
            return match filler {
                Filler::Names(names) => self
                    .narrowed_set(self.as_situations(names), clauses, phrase.span)
                    .map(Some),
                _ => Ok(None),
            };
        }
        let Some(set) = self.bound(phrase)? else {
            return Ok(None);
        };
        let set = match set {
            Set::Names(names) => self.as_situations(names),
            other => other,
        };
        self.narrowed_set(set, clauses, phrase.span).map(Some)
    }

    /// Resolves one operand that stands for a set.
    pub fn bound_filler(
        &self,
        operand: &DraftOperand,
        expect: &Expect,
    ) -> Result<Option<Filler>, ResolveError> {
        let DraftOperand::Phrase(phrase) = operand else {
            return Ok(None);
        };
        Ok(match self.bound(phrase)? {
            None => None,
            Some(Set::Names(names)) => {
                for name in &names {
                    self.check_fits(name, expect, phrase.span)?;
                }
                Some(Filler::Names(names))
            }
            Some(set) => Some(Filler::Set(Box::new(set))),
        })
    }

    /// Lists of situations are situations: they can be narrowed_set and grouped as such.
    fn as_situations(&self, names: Vec<Entity>) -> Set {
        match self.common_class(&names) {
            Some(class) => Set::And(vec![
                Set::Situations(Situations {
                    class: self.noun(class),
                    filters: Vec::new(),
                }),
                Set::Names(names),
            ]),
            None => Set::Names(names),
        }
    }

    /// Returns the most telling class of situations that all of the things belong to.
    fn common_class(&self, names: &[Entity]) -> Option<ClassId> {
        let classes: Vec<Vec<ClassId>> = names
            .iter()
            .map(|name| {
                self.names
                    .by_iri(name.iri.as_str())
                    .map_or(Vec::new(), |id| self.classes_of(id))
            })
            .collect();
        let holds = |class: &ClassId| {
            let is = |own: &Vec<ClassId>| {
                own.iter()
                    .any(|own| self.ontology.is_subclass(*own, *class))
            };
            classes.iter().all(is)
        };
        let first = classes.first()?.iter();
        first
            .flat_map(|class| {
                self.ontology
                    .class(*class)
                    .ancestors
                    .iter()
                    .copied()
                    .chain([*class])
            })
            .filter(|class| self.ontology.class(*class).kind == ClassKind::Situation)
            .filter(holds)
            .max_by_key(|class| (self.ontology.class(*class).depth, std::cmp::Reverse(*class)))
    }

    /// Narrows a set by clauses behind it, which hold for everything in it.
    fn narrowed_set(
        &self,
        set: Set,
        clauses: &[DraftClause],
        span: Span,
    ) -> Result<Set, ResolveError> {
        let Some(clause) = clauses.first() else {
            return Ok(set);
        };
        let all = |sets: Vec<Set>| {
            let narrowed_set = sets
                .into_iter()
                .map(|set| self.narrowed_set(set, clauses, span));
            narrowed_set.collect::<Result<Vec<_>, _>>()
        };
        match set {
            Set::Situations(mut situations) => {
                let class = self.ontology.class_by_iri(situations.class.iri.as_str());
                let classes: Vec<ClassId> = class.into_iter().collect();
                situations.filters.extend(self.filters(
                    &classes,
                    &situations.class.plural,
                    clauses,
                )?);
                Ok(Set::Situations(situations))
            }
            Set::Roles(mut roles) => {
                let (classes, noun) = self.about_classes(&Set::Roles(roles.clone()));
                roles
                    .filters
                    .extend(self.filters(&classes, &noun, clauses)?);
                Ok(Set::Roles(roles))
            }
            // Names beside situations say which of them are meant.
            Set::And(sets) => match sets.as_slice() {
                [first @ Set::Situations(_), Set::Names(names)] => Ok(Set::And(vec![
                    self.narrowed_set(first.clone(), clauses, span)?,
                    Set::Names(names.clone()),
                ])),
                _ => all(sets).map(Set::And),
            },
            Set::Or(sets) => all(sets).map(Set::Or),
            Set::Except(from, without) => Ok(Set::Except(
                Box::new(self.narrowed_set(*from, clauses, span)?),
                without,
            )),
            Set::Names(_) | Set::Entities { .. } | Set::Query(_) => Err(ResolveError::Misplaced {
                code: "name-clause",
                message: format!(
                    "`{}` holds no situations that a clause could narrow",
                    self.slice(span)
                ),
                span: clause.span,
                replacement: None,
                note: Some(format!(
                    "say what they took part in: events involving {}",
                    self.slice(span)
                )),
            }),
        }
    }
}
