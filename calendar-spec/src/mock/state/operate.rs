//! The effect of each kind of operation, for every collection of a spec.

use serde_json::Value;

use super::make::item_of;
use super::{Change, Fields, Kind, Place, Work};
use crate::mock::problem::Problem;
use crate::model::{Operation, OperationKind, Parameter, Place as Part};

/// The data of a response; `None` when the spec does not say what the endpoint does with items.
pub(in crate::mock) type Answered = Result<Option<Value>, Problem>;

impl<'w> Work<'w> {
    /// Does what the spec says of this endpoint.
    pub(in crate::mock) fn perform(&mut self) -> Answered {
        let Some((kind, operation)) = self.operation() else {
            self.check_path()?;
            return Ok(None);
        };
        let place = self.place(kind)?;
        let data = match operation.kind {
            OperationKind::Create => self.create((kind, operation), &place),
            OperationKind::BatchCreate => self.batch_create((kind, operation), &place),
            OperationKind::Get => self.get((kind, operation), &place),
            OperationKind::BatchGet => self.batch_get((kind, operation), &place),
            OperationKind::List | OperationKind::Search => self.list_items((kind, operation), place),
            OperationKind::Update => self.update((kind, operation), &place),
            OperationKind::Delete => self.delete((kind, operation), &place),
            OperationKind::BatchDelete => self.batch_delete((kind, operation), &place),
        };
        data.map(Some)
    }

    /// Items that the path names must exist, whatever the endpoint does.
    fn check_path(&self) -> Result<(), Problem> {
        let in_path = |kind: Kind<'w>| {
            let is_it =
                |parameter: &Parameter| parameter.place == Part::Path && kind.is_identified_by(&parameter.field);
            self.endpoint.fields.iter().any(is_it)
        };
        let kinds = self.spec.resources.iter().filter_map(|resource| Kind::find(self.spec, &resource.name));
        for kind in kinds.filter(|kind| in_path(*kind)) {
            let parent = kind.collection.parent.as_deref().map(|parent| self.kind(parent)).transpose()?;
            if parent.is_none_or(in_path) {
                let place = self.place(kind)?;
                self.find(kind, &place, &self.text(kind.id()))?;
            }
        }
        Ok(())
    }

    fn create(&mut self, (kind, operation): (Kind<'w>, Operation), place: &Place) -> Result<Value, Problem> {
        let id = if let Some(id) = self.made_before(place) {
            id
        } else {
            let id = self.add(kind, place, self.new_item(kind))?;
            self.remember(place, &id);
            id
        };
        Ok(self.one(operation, self.find(kind, place, &id)?.value.clone()))
    }

    /// Adds an item under a new ID.
    fn add(&mut self, kind: Kind<'_>, place: &Place, mut item: Fields) -> Result<String, Problem> {
        let id = self.new_id(kind);
        item.insert(kind.id().to_owned(), Value::from(id.as_str()));
        self.world.insert(place, &id, item, Fields::new())?;
        Ok(id)
    }

    fn batch_create(&mut self, (kind, operation): (Kind<'w>, Operation), place: &Place) -> Result<Value, Problem> {
        let mut made = Vec::new();
        for given in self.given_list(operation) {
            let id = self.add(kind, place, item_of(kind, &given))?;
            made.extend(self.world.get(place, &id).map(|item| item.value.clone()));
        }
        Ok(self.several(operation, made))
    }

    fn get(&mut self, (kind, operation): (Kind<'w>, Operation), place: &Place) -> Result<Value, Problem> {
        let item = self.find(kind, place, &self.text(kind.id()))?;
        Ok(self.one(operation, item.value.clone()))
    }

    fn batch_get(&mut self, (kind, operation): (Kind<'w>, Operation), place: &Place) -> Result<Value, Problem> {
        let mut found = Vec::new();
        for id in self.given_list(operation) {
            found.push(self.find(kind, place, id.as_str().unwrap_or_default())?.value.clone());
        }
        Ok(self.several(operation, found))
    }

    fn list_items(&mut self, (kind, operation): (Kind<'w>, Operation), place: Place) -> Result<Value, Problem> {
        let listing = self.listing(kind, place, Value::Null)?;
        let filter = self.filter(kind, operation);
        let page = self.page(&listing, |id, change| match change {
            Change::Now(item) => filter.takes(&item.value).then(|| item.value.clone()),
            Change::Gone(value) => Some(kind.marked(id, value)),
        });
        Ok(self.paged(Some(operation), page))
    }

    fn update(&mut self, (kind, operation): (Kind<'w>, Operation), place: &Place) -> Result<Value, Problem> {
        let id = self.text(kind.id());
        self.find(kind, place, &id)?;
        let changes = self.changes(kind);
        if let Some(item) = self.world.change(place, &id) {
            item.value.extend(changes);
        }
        Ok(self.one(operation, self.find(kind, place, &id)?.value.clone()))
    }

    fn delete(&mut self, (kind, operation): (Kind<'w>, Operation), place: &Place) -> Result<Value, Problem> {
        let id = self.text(kind.id());
        let item = self.find(kind, place, &id)?.value.clone();
        self.world.remove(place, &id);
        Ok(self.one(operation, item))
    }

    fn batch_delete(&mut self, (kind, operation): (Kind<'w>, Operation), place: &Place) -> Result<Value, Problem> {
        let ids = self.given_list(operation);
        for id in &ids {
            self.find(kind, place, id.as_str().unwrap_or_default())?;
        }
        for id in &ids {
            self.world.remove(place, id.as_str().unwrap_or_default());
        }
        Ok(Value::Object(Fields::new()))
    }

    /// The list in the request: IDs or objects.
    fn given_list(&self, operation: Operation) -> Vec<Value> {
        let parameter = operation.given.and_then(|index| self.endpoint.fields.get(index));
        parameter.map(|parameter| self.list(&parameter.field.wire)).unwrap_or_default()
    }
}
