//! Room for recursion: parsing and evaluating SPARQL recurse as deep as the query is nested.

use super::EngineError;
use std::thread;

/// Stack sizes to try; a stack takes memory only as far as it is used, but a system may limit what can be reserved.
const SIZES: [usize; 4] = [256 << 20, 64 << 20, 16 << 20, 4 << 20];

/// Runs a closure on a thread with a large stack.
///
/// # Errors
///
/// That of the closure or with which it was stopped; when the system gives no thread.
pub(super) fn with_large_stack<T: Send>(
    work: impl Fn() -> Result<T, EngineError> + Sync,
) -> Result<T, EngineError> {
    let work = &work;
    let mut reason = String::new();
    for size in SIZES {
        let result = thread::scope(|scope| {
            thread::Builder::new()
                .name("query".to_owned())
                .stack_size(size)
                .spawn_scoped(scope, work)
                .map(|handle| handle.join())
        });
        match result {
            Ok(Ok(answer)) => return answer,
            Ok(Err(payload)) => {
                return Err(payload.downcast().map_or_else(
                    |_| EngineError::Evaluation {
                        reason: "the evaluator failed".to_owned(),
                    },
                    |stopped| *stopped,
                ));
            }
            Err(error) => reason = error.to_string(),
        }
    }
    Err(EngineError::NoThread { reason })
}
