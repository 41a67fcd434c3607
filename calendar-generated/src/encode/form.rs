//! [`Form`]: a body of the type `multipart/form-data` (RFC 7578).
//!
//! Comes in: the fields of a request. Goes out: pieces that follow each other, bytes and files, so that a file need not
//! be in memory when the form is sent.

use std::fmt::Write as _;
use std::hash::{BuildHasher, RandomState};
use std::io::{self, Read};

use serde::ser::Serialize;

use crate::Error;
use crate::builder::Unset;
use crate::file::Upload;
use crate::parameter::Parameters;

/// A form that is being written.
#[derive(Debug)]
pub struct Form {
    boundary: String,
    pieces: Vec<Piece>,
    error: Option<Error>,
}

/// A part of the body.
#[derive(Clone, Debug)]
pub(crate) enum Piece {
    /// The bytes between files.
    Bytes(Vec<u8>),
    /// The content of a file.
    File(Upload),
}

impl Form {
    pub(crate) fn new() -> Self {
        // Keys that differ in every process and cannot be guessed, so that no file has the boundary in it.
        let [first, second] = [(); 2].map(|()| RandomState::new().hash_one(0_u8));
        Self { boundary: format!("form-{first:016x}{second:016x}"), pieces: Vec::new(), error: None }
    }

    /// Adds a string, a number or the like, if it is set.
    pub fn text(&mut self, name: &'static str, values: &impl Parameters) {
        values.for_each(&mut |value| {
            let mut text = String::new();
            // Writing to a string cannot fail.
            let _ = value.write_to(&mut text);
            self.part(name, "", text.as_bytes());
        });
    }

    /// Adds a list, a map or an object as JSON, unless it is not set.
    pub fn json<T: Serialize + Unset>(&mut self, name: &'static str, value: &T) {
        if !value.is_set() {
            return;
        }
        match serde_json::to_vec(value) {
            Ok(json) => self.part(name, "", &json),
            Err(error) => self.error = Some(Error::encode(format!("`{name}` cannot be written as JSON"), error)),
        }
    }

    /// Adds a file, unless it is not set.
    pub fn file(&mut self, name: &'static str, file: &impl MaybeUpload) {
        let Some(file) = file.upload() else { return };
        let content_type = file.content_type_or_default();
        if !content_type.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
            let message = format!("the content type of `{name}` has characters that no header carries");
            self.error = Some(Error::encode(message, "printable ASCII is allowed"));
        }
        let file_name = Escaped(file.file_name());
        self.part(name, &format!("; filename=\"{file_name}\"\r\nContent-Type: {content_type}"), b"");
        // The line break after the empty content ends the file instead.
        if let Some(Piece::Bytes(bytes)) = self.pieces.last_mut() {
            bytes.truncate(bytes.len() - 2);
        }
        self.pieces.push(Piece::File(file.clone()));
        self.push(b"\r\n");
    }

    fn part(&mut self, name: &str, more: &str, content: &[u8]) {
        let mut head = String::new();
        let _ = write!(
            head,
            "--{}\r\nContent-Disposition: form-data; name=\"{}\"{more}\r\n\r\n",
            self.boundary,
            Escaped(name)
        );
        self.push(head.as_bytes());
        self.push(content);
        self.push(b"\r\n");
    }

    fn push(&mut self, bytes: &[u8]) {
        match self.pieces.last_mut() {
            Some(Piece::Bytes(last)) => last.extend_from_slice(bytes),
            _ => self.pieces.push(Piece::Bytes(bytes.to_vec())),
        }
    }

    /// The pieces and the content type, if every field could be written.
    pub(crate) fn finish(mut self) -> Result<(Vec<Piece>, String), Error> {
        if let Some(error) = self.error {
            return Err(error);
        }
        let end = format!("--{}--\r\n", self.boundary);
        self.push(end.as_bytes());
        Ok((self.pieces, format!("multipart/form-data; boundary={}", self.boundary)))
    }
}

/// The whole body, read into memory.
pub(crate) fn collect(pieces: &[Piece]) -> Result<Vec<u8>, Error> {
    let mut body = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Bytes(bytes) => body.extend_from_slice(bytes),
            Piece::File(file) => read_into(&mut body, file).map_err(|error| unreadable(file.file_name(), error))?,
        }
    }
    Ok(body)
}

fn read_into(body: &mut Vec<u8>, file: &Upload) -> io::Result<()> {
    file.open()?.read_to_end(body).map(drop)
}

/// A file that cannot be sent.
pub(crate) fn unreadable(file_name: &str, error: io::Error) -> Error {
    Error::encode(format!("the file `{}` cannot be read", file_name.escape_debug()), error)
}

/// A field that may hold a file.
pub trait MaybeUpload {
    /// The file, if there is one.
    fn upload(&self) -> Option<&Upload>;
}

impl MaybeUpload for Upload {
    fn upload(&self) -> Option<&Upload> {
        Some(self)
    }
}

impl MaybeUpload for Option<Upload> {
    fn upload(&self) -> Option<&Upload> {
        self.as_ref()
    }
}

/// A name between quotes, escaped as browsers do, so that it ends neither the quotes nor the line.
struct Escaped<'a>(&'a str);

impl std::fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for character in self.0.chars() {
            match character {
                '"' => f.write_str("%22")?,
                '\r' => f.write_str("%0D")?,
                '\n' => f.write_str("%0A")?,
                character => f.write_char(character)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::Text;

    fn body(form: Form) -> Result<(String, String), Error> {
        let (pieces, content_type) = form.finish()?;
        Ok((String::from_utf8(collect(&pieces)?).expect("UTF-8"), content_type))
    }

    #[test]
    fn a_form_has_strings_json_and_files_in_order() -> Result<(), Error> {
        let mut form = Form::new();
        form.text("name", &Text::from("a\r\nb"));
        form.text("none", &None::<Text>);
        form.text("size", &Some(7));
        form.json("tags", &Some(BTreeMap::from([(Text::from("a"), 1)])));
        form.file("file", &Upload::bytes("x\"\r\n日.txt", "abc").content_type("text/plain"));
        form.file("none", &None::<Upload>);
        let (text, content_type) = body(form)?;
        let boundary = content_type.strip_prefix("multipart/form-data; boundary=").expect("a boundary");
        let wanted = "--B\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\na\r\nb\r\n\
                      --B\r\nContent-Disposition: form-data; name=\"size\"\r\n\r\n7\r\n\
                      --B\r\nContent-Disposition: form-data; name=\"tags\"\r\n\r\n{\"a\":1}\r\n\
                      --B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x%22%0D%0A日.txt\"\r\n\
                      Content-Type: text/plain\r\n\r\nabc\r\n--B--\r\n";
        assert_eq!(text.replace(boundary, "B"), wanted);
        Ok(())
    }

    #[test]
    fn what_cannot_be_sent_is_an_error_that_names_the_field_or_the_file() {
        let mut form = Form::new();
        form.file("file", &Upload::bytes("a", "").content_type("a\r\nX: y"));
        assert!(body(form).expect_err("a line break").to_string().contains("`file`"));
        let mut form = Form::new();
        form.file("file", &Upload::path("/no/such/file.txt"));
        assert!(body(form).expect_err("no file").to_string().contains("`file.txt`"));
        let reader = Upload::reader("r", &b"abc"[..]);
        for is_first in [true, false] {
            let mut form = Form::new();
            form.file("file", &reader);
            assert_eq!(body(form).is_ok(), is_first);
        }
    }
}
