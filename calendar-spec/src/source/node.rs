//! YAML as a tree in which every node has a number, so that a finding can refer to it.
//!
//! In: the text of one file. Out: [`Node`]s, or the reason why there are none. Repeated keys are left out of the tree
//! and reported; a tree that would be too deep or too large stops the parse before memory is used.

use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, EnumAccess, Error, IgnoredAny, MapAccess, SeqAccess, VariantAccess};

use crate::location::{Located, Location};

/// A part of YAML.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) place: Location,
    pub(crate) content: Content,
}

/// The content of a node.
#[derive(Clone, Debug)]
pub(crate) enum Content {
    Nothing,
    Flag(bool),
    Integer(i64),
    Float(f64),
    Text(String),
    List(Vec<Node>),
    Map(Vec<Entry>),
    /// Something that the language does not use, described.
    Foreign(&'static str),
}

/// A key and its value.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) key: Node,
    pub(crate) value: Node,
}

/// How deep YAML may be nested; the language needs eight levels.
const DEEPEST: u8 = 32;

/// How many nodes one file may have once its aliases are expanded. A file of the largest size has fewer without them.
const MOST_NODES: u32 = 1 << 20;

/// How much text one file may have once its aliases are expanded, in bytes.
const MOST_TEXT: usize = 4 << 20;

/// Why parsing was stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    TooDeep,
    TooLarge,
}

/// The result of a parse.
#[derive(Debug, Default)]
pub(crate) struct Parse {
    pub(crate) file: u32,
    /// How many nodes were read, counting those of aliases each time.
    pub(crate) nodes: u32,
    text: usize,
    pub(crate) stop: Option<Stop>,
    /// Repeated keys of a mapping: the second one and the first.
    pub(crate) repeated: Vec<(Located<String>, Location)>,
    /// The strings that stand in the text as they are: their numbers, which ascend, and where they start.
    pub(crate) starts: Starts,
    /// The address of the text.
    address: usize,
}

/// Numbers of nodes and the bytes at which they start.
pub(crate) type Starts = Vec<(u32, usize)>;

impl Parse {
    /// Parses the text of the file with this number.
    pub(crate) fn run(file: u32, text: &str) -> (Self, Result<Node, serde_yaml::Error>) {
        let mut parse = Self { file, address: text.as_ptr().addr(), ..Self::default() };
        let seed = Seed { parse: &mut parse, depth: 0 };
        let node = seed.deserialize(serde_yaml::Deserializer::from_str(text));
        (parse, node)
    }

    fn stop<E: Error>(&mut self, stop: Stop) -> E {
        self.stop = Some(stop);
        E::custom("given up")
    }
}

struct Seed<'p> {
    parse: &'p mut Parse,
    depth: u8,
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Seed<'_> {
    /// Numbers a node before its children: numbers follow the text.
    fn number<E: Error>(&mut self, text: usize) -> Result<Location, E> {
        let place = Location { file: self.parse.file, node: self.parse.nodes };
        self.parse.nodes += 1;
        self.parse.text += text;
        if self.parse.nodes > MOST_NODES || self.parse.text > MOST_TEXT {
            return Err(self.parse.stop(Stop::TooLarge));
        }
        if self.depth > DEEPEST {
            return Err(self.parse.stop(Stop::TooDeep));
        }
        Ok(place)
    }

    fn scalar<E: Error>(mut self, content: Content) -> Result<Node, E> {
        let place = self.number(0)?;
        Ok(Node { place, content })
    }

    fn child(&mut self) -> Seed<'_> {
        Seed { parse: self.parse, depth: self.depth + 1 }
    }
}

