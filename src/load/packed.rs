//! Unpacking files of linked data: gzip, and zip archives with one file of linked data in them.

use super::table::{MOST_TIMES, is_bomb};
use super::{Format, LoadError};
use flate2::read::MultiGzDecoder;
use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};
use zip::ZipArchive;

/// How much is unpacked between two looks at how much it has become.
const STEP: u64 = 1 << 20;
/// The bytes by which it is told whether a packed file holds linked data.
const SAMPLE: u64 = 1 << 14;

const GZIP: &[u8] = &[0x1f, 0x8b];
const ZIP: &[u8] = b"PK\x03\x04";
const EMPTY_ZIP: &[u8] = b"PK\x05\x06";

/// The bytes of a file without what packs them.
pub(super) struct Unpacked<'a> {
    pub bytes: Cow<'a, [u8]>,
    /// What the packed file is called, where the archive or the ending tells.
    pub name: Option<PathBuf>,
}

/// Unpacks a file if it is packed.
pub(super) fn unpack<'a>(file: &str, bytes: &'a [u8]) -> Result<Unpacked<'a>, LoadError> {
    let unpacked = if bytes.starts_with(GZIP) {
        let inner = Path::new(file)
            .file_stem()
            .filter(|_| Path::new(file).extension().is_some_and(|e| e == "gz"));
        Unpacked {
            bytes: Cow::Owned(drain(file, MultiGzDecoder::new(bytes), bytes.len())?),
            name: inner.map(PathBuf::from),
        }
    } else if bytes.starts_with(ZIP) || bytes.starts_with(EMPTY_ZIP) {
        archived(file, bytes)?
    } else {
        return Ok(Unpacked {
            bytes: Cow::Borrowed(bytes),
            name: None,
        });
    };
    if unpacked.bytes.starts_with(GZIP) || unpacked.bytes.starts_with(ZIP) {
        return Err(LoadError::Compressed {
            file: file.to_owned(),
            kind: "packed twice",
        });
    }
    Ok(unpacked)
}

fn archived<'a>(file: &str, bytes: &'a [u8]) -> Result<Unpacked<'a>, LoadError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| damaged(file, &e))?;
    let names = names(&archive);
    let linked: Vec<&String> = names.iter().filter(|name| is_linked_name(name)).collect();
    let [name] = linked.as_slice() else {
        return Err(LoadError::Archive {
            file: file.to_owned(),
            several: !linked.is_empty(),
            names: if linked.is_empty() {
                names
            } else {
                linked.into_iter().cloned().collect()
            },
        });
    };
    let entry = archive.by_name(name).map_err(|e| damaged(file, &e))?;
    let packed = usize::try_from(entry.compressed_size()).unwrap_or(usize::MAX);
    Ok(Unpacked {
        bytes: Cow::Owned(drain(file, entry, packed)?),
        name: Some(PathBuf::from(name.as_str())),
    })
}

fn names<R: Read + io::Seek>(archive: &ZipArchive<R>) -> Vec<String> {
    let names = archive.file_names().filter_map(Result::ok);
    names
        .map(std::borrow::Cow::into_owned)
        .filter(|name| !name.ends_with('/'))
        .collect()
}

/// Says whether a name in an archive is one of linked data; hidden files and those of other systems are not.
fn is_linked_name(name: &str) -> bool {
    let hidden =
        name.starts_with("__MACOSX") || name.rsplit('/').next().is_some_and(|n| n.starts_with('.'));
    let path = Path::new(name);
    let owl = path
        .extension()
        .is_some_and(|e| e.eq_ignore_ascii_case("owl"));
    !hidden && (owl || Format::from_path(path).is_some())
}

/// Reads to the end, unless far more comes out than went in.
fn drain(file: &str, mut reader: impl Read, packed: usize) -> Result<Vec<u8>, LoadError> {
    let packed = u64::try_from(packed).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    loop {
        let read = reader.by_ref().take(STEP).read_to_end(&mut bytes);
        if read.map_err(|error| damaged(file, &error))? == 0 {
            return Ok(bytes);
        }
        let unpacked = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if is_bomb(packed, unpacked) {
            return Err(LoadError::Bomb {
                file: file.to_owned(),
                times: MOST_TIMES,
            });
        }
    }
}

fn damaged(file: &str, error: &dyn std::fmt::Display) -> LoadError {
    LoadError::Damaged {
        file: file.to_owned(),
        reason: error.to_string(),
    }
}

/// Says whether a packed file, whose ending does not tell, holds linked data; what cannot be read holds none.
#[must_use]
pub fn holds_linked_data(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    let Some("gz" | "zip") = ending.map(str::to_ascii_lowercase).as_deref() else {
        return false;
    };
    let Ok(mut file) = File::open(path) else {
        return false;
    };
    if let Ok(archive) = ZipArchive::new(&mut file) {
        let names = names(&archive);
        return names.iter().any(|name| is_linked_name(name))
            && !names.iter().any(|name| name == "[Content_Types].xml");
    }
    let mut sample = Vec::new();
    let read = File::open(path).and_then(|file| {
        MultiGzDecoder::new(file)
            .take(SAMPLE)
            .read_to_end(&mut sample)
    });
    read.is_ok() && looks_linked(&sample)
}

/// Says whether bytes begin as linked data do.
#[must_use]
pub fn looks_linked(sample: &[u8]) -> bool {
    let mut unpacked = Vec::new();
    let mut sample = sample;
    if sample.starts_with(GZIP) {
        // The sample ends in the middle, which the decoder takes for damage.
        let _ = MultiGzDecoder::new(sample)
            .take(SAMPLE)
            .read_to_end(&mut unpacked);
        sample = &unpacked;
    }
    let text = String::from_utf8_lossy(sample);
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    !Format::sniff(text).is_empty()
}
