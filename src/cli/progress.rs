//! How far a load is, on a terminal.

use crate::load::mapping::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// A line on standard error that grows with what was read; nothing where that is no terminal.
pub(super) struct Bar {
    bar: ProgressBar,
    started: Instant,
}

impl Bar {
    pub(super) fn new(path: &Path) -> Bar {
        let length = fs::metadata(path).ok().filter(fs::Metadata::is_file);
        let bar = match length {
            Some(file) => ProgressBar::new(file.len()),
            None => ProgressBar::no_length(),
        };
        bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(5));
        let template = match length_of(&bar) {
            Some(_) => "{prefix} [{bar:30}] {percent}% · {msg} · {eta} left",
            None => "{prefix} {spinner} {msg}",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style.progress_chars("=> "));
        }
        let name = path.file_name().unwrap_or(path.as_os_str());
        bar.set_prefix(name.to_string_lossy().into_owned());
        Bar {
            bar,
            started: Instant::now(),
        }
    }

    /// Takes how far the table is read.
    pub(super) fn at(&self, progress: Progress) {
        let rate = rate(progress.rows, self.started.elapsed());
        self.bar.set_message(format!(
            "{} rows, {} a second",
            super::workspace::grouped(progress.rows),
            super::workspace::grouped(rate)
        ));
        self.bar.set_position(progress.bytes);
    }

    /// Removes the line, and returns how long it took.
    pub(super) fn end(&self) -> Duration {
        self.bar.finish_and_clear();
        self.started.elapsed()
    }
}

fn length_of(bar: &ProgressBar) -> Option<u64> {
    bar.length()
}

/// Returns how many there were in a second.
pub(super) fn rate(number: u64, time: Duration) -> u64 {
    let milliseconds = u64::try_from(time.as_millis()).unwrap_or(u64::MAX).max(1);
    number.saturating_mul(1000) / milliseconds
}
