//! The three lines that the prompt begins with.

use crate::lexicon::ClassKind;
use crate::render::{Screen, message};
use crate::session::Session;
use crate::store::{Bundle, Input};

/// Questions that the bundled dataset answers.
const SAHEL: [&str; 3] = [
    "who ambushed \"Wagner Group\"",
    "allies of MNLA in 2012",
    "coups in 2021",
];
/// Questions that the reference data answer.
const REFERENCE: [&str; 3] = [
    "successors of \"Soviet Union\"",
    "predecessors of Russia",
    "states",
];
/// Questions that any data understand.
const ANY: [&str; 3] = [
    "count events by year",
    "interventions since 2013",
    "allies of NAME",
];

/// Says what is loaded, what could be asked and where help is.
pub(super) fn greeting(screen: &Screen, session: &Session, inputs: &[Input]) -> String {
    let has = |bundle| inputs.contains(&Input::Bundled(bundle));
    let examples = match () {
        () if has(Bundle::Sahel) => SAHEL,
        () if has(Bundle::Reference) => REFERENCE,
        () => ANY,
    };
    let lines = [
        message(screen, "Loaded", &contents(session, inputs)),
        message(screen, "Try", &examples.join(" · ")),
        ":help explains the language, Tab completes, Ctrl-D leaves".to_owned(),
    ];
    lines.join("\n") + "\n\n"
}

/// Sums up what is loaded: `Sahel (95 situations, 60 actors, 2 sources)`.
fn contents(session: &Session, inputs: &[Input]) -> String {
    let titles: Vec<_> = inputs.iter().map(title).collect();
    let names = || session.names().iter().map(|(_, name)| name);
    let situations = names().filter(|name| name.situation).count();
    let actors = names().filter(|name| {
        let ontology = session.ontology();
        let mut classes = name
            .classes
            .iter()
            .filter_map(|iri| ontology.class_by_iri(iri));
        classes.any(|class| ontology.class(class).kind == ClassKind::Actor)
    });
    let counts = [
        counted(situations, "situation"),
        counted(actors.count(), "actor"),
        counted(session.sources().len(), "source"),
    ];
    format!("{} ({})", titles.join(" and "), counts.join(", "))
}

fn title(input: &Input) -> String {
    match input {
        Input::Bundled(Bundle::Sahel) => "Sahel".to_owned(),
        Input::Bundled(Bundle::Reference) => "Reference".to_owned(),
        Input::File(path) => {
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
    use crate::session::Options;
    use crate::store::Cancel;

    #[test]
    fn the_examples_have_answers() {
        for (bundle, examples) in [(Bundle::Sahel, SAHEL), (Bundle::Reference, REFERENCE)] {
            let session = Session::open(&[Input::Bundled(bundle)]).unwrap();
            for question in examples {
                let answer = session.ask(question, &Options::default(), &Cancel::new());
                assert!(answer.unwrap().total > 0, "{question}");
            }
        }
    }
}
