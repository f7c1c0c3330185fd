//! `:help`: the language from the one table of its words.

use super::command::COMMANDS;
use crate::french::keywords as french;
use crate::lexicon::{Language, Sort};
use crate::question::keywords::{BEGINNINGS, CLAUSES, CONNECTORS, NAMES, OUTPUTS, STEPS};
use crate::render::{Screen, error, listing, records};
use crate::session::Session;
use strsim::damerau_levenshtein;

/// Returns the words of a part of the grammar, each with a question that shows it; none for another sort.
fn part(sort: Sort, language: Language) -> Vec<(String, String)> {
    let entry = |word: &str, shown: &str| (word.to_owned(), shown.to_owned());
    if language == Language::French {
        let rows = match sort {
            Sort::Beginning => french::BEGINNINGS,
            Sort::Clause => french::CLAUSES,
            Sort::Connector => french::CONNECTORS,
            Sort::Output => french::OUTPUTS,
            Sort::Step => french::STEPS,
            _ => &[],
        };
        return rows.iter().map(|(w, _, s)| entry(w, s)).collect();
    }
    match sort {
        Sort::Beginning => BEGINNINGS.iter().map(|(w, s)| entry(w, s)).collect(),
        Sort::Clause => CLAUSES.iter().map(|(w, _, s)| entry(w, s)).collect(),
        Sort::Connector => CONNECTORS.iter().map(|(w, s)| entry(w, s)).collect(),
        Sort::Output => OUTPUTS.iter().map(|(w, s)| entry(w, s)).collect(),
        Sort::Step => STEPS.iter().map(|(w, s)| entry(w, s)).collect(),
        _ => Vec::new(),
    }
}

/// Lists what help can be asked for.
pub(super) fn topics(session: &Session, language: Language) -> Vec<String> {
    let sorts = Sort::ALL.iter().map(|sort| sort.plural().to_owned());
    let commands = COMMANDS.iter().map(|(command, ..)| (*command).to_owned());
    let words = session
        .words(language)
        .into_iter()
        .flat_map(|(_, words)| words);
    let names = NAMES.iter().map(|(word, ..)| (*word).to_owned());
    let names = names.chain(["language", "scopes"].map(str::to_owned));
    let mut topics: Vec<String> = words.chain(sorts).chain(commands).chain(names).collect();
    topics.sort_unstable();
    topics.dedup();
    topics
}

/// Explains the language, a part of it, or one word.
pub(super) fn help(screen: &Screen, session: &Session, topic: &str, language: Language) -> String {
    let topic = topic.trim_start_matches(':').trim().to_lowercase();
    if topic.is_empty() {
        return overview(screen, language);
    }
    if topic == "language" {
        return session.reference();
    }
    if topic == "scopes" {
        return session.scopes().trim_start().to_owned();
    }
    if let Some(sort) = Sort::ALL.into_iter().find(|sort| sort.plural() == topic) {
        let whole = part(sort, language);
        if !whole.is_empty() {
            return listing(screen, "", &whole);
        }
        let words = session.words(language);
        if let Some((_, words)) = words.into_iter().find(|(known, _)| *known == sort) {
            return listing(screen, "", &[(topic, words.join(", "))]);
        }
    }
    let named = |(name, _): &(String, String)| {
        let first = name.split(' ').next().unwrap_or_default();
        first.strip_prefix(':') == Some(topic.as_str())
    };
    if let Some((word, shown, does)) = NAMES.iter().find(|(word, ..)| *word == topic) {
        let entry = ((*word).to_owned(), format!("{does}: {shown}"));
        return listing(screen, "", &[entry]);
    }
    let command: Vec<_> = commands().into_iter().filter(named).collect();
    let word = session
        .word(&topic, language)
        .ok()
        .map(|found| records(screen, &found));
    // A keyword of French is no word of the ontology.
    let mut keywords: Vec<(String, String)> = Vec::new();
    if language == Language::French {
        let all = Sort::ALL.into_iter().flat_map(|sort| part(sort, language));
        keywords.extend(all.filter(|(known, _)| *known == topic));
    }
    let word = match (keywords.is_empty(), word) {
        (true, word) => word,
        (false, word) => Some(listing(screen, "", &keywords) + &word.unwrap_or_default()),
    };
    match (command.is_empty(), word) {
        (true, None) => error(screen, &unknown(session, &topic, language)),
        (true, Some(word)) => word,
        (false, None) => listing(screen, "", &command),
        (false, Some(word)) => listing(screen, "", &command) + "\n" + &word,
    }
}

/// What the overview says between the words.
struct Headings {
    begins: &'static str,
    goes_on: &'static str,
    piped: &'static str,
    names: &'static str,
    commands: &'static str,
    more: &'static str,
    clauses: &'static str,
    lists: &'static str,
    scopes: &'static str,
    language: &'static str,
    word: (&'static str, &'static str),
}

