//! Files that answers are written to: in the format of their extension, whole or not at all, never over another by accident.

use crate::answer::Answer;
use crate::export::{Export, JsonLd, NQuads, NTriples, TriG, Turtle};
use crate::render::{self, Screen};
use etcetera::home_dir;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What a file that is already there means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Files {
    /// It is kept, and nothing is written.
    #[default]
    Keep,
    /// It is replaced.
    Replace,
}

/// Why a file is not written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    #[error("{} there already, and would be overwritten", are(.paths))]
    Exists { paths: Vec<PathBuf> },
    #[error("cannot write {}: {reason}", .path.display())]
    Write { path: PathBuf, reason: String },
}

fn are(paths: &[PathBuf]) -> String {
    let names: Vec<_> = paths
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    let verb = if names.len() == 1 { "is" } else { "are" };
    format!("{} {verb}", names.join(", "))
}

/// What a file holds, told by its extension.
#[derive(Clone, Copy)]
pub enum Form {
    Rows(render::Format),
    Data(&'static dyn Export),
}

/// The extensions that are known.
pub const EXTENSIONS: &[&str] = &[
    "csv", "tsv", "json", "md", "txt", "ttl", "trig", "nt", "nq", "jsonld",
];

impl Form {
    /// Reads the form off the name of a file.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        let extension = Path::new(name).extension()?.to_str()?.to_lowercase();
        Some(match extension.as_str() {
            "csv" => Self::Rows(render::Format::Csv),
            "tsv" => Self::Rows(render::Format::Tsv),
            "json" => Self::Rows(render::Format::Json),
            "md" => Self::Rows(render::Format::Markdown),
            "txt" => Self::Rows(render::Format::Table),
            "ttl" => Self::Data(&Turtle),
            "trig" => Self::Data(&TriG),
            "nt" => Self::Data(&NTriples),
            "nq" => Self::Data(&NQuads),
            "jsonld" => Self::Data(&JsonLd),
            _ => return None,
        })
    }
}

/// Writes the rows of an answer as a file holds them.
#[must_use]
pub fn rows(answer: &Answer, format: render::Format) -> Vec<u8> {
    format.write(&Screen::piped(), answer).into_bytes()
}

/// Returns the path that a name means; `~` is the home folder, as it is in a shell.
#[must_use]
pub fn path(name: &str) -> PathBuf {
    match (name.strip_prefix("~/"), home_dir()) {
        (Some(rest), Ok(home)) => home.join(rest),
        _ => PathBuf::from(name),
    }
}

/// Refuses files that are there already, before anything is asked.
///
/// # Errors
/// Names all of them.
pub fn check(names: &[String], files: Files) -> Result<(), FileError> {
    let mut paths: Vec<PathBuf> = names
        .iter()
        .map(|name| path(name))
        .filter(|path| path.exists())
        .collect();
    paths.dedup();
    if paths.is_empty() || files == Files::Replace {
        Ok(())
    } else {
        Err(FileError::Exists { paths })
    }
}

/// Writes a file: first beside its place, then into it at once, so that nobody ever reads half a file.
///
/// # Errors
/// It is there already and to be kept, or the system refuses.
pub fn write(name: &str, contents: &[u8], files: Files) -> Result<PathBuf, FileError> {
    let named = path(name);
    // A link is followed: what it points to is replaced, not the link.
    let target = fs::canonicalize(&named).unwrap_or_else(|_| named.clone());
    match put(&target, contents, files) {
        Ok(()) => Ok(named),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            Err(FileError::Exists { paths: vec![named] })
        }
        Err(error) => Err(FileError::Write {
            path: named,
            reason: reason(&error),
        }),
    }
}

fn put(target: &Path, contents: &[u8], files: Files) -> io::Result<()> {
    if target.is_dir() {
        return Err(io::Error::from(io::ErrorKind::IsADirectory));
    }
    let folder = target
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let mut builder = tempfile::Builder::new();
    builder.prefix(".allegiance-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As any other new file: the system takes away what the user does not want to give.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder.unwrap_or_else(|| Path::new(".")))?;
    file.write_all(contents)?;
    file.as_file().sync_all()?;
    let kept = match files {
        Files::Keep => file.persist_noclobber(target),
        Files::Replace => file.persist(target),
    };
    kept.map(|_| ()).map_err(|error| error.error)
}

/// Words a failure without the path of the file that was written beside the target.
fn reason(error: &io::Error) -> String {
    let text = match error.get_ref() {
        Some(inner) => inner.to_string(),
        None => error.to_string(),
    };
    let text = text.split(" at path ").next().unwrap_or_default();
    let text = text.split(" (os error").next().unwrap_or_default();
    text.chars()
        .next()
        .map_or_else(String::new, |c| c.to_lowercase().collect())
        + text.get(1..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_written_whole_and_never_over_another() {
        let folder = tempfile::tempdir().unwrap();
        let name = folder.path().join("a.csv").display().to_string();
        write(&name, b"one", Files::Keep).unwrap();
        assert_eq!(fs::read(&name).unwrap(), b"one");
        let paths = vec![PathBuf::from(&name)];
        assert_eq!(
            write(&name, b"two", Files::Keep),
            Err(FileError::Exists {
                paths: paths.clone()
            })
        );
        assert_eq!(
            check(std::slice::from_ref(&name), Files::Keep),
            Err(FileError::Exists { paths })
        );
        assert_eq!(fs::read(&name).unwrap(), b"one");
        write(&name, b"two", Files::Replace).unwrap();
        assert_eq!(fs::read(&name).unwrap(), b"two");
        assert_eq!(
            fs::read_dir(folder.path()).unwrap().count(),
            1,
            "nothing is left beside it"
        );
    }

    #[test]
    fn what_cannot_be_written_says_why() {
        let folder = tempfile::tempdir().unwrap();
        let missing = folder.path().join("none/a.csv").display().to_string();
        let error = write(&missing, b"", Files::Keep).unwrap_err().to_string();
        assert!(
            error.starts_with("cannot write ") && error.ends_with("no such file or directory"),
            "{error}"
        );
        let name = folder.path().display().to_string();
        let error = write(&name, b"", Files::Replace).unwrap_err().to_string();
        assert!(error.ends_with("is a directory"), "{error}");
    }

    #[test]
    fn the_extension_tells_the_form() {
        for extension in EXTENSIONS {
            assert!(
                Form::of(&format!("a.{}", extension.to_uppercase())).is_some(),
                "{extension}"
            );
        }
        assert!(
            Form::of("a").is_none() && Form::of(".csv").is_none() && Form::of("a.docx").is_none()
        );
    }
}
