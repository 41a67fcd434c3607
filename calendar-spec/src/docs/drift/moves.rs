//! A field that is elsewhere on the page, or has another name there, is one difference, and not a missing and an extra
//! one.

use std::collections::{HashMap, HashSet};

use crate::docs::difference::{Difference, Relation};
use crate::docs::page_type::PageType;

/// Joins each missing field with the extra one of the same name, if there is exactly one.
pub(super) fn join(differences: &mut Vec<Difference>) {
    let extras: Vec<usize> =
        (0..differences.len()).filter(|index| is_whole_field(&differences[*index], Relation::Extra)).collect();
    let mut joined = HashSet::new();
    for index in 0..differences.len() {
        if !is_whole_field(&differences[index], Relation::Missing) {
            continue;
        }
        let name = last(&differences[index].fact);
        let mut partners =
            extras.iter().filter(|extra| !joined.contains(*extra) && last(&differences[**extra].fact) == name);
        let (Some(partner), None) = (partners.next(), partners.next()) else { continue };
        differences[index] = moved(&differences[*partner], &differences[index]);
        joined.insert(*partner);
    }
    rename(differences, &extras, &mut joined);
    let mut index = 0;
    differences.retain(|_| {
        index += 1;
        !joined.contains(&(index - 1))
    });
}

/// Joins a missing field with an extra one of the same type among the same fields, if each is the only one there.
fn rename(differences: &mut [Difference], extras: &[usize], joined: &mut HashSet<usize>) {
    let mut among: HashMap<String, (Vec<usize>, Vec<usize>)> = HashMap::new();
    for (index, difference) in differences.iter().enumerate() {
        let is_extra = extras.contains(&index) && !joined.contains(&index);
        if is_extra || is_whole_field(difference, Relation::Missing) {
            let (parent, _) = difference.fact.rsplit_once('.').unwrap_or_default();
            let (missing, extra) = among.entry(parent.to_owned()).or_default();
            (if is_extra { extra } else { missing }).push(index);
        }
    }
    for (missing, extra) in among.into_values() {
        let ([missing], [extra]) = (&*missing, &*extra) else { continue };
        if is_same_type(&differences[*missing], &differences[*extra]) {
            differences[*missing] = renamed(&differences[*extra], &differences[*missing]);
            joined.insert(*extra);
        }
    }
}

/// Whether the type of the page can be that of the spec. Identifiers and string formats have names in the spec.
fn is_same_type(missing: &Difference, extra: &Difference) -> bool {
    let ty = |side: &Option<String>| PageType::parse(side.as_deref().unwrap_or_default());
    match (ty(&missing.page), ty(&extra.spec)) {
        (PageType::Int(_), PageType::Int(_)) | (PageType::Object(_) | PageType::String, PageType::Object(_)) => true,
        (page, spec) => page == spec,
    }
}

/// The field of the spec has another name on the page.
fn renamed(extra: &Difference, missing: &Difference) -> Difference {
    Difference {
        fact: format!("{}:name", extra.fact),
        relation: Relation::Different,
        page: Some(last(&missing.fact).to_owned()),
        spec: Some(last(&extra.fact).to_owned()),
        line: missing.line,
        ..extra.clone()
    }
}

/// The field of the spec is elsewhere on the page.
fn moved(extra: &Difference, missing: &Difference) -> Difference {
    Difference {
        fact: format!("{}:place", extra.fact),
        relation: Relation::Different,
        page: Some(missing.fact.clone()),
        spec: Some(extra.fact.clone()),
        line: missing.line,
        ..extra.clone()
    }
}

fn is_whole_field(difference: &Difference, relation: Relation) -> bool {
    difference.relation == relation && is_field(&difference.fact)
}

/// Whether a fact is a whole field: parts of fields have a colon.
fn is_field(fact: &str) -> bool {
    let place = fact.split('.').next().unwrap_or_default();
    matches!(place, "path" | "query" | "header" | "body" | "response" | "event") && !fact.contains(':')
}

fn last(fact: &str) -> &str {
    fact.rsplit('.').next().unwrap_or_default()
}
