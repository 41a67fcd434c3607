//! [`World`]: the shelves of one tenant.

use std::collections::BTreeMap;

use super::lag::Lag;
use super::{Fields, Interval, Item, Place, Shelf};
use crate::mock::codes;
use crate::mock::problem::Problem;
use crate::mock::token::Bounded;

/// The most items of a tenant, which bounds the memory that a faulty client can use.
const MOST_ITEMS: usize = 500_000;

/// An idempotency key with its scope: the caller, the place and the key.
pub(super) type OnceKey = (String, Place, String);

/// The state of one tenant.
#[derive(Debug, Default)]
pub(in crate::mock) struct World {
    pub(super) shelves: BTreeMap<Place, Shelf>,
    /// The items that were created under idempotency keys.
    pub(super) once: Bounded<OnceKey, String>,
    /// The state that reads see.
    pub(in crate::mock) lag: Lag,
    items: usize,
}

impl World {
    pub(in crate::mock) fn shelf(&self, place: &Place) -> Option<&Shelf> {
        self.lag.seen(place, self.shelves.get(place))
    }

    pub(in crate::mock) fn get(&self, place: &Place, id: &str) -> Option<&Item> {
        self.shelf(place)?.get(id)
    }

    /// The items of a place, in the order in which they were added.
    pub(in crate::mock) fn items<'w>(&'w self, place: &Place) -> impl Iterator<Item = (&'w str, &'w Item)> + use<'w> {
        self.shelf(place).into_iter().flat_map(Shelf::iter)
    }

    /// The items of a place whose interval may overlap another one, in the order in which they were added.
    pub(in crate::mock) fn near<'w>(
        &'w self,
        place: &Place,
        (asked, of): (Interval, fn(&Fields) -> Option<Interval>),
    ) -> impl Iterator<Item = (&'w str, &'w Item)> + use<'w> {
        self.shelf(place).into_iter().flat_map(move |shelf| shelf.near(asked, of))
    }

    /// An item to be changed.
    pub(in crate::mock) fn change(&mut self, place: &Place, id: &str) -> Option<&mut Item> {
        self.changing(place)?.change(id)
    }

    /// The hidden facts of an item.
    pub(in crate::mock) fn facts(&mut self, place: &Place, id: &str) -> Option<&mut Fields> {
        self.changing(place)?.facts(id)
    }

    fn changing(&mut self, place: &Place) -> Option<&mut Shelf> {
        self.lag.keep(place, self.shelves.get(place));
        self.shelves.get_mut(place)
    }

    /// Makes the current state of a place visible to reads, which would otherwise see it later.
    pub(in crate::mock) fn settle(&mut self, place: &Place) {
        self.lag.settle(place);
    }

    /// Adds an item, or replaces the one with that ID.
    pub(in crate::mock) fn insert(
        &mut self,
        place: &Place,
        id: &str,
        value: Fields,
        facts: Fields,
    ) -> Result<(), Problem> {
        if self.items >= MOST_ITEMS {
            let hint = format!("this server holds no more than {MOST_ITEMS} items; `POST /__mock/reset` forgets them");
            return Err(Problem::new(codes::BAD_REQUEST).status(507).hint(hint));
        }
        self.lag.keep(place, self.shelves.get(place));
        let is_new = self.shelves.entry(place.clone()).or_default().insert(id, value, facts);
        self.items += usize::from(is_new);
        Ok(())
    }

    /// Deletes an item, and everything in it.
    pub(in crate::mock) fn remove(&mut self, place: &Place, id: &str) -> Option<Item> {
        let item = self.changing(place)?.remove(id)?;
        self.items -= 1;
        let below = place.of(id);
        let within = self.shelves.range(below.clone()..).take_while(|(place, _)| place.is_within(&below));
        let within: Vec<Place> = within.map(|(place, _)| place.clone()).collect();
        for place in within {
            self.items -= self.shelves.remove(&place).map_or(0, |shelf| shelf.len());
        }
        Some(item)
    }

    /// An earlier state of the shelves.
    pub(super) fn restored(shelves: BTreeMap<Place, Shelf>) -> Self {
        let items = shelves.values().map(Shelf::len).sum();
        Self { shelves, items, ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_within_a_deleted_item_are_deleted() {
        let mut world = World::default();
        let calendars = Place::root("calendar");
        let add = |world: &mut World, place: &Place, id: &str| {
            world.insert(place, id, Fields::new(), Fields::new()).expect("room");
        };
        for calendar in ["a", "a2", "b"] {
            add(&mut world, &calendars, calendar);
            let events = calendars.within(calendar, "event");
            add(&mut world, &events, "e");
            add(&mut world, &events.within("e", "attendee"), "u");
        }
        assert_eq!((world.items, world.shelves.len()), (9, 7));
        assert!(world.remove(&calendars, "a").is_some());
        assert!(world.remove(&calendars, "a").is_none());
        assert_eq!((world.items, world.shelves.len()), (6, 5));
        assert_eq!(world.items(&calendars.within("a2", "event")).count(), 1);
        assert!(world.shelf(&calendars).is_some_and(|shelf| shelf.gone("a").is_some()));
    }
}
