//! A field of a page as a field of the spec.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::at::{At, Reader};
use super::draft::Field;
use super::limits;
use crate::docs::drift::Node;
use crate::docs::facts::Required;

/// How deep fields may be nested.
const DEEPEST: usize = 16;

/// How many fields a comment names.
const MOST_NAMED: usize = 5;

impl Reader<'_> {
    /// The fields, each name once.
    pub(super) fn fields(&mut self, nodes: &[Node<'_>], at: &At<'_>) -> Vec<Field> {
        let mut seen = HashSet::new();
        let mut fields = Vec::new();
        if at.around.len() > DEEPEST {
            self.todos.extend(nodes.first().map(|node| at.todo(node.field.line, "nested too deep, and left out")));
            return fields;
        }
        let siblings = if at.ways.sent { Names::new(nodes) } else { Names::default() };
        for node in nodes {
            if !seen.insert(&*node.field.name) {
                self.todos.push(at.todo(node.field.line, &format!("`{}` is repeated", node.field.name)));
                continue;
            }
            let mut field = self.field(node, at);
            field.todos.extend(siblings.named(node, at));
            fields.push(field);
        }
        let line = nodes.first().map_or(1, |node| node.field.line);
        fields.extend(at.also_shown(&seen, line));
        fields
    }

    fn field(&mut self, node: &Node<'_>, at: &At<'_>) -> Field {
        let page = node.field;
        let mut todos = Vec::new();
        let ty = self.ty(node, at, &mut todos);
        let mut field = Field {
            todos,
            required: at.ways.sent && !at.is_path && page.required == Some(Required::Yes) && !at.lacks(&page.name),
            scopes: page.scopes.clone(),
            deprecated: page.deprecated.then(|| at.unwritten(page.line)),
            ..Field::new(&page.name, ty, at.unwritten(page.line), at.ways)
        };
        if let (true, Some(Required::Sometimes(_))) = (at.ways.sent, &page.required) {
            field.todos.push(at.todo(page.line, "required at times: `required_when`, or a rule"));
        }
        limits::limits(&mut field, page, at);
        self.values(&mut field, page, at);
        field
    }
}

/// The names of siblings, with their order.
#[derive(Default)]
struct Names<'n>(HashMap<&'n str, usize>);

impl<'n> Names<'n> {
    fn new(nodes: &'n [Node<'_>]) -> Self {
        Self(nodes.iter().enumerate().rev().map(|(index, node)| (&*node.field.name, index)).collect())
    }

    /// A description that names other fields may say how they go together.
    fn named(&self, node: &Node<'_>, at: &At<'_>) -> Option<String> {
        let page = node.field;
        let found = words(&page.description).filter(|word| *word != page.name);
        let found: BTreeMap<usize, &str> = found.filter_map(|word| Some((*self.0.get(word)?, word))).collect();
        let named: Vec<String> = found.values().take(MOST_NAMED).map(|name| format!("`{name}`")).collect();
        (!named.is_empty())
            .then(|| at.todo(page.line, &format!("its prose names {}; is a rule in it?", named.join(", "))))
    }
}

/// What can be a name in a text: words of letters, digits and underscores, and such words with `-` and `.` in them.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_letter = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    let plain = text.split(move |letter| !is_letter(letter));
    let joined = text.split(move |letter| !(is_letter(letter) || letter == '-' || letter == '.'));
    plain.chain(joined.map(|word| word.trim_matches(['-', '.'])))
}
