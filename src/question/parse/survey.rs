//! Sentences about what is drawn from many situations at once: `timeline of X`, `brokers between X and Y`.

use super::{Builder, Built, Rule};
use crate::question::ast::{Head, Sentence, Survey};
use crate::question::error::Problem;
use crate::question::repair::Failure;
use pest::iterators::Pair;

impl Builder<'_> {
    pub(super) fn survey(&mut self, pair: Pair<'_, Rule>) -> Built<Sentence> {
        let (mut opening, mut of, mut chain) = (None, None, None);
        for pair in pair.into_inner() {
            match pair.as_rule() {
                Rule::chain => chain = Some(self.chain(pair)?),
                Rule::kw_of => of = Some(self.keyword_word(&pair)),
                rule => opening = Some((kind(rule), self.keyword_word(&pair))),
            }
        }
        let (what, word) = opening.ok_or_else(|| self.nothing_after(None))?;
        if matches!(what, Survey::Brokers | Survey::CutActors) {
            let of = chain.ok_or_else(|| self.nothing_after(Some(&word)))?;
            return Ok(Sentence::Survey { what, of });
        }
        let Some(of) = of else {
            let failure = Failure::new(
                Problem::WhoseExpected {
                    word: word.text.clone(),
                },
                word.span,
            );
            return Err(match chain {
                Some(chain) if what == Survey::Centrality && chain.first.head == Head::Nothing => {
                    failure.insert(word.span.end, " of actors")
                }
                Some(_) => failure.insert(word.span.end, " of"),
                None => failure,
            });
        };
        let of = chain.ok_or_else(|| self.nothing_after(Some(&of)))?;
        Ok(Sentence::Survey { what, of })
    }
}

fn kind(rule: Rule) -> Survey {
    match rule {
        Rule::kw_lineage => Survey::Lineage,
        Rule::kw_network => Survey::Network,
        Rule::kw_centrality => Survey::Centrality,
        Rule::kw_communities => Survey::Communities,
        Rule::kw_brokers => Survey::Brokers,
        Rule::kw_cut_actors => Survey::CutActors,
        _ => Survey::Timeline,
    }
}
