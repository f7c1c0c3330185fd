//! The reading as one line, which is itself a question that reads the same.

use super::tree::{
    Ask, Dimension, Entity, Filler, Filter, Noun, Reading, RolePhrase, Roles, Rows, Set,
    Situations, Time, TimeRelation, YesNo,
};
use crate::question::ast::{Comparison, Measure};
use crate::question::keywords;

/// Writes a reading as a question.
#[must_use]
pub fn echo(reading: &Reading) -> String {
    let mut text = match &reading.ask {
        Ask::List(set) => list(set),
        Ask::Count { of, by } => format!("count {}{}", inner(of), dimensions(by)),
        Ask::Measure {
            kind,
            field,
            of,
            by,
        } => format!(
            "{} {} of {}{}",
            measure(*kind),
            field.label,
            situations(of),
            dimensions(by)
        ),
        Ask::YesNo(question) => yes_no(question),
        Ask::About(entity) => format!("about {}", name(entity)),
        Ask::Claims(set) => format!("claims about {}", inner(set)),
        Ask::Paths(paths) => {
            let mut text = format!("paths from {} to {}", names(&paths.from), names(&paths.to));
            if !paths.via.is_empty() {
                let via: Vec<String> = paths.via.iter().map(|n| link(&n.plural)).collect();
                text.push_str(&format!(" via {}", via.join(", ")));
            }
            text.push_str(&filters(&paths.filters));
            if let Some(steps) = paths.steps {
                text.push_str(&format!(" at most {steps} steps"));
            }
            text
        }
        Ask::Sparql(query) => format!("sparql {{{query}}}"),
    };
    for (index, order) in reading.order.iter().enumerate() {
        let direction = if order.descending { " desc" } else { "" };
        let lead = if index == 0 { " order by" } else { "," };
        text.push_str(&format!("{lead} {}{direction}", order.column));
    }
    match reading.rows {
        Rows::Page => {}
        Rows::All => text.push_str(" all"),
        Rows::Limit(n) => text.push_str(&format!(" limit {n}")),
    }
    if reading.strictly {
        text.insert_str(0, "strictly ");
    }
    for pipe in &reading.pipes {
        text.push_str(&format!(" | {}", super::pipe::pipe_text(pipe)));
    }
    text
}

/// Writes a name so that it is found again: quoted, with its kind where the label alone may fit others.
#[must_use]
pub fn written(entity: &Entity, alone: bool) -> String {
    if alone {
        return quoted(&entity.label);
    }
    if entity.unique {
        return format!("{} [{}]", quoted(&entity.label), entity.kind);
    }
    // Who reads an IRI wants to know whose it is.
    let label = entity.label.replace(['[', ']'], "");
    match label.trim() {
        "" => format!("<{}>", entity.iri),
        label => format!("<{}> [{label}]", entity.iri),
    }
}

/// Returns the words for those who fill a role.
#[must_use]
pub fn noun_of(roles: &Roles) -> String {
    match &roles.phrase {
        RolePhrase::Active { past, .. } => format!("those who {past}"),
        RolePhrase::Passive { participle } => format!("those who were {participle}"),
        RolePhrase::Object { base } => format!("those whom others {base}"),
        RolePhrase::Noun { plural, .. } => plural.clone(),
    }
}

fn quoted(label: &str) -> String {
    format!("\"{}\"", label.replace('\\', "\\\\").replace('"', "\\\""))
}

fn name(entity: &Entity) -> String {
    written(entity, false)
}

/// A kind of step of a path: in quotes where it holds a keyword.
fn link(noun: &str) -> String {
    let keyword = |word: &str| keywords::CLAUSES.iter().any(|(text, ..)| *text == word);
    if noun.split(' ').any(keyword) {
        quoted(noun)
    } else {
        noun.to_owned()
    }
}

fn names(entities: &[Entity]) -> String {
    entities.iter().map(name).collect::<Vec<_>>().join(" or ")
}

