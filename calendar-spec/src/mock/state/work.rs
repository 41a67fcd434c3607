//! [`Work`]: one request at work on the state.

use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::Value;

use super::{Fields, Item, Kind, News, Numbers, Place, World};
use crate::mock::problem::Problem;
use crate::mock::token::Identity;
use crate::model::{Endpoint, Method, Operation, OperationKind, Spec};

/// A request that keeps the rules of its endpoint, and the state that it reads and changes.
pub(in crate::mock) struct Work<'w> {
    pub(in crate::mock) spec: &'w Spec,
    /// The name of the resource, such as `calendar_acl`.
    pub(in crate::mock) resource: &'w str,
    /// The name of the endpoint, such as `calendar_acl.create`.
    pub(in crate::mock) name: &'w str,
    pub(in crate::mock) endpoint: &'w Endpoint,
    /// The values of the request, from path, query, headers and body, by the names of the fields.
    pub(in crate::mock) given: Fields,
    pub(in crate::mock) caller: &'w Identity,
    pub(in crate::mock) now: SystemTime,
    pub(in crate::mock) world: &'w mut World,
    pub(in crate::mock) numbers: &'w mut Numbers,
    /// Tokens of another age have expired.
    pub(in crate::mock) age: u64,
    /// Changes to notify subscribers of.
    pub(in crate::mock) news: Vec<News>,
}

impl<'w> Work<'w> {
    /// The collection of a resource.
    pub(in crate::mock) fn kind(&self, resource: &str) -> Result<Kind<'w>, Problem> {
        Kind::find(self.spec, resource).ok_or_else(|| {
            let hint = format!("the spec that is served describes no collection of the resource `{resource}`");
            Problem::new(crate::mock::codes::BAD_REQUEST).status(501).hint(hint)
        })
    }

    /// What this endpoint does with the items of its resource.
    pub(in crate::mock) fn operation(&self) -> Option<(Kind<'w>, Operation)> {
        let kind = Kind::find(self.spec, self.resource)?;
        let is_this = |operation: &&Operation| {
            kind.resource.endpoints.get(operation.endpoint).is_some_and(|endpoint| endpoint.name == self.endpoint.name)
        };
        kind.collection.operations.iter().find(is_this).map(|operation| (kind, *operation))
    }

    /// Whether the request only reads, by its method or by what the spec says of the endpoint.
    pub(in crate::mock) fn is_read(&self) -> bool {
        use OperationKind::{BatchGet, Get, List, Search};

        let reads = |(_, operation): (_, Operation)| matches!(operation.kind, Get | BatchGet | List | Search);
        self.endpoint.method == Method::Get || self.operation().is_some_and(reads)
    }

    /// The value of a field in the request, or its default.
    pub(in crate::mock) fn value(&self, name: &str) -> Option<Value> {
        let given = self.given.get(name).filter(|value| !value.is_null()).cloned();
        given.or_else(|| {
            let parameter = self.endpoint.fields.iter().find(|parameter| parameter.field.wire == name)?;
            parameter.field.default.as_ref().map(super::kind::json)
        })
    }

    /// A string of the request; empty if there is none.
    pub(in crate::mock) fn text(&self, name: &str) -> String {
        self.value(name).and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
    }

    pub(in crate::mock) fn flag(&self, name: &str) -> bool {
        self.value(name).and_then(|value| value.as_bool()).unwrap_or_default()
    }

    pub(in crate::mock) fn number(&self, name: &str) -> Option<i64> {
        self.value(name)?.as_i64()
    }

    /// The time of the request, in Unix seconds.
    pub(in crate::mock) fn seconds(&self) -> u64 {
        self.now.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
    }

    /// The items of a list in the request.
    pub(in crate::mock) fn list(&self, name: &str) -> Vec<Value> {
        match self.given.get(name) {
            Some(Value::Array(items)) => items.clone(),
            _ => Vec::new(),
        }
    }

    /// Where the items that this request names are stored; the items that contain them must exist.
    pub(in crate::mock) fn place(&self, kind: Kind<'w>) -> Result<Place, Problem> {
        let Some(parent) = &kind.collection.parent else { return Ok(Place::root(&kind.resource.name)) };
        let parent = self.kind(parent)?;
        let place = self.place(parent)?;
        let id = self.text(parent.id());
        self.find(parent, &place, &id)?;
        Ok(place.within(&id, &kind.resource.name))
    }

    /// An item, or the error that there is none.
    pub(in crate::mock) fn find(&self, kind: Kind<'_>, place: &Place, id: &str) -> Result<&Item, Problem> {
        let items = self.world.shelf(place);
        let problem = || match items.and_then(|items| items.gone(id)) {
            Some(_) => kind.gone(id),
            None => kind.missing(id),
        };
        items.and_then(|items| items.get(id)).ok_or_else(problem)
    }

    /// An ID for a new item.
    pub(in crate::mock) fn new_id(&mut self, kind: Kind<'_>) -> String {
        kind.new_id(self.numbers.next(&kind.resource.name))
    }

    /// The ID of the item that was created in this place under the idempotency key of the request.
    pub(in crate::mock) fn made_before(&self, place: &Place) -> Option<String> {
        self.world.once.get(&self.once(place)?).cloned()
    }

    /// Remembers the item that was created under the idempotency key of the request.
    pub(in crate::mock) fn remember(&mut self, place: &Place, id: &str) {
        if let Some(key) = self.once(place) {
            self.world.once.insert(key, id.to_owned());
        }
    }

    fn once(&self, place: &Place) -> Option<super::world::OnceKey> {
        let parameter = self.endpoint.fields.get(self.endpoint.idempotency_key?)?;
        let key = self.text(&parameter.field.wire);
        (!key.is_empty()).then(|| (self.caller.app.clone(), place.clone(), key))
    }
}
