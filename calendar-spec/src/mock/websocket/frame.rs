//! [`Frame`]: a message of the long connection in the wire format of protobuf, as the server decodes and encodes it.

/// A message; `payload_encoding` (6) and `payload_type` (7) are not used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::mock) struct Frame {
    pub(in crate::mock) seq_id: u64,
    pub(in crate::mock) log_id: u64,
    pub(in crate::mock) service: u64,
    pub(in crate::mock) method: u64,
    pub(in crate::mock) headers: Vec<(String, String)>,
    pub(in crate::mock) payload: Vec<u8>,
}

impl Frame {
    pub(in crate::mock) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub(in crate::mock) fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for (number, value) in [(1, self.seq_id), (2, self.log_id), (3, self.service), (4, self.method)] {
            varint(&mut bytes, number << 3);
            varint(&mut bytes, value);
        }
        for (key, value) in &self.headers {
            let mut header = Vec::new();
            delimited(&mut header, 1, key.as_bytes());
            delimited(&mut header, 2, value.as_bytes());
            delimited(&mut bytes, 5, &header);
        }
        if !self.payload.is_empty() {
            delimited(&mut bytes, 8, &self.payload);
        }
        bytes
    }

    /// Decodes a frame, which must have all required fields.
    pub(in crate::mock) fn decode(bytes: &[u8]) -> Option<Self> {
        let mut frame = Self::default();
        let mut required = [false; 4];
        for (number, value) in fields(bytes)? {
            match (number, value) {
                (number @ 1..=4, Value::Number(value)) => {
                    let field = match number {
                        1 => &mut frame.seq_id,
                        2 => &mut frame.log_id,
                        3 => &mut frame.service,
                        _ => &mut frame.method,
                    };
                    *field = value;
                    required[usize::try_from(number).ok()? - 1] = true;
                }
                (5, Value::Bytes(header)) => frame.headers.push(read_header(header)?),
                (8, Value::Bytes(payload)) => payload.clone_into(&mut frame.payload),
                _ => {}
            }
        }
        required.iter().all(|is_there| *is_there).then_some(frame)
    }
}

enum Value<'b> {
    Number(u64),
    Bytes(&'b [u8]),
}

fn read_header(bytes: &[u8]) -> Option<(String, String)> {
    let mut header = (None, None);
    for (number, value) in fields(bytes)? {
        let Value::Bytes(text) = value else { continue };
        let text = Some(String::from_utf8(text.to_vec()).ok()?);
        match number {
            1 => header.0 = text,
            2 => header.1 = text,
            _ => {}
        }
    }
    Some((header.0?, header.1?))
}

fn fields(mut bytes: &[u8]) -> Option<Vec<(u64, Value<'_>)>> {
    let mut fields = Vec::new();
    while !bytes.is_empty() {
        let tag = read_varint(&mut bytes)?;
        let value = match tag & 7 {
            0 => Value::Number(read_varint(&mut bytes)?),
            2 => {
                let length = usize::try_from(read_varint(&mut bytes)?).ok()?;
                let (taken, left) = bytes.split_at_checked(length)?;
                bytes = left;
                Value::Bytes(taken)
            }
            _ => return None,
        };
        fields.push((tag >> 3, value));
    }
    Some(fields)
}

fn read_varint(bytes: &mut &[u8]) -> Option<u64> {
    let length = bytes.iter().position(|byte| byte & 0x80 == 0).filter(|last| *last < 10)? + 1;
    let (number, left) = bytes.split_at(length);
    *bytes = left;
    Some(number.iter().rev().fold(0, |value, byte| value << 7 | u64::from(byte & 0x7f)))
}

fn varint(bytes: &mut Vec<u8>, mut value: u64) {
    loop {
        let [low, ..] = value.to_le_bytes();
        value >>= 7;
        if value == 0 {
            return bytes.push(low & 0x7f);
        }
        bytes.push(low | 0x80);
    }
}

fn delimited(bytes: &mut Vec<u8>, number: u64, content: &[u8]) {
    varint(bytes, number << 3 | 2);
    varint(bytes, content.len() as u64);
    bytes.extend_from_slice(content);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A ping of the vendor's SDK for Python 1.7.5.
    const PING: &[u8] = b"\x08\x00\x10\x00\x18\x07\x20\x00\x2a\x0c\x0a\x04type\x12\x04ping";

    #[test]
    fn frames_have_the_bytes_that_the_vendors_library_writes() {
        let headers = vec![("type".to_owned(), "ping".to_owned())];
        let ping = Frame { service: 7, headers, ..Frame::default() };
        assert_eq!(ping.encode(), PING);
        assert_eq!(Frame::decode(PING), Some(ping));
        let large = Frame { seq_id: u64::MAX, log_id: 300, payload: vec![7; 300], ..Frame::default() };
        assert_eq!(Frame::decode(&large.encode()), Some(large));
    }

    #[test]
    fn truncated_or_incomplete_bytes_are_not_a_frame() {
        for length in 0..PING.len() {
            // A frame may end after any of its optional fields.
            assert_eq!(Frame::decode(&PING[..length]).is_some(), length == 8, "{length}");
        }
    }
}
