//! What stands behind one row: every statement of every source, and which figures counted and why.
//!
//! A row of a list or a verdict rests on situations; a group on those that were counted, each with the one figure that
//! counted where figures were added up; a path on the statement of each of its steps; what no situation stands behind, on what
//! sources say of the thing itself. Each situation is told once for each source that describes it, in that source's words.

use super::error::AnswerError;
use super::facts::{Context, Facts, several};
use super::list::{PAGE, column};
use super::searched;
use super::table::{Answer, Cell, Column, ColumnType, Kind, Row, Value};
use super::told::{Told, anchor};
use crate::iri::Iri;
use crate::lexicon::fold;
use crate::plan::{self, Basis, GroupMeasure, Output};
use crate::reading::{self, Ask, Reading, Rows};
use std::collections::BTreeSet;

const COMMENT: &str = "http://www.w3.org/2000/01/rdf-schema#comment";
const REFERENCE: &str = "http://purl.org/dc/terms/source";

/// Finds the row that is meant: by its number, counted from one, or by what its first cell says.
#[must_use]
pub fn row_meant(answer: &Answer, written: &str) -> Option<usize> {
    let written = written.trim().trim_end_matches('.');
    if let Ok(number) = written.parse::<usize>() {
        return (1..=numbered(answer)).contains(&number).then_some(number);
    }
    let key = fold(written.trim_matches('"'));
    let said = |row: &Row| {
        let cell = row.cells.first()?;
        let value = match &cell.value {
            Value::Text(text) => Some(text.as_str()),
            _ => None,
        };
        cell.label.as_deref().or(value).map(fold)
    };
    if answer.kind == Kind::Paths || key.is_empty() {
        return None;
    }
    let found = answer
        .rows
        .iter()
        .position(|row| said(row).as_ref() == Some(&key));
    found.map(|index| index + 1)
}

/// Returns how many rows can be asked for: paths are numbered as wholes.
#[must_use]
pub fn numbered(answer: &Answer) -> usize {
    match answer.kind {
        Kind::Paths => answer
            .rows
            .iter()
            .filter_map(path_number)
            .max()
            .unwrap_or(0),
        _ => answer.rows.len(),
    }
}

/// Says that there is no such row, and which there are.
#[must_use]
pub fn no_such_row(answer: &Answer, written: &str) -> String {
    let noun = if answer.kind == Kind::Paths {
        "path"
    } else {
        "row"
    };
    let there = match numbered(answer) {
        0 => format!("the answer has no {noun}"),
        1 => format!("the answer has 1 {noun}"),
        n => format!("the answer has {n} {noun}s"),
    };
    let hidden = answer.total > answer.rows.len() && answer.kind != Kind::Paths;
    let more = if hidden {
        "; add \"all\" to the question to see every one"
    } else {
        ""
    };
    format!("no {noun} {}: {there}{more}", written.trim())
}

fn path_number(row: &Row) -> Option<usize> {
    match row.cells.first()?.value {
        Value::Integer(number) => usize::try_from(number).ok(),
        _ => None,
    }
}

/// Tells the statements behind a row, counted from one; an answer without rows has the reasons for that as notes.
///
/// # Errors
/// The engine fails or is stopped.
pub fn why(
    context: &Context<'_>,
    answer: &Answer,
    reading: Option<&Reading>,
    number: usize,
) -> Result<Answer, AnswerError> {
    let rows: Vec<&Row> = match answer.kind {
        Kind::Paths => {
            let of_path = |row: &&Row| path_number(row) == Some(number);
            answer.rows.iter().filter(of_path).collect()
        }
        _ => number
            .checked_sub(1)
            .and_then(|index| answer.rows.get(index))
            .into_iter()
            .collect(),
    };
    let mut notes = Vec::new();
    let mut found = Vec::new();
    let telling = Telling::new(context, answer, reading)?;
    for row in &rows {
        let mut told = telling.row(row)?;
        if let (Kind::Paths, Some(step)) = (answer.kind, step(context, row)) {
            for row in &mut told {
                row.cells.insert(1, step.clone());
            }
        }
        found.extend(told);
    }
    let mut columns = columns();
    if answer.kind == Kind::Paths {
        columns.insert(1, column("step", ColumnType::Text));
    }
    if rows
        .iter()
        .any(|row| row.cells.iter().any(|cell| cell.possible))
    {
        notes.push(
            "~ marks the row as possible only: a date or place is not known exactly enough"
                .to_owned(),
        );
    }
    if found.is_empty() {
        notes.extend(nothing(context, answer, reading));
    }
    let total = found.len();
    found.truncate(PAGE);
    Ok(Answer {
        question: answer.question.clone(),
        reading: answer.reading.clone(),
        kind: Kind::Table,
        columns,
        rows: found,
        total,
        nodes: Vec::new(),
        notes,
        sparql: answer.sparql.clone(),
    })
}

