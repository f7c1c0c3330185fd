//! Ctrl-C: it stops the question that runs, and, with none running or a second time, the program.

use crate::store::Cancel;
use std::sync::{Mutex, PoisonError};

/// What a shell reports of a program that Ctrl-C ended.
pub(crate) const EXIT_CODE: u8 = 130;

static RUNNING: Mutex<Option<Cancel>> = Mutex::new(None);

/// Takes Ctrl-C over; where that is impossible the system's way stays, which ends the program.
pub(crate) fn install() {
    let _ = ctrlc::set_handler(|| {
        let running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
        match running.as_ref() {
            Some(cancel) if !cancel.is_cancelled() => cancel.cancel(),
            _ => std::process::exit(EXIT_CODE.into()),
        }
    });
}

/// Runs something that Ctrl-C stops instead of the program.
pub(crate) fn interruptible<T>(run: impl FnOnce(&Cancel) -> T) -> T {
    let cancel = Cancel::new();
    set(Some(cancel.clone()));
    let result = run(&cancel);
    set(None);
    result
}

fn set(cancel: Option<Cancel>) {
    *RUNNING.lock().unwrap_or_else(PoisonError::into_inner) = cancel;
}
