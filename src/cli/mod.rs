//! The command line: one file per verb, and what they share.
//!
//! Answers go to standard output, everything else to standard error. The exit code is 0 when the question was answered (even
//! by nothing), 2 when the question or the command line is wrong, 3 when data, input or output fail, and 130 after Ctrl-C.
//! An output that is closed early (`| head`) ends the run quietly.

mod about;
mod ask;
mod bare;
mod check;
mod data;
mod datasets;
mod explain;
mod failure;
mod fmt;
mod format;
mod init;
mod language;
mod load;
mod mapping;
mod output;
mod progress;
mod rebuild;
mod reload;
mod sources;
mod sparql;
mod speech;
mod terminal;
mod unload;
mod usage;
mod verify;
mod vocabulary;
mod words;
mod workspace;

use failure::Failure;

use crate::interrupt;
use clap::{Parser, Subcommand};
use data::Data;
use format::Format;
use speech::Speech;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  allegiance
  allegiance ask 'who ambushed \"Wagner Group\"'
  allegiance ask 'count events in Mali since 2012 by year' --format csv
  allegiance ask 'allies of MNLA in 2012' --format turtle
  allegiance about CSP
  echo 'coups in 2021; accords in 2015' | allegiance
  allegiance init mali; cd mali; allegiance load GEDEvent_v25_1.csv

Without a verb, a prompt opens; questions that are piped in, separated by `;` or
a blank line, are answered in turn, in the --format that is given.
Exit codes: 0 answered (even by nothing), 1 `fmt --check` found something, 2 the
question or the command line is
wrong, 3 data, input or output failed.";

/// Asks who fights, backs, leads, joins and signs with whom, when, where and according to whom
#[derive(Parser)]
#[command(name = "allegiance", version, after_help = EXAMPLES, disable_help_subcommand = true)]
struct Arguments {
    /// How to write the answers to piped questions
    #[arg(long, value_enum)]
    format: Option<Format>,
    #[command(flatten)]
    data: Data,
    #[command(flatten)]
    speech: Speech,
    #[command(subcommand)]
    verb: Option<Verb>,
}

#[derive(Subcommand)]
enum Verb {
    Ask(ask::Ask),
    Sparql(sparql::Sparql),
    Explain(explain::Explain),
    About(about::About),
    Fmt(fmt::Fmt),
    Check(check::Check),
    Sources(sources::Sources),
    Vocabulary(vocabulary::Vocabulary),
    Language(language::Reference),
    Mapping(mapping::Mapping),
    Init(init::Init),
    Load(load::Load),
    Datasets(datasets::Datasets),
    Reload(reload::Reload),
    Unload(unload::Unload),
    Verify(verify::Verify),
    Rebuild(rebuild::Rebuild),
}

/// Runs the command line of this process.
#[must_use]
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return usage::report(&error),
    };
    interrupt::install();
    let (data, speech) = (arguments.data, arguments.speech);
    match arguments.verb {
        None => bare::run(
            &data,
            arguments.format.unwrap_or_default(),
            speech.or(Speech::default()),
        ),
        Some(_) if arguments.format.is_some() => usage::refuse("write --format behind the verb"),
        Some(Verb::Ask(ask)) => ask.run(&data, speech),
        Some(Verb::Sparql(sparql)) => sparql.run(&data),
        Some(Verb::Explain(explain)) => explain.run(&data, speech),
        Some(Verb::About(about)) => about.run(&data, speech),
        Some(Verb::Fmt(fmt)) => fmt.run(),
        Some(Verb::Check(check)) => check.run(&data),
        Some(Verb::Sources(sources)) => sources.run(&data),
        Some(Verb::Vocabulary(vocabulary)) => vocabulary.run(&data),
        Some(Verb::Language(language)) => language.run(&data),
        Some(Verb::Mapping(mapping)) => mapping.run(),
        Some(Verb::Init(init)) => init.run(&data),
        Some(Verb::Load(load)) => load.run(&data),
        Some(Verb::Datasets(datasets)) => datasets.run(&data),
        Some(Verb::Reload(reload)) => reload.run(&data),
        Some(Verb::Unload(unload)) => unload.run(&data),
        Some(Verb::Verify(verify)) => verify.run(&data),
        Some(Verb::Rebuild(rebuild)) => rebuild.run(&data),
    }
}
