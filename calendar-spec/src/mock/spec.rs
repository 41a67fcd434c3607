//! The spec that is served: the one that comes with the crate, or a directory of the user's own.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use super::api::Api;
use crate::Loaded;

/// Why the server did not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// The spec has findings.
    #[error("the spec in `{}` has findings; fix them first\n\n{findings}", directory.display())]
    Spec {
        /// The directory.
        directory: PathBuf,
        /// The findings as `calendar-spec check` prints them.
        findings: String,
    },
    /// The state file cannot be loaded or written.
    #[error("cannot use the state file `{}`: {reason}; fix it, remove it, or choose another one", file.display())]
    State {
        /// The file.
        file: PathBuf,
        /// Why.
        reason: String,
    },
    /// The server cannot listen on the address.
    #[error("cannot listen on {address}; choose another port or host, or end what listens there")]
    Listen {
        /// The address.
        address: String,
        /// Why.
        source: std::io::Error,
    },
}

/// The spec of a directory, or the built-in one with its neighbours, which is read once per process.
pub(super) fn api(directory: Option<&Path>) -> Result<Arc<Api>, StartError> {
    static SHIPPED: OnceLock<Arc<Api>> = OnceLock::new();
    let Some(directory) = directory else {
        if let Some(api) = SHIPPED.get() {
            return Ok(Arc::clone(api));
        }
        let api = sound(crate::neighbours(), Path::new("calendar-spec/neighbours"))?;
        return Ok(Arc::clone(SHIPPED.get_or_init(|| api)));
    };
    sound(crate::load(directory), directory)
}

fn sound(loaded: Loaded, directory: &Path) -> Result<Arc<Api>, StartError> {
    if loaded.report.is_empty() {
        return Ok(Arc::new(Api::new(loaded.spec)));
    }
    Err(StartError::Spec { directory: directory.to_owned(), findings: loaded.report.render(false) })
}
