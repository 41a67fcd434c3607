//! How a listing is walked: the fields of request and response that hold tokens, and those that rule out pages.

use crate::model::{Endpoint, Paging, Rule, Type};
use crate::structs::Form;

use super::names::{Home, ident};
use super::{Context, NamedField, PagingPlan, StructPlan};

impl Context<'_> {
    pub(crate) fn paging(&self, endpoint: &Endpoint, request: &StructPlan<'_>) -> Option<PagingPlan> {
        let paging = endpoint.paging.as_ref()?;
        let response = &self.spec.objects[endpoint.response?.0].fields;
        let Type::List(item) = &response[paging.items].ty else {
            return None;
        };
        let sent = |index: usize| {
            let field = request.fields.iter().find(|field| field.index == index)?;
            Some(NamedField { ident: field.ident.clone(), wire: field.field.wire.clone() })
        };
        let received = |index: usize| {
            let field = &response[index];
            NamedField { ident: ident(&field.rust), wire: field.wire.clone() }
        };
        Some(PagingPlan {
            item: self.value_type(item, Form::Response, Home::Resource),
            token: sent(paging.token)?,
            by: paging.by,
            total: paging.total.map(received),
            sync: paging.sync.and_then(sent).zip(paging.next_sync.map(received)),
            needs: paging.needs.and_then(sent),
            excludes: excluded(paging, &endpoint.rules).into_iter().filter_map(sent).collect(),
            items: received(paging.items),
            next: paging.next.map(received),
            more: paging.more.map(received),
        })
    }
}

/// Fields that cannot be combined with the page token: with one of them there is a single response. The sync token is
/// not one of them, since the walk itself removes it.
fn excluded(paging: &Paging, rules: &[Rule]) -> Vec<usize> {
    let opposite = |rule: &Rule| match rule {
        Rule::Conflict { fields, with } if with.contains(&paging.token) => fields.clone(),
        Rule::Conflict { fields, with } if fields.contains(&paging.token) => with.clone(),
        Rule::Exclusive(fields) if fields.contains(&paging.token) => fields.clone(),
        _ => Vec::new(),
    };
    let mut excluded: Vec<_> = rules.iter().flat_map(opposite).collect();
    excluded.retain(|field| *field != paging.token && Some(*field) != paging.sync);
    excluded.sort_unstable();
    excluded.dedup();
    excluded
}
