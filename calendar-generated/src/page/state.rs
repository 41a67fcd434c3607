//! [`SyncState`]: the progress of a synchronization, in a form that can be stored.

use serde::ser::{Serialize, Serializer};

use crate::Text;
use crate::decode::readable;
use crate::encode::Fields;

/// The progress of a synchronization. Store it together with the items of the batch, in one transaction; another
/// process can continue from it. [`Default`] is the start.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SyncState {
    /// The path of the listing, so that the state is not used for another one.
    pub(super) path: Option<Text>,
    pub(super) page_token: Option<Text>,
    pub(super) sync_token: Option<Text>,
    /// The pages are part of a full snapshot, not changes.
    pub(super) is_snapshot: bool,
}

impl Serialize for SyncState {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = Fields::new(serializer);
        fields.put("path", &self.path);
        fields.put("page_token", &self.page_token);
        fields.put("sync_token", &self.sync_token);
        fields.put("is_snapshot", &self.is_snapshot);
        fields.end()
    }
}

readable!(SyncState = "SyncState", |state, value| {
    "path" => value.read(&mut state.path),
    "page_token" => value.read(&mut state.page_token),
    "sync_token" => value.read(&mut state.sync_token),
    "is_snapshot" => value.read(&mut state.is_snapshot),
});
