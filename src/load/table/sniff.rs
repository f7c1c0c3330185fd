//! What the first bytes of a file tell: whether it is text, in which encoding, and what stands between its cells.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// What a sample of a file looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Looks {
    Gzip,
    Zip,
    /// The container of old spreadsheets.
    Ole,
    /// Another binary format, as people call it.
    Binary(&'static str),
    /// UTF-16, which must be turned into UTF-8 before bytes can be compared.
    Utf16(&'static Encoding),
    Text,
}

/// Returns what the bytes look like.
pub(super) fn looks(sample: &[u8]) -> Looks {
    const MAGIC: [(&[u8], Looks); 12] = [
        (b"\x1f\x8b", Looks::Gzip),
        (b"PK\x03\x04", Looks::Zip),
        (b"PK\x05\x06", Looks::Zip),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Looks::Ole),
        (b"%PDF", Looks::Binary("it is a PDF")),
        (b"\x89PNG", Looks::Binary("it is an image")),
        (b"\xff\xd8\xff", Looks::Binary("it is an image")),
        (b"RDX", Looks::Binary("it is R data")),
        (
            b"BZh",
            Looks::Binary("it is packed with bzip2, which is not read"),
        ),
        (
            b"\xfd7zXZ",
            Looks::Binary("it is packed with xz, which is not read"),
        ),
        (
            b"7z\xbc\xaf",
            Looks::Binary("it is packed with 7-Zip, which is not read"),
        ),
        (b"<stata_dta>", Looks::Binary("it is a Stata file")),
    ];
    if let Some((_, looks)) = MAGIC.iter().find(|(magic, _)| sample.starts_with(magic)) {
        return *looks;
    }
    if let Some((encoding, _)) = Encoding::for_bom(sample)
        && encoding != UTF_8
    {
        return Looks::Utf16(encoding);
    }
    let zeros = |offset: usize| {
        let bytes = sample.iter().skip(offset).step_by(2).take(500);
        bytes.filter(|byte| **byte == 0).count()
    };
    match (zeros(0), zeros(1)) {
        (0, 0) => Looks::Text,
        // Half of the bytes of Latin text are zeros in UTF-16.
        (0, odd) if odd * 4 >= sample.len().min(1000) => Looks::Utf16(UTF_16LE),
        (even, 0) if even * 4 >= sample.len().min(1000) => Looks::Utf16(UTF_16BE),
        _ => Looks::Binary("it holds bytes that no text has"),
    }
}

/// Returns the encoding that the bytes are most likely in.
pub(super) fn encoding(sample: &[u8]) -> &'static Encoding {
    // A sample may end within a character.
    let is_utf8 = match std::str::from_utf8(sample) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    };
    if is_utf8 {
        return UTF_8;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    detector.guess(None, chardetng::Utf8Detection::Deny)
}

/// Returns the byte that stands between the cells: the one that splits the first rows most evenly.
pub(super) fn separator(sample: &[u8]) -> u8 {
    let mut best = (0, b',');
    for separator in [b',', b'\t', b';', b'|'] {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator)
            .from_reader(sample);
        let widths: Vec<usize> = reader
            .byte_records()
            .take(20)
            .filter_map(|record| Some(record.ok()?.len()))
            .collect();
        let Some(first) = widths.first().copied().filter(|first| *first > 1) else {
            continue;
        };
        let alike = widths.iter().filter(|width| **width == first).count();
        // The last row of the sample is cut off.
        let even = alike + 1 >= widths.len();
        let score = first + if even { 10_000 } else { 0 };
        if score > best.0 {
            best = (score, separator);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators() {
        assert_eq!(separator(b"a,b,c\n1,2,3\n"), b',');
        assert_eq!(separator(b"a;b;c\n1,5;2;3\n"), b';');
        assert_eq!(separator(b"a\tb\n1, 2, 3\t4\n"), b'\t');
        assert_eq!(separator(b"a|b|c\n1|2|3\n"), b'|');
        assert_eq!(separator(b"a,b\n\"x;y;z\",2\n\"x;y;z\",2\n"), b',');
        assert_eq!(separator(b"alone\n1\n"), b',');
    }

    #[test]
    fn what_bytes_look_like() {
        assert_eq!(looks(b"id,year\n1,2\n"), Looks::Text);
        assert_eq!(looks(b"\xef\xbb\xbfid,year"), Looks::Text);
        assert_eq!(looks(b"\xff\xfei\0d\0,\0"), Looks::Utf16(UTF_16LE));
        assert_eq!(looks(b"i\0d\0,\0y\0e\0a\0r\0"), Looks::Utf16(UTF_16LE));
        assert!(matches!(
            looks(b"\x7fELF\x02\x00\x00\x01\x00"),
            Looks::Binary(_)
        ));
        assert_eq!(looks(b"\x1f\x8b\x08"), Looks::Gzip);
    }

    #[test]
    fn encodings() {
        assert_eq!(encoding("Ménaka".as_bytes()), UTF_8);
        assert_eq!(
            encoding(b"M\xe9naka, Gao et Kidal, ann\xe9e"),
            encoding_rs::WINDOWS_1252
        );
        assert_eq!(
            encoding("Mé".as_bytes().get(..2).unwrap_or_default()),
            UTF_8
        );
    }
}