/// Makes the cell that says which step of its path a row is: `1: Ukraine has as a part …`.
fn step(context: &Context<'_>, row: &Row) -> Option<Cell> {
    let [_, step, from, relation, to, ..] = row.cells.as_slice() else {
        return None;
    };
    let label = |cell: &Cell| {
        cell.iri
            .as_deref()
            .map_or_else(String::new, |iri| context.label(iri))
    };
    let (Value::Integer(step), Value::Text(relation)) = (&step.value, &relation.value) else {
        return None;
    };
    Some(Cell::text(format!(
        "{step}: {} {relation} {}",
        label(from),
        label(to)
    )))
}

/// Says what was searched where no statement stands behind an answer, and what would have counted.
fn nothing(context: &Context<'_>, answer: &Answer, reading: Option<&Reading>) -> Vec<String> {
    let mut notes = Vec::new();
    let Some(reading) = reading else {
        return vec![
            "raw SPARQL tells no statements behind its rows; name the situation in a variable"
                .to_owned(),
        ];
    };
    if let Ask::Count { of, .. } = &reading.ask
        && answer.total > 0
    {
        let listed = Reading {
            ask: Ask::List(of.clone()),
            rows: Rows::Page,
            order: Vec::new(),
            pipes: Vec::new(),
            ..reading.clone()
        };
        return vec![format!(
            "what was counted is the answer to: {}",
            reading::echo(&listed)
        )];
    }
    notes.push("no statement answers the question".to_owned());
    notes.push(
        if reading.strictly {
            "counted: what a source asserts itself, and what occurred or goes on"
        } else {
            "counted: what is asserted, claimed, suggested or assessed, and occurred or goes on; neither what is denied nor what \
             was only planned, requested, proposed or tried"
        }
        .to_owned(),
    );
    let told = answer.notes.iter().filter(|note| !notes.contains(note));
    let told: Vec<String> = told.cloned().collect();
    let said = told.iter().any(|note| note.starts_with("searched: "));
    notes.extend(told);
    if !said {
        notes.extend(searched::searched(context, reading));
    }
    notes
}

fn columns() -> Vec<Column> {
    vec![
        column("statement", ColumnType::Situation),
        column("says", ColumnType::Text),
        column("when", ColumnType::Date),
        column("as written", ColumnType::Text),
        column("where", ColumnType::Place),
        column("status", ColumnType::Text),
        column("certainty", ColumnType::Text),
        column("according to", ColumnType::Actor),
        column("reported by", ColumnType::Actor),
        column("source", ColumnType::Source),
        column("paragraph", ColumnType::Text),
        column("references", ColumnType::Text),
        column("remark", ColumnType::Text),
        column("counted", ColumnType::Text),
    ]
}

/// How figures were chosen where an answer adds figures up.
struct Choice {
    field: Iri,
    basis: Basis,
}

/// Tells statements as rows.
struct Telling<'a> {
    context: &'a Context<'a>,
    kind: Kind,
    choice: Option<Choice>,
    counts: bool,
}

impl<'a> Telling<'a> {
    fn new(
        context: &'a Context<'a>,
        answer: &Answer,
        reading: Option<&Reading>,
    ) -> Result<Self, AnswerError> {
        let plan = reading.and_then(|reading| plan::plan(reading, context.ontology));
        let output = plan.map(|plan| plan.output);
        let choice = match &output {
            Some(Output::Groups {
                measure: GroupMeasure::Figure { field, basis, .. },
                ..
            }) if !matches!(basis, plan::Basis::Each { .. }) => Some(Choice {
                field: field.clone(),
                basis: basis.clone(),
            }),
            _ => None,
        };
        Ok(Self {
            context,
            kind: answer.kind,
            choice,
            counts: matches!(output, Some(Output::Groups { .. })),
        })
    }

