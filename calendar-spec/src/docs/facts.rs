//! What a page of the vendor's reference states, as plain data, the same for every format.
//!
//! Made by `reader` from a page, read by `drift`, `update` and `import`. Texts are the vendor's own, each on one line. Lines count from 1 and point into the page.

use serde::Serialize;
use serde_json::Value as Json;

/// A fact and the line that states it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Stated<T> {
    /// What the page says.
    pub value: T,
    /// Where, counted from 1.
    pub line: usize,
}

/// Everything that one page states. What is `None` or absent is not stated, which is not the same as "none".
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Facts {
    /// How the page is written.
    pub format: Format,
    /// What the page is about.
    pub kind: Kind,
    /// The heading of the page.
    pub title: Option<Stated<String>>,
    /// Its `fullPath`, such as `/uAjLw4CM/ukTMukTMukTM/reference/calendar-v4/calendar/get`.
    pub path: Option<Stated<String>>,
    /// The day on which the vendor last changed it, `YYYY-MM-DD`.
    pub updated: Option<Stated<String>>,
    /// The first paragraph.
    pub summary: Option<Stated<String>>,
    /// The words that say that the endpoint or event is deprecated.
    pub deprecated: Option<Stated<String>>,
    /// Boxes with hints and warnings.
    pub remarks: Vec<Stated<String>>,
    /// Paragraphs and lists after the first paragraph that state no other fact.
    pub paragraphs: Vec<Stated<String>>,
    /// Method and path of an endpoint.
    pub method: Option<Stated<String>>,
    /// The URL of an endpoint, with its placeholders as `:name`.
    pub url: Option<Stated<String>>,
    /// `event_type` of an event.
    pub event_type: Option<Stated<String>>,
    /// Ways in which an event is pushed.
    pub push: Option<Stated<String>>,
    /// Calls that the server allows.
    pub rate_limit: Option<Stated<RateLimit>>,
    /// Kinds of application, `custom` and `isv`.
    pub apps: Option<Stated<Vec<String>>>,
    /// Tokens, such as `tenant_access_token`.
    pub tokens: Option<Stated<Vec<String>>>,
    /// Scopes, any of them.
    pub scopes: Option<Stated<Vec<String>>>,
    /// Scopes that unlock fields of the response.
    pub field_scopes: Option<Stated<Vec<String>>>,
    /// The tables of fields, in the order of the page.
    pub tables: Vec<FieldTable>,
    /// The rows of the error table.
    pub errors: Option<Stated<Vec<ErrorRow>>>,
    /// The sentence that says that the response is a file.
    pub file: Option<Stated<String>>,
    /// Examples of requests, responses and events.
    pub examples: Vec<Example>,
    /// What an overview lists.
    pub listed: Vec<Listed>,
    /// Where the page and its schema differ; the facts are those of the page.
    pub disagreements: Vec<Disagreement>,
}

impl Facts {
    /// The fields of one place, in the order of the page; `None` when the page has no table for it.
    pub fn fields(&self, place: Place) -> Option<Vec<&Field>> {
        let mut tables = self.tables.iter().filter(|table| table.place == place).peekable();
        tables.peek()?;
        Some(tables.flat_map(|table| &table.fields).collect())
    }
}

/// A fact of which the page and its schema say different things.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Disagreement {
    /// Which fact, such as `body.role:required`.
    pub fact: String,
    /// What the page says.
    pub page: String,
    /// What the schema says.
    pub schema: String,
    /// Line of the page.
    pub line: usize,
}

/// How a page is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// The site's own elements, `md-dt-table` and others, between Markdown.
    Site,
    /// Markdown with tables.
    #[default]
    Markdown,
    /// The site's export: tables without outer pipes, line breaks in cells, nesting not shown.
    Export,
    /// A third party's export: tables that leave out much of the page.
    ThirdParty,
    /// `apiSchema` alone, without a page.
    Schema,
}

impl Format {
    /// Whether the page states everything, so that what it does not state does not exist.
    pub fn states_all(self) -> bool {
        !matches!(self, Self::ThirdParty | Self::Schema)
    }

    /// Whether the scopes of single fields and values are stated.
    pub fn states_field_scopes(self) -> bool {
        self != Self::Schema
    }
}

