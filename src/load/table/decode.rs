//! Cells of any encoding as text.

use super::{Reason, SetAside, issue::shortened};
use encoding_rs::{Decoder, Encoding, UTF_8, WINDOWS_1252};
use std::io::{self, Read};

/// Decodes cells: those that are UTF-8 as such, the others in one encoding.
pub(super) struct Cells {
    declared: Option<&'static Encoding>,
    fallback: &'static Encoding,
}

impl Cells {
    /// Takes the declared encoding, and the one that the first bytes look like.
    pub(super) fn new(declared: Option<&'static Encoding>, guessed: &'static Encoding) -> Cells {
        let other = |encoding: &'static Encoding| (encoding != UTF_8).then_some(encoding);
        let fallback = declared.and_then(other).or_else(|| other(guessed));
        Cells {
            declared,
            fallback: fallback.unwrap_or(WINDOWS_1252),
        }
    }

    /// Writes a cell, and says what was odd about it.
    pub(super) fn write(&self, cell: &[u8], text: &mut String) -> Option<Reason> {
        if let Ok(valid) = std::str::from_utf8(cell) {
            text.push_str(valid);
            return valid.contains('\u{fffd}').then_some(Reason::BadCharacters);
        }
        let (decoded, lossy) = self.fallback.decode_without_bom_handling(cell);
        text.push_str(&decoded);
        // Windows-1252 has five bytes without a character, which become invisible controls.
        let controls = decoded
            .chars()
            .any(|c| ('\u{80}'..='\u{9f}').contains(&c) || c == '\u{fffd}');
        if lossy || controls {
            Some(Reason::BadCharacters)
        } else if self.declared == Some(UTF_8) {
            Some(Reason::OtherEncoding)
        } else {
            None
        }
    }

    /// Words what was odd about a cell.
    pub(super) fn set_aside(&self, row: u64, column: &str, text: &str, reason: Reason) -> SetAside {
        let remedy = match reason {
            Reason::OtherEncoding => format!(
                "read as {}; if letters look wrong, name the `encoding` under [file] in the mapping",
                self.fallback.name()
            ),
            _ => format!(
                "some characters were lost or are not shown; the file may mix encodings ({} was tried)",
                self.fallback.name()
            ),
        };
        SetAside {
            row,
            column: column.to_owned(),
            value: shortened(text),
            reason,
            remedy,
        }
    }
}

/// Turns UTF-16 into UTF-8 on the way.
pub(super) struct Transcoded<R> {
    inner: R,
    decoder: Decoder,
    input: Vec<u8>,
    output: Vec<u8>,
    at: usize,
    done: bool,
}

impl<R> Transcoded<R> {
    pub(super) fn new(inner: R, encoding: &'static Encoding) -> Transcoded<R> {
        Transcoded {
            inner,
            decoder: encoding.new_decoder_with_bom_removal(),
            input: vec![0; 1 << 16],
            output: Vec::new(),
            at: 0,
            done: false,
        }
    }
}

impl<R: Read> Read for Transcoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at == self.output.len() && !self.done {
            let length = self.inner.read(&mut self.input)?;
            self.done = length == 0;
            let most = self
                .decoder
                .max_utf8_buffer_length(length)
                .unwrap_or(1 << 18);
            self.output.resize(most.max(16), 0);
            let read = self.input.get(..length).unwrap_or_default();
            let (_, _, written, _) = self
                .decoder
                .decode_to_utf8(read, &mut self.output, self.done);
            self.output.truncate(written);
            self.at = 0;
        }
        let rest = self.output.get(self.at..).unwrap_or_default();
        let length = rest.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..length), rest.get(..length)) {
            to.copy_from_slice(from);
        }
        self.at += length;
        Ok(length)
    }
}
