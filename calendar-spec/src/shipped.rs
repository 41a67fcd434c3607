//! The shipped spec as part of the program, for programs that run where its directory does not exist.

use std::path::Path;

use include_dir::{Dir, include_dir};

use crate::source::{Directory, Files, Unreadable};

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/spec");
static NEIGHBOURS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/neighbours");

/// The spec that comes with this crate; findings show its files as if the directory were called `shown`.
pub(crate) fn directory(shown: &str) -> Directory<'_> {
    Directory { path: Path::new("spec"), shown, elsewhere: Some(&FILES) }
}

/// The spec beside it.
pub(crate) fn neighbours(shown: &str) -> Directory<'_> {
    Directory { path: Path::new("neighbours"), shown, elsewhere: Some(&NEIGHBOURS) }
}

impl Files for Dir<'_> {
    fn names(&self) -> Vec<String> {
        self.files().filter_map(|file| file.path().to_str()).map(str::to_owned).collect()
    }

    fn read(&self, name: &str) -> Result<Vec<u8>, Unreadable> {
        self.get_file(name).map(|file| file.contents().to_vec()).ok_or(Unreadable::Missing)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    #[test]
    fn the_shipped_spec_is_the_one_in_the_directory() {
        let (shipped, loaded) = (crate::shipped(), crate::load(Path::new(crate::DIR)));
        assert_eq!(shipped.report.render(false), loaded.report.render(false));
        assert_eq!(format!("{:?}", shipped.spec.resources), format!("{:?}", loaded.spec.resources));
        assert_eq!(shipped.spec.files.len(), loaded.spec.files.len());
    }
}
