//! [`Needs`]: the scopes of some endpoints as a table, and in the form that the developer console imports.

use std::collections::BTreeSet;
use std::fmt;

use comfy_table::{LineStyle, Table, TableStyle};
use serde_json::{Value, json};

use super::{FieldScopes, Reach, field_scopes, smallest};
use crate::describe::tokens;
use crate::model::{Endpoint, Spec};

/// Columns that are kept apart by spaces, and a line below the header.
const STYLE: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─'));

/// With it a user token comes with a refresh token, by the page of refreshing user tokens.
const OFFLINE_ACCESS: &str = "offline_access";

/// An endpoint, with the name under which commands know it.
pub struct Need<'s> {
    /// `resource.endpoint`.
    pub name: String,
    /// The endpoint.
    pub endpoint: &'s Endpoint,
}

/// What one endpoint needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// `resource.endpoint`.
    pub name: String,
    /// Kinds of token.
    pub tokens: Vec<&'static str>,
    /// Scopes, any of them.
    pub scopes: Vec<String>,
    /// Its fields and values that need scopes of their own.
    pub fields: Vec<FieldScopes>,
}

/// What some endpoints need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needs {
    /// One for each endpoint, in the requested order.
    pub rows: Vec<Row>,
    /// The smallest set for tenant tokens, sorted.
    pub tenant: Vec<String>,
    /// The smallest set for user tokens, sorted, with `offline_access`.
    pub user: Vec<String>,
}

/// A field that needs no scope of its own in any of the endpoints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownField {
    path: String,
    known: Vec<String>,
}

impl fmt::Display for UnknownField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no field `{}` of these endpoints needs a scope of its own", self.path.escape_debug())?;
        match &*self.known {
            [] => f.write_str("; none does"),
            known => write!(f, "; these do: `{}`", known.join("`, `")),
        }
    }
}

impl std::error::Error for UnknownField {}

impl Needs {
    /// What these endpoints need, and these of their fields.
    ///
    /// # Errors
    ///
    /// A field that needs no scope of its own.
    pub fn of(spec: &Spec, needs: &[Need<'_>], fields: &[String]) -> Result<Self, UnknownField> {
        let rows: Vec<Row> = needs.iter().map(|need| Row::of(spec, need)).collect();
        let unlocked = unlocked(&rows, fields)?;
        let reach = Reach::of(spec);
        let set = |is_meant: fn(&Endpoint) -> bool| {
            let lists: Vec<_> = needs.iter().filter(|need| is_meant(need.endpoint)).collect();
            if lists.is_empty() {
                return BTreeSet::new();
            }
            let lists: Vec<_> = lists.iter().map(|need| reach.scopes(need.endpoint)).collect();
            let lists: Vec<_> = lists.iter().map(Vec::as_slice).collect();
            smallest(&lists).into_iter().map(str::to_owned).chain(unlocked.iter().cloned()).collect()
        };
        let mut user = set(|endpoint| endpoint.tokens.user);
        if needs.iter().any(|need| need.endpoint.tokens.user) {
            user.insert(OFFLINE_ACCESS.to_owned());
        }
        let tenant = set(|endpoint| endpoint.tokens.tenant);
        Ok(Self { rows, tenant: tenant.into_iter().collect(), user: user.into_iter().collect() })
    }

    /// A table of what each endpoint takes, and the smallest sets below it.
    pub fn to_table(&self) -> String {
        let mut table = Table::new();
        table.load_style(STYLE).set_header(["endpoint", "tokens", "any one of these scopes"]);
        for row in &self.rows {
            table.add_row([row.name.clone(), row.tokens.join(", "), self.marked(&row.scopes)]);
            for field in &row.fields {
                table.add_row([format!("  {}", field.path), String::new(), self.marked(&field.scopes)]);
            }
        }
        for column in table.column_iter_mut() {
            column.set_padding((0, 2));
        }
        let sets = [("tenant", &self.tenant), ("user", &self.user)];
        let sets = sets.into_iter().filter(|(_, scopes)| !scopes.is_empty());
        let sets = sets.map(|(kind, scopes)| format!("{kind} token (*): {}\n", scopes.join(" ")));
        format!("{}\n\n{}", table.trim_fmt(), sets.collect::<String>())
    }

    /// Those of the smallest sets with a star.
    fn marked(&self, scopes: &[String]) -> String {
        let is_chosen = |scope: &String| self.tenant.contains(scope) || self.user.contains(scope);
        let marked = scopes.iter().map(|scope| format!("{scope}{}", if is_chosen(scope) { "*" } else { "" }));
        marked.collect::<Vec<_>>().join(", ")
    }

    /// The form that the batch import of the console's page "Permissions & Scopes" takes. No page of the vendor's
    /// describes it; guides to the console show it.
    pub fn to_json(&self) -> Value {
        json!({ "scopes": { "tenant": self.tenant, "user": self.user } })
    }
}

impl Row {
    fn of(spec: &Spec, Need { name, endpoint }: &Need<'_>) -> Self {
        Self {
            name: name.clone(),
            tokens: tokens(endpoint.tokens),
            scopes: endpoint.scopes.clone(),
            fields: field_scopes(spec, endpoint),
        }
    }
}

/// One scope for each named field; of several the first of the page.
fn unlocked(rows: &[Row], paths: &[String]) -> Result<BTreeSet<String>, UnknownField> {
    let known = || rows.iter().flat_map(|row| &row.fields);
    let mut scopes = BTreeSet::new();
    for path in paths {
        let matching: Vec<_> = known().filter(|field| field.path == *path).collect();
        scopes.extend(matching.iter().filter_map(|field| field.scopes.first().cloned()));
        if matching.is_empty() {
            let mut known: Vec<String> = known().map(|field| field.path.clone()).collect();
            known.sort_unstable();
            known.dedup();
            return Err(UnknownField { path: path.clone(), known });
        }
    }
    Ok(scopes)
}