/// A set that is a whole question.
fn list(set: &Set) -> String {
    match asker(set) {
        Some(asker) => {
            let passive = asker.ends_with(" was") || asker.ends_with(" were");
            let noun = asked(set).flatten();
            format!(
                "{asker} {}",
                verb_chain(set, true, Behind { passive, noun })
            )
        }
        None => inner(set),
    }
}

/// Returns how a set of verb phrases is asked for; `None` for sets of nouns.
pub(super) fn asker(set: &Set) -> Option<String> {
    match set {
        Set::Roles(roles) => {
            let (who, be) = match &roles.which {
                Some(noun) => (format!("which {}", noun.plural), "were"),
                None => ("who".to_owned(), "was"),
            };
            match &roles.phrase {
                RolePhrase::Active { .. } => Some(who),
                RolePhrase::Passive { .. } => Some(format!("{who} {be}")),
                RolePhrase::Object { .. } => Some(match &roles.which {
                    Some(_) => format!("{who} did"),
                    None => "whom did".to_owned(),
                }),
                RolePhrase::Noun { .. } => None,
            }
        }
        Set::And(sets) | Set::Or(sets) => {
            let first = sets.first()?;
            let same = sets.iter().all(|set| asked(set) == asked(first));
            asker(first).filter(|_| same)
        }
        Set::Except(first, _) => asker(first),
        Set::Names(_) | Set::Situations(_) | Set::Entities { .. } | Set::Query(_) => None,
    }
}

/// Returns the noun that verb phrases are asked with, if any; `None` for what is no verb phrase.
fn asked(set: &Set) -> Option<Option<&Noun>> {
    match set {
        Set::Roles(roles) => asks(roles).then_some(roles.which.as_ref()),
        Set::And(sets) | Set::Or(sets) => sets.first().and_then(asked),
        Set::Except(first, _) => asked(first),
        Set::Names(_) | Set::Situations(_) | Set::Entities { .. } | Set::Query(_) => None,
    }
}

fn asks(roles: &Roles) -> bool {
    !matches!(roles.phrase, RolePhrase::Noun { .. })
}

/// What verb phrases stand behind: whether it ends in `was`, and the noun in it.
#[derive(Clone, Copy)]
struct Behind<'s> {
    passive: bool,
    noun: Option<&'s Noun>,
}

/// Writes verb phrases that share an asker.
fn verb_chain(set: &Set, outer: bool, behind: Behind<'_>) -> String {
    match set {
        Set::And(sets) => joined(sets, " and ", outer, behind),
        Set::Or(sets) => joined(sets, " or ", outer, behind),
        Set::Except(a, b) => group(
            format!("{} except {}", first_verb(a, behind), next_verb(b, behind)),
            outer,
        ),
        Set::Roles(roles) if asks(roles) && roles.which.as_ref() == behind.noun => {
            let be = !behind.passive && matches!(roles.phrase, RolePhrase::Passive { .. });
            format!("{}{}", if be { "was " } else { "" }, role_phrase(roles))
        }
        other => inner(other),
    }
}

fn joined(sets: &[Set], connector: &str, outer: bool, behind: Behind<'_>) -> String {
    let text = sets
        .iter()
        .enumerate()
        .map(|(n, set)| match n {
            0 => first_verb(set, behind),
            _ => next_verb(set, behind),
        })
        .collect::<Vec<_>>()
        .join(connector);
    group(text, outer)
}

/// The first of several needs no parentheses, which cannot stand behind `which NOUN`: `and` and `except` bind to the left,
/// and closer than `or`.
fn first_verb(set: &Set, behind: Behind<'_>) -> String {
    verb_chain(set, !matches!(set, Set::Or(_)), behind)
}

/// `whom did X attack and (Y support)`: a further name before its verb would continue the list of names before it.
fn next_verb(set: &Set, behind: Behind<'_>) -> String {
    let text = verb_chain(set, false, behind);
    match set {
        Set::Roles(roles) if matches!(roles.phrase, RolePhrase::Object { .. }) => {
            group(text, false)
        }
        _ => text,
    }
}

fn group(text: String, outer: bool) -> String {
    if outer { text } else { format!("({text})") }
}

