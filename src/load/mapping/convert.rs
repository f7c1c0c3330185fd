//! A table in, statements out: one thread reads, others map, and the caller's puts their batches in order.

use super::batch::Batch;
use super::bind::Bound;
use super::mapper::{Context, Mapped, Mapper};
use super::merge::Merge;
use super::model::Mapping;
use super::recognise::{named, recognise};
use super::report::Report;
use super::source;
use super::tables::Tables;
use crate::load::table::{self, Chunk, Consumer, Head, Plan, ReadOptions, TableError, TableInput};
use oxigraph::model::NamedNode;
use std::collections::BTreeMap;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, OnceLock};
use std::thread;
use thiserror::Error;

/// Chunks that wait at each step; with their size, what bounds the memory.
const WAITING: usize = 4;
/// More workers than this wait for the reader.
const MOST_WORKERS: usize = 8;

/// What is to be read, and how.
#[derive(Clone, Copy, Debug, Default)]
pub struct Request<'a> {
    /// The mapping; recognised by the header when not given.
    pub mapping: Option<&'a Mapping>,
    /// The version, when neither the file's name nor a column tells it.
    pub version: Option<&'a str>,
    /// Whether anything lost refuses the whole table.
    pub strict: bool,
    /// Rows after which to stop.
    pub limit: Option<u64>,
}

/// How far a table has been read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    pub rows: u64,
    /// Bytes of the file, packed as they are.
    pub bytes: u64,
}

/// Why a table did not become statements.
#[derive(Debug, Error)]
pub enum ConvertError<E> {
    #[error(transparent)]
    Table(#[from] TableError),
    /// What the sink answered.
    #[error("{0}")]
    Sink(E),
}

/// Reads a table and hands over its statements, batch by batch, in the order of the rows: first the source's own
/// description, last the relations that were put together from rows of several years.
///
/// Nothing was refused when this returns; a sink that must not keep half a table waits for that.
///
/// # Errors
/// The table cannot be read, no mapping fits it, it has no rows, `strict` refuses it, or the sink fails.
pub fn convert<E>(
    tables: &Tables,
    input: TableInput,
    request: &Request,
    progress: &mut dyn FnMut(Progress),
    sink: &mut dyn FnMut(Batch) -> Result<(), E>,
) -> Result<Report, ConvertError<E>> {
    let setup: OnceLock<Setup> = OnceLock::new();
    let bytes = AtomicU64::new(0);
    let stop = AtomicBool::new(false);
    let workers = thread::available_parallelism()
        .map_or(1, usize::from)
        .min(MOST_WORKERS);
    thread::scope(|scope| {
        let (to_workers, chunks) = sync_channel::<(u64, Chunk)>(WAITING);
        let (to_merge, mapped) = sync_channel::<(u64, Mapped)>(WAITING);
        let chunks = Arc::new(Mutex::new(chunks));
        let reader = scope.spawn(|| read(tables, input, request, &setup, &bytes, to_workers));
        for _ in 0..workers {
            let (chunks, to_merge) = (Arc::clone(&chunks), to_merge.clone());
            let (setup, stop) = (&setup, &stop);
            scope.spawn(move || work(tables, setup, stop, &chunks, &to_merge));
        }
        // The workers alone keep the channels open, so that they close when these end.
        drop((chunks, to_merge));
        let merged = merge(&setup, request, &bytes, mapped, progress, sink);
        stop.store(true, Ordering::Relaxed);
        // An error of the reader explains that there was nothing to merge.
        let read = reader.join().unwrap_or_else(|panic| resume_unwind(panic));
        match (read, merged) {
            (Err(error), Ok(_)) => Err(error.into()),
            (_, merged) => merged,
        }
    })
}

/// What is known once the header was seen.
struct Setup<'a> {
    bound: Bound<'a>,
    version: String,
    file: String,
}

struct Reading<'a, 's> {
    tables: &'a Tables,
    request: &'s Request<'a>,
    setup: &'s OnceLock<Setup<'a>>,
    bytes: &'s AtomicU64,
    chunks: SyncSender<(u64, Chunk)>,
    number: u64,
    rows: u64,
}

impl Consumer for Reading<'_, '_> {
    fn head(&mut self, head: &Head) -> Result<Plan, TableError> {
        let fit = match self.request.mapping {
            Some(mapping) => named(mapping, head),
            None => recognise(&self.tables.mappings, head)?,
        };
        let bound = Bound::new(fit.mapping, fit.layout, fit.headerless, head)?;
        let plan = bound.plan.clone();
        let version = source::version(self.request.version, &bound, head, fit.headerless);
        let setup = Setup {
            bound,
            version,
            file: head.file.clone(),
        };
        let _ = self.setup.set(setup);
        Ok(plan)
    }

