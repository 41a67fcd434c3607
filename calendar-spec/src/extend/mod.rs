//! Specs that extend the shipped one.
//!
//! In: the files of both. Out: [`Base`], the shipped documents with the overlays applied, and the origin of each
//! declaration. `own` reduces a whole spec to what a crate generates for it.

mod amend;
mod merge;
mod origin;
mod own;

use std::collections::{BTreeSet, HashSet};

pub use own::own;

use crate::diagnostic::{Problem, Problems, Where};
use crate::model::Spec;
use crate::raw::language::BASE;
use crate::raw::{self, Document, Parts};
use crate::resolve;
use crate::source::{Directory, Source};

/// The name of the shipped spec's directory in findings.
pub(crate) const SHOWN: &str = "calendar-spec/spec";

/// The extended spec.
#[derive(Debug)]
pub(crate) struct Base {
    /// How many files belong to the extending spec; those of the base come after them.
    own: usize,
    /// The base without overlays.
    spec: Spec,
    /// Its files with the overlays applied.
    documents: Vec<Document>,
    /// What is needed only by parts that are left out.
    gone: raw::Needed,
    amended: Amended,
}

/// What overlays changed.
#[derive(Debug, Default)]
struct Amended {
    /// Key under `amend`, and name.
    declarations: BTreeSet<(&'static str, String)>,
    /// The indices of their files.
    files: BTreeSet<usize>,
}

impl Amended {
    fn has(&self, kind: &'static str, name: &str) -> bool {
        self.declarations.contains(&(kind, name.to_owned()))
    }
}

/// Reads the files of the shipped spec, too, if the root extends it.
pub(crate) fn read(directory: Directory<'_>, sources: Vec<Source>, problems: &mut Problems) -> Vec<Source> {
    let root = sources.first().and_then(|root| root.root.as_ref());
    let Some(extends) = root.and_then(|root| root.get("extends")) else { return sources };
    if extends.words().as_deref() != Some(BASE) {
        // The name is wrong; what it would declare is not known.
        problems.leave_gap();
        return sources;
    }
    if !directory.exists() {
        let message = format!("the spec `{BASE}` is no longer where `calendar-spec` was built");
        let problem = Problem::new("missing-directory", extends.place, message);
        problems.push(
            problem.help("build or install that package again; with its feature `shipped`, programs carry the spec"),
        );
        problems.leave_gap();
        return sources;
    }
    crate::source::read(directory, sources, problems)
}

/// Programs that contain the shipped spec need no directory.
#[cfg(feature = "shipped")]
pub(crate) fn directory() -> Directory<'static> {
    crate::shipped::directory(SHOWN)
}

#[cfg(not(feature = "shipped"))]
pub(crate) fn directory() -> Directory<'static> {
    Directory { path: std::path::Path::new(crate::DIR), shown: SHOWN, elsewhere: None }
}

impl Base {
    /// The base of a spec with this many files of its own, if it has one.
    pub(crate) fn new(sources: &mut [Source], own: usize, parts: Parts, problems: &mut Problems) -> Option<Self> {
        if sources.len() <= own {
            amend::refuse(sources, problems);
            return None;
        }
        let mut documents: Vec<Document> = sources[own + 1..].iter().map(|source| document(source, problems)).collect();
        let gone = if parts == Parts::Documented { raw::leave_out(&mut documents) } else { raw::Needed::default() };
        // Its problems are found again below.
        let spec = resolve::resolve(&raw::Root::default(), &documents, &mut Problems::default()).spec;
        let amended = amend::amend(sources, own, problems);
        for &file in &amended.files {
            documents[file - own - 1] = document(&sources[file], problems);
        }
        Some(Self { own, spec, documents, gone, amended })
    }

    /// The files of the base with the overlays applied.
    pub(crate) fn take_documents(&mut self) -> Vec<Document> {
        std::mem::take(&mut self.documents)
    }

    /// What only the parts of the base need that were left out.
    pub(crate) fn take_gone(&mut self) -> raw::Needed {
        std::mem::take(&mut self.gone)
    }

