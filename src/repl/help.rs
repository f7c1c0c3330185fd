//! `:help`: the language from its own tables of words and from the ontology.

use super::command::COMMANDS;
use super::vocabulary::{LISTS, list, meanings};
use crate::lexicon::Ontology;
use crate::question::keywords::{BEGINNINGS, CLAUSES, CONNECTORS, OUTPUTS, STEPS};
use crate::render::{Screen, error, listing};
use strsim::damerau_levenshtein;

/// A word of the grammar and a question that shows it.
type Word = (&'static str, &'static str);

/// Parts of the grammar that are topics of their own.
const PARTS: [&str; 5] = ["questions", "clauses", "connectors", "output", "pipes"];

fn part(name: &str) -> Vec<Word> {
    match name {
        "questions" => BEGINNINGS.to_vec(),
        "clauses" => CLAUSES
            .iter()
            .map(|(word, _, shown)| (*word, *shown))
            .collect(),
        "connectors" => CONNECTORS.to_vec(),
        "output" => OUTPUTS.to_vec(),
        "pipes" => STEPS.to_vec(),
        _ => Vec::new(),
    }
}

/// Lists what can be asked for, except the words of the ontology.
pub(super) fn topics() -> Vec<&'static str> {
    let words = PARTS.iter().flat_map(|name| part(name));
    let commands = COMMANDS.iter().map(|(command, _, _)| *command);
    let mut topics: Vec<_> = words
        .map(|(word, _)| word)
        .chain(PARTS)
        .chain(LISTS)
        .chain(commands)
        .collect();
    topics.sort_unstable();
    topics.dedup();
    topics
}

/// Explains the language, a part of it, or one word.
pub(super) fn help(screen: &Screen, ontology: &Ontology, topic: &str) -> String {
    let topic = topic.trim_start_matches(':').to_lowercase();
    if topic.is_empty() {
        return overview(screen);
    }
    let whole = part(&topic);
    if !whole.is_empty() {
        return listing(screen, "", &entries(&whole));
    }
    let words = list(ontology, &topic);
    if !words.is_empty() {
        return listing(screen, "", &[(topic, words.join(", "))]);
    }
    let mut words: Vec<_> = PARTS.iter().flat_map(|name| part(name)).collect();
    words.retain(|(word, _)| *word == topic);
    let mut found = entries(&words);
    found.extend(meanings(ontology, &topic));
    let named = |name: &str| {
        name.split(' ')
            .next()
            .is_some_and(|name| name[1..] == topic)
    };
    found.extend(commands().into_iter().filter(|(name, _)| named(name)));
    if found.is_empty() {
        return error(screen, &unknown(&topic));
    }
    listing(screen, "", &found)
}

fn overview(screen: &Screen) -> String {
    let words = |name: &str| {
        let words: Vec<_> = part(name).into_iter().map(|(word, _)| word).collect();
        (name.to_owned(), words.join(", "))
    };
    let more = [words("clauses"), words("connectors"), words("output")];
    let steps = listing(screen, "Behind | the answer goes on", &[words("pipes")]);
    let beginnings = listing(screen, "A question begins with", &entries(BEGINNINGS));
    let clauses = listing(screen, "and goes on with", &more);
    let commands = listing(screen, "Commands", &commands());
    let last = [
        (
            ":help clauses".to_owned(),
            "shows each of them in a question".to_owned(),
        ),
        (
            format!(":help {}", LISTS[0]),
            format!("lists the words for {}", LISTS.join(", ")),
        ),
        (
            ":help ambush".to_owned(),
            "says what a word means".to_owned(),
        ),
    ];
    let last = listing(screen, "More", &last);
    format!("{beginnings}\n{clauses}\n{steps}\n{commands}\n{last}\n")
}

fn entries(words: &[Word]) -> Vec<(String, String)> {
    words
        .iter()
        .map(|&(word, shown)| (word.to_owned(), shown.to_owned()))
        .collect()
}

fn commands() -> Vec<(String, String)> {
    COMMANDS
        .iter()
        .map(|(command, takes, does)| {
            let name = format!(":{command} {takes}");
            (name.trim_end().to_owned(), (*does).to_owned())
        })
        .collect()
}

fn unknown(topic: &str) -> String {
    let near: Vec<_> = topics()
        .into_iter()
        .filter(|word| word.contains(topic) || damerau_levenshtein(word, topic) <= 2)
        .take(5)
        .collect();
    if near.is_empty() {
        format!("no help on \"{topic}\"\n:help lists every word of the language")
    } else {
        format!("no help on \"{topic}\"\nthere is {}", near.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Session;
    use std::sync::LazyLock;

    static SESSION: LazyLock<Session> = LazyLock::new(|| Session::open(&[]).unwrap());

    fn shown(topic: &str) -> String {
        help(&Screen::piped(), SESSION.ontology(), topic)
    }

    #[test]
    fn every_topic_is_explained() {
        for topic in topics() {
            let text = shown(topic);
            assert!(!text.contains("no help"), "{topic}: {text}");
        }
        assert!(shown("").contains("who was"));
        assert!(shown(":Quit").contains(":quit"));
    }

    #[test]
    fn a_word_of_the_ontology_is_defined() {
        let ambush = shown("ambush");
        assert!(ambush.contains("by attacker, against target"), "{ambush}");
        assert!(ambush.contains("who ambushed NAME"), "{ambush}");
        assert!(shown("allies").contains("allies of NAME"));
        assert!(shown("verbs").contains("ambushed"));
    }

    #[test]
    fn a_topic_nearly_right_is_suggested() {
        assert!(shown("sinse").contains("since"), "{}", shown("sinse"));
        assert!(shown("xyzzyxyzzy").contains(":help lists"));
    }
}
