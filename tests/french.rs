//! Questions in French: the same readings as in English, echoes that read the same, errors on the user's own words.

use allegiance::french::{French, keywords as french};
use allegiance::lexicon::{ClassKind, Completer, Form, Language, Number, TermKind};
use allegiance::question::keywords as english;
use allegiance::reading::{self, Reading};
use allegiance::session::Scope;
use allegiance::{AskError, Input, Session};
use std::fmt::Write as _;
use std::path::Path;
use std::sync::LazyLock;

static SAHEL: LazyLock<Session> = LazyLock::new(|| {
    Session::open(&[Input::from_argument("sahel")]).expect("the bundled dataset opens")
});

static FRENCH: LazyLock<French> = LazyLock::new(|| French::new(SAHEL.ontology()));

fn english_of(french: &str) -> String {
    FRENCH
        .read(french, SAHEL.ontology(), SAHEL.names())
        .english
        .clone()
}

fn read(question: &str, language: Language) -> Result<Reading, String> {
    SAHEL
        .read_as(&Scope::default(), question, language)
        .map(|(_, reading)| reading)
        .map_err(|error| error.to_string())
}

/// Returns every question of a corpus file, in English.
fn questions(path: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).expect("a corpus file is readable");
    let mut found = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line != "```question" {
            continue;
        }
        let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        found.push(body.join("\n"));
    }
    found
}

#[test]
fn every_reading_of_the_corpus_is_told_in_french() {
    let mut failures = String::new();
    let mut told = 0;
    for entry in std::fs::read_dir("tests/corpus").expect("the corpus is there") {
        let path = entry.expect("a corpus entry is readable").path();
        if path.extension().is_none_or(|extension| extension != "md") {
            continue;
        }
        for question in questions(&path) {
            if question.trim_start().starts_with("sparql") {
                continue;
            }
            let Ok(english) = read(&question, Language::English) else {
                continue;
            };
            let echo = reading::echo(&english);
            let french = FRENCH.tell(&echo, SAHEL.ontology());
            told += 1;
            match read(&french, Language::French) {
                Ok(again) if again == english => {}
                other => {
                    let _ = writeln!(
                        failures,
                        "{echo}\n  {french}\n  {}\n  {}",
                        english_of(&french),
                        other.map_or_else(|error| error, |_| "reads otherwise".to_owned())
                    );
                }
            }
        }
    }
    assert!(told > 300, "only {told} readings");
    assert!(failures.is_empty(), "{failures}");
}

/// A keyword that joins the grammar joins French by a row in `src/french/keywords.rs`.
#[test]
fn every_english_keyword_has_a_french_one() {
    let mut missing: Vec<&str> = Vec::new();
    let mut check = |words: Vec<&'static str>, rows: &[(&str, &str, &str)]| {
        for word in words {
            if !rows.iter().any(|(_, known, _)| *known == word) {
                missing.push(word);
            }
        }
    };
    let first = |table: &'static [(&str, &str)]| table.iter().map(|(text, _)| *text).collect();
    check(first(english::BEGINNINGS), french::BEGINNINGS);
    let mut usual: Vec<&str> = Vec::new();
    for (_, keyword, _) in english::CLAUSES {
        usual.push(keyword.text());
    }
    check(usual, french::CLAUSES);
    check(first(english::OUTPUTS), french::OUTPUTS);
    check(first(english::STEPS), french::STEPS);
    check(first(english::CONNECTORS), french::CONNECTORS);
    assert!(missing.is_empty(), "no French for {missing:?}");
}

