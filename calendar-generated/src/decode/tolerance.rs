//! How much a value may differ from the documented form.
//!
//! By default a value that cannot be read ends decoding. The caller then decodes again: each field and each list item
//! is extracted first and read separately, in [another form](in_either_form) if need be, and skipped if that fails too.
//! This is slower, so it is done only when necessary. The mode is kept per thread, since [`serde::Deserialize`] passes
//! no state along; decoding never awaits.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fmt;
use std::iter::successors;
use std::marker::PhantomData;

use calendar_spec::path::Step;
use serde::de::{
    self, Deserialize, DeserializeOwned, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde_json::value::RawValue;

use super::budget::{self, TooLarge, is_spent};
use super::field::FieldValue;
use super::list::Seed;
use super::object::{NameIn, Object};
use crate::text::Excerpt;

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
    static SKIPPING: RefCell<Skipping> = const { RefCell::new(Skipping { path: Vec::new(), skipped: Vec::new(), more: 0 }) };
}

/// The deepest nesting, which is that of `serde_json`.
const MAX_DEPTH: usize = 128;
/// How many skipped values are named; the others are counted.
const MAX_NAMED: usize = 100;

#[derive(Default)]
struct Skipping {
    path: Vec<String>,
    skipped: Vec<SkippedValue>,
    /// How many more were skipped.
    more: usize,
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
    pub(crate) fn all(root: &str, reason: &impl fmt::Display) -> Self {
        Self { path: root.to_owned(), reason: Excerpt(&reason.to_string()).to_string() }
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
    let path = if root.is_empty() { Vec::new() } else { vec![root.to_owned()] };
    SKIPPING.replace(Skipping { path, ..Skipping::default() });
    let _mode = Mode::Skipping.enter();
    let value = decode();
    let Skipping { mut skipped, more, .. } = SKIPPING.take();
    if more > 0 {
        skipped.push(SkippedValue { path: root.to_owned(), reason: format!("{more} more values were skipped") });
    }
    (value, skipped)
}

/// Reads one part of a value; if that fails, the part is skipped and reported.
fn part<T>(step: Step<'_>, json: &str, read: impl FnMut(&str) -> Result<T, serde_json::Error>) -> Option<T> {
    let depth = SKIPPING.with_borrow_mut(|skipping| {
        let dot = if matches!(step, Step::Field(_)) && !skipping.path.is_empty() { "." } else { "" };
        skipping.path.push(format!("{dot}{step}"));
        skipping.path.len()
    });
    let value =
        if depth > MAX_DEPTH { Err(de::Error::custom("nested too deeply")) } else { in_either_form(json, read) };
    SKIPPING.with_borrow_mut(|skipping| {
        let value = value.map_err(|error| skipping.note(&error)).ok();
        skipping.path.pop();
        value
    })
}

/// How often a value is read in another form: a list in a string, which stands for an object, takes two.
const OTHER_FORMS: usize = 2;

/// Reads a value, if need be in another form of the same meaning. The error is that of the form that was sent.
pub(crate) fn in_either_form<T>(
    json: &str,
    mut read: impl FnMut(&str) -> Result<T, serde_json::Error>,
) -> Result<T, serde_json::Error> {
    let value = read(json);
    if value.is_ok() || is_strict() || is_spent() {
        return value;
    }
    let mut forms = successors(other_form(json), |json| other_form(json)).take(OTHER_FORMS);
    forms.find_map(|json| read(&json).ok()).map_or(value, Ok)
}

/// The other form in which servers send a value: a string that holds JSON, such as `"[1]"`, `"true"` or `"null"`; an
/// empty string for nothing; a number for a string; an empty list for an empty object, as PHP has it, and the reverse.
#[cold]
fn other_form(json: &str) -> Option<String> {
    match json.as_bytes().first()? {
        b'"' => {
            let text: String = serde_json::from_str(json).ok()?;
            Some(match text.trim() {
                "" => "null".to_owned(),
                inner if serde_json::from_str::<&RawValue>(inner).is_ok() => inner.to_owned(),
                inner if inner.len() < text.len() => serde_json::to_string(inner).ok()?,
                _ => return None,
            })
        }
        b'-' | b'0'..=b'9' => Some(format!("\"{json}\"")),
        b'[' if is_empty(json) => Some("{}".to_owned()),
        b'{' if is_empty(json) => Some("[]".to_owned()),
        _ => None,
    }
}

fn is_empty(brackets: &str) -> bool {
    brackets.get(1..brackets.len() - 1).is_some_and(|inside| inside.trim_ascii().is_empty())
}

impl Skipping {
    fn note(&mut self, error: &serde_json::Error) {
        let reason = error.to_string();
        // The line and column are those of the extracted part.
        let reason = reason.rsplit_once(" at line ").map_or(reason.as_str(), |(reason, _)| reason);
        // A field of the response itself is named even then: it may be the one that says whether there is another page.
        let limit = if self.path.len() <= 2 { 2 * MAX_NAMED } else { MAX_NAMED };
        if self.skipped.len() >= limit {
            self.more += 1;
            return;
        }
        let [path, reason] = [&*self.path.concat(), reason].map(|text| Excerpt(text).to_string());
        self.skipped.push(SkippedValue { path, reason });
    }
}

/// Reads a value as a whole, in either form.
pub(crate) struct Whole<T>(pub(crate) PhantomData<T>);

impl<'de, T: DeserializeOwned> DeserializeSeed<'de> for Whole<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        if !is_skipping() {
            return T::deserialize(deserializer);
        }
        let json = <&RawValue>::deserialize(deserializer)?.get();
        in_either_form(json, |json| serde_json::from_str(json)).map_err(de::Error::custom)
    }
}

