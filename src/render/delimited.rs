//! CSV and TSV in the layout of [`flat`].
//!
//! CSV is quoted as RFC 4180 says, in UTF-8, with lines that end in a line feed, which every reader takes and every line tool
//! needs. TSV has no quotes: a tab, line feed, carriage return or backslash in a value is written `\t`, `\n`, `\r`, `\\`.

use super::flat;
use crate::answer::Answer;

/// Writes an answer as CSV with a header line.
#[must_use]
pub fn csv(answer: &Answer) -> String {
    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .from_writer(Vec::new());
    let lines = std::iter::once(flat::header(answer)).chain(flat::rows(answer));
    // A vector takes every byte and the texts are UTF-8, so that neither of these can fail.
    for line in lines {
        let _ = writer.write_record(line);
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

/// Writes an answer as TSV with a header line.
#[must_use]
pub fn tsv(answer: &Answer) -> String {
    let mut text = String::new();
    for line in std::iter::once(flat::header(answer)).chain(flat::rows(answer)) {
        let values: Vec<_> = line.iter().map(|value| escaped(value)).collect();
        text.push_str(&values.join("\t"));
        text.push('\n');
    }
    text
}

fn escaped(value: &str) -> String {
    value
        .replace('\\', "\\\\")
        .replace('\t', "\\t")
        .replace('\n', "\\n")
        .replace('\r', "\\r")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::Cell;
    use crate::render::sample;

    #[test]
    fn csv_reads_back_to_what_was_written() {
        let mut answer = sample::ambushes();
        answer.rows[1].cells[0] = Cell::text("a\r\n\"b\", c");
        let text = csv(&answer);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), 2);
        assert_eq!(&rows[1][0], "a\r\n\"b\", c");
        assert_eq!(&rows[1][7], "=1+1");
        assert_eq!(&rows[0][6], "claimed by CSP");
    }

    #[test]
    fn every_line_of_tsv_has_every_column() {
        let text = tsv(&sample::ambushes());
        let lines: Vec<_> = text.lines().collect();
        assert_eq!(lines.len(), 3);
        assert!(lines.iter().all(|l| l.split('\t').count() == 10), "{text}");
        assert!(lines[2].starts_with("جماعة\\tنصرة\t"));
    }
}
