//! Page and sync tokens: positions in a listing.
//!
//! A token holds all that is needed, so that nothing is kept for listings that are never finished.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

/// The longest token, in bytes; longer ones were not issued here.
const LONGEST: usize = 4096;

/// What the next page lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The items that were added after a version. Changes count from another version, at which the listing began.
    Items { start: u64, after: u64 },
    /// The changes after a version.
    Changes { after: u64 },
}

/// The purpose of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// The next page.
    Page,
    /// The changes since then.
    Sync,
}

/// A token.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    pub(super) used_as: Use,
    /// The listing that it belongs to.
    pub(super) listing: u64,
    pub(super) age: u64,
    /// Unix seconds at which it was made.
    pub(super) made: u64,
    pub(super) step: Step,
    /// The parameters of the listing's first request.
    pub(super) carried: Value,
}

impl Token {
    pub(super) fn to_text(&self) -> String {
        let used_as = if self.used_as == Use::Page { "page" } else { "sync" };
        let step = match self.step {
            Step::Items { start, after } => json!([start, after]),
            Step::Changes { after } => json!([after]),
        };
        let parts = json!([used_as, self.listing, self.age, self.made, step, self.carried]);
        URL_SAFE_NO_PAD.encode(parts.to_string())
    }

    /// Decodes a token that was issued here.
    pub(super) fn read(text: &str) -> Option<Self> {
        let bytes = Some(text).filter(|text| text.len() <= LONGEST)?;
        let bytes = URL_SAFE_NO_PAD.decode(bytes).ok()?;
        let parts: [Value; 6] = serde_json::from_slice(&bytes).ok()?;
        let [used_as, listing, age, made, step, carried] = parts;
        let used_as = match used_as.as_str()? {
            "page" => Use::Page,
            "sync" => Use::Sync,
            _ => return None,
        };
        let step = match step.as_array()?.as_slice() {
            [start, after] => Step::Items { start: start.as_u64()?, after: after.as_u64()? },
            [after] => Step::Changes { after: after.as_u64()? },
            _ => return None,
        };
        Some(Self { used_as, listing: listing.as_u64()?, age: age.as_u64()?, made: made.as_u64()?, step, carried })
    }
}

/// A hash of a listing: FNV-1a, which is the same in every process.
pub(super) fn number_of(listing: &str) -> u64 {
    listing.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_read_as_it_was_made() {
        let token = |used_as, step| Token { used_as, listing: u64::MAX, age: 1, made: 2, step, carried: json!("é") };
        for token in [
            token(Use::Page, Step::Items { start: 3, after: 4 }),
            token(Use::Page, Step::Changes { after: 5 }),
            token(Use::Sync, Step::Changes { after: 0 }),
        ] {
            assert_eq!(Token::read(&token.to_text()), Some(token));
        }
    }

    #[test]
    fn foreign_tokens_are_rejected() {
        let encoded = |text: &str| URL_SAFE_NO_PAD.encode(text);
        for text in ["", "x", "ListCalendarsSyncToken_1632452910", &"A".repeat(5000)] {
            assert_eq!(Token::read(text), None, "{text}");
        }
        for json in ["[]", "{}", r#"["page",1,1,1,[1,2,3],0]"#, r#"["other",1,1,1,[1],0]"#, r#"["page",-1,1,1,[1],0]"#]
        {
            assert_eq!(Token::read(&encoded(json)), None, "{json}");
        }
    }
}
