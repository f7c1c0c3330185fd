//! Did you mean: words of the ontology and of the grammar that are spelled nearly like a typed one.

use super::fold::fold;
use super::id::{ClassId, RoleNounId, TermId, VerbId};
use super::labels::Labels;
use super::language::Language;
use super::ontology::Ontology;
use super::spelling::allowed_edits;
use super::term::TermKind;
use super::verb::Form;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// The number of bytes beyond which a text is no misspelled word.
const LONGEST: usize = 200;

/// A kind of word that would fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WordKind {
    ClassNoun,
    RoleNoun,
    Verb,
    Term(TermKind),
    Keyword,
}

/// What a word means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Meaning {
    Class(ClassId),
    RoleNoun(RoleNounId),
    Verb(VerbId),
    Term(TermId),
    Keyword,
}

/// Which words would fit where a word is unknown.
#[derive(Clone, Copy)]
pub struct Wanted<'a> {
    pub language: Language,
    pub kinds: &'a [WordKind],
    /// The form in which a verb would fit; without one, the form most like the typed word is taken.
    pub form: Option<Form>,
    /// The words of the grammar that would fit.
    pub keywords: &'a [&'a str],
    /// How often the data hold what a word means; of equally near words the more frequent comes first.
    pub frequency: &'a dyn Fn(Meaning) -> u32,
}

/// A known word that is spelled nearly like a typed one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearWord {
    /// The word as it is written, in the form that is nearest to the typed one.
    pub text: String,
    pub meaning: Meaning,
    /// The number of edits and swaps of neighbouring letters.
    pub distance: usize,
}

impl Ontology {
    /// Returns at most `n` known words that are spelled nearly like a typed one, the nearest first.
    ///
    /// Where none is near, words with the same beginning stand in for forms that the ontology does not list
    /// (`ambushing`). Each word and each meaning appears once.
    #[must_use]
    pub fn suggest_word(&self, typed: &str, wanted: &Wanted<'_>, n: usize) -> Vec<NearWord> {
        if typed.len() > LONGEST {
            return Vec::new();
        }
        let typed = fold(typed);
        let mut candidates: Vec<Candidate> = self
            .candidates(wanted)
            .into_iter()
            .map(|word| Candidate::new(&typed, word, wanted))
            .collect();
        let allowed = usize::from(allowed_edits(&typed));
        if candidates.iter().any(|c| c.distance <= allowed) {
            candidates.retain(|c| c.distance <= allowed);
        } else {
            candidates.retain(|c| c.same_stem(&typed));
        }
        candidates.sort_by(|a, b| a.rank().cmp(&b.rank()));
        let (mut texts, mut meanings) = (BTreeSet::new(), BTreeSet::new());
        let mut fresh = |c: &Candidate| {
            let new_meaning = c.word.meaning == Meaning::Keyword || meanings.insert(c.word.meaning);
            new_meaning && texts.insert(c.word.text.clone())
        };
        candidates
            .into_iter()
            .filter(|c| fresh(c))
            .take(n)
            .map(|c| NearWord {
                text: c.word.text,
                meaning: c.word.meaning,
                distance: c.distance,
            })
            .collect()
    }

    /// Returns every word of the wanted kinds.
    fn candidates(&self, wanted: &Wanted<'_>) -> Vec<Word> {
        let mut words = Vec::new();
        for kind in wanted.kinds {
            match kind {
                WordKind::ClassNoun => {
                    let nouns = self
                        .words(wanted.language)
                        .classes
                        .iter()
                        .flat_map(|(_, nouns)| nouns);
                    let classes: BTreeSet<ClassId> = nouns.map(|noun| noun.class).collect();
                    for id in classes {
                        words.extend(nouns_of(&self.class(id).labels, Meaning::Class(id), wanted));
                    }
                }
                WordKind::RoleNoun => {
                    for (id, noun) in self.role_nouns() {
                        words.extend(nouns_of(&noun.labels, Meaning::RoleNoun(id), wanted));
                    }
                }
                WordKind::Verb => {
                    for (id, verb) in self.verbs() {
                        for (form, text) in verb
                            .forms
                            .get(&wanted.language)
                            .into_iter()
                            .flat_map(|f| f.iter())
                        {
                            words.push(Word {
                                text: text.to_owned(),
                                form: Some(form),
                                meaning: Meaning::Verb(id),
                            });
                        }
                    }
                }
                WordKind::Term(kind) => {
                    for (id, term) in self.terms(*kind) {
                        words.extend(nouns_of(&term.labels, Meaning::Term(id), wanted));
                    }
                }
                WordKind::Keyword => words.extend(wanted.keywords.iter().map(|text| Word {
                    text: (*text).to_owned(),
                    form: None,
                    meaning: Meaning::Keyword,
                })),
            }
        }
        words
    }
}

struct Word {
    text: String,
    form: Option<Form>,
    meaning: Meaning,
}

fn nouns_of(labels: &Labels, meaning: Meaning, wanted: &Wanted<'_>) -> Vec<Word> {
    let own = labels
        .iter()
        .filter(|(language, _)| *language == wanted.language);
    own.flat_map(|(_, nominal)| {
        [&nominal.label, &nominal.plural]
            .into_iter()
            .chain(&nominal.synonyms)
    })
    .map(|text| Word {
        text: text.clone(),
        form: None,
        meaning,
    })
    .collect()
}