#[test]
fn every_french_keyword_stands_for_an_english_one_and_its_example_runs() {
    let mut failures = String::new();
    let known = |word: &str| {
        let lists = [
            english::BEGINNINGS,
            english::OUTPUTS,
            english::STEPS,
            english::CONNECTORS,
        ];
        lists
            .iter()
            .any(|list| list.iter().any(|(text, _)| *text == word))
            || english::CLAUSES.iter().any(|(text, ..)| *text == word)
            || ["what happened", "path"].contains(&word)
    };
    let shown = |word: &str| {
        let lists = [english::BEGINNINGS, english::OUTPUTS];
        let begun = lists.iter().flat_map(|list| list.iter());
        let mut clauses = english::CLAUSES.iter().filter(|(text, ..)| *text == word);
        let found = begun
            .filter(|(text, _)| *text == word)
            .map(|(_, shown)| *shown)
            .next();
        clauses.next().map(|(.., shown)| *shown).or(found)
    };
    let tables = [
        french::BEGINNINGS,
        french::CLAUSES,
        french::OUTPUTS,
        french::STEPS,
        french::CONNECTORS,
    ];
    for (word, stands_for, example) in tables.concat() {
        if !known(stands_for) {
            let _ = writeln!(
                failures,
                "{word} stands for {stands_for}, which is no keyword"
            );
        }
        // What English does not answer yet, French need not.
        if shown(stands_for).is_some_and(|shown| read(shown, Language::English).is_err()) {
            continue;
        }
        if let Err(error) = read(example, Language::French) {
            let english = english_of(example);
            let _ = writeln!(failures, "{word}: {example}\n  {english}\n  {error}");
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

/// Every French word of the ontology is read as an English word that means the same.
#[test]
fn french_words_mean_what_their_english_means() {
    let ontology = SAHEL.ontology();
    let (en, fr) = (
        ontology.words(Language::English),
        ontology.words(Language::French),
    );
    let mut failures = String::new();
    for (_, class) in ontology
        .classes()
        .filter(|(_, class)| class.kind != ClassKind::Other)
    {
        let nominal = class.labels.get(Language::French);
        for word in [&nominal.label, &nominal.plural]
            .into_iter()
            .chain(&nominal.synonyms)
        {
            let meant = fr.class_nouns(word).first().map(|noun| noun.class);
            let english = english_of(word);
            let found = en.class_nouns(&english).first().map(|noun| noun.class);
            let only_role = fr.class_nouns(word).is_empty();
            if meant != found && !only_role {
                let _ = writeln!(failures, "{word}: {english}");
            }
        }
    }
    for (_, noun) in ontology.role_nouns() {
        let nominal = noun.labels.get(Language::French);
        for word in [&nominal.label, &nominal.plural]
            .into_iter()
            .chain(&nominal.synonyms)
        {
            let mut meant: Vec<_> = fr.role_nouns(word).iter().map(|m| m.noun).collect();
            let english = english_of(&format!("{word} de France"));
            let english = english.trim_end_matches(" of \"France\"");
            let mut found: Vec<_> = en.role_nouns(english).iter().map(|m| m.noun).collect();
            meant.sort();
            found.sort();
            if meant != found {
                let _ = writeln!(failures, "{word} de: {english}");
            }
        }
    }
    for kind in [TermKind::Certainty, TermKind::Status, TermKind::Consensus] {
        for (id, term) in ontology.terms(kind) {
            let nominal = term.labels.get(Language::French);
            for word in std::iter::once(&nominal.label).chain(&nominal.synonyms) {
                let english = english_of(&format!("attaques {word}"));
                let word = english.trim_end_matches(" attacks");
                if !ontology
                    .terms_called(kind, word, Language::English)
                    .contains(&id)
                {
                    let _ = writeln!(failures, "{word} ({english})");
                }
            }
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

#[test]
fn french_verbs_are_read_in_every_form() {
    let ontology = SAHEL.ontology();
    let mut failures = String::new();
    let mut check = |french: String, english: String| {
        let found = english_of(&french);
        if found != english {
            let _ = writeln!(failures, "{french}\n  {found}\n  {english}");
        }
    };
    for (_, verb) in ontology.verbs() {
        let (Some(fr), Some(en)) = (
            verb.forms.get(&Language::French),
            verb.forms.get(&Language::English),
        ) else {
            panic!("{} has no French", verb.iri);
        };
        let form = |form: Form| en.form(form).to_owned();
        let past = fr.form(Form::Past);
        check(format!("qui {past}"), format!("who {}", form(Form::Past)));
        check(
            format!("qui {}", fr.form(Form::Present)),
            format!("who {}", form(Form::Present)),
        );
        if let Some(rest) = past.strip_prefix("a ") {
            let several = form(Form::Past);
            let several = several
                .strip_prefix("was ")
                .map_or(several.clone(), |r| format!("were {r}"));
            check(
                format!("quels groupes ont {rest}"),
                format!("which non-state armed groups {several}"),
            );
            let asked = match form(Form::Base).strip_prefix("be ") {
                Some(rest) => format!("was \"France\" {rest}"),
                None => format!("did \"France\" {}", form(Form::Base)),
            };
            check(format!("la France a-t-elle {rest}"), asked);
            check(
                format!("qui n'a jamais {rest}"),
                format!("who never {}", form(Form::Past)),
            );
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

/// Numbers of nouns are kept, so that `un allié` is no set of several.
#[test]
fn french_nouns_keep_their_number() {
    let ontology = SAHEL.ontology();
    let words = ontology.words(Language::French);
    let mut checked = 0;
    for (word, nouns) in words.classes.iter() {
        let [noun] = nouns else { continue };
        if noun.number == Number::Singular && !word.contains(' ') {
            let class = ontology.class(noun.class);
            assert_eq!(english_of(word), class.label(Language::English), "{word}");
            checked += 1;
        }
    }
    assert!(checked > 20, "only {checked}");
}

/// Asks for completions at the end of a text.
fn completions(text: &str) -> Vec<String> {
    let completer = Completer {
        ontology: SAHEL.ontology(),
        names: SAHEL.names(),
        language: Language::English,
        years: Some(&(2012..=2024)),
        frequency: &|_| 0,
    };
    let found = FRENCH.complete(&completer, text, text.len(), 300);
    found
        .into_iter()
        .map(|one| format!("{}{}", &text[..one.range.start], one.text))
        .collect()
}

#[test]
fn french_questions_are_completed() {
    for (typed, expected) in [
        ("q", "qui"),
        ("comb", "combien de"),
        ("embus", "embuscades"),
        ("qui a att", "qui a attaqué"),
        ("qui s'est ret", "qui s'est retiré"),
        ("qui a été att", "qui a été attaqué"),
        ("qui a attaqué Wag", "qui a attaqué \"Wagner Group\""),
        ("qui a attaqué \"Wag", "qui a attaqué \"Wagner Group\""),
        ("alliés d", "alliés de"),
        ("alliés de l'Ukr", "alliés de l'Ukraine"),
        ("alliés du MNL", "alliés du MNLA"),
        ("embuscades dep", "embuscades depuis"),
        ("embuscades con", "embuscades contre"),
        (
            "combien d'embuscades par ann",
            "combien d'embuscades par année",
        ),
        ("embuscades depuis 20", "embuscades depuis 2024"),
        (
            "coups d'État en 2021; à pro",
            "coups d'État en 2021; à propos de",
        ),
    ] {
        let found = completions(typed);
        assert!(
            found.iter().any(|text| text == expected),
            "{typed}: {found:?}"
        );
    }
    assert!(
        completions("qui a attaqué ")
            .iter()
            .any(|text| text.ends_with("CSP"))
    );
    assert_eq!(completions("qui a xyzzy"), Vec::<String>::new());
}

#[test]
fn any_text_is_read_and_its_marks_stand_in_it() {
    let mut hostile: Vec<String> = [
        "",
        " ",
        "'",
        "l'",
        "l' ",
        "d'd'd'",
        "qu'",
        "jusqu'",
        "«",
        "»",
        "«»",
        "« a « b » c »",
        "“a”b”",
        "\"\\",
        "'a",
        "a-t-il",
        "-t-il",
        "a-t-il a-t-il a-t-il",
        "est-ce",
        "est-ce que",
        "est-ce que est-ce que",
        "qui qui qui",
        "qui que que qui",
        "de de de",
        "du",
        "des",
        "aux",
        "l'l'l'",
        "du du du",
        "combien",
        "combien de de",
        "somme",
        "somme des",
        "somme des des des",
        "par par par",
        "trié par",
        "trié par par",
        "| | |",
        "|",
        "où |",
        "| où",
        "et et et",
        "(((",
        ")))",
        "qui a",
        "qui n'a",
        "qui n'a jamais",
        "qui s'est",
        "qui a été",
        "à qui",
        "à qui a-t-il",
        "chemin de",
        "chemin de à",
        "chemin entre et",
        "quels",
        "quels sont",
        "quels sont les",
        "que",
        "qu'est-ce",
        "le 27",
        "le 27 juillet",
        "le 99 juillet 2024",
        "99/99/9999",
        "T9 2021",
        "0/0/0000",
        "2021-",
        "İstanbul-il",
        "ﬀﬀﬀ-elle",
        "é\u{301}-il",
        "\u{200C}",
        "a\u{200C}t\u{200C}",
        "sparql {",
        "sparql { } qui",
        "[État]",
        "Wagner [État",
        "[",
        "<",
        "<a:",
        "<a:b>",
        "embuscades [[État]]",
        "est vide | est vide",
        "# qui",
        "qui # a attaqué",
        "a",
        "A",
        "à",
        "À",
    ]
    .map(str::to_owned)
    .to_vec();
    for piece in [
        "qui a attaqué ",
        "d'",
        "l'«",
        "a-t-il ",
        "(",
        "et le ",
        "entre ",
        "du ",
        "\"",
        "| où ",
        "est ",
    ] {
        hostile.push(piece.repeat(6_000 / piece.len()));
        hostile.push(piece.repeat(1_000_000 / piece.len()));
    }
    for text in &hostile {
        let start = std::time::Instant::now();
        for text in [
            text.clone(),
            format!("{text} Wagner"),
            format!("qui a attaqué {text}"),
        ] {
            let Err(AskError::Question(diagnostic)) =
                SAHEL.read_as(&Scope::default(), &text, Language::French)
            else {
                continue;
            };
            for label in &diagnostic.labels {
                let marked = text.get(label.span.start..label.span.end);
                assert!(marked.is_some(), "{text:?}: {:?}", label.span);
            }
            assert!(!diagnostic.message.contains('\u{200C}'), "{text:?}");
        }
        let taken = start.elapsed();
        assert!(taken.as_secs() < 120, "{} bytes took {taken:?}", text.len());
    }
}

/// An error marks the user's own words, not the English that they were read as.
#[test]
fn errors_mark_the_words_as_they_were_typed() {
    for (text, marked) in [
        ("qui a ataqué Wagner", "ataqué"),
        ("embuscades au Mali depuis l'année derniere", "derniere"),
        ("alliés de l'Ukrainne en 2012", "Ukrainne"),
        ("l'Ukraine a-t-elle soutnu le CSP", "soutnu"),
        ("coups d'État entre 2012", "entre 2012"),
        ("combien d'embuscades par anée", "anée"),
        ("qui a attaqué « Wagnr »", "« Wagnr »"),
    ] {
        let Err(AskError::Question(diagnostic)) =
            SAHEL.read_as(&Scope::default(), text, Language::French)
        else {
            panic!("{text} is no error");
        };
        let span = diagnostic.labels[0].span;
        assert!(
            text[span.start..span.end].contains(marked),
            "{text}: {}",
            &text[span.start..span.end]
        );
    }
}

#[test]
fn a_question_in_the_other_language_is_recognised() {
    let notes =
        |text: &str, language: Language| match SAHEL.read_as(&Scope::default(), text, language) {
            Err(AskError::Question(diagnostic)) => diagnostic.notes.join("\n"),
            _ => String::new(),
        };
    assert!(notes("qui a attaqué Wagner", Language::English).contains(":lang fr"));
    assert!(notes("who ambushed Wagner", Language::French).contains(":lang en"));
    assert!(!notes("who ambushd Wagner", Language::English).contains(":lang"));
}

/// A keyword of English that French does not have is an unknown word, whatever it would mean in English.
#[test]
fn english_keywords_mean_nothing_in_french() {
    for text in [
        "embuscades in Mali",
        "alliés of MNLA",
        "embuscades since 2021",
    ] {
        assert!(read(text, Language::French).is_err(), "{text}");
    }
}
