//! JSON as people write it in examples: with comments, with too many or too few commas, with `...` for omissions, and with
//! words in place of values.
//!
//! In: a string that is not valid JSON. Out: the value that it means, or nothing where that is ambiguous: unescaped quotes
//! in a string change the meaning of everything after them.

use serde_json::{Map, Value};

/// How deep values may be nested.
const DEEPEST: usize = 64;

/// Reads a string; its end closes everything that is open. `takes_words` says whether a word that is not a value becomes
/// `null`; a request with such a value could not be sent.
pub(super) fn read(text: &str, takes_words: bool) -> Option<Value> {
    let mut reader = Reader { rest: text, takes_words };
    reader.skip();
    let value = reader.value(DEEPEST)?;
    reader.skip();
    // One bracket too many is as harmless as one too few.
    let is_end = reader.rest.chars().all(|letter| is_space(letter) || "]}".contains(letter));
    is_end.then_some(value)
}

struct Reader<'t> {
    rest: &'t str,
    takes_words: bool,
}

impl Reader<'_> {
    fn value(&mut self, depth: usize) -> Option<Value> {
        let depth = depth.checked_sub(1)?;
        match self.rest.chars().next()? {
            '{' => self.object(depth),
            '[' => self.array(depth),
            '"' => self.string().map(Value::String),
            _ => self.word(),
        }
    }

    fn object(&mut self, depth: usize) -> Option<Value> {
        let mut entries = Map::new();
        self.rest = &self.rest[1..];
        loop {
            self.skip();
            match self.rest.chars().next() {
                None => break,
                Some('}') => {
                    self.rest = &self.rest[1..];
                    break;
                }
                Some('"') => {}
                Some(_) => return None,
            }
            let key = self.string()?;
            self.skip_space();
            self.rest = self.rest.strip_prefix([':', '：'])?;
            self.skip();
            let value = if self.rest.starts_with('}') { Value::Null } else { self.value(depth)? };
            entries.insert(key, value);
        }
        Some(Value::Object(entries))
    }

    fn array(&mut self, depth: usize) -> Option<Value> {
        let mut items = Vec::new();
        self.rest = &self.rest[1..];
        loop {
            self.skip();
            match self.rest.chars().next() {
                None => break,
                Some(']') => {
                    self.rest = &self.rest[1..];
                    break;
                }
                Some(_) => items.push(self.value(depth)?),
            }
        }
        Some(Value::Array(items))
    }

    fn string(&mut self) -> Option<String> {
        let mut is_escaped = false;
        let end = self.rest.char_indices().skip(1).find(|(_, letter)| {
            let is_end = *letter == '"' && !is_escaped;
            is_escaped = *letter == '\\' && !is_escaped;
            is_end
        });
        let (end, _) = end?;
        let (quoted, rest) = self.rest.split_at(end + 1);
        self.rest = rest;
        // Line breaks inside of strings are not JSON.
        let quoted = quoted.replace('\n', "\\n").replace(['\r', '\t'], " ");
        serde_json::from_str(&quoted).ok()
    }

    /// A number, `true`, `false`, or a word that stands for a value.
    fn word(&mut self) -> Option<Value> {
        let is_end = |letter: char| is_space(letter) || ",，:{}[]\"".contains(letter);
        let end = self.rest.find(is_end).unwrap_or(self.rest.len());
        let word = self.rest[..end].split("//").next().unwrap_or_default();
        self.rest = &self.rest[word.len()..];
        match word.to_ascii_lowercase().as_str() {
            "" => None,
            "true" => Some(Value::Bool(true)),
            "false" => Some(Value::Bool(false)),
            "null" | "none" | "nil" => Some(Value::Null),
            number => match serde_json::from_str(number) {
                Ok(number) => Some(number),
                Err(_) => self.takes_words.then_some(Value::Null),
            },
        }
    }

    /// Skips what stands between entries: space, commas, comments, and dots for what is left out.
    fn skip(&mut self) {
        loop {
            let before = self.rest.len();
            self.skip_space();
            self.rest = self.rest.trim_start_matches([',', '，', ';', '…']);
            if self.rest.starts_with("..") {
                self.rest = self.rest.trim_start_matches('.');
            }
            if self.rest.len() == before {
                return;
            }
        }
    }

    fn skip_space(&mut self) {
        loop {
            self.rest = self.rest.trim_start_matches(is_space);
            let after = if self.rest.starts_with("//") || self.rest.starts_with('#') {
                self.rest.find('\n')
            } else if self.rest.starts_with("/*") {
                self.rest.find("*/").map(|end| end + 2)
            } else {
                return;
            };
            self.rest = &self.rest[after.unwrap_or(self.rest.len())..];
        }
    }
}

/// White space, and the characters without width that editors insert.
fn is_space(letter: char) -> bool {
    letter.is_whitespace() || ('\u{200b}'..='\u{200f}').contains(&letter) || letter == '\u{feff}'
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::read;

    #[test]
    fn what_people_write_is_read() {
        let cases = [
            ("{\"a\": 1, // one\n\"b\": [1, 2,],}", json!({"a": 1, "b": [1, 2]})),
            ("{/* first */ \"a\": \"x // y\" # last\n}", json!({"a": "x // y"})),
            ("{\"a\": \"x\"\n\"b\": 2}", json!({"a": "x", "b": 2})),
            ("{\"a\": \"x\"，\n\"b\"： True}", json!({"a": "x", "b": true})),
            ("{\u{200b}\n\"a\": {\"b\": 1}", json!({"a": {"b": 1}})),
            ("{\"a\": 1}\n}", json!({"a": 1})),
            ("{\n  ...\n  \"a\": [1, ...]\n}", json!({"a": [1]})),
            ("{\"a\": 备注, \"b\": int}", json!({"a": null, "b": null})),
            ("{\"a\": 7200// seconds\n}", json!({"a": 7200})),
        ];
        for (text, wanted) in cases {
            assert_eq!(read(text, true), Some(wanted), "{text}");
        }
    }

    #[test]
    fn what_is_not_certain_is_not_read() {
        for text in
            ["{\"a\": \"{\"b\": 1}\"}", "{a: 1}", "{\"a\" 1}", "{\"a\": \"b}", "[1] and more", "", "{\"a\": 1} {}"]
        {
            assert_eq!(read(text, true), None::<Value>, "{text}");
        }
        assert_eq!(read("{\"a\": 123.doc}", false), None);
    }

    #[test]
    fn a_text_without_end_has_an_end() {
        assert_eq!(read(&"[".repeat(100_000), true), None);
    }
}
