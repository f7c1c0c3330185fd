//! English questions, as an echo writes them, told in French.

use super::clause::english_of;
use super::keywords::{
    BEGINNINGS, CLAUSES, COLUMNS, CONDITIONS, CONNECTORS, OUTPUTS, STEPS, WORDS,
};
use super::token::sparql_length;
use super::verbs::{AVOIR, ETRE, TAILS};
use crate::lexicon::{
    ClassId, ClassKind, Form, Language, Number, Ontology, RoleNounId, TermKind, VerbId,
};

const EN: Language = Language::English;
const FR: Language = Language::French;

/// French prepositions that introduce roles, with what each usually is in English.
const FRENCH: &[(&str, &str)] = &[
    ("par", "by"),
    ("contre", "against"),
    ("entre", "between"),
    ("avec", "with"),
    ("à", "at"),
    ("pour", "for"),
    ("de", "of"),
    ("sur", "on"),
    ("vers", "toward"),
    ("impliquant", "involving"),
];

/// Tells an English question, or a part of one, in French.
pub(super) fn tell(english: &str, ontology: &Ontology) -> String {
    let mut teller = Teller {
        ontology,
        tokens: tokens(english),
        at: 0,
        out: String::new(),
        classes: Vec::new(),
        awaits_of: false,
        verbs: false,
        path: false,
        noun: ONE,
    };
    teller.sentence();
    teller.out
}

/// Returns the French name of a column, or of anything else that has one word.
pub(super) fn column(english: &str, ontology: &Ontology) -> String {
    if let Some((french, _)) = COLUMNS.iter().find(|(_, name)| *name == english) {
        return (*french).to_owned();
    }
    let words = ontology.words(EN);
    let term = words.terms.get(english).iter().map(|id| ontology.term(*id));
    let mut named = term.filter(|term| {
        matches!(
            term.kind,
            TermKind::Dimension | TermKind::Measure | TermKind::Field
        )
    });
    if let Some(term) = named.next() {
        return term.label(FR).to_owned();
    }
    if let Some(noun) = words.role_nouns.get(english).first() {
        let noun_of = ontology.role_noun(noun.noun);
        return match noun.number {
            Number::Plural => noun_of.plural(FR).to_owned(),
            _ => noun_of.label(FR).to_owned(),
        };
    }
    match words.class_nouns(english).first() {
        Some(noun) => class_word(ontology, noun.class, noun.number),
        None => english.to_owned(),
    }
}

/// Returns the French past of a verb in any English form.
pub(super) fn past(english: &str, ontology: &Ontology) -> Option<String> {
    let verb = ontology.words(EN).verbs.get(english).first()?.verb;
    let forms = ontology.verb(verb).forms.get(&FR)?;
    Some(forms.form(Form::Past).to_owned())
}

/// Returns the French participle of a verb in any English form.
pub(super) fn participle(english: &str, ontology: &Ontology) -> Option<String> {
    let known = ontology.words(EN).verbs.get(english);
    known.iter().find_map(|found| {
        let forms = ontology.verb(found.verb).forms.get(&FR)?;
        forms.participle.first().cloned()
    })
}

fn class_word(ontology: &Ontology, class: ClassId, number: Number) -> String {
    let class = ontology.class(class);
    match number {
        Number::Plural => class.plural(FR).to_owned(),
        Number::Singular | Number::Either => class.label(FR).to_owned(),
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Word(String),
    /// A quoted name, an IRI or a sign: kept as it is.
    Kept(String),
    Gloss(String),
    Open(char),
    Close(char),
    Comma,
}

fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let query = sparql_length(rest);
        let length = match first {
            _ if query.is_some() => query.unwrap_or_default(),
            _ if first.is_whitespace() => {
                rest = &rest[first.len_utf8()..];
                continue;
            }
            '"' => quoted_length(rest),
            '<' => match rest.find('>') {
                Some(close) if !rest[..close].contains(' ') => close + 1,
                _ => word_length(rest),
            },
            '[' => rest.find(']').map_or(rest.len(), |close| close + 1),
            '(' | '{' | ')' | '}' | ',' => 1,
            _ => word_length(rest),
        };
        let (token, behind) = rest.split_at(length.max(first.len_utf8()));
        rest = behind;
        found.push(match first {
            '"' | '<' => Token::Kept(token.to_owned()),
            _ if query.is_some() => Token::Kept(token.to_owned()),
            '[' => Token::Gloss(token.trim_matches(['[', ']']).to_owned()),
            '(' | '{' => Token::Open(first),
            ')' | '}' => Token::Close(first),
            ',' => Token::Comma,
            _ if first.is_alphabetic() => Token::Word(token.to_owned()),
            _ => Token::Kept(token.to_owned()),
        });
    }
    found
}

