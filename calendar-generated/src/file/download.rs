//! [`Download`]: a response that is a file.

use std::fmt;

use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use http::{HeaderMap, StatusCode};
use percent_encoding::percent_decode_str;
use serde::de::{Deserialize, Deserializer, Error as _};

use crate::Text;

/// A response that is a file, in memory. [`Client::download`](crate::Client::download) gives large ones piece by piece.
///
/// `Debug` shows the number of bytes alone.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Download {
    bytes: Vec<u8>,
    file_name: Option<Text>,
    content_type: Option<Text>,
}

impl Download {
    pub(crate) fn new(headers: &HeaderMap, bytes: Vec<u8>) -> Self {
        Self { bytes, file_name: file_name(headers), content_type: content_type(headers) }
    }

    /// The content.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The content, without a copy.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// The name that the server gives the file: never with a directory in it, and never `.` or `..`.
    pub fn file_name(&self) -> Option<&str> {
        self.file_name.as_deref()
    }

    /// The content type, such as `image/png`.
    pub fn content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("len", &self.bytes.len())
            .field("file_name", &self.file_name)
            .field("content_type", &self.content_type)
            .finish()
    }
}

/// A file is not JSON; each response can be asked to be read from it.
impl<'de> Deserialize<'de> for Download {
    fn deserialize<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        Err(D::Error::custom("a file is not read from JSON"))
    }
}

/// Whether a response is a file, and not the JSON that says what failed.
pub(crate) fn is_file(status: StatusCode, headers: &HeaderMap) -> bool {
    let is_json =
        || content_type(headers).is_some_and(|kind| kind.to_ascii_lowercase().starts_with("application/json"));
    status.is_success() && (headers.contains_key(CONTENT_DISPOSITION) || !is_json())
}

pub(crate) fn content_type(headers: &HeaderMap) -> Option<Text> {
    Some(headers.get(CONTENT_TYPE)?.to_str().ok()?.into())
}

/// The name in `Content-Disposition`: the encoded one of RFC 6266, else the plain one.
pub(crate) fn file_name(headers: &HeaderMap) -> Option<Text> {
    let value = String::from_utf8_lossy(headers.get(CONTENT_DISPOSITION)?.as_bytes());
    let parameter = |name: &str| {
        let parameters = value.split(';').map(str::trim);
        parameters
            .filter_map(|parameter| parameter.split_once('='))
            .find(|(key, _)| key.trim().eq_ignore_ascii_case(name))
    };
    let encoded = parameter("filename*").and_then(|(_, text)| {
        let (_, text) = text.split_once("''")?;
        percent_decode_str(text).decode_utf8().ok().map(std::borrow::Cow::into_owned)
    });
    let plain = || parameter("filename").map(|(_, text)| text.trim().trim_matches('"').to_owned());
    let name = encoded.or_else(plain)?;
    let name: String = name.rsplit(['/', '\\']).next()?.chars().filter(|character| !character.is_control()).collect();
    (!matches!(&*name, "" | "." | "..")).then(|| name.into())
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn named(disposition: &str) -> Option<String> {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_DISPOSITION, HeaderValue::from_bytes(disposition.as_bytes()).expect("a header"));
        Download::new(&headers, Vec::new()).file_name().map(str::to_owned)
    }

    #[test]
    fn the_name_of_a_file_has_no_directories() {
        for (disposition, name) in [
            ("attachment; filename=\"a b.txt\"", Some("a b.txt")),
            ("attachment; filename=a.txt", Some("a.txt")),
            ("attachment; filename=\"x.txt\"; filename*=UTF-8''%E6%97%A5.txt", Some("日.txt")),
            ("attachment; filename=\"../../etc/passwd\"", Some("passwd")),
            ("attachment; filename=\"C:\\\\x.txt\"", Some("x.txt")),
            ("attachment; filename*=UTF-8''..%2F..", None),
            ("attachment; filename=\"\"", None),
            ("inline", None),
            ("", None),
        ] {
            assert_eq!(named(disposition).as_deref(), name, "{disposition}");
        }
    }
}
