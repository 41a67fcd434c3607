//! Text and tokens are equivalent code.

use std::collections::HashMap;
use std::path::Path;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::quote;

use super::text::{Comment, Node};
use super::{Code, File, Options, generate};

const SPECS: [&str; 5] = ["spec", "tests/full", "tests/things", "tests/services", "tests/extending"];

fn code(spec: &str) -> Code {
    let loaded = crate::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join(spec));
    assert!(loaded.report.is_empty(), "{}", loaded.report.render(false));
    generate(&crate::own(loaded.spec), &Options { encode_responses: true, ..Options::new(quote!(::runtime)) })
}

/// The significant tokens: without trailing commas, and docs as lines.
fn words(tokens: TokenStream, words: &mut Vec<String>) {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(sign) if sign.as_char() == '#' => match tokens.next() {
                Some(TokenTree::Group(attribute)) => words.extend(attribute_words(attribute.stream())),
                other => panic!("an attribute expected, not {other:?}"),
            },
            TokenTree::Punct(sign) if sign.as_char() == ',' && ends_list(tokens.peek()) => {}
            TokenTree::Group(group) => {
                let (open, close) = super::text::delimiters(group.delimiter());
                words.push(open.to_owned());
                self::words(group.stream(), words);
                words.push(close.to_owned());
            }
            other => words.push(other.to_string()),
        }
    }
}

/// Whether a list ends: that of a group, or of the bounds before a body.
fn ends_list(next: Option<&TokenTree>) -> bool {
    next.is_none_or(|next| matches!(next, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace))
}

fn attribute_words(attribute: TokenStream) -> Vec<String> {
    let mut all = Vec::new();
    let mut literals = String::new();
    let nodes = Node::all(attribute.clone(), &mut literals);
    if let Some(comment) = Comment::new(&nodes, &literals) {
        let is_doc = comment.start == "///";
        all.extend(comment.lines().filter(|_| is_doc).map(|line| format!("/// {line}").trim_end().to_owned()));
    } else {
        all.push("#".to_owned());
        words(attribute, &mut all);
    }
    all
}

/// The tokens of a text, including the files that it includes.
fn joined(root: &str, files: &HashMap<&str, &str>) -> TokenStream {
    joined_tokens(files[root].parse().expect("Rust"), files)
}

fn joined_tokens(tokens: TokenStream, files: &HashMap<&str, &str>) -> TokenStream {
    let is_module = |group: &proc_macro2::Group| group.delimiter() == Delimiter::Brace;
    let included = |group: &proc_macro2::Group| {
        let text = group.stream().to_string();
        let path = text.split_once("\"OUT_DIR\") , \"/")?.1.split('"').next()?.to_owned();
        text.starts_with(":: core :: include ! (").then_some(path)
    };
    let tokens = tokens.into_iter().map(|token| match token {
        TokenTree::Group(group) if is_module(&group) => match included(&group) {
            Some(path) => {
                let content = joined(&path, files);
                quote!({ #content })
            }
            None => TokenTree::Group(group).into(),
        },
        other => other.into(),
    });
    tokens.collect()
}

#[test]
fn files_hold_the_code_that_tokens_are() {
    for spec in SPECS {
        let (_, files) = code(spec).files("api");
        let files: HashMap<&str, &str> =
            files.iter().map(|File { name, text }| (name.as_str(), text.as_str())).collect();
        let (mut tokens, mut text) = (Vec::new(), Vec::new());
        words(Code { head: TokenStream::new(), ..code(spec) }.tokens(), &mut tokens);
        words(joined("api.rs", &files), &mut text);
        let differs = tokens.iter().zip(&text).position(|(token, word)| token != word);
        let around = differs.map(|at| (&tokens[at.saturating_sub(8)..=at], &text[at.saturating_sub(8)..=at]));
        assert_eq!(around, None, "{spec}");
        assert_eq!(tokens.len(), text.len(), "{spec}");
    }
}

#[test]
fn each_item_names_its_line_in_a_comment_or_in_its_docs() {
    let text = |lines_in_docs| {
        let loaded = crate::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("spec"));
        let lines = Some(loaded.lines(&loaded.spec));
        generate(&loaded.spec, &Options { lines, lines_in_docs, ..Options::new(quote!(::runtime)) }).text()
    };
    let count = |text: &str, start: &str| text.lines().filter(|line| line.trim_start().starts_with(start)).count();
    let (comments, docs) = (text(false), text(true));
    let named = count(&comments, "// spec/");
    assert!(named > 1000, "{named}");
    assert_eq!((count(&comments, "/// `spec/"), count(&docs, "/// `spec/"), count(&docs, "// spec/")), (0, named, 0));
}

#[test]
fn the_same_spec_gives_the_same_text_without_a_path_of_the_machine() {
    for spec in SPECS {
        let text = code(spec).text();
        assert_eq!(text, code(spec).text(), "{spec}");
        assert!(!text.contains(env!("CARGO_MANIFEST_DIR")), "{spec}");
    }
}

#[test]
fn lines_are_as_short_as_in_hand_written_code() {
    let text = code("spec").text();
    let long: Vec<&str> = text.lines().filter(|line| line.len() > 120 && !line.contains("//")).collect();
    // Generics and strings are not broken.
    let unexplained = long.iter().filter(|line| !line.contains('<') && !line.contains('"'));
    assert_eq!(unexplained.collect::<Vec<_>>(), [&""; 0]);
}