/// A known word beside the typed one.
struct Candidate {
    word: Word,
    key: String,
    distance: usize,
    other_form: bool,
    other_first_letter: bool,
    /// How many last letters are the same: they tell number and tense.
    same_ending: usize,
    frequency: u32,
}

impl Candidate {
    fn new(typed: &str, word: Word, wanted: &Wanted<'_>) -> Self {
        let key = fold(&word.text);
        let ending = key.chars().rev().zip(typed.chars().rev());
        Self {
            distance: strsim::osa_distance(typed, &key),
            other_form: word.form.is_some() && wanted.form.is_some() && word.form != wanted.form,
            other_first_letter: key.chars().next() != typed.chars().next(),
            same_ending: ending.take_while(|(a, b)| a == b).count(),
            frequency: (wanted.frequency)(word.meaning),
            key,
            word,
        }
    }

    fn rank(&self) -> impl Ord {
        (
            (self.distance, self.other_form, self.other_first_letter),
            (Reverse(self.same_ending), Reverse(self.frequency)),
            (self.key.clone(), self.word.meaning, self.word.text.clone()),
        )
    }

    /// Tells whether both words begin with the same five letters or more and differ in little after them.
    fn same_stem(&self, typed: &str) -> bool {
        let shared = self
            .key
            .chars()
            .zip(typed.chars())
            .take_while(|(a, b)| a == b)
            .count();
        let rest = |word: &str| word.chars().count() - shared;
        shared >= 5 && rest(&self.key) <= 3 && rest(typed) <= 3
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::fixture::ontology;
    use proptest::prelude::*;

    const ALL: [WordKind; 6] = [
        WordKind::ClassNoun,
        WordKind::RoleNoun,
        WordKind::Verb,
        WordKind::Term(TermKind::Measure),
        WordKind::Term(TermKind::Dimension),
        WordKind::Keyword,
    ];

    fn wanted(kinds: &[WordKind]) -> Wanted<'_> {
        Wanted {
            language: Language::English,
            kinds,
            form: None,
            keywords: &["since", "between", "by"],
            frequency: &|_| 0,
        }
    }

    fn near(typed: &str, wanted: &Wanted<'_>) -> Vec<String> {
        ontology()
            .suggest_word(typed, wanted, 3)
            .into_iter()
            .map(|w| w.text)
            .collect()
    }

    #[test]
    fn a_verb_comes_back_in_the_form_typed() {
        let verbs = wanted(&[WordKind::Verb]);
        assert_eq!(near("ambushd", &verbs), ["ambushed"]);
        assert_eq!(near("ambushs", &verbs), ["ambushes"]);
        assert_eq!(near("ambsuh", &verbs), ["ambush"]);
        assert_eq!(near("fougth", &verbs), ["fought"]);
        assert_eq!(near("fought alongsde", &verbs), ["fought alongside"]);
        let past = Wanted {
            form: Some(Form::Past),
            ..verbs
        };
        assert_eq!(near("ambushe", &past), ["ambushed"]);
        assert_eq!(near("ambushing", &past), ["ambushed"]);
    }

    #[test]
    fn nouns_terms_and_keywords_are_near_too() {
        let all = wanted(&ALL);
        assert_eq!(near("yeer", &all), ["year"]);
        assert_eq!(near("alies", &all)[0], "allies");
        assert_eq!(near("ambushess", &all)[0], "ambushes");
        assert_eq!(near("fatalites", &all), ["fatalities"]);
        assert_eq!(near("sicne", &all), ["since"]);
        assert_eq!(near("agreemnets", &all), ["agreements"]);
        // Declared as a noun and implied by a role.
        assert_eq!(near("signatoris", &all), ["signatories"]);
    }

    #[test]
    fn only_the_wanted_kinds_are_offered() {
        assert!(near("ambushd", &wanted(&[WordKind::Term(TermKind::Dimension)])).is_empty());
        assert!(near("casualtie", &wanted(&ALL)).is_empty());
        for far in [
            "",
            "zz",
            "xylophone",
            "by the way",
            &"ambush".repeat(100_000),
        ] {
            assert!(near(far, &wanted(&ALL)).is_empty(), "{far}");
        }
    }

    #[test]
    fn of_equally_near_words_the_frequent_one_comes_first() {
        let o = ontology();
        let (attack, _) = o
            .verbs()
            .find(|(_, v)| v.form(Form::Base, Language::English) == "attack")
            .expect("there");
        let keywords = ["attuck", "attock"];
        let frequency = |meaning| u32::from(meaning == Meaning::Verb(attack));
        let wanted = Wanted {
            keywords: &keywords,
            frequency: &frequency,
            ..wanted(&[WordKind::Keyword, WordKind::Verb])
        };
        assert_eq!(near("atteck", &wanted), ["attack", "attock", "attuck"]);
    }

    proptest! {
        #[test]
        fn any_text_is_answered(typed in any::<String>(), n in 0usize..5) {
            let near = ontology().suggest_word(&typed, &wanted(&ALL), n);
            prop_assert!(near.len() <= n);
        }
    }
}
