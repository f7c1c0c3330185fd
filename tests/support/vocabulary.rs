//! What readings are made of: the nouns, verbs and names of a session, and which of them can stand where.
//!
//! It says again, from the ontology alone, what the resolver must make of every word, so that a reading that comes out
//! otherwise is a finding.

use allegiance::Session;
use allegiance::iri::Iri;
use allegiance::lexicon::{
    ClassId, ClassKind, Form, Language, Object, Ontology, RoleId, RoleNounId, TermKind, VerbMatch,
    Words, fold,
};
use allegiance::question::ast::Keyword;
use allegiance::reading::{
    Ask, Dimension, DimensionKind, Entity, Field, Filler, Filter, Given, Noun, RolePhrase, Set,
    Standing, View,
};
use std::collections::BTreeSet;

pub const ENGLISH: Language = Language::English;

/// A name with the classes that the ontology knows of it.
pub struct Known {
    pub entity: Entity,
    pub classes: Vec<ClassId>,
}

/// A class, the role asked for, and where the given thing stands; as the resolver's own, in the same order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slot {
    Absent,
    Role(RoleId),
    Itself,
    Place,
}

pub type Reads = (ClassId, RoleId, Slot);

/// A verb's word: all verbs that it can be, by the first of which the reading speaks.
#[derive(Clone)]
pub struct VerbWord {
    pub phrase: RolePhrase,
    /// The word as the echo writes it.
    pub word: String,
    pub reads: Vec<Reads>,
    /// Whether the word ends in a keyword of a clause, which then must have an operand.
    pub keyword: bool,
}

pub struct NounWord {
    pub phrase: RolePhrase,
    pub reads: Vec<Reads>,
    /// Whether a class has the same plural, so that the noun means the role only before `of`.
    pub also_class: bool,
}

pub struct Vocabulary<'s> {
    pub ontology: &'s Ontology,
    words: &'s Words,
    pub known: Vec<Known>,
    /// Situation classes whose plural means them.
    pub situations: Vec<ClassId>,
    /// Those of them that the data have situations of.
    pub populated: Vec<ClassId>,
    pub entities: Vec<ClassId>,
    /// All classes that something in the data is of.
    recorded: BTreeSet<ClassId>,
    pub nouns: Vec<NounWord>,
    pub active: Vec<VerbWord>,
    pub passive: Vec<VerbWord>,
    pub base: Vec<VerbWord>,
    pub standings: Vec<Filter>,
    pub fields: Vec<Field>,
}

pub const PREPOSITIONS: &[Keyword] = &[
    Keyword::By,
    Keyword::Against,
    Keyword::With,
    Keyword::Involving,
    Keyword::From,
    Keyword::To,
    Keyword::For,
    Keyword::Of,
    Keyword::On,
    Keyword::Over,
    Keyword::Alongside,
    Keyword::About,
    Keyword::Toward,
    Keyword::AttributedTo,
];

