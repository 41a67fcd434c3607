//! The front pages: their tables of endpoints, compared with the spec, and the two languages, compared with each other.

use std::collections::BTreeSet;
use std::path::Path;

use heck::ToUpperCamelCase;

const TOKENS: [&str; 3] = ["tenant or user", "tenant", "user"];

/// Resource, name of the type, token.
type Row = (String, String, &'static str);

fn of_the_spec() -> BTreeSet<Row> {
    let directory = Path::new(calendar_spec::DIR);
    let spec = calendar_spec::load_extending(directory, "spec", directory, calendar_spec::Parts::Documented).spec;
    let rows = spec.resources.iter().flat_map(|resource| {
        resource.endpoints.iter().map(|endpoint| {
            let token = match (endpoint.tokens.tenant, endpoint.tokens.user) {
                (true, true) => TOKENS[0],
                (true, false) => TOKENS[1],
                _ => TOKENS[2],
            };
            (resource.name.clone(), endpoint.name.to_upper_camel_case(), token)
        })
    });
    rows.collect()
}

/// The rows of the one table with this head; a row without a module continues with the one above.
fn of_the_page(text: &str) -> BTreeSet<Row> {
    let lines = text.lines().map(|line| line.trim_start_matches("//!").trim());
    let table = lines.skip_while(|line| *line != "| module | endpoints | token |").skip(2);
    let mut rows = BTreeSet::new();
    let mut resource = String::new();
    for line in table.take_while(|line| line.starts_with('|')) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [module, endpoints, token] = cells[..] else { panic!("{line}") };
        // Notifications are read with no token; their row is last.
        let Some(token) = TOKENS.into_iter().find(|known| *known == token) else { continue };
        if !module.is_empty() {
            module.trim_matches(['[', ']', '`']).clone_into(&mut resource);
        }
        // The docs link each: [`Create`](calendar::Create).
        let names = endpoints.split(',').map(|link| link.split('(').next().unwrap_or(link).trim());
        let names = names.map(|name| name.trim_matches(['[', ']', '`']).to_owned());
        rows.extend(names.map(|name| (resource.clone(), name, token)));
    }
    rows
}

#[test]
fn the_tables_of_the_front_pages_name_every_endpoint_and_its_token() {
    let wanted = of_the_spec();
    for text in [include_str!("../../README.md"), include_str!("../../calendar-generated/src/lib.rs")] {
        let rows = of_the_page(text);
        let differences: Vec<_> = rows.symmetric_difference(&wanted).collect();
        assert!(differences.is_empty(), "{differences:?}");
    }
}

/// The structure of a page: levels of headings, code without comments, cells of tables, items of lists.
fn outline(text: &str) -> Vec<String> {
    let mut is_code = false;
    let lines = text.lines().filter_map(|line| {
        let is_fence = line.starts_with("```");
        is_code ^= is_fence;
        if is_code || is_fence {
            let code = ["  //", "  # "].iter().fold(line, |code, comment| code.split(comment).next().unwrap_or(code));
            return Some(code.trim_end().to_owned());
        }
        let sign = line.split(' ').next().filter(|sign| matches!(*sign, "|" | "-" | "#" | "##" | "###"))?;
        Some(if sign == "|" { format!("{} cells", line.matches(" |").count()) } else { sign.to_owned() })
    });
    lines.collect()
}

#[test]
fn the_chinese_page_has_the_structure_of_the_english_one() {
    let [english, chinese] = [include_str!("../../README.md"), include_str!("../../README.zh-CN.md")].map(outline);
    let differs = english.iter().zip(&chinese).position(|(one, other)| one != other);
    let around = differs.map(|at| (&english[at.saturating_sub(3)..=at], &chinese[at.saturating_sub(3)..=at]));
    assert_eq!(around, None);
    assert_eq!(english.len(), chinese.len());
}

#[test]
fn no_chinese_sentence_is_broken_into_lines() {
    let text = include_str!("../../README.zh-CN.md");
    let is_prose = |line: &&str| line.starts_with(|char: char| !char.is_ascii()) || line.starts_with("**");
    let lines: Vec<&str> = text.lines().collect();
    let broken: Vec<_> = lines.windows(2).filter(|pair| is_prose(&pair[0]) && !pair[1].is_empty()).collect();
    assert!(broken.is_empty(), "{broken:?}");
}
