//! The tables of endpoints on the two front pages, of the repository and of the docs, held against the spec.

use std::collections::BTreeSet;
use std::path::Path;

use heck::ToUpperCamelCase;

const TOKENS: [&str; 3] = ["tenant or user", "tenant", "user"];

/// Resource, name of the type, token.
type Row = (String, String, &'static str);

fn of_the_spec() -> BTreeSet<Row> {
    let spec = calendar_spec::load(Path::new(calendar_spec::DIR)).spec;
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

/// The rows of the one table with this head; a row without a module goes on with the one above.
fn of_the_page(text: &str) -> BTreeSet<Row> {
    let lines = text.lines().map(|line| line.trim_start_matches("//!").trim());
    let table = lines.skip_while(|line| *line != "| module | endpoints | token |").skip(2);
    let mut rows = BTreeSet::new();
    let mut resource = String::new();
    for line in table.take_while(|line| line.starts_with('|')) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [module, endpoints, token] = cells[..] else { panic!("{line}") };
        // Notifications are read with no token; their row stands last.
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

/// What the README has in every language: levels of headings, commands and code without their comments.
fn same_in_every_language(text: &str) -> Vec<String> {
    let mut in_code = false;
    let lines = text.lines().filter_map(|line| {
        if line.starts_with("```") {
            in_code = !in_code;
            return Some(line.to_owned());
        }
        if !in_code {
            let level = line.chars().take_while(|letter| *letter == '#').count();
            return (level > 0).then(|| "#".repeat(level));
        }
        let code = line.split("  //").next().unwrap_or(line).split("  #").next().unwrap_or(line).trim_end();
        Some(code.to_owned())
    });
    lines.collect()
}

#[test]
fn the_readme_says_the_same_in_both_languages() {
    let english = same_in_every_language(include_str!("../../README.md"));
    let chinese = same_in_every_language(include_str!("../../README.zh-CN.md"));
    let first = english.iter().zip(&chinese).find(|(english, chinese)| english != chinese);
    assert_eq!(first, None, "the first line that differs");
    assert_eq!(english.len(), chinese.len());
}