/// Reads the fields of an object one by one. Of repeated fields the last one counts.
pub(super) fn object<'de, T: Object, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let expected = format!("an object (`{}`)", T::SHAPE.name);
    let json = opened(b'{', deserializer, &expected)?.ok_or_else(|| not::<D::Error>("null", &expected))?;
    let names = T::SHAPE.fields;
    let values =
        serde_json::Deserializer::from_str(json).deserialize_map(Values { names }).map_err(de::Error::custom)?;
    let mut object = T::default();
    for (index, value) in values.into_iter().enumerate() {
        let Some(value) = value else { continue };
        part(Step::Field(names[index]), RawValue::get(value), |json| {
            // Wrapped in an object of its own, so that the usual code reads it.
            let json = format!("{{\"\":{json}}}");
            serde_json::Deserializer::from_str(&json).deserialize_map(OneField { object: &mut object, index })
        });
    }
    Ok(object)
}

/// Reads the items of a list one by one.
pub(super) fn list<'de, S, D>(seed: S, deserializer: D) -> Result<Vec<S::Value>, D::Error>
where
    S: Seed + Copy,
    D: Deserializer<'de>,
{
    match opened(b'[', deserializer, "a list")? {
        Some(json) => serde_json::Deserializer::from_str(json).deserialize_seq(Items(seed)).map_err(de::Error::custom),
        None => Ok(Vec::new()),
    }
}

/// Reads the values of a map one by one.
pub(super) fn map<'de, K, S, D>(seed: S, deserializer: D) -> Result<BTreeMap<K, S::Value>, D::Error>
where
    K: DeserializeOwned + Ord + AsRef<str>,
    S: Seed + Copy,
    D: Deserializer<'de>,
{
    match opened(b'{', deserializer, "an object with keys of any name")? {
        Some(json) => {
            let entries = Entries(PhantomData, seed);
            serde_json::Deserializer::from_str(json).deserialize_map(entries).map_err(de::Error::custom)
        }
        None => Ok(BTreeMap::new()),
    }
}

/// The values under these names.
struct Values {
    names: &'static [&'static str],
}

impl<'de> Visitor<'de> for Values {
    type Value = Vec<Option<&'de RawValue>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut values = vec![None; self.names.len()];
        while let Some(index) = map.next_key_seed(NameIn { names: self.names, likely: 0 })? {
            match values.get_mut(index) {
                Some(value) => *value = Some(map.next_value()?),
                None => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(values)
    }
}

struct Items<S>(S);

impl<'de, S: Seed + Copy> Visitor<'de> for Items<S> {
    type Value = Vec<S::Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let mut list = Vec::new();
        for index in 0.. {
            let Some(item) = items.next_element()? else { break };
            if let Some(item) = read(Step::Index(index), self.0, item)? {
                budget::push(&mut list, item)?;
            }
        }
        Ok(list)
    }
}

struct Entries<K, S>(PhantomData<K>, S);

impl<'de, K: DeserializeOwned + Ord + AsRef<str>, S: Seed + Copy> Visitor<'de> for Entries<K, S> {
    type Value = BTreeMap<K, S::Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with keys of any name")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut map = BTreeMap::new();
        while let Some((key, value)) = entries.next_entry::<K, _>()? {
            if let Some(value) = read(Step::Key(key.as_ref()), self.1, value)? {
                budget::charge_entry::<K, S::Value, _>(map.len())?;
                map.insert(key, value);
            } else {
                map.remove(&key);
            }
        }
        Ok(map)
    }
}

/// Reads a part, unless the response has exceeded its limit by now.
fn read<S: Seed + Copy, E: de::Error>(step: Step<'_>, seed: S, json: &RawValue) -> Result<Option<S::Value>, E> {
    let value = part(step, json.get(), |json| seed.read(&mut serde_json::Deserializer::from_str(json)));
    if value.is_none() && is_spent() { Err(E::custom(TooLarge)) } else { Ok(value) }
}

/// The JSON of a list or an object, by its first byte; `None` for `null`.
fn opened<'de, D: Deserializer<'de>>(
    bracket: u8,
    deserializer: D,
    expected: &str,
) -> Result<Option<&'de str>, D::Error> {
    let json = <&RawValue>::deserialize(deserializer)?.get();
    match json.as_bytes().first() {
        Some(first) if *first == bracket => Ok(Some(json)),
        Some(b'n') => Ok(None),
        _ => Err(not(json, expected)),
    }
}

fn not<E: de::Error>(json: &str, expected: &str) -> E {
    E::invalid_type(unexpected(json), &expected)
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
