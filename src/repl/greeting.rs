//! The three lines that the prompt begins with.

use crate::lexicon::Language;
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
pub(super) fn greeting(screen: &Screen, session: &Session, language: Language) -> String {
    let has = |bundle| session.inputs().contains(&Input::Bundled(bundle));
    let examples = match () {
        () if has(Bundle::Sahel) => SAHEL,
        () if has(Bundle::Reference) => REFERENCE,
        () => ANY,
    };
    let lines = [
        message(screen, "Loaded", &session.summary()),
        message(screen, "Try", &told(session, examples, language)),
        ":help explains the language, Tab completes, Ctrl-D leaves".to_owned(),
    ];
    lines.join("\n") + "\n\n"
}

fn told(session: &Session, examples: [&str; 3], language: Language) -> String {
    let examples = examples.map(|example| match language {
        Language::English => example.to_owned(),
        Language::French => session.french().tell(example, session.ontology()),
    });
    examples.join(" · ")
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
                let french = told(&session, [question; 3], Language::French);
                let french = french.split(" · ").next().unwrap();
                let options = Options {
                    language: Language::French,
                    ..Options::default()
                };
                let answer = session.ask(french, &options, &Cancel::new());
                assert!(answer.unwrap().total > 0, "{french}");
            }
        }
    }
}