/// A set inside another phrase.
fn inner(set: &Set) -> String {
    match set {
        Set::Names(entities) => names(entities),
        Set::Situations(set) => situations(set),
        Set::Roles(roles) => match &roles.which {
            Some(noun) if asks(roles) => {
                let passive = matches!(roles.phrase, RolePhrase::Passive { .. });
                let were = if passive { "were " } else { "" };
                format!("{} that {were}{}", noun.plural, role_phrase(roles))
            }
            _ => role_phrase(roles),
        },
        Set::Entities { class, filters: f } => format!("{}{}", class.plural, filters(f)),
        Set::And(sets) => members(sets, " and "),
        Set::Or(sets) => members(sets, " or "),
        Set::Except(a, b) => format!("{} except {}", member(a), next_member(b)),
        Set::Query(query) => format!("sparql {{{query}}}"),
    }
}

fn member(set: &Set) -> String {
    match set {
        Set::And(_) | Set::Or(_) | Set::Except(..) => format!("({})", inner(set)),
        simple => inner(simple),
    }
}

fn members(sets: &[Set], connector: &str) -> String {
    sets.iter()
        .enumerate()
        .map(|(n, set)| match n {
            0 => member(set),
            _ => next_member(set),
        })
        .collect::<Vec<_>>()
        .join(connector)
}

/// Bare names behind a connector would continue the list before it.
fn next_member(set: &Set) -> String {
    match set {
        Set::Names(_) => format!("({})", inner(set)),
        other => member(other),
    }
}

fn situations(set: &Situations) -> String {
    if let Some(Filter::Named(entity)) = set.filters.first() {
        return name(entity);
    }
    let mut adjectives = String::new();
    for filter in &set.filters {
        if let Filter::Standing { word, .. } = filter {
            adjectives.push_str(word);
            adjectives.push(' ');
        }
    }
    format!("{adjectives}{}{}", set.class.plural, filters(&set.filters))
}

fn role_phrase(roles: &Roles) -> String {
    let given = filler(&roles.given);
    let after = filters(&roles.filters);
    let mut adjectives = String::new();
    for filter in &roles.filters {
        if let Filter::Standing { word, .. } = filter {
            adjectives.push_str(word);
            adjectives.push(' ');
        }
    }
    match (&roles.phrase, given) {
        (RolePhrase::Active { past, .. }, given) => {
            let object = given.map(|given| format!(" {}", object(past, &roles.given, given)));
            let past = match past.strip_prefix("was ") {
                Some(rest) if roles.which.is_some() => format!("were {rest}"),
                _ => past.clone(),
            };
            format!("{past}{}{after}", object.unwrap_or_default())
        }
        (RolePhrase::Passive { participle }, Some(given)) => {
            format!("{participle} by {given}{after}")
        }
        (RolePhrase::Passive { participle }, None) => format!("{participle}{after}"),
        (RolePhrase::Object { base }, given) => {
            let subject = given.map(|given| object("", &roles.given, given));
            format!("{} {base}{after}", subject.unwrap_or_default())
        }
        (RolePhrase::Noun { plural, .. }, Some(given)) => {
            format!("{adjectives}{plural} of {given}{after}")
        }
        (RolePhrase::Noun { plural, .. }, None) => format!("{adjectives}{plural}{after}"),
    }
}

/// A set right behind a verb stands without parentheses, which only a keyword can have behind it.
fn object(verb: &str, filler: &Filler, written: String) -> String {
    let keyword_last = verb
        .rsplit(' ')
        .next()
        .is_some_and(|last| keywords::CLAUSES.iter().any(|(text, ..)| *text == last));
    match filler {
        Filler::Set(set) if !keyword_last => inner(set),
        _ => written,
    }
}

fn filler(filler: &Filler) -> Option<String> {
    match filler {
        Filler::Anyone => None,
        Filler::Names(entities) => Some(names(entities)),
        Filler::Set(set) => Some(format!("({})", inner(set))),
    }
}

/// One side of `between`: several names stand in parentheses.
fn side(of: &Filler) -> String {
    let text = filler(of).unwrap_or_default();
    match of {
        Filler::Names(names) if names.len() > 1 => format!("({text})"),
        _ => text,
    }
}

