//! [`Store`]: the worlds of all tenants, and the numbers for new IDs.

use std::collections::BTreeMap;

use super::World;

/// The most tenants.
const MOST_TENANTS: usize = 1000;

/// Everything that is remembered.
#[derive(Debug, Default)]
pub(in crate::mock) struct Store {
    pub(super) worlds: BTreeMap<String, World>,
    pub(in crate::mock) numbers: Numbers,
    /// Page and sync tokens of an earlier age have expired.
    pub(in crate::mock) age: u64,
}

/// How many IDs of each kind were made. Nothing is random: the same requests get the same IDs.
#[derive(Debug, Default)]
pub(in crate::mock) struct Numbers(pub(super) BTreeMap<String, u64>);

impl Numbers {
    /// The next number of a kind, starting with 1.
    pub(in crate::mock) fn next(&mut self, kind: &str) -> u64 {
        let number = self.0.entry(kind.to_owned()).or_default();
        *number += 1;
        *number
    }
}

impl Store {
    /// The world of a tenant, and the numbers; nothing if there are too many tenants.
    pub(in crate::mock) fn world(&mut self, tenant: &str) -> Option<(&mut World, &mut Numbers)> {
        if !self.worlds.contains_key(tenant) {
            if self.worlds.len() >= MOST_TENANTS {
                return None;
            }
            self.worlds.insert(tenant.to_owned(), World::default());
        }
        Some((self.worlds.get_mut(tenant)?, &mut self.numbers))
    }

    /// Expires all page and sync tokens.
    pub(in crate::mock) fn expire_tokens(&mut self) {
        self.age += 1;
    }

    /// Removes everything but the age, so that older tokens stay invalid.
    pub(in crate::mock) fn clear(&mut self) {
        *self = Self { age: self.age + 1, ..Self::default() };
    }
}
