//! Workspaces: folders in which loaded datasets last.
//!
//! ```text
//! allegiance.toml                  the manifest: what is loaded, from which file, by which mapping, with every hash
//! .gitignore                       keeps out what is only of this machine
//! .lock                            held while something is written
//! data/ucdp-ged-21.1-0a1b2c3d/     one dataset, never changed once it is there
//!   data.nq.gz                     its statements as N-Quads
//!   set-aside.csv                  rows and values that were set aside
//!   mapping.toml                   the mapping, where it is the user's own
//!   dataset.toml                   its part of the manifest, so that a lost manifest can be made again
//! ```
//!
//! The manifest is the one truth. A load fills a folder `data/.loading-…`, makes it durable, gives it its name, and then
//! puts a new manifest in the place of the old one, which the file system does at once or not at all: that is the moment
//! from which the dataset is there. A loader that is killed leaves at most a folder that no manifest names, and the next
//! command that writes removes it. Writers hold a lock of the operating system, which ends with their process; readers
//! take none: they read the manifest and open what it names, and begin anew where a writer was quicker.
//!
//! There is no cache: what is derived is derived when a workspace is opened, by [`crate::store::open`], the one function
//! that makes an engine out of what is here.

mod damage;
mod describe;
mod entry;
mod error;
mod folder;
mod hash;
mod lock;
mod manifest;
mod origin;
mod pack;
mod parse;
mod read;
mod rebuild;
mod request;
mod set_aside;
mod sweep;
mod unpack;
mod verify;
mod write;

pub use damage::Damage;
pub use entry::{Entry, Kind, MappingUsed, Origin, SetAsideTable, Stored};
pub use error::WorkspaceError;
pub use folder::Workspace;
pub use lock::Holder;
pub use manifest::Manifest;
pub use read::{Dataset, Snapshot};
pub use rebuild::rebuild;
pub use request::{Linked, LinkedFile, RulesSource, Settings, TableSource};
pub use verify::{Finding, Verified, verify};
pub use write::Writer;
