//! The names of the built-in functions and how many arguments they take.

use spargebra::algebra::Function;
use std::ops::RangeInclusive;

const ANY: RangeInclusive<usize> = 0..=usize::MAX;

/// Returns the name and the number of arguments of a function of SPARQL 1.1.
pub(super) fn signature(function: &Function) -> Option<(&'static str, RangeInclusive<usize>)> {
    use Function as F;
    Some(match function {
        F::Str => ("STR", 1..=1),
        F::Lang => ("LANG", 1..=1),
        F::LangMatches => ("LANGMATCHES", 2..=2),
        F::Datatype => ("DATATYPE", 1..=1),
        F::Iri => ("IRI", 1..=1),
        F::BNode => ("BNODE", 0..=1),
        F::Rand => ("RAND", 0..=0),
        F::Abs => ("ABS", 1..=1),
        F::Ceil => ("CEIL", 1..=1),
        F::Floor => ("FLOOR", 1..=1),
        F::Round => ("ROUND", 1..=1),
        F::Concat => ("CONCAT", ANY),
        F::SubStr => ("SUBSTR", 2..=3),
        F::StrLen => ("STRLEN", 1..=1),
        F::Replace => ("REPLACE", 3..=4),
        F::UCase => ("UCASE", 1..=1),
        F::LCase => ("LCASE", 1..=1),
        F::EncodeForUri => ("ENCODE_FOR_URI", 1..=1),
        F::Contains => ("CONTAINS", 2..=2),
        F::StrStarts => ("STRSTARTS", 2..=2),
        F::StrEnds => ("STRENDS", 2..=2),
        F::StrBefore => ("STRBEFORE", 2..=2),
        F::StrAfter => ("STRAFTER", 2..=2),
        F::Year => ("YEAR", 1..=1),
        F::Month => ("MONTH", 1..=1),
        F::Day => ("DAY", 1..=1),
        F::Hours => ("HOURS", 1..=1),
        F::Minutes => ("MINUTES", 1..=1),
        F::Seconds => ("SECONDS", 1..=1),
        F::Timezone => ("TIMEZONE", 1..=1),
        F::Tz => ("TZ", 1..=1),
        F::Now => ("NOW", 0..=0),
        F::Uuid => ("UUID", 0..=0),
        F::StrUuid => ("STRUUID", 0..=0),
        F::Md5 => ("MD5", 1..=1),
        F::Sha1 => ("SHA1", 1..=1),
        F::Sha256 => ("SHA256", 1..=1),
        F::Sha384 => ("SHA384", 1..=1),
        F::Sha512 => ("SHA512", 1..=1),
        F::StrLang => ("STRLANG", 2..=2),
        F::StrDt => ("STRDT", 2..=2),
        F::IsIri => ("isIRI", 1..=1),
        F::IsBlank => ("isBLANK", 1..=1),
        F::IsLiteral => ("isLITERAL", 1..=1),
        F::IsNumeric => ("isNUMERIC", 1..=1),
        F::Regex => ("REGEX", 2..=3),
        _ => return None,
    })
}

/// Tells whether the embedded parser reads the arguments twice: it tries the longer form of the call first.
pub(super) fn is_read_twice(function: &Function, arguments: usize) -> bool {
    matches!(
        (function, arguments),
        (Function::SubStr | Function::Regex, 2) | (Function::Replace, 3)
    )
}