fn filters(filters: &[Filter]) -> String {
    filters.iter().map(filter).collect()
}

/// Writes one clause as it stands in the echo.
#[must_use]
pub fn clause_text(clause: &Filter) -> String {
    filter(clause).trim().to_owned()
}

fn filter(filter: &Filter) -> String {
    match filter {
        Filter::Named(_) | Filter::Standing { .. } => String::new(),
        Filter::Place(places) => format!(" in {}", names(places)),
        Filter::Near(places) => format!(" near {}", names(places)),
        Filter::Time(time) => format!(" {}", when(time)),
        Filter::Role {
            preposition,
            filler: f,
            ..
        } => format!(" {} {}", preposition.text(), filler(f).unwrap_or_default()),
        Filter::Between { first, second, .. } => {
            format!(" between {} and {}", side(first), side(second))
        }
        Filter::Figure {
            field,
            operator,
            number,
        } => format!(" with {} {} {number}", field.label, comparison(*operator)),
        Filter::AccordingTo(entities) => format!(" according to {}", names(entities)),
        Filter::ClaimedBy(entities) => format!(" claimed by {}", names(entities)),
        Filter::Using(entities) => format!(" using {}", names(entities)),
        Filter::Sources { operator, number } => {
            format!(" with sources {} {number}", comparison(*operator))
        }
    }
}

/// Writes a time clause.
#[must_use]
pub fn when(time: &Time) -> String {
    let moments: Vec<String> = time.moments.iter().map(ToString::to_string).collect();
    let first = moments.first().cloned().unwrap_or_default();
    match time.relation {
        TimeRelation::In => format!("in {}", moments.join(" or ")),
        TimeRelation::Since => format!("since {first}"),
        TimeRelation::Until => format!("until {first}"),
        TimeRelation::Before => format!("before {first}"),
        TimeRelation::After => format!("after {first}"),
        TimeRelation::AsOf => format!("as of {first}"),
        TimeRelation::Between => format!("between {}", moments.join(" and ")),
    }
}

fn comparison(operator: Comparison) -> &'static str {
    match operator {
        Comparison::Less => "<",
        Comparison::LessOrEqual => "<=",
        Comparison::Equal => "=",
        Comparison::NotEqual => "!=",
        Comparison::GreaterOrEqual => ">=",
        Comparison::Greater => ">",
    }
}

/// Returns the word of an aggregate.
#[must_use]
pub fn measure(kind: Measure) -> &'static str {
    match kind {
        Measure::Sum => "sum",
        Measure::Average => "average",
        Measure::Median => "median",
        Measure::Min => "min",
        Measure::Max => "max",
    }
}

fn dimensions(by: &[Dimension]) -> String {
    if by.is_empty() {
        return String::new();
    }
    let words: Vec<&str> = by.iter().map(|d| d.word.as_str()).collect();
    format!(" by {}", words.join(", "))
}

fn yes_no(question: &YesNo) -> String {
    let verb = &question.verb;
    let after = filters(&verb.filters);
    let subject = filler(&question.subject);
    let (base, participle) = match &verb.phrase {
        RolePhrase::Active {
            base, participle, ..
        } => (base, participle),
        RolePhrase::Noun { singular, .. } => {
            return format!(
                "is {} {} of {}{after}",
                subject.unwrap_or_default(),
                crate::iri::with_article(singular),
                filler(&verb.given).unwrap_or_default()
            );
        }
        RolePhrase::Passive { .. } | RolePhrase::Object { .. } => return String::new(),
    };
    let subject = subject.unwrap_or_else(|| "anyone".to_owned());
    let written = filler(&verb.given).map(|given| object(base, &verb.given, given));
    match written {
        // Verbs such as `be linked to` are asked by their own auxiliary.
        Some(object) if base.starts_with("be ") => {
            format!("was {subject} {participle} {object}{after}")
        }
        Some(object) if question.subject == Filler::Anyone => {
            format!("was {object} {participle}{after}")
        }
        Some(object) => format!("did {subject} {base} {object}{after}"),
        None => format!("did {subject} {base}{after}"),
    }
}
