//! [`CodeInfo`]: the documentation of error codes, as tables that are sorted by number.

use std::fmt;

use calendar_spec::endpoint::Retry;

/// The documentation of an error code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodeInfo {
    /// The number in `code`.
    pub number: i64,
    /// The HTTP status; zero when none is documented.
    pub status: u16,
    /// The vendor's message.
    pub message: &'static str,
    /// What to do about it.
    pub advice: &'static str,
    /// Whether and when to retry.
    pub retry: Retry,
}

impl CodeInfo {
    /// A code with status 400 after which the same call fails again.
    #[cfg(feature = "client")]
    pub(crate) const fn never(number: i64, message: &'static str, advice: &'static str) -> Self {
        Self { number, status: 400, message, advice, retry: Retry::Never }
    }
}

/// Finds an error code in a table that is sorted by number.
pub fn find_code(codes: &'static [CodeInfo], number: i64) -> Option<&'static CodeInfo> {
    let index = codes.binary_search_by_key(&number, |code| code.number).ok()?;
    codes.get(index)
}

/// Prints an error code as `calendar not found (191000)`; one that is not in the table as `error 191000`.
pub fn show_code(codes: &'static [CodeInfo], number: i64, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match find_code(codes, number) {
        Some(code) => write!(f, "{} ({number})", code.message),
        None => write!(f, "error {number}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODES: &[CodeInfo] = &[code(-1), code(7), code(190_002)];

    const fn code(number: i64) -> CodeInfo {
        CodeInfo { number, status: 400, message: "m", advice: "a", retry: Retry::Never }
    }

    struct Shown(i64);

    impl fmt::Display for Shown {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            show_code(CODES, self.0, f)
        }
    }

    #[test]
    fn a_code_is_shown_in_words_where_they_are_known() {
        assert_eq!([Shown(7), Shown(8)].map(|code| code.to_string()), ["m (7)", "error 8"]);
    }

    #[test]
    fn codes_are_found_by_number() {
        assert_eq!(find_code(CODES, 7).map(|code| code.number), Some(7));
        assert_eq!([0, 6, i64::MAX].map(|number| find_code(CODES, number)), [None; 3]);
    }
}