fn quoted_length(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

fn word_length(text: &str) -> usize {
    let ends = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '{' | '}' | ',' | '[' | '"');
    text.find(ends).unwrap_or(text.len())
}

struct Teller<'a> {
    ontology: &'a Ontology,
    tokens: Vec<Token>,
    at: usize,
    out: String,
    /// What prepositions are about.
    classes: Vec<ClassId>,
    awaits_of: bool,
    /// Whether verbs can follow a connector.
    verbs: bool,
    path: bool,
    /// How the noun before agrees.
    noun: Agreement,
}

/// Whether somebody or several act, and of which gender they are said to be.
#[derive(Clone, Copy, Debug)]
struct Agreement {
    plural: bool,
    feminine: bool,
}

const ONE: Agreement = Agreement {
    plural: false,
    feminine: false,
};

impl Teller<'_> {
    fn put(&mut self, word: &str) {
        if word.is_empty() {
            return;
        }
        let vowel = word.starts_with(|c: char| "aeiouyéèêàâîôhAEIOUYÉÈÊÀÂÎÔ".contains(c));
        if vowel && (self.out == "de" || self.out.ends_with(" de")) {
            self.out.pop();
            self.out.push('\'');
        } else if !self.out.is_empty() && !self.out.ends_with(['(', '{']) {
            self.out.push(' ');
        }
        self.out.push_str(word);
    }

    /// Returns the words from a place up to the next token that is none.
    fn words(&self, from: usize) -> Vec<&str> {
        self.tokens
            .get(from..)
            .unwrap_or_default()
            .iter()
            .take(8)
            .map_while(|token| match token {
                Token::Word(word) => Some(word.as_str()),
                _ => None,
            })
            .collect()
    }

    fn is(&self, at: usize, word: &str) -> bool {
        matches!(self.tokens.get(at), Some(Token::Word(found)) if found == word)
    }

    fn is_any(&self, at: usize, words: &[&str]) -> bool {
        words.iter().any(|word| self.is(at, word))
    }

    fn sentence(&mut self) {
        for word in ["strictly", "all"] {
            if self.is(self.at, word) {
                self.put(french_of(OUTPUTS, word));
                self.at += 1;
            }
        }
        match self.words(self.at).first().copied().unwrap_or_default() {
            "who" => self.who(),
            "whom" => self.object_question("qui", 2),
            "what" if self.is(self.at + 1, "happened") => {
                self.put(french_of(BEGINNINGS, "what happened"));
                self.at += 2;
            }
            "which" => self.which(),
            "when" | "where" if self.is_any(self.at + 1, &["did", "does", "was", "were"]) => {
                self.moment_or_place();
            }
            "first" | "last" => self.extreme(),
            "did" | "does" => self.did(),
            "was" | "were" | "is" | "are" => self.was(),
            "count" => self.count(),
            "sum" | "average" | "median" | "min" | "max" => self.measure(),
            "about" => {
                self.put("à propos de");
                self.at += 1;
            }
            "claims" if self.is(self.at + 1, "about") => {
                self.put(french_of(BEGINNINGS, "claims about"));
                self.at += 2;
            }
            "path" | "paths" => self.path(),
            "where" | "sort" | "take" | "select" => self.pipe(),
            _ => self.survey(),
        }
        self.rest(self.tokens.len());
    }

    fn who(&mut self) {
        self.put("qui");
        self.at += 1;
        self.verbs = true;
        self.finite(ONE);
    }

    /// `when did X VERB` as `quand X a-t-il VERBÉ`, `where was X VERBED` as `où X a-t-il été VERBÉ`.
    fn moment_or_place(&mut self) {
        let lead = if self.is(self.at, "when") {
            "quand"
        } else {
            "où"
        };
        if self.is_any(self.at + 1, &["did", "does"]) {
            return self.object_question(lead, 2);
        }
        self.put(lead);
        self.at += 2;
        self.verbs = true;
        for at in self.at + 1..self.tokens.len() {
            if let Some((taken, verb)) = self.verb_at(at, &[Form::Participle])
                && let Some(participle) = self.participle(verb)
            {
                self.rest(at);
                self.put(&format!("a-t-il été {participle}"));
                self.at = at + taken;
                return self.about(verb);
            }
        }
    }

    /// `first coup` as `premier coup d'État`.
    fn extreme(&mut self) {
        let first = self.is(self.at, "first");
        let class = self.class_at(self.at + 1);
        let feminine =
            class.is_some_and(|(_, class, _)| is_feminine(self.ontology.class(class).label(FR)));
        self.put(match (first, feminine) {
            (true, false) => "premier",
            (true, true) => "première",
            (false, false) => "dernier",
            (false, true) => "dernière",
        });
        self.at += 1;
    }

    fn which(&mut self) {
        self.at += 1;
        let Some((taken, class, number)) = self.class_at(self.at) else {
            return self.put("quels");
        };
        let word = class_word(self.ontology, class, number);
        let agreement = Agreement {
            plural: number != Number::Singular,
            feminine: is_feminine(self.ontology.class(class).label(FR)),
        };
        let asker = match (agreement.feminine, agreement.plural) {
            (true, true) => "quelles",
            (true, false) => "quelle",
            (false, true) => "quels",
            (false, false) => "quel",
        };
        self.put(asker);
        self.put(&word);
        self.at += taken;
        self.classes = vec![class];
        self.verbs = true;
        if self.is_any(self.at, &["did", "does"]) {
            return self.object_question("", 1);
        }
        self.finite(agreement);
    }

    /// `whom did X VERB` as `qui X a-t-il VERBÉ`.
    fn object_question(&mut self, lead: &str, skipped: usize) {
        self.put(lead);
        self.at += skipped;
        self.verbs = true;
        let Some((verb, taken, id)) = self.base_ahead(self.at) else {
            return;
        };
        let past = self.ontology.verb(id).form(Form::Past, FR).to_owned();
        let (before, last) = past.rsplit_once(' ').unwrap_or((&past, ""));
        let told = match (TAILS.contains(&last), self.participle(id)) {
            (false, _) => inverted(&past),
            (true, Some(participle)) => format!("a-t-il {participle}"),
            // `à qui X a-t-il prêté allégeance`.
            (true, None) if lead == "qui" => {
                self.out.truncate(self.out.len() - lead.len());
                self.put(&format!("{last} qui"));
                inverted(before)
            }
            (true, None) => inverted(&past),
        };
        self.rest(verb);
        self.put(&told);
        self.at = verb + taken;
        self.about(id);
    }

    /// `did X VERB Y` as `est-ce que X a VERBÉ Y`.
    fn did(&mut self) {
        let Some((verb, taken, id)) = self.base_ahead(self.at + 1) else {
            return;
        };
        self.put("est-ce que");
        self.at += 1;
        self.rest(verb);
        let past = self.ontology.verb(id).form(Form::Past, FR).to_owned();
        self.put(&past);
        self.at = verb + taken;
        self.about(id);
    }

    /// `was X VERBED by Y`, `is X allied with Y`, `is X an ally of Y`.
    fn was(&mut self) {
        let be = self.words(self.at).first().map(|be| (*be).to_owned());
        let present = be.as_deref().is_some_and(|be| be == "is" || be == "are");
        let start = self.at + 1;
        for at in start + 1..self.tokens.len() {
            if self.is_any(at, &["a", "an"])
                && let Some((taken, ids, _)) = self.role_at(at + 1)
            {
                let noun = self.ontology.role_noun(ids[0]).label(FR).to_owned();
                self.put("est-ce que");
                self.at = start;
                self.rest(at);
                let article = if is_feminine(&noun) { "une" } else { "un" };
                let be = if present { "est" } else { "était" };
                self.put(&format!("{be} {article} {noun}"));
                self.at = at + 1 + taken;
                self.about_nouns(&ids);
                self.awaits_of = true;
                return;
            }
            let words = self.words(at);
            if words.is_empty() {
                continue;
            }
            let known = &self.ontology.words(EN).verbs;
            let mut with_be = vec!["be"];
            with_be.extend(words.iter().copied());
            let found = known
                .longest_prefix(&with_be)
                .filter(|(taken, _)| *taken > 1)
                .and_then(|(taken, found)| Some((taken - 1, found.first()?.verb)));
            if let Some((taken, verb)) = found {
                self.put("est-ce que");
                self.at = start;
                self.rest(at);
                let past = self.ontology.verb(verb).form(Form::Past, FR).to_owned();
                self.put(&past);
                self.at = at + taken;
                return self.about(verb);
            }
            if let Some((taken, verb)) = self.verb_at(at, &[Form::Participle])
                && let Some(participle) = self.participle(verb)
            {
                self.put("est-ce que");
                self.at = start;
                self.rest(at);
                self.put(&format!("a été {participle}"));
                self.at = at + taken;
                return self.about(verb);
            }
        }
    }

    fn count(&mut self) {
        self.put("nombre de");
        self.at += 1;
    }

    fn measure(&mut self) {
        let kind = self.words(self.at).first().map(|word| (*word).to_owned());
        self.put(french_of(BEGINNINGS, &kind.unwrap_or_default()));
        self.at += 1;
        let words = self.words(self.at);
        let Some(of) = words.iter().position(|word| *word == "of") else {
            return;
        };
        let figure = column(&words[..of].join(" "), self.ontology);
        self.put("des");
        self.put(&figure);
        self.put("de");
        self.at += of + 1;
    }

    /// Tells the beginning of what is drawn from many situations: `brokers between`, `compare communities of`.
    fn survey(&mut self) {
        for taken in [3, 2] {
            let words = self.words(self.at);
            let english = words.get(..taken).map(|words| words.join(" "));
            let known = ["of", "between"].contains(&words.get(taken - 1).copied().unwrap_or(""));
            if let Some(english) = english.filter(|_| known)
                && BEGINNINGS.iter().any(|(_, of, _)| *of == english)
            {
                self.put(french_of(BEGINNINGS, &english));
                self.at += taken;
                return;
            }
        }
    }

    fn path(&mut self) {
        let between = self.is(self.at + 1, "between");
        self.put(if between {
            "chemins entre"
        } else {
            "chemins de"
        });
        self.path = true;
        self.at += 2;
    }

    /// Tells a verb behind its subject: `attacked`, `was attacked`, `was allied with`.
    fn finite(&mut self, agreement: Agreement) -> bool {
        let never = self.is(self.at, "never");
        let at = self.at + usize::from(never);
        let forms = [Form::Past, Form::Present];
        let active = self.verb_at(at, &forms);
        // `and supported by X` goes on with the auxiliary before it.
        let passive = self
            .verb_at(at, &[Form::Participle])
            .filter(|(taken, _)| self.is(at + taken, "by"));
        if let Some((taken, verb)) = passive
            && let Some(participle) = self.participle(verb)
        {
            let word = agreed(&format!("a été {participle}"), agreement);
            self.put(&negated(&word, never));
            self.at = at + taken;
            self.about(verb);
            return true;
        }
        if let Some((taken, verb)) = active {
            let past = self.ontology.verb(verb).form(Form::Past, FR).to_owned();
            self.put(&negated(&agreed(&past, agreement), never));
            self.at = at + taken;
            self.about(verb);
            return true;
        }
        let be = self.is_any(at, &["was", "were", "is", "are"]);
        let participle_at = at + usize::from(be);
        if let Some((taken, verb)) = self.verb_at(participle_at, &[Form::Participle])
            && let Some(participle) = self.participle(verb)
        {
            let been = agreed(&format!("a été {participle}"), agreement);
            let word = if be {
                negated(&been, never)
            } else {
                agreeing(&participle, agreement)
            };
            self.put(&word);
            self.at = participle_at + taken;
            self.about(verb);
            return true;
        }
        false
    }

    fn participle(&self, verb: VerbId) -> Option<String> {
        let forms = self.ontology.verb(verb).forms.get(&FR)?;
        forms.participle.first().cloned()
    }

    /// Finds the verb that words are in one of some forms and that has French words.
    fn verb_at(&self, at: usize, forms: &[Form]) -> Option<(usize, VerbId)> {
        let words = self.words(at);
        let (taken, found) = self.ontology.words(EN).verbs.longest_prefix(&words)?;
        let fits = found
            .iter()
            .find(|m| forms.iter().any(|form| m.is(*form)) && self.is_french(m.verb))?;
        Some((taken, fits.verb))
    }

    fn is_french(&self, verb: VerbId) -> bool {
        self.ontology.verb(verb).forms.contains_key(&FR)
    }

    /// Finds the verb behind a subject: where it is, and how many words it takes.
    fn base_ahead(&self, from: usize) -> Option<(usize, usize, VerbId)> {
        let mut depth = 0_usize;
        for at in from..self.tokens.len() {
            match &self.tokens[at] {
                Token::Open(_) => depth += 1,
                Token::Close(_) => depth = depth.saturating_sub(1),
                Token::Word(_) if depth == 0 && at > from => {
                    if let Some((taken, verb)) = self.verb_at(at, &[Form::Base]) {
                        return Some((at, taken, verb));
                    }
                }
                _ => {}
            }
        }
        None
    }

    fn about(&mut self, verb: VerbId) {
        self.classes = self
            .ontology
            .verb(verb)
            .reads
            .iter()
            .map(|r| r.class)
            .collect();
        self.classes.sort_unstable();
        self.classes.dedup();
        self.awaits_of = false;
    }

    fn about_nouns(&mut self, ids: &[RoleNounId]) {
        self.classes = ids
            .iter()
            .flat_map(|id| self.ontology.role_noun(*id).reads.iter().map(|r| r.class))
            .collect();
        self.classes.sort_unstable();
        self.classes.dedup();
    }

    fn class_at(&self, at: usize) -> Option<(usize, ClassId, Number)> {
        let words = self.words(at);
        let (taken, found) = self.ontology.words(EN).classes.longest_prefix(&words)?;
        found.first().map(|noun| (taken, noun.class, noun.number))
    }

    fn role_at(&self, at: usize) -> Option<(usize, Vec<RoleNounId>, Number)> {
        let words = self.words(at);
        let (taken, found) = self.ontology.words(EN).role_nouns.longest_prefix(&words)?;
        let number = found.first()?.number;
        Some((taken, found.iter().map(|m| m.noun).collect(), number))
    }

    /// Tells everything up to a token.
    fn rest(&mut self, end: usize) {
        while self.at < end.min(self.tokens.len()) {
            self.step();
        }
    }

    fn step(&mut self) {
        match self.tokens[self.at].clone() {
            Token::Kept(text) if text == "|" => {
                self.put(&text);
                self.at += 1;
                self.pipe();
            }
            Token::Kept(text) => {
                self.put(&text);
                self.at += 1;
            }
            Token::Gloss(class) => {
                let class = column_of_class(self.ontology, &class);
                self.put(&format!("[{class}]"));
                self.at += 1;
            }
            Token::Open(mark) => {
                self.put(&mark.to_string());
                self.at += 1;
            }
            Token::Close(mark) => {
                self.out.push(mark);
                self.at += 1;
            }
            Token::Comma => {
                self.out.push(',');
                self.at += 1;
            }
            Token::Word(word) => self.word(&word),
        }
    }

    fn word(&mut self, word: &str) {
        if self.order() || self.adjectives_and_noun() {
            return;
        }
        if word == "that" {
            self.put("qui");
            self.at += 1;
            self.verbs = true;
            if !self.finite(Agreement {
                plural: true,
                feminine: false,
            }) {
                // `that X fought`: the subject comes first.
                self.out.truncate(self.out.len() - "qui".len());
                self.out.push_str("que");
            }
            return;
        }
        if self.keyword() {
            return;
        }
        if self.verbs && self.finite(ONE) {
            return;
        }
        let text = match figure(self.ontology, &self.words(self.at)) {
            Some((taken, figure)) => {
                self.at += taken;
                figure
            }
            None => {
                self.at += 1;
                word.to_owned()
            }
        };
        self.put(&text);
    }

    /// Tells a step behind `|`.
    fn pipe(&mut self) {
        self.one_of(STEPS);
        while self.at < self.tokens.len() {
            if matches!(&self.tokens[self.at], Token::Kept(mark) if mark == "|") {
                return;
            }
            if self.words(self.at).is_empty() {
                self.step();
                continue;
            }
            if self.one_of_words(CONDITIONS) || self.one_of_words(WORDS) || self.one_of(CONNECTORS)
            {
                continue;
            }
            let words = self.words(self.at);
            let known = |word: &&str| ["desc", "asc", "and", "is", "contains"].contains(word);
            let key = words.iter().take_while(|word| !known(word)).count().max(1);
            let name = column(&words[..key].join(" "), self.ontology);
            self.put(&name);
            self.at += key;
        }
    }

    /// Tells the longest keyword of a table that comes next.
    fn one_of(&mut self, table: &'static [(&str, &str, &str)]) -> bool {
        let rows = table.iter().map(|(french, english, _)| (*french, *english));
        self.longest_of(rows)
    }

    fn one_of_words(&mut self, table: &'static [(&str, &str)]) -> bool {
        self.longest_of(table.iter().copied())
    }

    fn longest_of(&mut self, rows: impl Iterator<Item = (&'static str, &'static str)>) -> bool {
        let words = self.words(self.at);
        let begins = |english: &str| {
            let length = english.split(' ').count();
            words
                .get(..length)
                .is_some_and(|found| found.join(" ") == english)
        };
        // Of several rows for one keyword, the first is the usual one.
        let mut found: Option<(&str, &str)> = None;
        for (french, english) in rows {
            let longer = found.is_none_or(|(_, known)| english.len() > known.len());
            if longer && begins(english) {
                found = Some((french, english));
            }
        }
        let Some((french, english)) = found else {
            return false;
        };
        self.at += english.split(' ').count();
        self.put(french);
        true
    }

    /// Tells `order by` and its keys.
    fn order(&mut self) -> bool {
        if !(self.is(self.at, "order") && self.is(self.at + 1, "by")) {
            return false;
        }
        self.put(&agreeing(french_of(OUTPUTS, "order by"), self.noun));
        self.at += 2;
        loop {
            let words = self.words(self.at);
            let ends = |word: &&str| ["desc", "asc", "limit", "all", "at"].contains(word);
            let key = words.iter().take_while(|word| !ends(word)).count();
            let name = column(&words[..key].join(" "), self.ontology);
            self.put(&name);
            self.at += key;
            for direction in ["desc", "asc"] {
                if self.is(self.at, direction) {
                    self.put(french_word(direction));
                    self.at += 1;
                }
            }
            if self.tokens.get(self.at) != Some(&Token::Comma) {
                return true;
            }
            self.out.push(',');
            self.at += 1;
        }
    }

    /// Tells a noun, its adjectives behind it.
    fn adjectives_and_noun(&mut self) -> bool {
        let start = self.at;
        let mut at = start;
        let mut adjectives: Vec<String> = Vec::new();
        while let Some(adjective) = self.words(at).first().and_then(|w| self.adjective(w)) {
            adjectives.push(adjective);
            at += 1;
        }
        let class = self.class_at(at);
        let role = self.role_at(at);
        let of_follows = |taken: usize| self.is(at + taken, "of");
        let word = match (class, role) {
            (class, Some((taken, ids, number)))
                if class.is_none_or(|(other, ..)| {
                    taken > other || (taken == other && of_follows(taken))
                }) =>
            {
                self.awaits_of = of_follows(taken);
                self.about_nouns(&ids);
                at += taken;
                self.role_word(&ids, number)
            }
            (Some((taken, class, number)), _) => {
                self.awaits_of = false;
                self.classes = vec![class];
                at += taken;
                class_word(self.ontology, class, number)
            }
            _ => return false,
        };
        self.at = at;
        self.put(&word);
        let first = word.split(' ').next().unwrap_or_default();
        self.noun = Agreement {
            plural: first.ends_with(['s', 'x']),
            feminine: is_feminine(first.trim_end_matches('s')),
        };
        for adjective in adjectives {
            self.put(&agreeing(&adjective, self.noun));
        }
        true
    }

    fn role_word(&self, ids: &[RoleNounId], number: Number) -> String {
        let known = self.ontology.words(FR);
        let of = |id: &RoleNounId| {
            let noun = self.ontology.role_noun(*id);
            match number {
                Number::Singular => noun.label(FR).to_owned(),
                Number::Plural | Number::Either => noun.plural(FR).to_owned(),
            }
        };
        let same = |word: &String| {
            let found = known.role_nouns(word);
            found.len() == ids.len() && found.iter().all(|m| ids.contains(&m.noun))
        };
        let mut all = ids.iter().map(of);
        all.clone()
            .find(same)
            .or_else(|| all.next())
            .unwrap_or_default()
    }

    fn adjective(&self, word: &str) -> Option<String> {
        [TermKind::Certainty, TermKind::Status, TermKind::Consensus]
            .into_iter()
            .flat_map(|kind| self.ontology.terms_called(kind, word, EN))
            .map(|id| self.ontology.term(id).label(FR).to_owned())
            .next()
    }

    /// Tells a keyword; what introduces a role is told by the French preposition of that role.
    fn keyword(&mut self) -> bool {
        for length in (1..=3).rev() {
            let words = self.words(self.at);
            let Some(words) = words.get(..length) else {
                continue;
            };
            let english = words.join(" ");
            let behind = self.at + length;
            if CLAUSES.iter().any(|(_, keyword, _)| *keyword == english) {
                let french = self.preposition(&english, behind);
                self.at = behind;
                self.put(&french);
                if english == "by" {
                    self.group_keys();
                }
                return true;
            }
            for table in [CONNECTORS, OUTPUTS] {
                if table.iter().any(|(_, keyword, _)| *keyword == english) {
                    let french = french_of(table, &english);
                    self.at = behind;
                    self.put(french);
                    let connector = std::ptr::eq(table, CONNECTORS);
                    if connector && self.verbs {
                        self.finite(ONE);
                    }
                    return true;
                }
            }
            if WORDS.iter().any(|(_, word)| *word == english) {
                self.at = behind;
                let french = french_word(&english);
                self.put(french);
                return true;
            }
        }
        false
    }

    /// Tells the words that an answer is grouped by.
    fn group_keys(&mut self) {
        loop {
            let words = self.words(self.at);
            let length = (1..=words.len())
                .rev()
                .find(|length| self.is_group_key(&words[..*length].join(" ")));
            let Some(length) = length else {
                return;
            };
            let name = column(&words[..length].join(" "), self.ontology);
            self.put(&name);
            self.at += length;
            let comma = self.tokens.get(self.at) == Some(&Token::Comma);
            let next = self.words(self.at + 1);
            let goes_on = (1..=next.len()).any(|n| self.is_group_key(&next[..n].join(" ")));
            if !comma || !goes_on {
                return;
            }
            self.out.push(',');
            self.at += 1;
        }
    }

    fn is_group_key(&self, word: &str) -> bool {
        let words = self.ontology.words(EN);
        let dimension = !self
            .ontology
            .terms_called(TermKind::Dimension, word, EN)
            .is_empty();
        let place = words
            .class_nouns(word)
            .iter()
            .any(|noun| self.ontology.class(noun.class).kind == ClassKind::Place);
        dimension || place || !words.role_nouns(word).is_empty()
    }

    fn preposition(&mut self, english: &str, operand: usize) -> String {
        if english == "of" && self.awaits_of {
            self.awaits_of = false;
            return "de".to_owned();
        }
        if english == "to" && self.path {
            return "à".to_owned();
        }
        let dated = matches!(self.tokens.get(operand), Some(Token::Kept(text))
            if text.starts_with(|c: char| c.is_ascii_digit()));
        if english == "in" && dated {
            let day = matches!(self.tokens.get(operand), Some(Token::Kept(text))
                if text.chars().count() == 10);
            return if day { "le" } else { "en" }.to_owned();
        }
        // `à` says where as well, but not of every name.
        if english == "in" && !dated {
            return "dans".to_owned();
        }
        let same = |(word, usual): &&(&str, &'static str)| {
            english_of(self.ontology, &self.classes, word, usual) == english
        };
        if !dated && let Some((word, _)) = FRENCH.iter().find(same) {
            return (*word).to_owned();
        }
        let usual = french_of(CLAUSES, english);
        match english {
            "claimed by" | "attributed to" => agreeing(usual, self.noun),
            _ => usual.to_owned(),
        }
    }
}

