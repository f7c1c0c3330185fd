//! Verbs: ways to say who takes which role in a situation.

use super::graph::Graph;
use super::id::{ClassId, RoleId};
use super::language::Language;
use super::ns;
use super::ontology::OntologyError;
use super::tables::Tables;
use std::collections::BTreeMap;

/// A verb of the ontology.
#[derive(Clone, Debug)]
pub struct Verb {
    pub iri: String,
    pub forms: BTreeMap<Language, VerbForms>,
    /// What the verb says; it holds when any of its readings holds.
    pub reads: Vec<Reads>,
}

/// The words of a verb in one language; each list is sorted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerbForms {
    pub base: String,
    pub present: Vec<String>,
    pub past: Vec<String>,
    /// Empty where the verb has no passive in the language.
    pub participle: Vec<String>,
    /// Other spellings and plurals, accepted and never written.
    pub variants: Vec<(Form, String)>,
    /// The definition; empty where the ontology gives none.
    pub comment: String,
}

/// One reading of a verb: a situation class and the roles of subject and object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reads {
    pub class: ClassId,
    pub subject: RoleId,
    pub object: Object,
}

/// What the object of a verb is in the situation that it reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Object {
    /// No object: `France intervened`.
    Nothing,
    /// The filler of a role: `JNIM ambushed FAMa`.
    Role(RoleId),
    /// The situation itself: `CMA signed the accord`.
    Itself,
    /// The place, or one that contains it: `France withdrew from Mali`.
    Place,
}

impl Object {
    /// Returns the role that the object fills, if it fills one.
    #[must_use]
    pub fn role(self) -> Option<RoleId> {
        match self {
            Self::Role(role) => Some(role),
            _ => None,
        }
    }
}

/// A form of a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    Base,
    Present,
    Past,
    Participle,
}

impl VerbForms {
    /// Returns each form with its words.
    pub fn iter(&self) -> impl Iterator<Item = (Form, &str)> {
        [
            (Form::Base, std::slice::from_ref(&self.base)),
            (Form::Present, &self.present),
            (Form::Past, &self.past),
            (Form::Participle, &self.participle),
        ]
        .into_iter()
        .flat_map(|(form, words)| words.iter().map(move |word| (form, word.as_str())))
        .chain(
            self.variants
                .iter()
                .map(|(form, word)| (*form, word.as_str())),
        )
    }

    /// Returns the first word of a form.
    #[must_use]
    pub fn form(&self, form: Form) -> &str {
        let words = match form {
            Form::Base => return &self.base,
            Form::Present => &self.present,
            Form::Past => &self.past,
            Form::Participle => &self.participle,
        };
        words.first().unwrap_or(&self.base)
    }
}

impl Verb {
    /// Returns a form's word in a language, or else in the first language there is.
    #[must_use]
    pub fn form(&self, form: Form, language: Language) -> &str {
        self.forms
            .get(&language)
            .or_else(|| self.forms.values().next())
            .map_or("", |forms| forms.form(form))
    }
}

/// Reads every `al:Verb`, sorted by IRI.
pub(super) fn read(graph: &Graph, tables: &Tables) -> Result<Vec<Verb>, OntologyError> {
    graph
        .instances(ns::VERB)
        .map(|iri| {
            let reads = graph
                .nodes(iri, ns::READS)
                .map(|node| reading(graph, tables, iri, node))
                .collect::<Result<Vec<_>, _>>()?;
            Ok(Verb {
                iri: iri.to_owned(),
                forms: forms(graph, iri)?,
                reads: sorted(reads, iri)?,
            })
        })
        .collect()
}

/// Sorts readings, of which there must be one, since blank nodes come in no order of their own.
pub(super) fn sorted<R: Ord>(mut reads: Vec<R>, iri: &str) -> Result<Vec<R>, OntologyError> {
    if reads.is_empty() {
        return Err(OntologyError::NoReading {
            iri: iri.to_owned(),
        });
    }
    reads.sort();
    reads.dedup();
    Ok(reads)
}

