//! Which data the questions are asked of.

use super::failure::Failure;
use super::output::{warn, write_error};
use crate::load::Warning;
use crate::render;
use crate::session::Session;
use crate::store::{Bundle, Input};
use clap::Args;
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The `--data` of a command.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct Data {
    /// A linked-data file, a table, a workspace, `sahel` or `reference`; repeatable
    #[arg(long = "data", value_name = "DATA", value_parser = input)]
    inputs: Vec<Input>,
    /// How to read tables that are not recognised
    #[arg(long, value_name = "FILE.toml")]
    mapping: Option<PathBuf>,
    /// Rules that turn linked data in another vocabulary into ours: `wikidata`, `sem` or a file
    #[arg(long, value_name = "RULES")]
    using: Option<PathBuf>,
    /// The workspace; otherwise the one that this folder is or lies in, else `sahel`
    #[arg(long, value_name = "DIR")]
    workspace: Option<PathBuf>,
}

#[derive(Serialize)]
struct Warnings<'a> {
    warnings: &'a [String],
}

/// Words a warning; one that is about no file begins with what it says.
fn warning(warning: &Warning) -> String {
    warning.to_string().trim_start_matches(": ").to_owned()
}

pub(super) fn input(text: &str) -> Result<Input, String> {
    match text {
        "" => Err("an empty name is no file".to_owned()),
        argument => Ok(Input::from_argument(argument)),
    }
}

impl Data {
    /// Takes the data named before the verb and after it together; without any, the workspace around, else the bundled
    /// dataset.
    pub(super) fn inputs(&self, after: &Self) -> Vec<Input> {
        let mut inputs = self.named(after);
        if inputs.is_empty() {
            let around = super::workspace::around().map(|around| around.root().to_owned());
            inputs.push(around.map_or(Input::Bundled(Bundle::Sahel), Input::Workspace));
        }
        inputs
    }

    /// Returns the workspace that was named.
    pub(super) fn workspace(&self) -> Option<&Path> {
        self.workspace.as_deref()
    }

    /// Takes the data named before the verb and after it together.
    pub(super) fn named(&self, after: &Self) -> Vec<Input> {
        let mapping = after.mapping.as_ref().or(self.mapping.as_ref());
        let rules = after.using.as_ref().or(self.using.as_ref());
        let mapped = |input: Input| {
            let input = match mapping {
                Some(mapping) => input.with_mapping(mapping),
                None => input,
            };
            match rules {
                Some(rules) => input.with_rules(rules),
                None => input,
            }
        };
        let workspace = after.workspace.as_ref().or(self.workspace.as_ref());
        let workspace = workspace.cloned().map(Input::Workspace);
        let inputs = self.inputs.iter().chain(&after.inputs).cloned();
        workspace.into_iter().chain(inputs.map(mapped)).collect()
    }

    /// Opens the data, does something with them, and reports what went wrong; with `json` as one JSON object.
    pub(super) fn run(
        &self,
        after: &Self,
        json: bool,
        verb: impl FnOnce(&Session) -> Result<(), Failure>,
    ) -> ExitCode {
        let session = match Session::open(&self.inputs(after)) {
            Ok(session) => session,
            Err(error) => {
                let failure = super::mapping::failure(error);
                failure.report(json, &[]);
                return failure.exit_code();
            }
        };
        let warnings: Vec<_> = session.warnings().iter().map(warning).collect();
        if !json {
            warnings.iter().for_each(|warning| warn(warning));
        }
        match verb(&session) {
            Ok(()) if json && !warnings.is_empty() => {
                write_error(&render::json(&Warnings {
                    warnings: &warnings,
                }));
                ExitCode::SUCCESS
            }
            Ok(()) => ExitCode::SUCCESS,
            Err(failure) => {
                failure.report(json, &warnings);
                failure.exit_code()
            }
        }
    }
}
