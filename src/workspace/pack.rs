//! Writing statements as packed N-Quads, on all processors, with the same bytes for the same statements.
//!
//! Every block of statements becomes a gzip member of its own; one member after the other is a gzip file that every program
//! reads. The extra field of each member says how long it is, so that members can be told apart, and unpacked side by side,
//! without unpacking them.

use super::hash::{Fingerprint, Hashed};
use crate::load::mapping::Batch;
use flate2::{Compression, GzBuilder};
use oxigraph::model::Quad;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

/// More would make the files a little smaller and the loading much slower.
const LEVEL: u32 = 1;
/// What the extra field of a member begins with: its name, and how many bytes follow.
pub(super) const EXTRA: [u8; 4] = [b'A', b'L', 4, 0];
/// Where the length of a member stands in it.
pub(super) const LENGTH: std::ops::Range<usize> = 16..20;
/// Blocks that wait at each step; with their size, what bounds the memory.
const WAITING: usize = 4;

/// Statements on their way into a file.
pub(super) enum Block {
    Batch(Batch),
    Quads(Vec<Quad>),
}

/// Packs blocks into a file.
pub(super) struct Packer {
    jobs: Option<SyncSender<(u64, Block)>>,
    number: u64,
    workers: Vec<JoinHandle<()>>,
    writer: Option<JoinHandle<io::Result<Fingerprint>>>,
}

type Packed = (u64, io::Result<Vec<u8>>);

impl Packer {
    /// Begins a file.
    pub(super) fn new(path: &Path) -> io::Result<Packer> {
        let file = File::create(path)?;
        let (jobs, blocks) = sync_channel::<(u64, Block)>(WAITING);
        let (to_writer, packed) = sync_channel::<Packed>(WAITING);
        let blocks = Arc::new(Mutex::new(blocks));
        let count = thread::available_parallelism().map_or(1, usize::from);
        let mut workers = Vec::new();
        for _ in 0..count {
            let (blocks, to_writer) = (Arc::clone(&blocks), to_writer.clone());
            workers.push(thread::Builder::new().spawn(move || work(&blocks, &to_writer))?);
        }
        drop(to_writer);
        let writer = thread::Builder::new().spawn(move || write(file, packed))?;
        Ok(Packer {
            jobs: Some(jobs),
            number: 0,
            workers,
            writer: Some(writer),
        })
    }

    /// Takes the next block.
    pub(super) fn push(&mut self, block: Block) -> io::Result<()> {
        let sent = self
            .jobs
            .as_ref()
            .is_some_and(|jobs| jobs.send((self.number, block)).is_ok());
        self.number += 1;
        if sent {
            return Ok(());
        }
        // The workers ended because the writer did, and it knows why.
        match self.end() {
            Ok(_) => Err(io::Error::other("the writer stopped")),
            Err(error) => Err(error),
        }
    }

    /// Ends the file, and makes it durable.
    pub(super) fn finish(mut self) -> io::Result<Fingerprint> {
        self.end()
    }

    fn end(&mut self) -> io::Result<Fingerprint> {
        self.jobs = None;
        let stopped = || io::Error::other("a thread stopped");
        let mut whole = true;
        for worker in self.workers.drain(..) {
            whole &= worker.join().is_ok();
        }
        let writer = self.writer.take().ok_or_else(stopped)?;
        let written = writer.join().map_err(|_| stopped())??;
        if whole { Ok(written) } else { Err(stopped()) }
    }
}

impl Drop for Packer {
    fn drop(&mut self) {
        // Whoever gives up removes the folder next, in which no thread may still write.
        let _ = self.end();
    }
}

fn work(blocks: &Mutex<Receiver<(u64, Block)>>, to_writer: &SyncSender<Packed>) {
    let mut text = Vec::new();
    loop {
        let next = blocks.lock().map(|blocks| blocks.recv());
        let Ok(Ok((number, block))) = next else {
            return;
        };
        text.clear();
        let member = block.write(&mut text).and_then(|()| member(&text));
        // What was needed is freed before the writer is waited for.
        drop(block);
        if to_writer.send((number, member)).is_err() {
            return;
        }
    }
}

impl Block {
    fn write(&self, text: &mut Vec<u8>) -> io::Result<()> {
        match self {
            Block::Batch(batch) => batch.write_nquads(text),
            Block::Quads(quads) => quads.iter().try_for_each(|quad| writeln!(text, "{quad} .")),
        }
    }
}

/// Packs a text as a gzip member that tells its own length.
fn member(text: &[u8]) -> io::Result<Vec<u8>> {
    let extra: Vec<u8> = EXTRA.iter().chain(&[0; 4]).copied().collect();
    // Neither time nor system, so that equal statements give equal bytes.
    let mut encoder = GzBuilder::new()
        .extra(extra)
        .operating_system(255)
        .write(Vec::new(), Compression::new(LEVEL));
    encoder.write_all(text)?;
    let mut packed = encoder.finish()?;
    let length = u32::try_from(packed.len()).map_err(io::Error::other)?;
    if let Some(place) = packed.get_mut(LENGTH) {
        place.copy_from_slice(&length.to_le_bytes());
    }
    Ok(packed)
}

fn write(file: File, packed: Receiver<Packed>) -> io::Result<Fingerprint> {
    let mut file = Hashed::new(file);
    let mut early = BTreeMap::new();
    let mut next = 0;
    for (number, member) in packed {
        early.insert(number, member);
        while let Some(member) = early.remove(&next) {
            next += 1;
            file.write_all(&member?)?;
        }
    }
    let (file, fingerprint) = file.finish();
    file.sync_all()?;
    Ok(fingerprint)
}