fn column_of_class(ontology: &Ontology, class: &str) -> String {
    match ontology.words(EN).class_nouns(class).first() {
        Some(noun) => ontology.class(noun.class).label(FR).to_owned(),
        None => class.to_owned(),
    }
}

fn figure(ontology: &Ontology, words: &[&str]) -> Option<(usize, String)> {
    let (taken, ids) = ontology.words(EN).terms.longest_prefix(words)?;
    let term = ids.iter().map(|id| ontology.term(*id)).find(|term| {
        matches!(
            term.kind,
            TermKind::Measure | TermKind::Field | TermKind::Dimension
        )
    })?;
    Some((taken, term.label(FR).to_owned()))
}

/// Returns the usual French of a keyword.
fn french_of(table: &'static [(&str, &str, &str)], english: &str) -> &'static str {
    table
        .iter()
        .find(|(_, keyword, _)| *keyword == english)
        .map_or("", |(french, ..)| french)
}

fn french_word(english: &str) -> &'static str {
    WORDS
        .iter()
        .find(|(_, word)| *word == english)
        .map_or("", |(french, _)| french)
}

/// Puts the pronoun behind an auxiliary: `a-t-il soutenu`, `est-il intervenu`, `s'est-il retiré`.
fn inverted(past: &str) -> String {
    let (auxiliary, rest) = past.split_once(' ').unwrap_or((past, ""));
    let pronoun = if auxiliary == "a" { "-t-il" } else { "-il" };
    format!("{auxiliary}{pronoun} {rest}")
}

