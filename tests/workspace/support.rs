//! A folder to work in, the program run in it, and tables of things that never happened.

use flate2::read::MultiGzDecoder;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A folder with a workspace in it, removed at the end.
pub struct Folder {
    folder: tempfile::TempDir,
}

/// What a command came to.
#[derive(Debug)]
pub struct Came {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Folder {
    /// Makes an empty folder.
    pub fn empty() -> Folder {
        let folder = tempfile::tempdir().expect("a temporary folder");
        Folder { folder }
    }

    /// Makes a workspace.
    pub fn workspace() -> Folder {
        let folder = Folder::empty();
        let came = folder.run(&["init"]);
        assert_eq!(came.code, Some(0), "{came:?}");
        folder
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        fs::write(&path, bytes).expect("a temporary file");
        path
    }

    /// Returns a command in this folder, ready to be started.
    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_allegiance"));
        command
            .args(words)
            .current_dir(self.path())
            .stdin(Stdio::null());
        command
    }

    pub fn run(&self, words: &[&str]) -> Came {
        came(self.command(words).output().expect("the program runs"))
    }

    /// Runs a command that must succeed, and returns what it prints.
    pub fn does(&self, words: &[&str]) -> String {
        let came = self.run(words);
        assert_eq!(came.code, Some(0), "{words:?}: {}", came.err);
        came.out
    }

    /// Returns the names of what is loaded.
    pub fn loaded(&self) -> Vec<String> {
        let csv = self.does(&["datasets", "--format", "csv"]);
        let names = csv
            .lines()
            .skip(1)
            .filter_map(|line| line.split(',').next());
        names.map(str::to_owned).collect()
    }

    /// Counts situations.
    pub fn count(&self, what: &str) -> String {
        number(&self.does(&["ask", &format!("count {what}"), "--format", "csv"]))
    }

    /// Returns every file of the workspace but the lock, with its bytes.
    pub fn files(&self) -> Vec<(String, Vec<u8>)> {
        let mut found = Vec::new();
        let mut open = vec![self.path().to_owned()];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(folder).expect("a folder").flatten() {
                let path = entry.path();
                let name = path.strip_prefix(self.path()).expect("below").display();
                let name = name.to_string();
                if path.is_dir() {
                    found.push((format!("{name}/"), Vec::new()));
                    open.push(path);
                } else if name != ".lock" {
                    found.push((name, fs::read(&path).expect("a file")));
                }
            }
        }
        found.sort();
        found
    }

    /// Returns the path of a file of the only dataset whose folder begins so.
    pub fn stored(&self, dataset: &str, file: &str) -> PathBuf {
        let entries = fs::read_dir(self.path().join("data")).expect("data");
        let folders = entries.flatten().map(|entry| entry.path());
        let mut meant = folders.filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with(dataset)
        });
        let folder = meant.next().expect("the folder of the dataset");
        assert!(meant.next().is_none(), "one folder of {dataset}");
        folder.join(file)
    }
}

/// Returns the number that an answer ends with; behind it stands an empty mark.
pub fn number(csv: &str) -> String {
    let line = csv.lines().last().unwrap_or_default();
    line.split(',').next().unwrap_or_default().to_owned()
}

pub fn came(output: Output) -> Came {
    Came {
        code: output.status.code(),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// Returns a table of coups that never happened, in the layout of Powell and Thyne.
pub fn coups(rows: usize) -> String {
    let mut table = "country,ccode,year,month,day,coup\n".to_owned();
    for n in 0..rows {
        let (year, month, day) = (1950 + n / 336 % 70, 1 + n / 28 % 12, 1 + n % 28);
        table += &format!("Mali,432,{year},{month},{day},2\n");
    }
    table
}

/// Unpacks a stored file with the common reader of gzip.
pub fn unpacked(path: &Path) -> String {
    let mut text = String::new();
    MultiGzDecoder::new(fs::File::open(path).expect("a stored file"))
        .read_to_string(&mut text)
        .expect("gzip");
    text
}
