//! The question with which the platform verifies a URL.

use crate::Text;

/// A URL verification; the platform wants [`answer`](Self::answer) back within a second, when the URL is saved in the
/// developer console.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Challenge(Text);

impl Challenge {
    pub(super) fn new(text: Text) -> Self {
        Self(text)
    }

    /// The text that the platform wants to see again.
    pub fn text(&self) -> &str {
        self.0.as_str()
    }

    /// The body to answer with, as `application/json` and with status 200.
    pub fn answer(&self) -> Vec<u8> {
        serde_json::json!({ "challenge": self.text() }).to_string().into_bytes()
    }
}
