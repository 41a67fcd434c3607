//! [`Frame`]: one message of the long connection, in the wire format of protobuf.
//!
//! Its nine fields are those of `pbbp2.proto` (proto2) in the vendor's SDKs; no page describes them. They are read and
//! written here, since a library for protobuf would bring more crates than there are fields.

use std::fmt;

/// More headers than the platform sends, but few enough that a frame takes little more memory than it has bytes.
const MAX_HEADERS: usize = 64;

/// The wire types of a field.
const VARINT: u64 = 0;
const FIXED_64: u64 = 1;
const LENGTH_DELIMITED: u64 = 2;
const FIXED_32: u64 = 5;

/// One message. Without `Debug`, since a payload holds user data and the verification token.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct Frame {
    pub(super) seq_id: u64,
    pub(super) log_id: u64,
    pub(super) service: i32,
    pub(super) method: i32,
    pub(super) headers: Vec<Header>,
    pub(super) payload_encoding: Option<String>,
    pub(super) payload_type: Option<String>,
    pub(super) payload: Vec<u8>,
    pub(super) log_id_new: Option<String>,
}

/// A name and its value.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) key: String,
    pub(super) value: String,
}

/// Why bytes are not a valid frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct InvalidFrame(&'static str);

impl fmt::Display for InvalidFrame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl Frame {
    /// Returns the value of the first header with this name.
    pub(super) fn header(&self, key: &str) -> Option<&str> {
        self.headers.iter().find(|header| header.key == key).map(|header| header.value.as_str())
    }

    pub(super) fn add_header(&mut self, key: &str, value: impl Into<String>) {
        self.headers.push(Header { key: key.to_owned(), value: value.into() });
    }

    /// Decodes a frame. As in protobuf, unknown fields are skipped, and the last of repeated scalar fields counts.
    pub(super) fn decode(bytes: &[u8]) -> Result<Self, InvalidFrame> {
        let mut frame = Self::default();
        let mut reader = Reader(bytes);
        let mut has_method = false;
        while let Some((number, value)) = reader.field()? {
            match (number, value) {
                (1, Value::Varint(value)) => frame.seq_id = value,
                (2, Value::Varint(value)) => frame.log_id = value,
                (3, Value::Varint(value)) => frame.service = int32(value),
                (4, Value::Varint(value)) => {
                    frame.method = int32(value);
                    has_method = true;
                }
                (5, Value::Bytes(bytes)) => frame.headers.push(Header::decode(bytes)?),
                (6, Value::Bytes(bytes)) => frame.payload_encoding = Some(text(bytes)?),
                (7, Value::Bytes(bytes)) => frame.payload_type = Some(text(bytes)?),
                (8, Value::Bytes(bytes)) => bytes.clone_into(&mut frame.payload),
                (9, Value::Bytes(bytes)) => frame.log_id_new = Some(text(bytes)?),
                _ => {}
            }
            if frame.headers.len() > MAX_HEADERS {
                return Err(InvalidFrame("it has more than 64 headers"));
            }
        }
        if has_method { Ok(frame) } else { Err(InvalidFrame("it has no `method`")) }
    }

    pub(super) fn encode(&self) -> Vec<u8> {
        let mut writer = Writer(Vec::with_capacity(self.payload.len() + 256));
        writer.varint_field(1, self.seq_id);
        writer.varint_field(2, self.log_id);
        // A negative number is written as a 64-bit one.
        writer.varint_field(3, i64::from(self.service).cast_unsigned());
        writer.varint_field(4, i64::from(self.method).cast_unsigned());
        for header in &self.headers {
            writer.bytes_field(5, &header.encode());
        }
        writer.text_field(6, self.payload_encoding.as_deref());
        writer.text_field(7, self.payload_type.as_deref());
        if !self.payload.is_empty() {
            writer.bytes_field(8, &self.payload);
        }
        writer.text_field(9, self.log_id_new.as_deref());
        writer.0
    }
}

impl Header {
    fn decode(bytes: &[u8]) -> Result<Self, InvalidFrame> {
        let mut header = Self::default();
        let mut reader = Reader(bytes);
        while let Some((number, value)) = reader.field()? {
            match (number, value) {
                (1, Value::Bytes(bytes)) => header.key = text(bytes)?,
                (2, Value::Bytes(bytes)) => header.value = text(bytes)?,
                _ => {}
            }
        }
        Ok(header)
    }

    fn encode(&self) -> Vec<u8> {
        let mut writer = Writer(Vec::with_capacity(self.key.len() + self.value.len() + 8));
        writer.bytes_field(1, self.key.as_bytes());
        writer.bytes_field(2, self.value.as_bytes());
        writer.0
    }
}

/// Of a longer varint only the low 32 bits count.
fn int32(value: u64) -> i32 {
    u32::try_from(value & u64::from(u32::MAX)).unwrap_or_default().cast_signed()
}

fn text(bytes: &[u8]) -> Result<String, InvalidFrame> {
    String::from_utf8(bytes.to_vec()).map_err(|_| InvalidFrame("a string in it is not valid UTF-8"))
}

enum Value<'a> {
    Varint(u64),
    Bytes(&'a [u8]),
    /// A wire type that none of our fields has.
    Other,
}

/// The remaining bytes.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    /// Reads the next field: its number and value.
    fn field(&mut self) -> Result<Option<(u64, Value<'a>)>, InvalidFrame> {
        if self.0.is_empty() {
            return Ok(None);
        }
        let tag = self.varint()?;
        let value = match tag & 7 {
            VARINT => Value::Varint(self.varint()?),
            FIXED_64 => self.take(8).map(|_| Value::Other)?,
            FIXED_32 => self.take(4).map(|_| Value::Other)?,
            LENGTH_DELIMITED => {
                let length = self.varint()?;
                Value::Bytes(self.take(usize::try_from(length).unwrap_or(usize::MAX))?)
            }
            _ => return Err(InvalidFrame("a field in it has a wire type that is not in use")),
        };
        match tag >> 3 {
            0 => Err(InvalidFrame("a field in it has the number 0")),
            number => Ok(Some((number, value))),
        }
    }

    fn varint(&mut self) -> Result<u64, InvalidFrame> {
        let mut value = 0;
        for position in 0..10 {
            let byte = self.take(1)?[0];
            value |= u64::from(byte & 0x7f).wrapping_shl(7 * position);
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(InvalidFrame("a number in it has more than ten bytes"))
    }

    fn take(&mut self, length: usize) -> Result<&'a [u8], InvalidFrame> {
        let (taken, left) = self.0.split_at_checked(length).ok_or(InvalidFrame("it ends within a field"))?;
        self.0 = left;
        Ok(taken)
    }
}

struct Writer(Vec<u8>);

impl Writer {
    fn varint_field(&mut self, number: u64, value: u64) {
        self.varint(number << 3 | VARINT);
        self.varint(value);
    }

    fn bytes_field(&mut self, number: u64, bytes: &[u8]) {
        self.varint(number << 3 | LENGTH_DELIMITED);
        self.varint(bytes.len() as u64);
        self.0.extend_from_slice(bytes);
    }

    /// An optional field.
    fn text_field(&mut self, number: u64, text: Option<&str>) {
        if let Some(text) = text {
            self.bytes_field(number, text.as_bytes());
        }
    }

    fn varint(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.0.push(value.to_le_bytes()[0] | 0x80);
            value >>= 7;
        }
        self.0.push(value.to_le_bytes()[0]);
    }
}

#[cfg(test)]
impl fmt::Debug for Frame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Frame").field(&self.encode()).finish()
    }
}

#[cfg(test)]
#[path = "frame_tests.rs"]
mod tests;
