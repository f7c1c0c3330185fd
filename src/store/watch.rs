//! Stopping a query in the middle of its work.
//!
//! The evaluator looks at its cancellation token only when it reads a statement; between two statements a product of large
//! sets can go on for hours. It cannot do so without copying the numbers of terms, so these look too. They stop the
//! evaluation by unwinding its thread, quietly, with the reason as the payload; `stack.rs` turns it into an error.

use super::{Cancel, EngineError};
use crate::load::TermId;
use std::cell::{Cell, RefCell};
use std::panic::resume_unwind;

/// Copies between two looks at the token.
const LOOK_EVERY: u32 = 4096;
/// Longer texts are only made by queries that double them until the memory is full.
const LONGEST_TEXT: usize = 10 << 20;

thread_local! {
    static COPIES: Cell<u32> = const { Cell::new(0) };
    static WATCHED: RefCell<Option<Cancel>> = const { RefCell::new(None) };
}

/// Lets copies on this thread look at the handle from now on.
pub(super) fn watch(cancel: &Cancel) {
    WATCHED.with_borrow_mut(|watched| *watched = Some(cancel.clone()));
}

/// Ends the evaluation on this thread if it was cancelled.
pub(super) fn look() {
    let copies = COPIES.get().wrapping_add(1);
    COPIES.set(copies);
    if copies.is_multiple_of(LOOK_EVERY)
        && WATCHED.with_borrow(|watched| watched.as_ref().is_some_and(Cancel::is_cancelled))
    {
        resume_unwind(Box::new(EngineError::Cancelled));
    }
}

/// Ends the evaluation on this thread if it makes a text that is too long.
pub(super) fn measure(length: usize) {
    if length > LONGEST_TEXT {
        resume_unwind(Box::new(EngineError::TooLong {
            limit: LONGEST_TEXT,
        }));
    }
}

/// The number of a term during an evaluation; each copy looks whether to go on.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) struct Watched(pub TermId);

impl Clone for Watched {
    fn clone(&self) -> Watched {
        look();
        Watched(self.0)
    }
}
