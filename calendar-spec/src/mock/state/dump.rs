//! The state as JSON, to be kept in a file and loaded again.
//!
//! Values are stored as responses show them. Tokens of the platform, requests and notifications are left out.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use serde_json::{Value, json};

use super::shelf::Gone;
use super::{Fields, Item, Place, Shelf, Store, World};

/// The form of the file.
const FORM: u64 = 1;

/// The highest version or number; it leaves room for all that may follow.
const MOST: u64 = 1 << 53;

/// Why a string or file is not a state that can be loaded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct InvalidState {
    message: String,
}

impl InvalidState {
    pub(in crate::mock) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into() }
    }
}

impl Store {
    /// Returns the state.
    pub(in crate::mock) fn dump(&self) -> Value {
        let tenants: Fields = self.worlds.iter().map(|(name, world)| (name.clone(), world.dump())).collect();
        json!({ "form": FORM, "age": self.age, "numbers": self.numbers.0, "tenants": tenants })
    }

    /// Replaces the state; if that fails, nothing changes.
    pub(in crate::mock) fn load(&mut self, dump: &Value) -> Result<(), InvalidState> {
        match dump["form"].as_u64() {
            Some(FORM) => {}
            Some(form) => return Err(InvalidState::new(format!("`form` is {form}, and this version reads {FORM}"))),
            None => return Err(InvalidState::new("this is not a state of the mock server: `form` is missing")),
        }
        let mut loaded = Self { age: number(dump, "age", "the state")?, ..Self::default() };
        for (kind, count) in object(dump, "numbers", "the state")? {
            loaded
                .numbers
                .0
                .insert(kind.clone(), number(&json!({ "count": count }), "count", &format!("numbers.{kind}"))?);
        }
        for (name, tenant) in object(dump, "tenants", "the state")? {
            loaded.worlds.insert(name.clone(), World::load(tenant, &format!("tenants.{name}"))?);
        }
        *self = loaded;
        Ok(())
    }
}

impl World {
    fn dump(&self) -> Value {
        let shelves: Vec<Value> = self.shelves.iter().map(|(place, shelf)| dump_shelf(place, shelf)).collect();
        let once = self.once.iter().map(|((app, place, key), id)| json!([app, steps(place), key, id]));
        json!({ "shelves": shelves, "idempotency_keys": once.collect::<Vec<_>>() })
    }

    fn load(dump: &Value, at: &str) -> Result<Self, InvalidState> {
        let mut shelves = BTreeMap::new();
        for (index, shelf) in list(dump, "shelves", at)?.iter().enumerate() {
            let at = format!("{at}.shelves[{index}]");
            shelves.insert(place(&shelf["place"], &at)?, load_shelf(shelf, &at)?);
        }
        let mut world = Self::restored(shelves);
        for (index, entry) in list(dump, "idempotency_keys", at)?.iter().enumerate() {
            let at = format!("{at}.idempotency_keys[{index}]");
            let key = (text(&entry[0], &at)?, place(&entry[1], &at)?, text(&entry[2], &at)?);
            world.once.insert(key, text(&entry[3], &at)?);
        }
        Ok(world)
    }
}

fn dump_shelf(place: &Place, shelf: &Shelf) -> Value {
    let items = shelf.items.iter().map(|(born, Item { id, value, facts, changed })| {
        json!({ "id": &**id, "value": value, "facts": facts, "born": born, "changed": changed })
    });
    let gone: BTreeMap<&str, Value> =
        shelf.gone.iter().map(|(id, gone)| (&**id, json!({ "value": gone.value, "changed": gone.changed }))).collect();
    json!({
        "place": steps(place), "version": shelf.version, "horizon": shelf.horizon,
        "items": items.collect::<Vec<_>>(), "deleted": gone,
    })
}

fn load_shelf(dump: &Value, at: &str) -> Result<Shelf, InvalidState> {
    let mut items = BTreeMap::new();
    for (index, item) in list(dump, "items", at)?.iter().enumerate() {
        let at = format!("{at}.items[{index}]");
        let (value, facts) = (object(item, "value", &at)?.clone(), object(item, "facts", &at)?.clone());
        let (id, changed) = (Arc::from(text(&item["id"], &at)?), number(item, "changed", &at)?);
        items.insert(number(item, "born", &at)?, Item { id, value, facts, changed });
    }
    let mut gone = HashMap::new();
    for (id, entry) in object(dump, "deleted", at)? {
        let at = format!("{at}.deleted.{id}");
        let (value, changed) = (object(entry, "value", &at)?.clone(), number(entry, "changed", &at)?);
        gone.insert(Arc::from(id.as_str()), Gone { value, changed });
    }
    let (version, horizon) = (number(dump, "version", at)?, number(dump, "horizon", at)?);
    let changes = items.values().map(|item| item.changed).chain(gone.values().map(|gone| gone.changed));
    if changes.chain(items.keys().copied()).chain([horizon]).any(|change| change > version) {
        return Err(InvalidState::new(format!("{at}: something has a later version than `version`")));
    }
    Ok(Shelf::restored(items, gone, (version, horizon)))
}

fn steps(place: &Place) -> Vec<&str> {
    place.steps().collect()
}

fn place(value: &Value, at: &str) -> Result<Place, InvalidState> {
    let wrong = || InvalidState::new(format!("{at}: a place is a list of texts"));
    let steps = value.as_array().ok_or_else(wrong)?;
    steps.iter().map(|step| step.as_str().ok_or_else(wrong)).collect::<Result<Vec<_>, _>>().map(Place::from_iter)
}

fn text(value: &Value, at: &str) -> Result<String, InvalidState> {
    value.as_str().map(str::to_owned).ok_or_else(|| InvalidState::new(format!("{at}: a string is missing")))
}

fn number(value: &Value, key: &str, at: &str) -> Result<u64, InvalidState> {
    let number = value[key].as_u64().filter(|number| *number <= MOST);
    number.ok_or_else(|| InvalidState::new(format!("{at}: `{key}` is not a number up to {MOST}")))
}

fn object<'v>(value: &'v Value, key: &str, at: &str) -> Result<&'v Fields, InvalidState> {
    value[key].as_object().ok_or_else(|| InvalidState::new(format!("{at}: `{key}` is not an object")))
}

fn list<'v>(value: &'v Value, key: &str, at: &str) -> Result<&'v Vec<Value>, InvalidState> {
    value[key].as_array().ok_or_else(|| InvalidState::new(format!("{at}: `{key}` is not a list")))
}
