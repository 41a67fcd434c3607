//! Findings for programs.
//!
//! In: findings. Out: one JSON object for each, with the fields of [`Finding`] under the same names.

use serde_json::{Value, json};

use super::report::{Finding, Report};

impl Finding {
    /// The finding as JSON; `line` and `column` are null when it is about a whole file.
    pub fn to_json(&self) -> Value {
        json!({
            "code": self.code,
            "message": self.message,
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "label": self.label,
            "help": self.help,
        })
    }
}

impl Report {
    /// All findings as a JSON array.
    pub fn to_json(&self) -> Value {
        self.findings().iter().map(Finding::to_json).collect()
    }
}
