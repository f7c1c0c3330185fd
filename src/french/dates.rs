//! French dates as the grammar writes them.

use super::token::Kind;
use super::translator::Translator;

/// The months, folded.
const MONTHS: [(&str, &str, &str); 12] = [
    ("janvier", "janv", "January"),
    ("fevrier", "fevr", "February"),
    ("mars", "mars", "March"),
    ("avril", "avr", "April"),
    ("mai", "mai", "May"),
    ("juin", "juin", "June"),
    ("juillet", "juil", "July"),
    ("aout", "aout", "August"),
    ("septembre", "sept", "September"),
    ("octobre", "oct", "October"),
    ("novembre", "nov", "November"),
    ("decembre", "dec", "December"),
];

const ORDINALS: [(&str, &str); 12] = [
    ("1er", "1"),
    ("premier", "1"),
    ("2e", "2"),
    ("2eme", "2"),
    ("deuxieme", "2"),
    ("second", "2"),
    ("3e", "3"),
    ("3eme", "3"),
    ("troisieme", "3"),
    ("4e", "4"),
    ("4eme", "4"),
    ("quatrieme", "4"),
];

impl Translator<'_> {
    /// Reads the date at a token: how many tokens it takes, and its English; an article before a day belongs to it.
    ///
    /// A year that a name begins with is none.
    pub(super) fn date_at(&self, at: usize) -> Option<(usize, String)> {
        let (taken, date) = self.any_date(at)?;
        let named = self.name_at(at) > taken || self.name_at(self.behind_articles(at)) > taken;
        (!named).then_some((taken, date))
    }

    fn any_date(&self, at: usize) -> Option<(usize, String)> {
        if self.token(at)?.kind != Kind::Word {
            return None;
        }
        let start = at;
        let article = self.is(at, "le");
        let at = at + usize::from(article);
        let done = |end: usize, date: String| Some((end - start, date));
        if let (Some(day), Some(month), Some(year)) =
            (self.day(at), self.month(at + 1), self.year(at + 2))
        {
            return done(at + 3, format!("{day} {month} {year}"));
        }
        if let (Some(month), Some(year)) = (self.month(at), self.year(at + 1)) {
            return done(at + 2, format!("{month} {year}"));
        }
        if self.is_any(at, &["annee", "an"])
            && let Some(year) = self.year(at + 1)
        {
            return done(at + 2, year.to_owned());
        }
        if let Some((end, date)) = self.quarter(at) {
            return done(end, date);
        }
        let raw = self.raw(at);
        if let Some(date) = slashed(raw) {
            return done(at + 1, date);
        }
        if is_iso(raw) {
            return done(at + 1, raw.to_owned());
        }
        if article {
            return None;
        }
        match self.token(at)?.key.as_str() {
            "aujourdhui" => done(at + 1, "today".to_owned()),
            "hier" => done(at + 1, "yesterday".to_owned()),
            _ => self.year(at).and_then(|year| done(at + 1, year.to_owned())),
        }
    }

    fn year(&self, at: usize) -> Option<&str> {
        let raw = self.word_raw(at)?;
        (raw.len() == 4 && raw.bytes().all(|b| b.is_ascii_digit())).then_some(raw)
    }

    fn day(&self, at: usize) -> Option<&str> {
        let raw = self.word_raw(at)?;
        if raw.eq_ignore_ascii_case("1er") {
            return Some("1");
        }
        (raw.len() <= 2 && raw.bytes().all(|b| b.is_ascii_digit())).then_some(raw)
    }

    fn month(&self, at: usize) -> Option<&'static str> {
        let key = &self.token(at).filter(|t| t.kind == Kind::Word)?.key;
        MONTHS
            .iter()
            .find(|(long, short, _)| key == long || key == short)
            .map(|(_, _, english)| *english)
    }

    /// Reads `T3 2021`, `2021-T3` and `troisième trimestre 2021`.
    fn quarter(&self, at: usize) -> Option<(usize, String)> {
        let key = &self.token(at)?.key;
        if let Some((year, quarter)) = key.split_once(' ')
            && let Some(number) = quarter_number(quarter)
            && year.len() == 4
            && year.bytes().all(|b| b.is_ascii_digit())
        {
            return Some((at + 1, format!("{year}-Q{number}")));
        }
        if let (Some(number), Some(year)) = (quarter_number(key), self.year(at + 1)) {
            return Some((at + 2, format!("Q{number} {year}")));
        }
        let ordinal = ORDINALS.iter().find(|(word, _)| word == key);
        let (_, number) = ordinal.filter(|_| self.is(at + 1, "trimestre"))?;
        let mut behind = at + 2;
        while self.is_any(behind, &["de", "le", "annee"]) {
            behind += 1;
        }
        let year = self.year(behind)?;
        Some((behind + 1, format!("Q{number} {year}")))
    }

    fn word_raw(&self, at: usize) -> Option<&str> {
        let token = self.token(at).filter(|t| t.kind == Kind::Word)?;
        self.text.get(token.span.start..token.span.end)
    }
}

fn quarter_number(key: &str) -> Option<char> {
    let mut characters = key.chars();
    let marked = matches!(characters.next(), Some('t' | 'q'));
    let number = characters.next().filter(|c| ('1'..='4').contains(c))?;
    (marked && characters.next().is_none()).then_some(number)
}

/// Reads `27/07/2024`, which is day before month in French.
fn slashed(raw: &str) -> Option<String> {
    let mut parts = raw.split('/');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let number = |part: &str, longest: usize| {
        (!part.is_empty() && part.len() <= longest && part.bytes().all(|b| b.is_ascii_digit()))
            .then_some(())
    };
    number(day, 2)?;
    number(month, 2)?;
    number(year, 4)?;
    (parts.next().is_none() && year.len() == 4).then(|| format!("{year}-{month:0>2}-{day:0>2}"))
}

fn is_iso(raw: &str) -> bool {
    let mut parts = raw.split('-');
    let year = parts.next().unwrap_or_default();
    let rest: Vec<&str> = parts.collect();
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    year.len() == 4
        && digits(year)
        && (1..=2).contains(&rest.len())
        && rest.iter().all(|part| part.len() <= 2 && digits(part))
}
