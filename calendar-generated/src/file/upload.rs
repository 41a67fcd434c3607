//! [`Upload`]: a file that a request sends.

use std::fmt;
use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use crate::Text;

/// What is sent where the content type is not known.
const CONTENT_TYPE: &str = "application/octet-stream";

/// A file that a request sends: bytes, a file of the file system, or anything that can be read.
///
/// A file of the file system and a reader are streamed by [`Client`](crate::Client): they are read while they are sent,
/// on threads that may block. [`transport::encode`](crate::transport::encode) reads them into memory.
///
/// ```
/// use calendar_generated::Upload;
/// let picture = Upload::bytes("team.png", vec![0x89, b'P', b'N', b'G']).content_type("image/png");
/// let report = Upload::path("reports/2024.pdf");
/// assert_eq!(report.file_name(), "2024.pdf");
/// let text = Upload::reader("notes.txt", "some text".as_bytes());
/// ```
///
/// A reader is read once, so that a request with one is sent once. `Debug` does not show the content.
#[derive(Clone)]
pub struct Upload {
    name: Text,
    content_type: Option<Text>,
    content: Content,
}

#[derive(Clone)]
enum Content {
    Bytes(Arc<[u8]>),
    Path(PathBuf),
    Reader(Arc<Mutex<Option<Box<dyn Read + Send>>>>),
}

impl Upload {
    /// A file of this name with these bytes.
    pub fn bytes(name: impl Into<Text>, bytes: impl Into<Vec<u8>>) -> Self {
        Self::new(name.into(), Content::Bytes(bytes.into().into()))
    }

    /// A file of the file system; it is sent under its name, without the directories.
    pub fn path(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        let name = path.file_name().map_or_else(Text::default, |name| name.to_string_lossy().as_ref().into());
        Self::new(name, Content::Path(path))
    }

    /// A file of this name with all that can be read.
    pub fn reader(name: impl Into<Text>, reader: impl Read + Send + 'static) -> Self {
        Self::new(name.into(), Content::Reader(Arc::new(Mutex::new(Some(Box::new(reader))))))
    }

    fn new(name: Text, content: Content) -> Self {
        Self { name, content_type: None, content }
    }

    /// The same with a content type such as `image/png`; `application/octet-stream` unless set.
    #[must_use]
    pub fn content_type(mut self, content_type: impl Into<Text>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }

    /// The same under another name.
    #[must_use]
    pub fn named(mut self, name: impl Into<Text>) -> Self {
        self.name = name.into();
        self
    }

    /// The name that it is sent under.
    pub fn file_name(&self) -> &str {
        &self.name
    }

    pub(crate) fn content_type_or_default(&self) -> &str {
        self.content_type.as_deref().unwrap_or(CONTENT_TYPE)
    }

    /// Begins to read the content. A reader is there only once.
    pub(crate) fn open(&self) -> io::Result<Box<dyn Read + Send>> {
        match &self.content {
            Content::Bytes(bytes) => Ok(Box::new(Cursor::new(Arc::clone(bytes)))),
            Content::Path(path) => Ok(Box::new(File::open(path)?)),
            Content::Reader(reader) => {
                let reader = reader.lock().unwrap_or_else(PoisonError::into_inner).take();
                reader.ok_or_else(|| io::Error::other("it comes from a reader, which was read before"))
            }
        }
    }

    /// How many bytes it has, if that is known before it is read.
    #[cfg(feature = "client")]
    pub(crate) fn len(&self) -> io::Result<Option<u64>> {
        match &self.content {
            Content::Bytes(bytes) => Ok(u64::try_from(bytes.len()).ok()),
            Content::Path(path) => {
                let metadata = std::fs::metadata(path)?;
                if metadata.is_file() { Ok(Some(metadata.len())) } else { Err(io::Error::other("it is not a file")) }
            }
            Content::Reader(_) => Ok(None),
        }
    }

    /// Its bytes, if they are in memory.
    #[cfg(feature = "client")]
    pub(crate) fn in_memory(&self) -> Option<&[u8]> {
        if let Content::Bytes(bytes) = &self.content { Some(bytes) } else { None }
    }

    /// Whether it can be read now: a reader that was read cannot.
    #[cfg(feature = "client")]
    pub(crate) fn is_there(&self) -> bool {
        match &self.content {
            Content::Bytes(_) | Content::Path(_) => true,
            Content::Reader(reader) => reader.lock().unwrap_or_else(PoisonError::into_inner).is_some(),
        }
    }
}

/// Readers are equal if they are the same one.
impl PartialEq for Upload {
    fn eq(&self, other: &Self) -> bool {
        let same_content = match (&self.content, &other.content) {
            (Content::Bytes(one), Content::Bytes(other)) => one == other,
            (Content::Path(one), Content::Path(other)) => one == other,
            (Content::Reader(one), Content::Reader(other)) => Arc::ptr_eq(one, other),
            _ => false,
        };
        same_content && self.name == other.name && self.content_type == other.content_type
    }
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let content = match &self.content {
            Content::Bytes(bytes) => format!("{} bytes", bytes.len()),
            Content::Path(path) => format!("{path:?}"),
            Content::Reader(_) => "a reader".to_owned(),
        };
        let mut shown = f.debug_struct("Upload");
        shown.field("name", &self.name).field("content", &format_args!("{content}")).finish_non_exhaustive()
    }
}