/// What a page is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// One method and path.
    Endpoint,
    /// One pushed notification.
    Event,
    /// A list of endpoints and events.
    Overview,
    /// The fields of a resource.
    Introduction,
    /// Prose.
    #[default]
    Guide,
    /// The page could not be read: it is too large, or not text.
    Unreadable,
}

/// Calls that the server allows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RateLimit {
    /// The vendor's words.
    pub text: String,
    /// In a minute.
    pub per_minute: Option<u32>,
    /// In a second.
    pub per_second: Option<u32>,
}

/// Where the fields of a table go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// Segments of the path.
    Path,
    /// The query string.
    Query,
    /// Headers.
    Header,
    /// The JSON body.
    Body,
    /// The response, from `code` on.
    Response,
    /// The event, from `schema` on.
    Event,
    /// Nowhere: the page describes what a resource holds.
    Resource,
}

impl Place {
    /// The word for it in facts, such as `body` in `body.summary`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Body => "body",
            Self::Response => "response",
            Self::Event => "event",
            Self::Resource => "resource",
        }
    }
}

/// A table of fields.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FieldTable {
    /// Where its fields go.
    pub place: Place,
    /// Line of its head.
    pub line: usize,
    /// In the order of the table; nested fields follow the one that holds them.
    pub fields: Vec<Field>,
}

/// A row of a table of fields.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Field {
    /// The name on the wire.
    pub name: String,
    /// Line of the row.
    pub line: usize,
    /// How many fields it is nested in.
    pub depth: usize,
    /// The type as it is written, such as `string[]`; empty where the page has a dash.
    pub ty: String,
    /// Whether a request needs it; `None` where the table has no such column.
    pub required: Option<Required>,
    /// The whole description on one line.
    pub text: String,
    /// The description without the parts below.
    pub description: String,
    /// Values that the page lists.
    pub values: Vec<FieldValue>,
    /// What the server takes when the field is absent, in the vendor's words.
    pub default: Option<String>,
    /// A value in the vendor's words.
    pub example: Option<String>,
    /// The rules for its value.
    pub limits: Vec<Limit>,
    /// Scopes that unlock the field, any of them.
    pub scopes: Vec<String>,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// The vendor's name of the enum whose values it lists; only schemas have it.
    pub enum_name: Option<String>,
}

/// Whether a request needs a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Required {
    /// Always.
    Yes,
    /// Never.
    No,
    /// Sometimes, in the vendor's words.
    Sometimes(String),
}

/// A value of a field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FieldValue {
    /// As it stands in JSON.
    pub value: String,
    /// What it means.
    pub description: String,
    /// Scopes that it needs, any of them.
    pub scopes: Vec<String>,
    /// What people call it, where that is something else; only schemas have it.
    pub name: Option<String>,
}

/// A rule for the value of a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Limit {
    /// What is limited.
    pub of: Limited,
    /// Smallest allowed value.
    pub min: Option<i64>,
    /// Largest allowed value.
    pub max: Option<i64>,
    /// The vendor's words.
    pub text: String,
}

/// What a [`Limit`] is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Limited {
    /// Characters of a string or items of a list.
    Length,
    /// A number.
    Value,
    /// Something that only its text says, such as a format.
    Other,
}

/// A row of the error table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ErrorRow {
    /// Line of the row.
    pub line: usize,
    /// HTTP status.
    pub status: Option<u16>,
    /// The number in `code`.
    pub code: i64,
    /// The words in `msg`.
    pub message: String,
    /// What to do about it.
    pub advice: String,
}

/// An example in JSON.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Example {
    /// [`Place::Body`], [`Place::Response`], [`Place::Event`] or [`Place::Resource`].
    pub place: Place,
    /// Line on which it starts.
    pub line: usize,
    /// As it is written.
    pub text: String,
    /// Its value; `None` if it is not JSON.
    pub json: Option<Json>,
}

/// A row of an overview.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Listed {
    /// Line of the row.
    pub line: usize,
    /// The title that links to the page.
    pub title: String,
    /// The page.
    pub path: Option<String>,
    /// HTTP method of an endpoint.
    pub method: Option<String>,
    /// Path of an endpoint.
    pub url: Option<String>,
    /// Type of an event.
    pub event_type: Option<String>,
    /// Scopes, any of them.
    pub scopes: Vec<String>,
    /// Tokens.
    pub tokens: Vec<String>,
    /// Kinds of application.
    pub apps: Vec<String>,
}
