//! Paging: the fields of request and response for listing page by page.
//!
//! In: the names under `paging`. Out: [`Paging`] with their indices, if every required one has the right type.

use super::fields::{Context, Fields};
use crate::diagnostic::{Problem, quoted};
use crate::model::{Field, Paging, PagingBy, Place, Type};
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
        let count = |field: &Field| number(field) && !field.required && !field.read_only;
        let optional_number = "an optional query or body field of type `int32` or `int64`";
        let by = by(raw, context)?;
        let sync = self.request(raw.sync.as_ref(), (token, optional), context);
        let token = match by {
            PagingBy::Token => self.request(raw.token.as_ref(), (token, optional), context),
            PagingBy::Offset => self.request(raw.offset.as_ref(), (count, optional_number), context),
            PagingBy::Page => self.request(raw.page.as_ref(), (count, optional_number), context),
        };
        let size =
            self.request(raw.size.as_ref(), (number, "a query or body field of type `int32` or `int64`"), context);
        let needs = self.request(raw.needs.as_ref(), (any, "a query or body field"), context);
        let items = received(response, raw.items.as_ref(), (list, "a list"), context);
        let next = received(response, raw.next.as_ref(), (text, open), context);
        let more = received(response, raw.more.as_ref(), (flag, "of type `bool`"), context);
        let total = received(response, raw.total.as_ref(), (number, "of type `int32` or `int64`"), context);
        let next_sync = received(response, raw.next_sync.as_ref(), (text, open), context);
        require_both(raw, context);
        let (sync, next_sync) = sync.zip(next_sync).unzip();
        let is_next_broken = by == PagingBy::Token && next.is_none();
        let items = items.filter(|_| !is_next_broken)?;
        Some(Paging { by, token: token?, size, sync, needs, items, next, more, total, next_sync })
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

/// How pages are requested: by one of three keys, with the keys that belong to it.
fn by(raw: &raw::Paging, context: &mut Context<'_>) -> Option<PagingBy> {
    let by_number = |by, key: &str| {
        let token_keys = [("next", &raw.next), ("sync", &raw.sync), ("next_sync", &raw.next_sync)];
        let misplaced = token_keys.into_iter().find(|(_, written)| written.is_some());
        (by, misplaced.map(|(name, _)| format!("a paging by `{key}` has no {}", quoted(name))))
    };
    let (by, wrong) = match (&raw.token, &raw.offset, &raw.page) {
        (Some(_), None, None) if raw.next.is_none() => {
            (PagingBy::Token, Some("a paging with `token` needs the key `next`".to_owned()))
        }
        (Some(_), None, None) if raw.total.is_some() => {
            (PagingBy::Token, Some("a paging by `token` has no `total`".to_owned()))
        }
        (Some(_), None, None) => (PagingBy::Token, None),
        (None, Some(_), None) => by_number(PagingBy::Offset, "offset"),
        (None, None, Some(_)) => by_number(PagingBy::Page, "page"),
        _ => (PagingBy::Token, Some("a paging has one of `token`, `offset` and `page`".to_owned())),
    };
    let Some(message) = wrong else { return Some(by) };
    context.problems.push(Problem::new("invalid-paging", raw.place, message));
    None
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
