//! Paging: the fields of request and response for listing page by page.
//!
//! In: the names under `paging`. Out: [`Paging`] with their indices, if every required one has the right type.

use super::fields::{Context, Fields};
use crate::diagnostic::{Problem, quoted};
use crate::model::{Field, Paging, Place, Type};
use crate::raw::{self, Text};

/// The context in which paging is resolved.
pub(super) struct Listing<'l> {
    pub(super) fields: &'l Fields,
    /// Parallel to the fields.
    pub(super) where_sent: &'l [Place],
    pub(super) response: Option<&'l Fields>,
}

impl Listing<'_> {
    /// The paging, if it is complete.
    pub(super) fn resolve(&self, raw: &raw::Paging, context: &mut Context<'_>) -> Option<Paging> {
        let Some(response) = self.response else {
            let problem = Problem::new("invalid-paging", raw.place, "an endpoint without a response has no pages");
            context.problems.push(problem.help("describe its response, or remove `paging`"));
            return None;
        };
        let text = |field: &Field| field.ty == Type::String && !field.secret;
        let token = |field: &Field| text(field) && !field.required && !field.read_only;
        let number = |field: &Field| matches!(field.ty, Type::Int32 | Type::Int64);
        let list = |field: &Field| matches!(field.ty, Type::List(_));
        let flag = |field: &Field| field.ty == Type::Bool;
        let any = |_: &Field| true;
        let optional = "an optional query or body field of type `string`, neither secret nor read-only";
        let open = "of type `string` without `secret`";
        let sync = self.request(raw.sync.as_ref(), (token, optional), context);
        let token = self.request(raw.token.as_ref(), (token, optional), context);
        let size =
            self.request(raw.size.as_ref(), (number, "a query or body field of type `int32` or `int64`"), context);
        let needs = self.request(raw.needs.as_ref(), (any, "a query or body field"), context);
        let items = received(response, raw.items.as_ref(), (list, "a list"), context);
        let next = received(response, raw.next.as_ref(), (text, open), context);
        let more = received(response, raw.more.as_ref(), (flag, "of type `bool`"), context);
        let next_sync = received(response, raw.next_sync.as_ref(), (text, open), context);
        require_both(raw, context);
        let (sync, next_sync) = sync.zip(next_sync).unzip();
        Some(Paging { token: token?, size, sync, needs, items: items?, next: next?, more, next_sync })
    }

    fn request(
        &self,
        name: Option<&Text>,
        (fits, what): (impl Fn(&Field) -> bool, &str),
        context: &mut Context<'_>,
    ) -> Option<usize> {
        let name = name?;
        let index = self.fields.find(name, context.problems)?;
        let is_sendable = matches!(self.where_sent.get(index), Some(Place::Query | Place::Body));
        if is_sendable && fits(&self.fields.list[index]) {
            return Some(index);
        }
        let message = format!("{} is not {what}", quoted(&name.value));
        context.problems.push(Problem::new("invalid-paging", name.place, message));
        None
    }
}

/// A sync token comes only from a response, and has no other use.
fn require_both(raw: &raw::Paging, context: &mut Context<'_>) {
    let (there, missing) = match (&raw.sync, &raw.next_sync) {
        (Some(_), None) => ("sync", "next_sync"),
        (None, Some(_)) => ("next_sync", "sync"),
        _ => return,
    };
    let message = format!("a paging with {} needs the key {}", quoted(there), quoted(missing));
    context.problems.push(Problem::new("invalid-paging", raw.place, message));
}

fn received(
    response: &Fields,
    name: Option<&Text>,
    (fits, what): (impl Fn(&Field) -> bool, &str),
    context: &mut Context<'_>,
) -> Option<usize> {
    let name = name?;
    let index = response.find(name, context.problems)?;
    if fits(&response.list[index]) {
        return Some(index);
    }
    let message = format!("{} is not {what} in the response", quoted(&name.value));
    context.problems.push(Problem::new("invalid-paging", name.place, message));
    None
}
