//! How much a value may differ from the documented form.
//!
//! By default a value that cannot be read ends decoding. The caller then decodes again and skips such values: each
//! field and each list item is extracted first and read separately, which is slower, so it is done only when necessary.
//! The mode is kept per thread, since [`serde::Deserialize`] passes no state along; decoding never awaits.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fmt;

use calendar_spec::path::Step;
use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::budget::{self, TooLarge, is_spent};
use super::field::FieldValue;
use super::object::Object;

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Mode {
    #[default]
    Usual,
    /// Only the documented form of each value is accepted.
    Strict,
    /// Values that cannot be read are skipped.
    Skipping,
}

thread_local! {
    static MODE: Cell<Mode> = const { Cell::new(Mode::Usual) };
    static SKIPPING: RefCell<Skipping> = const { RefCell::new(Skipping { path: Vec::new(), skipped: Vec::new() }) };
}

/// The deepest nesting, which is that of `serde_json`.
const MAX_DEPTH: usize = 128;
/// How many skipped values are reported.
const MAX_NAMED: usize = 100;

#[derive(Default)]
struct Skipping {
    path: Vec<String>,
    skipped: Vec<SkippedValue>,
}

/// A value of a response or a notification that could not be read and was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SkippedValue {
    /// The path of the value, such as `data.items[3].attendee_ability`.
    pub path: String,
    /// Why it could not be read.
    pub reason: String,
}

impl SkippedValue {
    /// The whole value, if no part of it can be read.
    pub(crate) fn all(root: &str, error: &serde_json::Error) -> Self {
        Self { path: root.to_owned(), reason: error.to_string() }
    }
}

impl fmt::Display for SkippedValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`: {}", self.path, self.reason)
    }
}

impl Mode {
    /// Sets the mode until the guard is dropped, also by a panic.
    fn enter(self) -> impl Drop {
        struct Reset(Mode);
        impl Drop for Reset {
            fn drop(&mut self) {
                MODE.set(self.0);
            }
        }
        Reset(MODE.replace(self))
    }
}

/// Whether only the documented form of a value is accepted.
#[cold]
pub(crate) fn is_strict() -> bool {
    MODE.get() == Mode::Strict
}

/// Whether values that cannot be read are skipped.
#[inline]
pub(super) fn is_skipping() -> bool {
    MODE.get() == Mode::Skipping
}

/// Decodes, accepting only the documented form of each value.
pub(crate) fn strict<T>(decode: impl FnOnce() -> T) -> T {
    let _mode = Mode::Strict.enter();
    decode()
}

/// Decodes, skipping values that cannot be read. Paths start with `root`.
pub(crate) fn skipping<T>(root: &str, decode: impl FnOnce() -> T) -> (T, Vec<SkippedValue>) {
    budget::start();
    SKIPPING.replace(Skipping { path: vec![root.to_owned()], skipped: Vec::new() });
    let _mode = Mode::Skipping.enter();
    let value = decode();
    (value, SKIPPING.take().skipped)
}

/// Reads one part of a value; if that fails, the part is skipped and reported.
fn part<T>(step: Step<'_>, read: impl FnOnce() -> Result<T, serde_json::Error>) -> Option<T> {
    let depth = SKIPPING.with_borrow_mut(|skipping| {
        let dot = if matches!(step, Step::Field(_)) && !skipping.path.is_empty() { "." } else { "" };
        skipping.path.push(format!("{dot}{step}"));
        skipping.path.len()
    });
    let value = if depth > MAX_DEPTH { Err(de::Error::custom("nested too deeply")) } else { read() };
    SKIPPING.with_borrow_mut(|skipping| {
        let value = value.map_err(|error| skipping.note(&error)).ok();
        skipping.path.pop();
        value
    })
}

impl Skipping {
    fn note(&mut self, error: &serde_json::Error) {
        let reason = error.to_string();
        // The line and column are those of the extracted part.
        let reason = reason.rsplit_once(" at line ").map_or(reason.as_str(), |(reason, _)| reason).to_owned();
        if self.skipped.len() < MAX_NAMED {
            self.skipped.push(SkippedValue { path: self.path.concat(), reason });
        }
    }
}

/// Reads the fields of an object one by one.
pub(super) fn object<'de, T: Object, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let fields: BTreeMap<String, &RawValue> = cut(deserializer, &format!("an object (`{}`)", T::SHAPE.name))?;
    let mut object = T::default();
    for (name, value) in fields {
        let Some(index) = T::SHAPE.fields.iter().position(|field| *field == name) else { continue };
        part(Step::Field(&name), || {
            // Wrapped in an object of its own, so that the usual code reads it.
            let json = format!("{{\"\":{value}}}");
            serde_json::Deserializer::from_str(&json).deserialize_map(OneField { object: &mut object, index })
        });
    }
    Ok(object)
}

/// Reads the items of a list one by one.
pub(super) fn list<'de, S, D>(seed: S, deserializer: D) -> Result<Vec<S::Value>, D::Error>
where
    S: DeserializeSeed<'de> + Copy,
    D: Deserializer<'de>,
{
    let items: Option<Vec<&RawValue>> = cut(deserializer, "a list")?;
    let items = items.unwrap_or_default();
    budget::charge(size_of_val(&*items))?;
    let mut list = Vec::new();
    for (index, item) in items.into_iter().enumerate() {
        if let Some(item) = read(Step::Index(index), seed, item) {
            budget::push(&mut list, item)?;
        } else if is_spent() {
            return Err(de::Error::custom(TooLarge));
        }
    }
    Ok(list)
}

/// Reads the values of a map one by one.
pub(super) fn map<'de, K, S, D>(seed: S, deserializer: D) -> Result<BTreeMap<K, S::Value>, D::Error>
where
    K: Deserialize<'de> + Ord + AsRef<str>,
    S: DeserializeSeed<'de> + Copy,
    D: Deserializer<'de>,
{
    let entries: Option<BTreeMap<K, &RawValue>> = cut(deserializer, "an object with keys of any name")?;
    let mut map = BTreeMap::new();
    for (key, value) in entries.unwrap_or_default() {
        budget::charge_entry::<K, S::Value, _>(map.len())?;
        if let Some(value) = read(Step::Key(key.as_ref()), seed, value) {
            map.insert(key, value);
        }
    }
    Ok(map)
}

fn read<'de, S: DeserializeSeed<'de>>(step: Step<'_>, seed: S, json: &'de RawValue) -> Option<S::Value> {
    part(step, || seed.deserialize(&mut serde_json::Deserializer::from_str(json.get())))
}

/// The parts of a list or an object, each as JSON.
fn cut<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D, expected: &str) -> Result<T, D::Error> {
    let json = <&RawValue>::deserialize(deserializer)?.get();
    serde_json::from_str(json).map_err(|_| de::Error::invalid_type(unexpected(json), &expected))
}

fn unexpected(json: &str) -> de::Unexpected<'_> {
    match json.as_bytes().first() {
        Some(b'{') => de::Unexpected::Map,
        Some(b'[') => de::Unexpected::Seq,
        Some(b'"') => de::Unexpected::Other("string"),
        Some(b'n') => de::Unexpected::Unit,
        Some(b't' | b'f') => de::Unexpected::Other("boolean"),
        _ => de::Unexpected::Other("number"),
    }
}

struct OneField<'o, T> {
    object: &'o mut T,
    index: usize,
}

impl<'de, T: Object> Visitor<'de> for OneField<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a field")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        map.next_key::<IgnoredAny>()?;
        let mut value = FieldValue::new(&mut map);
        self.object.set(self.index, &mut value);
        value.end()
    }
}
