//! Error codes, their groups, and the list of an endpoint.
//!
//! In: raw codes and groups. Out: the codes of the model, and [`Errors`], which expands the list of an endpoint.

use std::collections::{BTreeSet, HashMap, HashSet};

use heck::ToUpperCamelCase;

use super::names::{Case, check_name};
use crate::diagnostic::{Problem, Problems, quoted};
use crate::location::{Located, Location};
use crate::model::{ErrorCode, ErrorRef, Origin, OwnError};
use crate::raw::{self, Document, ErrorEntry, ErrorGroup};

/// How deep groups may be nested.
const DEEPEST_GROUP: usize = 16;

/// How many codes a group or endpoint may have.
const MOST_CODES: usize = 1000;

/// Every code and group of a spec.
#[derive(Debug, Default)]
pub(super) struct Errors<'r> {
    by_number: HashMap<i64, Location>,
    groups: HashMap<&'r str, &'r ErrorGroup>,
    /// Numbers of the groups that were looked up so far.
    expanded: HashMap<&'r str, BTreeSet<i64>>,
    codes: HashMap<i64, ErrorRef>,
}

impl<'r> Errors<'r> {
    /// The codes, ascending, and their lookup.
    pub(super) fn new(documents: &'r [Document], problems: &mut Problems) -> (Self, Vec<ErrorCode>) {
        let mut errors = Self::default();
        let mut codes = Vec::new();
        let mut names = HashMap::new();
        for raw in documents.iter().flat_map(|document| &document.errors) {
            codes.extend(errors.code(raw, &mut names, problems));
        }
        for group in documents.iter().flat_map(|document| &document.error_groups) {
            errors.group(group, problems);
        }
        codes.sort_by_key(|code| code.number);
        errors.codes = codes.iter().enumerate().map(|(index, code)| (code.number, ErrorRef(index))).collect();
        for group in documents.iter().flat_map(|document| &document.error_groups) {
            errors.expand(&group.name.value, &mut Vec::new(), problems);
        }
        (errors, codes)
    }

    fn code(
        &mut self,
        raw: &raw::ErrorCode,
        names: &mut HashMap<String, Location>,
        problems: &mut Problems,
    ) -> Option<ErrorCode> {
        let number = raw.number.value;
        if let Some(first) = self.by_number.insert(number, raw.number.place) {
            let problem =
                Problem::new("duplicate-name", raw.number.place, format!("the error {number} is declared twice"));
            problems.push(problem.related("the first one", first));
            return None;
        }
        let name = raw.name.as_ref().filter(|name| check_name(name, "an error", Case::Snake, problems))?;
        let rust = name.value.to_upper_camel_case();
        if rust == "Other" {
            let problem = Problem::new("invalid-name", name.place, "an error cannot be called `other`");
            problems.push(problem.help("codes that the spec does not know are called so; choose another name"));
            return None;
        }
        if let Some(first) = names.insert(rust.clone(), name.place) {
            let message = format!("two errors are called {} in Rust", quoted(&rust));
            problems.push(Problem::new("duplicate-name", name.place, message).related("the first one", first));
            return None;
        }
        Some(ErrorCode {
            number,
            rust,
            status: raw.status,
            message: raw.message.clone(),
            advice: raw.advice.clone(),
            retry: raw.retry,
            origin: Origin::Own,
            at: raw.number.place,
        })
    }

    fn group(&mut self, group: &'r ErrorGroup, problems: &mut Problems) {
        check_name(&group.name, "an error group", Case::Snake, problems);
        if let Some(first) = self.groups.insert(&group.name.value, group) {
            let message = format!("two error groups have the name {}", quoted(&group.name.value));
            let problem = Problem::new("duplicate-name", group.name.place, message);
            problems.push(problem.related("the first one", first.name.place));
        }
    }

