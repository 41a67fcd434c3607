//! A cell as one line of Markdown, as the vendor's own Markdown has it: elements become the marks they stand for there.

use std::ops::Range;

use super::Builder;
use super::element::{self, Element, Node};
use super::inline::collapsed;

/// Renders a piece of a page.
pub(super) fn render(builder: &mut Builder<'_>, range: Range<usize>) -> String {
    let nodes = element::parse(builder, range);
    line(builder.text, &nodes)
}

/// Renders nodes.
pub(super) fn line<'n>(text: &str, nodes: impl IntoIterator<Item = &'n Node>) -> String {
    let mut out = String::new();
    for node in nodes {
        write(&mut out, text, node);
    }
    collapsed(&out)
}

fn write(out: &mut String, text: &str, node: &Node) {
    match node {
        Node::Text(range) => write_text(out, &text[range.clone()]),
        Node::Element(element) => write_element(out, text, element),
        Node::Stray(_) => {}
    }
}

fn write_text(out: &mut String, text: &str) {
    for (index, line) in text.lines().enumerate() {
        if index > 0 {
            out.push_str(if line.trim().is_empty() { " <br> " } else { " " });
        }
        out.push_str(line);
    }
    if text.ends_with(char::is_whitespace) {
        out.push(' ');
    }
}

fn write_element(out: &mut String, text: &str, element: &Element) {
    let content = line(text, &element.children);
    let written = match (element.name.as_str(), element.attribute("name").or(element.attribute("key"))) {
        ("br", _) => " <br> ".to_owned(),
        ("md-perm", Some(name)) => format!(" `{name}` {content} "),
        ("md-enum-item", Some(key)) => format!(" - `{key}`: {content} "),
        ("md-tag", _) => format!(" `{content}` "),
        ("md-app-support", _) => element.attribute("types").unwrap_or_default().to_owned(),
        ("md-alert", _) if content.is_empty() => String::new(),
        ("md-alert", _) => format!(" > **Tip**: {content} "),
        ("img", _) => format!(" ![]({}) ", element.attribute("src").unwrap_or_default()),
        ("li", _) => format!(" - {content} "),
        ("b" | "strong", _) => format!("**{content}**"),
        _ => format!(" {content} "),
    };
    out.push_str(&written);
}