    fn row(&self, row: &Row) -> Result<Vec<Row>, AnswerError> {
        let evidence: BTreeSet<String> = row.evidence.iter().cloned().collect();
        if evidence.is_empty() {
            return self.thing(row);
        }
        let told = self.context.told(&evidence)?;
        let figures: BTreeSet<String> = evidence
            .iter()
            .flat_map(|situation| told.all.all(situation, "figure"))
            .cloned()
            .collect();
        let of_figures = self.context.told(&figures)?;
        let mut found = Vec::new();
        for situation in &row.evidence {
            let mut sources: Vec<_> = told.sources(situation).collect();
            // A source that only names the situation, without saying what it is, describes nothing.
            let describes = told.all.all(situation, "source");
            sources.retain(|(source, _)| describes.is_empty() || describes.contains(*source));
            for (source, own) in sources {
                found.push(self.situation(&told, own, source, situation));
            }
            found.extend(self.figures(row, &told, &of_figures, situation));
        }
        Ok(found)
    }

    fn situation(&self, told: &Told, own: &Facts, source: &str, situation: &str) -> Row {
        let mut name = self.context.thing(situation);
        name.remark = name.kind.clone();
        let roles: Vec<String> = self
            .context
            .roles(own, situation)
            .iter()
            .map(|(role, fillers)| {
                let mut labels: Vec<String> =
                    fillers.iter().map(|f| self.context.label(f)).collect();
                labels.sort();
                let role = self
                    .context
                    .ontology
                    .role(*role)
                    .label(self.context.language);
                format!("{role}: {}", labels.join(", "))
            })
            .collect();
        let counted = if self.counts && self.choice.is_none() {
            Cell::text("once")
        } else {
            Cell::missing()
        };
        let mut cells = vec![name, text(&roles.join("; "))];
        cells.push(self.context.when(own, situation));
        let written: Vec<&str> = own
            .all(situation, "whenText")
            .iter()
            .map(String::as_str)
            .collect();
        cells.push(text(
            &written
                .iter()
                .map(|w| format!("\"{w}\""))
                .collect::<Vec<_>>()
                .join(", "),
        ));
        cells.push(self.context.place(own, situation));
        cells.extend(self.standing(&told.all, own, source, situation));
        cells.push(counted);
        Row {
            cells,
            evidence: vec![situation.to_owned()],
        }
    }

    /// Status, certainty, speaker, reporter, source, anchor, references and remark.
    fn standing(&self, all: &Facts, own: &Facts, source: &str, thing: &str) -> Vec<Cell> {
        let word = |property: &str| {
            let stated = own
                .one(thing, property)
                .or_else(|| all.one(thing, property));
            stated.map_or_else(Cell::missing, |iri| Cell::text(self.context.standing(iri)))
        };
        let joined = |property: &str| text(&own.values(thing, property).join(", "));
        vec![
            word("status"),
            word("certainty"),
            self.context.things(all.all(thing, "accordingTo")),
            self.context.things(all.all(thing, "reportedBy")),
            self.context.thing(source),
            anchor(own, thing),
            joined(REFERENCE),
            joined(COMMENT),
        ]
    }

    /// The figures of a situation; where figures were added up, those of the asked kind and group, with the reason for which
    /// each counted or did not.
    fn figures(&self, row: &Row, told: &Told, of_figures: &Told, situation: &str) -> Vec<Row> {
        let facts = &of_figures.all;
        let shown: BTreeSet<&str> = row.cells.iter().filter_map(|c| c.iri.as_deref()).collect();
        let own: Vec<&String> = told.all.all(situation, "figure").iter().collect();
        let alone = own.iter().find(|figure| shown.contains(figure.as_str()));
        let mut found = Vec::new();
        for figure in &own {
            if alone.is_some_and(|alone| alone != figure) {
                continue;
            }
            let counted = match &self.choice {
                None => Cell::missing(),
                Some(choice) => {
                    let of = facts.all(figure, "of");
                    let group: BTreeSet<&str> = own
                        .iter()
                        .flat_map(|other| facts.all(other, "of"))
                        .map(String::as_str)
                        .filter(|victims| shown.contains(victims))
                        .collect();
                    let in_group =
                        group.is_empty() || of.iter().any(|v| group.contains(v.as_str()));
                    if !in_group || facts.one(figure, "measure") != Some(choice.field.as_str()) {
                        continue;
                    }
                    Cell::text(self.reason(choice, facts, &own, figure))
                }
            };
            let sources: Vec<_> = of_figures.sources(figure).collect();
            let says = format!("of {}", self.context.label(situation));
            let mut line = |standing: Vec<Cell>| {
                let mut name = Cell::text(self.context.figure(facts, figure));
                name.iri = Some((*figure).clone());
                let mut cells = vec![name, text(&says)];
                cells.extend([Cell::missing(), Cell::missing(), Cell::missing()]);
                cells.extend(standing);
                cells.push(counted.clone());
                found.push(Row {
                    cells,
                    evidence: vec![situation.to_owned()],
                });
            };
            for (source, own) in &sources {
                line(self.standing(facts, own, source, figure));
            }
            // What loading put together is shown only where it counted.
            let put_together = match &counted.value {
                Value::Text(reason) => reason.starts_with("yes"),
                _ => false,
            };
            if sources.is_empty() && put_together {
                line(vec![Cell::missing(); 8]);
            }
        }
        found
    }

