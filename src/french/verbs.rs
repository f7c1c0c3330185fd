//! French verbs in the forms in which questions use them.

use super::token::key;
use super::vocabulary::{Table, agreeing};
use crate::lexicon::{Form, Language, Ontology, VerbId};

/// A verb and what a word is of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct VerbUse {
    pub(super) verb: VerbId,
    pub(super) form: French,
}

/// The French forms, by what stands before them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum French {
    /// A participle behind its own auxiliary: `(a) attaqué`, `(est) intervenu`, `(s'est) retiré`.
    Active(Auxiliary),
    /// A participle that tells what was done: `(a été) attaqué`.
    Passive,
    /// `attaque`, `attaquent`.
    Present,
    /// `attaquait`, `attaquaient`.
    Imperfect,
}

/// The auxiliaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Auxiliary {
    Avoir,
    Etre,
    /// `était allié à`, where `être` is the verb.
    Being,
    Reflexive,
}

pub(super) const AVOIR: &[&str] = &["a", "ont", "avait", "avaient", "eut", "aurait", "auraient"];
pub(super) const ETRE: &[&str] = &["est", "sont", "etait", "etaient", "fut", "furent"];

/// Prepositions that verbs end in, and that their object takes along when it is asked for: `à qui`.
pub(super) const TAILS: &[&str] = &["à", "de", "avec", "contre", "sur", "dans"];

/// Third persons that are not made by the endings of verbs in -er: singular, plural and imperfect, folded.
const IRREGULAR: &[(&str, &str, &str)] = &[
    ("combat", "combattent", "combattait"),
    ("vainc", "vainquent", "vainquait"),
    ("met", "mettent", "mettait"),
    ("bat", "battent", "battait"),
    ("perd", "perdent", "perdait"),
    ("tend", "tendent", "tendait"),
    ("commet", "commettent", "commettait"),
    ("fait", "font", "faisait"),
    ("promeut", "promeuvent", "promouvait"),
    ("detient", "detiennent", "detenait"),
    ("prend", "prennent", "prenait"),
    ("reprend", "reprennent", "reprenait"),
    ("comprend", "comprennent", "comprenait"),
    ("reconquiert", "reconquierent", "reconquerait"),
    ("conquiert", "conquierent", "conquerait"),
    ("envahit", "envahissent", "envahissait"),
    ("etablit", "etablissent", "etablissait"),
    ("garantit", "garantissent", "garantissait"),
    ("tient", "tiennent", "tenait"),
    ("soutient", "soutiennent", "soutenait"),
    ("obtient", "obtiennent", "obtenait"),
    ("appartient", "appartiennent", "appartenait"),
    ("vient", "viennent", "venait"),
    ("devient", "deviennent", "devenait"),
    ("parvient", "parviennent", "parvenait"),
    ("intervient", "interviennent", "intervenait"),
    ("sort", "sortent", "sortait"),
    ("sert", "servent", "servait"),
    ("fuit", "fuient", "fuyait"),
    ("conclut", "concluent", "concluait"),
    ("inclut", "incluent", "incluait"),
    ("rompt", "rompent", "rompait"),
    ("enfreint", "enfreignent", "enfreignait"),
    ("rejoint", "rejoignent", "rejoignait"),
    ("nait", "naissent", "naissait"),
    ("fond", "fondent", "fondait"),
    ("conduit", "conduisent", "conduisait"),
    ("soumet", "soumettent", "soumettait"),
    ("dit", "disent", "disait"),
    ("meurt", "meurent", "mourait"),
    ("deploie", "deploient", "deployait"),
    ("envoie", "envoient", "envoyait"),
    ("appuie", "appuient", "appuyait"),
    ("accueille", "accueillent", "accueillait"),
    ("offre", "offrent", "offrait"),
];

/// Returns every form of every verb that has French words.
pub(super) fn table(ontology: &Ontology) -> Table<Vec<VerbUse>> {
    let mut table: Table<Vec<VerbUse>> = Table::default();
    let mut add = |keys: Vec<String>, verb: VerbId, form: French| {
        for key in keys {
            let uses = table.entry(key);
            let new = VerbUse { verb, form };
            if !uses.contains(&new) {
                uses.push(new);
            }
        }
    };
    for (id, verb) in ontology.verbs() {
        let Some(forms) = verb.forms.get(&Language::French) else {
            continue;
        };
        let mut variants: Vec<&String> = forms.variants.iter().map(|(_, word)| word).collect();
        variants.dedup();
        for word in forms.past.iter().chain(variants.iter().copied()) {
            match without_auxiliary(&key(word)) {
                Some((auxiliary, rest)) => {
                    add(agreeing(&rest), id, French::Active(auxiliary));
                }
                None => add(vec![key(word)], id, French::Present),
            }
        }
        for word in &forms.participle {
            add(agreeing(&key(word)), id, French::Passive);
        }
        for word in &forms.present {
            let present = key(word);
            // `est allié à` is found by what stands behind its auxiliary.
            if without_auxiliary(&present).is_some() {
                continue;
            }
            let (plural, imperfect) = persons(&present);
            add(vec![present, plural], id, French::Present);
            add(imperfect, id, French::Imperfect);
        }
    }
    table
}

/// Splits the auxiliary off a verb.
fn without_auxiliary(key: &str) -> Option<(Auxiliary, String)> {
    if let Some(rest) = key.strip_prefix("se ") {
        let (auxiliary, rest) = rest.split_once(' ')?;
        return ETRE
            .contains(&auxiliary)
            .then(|| (Auxiliary::Reflexive, rest.to_owned()));
    }
    let (auxiliary, rest) = key.split_once(' ')?;
    let which = match auxiliary {
        a if AVOIR.contains(&a) => Auxiliary::Avoir,
        "etait" => Auxiliary::Being,
        e if ETRE.contains(&e) => Auxiliary::Etre,
        _ => return None,
    };
    Some((which, rest.to_owned()))
}

/// Returns the plural of a present tense, and the imperfect in both numbers.
fn persons(present: &str) -> (String, Vec<String>) {
    let (before, rest) = match present.strip_prefix("se ") {
        Some(rest) => ("se ", rest),
        None => ("", present),
    };
    let (first, tail) = match rest.split_once(' ') {
        Some((first, tail)) => (first, format!(" {tail}")),
        None => (rest, String::new()),
    };
    let known = IRREGULAR.iter().find(|(singular, ..)| *singular == first);
    let (plural, imperfect) = match known {
        Some((_, plural, imperfect)) => ((*plural).to_owned(), (*imperfect).to_owned()),
        None => {
            let stem = first.strip_suffix('e').unwrap_or(first);
            let soft = if stem.ends_with('g') { "e" } else { "" };
            (format!("{stem}ent"), format!("{stem}{soft}ait"))
        }
    };
    let several = format!(
        "{}aient",
        imperfect.strip_suffix("ait").unwrap_or(&imperfect)
    );
    let whole = |word: &str| format!("{before}{word}{tail}");
    (whole(&plural), vec![whole(&imperfect), whole(&several)])
}

/// Returns the English word of a verb in a form.
pub(super) fn english(ontology: &Ontology, verb: VerbId, form: Form) -> String {
    ontology.verb(verb).form(form, Language::English).to_owned()
}
