//! Small specs, and their expected findings.

use std::fmt::Write as _;
use std::fs;

use calendar_spec::Loaded;

/// Marks the place that a finding must name.
pub(crate) const MARK: char = '»';

/// A spec and its findings.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    name: &'static str,
    /// Code and a part of the message of each finding, in order.
    wanted: Vec<(&'static str, &'static str)>,
    files: Vec<(String, String)>,
}

/// A case of one file and one finding.
pub(crate) fn case(name: &'static str, code: &'static str, message: &'static str, yaml: impl Into<String>) -> Case {
    Case { name, wanted: vec![(code, message)], files: vec![("a.yaml".to_owned(), yaml.into())] }
}

/// A case of several files; a file called `spec.yaml` replaces the root.
pub(crate) fn files(name: &'static str, (code, message): (&'static str, &'static str), files: &[(&str, &str)]) -> Case {
    let own = |(name, text): &(&str, &str)| ((*name).to_owned(), (*text).to_owned());
    Case { name, wanted: vec![(code, message)], files: files.iter().map(own).collect() }
}

/// The code and place of each finding: file, line and column.
type Found = (String, String, Option<usize>, Option<usize>);

impl Case {
    /// Replaces the expected finding.
    pub(crate) fn expecting(mut self, name: &'static str, code: &'static str, message: &'static str) -> Self {
        self.name = name;
        self.wanted = vec![(code, message)];
        self
    }

    /// Expects no finding.
    pub(crate) fn expecting_nothing(mut self) -> Self {
        self.wanted.clear();
        self
    }

    /// Marks the key `collection`.
    pub(crate) fn at_collection(mut self) -> Self {
        for (_, text) in self.files.iter_mut().take(1) {
            *text = text.replace("\ncollection", &format!("\n{MARK}collection"));
        }
        self
    }

    /// Expects one more finding.
    pub(crate) fn and(mut self, code: &'static str, message: &'static str) -> Self {
        self.wanted.push((code, message));
        self
    }

    pub(crate) fn codes(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.wanted.iter().map(|(code, _)| *code).collect::<Vec<_>>().into_iter()
    }

    /// The differences from what is expected.
    pub(crate) fn failure(&self) -> Option<String> {
        let clean: Vec<(String, String)> =
            self.files.iter().map(|(name, text)| (name.clone(), text.replace(MARK, ""))).collect();
        let clean: Vec<(&str, &str)> = clean.iter().map(|(name, text)| (&**name, &**text)).collect();
        let report = load(&clean).report;
        let found: Vec<Found> = report
            .findings()
            .iter()
            .map(|finding| (finding.code.to_owned(), finding.file.clone(), finding.line, finding.column))
            .collect();
        let mut wanted = self.wanted_places();
        wanted.sort();
        let mut sorted = found.clone();
        sorted.sort();
        let mut wrong = String::new();
        if sorted != wanted {
            let _ = writeln!(wrong, "wanted {wanted:?}\nfound  {sorted:?}");
        }
        for (code, message) in &self.wanted {
            let holds = |finding: &calendar_spec::Finding| finding.code == *code && finding.message.contains(message);
            if !report.findings().iter().any(holds) {
                let _ = writeln!(wrong, "no `{code}` says {message:?}");
            }
        }
        let text = report.render(false);
        (!wrong.is_empty()).then(|| format!("=== {}\n{wrong}{text}", self.name))
    }

    /// The marks in the order of the files, each with its code.
    fn wanted_places(&self) -> Vec<Found> {
        let places = self.files.iter().flat_map(|(name, text)| marks(text).map(move |place| (name, place)));
        let mut places: Vec<_> =
            places.map(|(name, (line, column))| (name.clone(), Some(line), Some(column))).collect();
        // A finding about a file as a whole has no mark but a file name in its message.
        while places.len() < self.wanted.len() {
            let whole = self.files.iter().find(|(_, text)| text.contains(WHOLE)).map_or("spec.yaml", |(name, _)| name);
            places.push((whole.to_owned(), None, None));
        }
        let codes = self.wanted.iter().map(|(code, _)| (*code).to_owned());
        codes.zip(places).map(|(code, (file, line, column))| (code, format!("spec/{file}"), line, column)).collect()
    }
}

/// A comment that marks the file that a finding is about as a whole.
pub(crate) const WHOLE: &str = "# this file";

fn marks(text: &str) -> impl Iterator<Item = (usize, usize)> {
    text.lines().enumerate().flat_map(|(line, text)| {
        let columns = text.match_indices(MARK).enumerate();
        // Earlier marks of the line have been removed by then.
        columns.map(move |(earlier, (at, _))| (line + 1, text[..at].chars().count() + 1 - earlier))
    })
}

/// Writes the files into a directory and loads it; unless given, the root lists all others.
pub(crate) fn load(files: &[(&str, &str)]) -> Loaded {
    let directory = tempfile::tempdir().expect("a directory for the spec");
    let names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
    if !names.contains(&"spec.yaml") {
        let root = format!("spec: test\ndoc: A test.\ninclude: [{}]\n", names.join(", "));
        fs::write(directory.path().join("spec.yaml"), root).expect("the root is written");
    }
    for (name, text) in files {
        let path = directory.path().join(name);
        fs::create_dir_all(path.parent().expect("files lie in a directory")).expect("directories are made");
        fs::write(path, text).expect("the file is written");
    }
    calendar_spec::load_as(directory.path(), "spec")
}

/// The fields of an endpoint's query.
pub(crate) fn query(fields: &str) -> String {
    endpoint(&format!("query:\n{}", indent(fields, 2)))
}

/// The fields of an endpoint's body, and declarations that they need.
pub(crate) fn body(fields: &str, declarations: &str) -> String {
    resource(declarations, &format!("{POST}{}", indent(&format!("body:\n{}", indent(fields, 2)), 4)))
}

/// The fields of an object `Thing` that a request holds, and more keys of that object.
pub(crate) fn object(fields: &str, more: &str) -> String {
    let more = indent(more, 4);
    let fields = indent(fields, 6);
    let object = format!("objects:\n  Thing:\n    doc: A thing.\n{more}    fields:\n{fields}");
    body("thing: { type: Thing }", &object)
}

/// More keys of an endpoint.
pub(crate) fn endpoint(more: &str) -> String {
    resource("", &format!("{GET}{}", indent(more, 4)))
}

/// A resource with declarations and endpoints.
pub(crate) fn resource(declarations: &str, endpoints: &str) -> String {
    format!("resource: things\ndoc: Things.\n{declarations}\nendpoints:\n{endpoints}\n")
}

/// An endpoint whose definition can be continued.
pub(crate) const GET: &str = "  get:\n    doc: Get it.\n    page: { path: /p, updated: 2024-07-16 }
    http: GET /things\n    tokens: [user]\n    apps: [custom]\n    errors: []\n";

/// An endpoint with a body whose definition can be continued.
pub(crate) const POST: &str = "  create:\n    doc: Make it.\n    page: { path: /p, updated: 2024-07-16 }
    http: POST /things\n    tokens: [user]\n    apps: [custom]\n    errors: []\n";

pub(crate) fn indent(text: &str, by: usize) -> String {
    text.lines().fold(String::new(), |mut indented, line| {
        let _ = writeln!(indented, "{:by$}{line}", "");
        indented
    })
}
