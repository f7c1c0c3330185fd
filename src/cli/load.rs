//! `allegiance load`: datasets into a workspace.

use super::data::Data;
use super::failure::Failure;
use super::mapping;
use super::output::{warn, write};
use super::progress::{Bar, rate};
use super::workspace::{Written, counted, ended, failure, grouped};
use crate::load::mapping::Report;
use crate::load::table::TableInput;
use crate::load::{
    Document, Format, Origin, Warning, holds_linked_data, looks_linked, read_bytes, read_file, slug,
};
use crate::render;
use crate::store::{Bundle, OpenError, Rules, bundled, survey, tables};
use crate::workspace::{
    Entry, Linked, LinkedFile, RulesSource, Settings, TableSource, Workspace, WorkspaceError,
    Writer,
};
use clap::Args;
use std::fmt::Write;
use std::io::{Cursor, Read, stdin};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

const EXAMPLES: &str = "\
Examples:
  allegiance load GEDEvent_v25_1.csv pax_data.csv
  allegiance load incidents.csv --mapping incidents.toml --as incidents
  allegiance load mine.ttl
  allegiance load wars.nt.gz --using wikidata
  allegiance load sahel
  curl https://example.org/events.csv | allegiance load - --mapping events.toml";

/// Loads tables and linked data into the workspace, all files or none
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Load {
    /// The files; `-` is standard input, `sahel` and `reference` are the bundled datasets
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    how: How,
    #[command(flatten)]
    written: Written,
}

/// How files are loaded.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct How {
    /// A mapping, or the name of a bundled one, for a table that is not recognised
    #[arg(long, value_name = "FILE.toml")]
    pub(super) mapping: Option<PathBuf>,
    /// Rules that turn linked data in another vocabulary into ours: `wikidata`, `sem` or a file
    #[arg(long, value_name = "RULES")]
    pub(super) using: Option<PathBuf>,
    /// What to call the dataset
    #[arg(long = "as", value_name = "NAME")]
    pub(super) name: Option<String>,
    /// The version, where the file does not say
    #[arg(long, value_name = "VERSION")]
    pub(super) release: Option<String>,
    /// Refuse a table of which any row or value would be set aside
    #[arg(long)]
    pub(super) strict: bool,
}

/// One dataset that is to be loaded.
pub(super) struct Job<'a> {
    pub(super) file: &'a Path,
    pub(super) how: &'a How,
    /// The dataset whose place it takes.
    pub(super) replaces: Option<&'a str>,
}

impl Load {
    pub(super) fn run(&self, before: &Data) -> ExitCode {
        ended(self.load(before), false)
    }

    fn load(&self, before: &Data) -> Result<(), Failure> {
        if self.how.name.is_some() && self.files.len() > 1 {
            let message = "--as names one dataset: load the files one by one";
            return Err(Failure::Usage(message.to_owned()));
        }
        let workspace = self.written.place.open(before)?;
        let mut writer = self.written.writer(&workspace)?;
        let mut told = Vec::new();
        for file in &self.files {
            let job = Job {
                file,
                how: &self.how,
                replaces: None,
            };
            told.push(job.run(&mut writer)?);
        }
        writer.commit().map_err(failure)?;
        tell(&workspace, &told)
    }
}

/// What came of a job.
pub(super) struct Loaded {
    entry: Entry,
    report: Option<Report>,
    warnings: Vec<Warning>,
    time: Duration,
}

