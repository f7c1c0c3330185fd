//! A question that shows a word, with names that the data hold.

use super::class::ClassKind;
use super::entry::{Entry, Sort, Word, shown};
use super::id::{ClassId, RoleId};
use super::language::Language;
use super::ns;
use super::ontology::Ontology;
use super::verb::{Form, Object};

/// Questions are asked in English, whatever the language of the words that are explained.
const ENGLISH: Language = Language::English;

/// Finds a name at a property (a role, or the place) of situations of a class, both by IRI.
pub type NameAt<'a> = &'a dyn Fn(&str, &str) -> Option<String>;

/// Stands where the data hold no name that would fit.
pub const NOBODY: &str = "NAME";

impl Ontology {
    /// Returns questions that show what an entry is for, the best first; none where no question asks for it alone. Where the
    /// data hold no name that fits, `NAME` stands for one.
    #[must_use]
    pub fn examples(&self, entry: &Entry, name_at: NameAt<'_>) -> Vec<String> {
        match entry.about {
            Word::Class(id) => vec![self.class_example(id, name_at)],
            Word::RoleNoun(id) => {
                let noun = self.role_noun(id);
                let given = |class: ClassId, given: Option<RoleId>| match given {
                    Some(given) => self.filler(class, given, name_at),
                    None => name_at(&self.class(class).iri, ns::SELF),
                };
                let reads = || noun.reads.iter();
                let filled = reads().filter_map(|read| given(read.class, read.given));
                let itself = reads().filter_map(|read| given(read.class, None));
                let names = filled.chain(itself).chain([NOBODY.to_owned()]);
                names
                    .map(|name| format!("{} of {name}", noun.plural(ENGLISH)))
                    .collect()
            }
            Word::Verb(id) => {
                let verb = self.verb(id);
                let past = verb.form(Form::Past, ENGLISH);
                let object = |object: Object, class: ClassId| match object {
                    Object::Nothing => Some(String::new()),
                    Object::Role(role) => self.filler(class, role, name_at),
                    Object::Itself => name_at(&self.class(class).iri, ns::SELF),
                    Object::Place => name_at(&self.class(class).iri, ns::PLACE_OF),
                };
                let objects = verb
                    .reads
                    .iter()
                    .filter_map(|read| object(read.object, read.class));
                let objects = objects.chain([NOBODY.to_owned()]);
                objects
                    .map(|object| format!("who {past} {object}").trim_end().to_owned())
                    .collect()
            }
            Word::Role(id) => {
                let role = self.role(id);
                let classes = role
                    .role_of
                    .iter()
                    .map(|class| self.class(*class).plural(ENGLISH));
                classes
                    .map(|class| format!("count {class} by {}", role.label(ENGLISH)))
                    .collect()
            }
            Word::Term(id) => {
                let label = self.term(id).label(ENGLISH);
                match entry.sort {
                    Sort::Measure => vec![format!("sum {label} of events by year")],
                    Sort::Adjective => vec![format!("{label} situations")],
                    Sort::Dimension => vec![
                        format!("count events by {label}"),
                        format!("sum killed of events by {label}"),
                    ]
                    .into_iter()
                    .chain(
                        self.term(id)
                            .property
                            .iter()
                            .filter(|property| property.ends_with("#earliestStart"))
                            .map(|_| format!("events order by {label}")),
                    )
                    .collect(),
                    _ => Vec::new(),
                }
            }
            Word::Keyword(index) => vec![shown(index).to_owned()],
        }
    }

    fn class_example(&self, id: ClassId, name_at: NameAt<'_>) -> String {
        let class = self.class(id);
        let plural = class.plural(ENGLISH);
        let taken = || {
            self.roles_of(id).into_iter().find_map(|role| {
                let preposition = self.role(role).prepositions.get(&ENGLISH)?.first()?;
                // `between` takes two names.
                let preposition = if preposition == "between" {
                    "involving"
                } else {
                    preposition
                };
                Some(format!(
                    "{plural} {preposition} {}",
                    self.filler(id, role, name_at)?
                ))
            })
        };
        match class.kind {
            ClassKind::Situation => taken().unwrap_or_else(|| format!("count {plural} by year")),
            ClassKind::Place => {
                let name = name_at(&class.iri, ns::SELF);
                name.map_or_else(|| plural.to_owned(), |name| format!("events in {name}"))
            }
            ClassKind::Source => {
                let name = name_at(&class.iri, ns::SELF);
                name.map_or_else(|| plural.to_owned(), |name| format!("events using {name}"))
            }
            ClassKind::Actor | ClassKind::Other => plural.to_owned(),
        }
    }

    fn filler(&self, class: ClassId, role: RoleId, name_at: NameAt<'_>) -> Option<String> {
        name_at(&self.class(class).iri, &self.role(role).iri)
    }
}