impl<'de> serde::de::Visitor<'de> for Seed<'_> {
    type Value = Node;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("YAML")
    }

    fn visit_unit<E: Error>(self) -> Result<Node, E> {
        self.scalar(Content::Nothing)
    }

    fn visit_none<E: Error>(self) -> Result<Node, E> {
        self.scalar(Content::Nothing)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Node, E> {
        self.scalar(Content::Flag(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Node, E> {
        self.scalar(Content::Integer(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Node, E> {
        self.scalar(i64::try_from(value).map_or(TOO_LONG, Content::Integer))
    }

    fn visit_i128<E: Error>(self, _: i128) -> Result<Node, E> {
        self.scalar(TOO_LONG)
    }

    fn visit_u128<E: Error>(self, _: u128) -> Result<Node, E> {
        self.scalar(TOO_LONG)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Node, E> {
        self.scalar(Content::Float(value))
    }

    fn visit_borrowed_str<E: Error>(self, value: &'de str) -> Result<Node, E> {
        if let Some(start) = value.as_ptr().addr().checked_sub(self.parse.address) {
            self.parse.starts.push((self.parse.nodes, start));
        }
        self.visit_str(value)
    }

    fn visit_str<E: Error>(mut self, value: &str) -> Result<Node, E> {
        let place = self.number(value.len())?;
        Ok(Node { place, content: Content::Text(value.to_owned()) })
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut sequence: A) -> Result<Node, A::Error> {
        let place = self.number(0)?;
        let mut items = Vec::new();
        while let Some(item) = sequence.next_element_seed(self.child())? {
            items.push(item);
        }
        Ok(Node { place, content: Content::List(items) })
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut mapping: A) -> Result<Node, A::Error> {
        let place = self.number(0)?;
        let mut entries = Vec::new();
        let mut first = HashMap::new();
        while let Some(key) = mapping.next_key_seed(self.child())? {
            let value = mapping.next_value_seed(self.child())?;
            match key.words().map(|words| first.entry(words)) {
                Some(Slot::Occupied(slot)) => {
                    let key = Located { value: slot.key().clone(), place: key.place };
                    self.parse.repeated.push((key, *slot.get()));
                    continue;
                }
                Some(Slot::Vacant(slot)) => *slot.insert(key.place),
                None => key.place,
            };
            entries.push(Entry { key, value });
        }
        Ok(Node { place, content: Content::Map(entries) })
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Node, A::Error> {
        let (_, content) = data.variant::<IgnoredAny>()?;
        content.newtype_variant::<IgnoredAny>()?;
        self.scalar(Content::Foreign("a value with a YAML tag"))
    }
}

const TOO_LONG: Content = Content::Foreign("a number that does not fit into 64 bits");

impl Node {
    /// A scalar as it would be written as a key.
    pub(crate) fn words(&self) -> Option<String> {
        match &self.content {
            Content::Text(text) => Some(text.clone()),
            Content::Integer(number) => Some(number.to_string()),
            Content::Flag(flag) => Some(flag.to_string()),
            Content::Float(number) => Some(number.to_string()),
            _ => None,
        }
    }

    /// A description of the node.
    pub(crate) fn kind(&self) -> &'static str {
        match &self.content {
            Content::Nothing => "nothing",
            Content::Flag(true) => "the flag `true`",
            Content::Flag(false) => "the flag `false`",
            Content::Integer(_) => "a whole number",
            Content::Float(_) => "a number with a fraction",
            Content::Text(_) => "a text",
            Content::List(_) => "a list",
            Content::Map(_) => "a mapping",
            Content::Foreign(kind) => kind,
        }
    }

    /// The value of a key in a mapping.
    pub(crate) fn get(&self, key: &str) -> Option<&Node> {
        self.entries().iter().find(|entry| entry.key.is_text(key)).map(|entry| &entry.value)
    }

    /// The entries of a mapping, or none.
    pub(crate) fn entries(&self) -> &[Entry] {
        match &self.content {
            Content::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The value of a key in a mapping, to be changed. Numbers are found by their text.
    pub(crate) fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        let Content::Map(entries) = &mut self.content else {
            return None;
        };
        let entry = entries.iter_mut().find(|entry| entry.key.words().as_deref() == Some(key));
        entry.map(|entry| &mut entry.value)
    }

    /// The items of a list, or none.
    pub(crate) fn items(&self) -> &[Node] {
        match &self.content {
            Content::List(items) => items,
            _ => &[],
        }
    }

    /// Whether it is a list of strings only.
    pub(crate) fn is_list_of_texts(&self) -> bool {
        let is_text = |item: &Node| matches!(item.content, Content::Text(_));
        matches!(&self.content, Content::List(items) if items.iter().all(is_text))
    }

    fn is_text(&self, wanted: &str) -> bool {
        matches!(&self.content, Content::Text(text) if text == wanted)
    }
}
