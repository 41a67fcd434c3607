//! Updates the state from a request, and derives the data of its response.

use std::time::SystemTime;

use serde_json::Value;

use super::check::Given;
use super::codes;
use super::problem::Problem;
use super::shared::Shared;
use super::state::{Store, Work};
use super::token::Identity;
use super::{calendar, neighbours};

impl Shared {
    /// The data of the response, from the state; `None` for the documented example.
    pub(super) fn remembered(
        &self,
        index: usize,
        (caller, now): (&Identity, SystemTime),
        mut given: Given,
    ) -> Result<Option<Value>, Problem> {
        if self.is_stateless {
            return Ok(None);
        }
        let Some((resource, endpoint, name)) = self.api.entry(index) else { return Ok(None) };
        let form = calendar::to_open_ids(&self.api.spec, endpoint, &mut given);
        let mut store = self.store();
        let Store { age, .. } = *store;
        let (world, numbers) = store.world(&caller.tenant).ok_or_else(|| {
            Problem::new(codes::BAD_REQUEST).status(507).hint("there are too many tenants; reset the server")
        })?;
        let spec = &self.api.spec;
        let news = Vec::new();
        let mut work = Work { spec, resource, name, endpoint, given, caller, now, world, numbers, age, news };
        work.world.lag.begin(self.read_lag, now);
        if work.is_read() {
            work.world.lag.read();
        }
        let mut answer = match neighbours::perform(&mut work) {
            Some(data) => data.map(Some),
            None => calendar::perform(&mut work),
        }?;
        for news in std::mem::take(&mut work.news) {
            self.outbox().add(spec, news, now);
        }
        if let (Some(data), Some(form)) = (&mut answer, &form) {
            calendar::from_open_ids(spec, endpoint, data, form);
        }
        Ok(answer)
    }
}
