//! The reading as one line, which is itself a question that reads the same.

use super::tree::{
    About, Anchor, Ask, Back, BackWord, Compare, Dimension, Entity, Filler, Filter, Noun, Reading,
    Relative, RolePhrase, Roles, Rows, Set, Sides, Situations, Survey, Time, TimeOrder,
    TimeRelation, YesNo,
};
use crate::question::ast::{self, Comparison, End, Measure};
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
        Ask::Several(parts) => several(parts),
        Ask::Share { part, whole, by } => {
            format!(
                "share of {} of {}{}",
                share(part),
                share(whole),
                dimensions(by)
            )
        }
        Ask::Happened { asker, what } => format!("{asker} {}", yes_no(what)),
        Ask::Extreme { end, number, of } => {
            let word = match end {
                End::First => "first",
                End::Last => "last",
            };
            match of {
                _ if *number > 1 => format!("{word} {number} {}", share(of)),
                Set::Situations(set) => format!("{word} {}", singular(set)),
                other => format!("{word} {}", share(other)),
            }
        }
        Ask::Compare(compared) => compare(compared),
        Ask::Elapsed { from, to } => {
            format!("time from {} to next {}", situations(from), situations(to))
        }
        Ask::Lulls { least, of } => {
            let least = least.map_or(String::new(), |least| format!(" of {least} or more"));
            format!("gaps{least} in {}", share(of))
        }
        Ask::Clusters { of, near, within } => {
            let lengths: Vec<String> = near.iter().chain(within).map(ToString::to_string).collect();
            format!("clusters of {} within {}", share(of), lengths.join(" and "))
        }
        Ask::Pairs(pairs) => super::pairs::echo(pairs),
        Ask::ChangedSides { who, filters: f } => {
            format!("{} that changed sides{}", who.plural, filters(f))
        }
        Ask::About(entity) => format!("about {}", name(entity)),
        Ask::Claims(set) => format!("claims about {}", inner(set)),
        Ask::Survey(asked) => survey(asked),
        Ask::Paths(paths) => {
            let mut text = format!("paths from {} to {}", names(&paths.from), names(&paths.to));
            text.push_str(&via(&paths.via));
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
    for (index, having) in reading.having.iter().enumerate() {
        let lead = if index == 0 { " having" } else { " and" };
        let operator = comparison(having.operator);
        text.push_str(&format!(
            "{lead} {} {operator} {}",
            having.column, having.number
        ));
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

fn survey(asked: &Survey) -> String {
    let what = asked.what.text();
    let own = filters(&asked.filters);
    let steps = asked.steps;
    match asked.what {
        ast::Survey::Lineage | ast::Survey::Timeline => {
            format!("{what} {}{own}", whose(asked))
        }
        ast::Survey::Network => {
            let steps = match steps {
                Some(1) => " within 1 step".to_owned(),
                Some(steps) => format!(" within {steps} steps"),
                None => String::new(),
            };
            format!("{what} {}{}{own}{steps}", whose(asked), via(&asked.via))
        }
        ast::Survey::Brokers | ast::Survey::CutActors => {
            let sides = format!("{} and {}", side(&asked.of), side(&asked.to));
            let steps = steps.map_or(String::new(), |steps| format!(" at most {steps} steps"));
            format!("{what} between {sides}{}{own}{steps}", via(&asked.via))
        }
        ast::Survey::Centrality if asked.via.is_empty() => {
            format!("{what} {}{own}", whose(asked))
        }
        ast::Survey::Centrality => format!("{what} {} in {}", whose(asked), ties(asked)),
        ast::Survey::Communities => match &asked.sides {
            None => format!("{what} {}", ties(asked)),
            Some(sides) => format!("compare {what} {}{}", ties(asked), versus(sides)),
        },
    }
}

/// Writes whom a survey is about. A noun needs no parentheses where no clause behind it is the survey's own.
fn whose(asked: &Survey) -> String {
    let free = asked.filters.is_empty() || !asked.via.is_empty();
    match &asked.of {
        Filler::Set(set) if matches!(set.as_ref(), Set::Entities { filters, .. } if filters.is_empty()) => {
            inner(set)
        }
        Filler::Set(set) if asked.filters.is_empty() && takes_clauses(set) => inner(set),
        Filler::Set(set) if asked.what == ast::Survey::Centrality && free && takes_clauses(set) => {
            inner(set)
        }
        other => filler(other).unwrap_or_default(),
    }
}

/// Writes kinds of situations that tie, with the clauses that hold for all of them.
fn ties(asked: &Survey) -> String {
    let Some((last, before)) = asked.via.split_last() else {
        return String::new();
    };
    let mut all: Vec<String> = before.iter().map(|noun| link(&noun.plural)).collect();
    all.push(situations(&Situations {
        class: last.clone(),
        filters: asked.filters.clone(),
    }));
    all.join(", ")
}

fn via(nouns: &[Noun]) -> String {
    if nouns.is_empty() {
        return String::new();
    }
    let all: Vec<String> = nouns.iter().map(|noun| link(&noun.plural)).collect();
    format!(" via {}", all.join(", "))
}

/// Says whether clauses behind a set are always its own.
fn takes_clauses(set: &Set) -> bool {
    match set {
        Set::Situations(_) => true,
        Set::Roles(roles) => !asks(roles),
        _ => false,
    }
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
    let point = set.filters.iter().find_map(|filter| match filter {
        Filter::At(end, _) => Some(*end),
        Filter::Not(inner) => match inner.as_ref() {
            Filter::At(end, _) => Some(*end),
            _ => None,
        },
        _ => None,
    });
    let point = point.map(|end| match end {
        End::First => " that began",
        End::Last => " that ended",
    });
    let after = filters(&set.filters);
    format!(
        "{adjectives}{}{}{after}",
        set.class.plural,
        point.unwrap_or_default()
    )
}

pub(super) fn role_phrase(roles: &Roles) -> String {
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

/// `"Wagner Group" or its successors`, where several sets could not stand behind a verb.
fn theirs(set: &Set) -> Option<String> {
    let Set::Or(sets) = set else {
        return None;
    };
    let (Set::Names(first), others) = sets.split_first()? else {
        return None;
    };
    let mut text = names(first);
    for other in others {
        match other {
            Set::Roles(Roles {
                phrase: RolePhrase::Noun { plural, .. },
                given: Filler::Names(given),
                filters,
                ..
            }) if given == first && filters.is_empty() => {
                text.push_str(&format!(" or its {plural}"));
            }
            _ => return None,
        }
    }
    Some(text)
}

/// A set right behind a verb stands without parentheses, which only a keyword can have behind it.
fn object(verb: &str, filler: &Filler, written: String) -> String {
    let keyword_last = verb
        .rsplit(' ')
        .next()
        .is_some_and(|last| keywords::CLAUSES.iter().any(|(text, ..)| *text == last));
    if let (Filler::Set(set), false) = (filler, keyword_last)
        && let Some(theirs) = theirs(set)
    {
        return theirs;
    }
    match filler {
        Filler::Set(set) if !keyword_last => that_never(set).unwrap_or_else(|| inner(set)),
        _ => written,
    }
}

/// `actors that never ambushed CSP` behind a verb, where `except` would take from what is asked for.
fn that_never(set: &Set) -> Option<String> {
    let Set::Except(from, without) = set else {
        return None;
    };
    match without.as_ref() {
        Set::Roles(roles) if asks(roles) && roles.which.is_some() => {
            Some(format!("{} that never {}", inner(from), role_phrase(roles)))
        }
        _ => None,
    }
}

fn filler(filler: &Filler) -> Option<String> {
    match filler {
        Filler::Anyone => None,
        Filler::Names(entities) => Some(names(entities)),
        Filler::Set(set) => Some(format!("({})", inner(set))),
        Filler::Back(back) => Some(back_text(back)),
    }
}

fn back_text(back: &Back) -> String {
    match back.how {
        BackWord::The => format!("the {}", back.word),
        BackWord::Another => format!("another {}", back.word),
        BackWord::Same => format!("the same {}", back.plural),
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

pub(super) fn filters(filters: &[Filter]) -> String {
    let last = filters.len().saturating_sub(1);
    filters
        .iter()
        .enumerate()
        .map(|(n, one)| match one {
            Filter::About(told) => about(told, n == last, "with"),
            Filter::Not(not) => match not.as_ref() {
                Filter::About(told) => about(told, n == last, "without"),
                _ => filter(one),
            },
            _ => filter(one),
        })
        .collect()
}

/// `with violations`: what narrows them stands in parentheses, and so do they where more clauses follow.
fn about(about: &About, last: bool, with: &str) -> String {
    let set = situations(&about.set);
    if last && about.set.filters.is_empty() {
        format!(" {with} {set}")
    } else {
        format!(" {with} ({set})")
    }
}

fn relative(relative: &Relative) -> String {
    let anchor = match &relative.anchor {
        Anchor::Names(entities) => names(entities),
        Anchor::Set(set) => format!("({})", inner(set)),
        Anchor::It { word, .. } => format!("the {word}"),
    };
    match relative.how {
        TimeOrder::After => format!(" after {anchor}"),
        TimeOrder::Before => format!(" before {anchor}"),
        TimeOrder::Since => format!(" since {anchor}"),
        TimeOrder::Until => format!(" until {anchor}"),
        TimeOrder::During => format!(" during {anchor}"),
        TimeOrder::Overlapping => format!(" overlapping {anchor}"),
        TimeOrder::Within(length, side) => format!(" within {length} {} {anchor}", side.text()),
        TimeOrder::WithinStart(length) => format!(" within {length} after the start of {anchor}"),
        TimeOrder::FollowedBy(within) => soon("followed", &anchor, within),
        TimeOrder::PrecededBy(within) => soon("preceded", &anchor, within),
        TimeOrder::Same(unit) => format!(" in the same {}", unit.text(true)),
    }
}

fn soon(keyword: &str, anchor: &str, within: Option<super::tree::Length>) -> String {
    let within = within.map_or(String::new(), |within| format!(" within {within}"));
    format!(" {keyword}{within} by {anchor}")
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
        Filter::Neighbours(places) => format!(" in neighbours of {}", names(places)),
        Filter::Distance { length, of } => format!(" within {length} of {}", names(of)),
        Filter::Filled { word, .. } => format!(" with {word}"),
        Filter::Unknown { word, .. } => format!(" with unknown {word}"),
        Filter::Relative(told) => relative(told),
        Filter::About(told) => about(told, true, "with"),
        Filter::Not(not) => match not.as_ref() {
            Filter::Filled { word, .. } => format!(" without {word}"),
            Filter::About(told) => about(told, true, "without"),
            other => format!(" not{}", self::filter(other)),
        },
        Filter::Near(places) => format!(" near {}", names(places)),
        Filter::Time(time) => format!(" {}", when(time)),
        Filter::Role {
            preposition,
            filler: f,
            ..
        } => format!(" {} {}", preposition.text(), filler(f).unwrap_or_default()),
        Filter::Between {
            first: Filler::Back(back),
            second: Filler::Back(_),
            ..
        } => format!(" between the {}", back.plural),
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
        Filter::ClaimedOnlyBy(entities) => format!(" claimed only by {}", names(entities)),
        Filter::Conflicting { word, .. } => format!(" with conflicting {word}"),
        Filter::At(_, inner) => self::filter(inner),
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
        Measure::Low => "low",
        Measure::Best => "best",
        Measure::High => "high",
        Measure::Share => "share",
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

/// Several measures of one set: `count events in Mali, sum killed by month`, `average, median killed of events`.
fn several(parts: &[Ask]) -> String {
    let word = |ask: &Ask| match ask {
        Ask::Measure { kind, field, .. } => (measure(*kind).to_owned(), field.label.clone()),
        _ => (String::new(), String::new()),
    };
    let (set, by) = match parts.first() {
        Some(Ask::Count { of, by }) => (inner(of), by.as_slice()),
        Some(Ask::Measure { of, by, .. }) => (situations(of), by.as_slice()),
        _ => return String::new(),
    };
    let by = dimensions(by);
    if matches!(parts.first(), Some(Ask::Count { .. })) {
        let more: Vec<String> = parts[1..]
            .iter()
            .map(|part| {
                let (kind, field) = word(part);
                format!(", {kind} {field}")
            })
            .collect();
        return format!("count {set}{}{by}", more.concat());
    }
    let kinds: Vec<String> = parts.iter().map(|part| word(part).0).collect();
    let field = parts.first().map_or_else(String::new, |part| word(part).1);
    format!("{} {field} of {set}{by}", kinds.join(", "))
}

/// A set before `of`, which its own clauses must not take in.
fn share(set: &Set) -> String {
    match set {
        Set::Situations(set) => situations(set),
        other => format!("({})", inner(other)),
    }
}

fn singular(set: &Situations) -> String {
    let plural = situations(set);
    match plural.split_once(&set.class.plural) {
        Some((before, after)) => format!("{before}{}{after}", set.class.singular),
        None => plural,
    }
}

fn compare(compared: &Compare) -> String {
    let of = situations(&compared.of);
    let by = dimensions(&compared.by);
    match &compared.sides {
        Sides::Around { length, of: anchor } => {
            format!(
                "compare {of} {length} before and after {}{by}",
                names(anchor)
            )
        }
        Sides::Clauses(sides) => {
            format!("compare {of}{}{by}", versus(sides))
        }
    }
}

/// Writes a clause and what is said in its place: `in 2014 with 2020`.
fn versus((first, second): &(Filter, Filter)) -> String {
    let second = filter(second);
    let second = second.trim();
    let first = filter(first);
    let keyword = first.trim().split(' ').next().unwrap_or_default();
    let second = second.strip_prefix(keyword).unwrap_or(second).trim();
    format!("{first} with {second}")
}
