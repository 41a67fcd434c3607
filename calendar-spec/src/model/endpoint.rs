//! [`Endpoint`]: one method and path, with all that the reference says of it.

use super::{
    ErrorCode, ErrorRef, Field, Location, ObjectRef, Origin, RateLimit, ResponseAt, Rule, Spec, Tokens, Type,
    Undocumented,
};

/// One method and path.
#[derive(Clone, Debug)]
pub struct Endpoint {
    /// Snake case, never a keyword.
    pub name: String,
    /// A description of the endpoint.
    pub doc: String,
    /// Where its facts come from.
    pub reference: Reference,
    /// HTTP method.
    pub method: Method,
    /// Another site than that of all other endpoints, such as `https://www.feishu.cn`.
    pub host: Option<String>,
    /// The path, split at its placeholders.
    pub path: Vec<PathPart>,
    /// The tokens that it accepts.
    pub tokens: Tokens,
    /// Kinds of application that may call it; empty if no page states them.
    pub apps: Vec<App>,
    /// Scopes, one of which is enough.
    pub scopes: Vec<String>,
    /// How many calls the server allows.
    pub rate_limit: Option<RateLimit>,
    /// Path, query, header and body fields, in this order.
    pub fields: Vec<Parameter>,
    /// Rules across the fields.
    pub rules: Vec<Rule>,
    /// The `data` of the response; `None` if there is none or it is always empty.
    pub response: Option<ObjectRef>,
    /// Where the response holds it.
    pub response_at: ResponseAt,
    /// Scopes that unlock fields of the response, where the page does not say which.
    pub response_scopes: Vec<String>,
    /// Documented errors, ascending by number.
    pub errors: Vec<ErrorRef>,
    /// What this endpoint says of some of them, instead of what their declarations say.
    pub own_errors: Vec<OwnError>,
    /// How to list it page by page.
    pub paging: Option<Paging>,
    /// Index of the field with the idempotency key.
    pub idempotency_key: Option<usize>,
    /// Whether a repeated call is harmless, with or without a key.
    pub is_repeatable: bool,
    /// Why and since when it is deprecated.
    pub deprecated: Option<String>,
    /// The spec that declares it.
    pub origin: Origin,
    /// Its node in the YAML.
    pub at: Location,
}

/// What an endpoint says of one of its errors; `None` where it says what the declaration says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnError {
    /// The error.
    pub error: ErrorRef,
    /// HTTP status.
    pub status: Option<u16>,
    /// The vendor's words on the wire.
    pub message: Option<String>,
    /// What to do about it.
    pub advice: Option<String>,
}

impl Endpoint {
    /// The documented errors as this endpoint has them, ascending by number.
    pub fn error_codes(&self, spec: &Spec) -> Vec<ErrorCode> {
        let errors = self.errors.iter().filter_map(|error| Some((error, spec.errors.get(error.0)?.clone())));
        let codes = errors.map(|(error, mut code)| {
            if let Some(own) = self.own_errors.iter().find(|own| own.error == *error) {
                code.status = own.status.or(code.status);
                code.message = own.message.clone().unwrap_or(code.message);
                code.advice = own.advice.clone().unwrap_or(code.advice);
            }
            code
        });
        codes.collect()
    }

    /// Whether its body is `multipart/form-data`, as one with files is.
    pub fn is_multipart(&self) -> bool {
        self.fields.iter().any(|parameter| parameter.field.ty == Type::File)
    }

    /// The path with its placeholders, after the site if that differs from the one of other endpoints.
    pub fn url_template(&self) -> String {
        format!("{}{}", self.host.as_deref().unwrap_or_default(), self.path_template())
    }

    /// Whether it sends a body.
    pub fn has_body(&self) -> bool {
        self.fields.iter().any(|parameter| parameter.place == Place::Body)
    }

    /// The path with its placeholders, `/open-apis/…/:calendar_id/acls`.
    pub fn path_template(&self) -> String {
        self.path
            .iter()
            .map(|part| match part {
                PathPart::Literal(text) => text.clone(),
                PathPart::Parameter(index) => format!(":{}", self.fields[*index].field.wire),
            })
            .collect()
    }
}

/// A part of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathPart {
    /// Literal text, including slashes.
    Literal(String),
    /// Index of a path field in [`Endpoint::fields`].
    Parameter(usize),
}

/// A field and its place.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// The place.
    pub place: Place,
    /// The field.
    pub field: Field,
}

/// The place of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A segment of the path.
    Path,
    /// The query string; a list repeats the parameter.
    Query,
    /// A header.
    Header,
    /// The JSON body.
    Body,
}

/// HTTP methods that the vendor uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// `GET`
    Get,
    /// `POST`
    Post,
    /// `PUT`
    Put,
    /// `PATCH`
    Patch,
    /// `DELETE`
    Delete,
}

impl Method {
    /// In capitals, as on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// Kinds of application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum App {
    /// Made for one tenant.
    Custom,
    /// From the store.
    Isv,
}

/// Where the facts of an endpoint come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reference {
    /// A page of the vendor's reference.
    Page(Page),
    /// No page.
    Undocumented(Undocumented),
}

impl Reference {
    /// The page, if there is one.
    pub fn page(&self) -> Option<&Page> {
        match self {
            Self::Page(page) => Some(page),
            Self::Undocumented(_) => None,
        }
    }

    /// Set if there is no page.
    pub fn undocumented(&self) -> Option<&Undocumented> {
        match self {
            Self::Page(_) => None,
            Self::Undocumented(mark) => Some(mark),
        }
    }
}

/// A page of the vendor's reference.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Its `fullPath`; the page is at `https://open.feishu.cn/document` and this.
    pub path: String,
    /// The day on which the vendor last changed it, `YYYY-MM-DD`, if it is known.
    pub updated: Option<String>,
    /// What it says and the spec does not, in the words of `docs drift`.
    pub differs: Vec<String>,
}

/// How pages are requested.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PagingBy {
    /// By a token that the page before brings.
    #[default]
    Token,
    /// By the number of items before the page.
    Offset,
    /// By the number of the page, from 1 on.
    Page,
}

/// How to list page by page. Indices into [`Endpoint::fields`] and into the fields of the response object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paging {
    /// How pages are requested.
    pub by: PagingBy,
    /// Request field for the page token or the number in its place; never required, secret or read-only.
    pub token: usize,
    /// Request field for the page size.
    pub size: Option<usize>,
    /// Request field for the sync token, of the same kind; set with [`Paging::next_sync`].
    pub sync: Option<usize>,
    /// Request field without which the server does not page (the anchor of the event list).
    pub needs: Option<usize>,
    /// Response list that holds the items.
    pub items: usize,
    /// Response field with the next page token; there is one if pages are requested by tokens.
    pub next: Option<usize>,
    /// Response field with the number of items on all pages, which ends a listing by numbers.
    pub total: Option<usize>,
    /// Response boolean that says whether there are more pages; without it, an empty token ends the listing.
    pub more: Option<usize>,
    /// Response field with the next sync token; set with [`Paging::sync`].
    pub next_sync: Option<usize>,
}