impl<'s> Vocabulary<'s> {
    pub fn new(session: &'s Session) -> Vocabulary<'s> {
        let ontology = session.ontology();
        let words = ontology.words(ENGLISH);
        let known: Vec<Known> = session
            .names()
            .iter()
            .map(|(_, name)| Known {
                entity: entity(session, &name.iri),
                classes: name
                    .classes
                    .iter()
                    .filter_map(|c| ontology.class_by_iri(c))
                    .collect(),
            })
            .collect();
        let mut vocabulary = Vocabulary {
            ontology,
            words,
            known,
            situations: Vec::new(),
            populated: Vec::new(),
            entities: Vec::new(),
            recorded: BTreeSet::new(),
            nouns: Vec::new(),
            active: Vec::new(),
            passive: Vec::new(),
            base: Vec::new(),
            standings: Vec::new(),
            fields: Vec::new(),
        };
        vocabulary.add_classes();
        vocabulary.nouns = vocabulary.role_nouns();
        vocabulary.add_verbs();
        vocabulary.add_terms();
        vocabulary
    }

    fn add_classes(&mut self) {
        for class in self.known.iter().flat_map(|k| &k.classes) {
            self.recorded.insert(*class);
            self.recorded.extend(&self.ontology.class(*class).ancestors);
        }
        for (id, class) in self.ontology.classes() {
            let plural = class.plural(ENGLISH);
            let means = self.words.class_nouns(plural).first().map(|n| n.class);
            if means != Some(id) || plural.split(' ').next().is_some_and(|w| self.opens(w)) {
                continue;
            }
            match class.kind {
                ClassKind::Situation => {
                    self.situations.push(id);
                    if self.is_recorded(id) {
                        self.populated.push(id);
                    }
                }
                ClassKind::Actor | ClassKind::Place => self.entities.push(id),
                ClassKind::Source | ClassKind::Other => {}
            }
        }
    }

    /// Says whether anything in the data is of a class.
    pub fn is_recorded(&self, class: ClassId) -> bool {
        self.recorded.contains(&class)
    }

    /// Says whether a word that reads roles finds situations to read them in.
    pub fn finds(&self, reads: &[Reads]) -> bool {
        reads.iter().any(|(class, _, _)| self.is_recorded(*class))
    }

    /// Says whether a word before a noun is taken for an adjective.
    fn opens(&self, word: &str) -> bool {
        [TermKind::Certainty, TermKind::Status, TermKind::Consensus]
            .into_iter()
            .any(|kind| !self.ontology.terms_called(kind, word, ENGLISH).is_empty())
    }

    fn role_nouns(&self) -> Vec<NounWord> {
        let mut seen = BTreeSet::new();
        let plurals: Vec<String> = self
            .ontology
            .role_nouns()
            .map(|(_, noun)| noun.plural(ENGLISH).to_owned())
            .filter(|plural| seen.insert(plural.clone()))
            .collect();
        plurals
            .into_iter()
            .filter_map(|plural| {
                let ids: Vec<RoleNounId> = self
                    .words
                    .role_nouns(&plural)
                    .iter()
                    .map(|n| n.noun)
                    .collect();
                let first = self.ontology.role_noun(*ids.first()?);
                if first.plural(ENGLISH) != plural {
                    return None;
                }
                let mut reads: Vec<Reads> = ids
                    .iter()
                    .flat_map(|id| &self.ontology.role_noun(*id).reads)
                    .map(|r| (r.class, r.answer, r.given.map_or(Slot::Absent, Slot::Role)))
                    .collect();
                reads.sort();
                reads.dedup();
                Some(NounWord {
                    phrase: RolePhrase::Noun {
                        singular: first.label(ENGLISH).to_owned(),
                        plural: plural.clone(),
                    },
                    reads,
                    also_class: !self.words.class_nouns(&plural).is_empty(),
                })
            })
            .collect()
    }

    fn add_verbs(&mut self) {
        let forms = [Form::Past, Form::Participle, Form::Base];
        for form in forms {
            let mut seen = BTreeSet::new();
            let mut found = Vec::new();
            for (_, verb) in self.ontology.verbs() {
                let word = verb.form(form, ENGLISH);
                if seen.insert(word.to_owned()) {
                    found.extend(self.verb_word(word, form));
                }
            }
            match form {
                Form::Past => self.active = found,
                Form::Participle => self.passive = found,
                Form::Base | Form::Present => self.base = found,
            }
        }
    }

    fn verb_word(&self, word: &str, form: Form) -> Option<VerbWord> {
        let matches: &[VerbMatch] = self.words.verbs(word);
        let first = matches.first()?;
        let verb = self.ontology.verb(first.verb);
        let written = |form| verb.form(form, ENGLISH).to_owned();
        if written(form) != word || !first.is(form) {
            return None;
        }
        let mut reads: Vec<Reads> = matches
            .iter()
            .flat_map(|m| &self.ontology.verb(m.verb).reads)
            .map(|read| {
                let slot = match read.object {
                    Object::Nothing => Slot::Absent,
                    Object::Role(role) => Slot::Role(role),
                    Object::Itself => Slot::Itself,
                    Object::Place => Slot::Place,
                };
                (read.class, read.subject, slot)
            })
            .collect();
        reads.sort();
        reads.dedup();
        Some(VerbWord {
            phrase: RolePhrase::Active {
                base: written(Form::Base),
                past: written(Form::Past),
                participle: written(Form::Participle),
            },
            word: word.to_owned(),
            reads,
            keyword: word.split(' ').next_back().is_some_and(is_clause),
        })
    }

    fn add_terms(&mut self) {
        for (kind, of) in [
            (TermKind::Certainty, Standing::Certainty),
            (TermKind::Status, Standing::Status),
            (TermKind::Consensus, Standing::Consensus),
        ] {
            for (id, term) in self.ontology.terms(kind) {
                let label = term.label(ENGLISH);
                let first = self.ontology.terms_called(kind, label, ENGLISH);
                if label.contains(' ') || first.first() != Some(&id) {
                    continue;
                }
                self.standings.push(Filter::Standing {
                    word: label.to_lowercase(),
                    iri: Iri::new(term.iri.clone()),
                    of,
                });
            }
        }
        self.fields = self
            .ontology
            .terms(TermKind::Measure)
            .map(|(_, term)| Field {
                iri: Iri::new(term.iri.clone()),
                label: term.label(ENGLISH).to_owned(),
            })
            .collect();
    }

    pub fn class(&self, local: &str) -> ClassId {
        self.ontology
            .class_by_iri(Iri::al(local).as_str())
            .expect("a class of the ontology")
    }

    pub fn noun(&self, class: ClassId) -> Noun {
        let class = self.ontology.class(class);
        Noun {
            iri: Iri::new(class.iri.clone()),
            singular: class.label(ENGLISH).to_owned(),
            plural: class.plural(ENGLISH).to_owned(),
        }
    }

    pub fn iri(&self, role: RoleId) -> Iri {
        Iri::new(self.ontology.role(role).iri.clone())
    }

    /// Says whether a class noun before `of` means a role instead.
    pub fn is_role_noun(&self, plural: &str) -> bool {
        !self.words.role_nouns(plural).is_empty()
    }

    /// Says whether a verb's word goes on with a keyword.
    pub fn goes_on(&self, word: &str, keyword: Keyword) -> bool {
        !self
            .words
            .verbs(&format!("{word} {}", keyword.text()))
            .is_empty()
    }

    /// Returns the names of any of these classes; all names when there are none.
    pub fn fitting(&self, classes: &[ClassId]) -> Vec<&Known> {
        let fits = |known: &&Known| {
            classes.is_empty()
                || known
                    .classes
                    .iter()
                    .any(|c| classes.iter().any(|of| self.ontology.is_subclass(*c, *of)))
        };
        self.known.iter().filter(fits).collect()
    }

    /// What may fill any of these roles; anything when one of them takes anything.
    pub fn fillers(&self, roles: &[RoleId]) -> Vec<ClassId> {
        let all = roles.iter().map(|role| &self.ontology.role(*role).fillers);
        if all.clone().any(Vec::is_empty) {
            return Vec::new();
        }
        all.flatten().copied().collect()
    }

    /// What may be given to a verb or role noun.
    pub fn givable(&self, reads: &[Reads]) -> Vec<ClassId> {
        let mut classes = Vec::new();
        for (class, _, slot) in reads {
            classes.push(*class);
            match slot {
                Slot::Role(role) => {
                    let fillers = &self.ontology.role(*role).fillers;
                    if fillers.is_empty() {
                        return Vec::new();
                    }
                    classes.extend(fillers);
                }
                Slot::Place => classes.push(self.class("Place")),
                Slot::Absent | Slot::Itself => {}
            }
        }
        classes
    }

    /// Returns the views in which what is given can stand, without those that a wider one holds already.
    pub fn views(&self, reads: &[Reads], given: &Filler) -> Vec<View> {
        let mut views: Vec<(ClassId, View)> = Vec::new();
        for (class, answer, slot) in reads {
            for given in self.slots(*class, *slot, given) {
                let view = View {
                    class: Iri::new(self.ontology.class(*class).iri.clone()),
                    answer: self.iri(*answer),
                    given,
                };
                if !views.iter().any(|(_, known)| *known == view) {
                    views.push((*class, view));
                }
            }
        }
        let covered = |(narrow, view): &(ClassId, View)| {
            views.iter().any(|(wide, other)| {
                other != view
                    && other.answer == view.answer
                    && other.given == view.given
                    && self.ontology.is_subclass(*narrow, *wide)
            })
        };
        views
            .iter()
            .filter(|one| !covered(one))
            .map(|(_, view)| view.clone())
            .collect()
    }

    fn slots(&self, class: ClassId, slot: Slot, given: &Filler) -> Vec<Given> {
        let of = |classes: &[ClassId], wide: ClassId| {
            classes.iter().any(|c| self.ontology.is_subclass(*c, wide))
        };
        match given {
            Filler::Anyone => vec![Given::Nothing],
            Filler::Names(names) => {
                let classes = self.classes_of(names);
                let mut slots = Vec::new();
                if let Slot::Role(role) = slot
                    && classes.iter().any(|c| self.ontology.can_fill(role, *c))
                {
                    slots.push(Given::Role(self.iri(role)));
                }
                if of(&classes, class) {
                    slots.push(Given::Itself);
                }
                if slot == Slot::Place && of(&classes, self.class("Place")) {
                    slots.push(Given::Place);
                }
                slots
            }
            Filler::Back(_) => match slot {
                Slot::Role(role) => vec![Given::Role(self.iri(role))],
                _ => Vec::new(),
            },
            Filler::Set(set) => {
                let mut slots = Vec::new();
                if let Slot::Role(role) = slot {
                    slots.push(Given::Role(self.iri(role)));
                }
                if let Set::Situations(s) = set.as_ref()
                    && let Some(of) = self.ontology.class_by_iri(s.class.iri.as_str())
                    && (self.ontology.is_subclass(of, class)
                        || self.ontology.is_subclass(class, of))
                {
                    slots.push(Given::Itself);
                }
                slots
            }
        }
    }

    /// Returns the most general roles of a class in which its situations have those of other classes.
    pub fn roles_about(&self, classes: &[ClassId], class: ClassId) -> Vec<RoleId> {
        let fits = |role: &RoleId| {
            let fillers = &self.ontology.role(*role).fillers;
            let mut pairs = fillers
                .iter()
                .flat_map(|f| classes.iter().map(move |c| (c, f)));
            pairs.any(|(class, filler)| self.ontology.is_subclass(*class, *filler))
        };
        let mut roles: Vec<RoleId> = self
            .ontology
            .roles_of(class)
            .into_iter()
            .filter(fits)
            .collect();
        if roles.is_empty() {
            roles = self
                .ontology
                .roles_below(class)
                .into_iter()
                .filter(fits)
                .collect();
        }
        let all = roles.clone();
        roles.retain(|role| {
            !all.iter()
                .any(|other| other != role && self.ontology.is_subrole(*role, *other))
        });
        roles
    }

    /// Returns the roles of classes, or of classes below them, that a word names.
    pub fn roles_called(&self, word: &str, classes: &[ClassId]) -> Vec<RoleId> {
        let named = |role: &RoleId| {
            let role = self.ontology.role(*role);
            let english = Language::English;
            let synonyms = role.synonyms(english).iter().map(String::as_str);
            [role.label(english), role.plural(english)]
                .into_iter()
                .chain(synonyms)
                .any(|own| fold(own) == fold(word))
        };
        let own = classes
            .iter()
            .flat_map(|class| self.ontology.roles_of(*class));
        let mut found: Vec<RoleId> = own.filter(named).collect();
        if found.is_empty() {
            let below = classes
                .iter()
                .flat_map(|class| self.ontology.roles_below(*class));
            found = below.filter(named).collect();
        }
        found.sort();
        found.dedup();
        found
    }

    pub fn classes_of(&self, names: &[Entity]) -> Vec<ClassId> {
        names
            .iter()
            .filter_map(|name| self.known.iter().find(|k| k.entity.iri == name.iri))
            .flat_map(|known| known.classes.clone())
            .collect()
    }

    pub fn view_classes(&self, views: &[View]) -> Vec<ClassId> {
        views
            .iter()
            .filter_map(|view| self.ontology.class_by_iri(view.class.as_str()))
            .collect()
    }

    /// Returns the roles that a preposition introduces after nouns of these classes: the most special ones.
    pub fn roles_by(&self, classes: &[ClassId], keyword: Keyword) -> Vec<RoleId> {
        if keyword == Keyword::Involving {
            let participant = Iri::al("participant");
            return self
                .ontology
                .role_by_iri(participant.as_str())
                .into_iter()
                .collect();
        }
        let word = match keyword {
            Keyword::AttributedTo => "by",
            other => other.text(),
        };
        let own = |class: &ClassId| self.ontology.roles_for_preposition(*class, word, ENGLISH);
        let below = |class: &ClassId| {
            self.ontology
                .roles_below_for_preposition(*class, word, ENGLISH)
        };
        let mut all: BTreeSet<RoleId> = classes.iter().flat_map(own).collect();
        if all.is_empty() {
            all = classes.iter().flat_map(below).collect();
        }
        all.iter()
            .copied()
            .filter(|role| {
                !all.iter()
                    .any(|other| other != role && self.ontology.is_subrole(*other, *role))
            })
            .collect()
    }

    /// Returns the pairs of roles that `between` means for these classes.
    pub fn pairs(&self, classes: &[ClassId]) -> Vec<(RoleId, RoleId)> {
        let own: BTreeSet<(RoleId, RoleId)> = classes
            .iter()
            .flat_map(|class| self.sides(*class))
            .collect();
        if !own.is_empty() {
            return own.into_iter().collect();
        }
        let below: BTreeSet<(RoleId, RoleId)> = classes
            .iter()
            .flat_map(|class| self.ontology.subclasses(*class))
            .flat_map(|class| self.sides(class))
            .collect();
        below.into_iter().collect()
    }

    fn sides(&self, class: ClassId) -> BTreeSet<(RoleId, RoleId)> {
        let all = self
            .ontology
            .roles_for_preposition(class, "between", ENGLISH);
        let special = |role: &&RoleId| {
            !all.iter()
                .any(|other| other != *role && self.ontology.is_subrole(*other, **role))
        };
        let roles: Vec<RoleId> = all.iter().filter(special).copied().collect();
        let opposed = self.opposed(class, &roles);
        if !opposed.is_empty() {
            return opposed;
        }
        let mut pairs = BTreeSet::new();
        for a in &roles {
            for b in &roles {
                if a != b || roles.len() == 1 {
                    pairs.insert((*a, *b));
                }
            }
        }
        pairs
    }

    fn opposed(&self, class: ClassId, among: &[RoleId]) -> BTreeSet<(RoleId, RoleId)> {
        let within = |role: RoleId| among.iter().any(|w| self.ontology.is_subrole(role, *w));
        let mut pairs = BTreeSet::new();
        for (_, verb) in self.ontology.verbs() {
            for read in &verb.reads {
                let Object::Role(object) = read.object else {
                    continue;
                };
                let about = self.ontology.is_subclass(class, read.class);
                if about && object != read.subject && within(read.subject) && within(object) {
                    pairs.insert((read.subject, object));
                    pairs.insert((object, read.subject));
                }
            }
        }
        let all = pairs.clone();
        pairs.retain(|(a, b)| {
            !all.iter().any(|(x, y)| {
                (x, y) != (a, b)
                    && self.ontology.is_subrole(*a, *x)
                    && self.ontology.is_subrole(*b, *y)
            })
        });
        pairs
    }

    /// Returns what answers about these classes can be grouped by.
    pub fn dimensions(&self, classes: &[ClassId], measured: bool) -> Vec<Dimension> {
        let mut found: Vec<Dimension> = Vec::new();
        for (_, term) in self.ontology.terms(TermKind::Dimension) {
            let by = match (term.calendar, term.property.as_deref().map(Iri::new)) {
                (Some(allegiance::lexicon::Calendar::Year), _) => DimensionKind::Year,
                (Some(allegiance::lexicon::Calendar::Quarter), _) => DimensionKind::Quarter,
                (Some(allegiance::lexicon::Calendar::Month), _) => DimensionKind::Month,
                (Some(allegiance::lexicon::Calendar::Day), _) => DimensionKind::Day,
                (None, Some(property)) => match (property.local(), term.of_class) {
                    ("place", Some(class)) => {
                        DimensionKind::PlaceOf(Iri::new(self.ontology.class(class).iri.clone()))
                    }
                    ("place", None) => DimensionKind::Place,
                    ("type", _) => DimensionKind::Class,
                    ("source", _) => DimensionKind::Source,
                    ("accordingTo", _) => DimensionKind::Speaker,
                    ("certainty", _) => DimensionKind::Certainty,
                    ("of", _) if measured => DimensionKind::VictimGroup,
                    _ => continue,
                },
                (None, None) => continue,
            };
            found.push(Dimension {
                word: term.label(ENGLISH).to_owned(),
                by,
            });
        }
        let victims = self
            .ontology
            .terms_called(TermKind::Dimension, "victim", ENGLISH);
        let roles = classes
            .iter()
            .flat_map(|class| self.ontology.roles_of(*class));
        for role in roles {
            let word = self.ontology.role(role).label(ENGLISH).to_owned();
            // Where figures are added up, the victims are those whom the figures count.
            let counted = measured && !victims.is_empty() && word == "victim";
            if !counted && !found.iter().any(|d| d.word == word) {
                found.push(Dimension {
                    word,
                    by: DimensionKind::Role(self.iri(role)),
                });
            }
        }
        found
    }
}

fn is_clause(word: &str) -> bool {
    allegiance::question::keywords::CLAUSES
        .iter()
        .any(|(text, _, _)| *text == word)
}

fn entity(session: &Session, iri: &str) -> Entity {
    match session.read(&format!("about <{iri}>")) {
        Ok((_, reading)) => match reading.ask {
            Ask::About(entity) => entity,
            other => panic!("about <{iri}> is read as {other:?}"),
        },
        Err(error) => panic!("about <{iri}>: {error:?}"),
    }
}
