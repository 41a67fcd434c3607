//! [`Kept`]: what was generated before. Most builds of a package change its Rust and not its spec; then the spec is not
//! even loaded, which is a sixth of what the compiler does for it.

use std::any::TypeId;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;
use std::time::SystemTime;

use calendar_spec::rust::{File, Options};

use crate::call::Call;
use crate::output;

/// The files of a call below `OUT_DIR`, and a record of them.
pub(crate) struct Kept {
    pub(crate) directory: PathBuf,
    pub(crate) name: String,
    /// A hash of everything that the code depends on.
    inputs: u64,
}

/// What was generated.
pub(crate) struct Record {
    /// The files of code, relative to `OUT_DIR`.
    pub(crate) files: Vec<String>,
    /// The YAML that they are made from.
    pub(crate) sources: Vec<PathBuf>,
    /// The text that the call expands to.
    pub(crate) expansion: String,
}

impl Kept {
    /// The files of a call; nothing if the package has no directory for them.
    pub(crate) fn of(call: &Call, name: &str) -> Option<Self> {
        let directory = output::directory()?;
        let kind = if output::is_rustdoc() { "-rustdoc" } else { "" };
        Some(Self { directory, name: format!("{name}{kind}"), inputs: inputs(call) })
    }

    /// The record, if it is of this spec, and if its files are as they were written.
    pub(crate) fn read(&self) -> Option<Record> {
        let text = fs::read_to_string(self.directory.join(self.file())).ok()?;
        let (state, rest) = text.split_once('\n')?;
        let (files, rest) = rest.split_once('\n')?;
        let (sources, expansion) = rest.split_once('\n')?;
        let names =
            |line: &str| line.split('\t').filter(|name| !name.is_empty()).map(str::to_owned).collect::<Vec<_>>();
        let sources = names(sources).into_iter().map(PathBuf::from).collect();
        let record = Record { files: names(files), sources, expansion: expansion.to_owned() };
        (state == self.state(&record)?).then_some(record)
    }

    /// Keeps a record. Without it, everything is generated again. An editor's server keeps none, so that the compiler
    /// writes the files once more.
    pub(crate) fn write(&self, record: &Record) {
        if output::is_editor() {
            return;
        }
        let Record { files, sources, expansion } = record;
        let sources = sources.iter().map(|path| path.to_str()).collect::<Option<Vec<_>>>();
        let names = sources.map(|sources| [files.join("\t"), sources.join("\t")]);
        let (Some([files, sources]), Some(state)) = (names, self.state(record)) else { return };
        let text = format!("{state}\n{files}\n{sources}\n{expansion}");
        let _ = output::write(&self.directory, &File { name: self.file(), text }, SystemTime::now());
    }

    fn file(&self) -> String {
        format!("{}.kept", self.name)
    }

    /// A hash of the inputs, and of all files that the record names.
    fn state(&self, Record { files, sources, .. }: &Record) -> Option<String> {
        let mut hasher = DefaultHasher::new();
        self.inputs.hash(&mut hasher);
        let files = files.iter().map(|file| self.directory.join(file));
        for path in files.chain(sources.iter().cloned()) {
            fs::read(path).ok()?.hash(&mut hasher);
        }
        Some(format!("{:016x}", hasher.finish()))
    }
}

fn inputs(Call { directory, shown_as, shipped, options, .. }: &Call) -> u64 {
    let Options { root: _, features, is_inside, encode_responses, examples, lines: _, lines_in_docs: _ } = options;
    let mut hasher = DefaultHasher::new();
    // The compiler, the versions of all crates here and their features; then the sources where these may change.
    (TypeId::of::<Kept>(), calendar_spec::SOURCES).hash(&mut hasher);
    (directory, shown_as, shipped, features, is_inside, encode_responses, examples).hash(&mut hasher);
    calendar_spec::hash_files(directory, &mut hasher);
    if directory != shipped {
        calendar_spec::hash_files(shipped, &mut hasher);
    }
    hasher.finish()
}