fn reading(graph: &Graph, tables: &Tables, iri: &str, node: &str) -> Result<Reads, OntologyError> {
    let missing = |property| OntologyError::IncompleteReading {
        iri: iri.to_owned(),
        property,
    };
    Ok(Reads {
        class: tables
            .class_at(graph, iri, node)?
            .ok_or_else(|| missing(ns::OF_SITUATION))?,
        subject: tables
            .role_at(graph, iri, node, ns::SUBJECT)?
            .ok_or_else(|| missing(ns::SUBJECT))?,
        object: object(graph, tables, iri, node)?,
    })
}

fn object(graph: &Graph, tables: &Tables, iri: &str, node: &str) -> Result<Object, OntologyError> {
    let object = graph.nodes(node, ns::OBJECT).next();
    Ok(match object {
        None => Object::Nothing,
        Some(ns::ITSELF) => Object::Itself,
        Some(ns::PLACE_OF) => Object::Place,
        Some(_) => tables
            .role_at(graph, iri, node, ns::OBJECT)?
            .map_or(Object::Nothing, Object::Role),
    })
}

fn forms(graph: &Graph, iri: &str) -> Result<BTreeMap<Language, VerbForms>, OntologyError> {
    let mut forms = BTreeMap::new();
    for (language, base) in graph.texts(iri, ns::LABEL) {
        let words = |property| graph.texts_in(iri, property, language);
        let needed = |property| match words(property) {
            words if words.is_empty() => Err(OntologyError::NoForm {
                iri: iri.to_owned(),
                property,
                language,
            }),
            words => Ok(words),
        };
        let mut read = VerbForms {
            base: base.to_owned(),
            present: needed(ns::PRESENT)?,
            past: needed(ns::PAST)?,
            participle: words(ns::PARTICIPLE),
            variants: Vec::new(),
            comment: words(ns::COMMENT).into_iter().next().unwrap_or_default(),
        };
        for word in words(ns::FURTHER_FORM) {
            let forms = forms_of_variant(&word, base, language);
            read.variants
                .extend(forms.into_iter().map(|form| (form, word.clone())));
        }
        if language == Language::English {
            agree(&mut read);
        }
        forms.entry(language).or_insert(read);
    }
    if forms.is_empty() {
        return Err(OntologyError::NoLabel {
            iri: iri.to_owned(),
        });
    }
    Ok(forms)
}

/// Adds the plural of `was a party to` and `is a party to`, since who asks about several writes `were` and `are`.
fn agree(forms: &mut VerbForms) {
    let stated = |form: Form, words: &[String]| -> Vec<_> {
        words.iter().map(|word| (form, word.clone())).collect()
    };
    let mut singular = stated(Form::Present, &forms.present);
    singular.extend(stated(Form::Past, &forms.past));
    singular.extend(forms.variants.iter().cloned());
    for (form, word) in singular {
        let plural = match word.split_once(' ') {
            Some(("was", rest)) => (form, format!("were {rest}")),
            Some(("is", rest)) => (form, format!("are {rest}")),
            _ => continue,
        };
        if !forms.variants.contains(&plural) {
            forms.variants.push(plural);
        }
    }
}

/// Tells from its ending which forms another spelling of a verb can be, since the ontology does not say.
fn forms_of_variant(word: &str, base: &str, language: Language) -> Vec<Form> {
    if language != Language::English {
        return vec![Form::Base, Form::Present, Form::Past, Form::Participle];
    }
    let first = word.split(' ').next().unwrap_or(word);
    match first {
        "is" | "are" | "am" => vec![Form::Present],
        "was" | "were" => vec![Form::Past],
        _ if first.ends_with("en") || base.starts_with("be ") => vec![Form::Participle],
        _ if first.ends_with("ed") => vec![Form::Past, Form::Participle],
        _ if first.ends_with('s') => vec![Form::Present],
        _ => vec![Form::Base],
    }
}