    /// Reports a declaration that the base has, too, and what to do.
    pub(crate) fn explain(&self, problems: &mut Problems) {
        let is_base = |file: u32| file as usize >= self.own;
        for problem in
            problems.iter_mut().filter(|problem| matches!(problem.code, "duplicate-name" | "duplicate-route"))
        {
            if let (Where::Node(place), Some((_, first))) = (&problem.at, problem.related)
                && !is_base(place.file)
                && is_base(first.file)
            {
                problem.help.push(format!(
                    "the spec `{BASE}` has it, which this one extends: amend it under `amend`, or choose another name"
                ));
            }
        }
    }
}

/// Says of names that are declared nowhere that the shipped spec has them, if this spec extends none.
pub(crate) fn offer(shipped: Directory<'_>, own: &[Source], problems: &mut Problems) {
    const UNKNOWN: [&str; 3] = ["unknown-error", "unknown-object", "unknown-type"];
    let extends = own.first().and_then(|root| root.root.as_ref()).and_then(|root| root.get("extends"));
    if extends.is_some() || !problems.iter_mut().any(|problem| UNKNOWN.contains(&problem.code)) || !shipped.exists() {
        return;
    }
    let sources = crate::source::read(shipped, Vec::new(), &mut Problems::default());
    let documents = sources.iter().skip(1).map(|source| document(source, &mut Problems::default()));
    let names: HashSet<String> = documents.flat_map(|document| declared(&document)).collect();
    for problem in problems.iter_mut().filter(|problem| UNKNOWN.contains(&problem.code)) {
        let wanted = problem.message.rsplit([' ', '`']).find(|word| !word.is_empty());
        if wanted.is_some_and(|name| names.contains(name)) {
            problem.help.insert(0, format!("the spec `{BASE}` has it: add `extends: {BASE}` to the root"));
        }
    }
}

/// The names that others can refer to.
fn declared(document: &Document) -> Vec<String> {
    let ids = document.ids.iter().map(|id| &id.name);
    let enums = document.enums.iter().map(|item| &item.name);
    let objects = document.objects.iter().map(|object| &object.name);
    let groups = document.error_groups.iter().map(|group| &group.name);
    let names = ids.chain(enums).chain(objects).chain(groups).map(|name| name.value.clone());
    names.chain(document.errors.iter().map(|error| error.number.value.to_string())).collect()
}

fn document(source: &Source, problems: &mut Problems) -> Document {
    source.root.as_ref().map_or_else(Document::default, |root| raw::read(root, problems))
}

/// Overlays, which need a root that extends a spec.
fn without_base(place: crate::location::Location) -> Problem {
    let message = "`amend` changes the spec that this one extends, and this one extends none";
    Problem::new("misplaced-key", place, message).help(format!("add `extends: {BASE}` to the root, or remove `amend`"))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::source::{Files, Unreadable};

    #[derive(Debug)]
    struct Written(&'static [(&'static str, &'static str)]);

    impl Files for Written {
        fn names(&self) -> Vec<String> {
            self.0.iter().map(|(name, _)| (*name).to_owned()).collect()
        }

        fn read(&self, name: &str) -> Result<Vec<u8>, Unreadable> {
            let file = self.0.iter().find(|(known, _)| *known == name);
            file.map(|(_, text)| text.as_bytes().to_vec()).ok_or(Unreadable::Missing)
        }
    }

    #[test]
    fn a_missing_base_is_one_finding() {
        let files = Written(&[
            ("spec.yaml", "spec: a\ndoc: b\nextends: calendar\ninclude: [a.yaml]\n"),
            ("a.yaml", "amend: { objects: { CalendarEvent: {} } }\n"),
        ]);
        let mut problems = Problems::default();
        let own = Directory { path: Path::new("a"), shown: "a", elsewhere: Some(&files) };
        let own = crate::source::read(own, Vec::new(), &mut problems);
        let gone = Directory { path: Path::new("/no/such/directory"), shown: SHOWN, elsewhere: None };
        let mut sources = read(gone, own, &mut problems);
        assert!(Base::new(&mut sources, 2, Parts::All, &mut problems).is_none());
        let codes: Vec<_> = problems.iter_mut().map(|problem| problem.code).collect();
        assert_eq!(codes, ["missing-directory"]);
    }
}
