//! `allegiance verify`: whether a workspace is as it was stored.

use super::data::Data;
use super::failure::Failure;
use super::output::{remark, write};
use super::workspace::{Place, counted, ended, failure};
use crate::workspace::{Entry, Verified, verify};
use clap::Args;
use std::fmt::Write;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Exit codes: 0 everything is as it was stored, 1 something is damaged, 3 there is
no manifest to compare with.";

/// Reads every file of the workspace and compares it with what was stored
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Verify {
    #[command(flatten)]
    place: Place,
}

impl Verify {
    pub(super) fn run(&self, before: &Data) -> ExitCode {
        let verified = self.place.open(before).and_then(|workspace| {
            let verified = verify(&workspace).map_err(failure)?;
            tell(&verified)?;
            Ok(verified)
        });
        match verified {
            Ok(verified) if verified.findings.is_empty() => ExitCode::SUCCESS,
            Ok(_) => ExitCode::from(1),
            Err(failure) => ended(Err(failure), false),
        }
    }
}

/// Tells of each dataset whether it is sound.
pub(super) fn tell(verified: &Verified) -> Result<(), Failure> {
    let mut text = String::new();
    for entry in &verified.manifest.datasets {
        let damages: Vec<_> = verified
            .findings
            .iter()
            .filter(|finding| finding.dataset == entry.name)
            .collect();
        match damages.as_slice() {
            [] => {
                let statements = counted(entry.statements, "statement");
                let _ = writeln!(text, "{}: sound, {statements}", entry.name);
            }
            damages => {
                for finding in damages {
                    let _ = writeln!(text, "{}: damaged: {}", entry.name, finding.damage);
                }
                let _ = writeln!(text, "  {}", remedy(entry));
            }
        }
    }
    if verified.manifest.datasets.is_empty() {
        text.push_str("the workspace holds no dataset\n");
    }
    write(&text)?;
    for path in &verified.strays {
        remark(&format!(
            "{} was left by a command that did not end; the next one that writes removes it",
            path.display()
        ));
    }
    Ok(())
}

fn remedy(entry: &Entry) -> String {
    let name = &entry.name;
    let from = entry.from.first().map_or("FILE", |from| from.file.as_str());
    format!(
        "fetch the folder again from a copy, or load {from} again with `allegiance reload {name}`"
    )
}
