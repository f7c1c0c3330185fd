//! A question's text as the grammar reads it: blocks of raw SPARQL are covered, so that each stands as one word.

use super::ast::Span;
use super::parameter::Parameters;
use super::raw::closing_brace;
use super::repair::Failure;
use super::split::{Piece, Pieces};

/// A block of raw SPARQL: the whole of it, and what stands between its braces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) whole: Span,
    pub(super) inner: Span,
}

/// A text, the same text covered, and what is known of its parameters.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) text: &'a str,
    /// As long as the text, byte for byte.
    pub(super) covered: &'a str,
    pub(super) blocks: &'a [Block],
    /// Without any, parameters stay what they are.
    pub(super) parameters: Option<&'a Parameters>,
}

/// Finds the blocks of a text.
pub(super) fn blocks(text: &str) -> Result<Vec<Block>, Box<Failure>> {
    let mut blocks = Vec::new();
    if !text.contains('{') {
        return Ok(blocks);
    }
    for (piece, start, end) in Pieces::of(text) {
        // A word that merely ends so is none: nothing but space and marks can stand before.
        let stands = text[..start]
            .chars()
            .next_back()
            .is_none_or(|c| c.is_whitespace() || "(){},|=\"”»>]".contains(c));
        if stands && matches!(piece, Piece::Sparql | Piece::OpenSparql) {
            let open = start + text[start..end].find('{').unwrap_or(0);
            let close = closing_brace(text, open)?;
            let whole = Span {
                start,
                end: close + 1,
            };
            let inner = Span {
                start: open + 1,
                end: close,
            };
            blocks.push(Block { whole, inner });
            // Both walks know strings, IRIs and comments; where they disagree, nothing after the block is trusted.
            if whole.end != end {
                break;
            }
        }
    }
    Ok(blocks)
}

/// Puts a word of the same length in place of each block.
pub(super) fn covered(text: &str, blocks: &[Block]) -> String {
    let mut covered = text.to_owned();
    for block in blocks.iter().rev() {
        let length = block.whole.end - block.whole.start;
        let word = format!(
            "sparql{}",
            "_".repeat(length.saturating_sub("sparql".len()))
        );
        covered.replace_range(block.whole.start..block.whole.end, &word);
    }
    covered
}
