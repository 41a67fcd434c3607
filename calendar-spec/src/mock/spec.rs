//! The spec that is served: the one that comes with the crate, or a directory of the user's own.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use super::api::Api;
use crate::Loaded;

/// Why the server did not start.
#[derive(Debug)]
#[non_exhaustive]
pub enum StartError {
    /// The spec has findings.
    Spec {
        /// The directory.
        directory: PathBuf,
        /// The findings as `calendar-spec check` prints them.
        findings: String,
    },
    /// The state file cannot be loaded or written.
    State {
        /// The file.
        file: PathBuf,
        /// Why.
        reason: String,
    },
    /// The server cannot listen on the address.
    Listen {
        /// The address.
        address: String,
        /// Why.
        source: std::io::Error,
    },
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Spec { directory, findings } => {
                write!(f, "the spec in `{}` has findings; fix them first\n\n{findings}", directory.display())
            }
            Self::State { file, reason } => {
                let file = file.display();
                write!(f, "cannot use the state file `{file}`: {reason}; fix it, remove it, or choose another one")
            }
            Self::Listen { address, .. } => {
                write!(f, "cannot listen on {address}; choose another port or host, or end what listens there")
            }
        }
    }
}

impl std::error::Error for StartError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Spec { .. } | Self::State { .. } => None,
            Self::Listen { source, .. } => Some(source),
        }
    }
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
