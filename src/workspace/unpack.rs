//! Reading packed N-Quads, on all processors, and making sure that they are what was stored.

use super::hash::Hasher;
use super::pack::{EXTRA, LENGTH};
use super::parse::Lines;
use super::{Damage, Stored};
use flate2::read::GzDecoder;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::panic::resume_unwind;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

const WAITING: usize = 4;
/// No member that was written is longer, packed or unpacked.
const LONGEST: u32 = 1 << 30;

/// Reads a stored file block by block, in its order. Nothing that was handed over may be used when this fails: that the
/// bytes are those that were stored is known only at the end.
pub(super) fn unpack(
    file: File,
    stored: &Stored,
    take: &mut dyn FnMut(Lines),
) -> Result<(), Damage> {
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let stop = AtomicBool::new(false);
    let (to_workers, members) = sync_channel::<(u64, Vec<u8>)>(WAITING);
    let (to_taker, blocks) = sync_channel::<(u64, Result<Lines, Damage>)>(WAITING);
    let members = Mutex::new(members);
    thread::scope(|scope| {
        let (members, stop) = (&members, &stop);
        let reader = scope.spawn(move || read(file, stored, stop, &to_workers));
        for _ in 0..workers {
            let to_taker = to_taker.clone();
            scope.spawn(move || work(stored, members, stop, &to_taker));
        }
        drop(to_taker);
        let taken = in_order(blocks, take);
        // Workers that wait for the reader end with it.
        stop.store(true, Ordering::Relaxed);
        let read = reader.join().unwrap_or_else(|panic| resume_unwind(panic));
        // That the bytes are others explains whatever was found in them.
        read.and(taken)
    })
}

fn in_order(
    blocks: Receiver<(u64, Result<Lines, Damage>)>,
    take: &mut dyn FnMut(Lines),
) -> Result<(), Damage> {
    let mut early = BTreeMap::new();
    let mut next = 0;
    let mut damage = Ok(());
    // After a damage the rest is only drained, so that the reader gets to the end and can tell the hash.
    for (number, lines) in blocks {
        early.insert(number, lines);
        while let Some(lines) = early.remove(&next) {
            next += 1;
            match lines {
                Ok(lines) if damage.is_ok() => take(lines),
                Ok(_) => {}
                Err(found) => damage = damage.and(Err(found)),
            }
        }
    }
    damage
}

fn read(
    file: File,
    stored: &Stored,
    stop: &AtomicBool,
    to_workers: &SyncSender<(u64, Vec<u8>)>,
) -> Result<(), Damage> {
    let unreadable = |error: io::Error| Damage::Unreadable {
        file: stored.file.clone(),
        reason: error.to_string(),
    };
    let mut reader = BufReader::with_capacity(1 << 18, file);
    let mut hasher = Hasher::default();
    let mut number = 0;
    let mut damage = None;
    loop {
        let mut member = vec![0; LENGTH.end];
        let head = fill(&mut reader, &mut member).map_err(unreadable)?;
        member.truncate(head);
        let length = (head == LENGTH.end).then(|| length(&member)).flatten();
        let Some(length) = length else {
            hasher.take(&member);
            if head > 0 {
                damage = Some("it ends or breaks off within a block");
            }
            break;
        };
        let mut rest = Vec::new();
        let wanted = length - LENGTH.end as u64;
        (&mut reader)
            .take(wanted)
            .read_to_end(&mut rest)
            .map_err(unreadable)?;
        member.append(&mut rest);
        hasher.take(&member);
        if (member.len() as u64) < length {
            damage = Some("it ends within a block");
            break;
        }
        if !stop.load(Ordering::Relaxed) && to_workers.send((number, member)).is_err() {
            break;
        }
        number += 1;
    }
    // What is left is read for its length and hash.
    let mut buffer = vec![0; 1 << 18];
    loop {
        let read = fill(&mut reader, &mut buffer).map_err(unreadable)?;
        hasher.take(buffer.get(..read).unwrap_or_default());
        if read < buffer.len() {
            break;
        }
    }
    let found = hasher.finish();
    let file = || stored.file.clone();
    if found.bytes != stored.bytes {
        return Err(Damage::Length {
            file: file(),
            found: found.bytes,
            expected: stored.bytes,
        });
    }
    if found.sha256 != stored.sha256 {
        return Err(Damage::Hash {
            file: file(),
            found: found.sha256,
            expected: stored.sha256.clone(),
        });
    }
    damage.map_or(Ok(()), |reason| {
        Err(Damage::Packing {
            file: file(),
            reason: reason.to_owned(),
        })
    })
}

/// Returns the length of the member that begins so.
fn length(head: &[u8]) -> Option<u64> {
    const GZIP: [u8; 4] = [0x1f, 0x8b, 8, 4];
    let framed = head.get(..4) == Some(&GZIP[..])
        && head.get(10..12) == Some(&[8, 0][..])
        && head.get(12..16) == Some(&EXTRA[..]);
    let length: [u8; 4] = head.get(LENGTH)?.try_into().ok()?;
    let length = u32::from_le_bytes(length);
    let sound = framed && length as usize > LENGTH.end && length < LONGEST;
    sound.then_some(u64::from(length))
}

/// Reads until the buffer is full or the file ends.
fn fill(reader: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while let Some(rest) = buffer.get_mut(filled..)
        && !rest.is_empty()
    {
        match reader.read(rest) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

fn work(
    stored: &Stored,
    members: &Mutex<Receiver<(u64, Vec<u8>)>>,
    stop: &AtomicBool,
    to_taker: &SyncSender<(u64, Result<Lines, Damage>)>,
) {
    loop {
        let next = members.lock().map(|members| members.recv());
        let Ok(Ok((number, member))) = next else {
            return;
        };
        if stop.load(Ordering::Relaxed) {
            continue;
        }
        if to_taker.send((number, lines(stored, &member))).is_err() {
            return;
        }
    }
}

fn lines(stored: &Stored, member: &[u8]) -> Result<Lines, Damage> {
    let packing = |reason: String| Damage::Packing {
        file: stored.file.clone(),
        reason,
    };
    let mut text = String::new();
    GzDecoder::new(member)
        .take(u64::from(LONGEST))
        .read_to_string(&mut text)
        .map_err(|error| packing(error.to_string()))?;
    Lines::parse(&text).map_err(|line| Damage::Line {
        file: stored.file.clone(),
        line,
    })
}
