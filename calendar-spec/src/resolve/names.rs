//! Names: the conventions of the spec, and their forms in Rust.
//!
//! In: a name as written. Out: a valid name in Rust, or a finding that says what to write instead.

use heck::{ToSnakeCase, ToUpperCamelCase};

use crate::diagnostic::{Problem, Problems, quoted};
use crate::raw::{Field, Text};

/// Reserved words of all editions of Rust.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod",
    "move", "mut", "override", "priv", "pub", "ref", "return", "self", "Self", "static", "struct", "super", "trait",
    "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Whether a word is reserved in some edition of Rust.
pub fn is_keyword(word: &str) -> bool {
    KEYWORDS.contains(&word)
}

/// Keywords that cannot be written raw.
const NEVER_RAW: &[&str] = &["self", "Self", "super", "crate", "_"];

/// Methods that every builder has, besides the setters of its fields.
const BUILDER_METHODS: &[&str] = &["build", "build_unchecked"];

/// The convention of a kind of name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    Snake,
    UpperCamel,
}

impl Case {
    fn words(self) -> &'static str {
        match self {
            Self::Snake => "snake case, such as `calendar_event`",
            Self::UpperCamel => "upper camel case, such as `CalendarEvent`",
        }
    }

    fn of(self, name: &str) -> String {
        match self {
            Self::Snake => name.to_snake_case(),
            Self::UpperCamel => name.to_upper_camel_case(),
        }
    }
}

/// Checks a name that the spec chooses freely; false if it cannot be used in Rust.
pub(super) fn check_name(name: &Text, what: &str, case: Case, problems: &mut Problems) -> bool {
    let text = &*name.value;
    let conventional = case.of(text);
    if !is_identifier(text) || !is_identifier(&conventional) {
        let message = format!("{} cannot be the name of {what}: it is not an identifier", quoted(text));
        let help = format!("begin with a letter, and write letters, digits and underscores, in {}", case.words());
        problems.push(Problem::new("invalid-name", name.place, message).help(help));
        return false;
    }
    if is_keyword(text) {
        let message = format!("{} cannot be the name of {what}: it is a keyword of Rust", quoted(text));
        problems.push(Problem::new("invalid-name", name.place, message).help("choose another name"));
        return false;
    }
    if conventional != text {
        let message = format!("the name of {what} is written in {}", case.words());
        problems.push(Problem::new("wrong-case", name.place, message).help(format!("write {}", quoted(&conventional))));
    }
    true
}

/// The name of a field in Rust: that of the wire, unless `rust` is given.
pub(super) fn field_name(field: &Field, problems: &mut Problems) -> Option<String> {
    let (place, name) = match &field.rust {
        Some(rust) => {
            if is_identifier(&rust.value) && rust.value.to_snake_case() != rust.value {
                let message = format!("the name of a field is written in {}", Case::Snake.words());
                problems.push(Problem::new("wrong-case", rust.place, message));
            }
            (rust.place, rust.value.clone())
        }
        None => (field.name.place, from_wire(&field.name.value)),
    };
    let Some(why) = misfit_of_field(&name) else { return Some(name) };
    let message = format!("{} cannot be the name of a field in Rust: {why}", quoted(&name));
    problems.push(Problem::new("invalid-name", place, message).help("give it another one with the key `rust`"));
    None
}

/// Why a name cannot be that of a field in Rust.
fn misfit_of_field(name: &str) -> Option<&'static str> {
    if !is_identifier(name) || NEVER_RAW.contains(&name) {
        Some("it is not an identifier")
    } else if BUILDER_METHODS.contains(&name) {
        Some("every builder has a method of this name")
    } else {
        None
    }
}

/// The field name in Rust for a name on the wire, if there is one.
#[cfg(feature = "cli")]
pub(crate) fn field_of(wire: &str) -> Option<String> {
    Some(from_wire(wire)).filter(|name| misfit_of_field(name).is_none())
}

/// The variant name for a value on the wire, if there is one.
#[cfg(feature = "cli")]
pub(crate) fn variant_of(wire: &str) -> Option<String> {
    Some(wire.to_upper_camel_case()).filter(|name| is_free_name(name))
}

/// Whether it is a valid identifier in Rust.
pub(crate) fn is_free_name(name: &str) -> bool {
    is_identifier(name) && !is_keyword(name)
}

/// A name on the wire in snake case. The few keywords that cannot be written raw get an underscore.
fn from_wire(wire: &str) -> String {
    let name = wire.to_snake_case();
    match &*name {
        "" if wire == "_" => "__".to_owned(),
        name if NEVER_RAW.contains(&name) => format!("{name}_"),
        _ => name,
    }
}

/// The name of a variant: that of the wire, unless `rust` is given.
pub(super) fn variant_name(wire: &Text, rust: Option<&Text>, problems: &mut Problems) -> Option<String> {
    if let Some(rust) = rust {
        let usable = check_name(rust, "a variant", Case::UpperCamel, problems);
        return usable.then(|| rust.value.clone());
    }
    let name = wire.value.to_upper_camel_case();
    if is_free_name(&name) {
        return Some(name);
    }
    let message = format!("the value {} makes no name of a variant", quoted(&wire.value));
    let problem = Problem::new("invalid-name", wire.place, message);
    problems.push(problem.help("give it one with the key `rust`, as in `1d: { doc: One day., rust: OneDay }`"));
    None
}

/// Whether it is an identifier, keywords aside. Names that are not ASCII would be hard to type.
fn is_identifier(name: &str) -> bool {
    let mut characters = name.chars();
    let first = characters.next();
    first.is_some_and(|first| first.is_ascii_alphabetic() || first == '_')
        && characters.all(|character| character.is_ascii_alphanumeric() || character == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wire_names_become_snake_case() {
        let wires = ["calendar_id", "userId", "X-Request-Id", "type", "self", "Self", "_", "crate"];
        let names = wires.map(from_wire);
        assert_eq!(names, ["calendar_id", "user_id", "x_request_id", "type", "self_", "self_", "__", "crate_"]);
    }

    #[test]
    fn identifiers_are_ascii_and_do_not_start_with_a_digit() {
        assert!(["a", "_", "A1", "a_b"].iter().all(|name| is_identifier(name)));
        assert!(!["", "1d", "a-b", "é", "a b"].iter().any(|name| is_identifier(name)));
    }
}
