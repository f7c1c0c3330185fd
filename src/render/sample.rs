//! Invented answers for the tests of this room.

use crate::answer::{Answer, Cell, Column, ColumnType, Kind, Row, Value};

pub(super) fn column(name: &str, kind: ColumnType) -> Column {
    Column {
        name: name.to_owned(),
        kind,
    }
}

pub(super) fn row(cells: Vec<Cell>) -> Row {
    Row {
        cells,
        evidence: Vec::new(),
    }
}

pub(super) fn answer(kind: Kind, columns: Vec<Column>, rows: Vec<Row>) -> Answer {
    Answer {
        question: "who ambushed Wagner".to_owned(),
        reading: "who ambushed \"Wagner Group\"".to_owned(),
        kind,
        columns,
        total: rows.len(),
        rows,
        nodes: Vec::new(),
        notes: vec!["the year is inferred".to_owned()],
        sparql: "SELECT * {}".to_owned(),
    }
}

/// Two attackers; the first row carries every kind of mark.
pub(super) fn ambushes() -> Answer {
    let when = Cell {
        possible: true,
        remark: Some("year inferred".to_owned()),
        ..Cell::text("2024-07-27")
    };
    let killed = Cell {
        certainty: Some("claimed".to_owned()),
        according_to: vec!["CSP".to_owned()],
        ..Cell::of(Value::Integer(84))
    };
    let situations = Cell {
        items: vec![
            Cell::thing("http://x/a", "a | b"),
            Cell {
                certainty: Some("suggested".to_owned()),
                ..Cell::thing("http://x/b", "c, \"d\"")
            },
        ],
        ..Cell::missing()
    };
    answer(
        Kind::Table,
        vec![
            column("attacker", ColumnType::Actor),
            column("when", ColumnType::Date),
            column("killed", ColumnType::Integer),
            column("situation", ColumnType::Situation),
        ],
        vec![
            row(vec![
                Cell::thing("http://x/csp", "CSP"),
                when,
                killed,
                situations,
            ]),
            row(vec![
                Cell::thing("http://x/jnim", "جماعة\tنصرة"),
                Cell::missing(),
                Cell::of(Value::Integer(0)),
                Cell::thing("http://x/c", "=1+1"),
            ]),
        ],
    )
}

/// One path of two steps.
pub(super) fn path() -> Answer {
    let step = |n: i64, from: &str, relation: &str, to: &str, when: &str| {
        row(vec![
            Cell::of(Value::Integer(1)),
            Cell::of(Value::Integer(n)),
            Cell::thing(format!("http://x/{from}"), from),
            Cell::text(relation),
            Cell::thing(format!("http://x/{to}"), to),
            Cell {
                certainty: Some("claimed".to_owned()),
                according_to: vec!["Ukraine".to_owned()],
                ..Cell::text(when)
            },
        ])
    };
    answer(
        Kind::Paths,
        vec![
            column("path", ColumnType::Integer),
            column("step", ColumnType::Integer),
            column("from", ColumnType::Actor),
            column("relation", ColumnType::Text),
            column("to", ColumnType::Actor),
            column("when", ColumnType::Date),
        ],
        vec![
            step(1, "Ukraine", "informed", "CSP", "2024-07"),
            step(2, "CSP", "ambushed", "Wagner Group", "2024-07-27"),
        ],
    )
}
