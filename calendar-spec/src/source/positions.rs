//! Where the nodes of a text are: the byte of one, or the lines of many.
//!
//! Strings that stand in the text as they are were located when it was parsed. For others, such as numbers, a second pass
//! over the text counts nodes as the first one did. The YAML library reports positions only in errors, so each wanted node
//! fails and its error is read. That costs a parse, and is done only for findings and on request.

use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, IgnoredAny, MapAccess, SeqAccess, VariantAccess, Visitor,
};

/// The byte at which the node with this number starts, or the start of the text if there is no such node.
pub(crate) fn locate(text: &str, node: u32) -> usize {
    let mut pass = Pass { node: 0, wanted: &[node], lines: None };
    let outcome = Step(&mut pass).deserialize(serde_yaml::Deserializer::from_str(text));
    outcome.err().and_then(|error| error.location()).map_or(0, |location| location.index())
}

/// The lines, from 1, of the scalars with these numbers, which ascend.
pub(crate) fn lines(text: &str, starts: &[(u32, usize)], wanted: &[u32]) -> Vec<(u32, usize)> {
    let ends: Vec<usize> = text.match_indices('\n').map(|(end, _)| end).collect();
    let mut lines = Vec::with_capacity(wanted.len());
    let mut others = Vec::new();
    for node in wanted {
        match starts.binary_search_by_key(node, |(node, _)| *node) {
            Ok(index) => lines.push((*node, ends.partition_point(|end| *end < starts[index].1) + 1)),
            Err(_) => others.push(*node),
        }
    }
    if !others.is_empty() {
        lines.extend(second_pass(text, &others));
    }
    lines
}

/// The same without knowing where strings start.
fn second_pass(text: &str, wanted: &[u32]) -> Vec<(u32, usize)> {
    let mut pass = Pass { node: 0, wanted, lines: Some(Vec::with_capacity(wanted.len())) };
    // The part after a syntax error has no lines.
    let _ = Step(&mut pass).deserialize(serde_yaml::Deserializer::from_str(text));
    pass.lines.unwrap_or_default()
}

struct Pass<'w> {
    /// Number of the next node.
    node: u32,
    /// The numbers that are still ahead.
    wanted: &'w [u32],
    /// The lines so far; without them, the pass ends at the first wanted node.
    lines: Option<Vec<(u32, usize)>>,
}

struct Step<'p, 'w>(&'p mut Pass<'w>);

impl Step<'_, '_> {
    /// Passes a node, and fails if it is wanted. A pass cannot continue after a list or mapping that failed.
    fn node<E: Error>(&mut self, is_scalar: bool) -> Result<(), E> {
        let node = self.0.node;
        self.0.node += 1;
        let ahead = self.0.wanted.iter().position(|wanted| *wanted >= node).unwrap_or(self.0.wanted.len());
        self.0.wanted = &self.0.wanted[ahead..];
        let is_wanted = self.0.wanted.first() == Some(&node);
        if is_wanted && (is_scalar || self.0.lines.is_none()) { Err(E::custom(ARRIVED)) } else { Ok(()) }
    }

    /// Takes the line from the error of a wanted scalar; other errors end the pass.
    fn arrive<T, E: Error>(self, outcome: Result<Option<T>, E>) -> Result<bool, E> {
        let error = match outcome {
            Ok(next) => return Ok(next.is_some()),
            Err(error) => error,
        };
        let Some(lines) = &mut self.0.lines else { return Err(error) };
        let text = error.to_string();
        let line = text.contains(ARRIVED).then(|| stated_line(&text));
        let (Some(line), Some((node, rest))) = (line, self.0.wanted.split_first()) else { return Err(error) };
        lines.push((*node, line));
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

/// Every scalar is a node, whatever its type.
macro_rules! scalars {
    ($($visit:ident($($value:ty)?),)*) => {
        $(fn $visit<E: Error>(mut self $(, _: $value)?) -> Result<(), E> {
            self.node(true)
        })*
    };
}

impl<'de> Visitor<'de> for Step<'_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("YAML")
    }

    scalars! {
        visit_unit(),
        visit_bool(bool),
        visit_i64(i64),
        visit_u64(u64),
        visit_i128(i128),
        visit_u128(u128),
        visit_f64(f64),
        visit_str(&str),
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut sequence: A) -> Result<(), A::Error> {
        self.node(false)?;
        loop {
            let item = sequence.next_element_seed(Step(self.0));
            if !Step(self.0).arrive(item)? {
                return Ok(());
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut mapping: A) -> Result<(), A::Error> {
        self.node(false)?;
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
        self.node(false)?;
        let (_, content) = data.variant::<IgnoredAny>()?;
        content.newtype_variant::<IgnoredAny>().map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::super::node::Parse;
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

    /// The lines of all scalars that are wanted, found either way.
    fn both(text: &str, wanted: &[u32]) -> Vec<(u32, usize)> {
        let (parse, _) = Parse::run(0, text);
        let mut found = lines(text, &parse.starts, wanted);
        found.sort_unstable();
        assert_eq!(found, second_pass(text, wanted));
        found
    }

    #[test]
    fn every_wanted_scalar_has_its_line() {
        let text = "# é\nkeys: [1,\n  'two', { three: é,\n four: !tag x }]\nflag: true\nnext:\n  deep: 1\nlast: 2\n";
        let wanted = [(1, 2), (3, 2), (4, 3), (6, 3), (10, 5), (11, 5), (12, 6), (14, 7), (16, 8)];
        assert_eq!(both(text, &wanted.map(|(node, _)| node)), wanted);
    }

    #[test]
    fn a_string_that_differs_from_its_text_has_a_line_too() {
        assert_eq!(both("a: 'it''s'\n'b': \"\\t\"\nc: |\n  d\n", &[2, 3, 4, 6]), [(2, 1), (3, 2), (4, 2), (6, 3)]);
    }

    #[test]
    fn an_anchor_is_where_it_is_written() {
        assert_eq!(both("a: &x\n  b: 1\nc: *x\nd: 2\n", &[1, 3, 5, 7, 9]), [(1, 1), (3, 2), (5, 3), (7, 2), (9, 4)]);
    }

    #[test]
    fn broken_text_has_lines_up_to_the_mistake() {
        assert_eq!(both("a: 1\nb: [", &[1, 3]), [(1, 1), (3, 2)]);
    }
}
