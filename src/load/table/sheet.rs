//! Spreadsheets: XLSX, XLS and ODS.

use super::{
    Chunk, Consumer, Head, MOST_COLUMNS, ReadOptions, Reason, SetAside, TableError, guard::as_u64,
};
use calamine::{Data, Range, Reader, Sheets, open_workbook_auto_from_rs};
use std::io::{Read, Seek};
use std::sync::Arc;

pub(super) fn read<S: Read + Seek>(
    file: &str,
    source: S,
    options: &ReadOptions,
    consumer: &mut dyn Consumer,
) -> Result<(), TableError> {
    let workbook_error = |reason: String| TableError::Workbook {
        file: file.to_owned(),
        reason,
    };
    let mut source = source;
    let mut bytes = Vec::new();
    source
        .read_to_end(&mut bytes)
        .map_err(|error| workbook_error(error.to_string()))?;
    let mut workbook = open_workbook_auto_from_rs(std::io::Cursor::new(Arc::<[u8]>::from(bytes)))
        .map_err(|error| workbook_error(error.to_string()))?;
    let (sheet, range) = table(file, &mut workbook, options.sheet)?;
    let formulas = workbook.worksheet_formula(&sheet).ok();
    let (top, left) = range.start().unwrap_or_default();
    let mut rows = range.rows().enumerate().skip(options.skip);
    let Some((_, first)) = rows.next() else {
        return Err(TableError::Empty {
            file: file.to_owned(),
        });
    };
    let mut rows = rows.peekable();
    let head = Head {
        file: file.to_owned(),
        first: first.iter().map(text).collect(),
        second: rows
            .peek()
            .map(|(_, row)| row.iter().map(text).collect())
            .unwrap_or_default(),
    };
    if head.first.len() > MOST_COLUMNS {
        return Err(TableError::TooManyColumns {
            file: file.to_owned(),
            columns: head.first.len(),
            most: MOST_COLUMNS,
        });
    }
    let plan = consumer.head(&head)?;
    if head.has_hxl_row() {
        rows.next();
    }
    if rows.peek().is_none() && !plan.headerless {
        return Err(TableError::NoRows {
            file: file.to_owned(),
        });
    }
    let first = plan.headerless.then_some((options.skip, first));
    let mut chunk = Chunk::new(plan.columns.len());
    for (index, row) in first.into_iter().chain(rows) {
        if row.iter().all(|cell| matches!(cell, Data::Empty)) {
            continue;
        }
        let number = u64::from(top) + as_u64(index) + 1;
        chunk.read += 1;
        let mut bad = Vec::new();
        chunk.push(number, |at, target| {
            let column = plan.columns.get(at).copied().unwrap_or_default();
            let cell = row.get(column).unwrap_or(&Data::Empty);
            let has_formula = || {
                let (row, column) = (u32::try_from(index), u32::try_from(column));
                let place = row.ok().zip(column.ok())?;
                let formula = formulas
                    .as_ref()?
                    .get_value((top + place.0, left + place.1))?;
                (!formula.is_empty()).then(|| formula.clone())
            };
            match cell {
                Data::Error(error) => bad.push((at, error.to_string())),
                Data::Empty => bad.extend(has_formula().map(|formula| (at, format!("={formula}")))),
                cell => target.push_str(&text(cell)),
            }
        });
        for (at, value) in bad {
            chunk.set_aside.push(SetAside {
                row: number,
                column: plan.names.get(at).cloned().unwrap_or_default(),
                value,
                reason: Reason::FormulaCell,
                remedy: "open the file in a spreadsheet program, let it compute, and save it again"
                    .to_owned(),
            });
        }
        if chunk.is_full()
            && !consumer.chunk(std::mem::replace(
                &mut chunk,
                Chunk::new(plan.columns.len()),
            ))
        {
            return Ok(());
        }
    }
    if !chunk.is_empty() {
        consumer.chunk(chunk);
    }
    Ok(())
}

/// Returns the named sheet, or the first that holds more than a title.
fn table<S: Read + Seek>(
    file: &str,
    workbook: &mut Sheets<S>,
    wanted: Option<&str>,
) -> Result<(String, Range<Data>), TableError> {
    let sheets = workbook.sheet_names();
    let range = |workbook: &mut Sheets<S>, sheet: &str| {
        let range = workbook.worksheet_range(sheet);
        range.map_err(|error| TableError::Workbook {
            file: file.to_owned(),
            reason: error.to_string(),
        })
    };
    if let Some(wanted) = wanted {
        if !sheets.iter().any(|sheet| sheet == wanted) {
            return Err(TableError::NoSheet {
                file: file.to_owned(),
                sheet: wanted.to_owned(),
                sheets,
            });
        }
        return Ok((wanted.to_owned(), range(workbook, wanted)?));
    }
    for sheet in &sheets {
        let cells = range(workbook, sheet)?;
        if cells.height() > 1 && cells.width() > 1 {
            return Ok((sheet.clone(), cells));
        }
    }
    Err(TableError::Empty {
        file: file.to_owned(),
    })
}

/// Returns a cell as a CSV export would write it.
fn text(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::Bool(value) => i32::from(*value).to_string(),
        Data::Error(error) => error.to_string(),
        Data::String(text) => text.trim().to_owned(),
        other => other.to_string(),
    }
}
