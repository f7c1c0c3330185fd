//! The history file in the XDG state directory; losing it costs a warning, never the session.

use super::input::Editor;
use etcetera::{BaseStrategy, choose_base_strategy};
use rustyline::error::ReadlineError;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Where typed lines are kept, until that fails.
pub(super) struct History {
    path: Option<PathBuf>,
}

impl History {
    /// Reads the history of earlier sessions, and says what went wrong with it.
    pub(super) fn load(editor: &mut Editor<'_>) -> (Self, Option<String>) {
        let Some(path) = path() else {
            return (Self { path: None }, None);
        };
        let made = path.parent().map_or(Ok(()), fs::create_dir_all);
        let loaded = made.and_then(|()| match editor.load_history(&path) {
            Err(ReadlineError::Io(error)) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            other => other.map_err(io::Error::other),
        });
        match loaded {
            Ok(()) => (Self { path: Some(path) }, None),
            Err(error) => (Self { path: None }, Some(lost(&path, &error))),
        }
    }

    /// Keeps a line, at once, so that a crash does not lose it; returns what went wrong the first time.
    pub(super) fn add(&mut self, editor: &mut Editor<'_>, line: &str) -> Option<String> {
        // A line that repeats the last one, or that begins with a space to be kept secret, is not new.
        let is_new = editor.add_history_entry(line).unwrap_or(false);
        let path = self.path.as_ref().filter(|_| is_new)?;
        let error = editor.append_history(path).err()?;
        let warning = lost(path, &io::Error::other(error));
        self.path = None;
        Some(warning)
    }
}

fn lost(path: &Path, error: &io::Error) -> String {
    format!("the history is not kept in {}: {error}", path.display())
}

/// Returns `$XDG_STATE_HOME/allegiance/history`, or its kin on other systems; none without a home.
fn path() -> Option<PathBuf> {
    let strategy = choose_base_strategy().ok()?;
    let state = strategy.state_dir().unwrap_or_else(|| strategy.data_dir());
    Some(state.join("allegiance").join("history"))
}