fn negated(past: &str, never: bool) -> String {
    let (auxiliary, rest) = past.split_once(' ').unwrap_or((past, ""));
    if !never {
        return past.to_owned();
    }
    let vowel = auxiliary.starts_with(['a', 'e', 'é', 'o']);
    let ne = if vowel { "n'" } else { "ne " };
    format!("{ne}{auxiliary} jamais {rest}")
}

/// Makes an auxiliary, and the participle behind `être`, agree.
fn agreed(past: &str, agreement: Agreement) -> String {
    if !agreement.plural && !agreement.feminine {
        return past.to_owned();
    }
    let (auxiliary, rest) = past.split_once(' ').unwrap_or((past, ""));
    if !agreement.plural {
        return past.to_owned();
    }
    let several = match auxiliary {
        "a" => "ont",
        "est" => "sont",
        "était" => "étaient",
        "s'est" => "se sont",
        other => other,
    };
    let with_etre = several != "ont";
    match rest.strip_prefix("été ") {
        Some(participle) => format!("{several} été {}", agreeing(participle, agreement)),
        None if with_etre && !ETRE.contains(&rest) && !AVOIR.contains(&rest) => {
            format!("{several} {}", agreeing(rest, agreement))
        }
        None => format!("{several} {rest}"),
    }
}

