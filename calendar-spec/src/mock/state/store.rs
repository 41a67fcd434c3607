//! [`Store`]: the worlds of all tenants, and the numbers that new IDs are made of.

use std::collections::BTreeMap;

use super::World;

/// How many tenants there can be.
const MOST_TENANTS: usize = 1000;

/// Everything that is remembered.
#[derive(Debug, Default)]
pub(in crate::mock) struct Store {
    pub(super) worlds: BTreeMap<String, World>,
    pub(in crate::mock) numbers: Numbers,
    /// Page and sync tokens of an earlier age have expired.
    pub(in crate::mock) age: u64,
}

/// How many IDs of each kind were made. There is no chance in them: the same requests get the same IDs.
#[derive(Debug, Default)]
pub(in crate::mock) struct Numbers(pub(super) BTreeMap<String, u64>);

impl Numbers {
    /// The next number of a kind, from 1 on.
    pub(in crate::mock) fn next(&mut self, kind: &str) -> u64 {
        let number = self.0.entry(kind.to_owned()).or_default();
        *number += 1;
        *number
    }
}

impl Store {
    /// The world of a tenant, and the numbers; nothing when there are too many tenants.
    pub(in crate::mock) fn world(&mut self, tenant: &str) -> Option<(&mut World, &mut Numbers)> {
        if !self.worlds.contains_key(tenant) {
            if self.worlds.len() >= MOST_TENANTS {
                return None;
            }
            self.worlds.insert(tenant.to_owned(), World::default());
        }
        Some((self.worlds.get_mut(tenant)?, &mut self.numbers))
    }

    /// Lets all page and sync tokens expire.
    pub(in crate::mock) fn expire_tokens(&mut self) {
        self.age += 1;
    }

    /// Forgets everything but the age, so that tokens from before do not fit what comes.
    pub(in crate::mock) fn clear(&mut self) {
        *self = Self { age: self.age + 1, ..Self::default() };
    }
}
