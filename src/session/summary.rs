//! What was opened, in one line.

use super::Session;
use crate::lexicon::ClassKind;
use crate::store::{Bundle, Input};

impl Session {
    /// Returns what the session was opened with.
    #[must_use]
    pub fn inputs(&self) -> &[Input] {
        &self.inputs
    }

    /// Sums up what is loaded: `Sahel (170 situations, 110 actors, 2 sources)`.
    #[must_use]
    pub fn summary(&self) -> String {
        let titles: Vec<_> = self.inputs.iter().map(title).collect();
        let names = || self.names.iter().map(|(_, name)| name);
        let situations = names().filter(|name| name.situation).count();
        let actors = names().filter(|name| {
            let mut classes = name
                .classes
                .iter()
                .filter_map(|iri| self.ontology.class_by_iri(iri));
            classes.any(|class| self.ontology.class(class).kind == ClassKind::Actor)
        });
        let counts = [
            counted(situations, "situation"),
            counted(actors.count(), "actor"),
            counted(self.sources.len(), "source"),
        ];
        format!("{} ({})", titles.join(" and "), counts.join(", "))
    }
}

fn title(input: &Input) -> String {
    match input {
        Input::Bundled(Bundle::Sahel) => "Sahel".to_owned(),
        Input::Bundled(Bundle::Reference) => "Reference".to_owned(),
        Input::File(path)
        | Input::Using { path, .. }
        | Input::Table { path, .. }
        | Input::Workspace(path) => {
            let name = path.file_name().unwrap_or(path.as_os_str());
            name.to_string_lossy().into_owned()
        }
    }
}

fn counted(n: usize, noun: &str) -> String {
    let s = if n == 1 { "" } else { "s" };
    format!("{n} {noun}{s}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_counts_what_can_be_asked_for() {
        let session = Session::open(&[Input::Bundled(Bundle::Sahel)]).expect("it opens");
        let summary = session.summary();
        assert!(summary.starts_with("Sahel ("), "{summary}");
        assert!(summary.ends_with(" actors, 2 sources)"), "{summary}");
    }
}
