//! The IRIs that the lexicon reads from the ontology.

macro_rules! terms {
    ($base:literal: $($name:ident = $local:literal),+ $(,)?) => {
        $(pub const $name: &str = concat!($base, $local);)+
    };
}

terms!("https://w3id.org/allegiance/ns#":
    BASE = "",
    SITUATION = "Situation",
    EVENT = "Event",
    RELATION = "Relation",
    ACTOR = "Actor",
    PLACE = "Place",
    SOURCE = "Source",
    ROLE = "Role",
    VERB = "Verb",
    ROLE_NOUN = "RoleNoun",
    MEASURE = "Measure",
    FIELD = "Field",
    DIMENSION = "Dimension",
    CERTAINTY = "Certainty",
    STATUS = "Status",
    CONSENSUS = "Consensus",
    IMPLEMENTATION = "Implementation",
    ACTS_AS = "actsAs",
    OF_ROLE = "ofRole",
    OF_WHOLE = "ofWhole",
    CALENDAR = "calendar",
    PROPERTY = "property",
    OF_CLASS = "ofClass",
    PARTICIPANT = "participant",
    PLURAL = "plural",
    ROLE_OF = "roleOf",
    FILLER = "filler",
    PREPOSITION = "preposition",
    PLACE_PREPOSITION = "placePreposition",
    PRESENT = "present",
    PAST = "past",
    PARTICIPLE = "participle",
    FURTHER_FORM = "form",
    READS = "reads",
    ITSELF = "itself",
    PLACE_OF = "place",
    OF_SITUATION = "situation",
    SUBJECT = "subject",
    OBJECT = "object",
    ANSWER = "answer",
    GIVEN = "given",
);
terms!("http://www.w3.org/2000/01/rdf-schema#":
    LABEL = "label",
    COMMENT = "comment",
    SUB_CLASS_OF = "subClassOf",
    SUB_PROPERTY_OF = "subPropertyOf",
);

/// Stands where a name of the thing itself is wanted rather than of one at a property.
pub const SELF: &str = "";
pub const TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
pub const OWL_CLASS: &str = "http://www.w3.org/2002/07/owl#Class";
pub const ALT_LABEL: &str = "http://www.w3.org/2004/02/skos/core#altLabel";
