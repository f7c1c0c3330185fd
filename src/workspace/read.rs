//! Reading a workspace while others may write to it.

use super::parse::Lines;
use super::unpack::unpack;
use super::{Damage, Entry, Manifest, Workspace, WorkspaceError};
use crate::load::{Document, Format, Statement, Statements};
use oxigraph::model::{BlankNode, NamedNode, Term};
use std::fs::File;
use std::io;

/// More often than this no writer is quicker than a reader.
const TRIES: usize = 1000;

/// What a workspace held at one moment, with its files open, so that it can be read whatever is written meanwhile.
#[derive(Debug)]
pub struct Snapshot {
    manifest: Manifest,
    files: Vec<File>,
}

impl Workspace {
    /// Opens everything that the manifest names.
    ///
    /// # Errors
    /// The manifest cannot be read, or a file that it names is not there.
    pub fn snapshot(&self) -> Result<Snapshot, WorkspaceError> {
        let mut manifest = self.manifest()?;
        for _ in 0..TRIES {
            match self.open_all(&manifest) {
                Ok(files) => return Ok(Snapshot { manifest, files }),
                Err(error) => {
                    // A file that is gone may be one that a writer has replaced.
                    let now = self.manifest()?;
                    if now == manifest {
                        return Err(error);
                    }
                    manifest = now;
                }
            }
        }
        Err(WorkspaceError::Read {
            path: self.manifest_path(),
            reason: "it changes all the time".to_owned(),
        })
    }

    fn open_all(&self, manifest: &Manifest) -> Result<Vec<File>, WorkspaceError> {
        let open = |entry: &Entry| {
            File::open(self.file(entry, &entry.data.file)).map_err(|error| {
                let file = format!("{}/{}", entry.folder, entry.data.file);
                let damage = match error.kind() {
                    io::ErrorKind::NotFound => Damage::Missing { file },
                    _ => Damage::Unreadable {
                        file,
                        reason: error.to_string(),
                    },
                };
                damaged(entry, damage)
            })
        };
        manifest.datasets.iter().map(open).collect()
    }
}

impl Snapshot {
    /// Returns what the workspace held.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Returns each dataset with its file, in the order in which they were loaded.
    pub fn datasets(self) -> impl Iterator<Item = Dataset> {
        let entries = self.manifest.datasets.into_iter().zip(self.files);
        entries.enumerate().map(|(index, (entry, file))| Dataset {
            entry,
            file,
            number: index + 1,
        })
    }
}

/// A stored dataset, open for reading.
#[derive(Debug)]
pub struct Dataset {
    pub entry: Entry,
    file: File,
    /// Tells its blank nodes from those of the others.
    number: usize,
}

impl Dataset {
    /// Adds its statements to others.
    ///
    /// # Errors
    /// It is damaged; the statements are of no use then.
    pub fn read_into(self, statements: &mut Statements) -> Result<Entry, WorkspaceError> {
        let mut take = |lines: Lines| {
            let terms = lines.terms.into_iter();
            let ids: Vec<u32> = terms.map(|term| statements.intern(term)).collect();
            let id = |number: &u32| ids.get(*number as usize).copied();
            for [subject, predicate, object, graph] in &lines.statements {
                if let (Some(subject), Some(predicate), Some(object), Some(graph)) =
                    (id(subject), id(predicate), id(object), id(graph))
                {
                    statements.push(Statement {
                        subject,
                        predicate,
                        object,
                        graph,
                    });
                }
            }
        };
        self.unpacked(&mut take)
    }

    /// Returns its statements as if they were those of a file.
    ///
    /// # Errors
    /// It is damaged.
    pub fn document(self) -> Result<(Entry, Document), WorkspaceError> {
        let mut quads = Vec::new();
        let entry = self.unpacked(&mut |lines| quads.extend(lines.quads()))?;
        let graph = entry
            .graphs
            .first()
            .and_then(|iri| NamedNode::new(iri).ok());
        let document = Document {
            graph: graph.unwrap_or_else(|| NamedNode::new_unchecked(crate::iri::ID)),
            quads,
            format: Format::NQuads,
            warnings: Vec::new(),
        };
        Ok((entry, document))
    }

    fn unpacked(self, take: &mut dyn FnMut(Lines)) -> Result<Entry, WorkspaceError> {
        let Dataset {
            entry,
            file,
            number,
        } = self;
        let unpacked = unpack(file, &entry.data, &mut |mut lines| {
            for term in &mut lines.terms {
                if let Term::BlankNode(node) = term {
                    let name = format!("d{number}{}", node.as_str());
                    *node = BlankNode::new(name).unwrap_or_default();
                }
            }
            take(lines);
        });
        match unpacked {
            Ok(()) => Ok(entry),
            Err(damage) => Err(damaged(&entry, damage)),
        }
    }
}

pub(super) fn damaged(entry: &Entry, damage: Damage) -> WorkspaceError {
    WorkspaceError::Damaged {
        name: entry.name.clone(),
        damage,
    }
}
