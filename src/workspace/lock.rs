//! Who may write: one process at a time, by a lock of the operating system that ends with the process.

use super::{Workspace, WorkspaceError};
use jiff::{Timestamp, Unit};
use std::fmt;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Seek, Write};

/// Who writes to a workspace, as far as that is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holder {
    pub process: Option<u32>,
    /// Since when, in UTC.
    pub since: Option<String>,
    /// The command, as it was typed.
    pub command: Option<String>,
}

/// The right to write, until dropped.
#[derive(Debug)]
pub(super) struct Lock {
    file: File,
}

impl Lock {
    /// Takes the lock, or waits for it.
    pub(super) fn take(
        workspace: &Workspace,
        wait: bool,
        command: &str,
    ) -> Result<Lock, WorkspaceError> {
        let path = workspace.root().join(".lock");
        let failed = |error| WorkspaceError::write(&path, &error);
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) if wait => file.lock().map_err(failed)?,
            Err(TryLockError::WouldBlock) => {
                let text = fs::read_to_string(&path).unwrap_or_default();
                return Err(WorkspaceError::Held {
                    holder: Holder::read(&text),
                });
            }
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
        let mut lock = Lock { file };
        // Whoever is refused is told who writes; a full disk must not keep a dataset from being unloaded.
        let _ = lock.sign(command);
        Ok(lock)
    }

    fn sign(&mut self, command: &str) -> std::io::Result<()> {
        let command = command.replace(char::is_control, " ");
        self.file.set_len(0)?;
        self.file.rewind()?;
        write!(
            self.file,
            "process {}\nsince {}\ncommand {command}\n",
            std::process::id(),
            now()
        )
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = self.file.set_len(0);
        let _ = self.file.unlock();
    }
}

impl Holder {
    fn read(text: &str) -> Holder {
        let field = |name: &str| {
            let line = text
                .lines()
                .find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
            line.map(str::to_owned)
        };
        Holder {
            process: field("process").and_then(|number| number.parse().ok()),
            since: field("since"),
            command: field("command").filter(|command| !command.is_empty()),
        }
    }
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.process {
            Some(number) => write!(f, "process {number}")?,
            None => f.write_str("another process")?,
        }
        f.write_str(" writes to this workspace")?;
        if let Some(since) = &self.since {
            write!(f, " since {since}")?;
        }
        if let Some(command) = &self.command {
            write!(f, ": {command}")?;
        }
        Ok(())
    }
}

/// Returns this second, in UTC.
pub(super) fn now() -> String {
    let now = Timestamp::now();
    now.round(Unit::Second).unwrap_or(now).to_string()
}

#[cfg(test)]
mod tests {
    use super::Holder;

    #[test]
    fn holders_are_told_as_far_as_they_are_known() {
        assert_eq!(
            Holder::read("").to_string(),
            "another process writes to this workspace"
        );
        let text = "process 12\nsince 2026-11-22T22:13:24Z\ncommand allegiance load a.csv\n";
        assert_eq!(
            Holder::read(text).to_string(),
            "process 12 writes to this workspace since 2026-11-22T22:13:24Z: allegiance load a.csv"
        );
    }
}
