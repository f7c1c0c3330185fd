//! The sentences about what is drawn from many situations at once: `timeline of X`, `lineage of X`.
//!
//! Whose it is reads as what stands behind `involving`: a noun takes the clauses after it with it, and behind names and
//! parentheses they narrow the situations that are drawn from.

use super::error::ResolveError;
use super::names::Expect;
use super::resolver::Resolver;
use super::scope::{Context, DraftHead, DraftOperand, drafts};
use super::tree::{Ask, Filler, Survey};
use crate::question::ast::{self, Chain, Span};

impl Resolver<'_> {
    /// Resolves whose survey it is and what narrows it.
    pub fn survey(&self, what: ast::Survey, of: &Chain) -> Result<Ask, ResolveError> {
        let items = drafts(self, of, Context::Set)?;
        let (noun, class) = match what {
            ast::Survey::Lineage => ("lineages", "Succession"),
            ast::Survey::Timeline => ("timelines", "Situation"),
        };
        let classes = self.classes(&[class]);
        let [(None, draft)] = items.as_slice() else {
            return Ok(Ask::Survey(Survey {
                what,
                of: Filler::Set(Box::new(self.sets(&items)?)),
                filters: Vec::new(),
            }));
        };
        if !draft.that.is_empty() {
            return Ok(Ask::Survey(Survey {
                what,
                of: Filler::Set(Box::new(self.draft_set(draft)?)),
                filters: Vec::new(),
            }));
        }
        let operands: Vec<DraftOperand> = match &draft.head {
            DraftHead::Phrase(phrase, more) => {
                std::iter::once(DraftOperand::Phrase(phrase.clone()))
                    .chain(more.iter().cloned())
                    .collect()
            }
            DraftHead::Group(items) => vec![DraftOperand::Group(items.clone(), draft.span)],
        };
        let expect = match what {
            ast::Survey::Lineage => Expect {
                classes: self.classes(&["Actor", "Situation"]),
                words: "an actor".to_owned(),
                prefer: self.classes(&["Actor"]),
                ..Expect::default()
            },
            ast::Survey::Timeline => Expect {
                classes: self.classes(&["Actor", "Situation", "Place"]),
                words: "an actor, a place or something that happened".to_owned(),
                prefer: self.classes(&["Actor"]),
                ..Expect::default()
            },
        };
        for (n, clause) in draft.clauses.iter().enumerate() {
            let next = draft.clauses.get(n + 1).map(|clause| clause.keyword);
            if self.group_keys(clause, next).is_some() {
                return Err(self.ungrouped(what, of, clause.span));
            }
        }
        let (of, rest) = self.filler(&operands, &draft.clauses, &expect)?;
        Ok(Ask::Survey(Survey {
            what,
            of,
            filters: self.filters(&classes, noun, rest)?,
        }))
    }
    /// Refuses `timeline of X by year`: what is drawn situation by situation has no groups.
    fn ungrouped(&self, what: ast::Survey, of: &Chain, span: Span) -> ResolveError {
        let asked = self.text.get(..of.first.span.start).unwrap_or_default();
        let opening = asked.to_lowercase().rfind("timeline");
        let replacement = opening.filter(|_| what == ast::Survey::Timeline);
        ResolveError::Misplaced {
            code: "no-groups",
            message: "this tells of each situation by itself; what is counted has groups"
                .to_owned(),
            span,
            replacement: replacement.map(|start| {
                let end = of.first.span.start;
                (
                    Span { start, end },
                    "count situations involving ".to_owned(),
                )
            }),
            note: None,
        }
    }
}
