//! The byte of a node, by its number.
//!
//! A second pass over the text counts nodes as the first one did and fails at the right one; the YAML library then
//! reports the position. It costs a parse for each lookup, and nothing as long as a spec has no findings.

use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, IgnoredAny, MapAccess, SeqAccess, VariantAccess, Visitor,
};

/// The byte at which the node with this number starts, or the start of the text if there is no such node.
pub(crate) fn locate(text: &str, node: u32) -> usize {
    let mut ahead = node;
    let counted = Count(&mut ahead).deserialize(serde_yaml::Deserializer::from_str(text));
    counted.err().and_then(|error| error.location()).map_or(0, |location| location.index())
}

/// How many nodes are still ahead.
struct Count<'c>(&'c mut u32);

impl<'de> DeserializeSeed<'de> for Count<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Count<'_> {
    fn pass<E: Error>(self) -> Result<(), E> {
        *self.0 = self.0.checked_sub(1).ok_or_else(|| E::custom("arrived"))?;
        Ok(())
    }
}

impl<'de> Visitor<'de> for Count<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("YAML")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.pass()
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.pass()
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        self.pass()
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        self.pass()
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        self.pass()
    }

    fn visit_i128<E: Error>(self, _: i128) -> Result<(), E> {
        self.pass()
    }

    fn visit_u128<E: Error>(self, _: u128) -> Result<(), E> {
        self.pass()
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        self.pass()
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        self.pass()
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<(), A::Error> {
        let ahead = self.0;
        Count(ahead).pass()?;
        while sequence.next_element_seed(Count(ahead))?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut mapping: A) -> Result<(), A::Error> {
        let ahead = self.0;
        Count(ahead).pass()?;
        while mapping.next_key_seed(Count(ahead))?.is_some() {
            mapping.next_value_seed(Count(ahead))?;
        }
        Ok(())
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<(), A::Error> {
        if *self.0 == 0 {
            return self.pass();
        }
        let (_, content) = data.variant::<IgnoredAny>()?;
        content.newtype_variant::<IgnoredAny>()?;
        self.pass()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_node_is_located() {
        let text = "# é\nkeys: [1, 'two', { three: é, four: !tag x }]\nflag: true\n";
        let found: Vec<usize> = (1..12).map(|node| locate(text, node)).collect();
        let wanted = ["keys", "[1", "1,", "'two'", "{ three", "three", "é,", "four", "!tag", "flag", "true"];
        let wanted: Vec<usize> = wanted.iter().filter_map(|piece| text.find(piece)).collect();
        assert_eq!(found, wanted);
    }

    #[test]
    fn a_number_that_no_node_has_is_the_start() {
        assert_eq!(locate("a: 1", 99), 0);
        assert_eq!(locate("a: [", 1), 0);
    }
}