    /// The numbers in a group and in the groups within it; `path` is the path to it.
    fn expand(&mut self, name: &str, path: &mut Vec<&'r str>, problems: &mut Problems) -> BTreeSet<i64> {
        if let Some(known) = self.expanded.get(name) {
            return known.clone();
        }
        let Some(group) = self.groups.get(name).copied() else {
            return BTreeSet::new();
        };
        path.push(&group.name.value);
        let mut numbers = BTreeSet::new();
        for entry in &group.entries {
            numbers.extend(self.entry(entry, path, problems));
            if is_too_many(numbers.len(), group.name.place, problems) {
                break;
            }
        }
        path.pop();
        self.expanded.insert(&group.name.value, numbers.clone());
        numbers
    }

    /// The numbers of one entry.
    fn entry(&mut self, entry: &ErrorEntry, path: &mut Vec<&'r str>, problems: &mut Problems) -> BTreeSet<i64> {
        let group = match entry {
            ErrorEntry::Code(code) => return self.number(code, problems).into_iter().collect(),
            ErrorEntry::Own(own) => return self.number(&own.number, problems).into_iter().collect(),
            ErrorEntry::Group(group) => group,
        };
        if path.contains(&&*group.value) {
            let message = format!("the error group {} holds itself", quoted(&group.value));
            let way = path.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(" → ");
            problems.push(
                Problem::new("error-group-cycle", group.place, message).help(format!("the way back to it is {way}")),
            );
        } else if path.len() >= DEEPEST_GROUP {
            let problem =
                Problem::new("too-deep", group.place, "error groups hold error groups deeper than any spec needs");
            problems.push(problem.help("list the codes in fewer groups"));
        } else if self.groups.contains_key(&*group.value) {
            return self.expand(&group.value, path, problems);
        } else {
            let nearest = problems.nearest().of(&group.value, self.groups.keys().copied());
            let message = format!("there is no error group {}", quoted(&group.value));
            let problem = Problem::new("unknown-error", group.place, message).did_you_mean(nearest);
            problems.push_undeclared(problem.help("write a number, or the name of a group under `error_groups`"));
        }
        BTreeSet::new()
    }

    /// The number of a referenced error.
    pub(super) fn number(&self, code: &Located<i64>, problems: &mut Problems) -> Option<i64> {
        if !self.by_number.contains_key(&code.value) {
            let message = format!("there is no error {}", code.value);
            let problem = Problem::new("unknown-error", code.place, message);
            problems.push_undeclared(problem.help("declare it under `errors`"));
        }
        self.codes.contains_key(&code.value).then_some(code.value)
    }

    /// The errors of an endpoint, ascending.
    pub(super) fn of_endpoint(
        &mut self,
        endpoint: &raw::Endpoint,
        problems: &mut Problems,
    ) -> (Vec<ErrorRef>, Vec<OwnError>) {
        let mut numbers = HashSet::new();
        for entry in &endpoint.errors {
            numbers.extend(self.entry(entry, &mut Vec::new(), problems));
            if is_too_many(numbers.len(), endpoint.name.place, problems) {
                break;
            }
        }
        let mut errors: Vec<ErrorRef> = numbers.iter().filter_map(|number| self.codes.get(number).copied()).collect();
        errors.sort();
        (errors, self.own(endpoint, problems))
    }

    /// What an endpoint says of its errors.
    fn own(&self, endpoint: &raw::Endpoint, problems: &mut Problems) -> Vec<OwnError> {
        let mut found: Vec<OwnError> = Vec::new();
        for entry in &endpoint.errors {
            let ErrorEntry::Own(own) = entry else { continue };
            let Some(error) = self.codes.get(&own.number.value).copied() else { continue };
            if found.iter().any(|known| known.error == error) {
                let message = format!("{} is listed twice", own.number.value);
                problems.push(Problem::new("duplicate-entry", own.number.place, message).help("remove one of them"));
                continue;
            }
            let (status, message, advice) = (own.status, own.message.clone(), own.advice.clone());
            found.push(OwnError { error, status, message, advice });
        }
        found
    }
}

fn is_too_many(codes: usize, place: Location, problems: &mut Problems) -> bool {
    if codes > MOST_CODES {
        let message = format!("there are more than {MOST_CODES} error codes here");
        problems.push(Problem::new("too-large", place, message).help("name the codes that can occur"));
    }
    codes > MOST_CODES
}