/// Makes the first word of a participle or adjective agree, if it is one.
fn agreeing(participle: &str, agreement: Agreement) -> String {
    let (first, rest) = match participle.split_once(' ') {
        Some((first, rest)) => (first, format!(" {rest}")),
        None => (participle, String::new()),
    };
    // `en guerre`, `membre` and the like do not change.
    let changes = first.ends_with(['é', 'i', 'u', 's', 't']) && first.chars().count() > 2;
    if !changes {
        return participle.to_owned();
    }
    let gender = if agreement.feminine { "e" } else { "" };
    let stem = format!("{first}{gender}");
    let number = if agreement.plural && !stem.ends_with('s') {
        "s"
    } else {
        ""
    };
    format!("{stem}{number}{rest}")
}

/// Guesses the gender of a noun from its ending: the ontology does not tell it.
fn is_feminine(noun: &str) -> bool {
    const MASCULINE: &[&str] = &[
        "groupe",
        "organe",
        "massacre",
        "territoire",
        "ministère",
        "régime",
        "partenaire",
        "membre",
        "signataire",
        "bénéficiaire",
        "hôte",
        "collectif",
        "acte",
        "putschiste",
        "transfuge",
        "cosignataire",
    ];
    let first = noun.split(' ').next().unwrap_or(noun).to_lowercase();
    if MASCULINE.contains(&first.as_str()) {
        return false;
    }
    first.ends_with('e') || first.ends_with("ion") || first.ends_with("té")
}
