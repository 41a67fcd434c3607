//! Strings in a URL: percent-decoding, and the parameters of a query.

use std::borrow::Cow;

use percent_encoding::percent_decode;

/// A parameter of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pair {
    pub(crate) name: String,
    pub(crate) value: String,
    /// What is wrong with the encoding of either.
    pub(crate) fault: Option<&'static str>,
}

/// How many parameters are read.
const MOST: usize = 1000;

/// The parameters of a query, encoded as HTML forms do: `+` is a space.
pub(crate) fn pairs(query: &str) -> Vec<Pair> {
    query.split('&').filter(|part| !part.is_empty()).take(MOST).map(pair).collect()
}

fn pair(part: &str) -> Pair {
    let (name, value) = part.split_once('=').unwrap_or((part, ""));
    let (name, name_fault) = lossy(&name.replace('+', " "));
    let (value, value_fault) = lossy(&value.replace('+', " "));
    Pair { name, value, fault: name_fault.or(value_fault) }
}

fn lossy(text: &str) -> (String, Option<&'static str>) {
    match decode(text) {
        Ok(decoded) => (decoded.into_owned(), None),
        Err(fault) => (percent_decode(text.as_bytes()).decode_utf8_lossy().into_owned(), Some(fault)),
    }
}

/// Decodes a percent-encoded string.
pub(crate) fn decode(text: &str) -> Result<Cow<'_, str>, &'static str> {
    let is_hex = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_hexdigit);
    let bytes = text.as_bytes();
    for (at, _) in text.match_indices('%') {
        if !is_hex(bytes.get(at + 1)) || !is_hex(bytes.get(at + 2)) {
            return Err("has a `%` without two hexadecimal digits after it; write it as `%25`");
        }
    }
    percent_decode(bytes).decode_utf8().map_err(|_| "is not UTF-8 once it is decoded")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Vec<(String, String)> {
        pairs(query).into_iter().map(|pair| (pair.name, pair.value)).collect()
    }

    fn owned(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn a_query_is_cut_into_names_and_values() {
        assert_eq!(read(""), []);
        assert_eq!(read("a=1&&b=x%20y+z&c&d=e%3Df=g"), owned(&[("a", "1"), ("b", "x y z"), ("c", ""), ("d", "e=f=g")]));
    }

    #[test]
    fn values_that_cannot_be_decoded_are_reported() {
        for (query, words) in
            [("a=%", "without two"), ("a=%zz", "without two"), ("a=%ff", "UTF-8"), ("%e4%b8=1", "UTF-8")]
        {
            let pair = &pairs(query)[0];
            assert!(pair.fault.is_some_and(|fault| fault.contains(words)), "{query}: {pair:?}");
        }
        assert_eq!(decode("%E4%B8%AD%25").as_deref(), Ok("中%"));
    }
}
