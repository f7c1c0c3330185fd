//! SHA-256 of files, by which every stored and every loaded file is told.

use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// Length and SHA-256 of some bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Fingerprint {
    pub bytes: u64,
    pub sha256: String,
}

/// Bytes on their way to a fingerprint.
#[derive(Clone, Default)]
pub(super) struct Hasher {
    sha: Sha256,
    bytes: u64,
}

impl Hasher {
    pub(super) fn take(&mut self, bytes: &[u8]) {
        self.sha.update(bytes);
        self.bytes += bytes.len() as u64;
    }

    pub(super) fn finish(self) -> Fingerprint {
        use std::fmt::Write;
        let mut sha256 = String::with_capacity(64);
        for byte in self.sha.finalize() {
            let _ = write!(sha256, "{byte:02x}");
        }
        Fingerprint {
            bytes: self.bytes,
            sha256,
        }
    }
}

/// Returns the fingerprint of bytes at hand.
pub(super) fn of_bytes(bytes: &[u8]) -> Fingerprint {
    let mut hasher = Hasher::default();
    hasher.take(bytes);
    hasher.finish()
}

/// Returns the fingerprint of a file.
pub(super) fn of_file(path: &Path) -> io::Result<Fingerprint> {
    of_reader(&mut File::open(path)?)
}

pub(super) fn of_reader(reader: &mut impl Read) -> io::Result<Fingerprint> {
    let mut hasher = Hasher::default();
    let mut buffer = vec![0; 1 << 18];
    loop {
        match reader.read(&mut buffer) {
            Ok(0) => return Ok(hasher.finish()),
            Ok(read) => hasher.take(buffer.get(..read).unwrap_or_default()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// A writer that notes the fingerprint of what goes through it.
pub(super) struct Hashed<W> {
    inner: W,
    hasher: Hasher,
}

impl<W: Write> Hashed<W> {
    pub(super) fn new(inner: W) -> Hashed<W> {
        Hashed {
            inner,
            hasher: Hasher::default(),
        }
    }

    pub(super) fn finish(self) -> (W, Fingerprint) {
        (self.inner, self.hasher.finish())
    }
}

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.hasher.take(bytes.get(..written).unwrap_or_default());
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// Where a [`Tapped`] reader leaves its fingerprint.
#[derive(Clone, Default)]
pub(super) struct Tap(Arc<Mutex<Hasher>>);

/// A reader of which somebody else learns what was read, for streams that can be read only once.
pub(super) struct Tapped<R> {
    inner: R,
    tap: Tap,
}

impl Tap {
    pub(super) fn on<R>(&self, inner: R) -> Tapped<R> {
        Tapped {
            inner,
            tap: self.clone(),
        }
    }

    pub(super) fn fingerprint(&self) -> Fingerprint {
        let hasher = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        hasher.clone().finish()
    }
}

impl<R: Read> Read for Tapped<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        let mut hasher = self.tap.0.lock().unwrap_or_else(PoisonError::into_inner);
        hasher.take(buffer.get(..read).unwrap_or_default());
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fingerprints_are_those_of_the_standard() {
        let empty = of_bytes(b"");
        assert_eq!(
            empty.sha256,
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
        let abc = of_bytes(b"abc");
        assert_eq!(
            abc.sha256,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(abc.bytes, 3);
        let tap = Tap::default();
        io::copy(&mut tap.on(&b"abc"[..]), &mut io::sink()).expect("memory");
        assert_eq!(tap.fingerprint(), abc);
        let mut hashed = Hashed::new(Vec::new());
        hashed.write_all(b"abc").expect("memory");
        assert_eq!(hashed.finish(), (b"abc".to_vec(), abc));
    }
}