impl Job<'_> {
    /// Loads it; what it changes lasts when the writer commits.
    pub(super) fn run(&self, writer: &mut Writer) -> Result<Loaded, Failure> {
        let settings = Settings {
            name: self.how.name.as_deref(),
            release: self.how.release.as_deref(),
            strict: self.how.strict,
            replaces: self.replaces,
        };
        if let Some(bundle) = self.file.to_str().and_then(Bundle::named) {
            let files = bundle.files().iter().enumerate();
            let files = files.map(|(number, (name, text))| {
                let origin = Origin::new(name, number);
                let document = read_bytes(&origin, Some(Format::Turtle), text.as_bytes())?;
                let file = LinkedFile {
                    name: (*name).to_owned(),
                    path: None,
                    bytes: Some(text.as_bytes().to_vec()),
                };
                Ok((file, document))
            });
            let documents: Result<_, OpenError> = files.collect();
            let name = self.file.display().to_string();
            return self.linked(
                writer,
                name,
                documents.map_err(mapping::failure)?,
                &settings,
            );
        }
        if self.file == Path::new("-") {
            return self.standard_input(writer, &settings);
        }
        if self.how.mapping.is_some()
            || TableInput::is_table(self.file) && !holds_linked_data(self.file)
        {
            let input = TableInput::File(self.file.to_owned());
            return self.table(writer, input, &settings);
        }
        let name = self.file.display().to_string();
        let origin = self.origin(&name);
        let document = read_file(self.file, &origin).map_err(|error| failure(error.into()))?;
        let file = LinkedFile {
            name,
            path: Some(self.file.to_owned()),
            bytes: None,
        };
        self.linked(writer, origin.slug, vec![(file, document)], &settings)
    }

    /// Returns what a file of linked data is called, also in its graph.
    fn origin(&self, file: &str) -> Origin {
        let mut origin = Origin::new(file, 0);
        if let Some(name) = &self.how.name {
            origin.slug = slug(&format!("{name}."));
        }
        origin
    }

    fn standard_input(&self, writer: &mut Writer, settings: &Settings) -> Result<Loaded, Failure> {
        const NAME: &str = "standard input";
        let mut head = Vec::new();
        let read = stdin().take(1 << 16).read_to_end(&mut head);
        read.map_err(|error| Failure::Input(error.to_string()))?;
        if self.how.mapping.is_some() || !looks_linked(&head) {
            let whole = Cursor::new(head).chain(stdin());
            let input = TableInput::Stream(NAME.to_owned(), Box::new(whole));
            return self.table(writer, input, settings);
        }
        let read = stdin().read_to_end(&mut head);
        read.map_err(|error| Failure::Input(error.to_string()))?;
        let origin = self.origin(NAME);
        let document = read_bytes(&origin, None, &head).map_err(|error| failure(error.into()))?;
        let file = LinkedFile {
            name: NAME.to_owned(),
            path: None,
            bytes: Some(head),
        };
        self.linked(writer, origin.slug, vec![(file, document)], settings)
    }

    fn linked(
        &self,
        writer: &mut Writer,
        name: String,
        mut documents: Vec<(LinkedFile, Document)>,
        settings: &Settings,
    ) -> Result<Loaded, Failure> {
        let started = Instant::now();
        let mut rules = None;
        if let Some(file) = &self.how.using {
            let read = Rules::open(file).map_err(mapping::failure)?;
            for (_, document) in &mut documents {
                read.apply(document).map_err(mapping::failure)?;
            }
            let own = !Rules::bundled().any(|name| file == Path::new(name));
            rules = Some(RulesSource {
                name: file
                    .file_stem()
                    .unwrap_or_default()
                    .to_string_lossy()
                    .into_owned(),
                text: read.text().to_owned(),
                own,
            });
        }
        let surveyed: Vec<_> = documents
            .iter()
            .map(|(file, document)| {
                let path = file.path.as_deref().unwrap_or(Path::new(""));
                (file.name.clone(), path, document)
            })
            .collect();
        let survey = survey(&surveyed).map_err(mapping::failure)?;
        let linked = Linked {
            name,
            documents,
            situations: survey.situations,
            rules,
        };
        let entry = writer.add_linked(linked, settings).map_err(failure)?;
        Ok(Loaded {
            entry,
            report: None,
            warnings: survey.warnings,
            time: started.elapsed(),
        })
    }

    fn table(
        &self,
        writer: &mut Writer,
        input: TableInput,
        settings: &Settings,
    ) -> Result<Loaded, Failure> {
        if self.how.using.is_some() {
            let message = "--using is for linked data; a table is read through a --mapping";
            return Err(Failure::Usage(message.to_owned()));
        }
        let tables = tables().map_err(mapping::failure)?;
        let named = self.how.mapping.as_deref();
        let bundled = named.and_then(|file| tables.named(file.to_str()?));
        let own = match named {
            Some(file) if bundled.is_none() => {
                let mapping = crate::store::mapping(file).map_err(mapping::failure)?;
                let text = std::fs::read_to_string(file)
                    .map_err(|error| Failure::Input(error.to_string()))?;
                Some((mapping, text))
            }
            _ => None,
        };
        let source = TableSource {
            input,
            tables,
            bundled: bundled::MAPPINGS,
            mapping: own.as_ref().map(|(mapping, _)| mapping).or(bundled),
            text: own.as_ref().map(|(_, text)| text.as_str()),
        };
        let bar = Bar::new(self.file);
        let added = writer.add_table(source, settings, &mut |progress| bar.at(progress));
        let time = bar.end();
        let (entry, report) = added.map_err(failure)?;
        Ok(Loaded {
            entry,
            report: Some(report),
            warnings: Vec::new(),
            time,
        })
    }
}

/// Tells what was loaded.
pub(super) fn tell(workspace: &Workspace, all: &[Loaded]) -> Result<(), Failure> {
    let mut text = String::new();
    for (index, one) in all.iter().enumerate() {
        if index > 0 {
            text.push('\n');
        }
        let entry = &one.entry;
        let _ = writeln!(text, "loaded {}", entry.name);
        if let Some(report) = &one.report {
            text.push_str(&mapping::summary(report));
            let rate = grouped(rate(report.rows, one.time));
            let _ = writeln!(
                text,
                "{} in {:.1} s, {rate} rows a second",
                counted(entry.statements, "statement"),
                one.time.as_secs_f64()
            );
        } else {
            let files: Vec<_> = entry.from.iter().map(|from| from.file.as_str()).collect();
            let _ = writeln!(
                text,
                "{}, from {}\n{}, {}",
                entry.title,
                files.join(", "),
                counted(entry.situations, "situation"),
                counted(entry.statements, "statement")
            );
        }
        if let Some(table) = &entry.set_aside {
            let path = workspace.file(entry, &table.file);
            let _ = writeln!(text, "what was set aside: {}", path.display());
        }
    }
    write(&render::clean_lines(&text))?;
    for warning in all.iter().flat_map(|one| &one.warnings) {
        warn(warning.to_string().trim_start_matches(": "));
    }
    Ok(())
}

/// Tells that a file is not known any more.
pub(super) fn no_origin(entry: &Entry) -> Failure {
    failure(WorkspaceError::NoOrigin {
        name: entry.name.clone(),
    })
}
