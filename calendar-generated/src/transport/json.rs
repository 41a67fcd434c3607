//! Reading the parts of a response besides its data: each value as its JSON.
//!
//! Failures are rare, and their details have any shape. One function walks them all, so that none needs a reader of its
//! own.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor};
use serde_json::value::RawValue;

use crate::Text;
use crate::decode::{NameIn, undocumented, whole_number};

/// Passes the values of an object under these names to `each`, with the index of the name, until it asks to stop, which
/// is an error, too.
pub(super) fn walk<'a>(
    json: &'a str,
    names: &'static [&'static str],
    each: &mut dyn FnMut(usize, &'a RawValue) -> bool,
) -> Result<(), serde_json::Error> {
    let mut json = serde_json::Deserializer::from_str(json);
    json.deserialize_map(Walk { names, each })?;
    json.end()
}

struct Walk<'w, 'a> {
    names: &'static [&'static str],
    each: &'w mut dyn FnMut(usize, &'a RawValue) -> bool,
}

impl<'a> Visitor<'a> for Walk<'_, 'a> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with `code`, `msg` and `data`")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(index) = map.next_key_seed(NameIn { names: self.names, likely: 0 })? {
            if index == self.names.len() {
                map.next_value::<IgnoredAny>()?;
            } else if !(self.each)(index, map.next_value()?) {
                break;
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'a>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(item) = list.next_element()? {
            (self.each)(0, item);
        }
        Ok(())
    }
}

/// The values under these names. Of repeated names the last one counts.
pub(crate) fn pick<'a, const N: usize>(
    json: &'a str,
    names: &'static [&'static str; N],
) -> Result<[Option<&'a RawValue>; N], serde_json::Error> {
    let mut values = [None; N];
    walk(json, names, &mut |index, value| {
        values[index] = Some(value);
        true
    })?;
    Ok(values)
}

/// Passes the items of a list to `each`; nothing if it is not a list.
pub(super) fn items<'a>(json: &'a RawValue, each: &mut dyn FnMut(&'a RawValue)) {
    let walk = Walk {
        names: &[],
        each: &mut |_, item| {
            each(item);
            true
        },
    };
    // The JSON is valid, so the only possible error is that it is not a list.
    let _ = serde_json::Deserializer::from_str(json.get()).deserialize_seq(walk);
}

/// Passes the names and values of an object to `each`; nothing if it is not an object.
pub(super) fn entries(json: &RawValue, each: &mut dyn FnMut(Option<&str>, &RawValue)) {
    let entries: BTreeMap<String, &RawValue> = serde_json::from_str(json.get()).unwrap_or_default();
    for (name, value) in &entries {
        each(Some(name), value);
    }
}

/// The JSON of an object or a list, which may be the content of a string; all other JSON as it is.
pub(super) fn inner(json: &RawValue) -> Cow<'_, str> {
    let content = text(Some(json)).filter(|text| text.trim().starts_with(['{', '[']));
    let is_json = |text: &Text| serde_json::from_str::<&RawValue>(text).is_ok();
    content.filter(is_json).map_or(Cow::Borrowed(json.get()), |text| Cow::Owned(text.into()))
}

/// What a value says: a string, or any other JSON as it is; nothing for `""` and `null`.
pub(super) fn words(json: Option<&RawValue>) -> Option<Text> {
    let json = json.filter(|json| json.get() != "null")?;
    Some(text(Some(json)).unwrap_or_else(|| json.get().into())).filter(|text| !text.is_empty())
}

/// The string, if it is one.
pub(crate) fn text(json: Option<&RawValue>) -> Option<Text> {
    serde_json::from_str::<String>(json?.get()).ok().map(Text::from)
}

/// A whole number, or a string that holds one.
pub(crate) fn number(json: &RawValue) -> Option<i64> {
    let text = json.get();
    let text = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
    text.parse().ok().or_else(|| undocumented(|| whole_number(Unexpected::Str(text))?.try_into().ok()))
}
