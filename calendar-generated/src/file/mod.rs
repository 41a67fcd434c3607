//! Files that requests send and responses are.

mod download;
#[cfg(feature = "client")]
mod stream;
mod upload;

pub use download::Download;
pub(crate) use download::is_file;
#[cfg(feature = "client")]
pub use stream::DownloadStream;
#[cfg(feature = "client")]
pub(crate) use stream::FormBody;
pub use upload::Upload;