    fn chunk(&mut self, mut chunk: Chunk) -> bool {
        if let Some(limit) = self.request.limit {
            chunk.truncate(limit.saturating_sub(self.rows));
        }
        self.rows += chunk.read;
        let sent = self.chunks.send((self.number, chunk)).is_ok();
        self.number += 1;
        sent && self.request.limit.is_none_or(|limit| self.rows < limit)
    }

    fn progress(&mut self, bytes: u64) {
        self.bytes.store(bytes, Ordering::Relaxed);
    }
}

fn read<'a>(
    tables: &'a Tables,
    input: TableInput,
    request: &Request<'a>,
    setup: &OnceLock<Setup<'a>>,
    bytes: &AtomicU64,
    chunks: SyncSender<(u64, Chunk)>,
) -> Result<(), TableError> {
    let file = request.mapping.map(|mapping| &mapping.file);
    let options = ReadOptions {
        encoding: file.and_then(|file| file.encoding),
        separator: file.and_then(|file| file.separator),
        skip: file.map_or(0, |file| file.skip),
        sheet: file.and_then(|file| file.sheet.as_deref()),
    };
    let mut reading = Reading {
        tables,
        request,
        setup,
        bytes,
        chunks,
        number: 0,
        rows: 0,
    };
    table::read(input, &options, &mut reading)
}

fn work(
    tables: &Tables,
    setup: &OnceLock<Setup>,
    stop: &AtomicBool,
    chunks: &Mutex<Receiver<(u64, Chunk)>>,
    to_merge: &SyncSender<(u64, Mapped)>,
) {
    while !stop.load(Ordering::Relaxed) {
        let next = chunks.lock().map(|chunks| chunks.recv());
        let (Ok(Ok((number, chunk))), Some(setup)) = (next, setup.get()) else {
            return;
        };
        let context = Context {
            bound: &setup.bound,
            states: &tables.states,
            vocabulary: &tables.vocabulary,
            version: &setup.version,
        };
        if to_merge
            .send((number, Mapper::new(&context).map(chunk)))
            .is_err()
        {
            return;
        }
    }
}

fn merge<E>(
    setup: &OnceLock<Setup>,
    request: &Request,
    bytes: &AtomicU64,
    mapped: Receiver<(u64, Mapped)>,
    progress: &mut dyn FnMut(Progress),
    sink: &mut dyn FnMut(Batch) -> Result<(), E>,
) -> Result<Report, ConvertError<E>> {
    let mut merge: Option<Merge> = None;
    let mut early: BTreeMap<u64, Mapped> = BTreeMap::new();
    let mut next = 0;
    for (number, chunk) in mapped {
        early.insert(number, chunk);
        while let Some(chunk) = early.remove(&next) {
            next += 1;
            if merge.is_none() {
                let Some((description, graph, report)) = setup.get().map(begin) else {
                    continue;
                };
                sink(description).map_err(ConvertError::Sink)?;
                merge = Some(Merge::new(report, graph, request.strict));
            }
            let Some(merge) = merge.as_mut() else {
                continue;
            };
            sink(merge.take(chunk)?).map_err(ConvertError::Sink)?;
            progress(Progress {
                rows: merge.report.rows,
                bytes: bytes.load(Ordering::Relaxed),
            });
        }
    }
    let Some(merge) = merge else {
        let file = setup
            .get()
            .map(|setup| setup.file.clone())
            .unwrap_or_default();
        return Ok(Report {
            file,
            ..Report::default()
        });
    };
    let (last, report) = merge.finish();
    if let Some(last) = last {
        sink(last).map_err(ConvertError::Sink)?;
    }
    Ok(report)
}

fn begin(setup: &Setup) -> (Batch, Arc<NamedNode>, Report) {
    let dataset = &setup.bound.mapping.dataset;
    let graph = Arc::new(source::graph(dataset, &setup.version));
    let description = source::description(dataset, &setup.version, &graph);
    let report = Report {
        file: setup.file.clone(),
        dataset: dataset.name.clone(),
        version: setup.version.clone(),
        title: dataset.title.clone(),
        licence: dataset.licence.clone(),
        graph: graph.as_str().to_owned(),
        statements: description.len() as u64,
        ..Report::default()
    };
    (description, graph, report)
}
