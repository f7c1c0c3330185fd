//! What the commands on workspaces share.

use super::data::Data;
use super::failure::Failure;
use crate::workspace::{Workspace, WorkspaceError, Writer};
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;

/// Which workspace a command is about.
#[derive(Args)]
pub(super) struct Place {
    /// The workspace; otherwise the one that this folder is or lies in
    #[arg(long, value_name = "DIR")]
    workspace: Option<PathBuf>,
}

/// As [`Place`], of a command that writes.
#[derive(Args)]
pub(super) struct Written {
    #[command(flatten)]
    pub(super) place: Place,
    /// Wait until another process that writes is done
    #[arg(long)]
    pub(super) wait: bool,
}

impl Place {
    pub(super) fn named(&self, before: &Data) -> Option<PathBuf> {
        let named = self.workspace.as_deref().or(before.workspace());
        named.map(std::path::Path::to_owned)
    }

    /// Returns the workspace.
    pub(super) fn open(&self, before: &Data) -> Result<Workspace, Failure> {
        match self.named(before) {
            Some(folder) => Workspace::at(&folder).map_err(failure),
            None => around().ok_or_else(|| failure(WorkspaceError::NoneHere)),
        }
    }
}

impl Written {
    /// Takes the right to write.
    pub(super) fn writer(&self, workspace: &Workspace) -> Result<Writer, Failure> {
        Writer::new(workspace, self.wait, &command()).map_err(failure)
    }
}

/// Returns the workspace that the current folder is or lies in.
pub(super) fn around() -> Option<Workspace> {
    Workspace::around(&std::env::current_dir().ok()?)
}

/// Returns the command as it was typed.
pub(super) fn command() -> String {
    let words = std::env::args_os().skip(1);
    let words = words.map(|word| word.to_string_lossy().into_owned());
    let words: Vec<_> = std::iter::once("allegiance".to_owned())
        .chain(words)
        .collect();
    words.join(" ")
}

/// Tells why a workspace cannot be used.
pub(super) fn failure(error: WorkspaceError) -> Failure {
    let message = format!("{error}\n{}", error.remedy());
    match error {
        WorkspaceError::NoSuchDataset { .. }
        | WorkspaceError::Ambiguous { .. }
        | WorkspaceError::BadName { .. } => Failure::Usage(message),
        _ => Failure::Data(message),
    }
}

/// Returns the exit code of a command, and reports its failure.
pub(super) fn ended(result: Result<(), Failure>, json: bool) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            failure.report(json, &[]);
            failure.exit_code()
        }
    }
}

/// Returns a number with its noun.
pub(super) fn counted(number: u64, noun: &str) -> String {
    let s = if number == 1 { "" } else { "s" };
    format!("{} {noun}{s}", grouped(number))
}

/// Returns a number with a comma at each thousand.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands() {
        let numbers = [0, 7, 999, 1000, 385_000, 11_739_285].map(grouped);
        assert_eq!(numbers, ["0", "7", "999", "1,000", "385,000", "11,739,285"]);
        assert_eq!(counted(1, "row"), "1 row");
    }
}