    fn reason(&self, choice: &Choice, facts: &Facts, own: &[&String], figure: &str) -> String {
        let basis = match &choice.basis {
            Basis::Any | Basis::Each { .. } => Iri::al("AnySpeaker"),
            Basis::Strict => Iri::al("Strict"),
            Basis::Of(one) | Basis::AssertedBy(one) => one.clone(),
        };
        let counts = |figure: &str| {
            let asserted = !matches!(choice.basis, Basis::AssertedBy(_))
                || facts.one(figure, "certainty") == Some(Iri::al("Asserted").as_str());
            asserted && facts.all(figure, "basis").contains(basis.as_str())
        };
        let members = facts.all(figure, "consolidates");
        if counts(figure) && !members.is_empty() {
            let bests: Vec<&str> = members
                .iter()
                .filter_map(|m| facts.one(m, "best"))
                .collect();
            return format!(
                "yes: the median of {} figures ({}), low and high being the lowest and highest of them",
                members.len(),
                bests.join(", ")
            );
        }
        if counts(figure) {
            let why = match &choice.basis {
                Basis::Any | Basis::Each { .. } => "the only figure for these victims".to_owned(),
                Basis::Strict => "the only figure for these victims that is asserted".to_owned(),
                Basis::Of(who) => format!(
                    "the figure of {}, as asked",
                    self.context.label(who.as_str())
                ),
                Basis::AssertedBy(who) => {
                    format!(
                        "the figure that {} asserts, as asked",
                        self.context.label(who.as_str())
                    )
                }
            };
            let middle = if facts.one(figure, "bestIsMidpoint").is_some() {
                "; the middle of its range"
            } else {
                ""
            };
            return format!("yes: {why}{middle}");
        }
        let within = own
            .iter()
            .any(|other| counts(other) && facts.all(other, "consolidates").contains(figure));
        if within {
            return "within the median".to_owned();
        }
        let certainty = facts
            .one(figure, "certainty")
            .map(|c| self.context.standing(c));
        match (&choice.basis, certainty.as_deref()) {
            (_, Some("denied")) => "no: it is denied".to_owned(),
            (Basis::Strict | Basis::AssertedBy(_), Some(word)) if word != "asserted" => {
                format!("no: it is {word}, and `strictly` takes what is asserted")
            }
            (Basis::Of(who) | Basis::AssertedBy(who), _) => {
                format!("no: it is not of {}", self.context.label(who.as_str()))
            }
            _ => "no".to_owned(),
        }
    }

    /// What sources say of a thing that no situation puts into the answer: what it is, or that it is a part of another.
    fn thing(&self, row: &Row) -> Result<Vec<Row>, AnswerError> {
        let things: Vec<String> = match self.kind {
            // A step without a situation leads from a part to its whole, or back.
            Kind::Paths => row
                .cells
                .iter()
                .filter_map(|cell| cell.iri.clone())
                .collect(),
            _ => {
                let named = row.cells.iter().find_map(|cell| cell.iri.clone());
                named.into_iter().collect()
            }
        };
        let told = self.context.told(&things.iter().cloned().collect())?;
        let mut found = Vec::new();
        for thing in &things {
            for (source, own) in told.sources(thing) {
                let whole: Vec<String> = own
                    .all(thing, "unitOf")
                    .iter()
                    .filter(|whole| self.kind != Kind::Paths || things.contains(whole))
                    .map(|whole| format!("part of {}", self.context.label(whole)))
                    .collect();
                let says = match (self.kind, whole.is_empty()) {
                    (Kind::Paths, true) => continue,
                    (Kind::Paths, false) => whole.join("; "),
                    _ => self.context.kind(thing).unwrap_or_default(),
                };
                let mut cells = vec![self.context.thing(thing), text(&says)];
                cells.extend(vec![Cell::missing(); 3]);
                cells.extend(self.standing(&told.all, own, source, thing));
                cells.push(Cell::missing());
                found.push(Row {
                    cells,
                    evidence: Vec::new(),
                });
            }
        }
        Ok(found)
    }
}

fn text(text: &str) -> Cell {
    match text {
        "" => several(Vec::new()),
        text => Cell::text(text),
    }
}
