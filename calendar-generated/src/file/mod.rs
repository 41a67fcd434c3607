//! Files that requests send and responses are.

mod download;
mod upload;

pub use download::Download;
pub(crate) use download::is_file;
#[cfg(feature = "client")]
pub(crate) use download::{content_type, file_name};
pub use upload::Upload;
