//! Encoding, for tests and tools.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::value::RawValue;

use super::{Header, Notification, UnrecognizedEvent};
use crate::encode::Fields;

impl<E: Serialize> Serialize for Notification<E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let header = &self.header;
        let mut map = serializer.serialize_map(None)?;
        if let Some(schema) = &header.schema {
            map.serialize_entry("schema", schema)?;
            map.serialize_entry("header", header)?;
        } else {
            map.serialize_entry("ts", &header.create_time)?;
            map.serialize_entry("uuid", &header.event_id)?;
            map.serialize_entry("token", &header.token)?;
            map.serialize_entry("type", "event_callback")?;
        }
        map.serialize_entry("event", &self.event)?;
        map.end()
    }
}

impl Serialize for Header {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = Fields::new(serializer);
        fields.put("event_id", &self.event_id);
        fields.put("event_type", &self.event_type);
        fields.put("create_time", &self.create_time);
        fields.put("token", &self.token);
        fields.put("app_id", &self.app_id);
        fields.put("tenant_key", &self.tenant_key);
        fields.end()
    }
}

impl Serialize for UnrecognizedEvent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let json: &RawValue = serde_json::from_str(&self.json).map_err(serde::ser::Error::custom)?;
        json.serialize(serializer)
    }
}
