//! The lines of many nodes of a text, in one pass.
//!
//! The YAML library reports positions only in errors. So each wanted scalar fails, its error is read, and the pass
//! continues after it. It is done only on request.

use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, IgnoredAny, MapAccess, SeqAccess, VariantAccess, Visitor,
};

/// The lines, from 1, of the scalars with these numbers, which ascend.
pub(crate) fn lines(text: &str, wanted: &[u32]) -> Vec<(u32, usize)> {
    let mut pass = Pass { node: 0, wanted, found: Vec::with_capacity(wanted.len()) };
    // The part after a syntax error has no lines.
    let _ = Step(&mut pass).deserialize(serde_yaml::Deserializer::from_str(text));
    pass.found
}

struct Pass<'w> {
    /// Number of the next node.
    node: u32,
    /// The numbers that are still ahead.
    wanted: &'w [u32],
    found: Vec<(u32, usize)>,
}

struct Step<'p, 'w>(&'p mut Pass<'w>);

impl Step<'_, '_> {
    /// Passes a node; returns whether it was wanted.
    fn pass(&mut self) -> bool {
        let node = self.0.node;
        self.0.node += 1;
        // Lists and mappings are never wanted, but cannot fail either.
        let ahead = self.0.wanted.iter().position(|wanted| *wanted >= node).unwrap_or(self.0.wanted.len());
        self.0.wanted = &self.0.wanted[ahead..];
        self.0.wanted.first() == Some(&node)
    }

    fn scalar<E: Error>(mut self) -> Result<(), E> {
        if self.pass() { Err(E::custom(ARRIVED)) } else { Ok(()) }
    }

    /// Takes the line from the error of a wanted scalar; other errors end the pass.
    fn arrive<T, E: Error>(self, outcome: Result<Option<T>, E>) -> Result<bool, E> {
        let error = match outcome {
            Ok(next) => return Ok(next.is_some()),
            Err(error) => error,
        };
        let text = error.to_string();
        let line = text.contains(ARRIVED).then(|| stated_line(&text));
        let (Some(line), Some((node, rest))) = (line, self.0.wanted.split_first()) else { return Err(error) };
        self.0.found.push((*node, line));
        self.0.wanted = rest;
        Ok(true)
    }
}

/// The line in an error's message, which is missing for the very first character.
fn stated_line(error: &str) -> usize {
    let rest = error.rsplit_once(" line ").map(|(_, rest)| rest);
    let digits = rest.and_then(|rest| rest.split(|char: char| !char.is_ascii_digit()).next());
    digits.and_then(|digits| digits.parse().ok()).unwrap_or(1)
}

const ARRIVED: &str = "arrived";

impl<'de> DeserializeSeed<'de> for Step<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Step<'_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("YAML")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.scalar()
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        self.scalar()
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        self.scalar()
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        self.scalar()
    }

    fn visit_i128<E: Error>(self, _: i128) -> Result<(), E> {
        self.scalar()
    }

    fn visit_u128<E: Error>(self, _: u128) -> Result<(), E> {
        self.scalar()
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        self.scalar()
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        self.scalar()
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut sequence: A) -> Result<(), A::Error> {
        self.pass();
        loop {
            let item = sequence.next_element_seed(Step(self.0));
            if !Step(self.0).arrive(item)? {
                return Ok(());
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut mapping: A) -> Result<(), A::Error> {
        self.pass();
        loop {
            let key = mapping.next_key_seed(Step(self.0));
            if !Step(self.0).arrive(key)? {
                return Ok(());
            }
            let value = mapping.next_value_seed(Step(self.0)).map(Some);
            Step(self.0).arrive(value)?;
        }
    }

    fn visit_enum<A: EnumAccess<'de>>(mut self, data: A) -> Result<(), A::Error> {
        self.pass();
        let (_, content) = data.variant::<IgnoredAny>()?;
        content.newtype_variant::<IgnoredAny>().map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn every_wanted_scalar_has_its_line() {
        let text = "# é\nkeys: [1,\n  'two', { three: é,\n four: !tag x }]\nflag: true\nnext:\n  deep: 1\nlast: 2\n";
        assert_eq!(
            lines(text, &[1, 4, 6, 10, 12, 14, 16]),
            [(1, 2), (4, 3), (6, 3), (10, 5), (12, 6), (14, 7), (16, 8)]
        );
    }

    #[test]
    fn an_anchor_is_where_it_is_written() {
        assert_eq!(lines("a: &x\n  b: 1\nc: *x\nd: 2\n", &[1, 3, 5, 7, 9]), [(1, 1), (3, 2), (5, 3), (7, 2), (9, 4)]);
    }

    #[test]
    fn broken_text_has_lines_up_to_where_it_breaks() {
        assert_eq!(lines("a: 1\nb: [", &[1, 3]), [(1, 1), (3, 2)]);
    }
}