const ENGLISH: Headings = Headings {
    begins: "A question begins with",
    goes_on: "and goes on with",
    piped: "Behind | the answer goes on",
    names: "Sets for later",
    commands: "Commands",
    more: "More",
    clauses: "shows each of them in a question",
    scopes: "shows the sentences whose reading surprises",
    language: "shows the whole reference",
    lists: "lists the words for events, relations, actors, places, roles, verbs, adjectives",
    word: (":help ambush", "says what a word means"),
};

const FRENCH: Headings = Headings {
    begins: "Une question commence par",
    goes_on: "et continue avec",
    piped: "Derrière | la réponse continue",
    names: "Ensembles pour plus tard",
    commands: "Commandes",
    more: "Plus",
    clauses: "montre chacun d'eux dans une question",
    scopes: "montre les phrases dont la lecture surprend",
    language: "montre toute la référence, en anglais",
    lists: "liste les mots pour events, relations, actors, places, roles, verbs, adjectives",
    word: (":help embuscade", "dit ce qu'un mot signifie"),
};

fn overview(screen: &Screen, language: Language) -> String {
    let headings = match language {
        Language::English => ENGLISH,
        Language::French => FRENCH,
    };
    let words = |sort: Sort| {
        let words: Vec<_> = part(sort, language)
            .into_iter()
            .map(|(word, _)| word)
            .collect();
        (sort.plural().to_owned(), words.join(", "))
    };
    let more = [Sort::Clause, Sort::Connector, Sort::Output].map(words);
    let steps = [words(Sort::Step)];
    let steps = listing(screen, headings.piped, &steps);
    let beginnings = listing(screen, headings.begins, &part(Sort::Beginning, language));
    let clauses = listing(screen, headings.goes_on, &more);
    let names: Vec<_> = NAMES
        .iter()
        .map(|(word, shown, does)| {
            let shown = match (language, *word) {
                (Language::French, "let") => "let nord = Kidal ou Gao",
                (Language::French, "it") => "nombre de it par année",
                _ => shown,
            };
            ((*word).to_owned(), format!("{does}: {shown}"))
        })
        .collect();
    let names = listing(screen, headings.names, &names);
    let commands = listing(screen, headings.commands, &commands());
    let entry = |name: &str, does: &str| (name.to_owned(), does.to_owned());
    let last = [
        entry(":help clauses", headings.clauses),
        entry(":help scopes", headings.scopes),
        entry(":help language", headings.language),
        entry(":help events", headings.lists),
        entry(headings.word.0, headings.word.1),
    ];
    let last = listing(screen, headings.more, &last);
    format!("{beginnings}\n{clauses}\n{steps}\n{names}\n{commands}\n{last}\n")
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

fn unknown(session: &Session, topic: &str, language: Language) -> String {
    let mut near = session.near_words(topic, language);
    let commands = COMMANDS.iter().map(|(command, ..)| *command);
    let sorts = Sort::ALL.iter().map(|sort| sort.plural());
    let others = commands
        .chain(sorts)
        .filter(|word| damerau_levenshtein(word, topic) <= 2);
    near.extend(others.map(str::to_owned));
    near.dedup();
    near.truncate(5);
    if near.is_empty() {
        format!("no help on \"{topic}\"\n:vocabulary lists every word of the language")
    } else {
        format!("no help on \"{topic}\"\nthere is {}", near.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::LazyLock;

    static SESSION: LazyLock<Session> = LazyLock::new(|| Session::open(&[]).unwrap());

    fn shown(topic: &str) -> String {
        help(&Screen::piped(), &SESSION, topic, Language::English)
    }

    #[test]
    fn french_topics_are_explained() {
        let shown = |topic: &str| help(&Screen::piped(), &SESSION, topic, Language::French);
        for topic in topics(&SESSION, Language::French) {
            let text = shown(&topic);
            assert!(!text.contains("no help"), "{topic}: {text}");
        }
        assert!(shown("").contains("qui a été"));
        assert!(shown("depuis").contains("embuscades depuis 2021"));
        assert!(shown("embuscade").contains("attaquant"));
        assert!(shown("verbs").contains("a attaqué"));
    }

    #[test]
    fn every_topic_is_explained() {
        for topic in topics(&SESSION, Language::English) {
            let text = shown(&topic);
            assert!(!text.contains("no help"), "{topic}: {text}");
        }
        assert!(shown("").contains("who was"));
        assert!(shown(":Quit").contains(":quit"));
    }

    #[test]
    fn a_word_of_the_ontology_is_defined() {
        let ambush = shown("ambush");
        assert!(ambush.contains("attacker, after by: actor"), "{ambush}");
        assert!(ambush.contains("who ambushed NAME"), "{ambush}");
        assert!(shown("allies").contains("allies of NAME"));
        assert!(shown("verbs").contains("ambushed"));
        assert!(shown("places").contains("countries"));
    }

    #[test]
    fn a_topic_nearly_right_is_suggested() {
        for (typed, meant) in [
            ("sinse", "since"),
            ("ambsuh", "ambush"),
            ("alies", "allies"),
            ("sourcs", "sources"),
            ("explian", "explain"),
        ] {
            assert!(shown(typed).contains(meant), "{typed}: {}", shown(typed));
        }
        assert!(shown("xyzzyxyzzy").contains(":vocabulary lists"));
    }
}
