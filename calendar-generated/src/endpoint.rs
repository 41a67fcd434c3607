//! [`Endpoint`]: what a request says about its call.

pub use calendar_spec::endpoint::{RateLimit, ResponseAt};
use serde::de::DeserializeOwned;
use serde::ser::{SerializeMap, Serializer};

use crate::Text;
use crate::check::Validate;
use crate::code::{CodeInfo, find_code};
use crate::encode::{Form, Target};
use crate::file::Download;

/// A request: its method and path, its content, and its response.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an API request",
    note = "call `.build()?` on a builder to get one"
)]
pub trait Endpoint: Validate + Clone {
    /// The response. Its [`Default`] is a response without data.
    type Response: DeserializeOwned + Default;
    /// The tokens that it accepts: [`User`](crate::User), [`Tenant`](crate::Tenant) or [`AnyToken`](crate::AnyToken).
    type Token;
    /// The facts that are the same for every call.
    const META: &'static EndpointMeta;
    /// Where the call differs from most others.
    const SPECIAL: &'static Special = &Special::NONE;

    /// Writes the path, the query and the headers.
    fn target(&self, target: &mut Target);

    /// Returns the same request with this idempotency key; `None` when it has one already, or accepts none.
    fn with_idempotency_key(&self, key: Text) -> Option<Self> {
        let _ = key;
        None
    }

    /// Writes the JSON body; called only when [`EndpointMeta::has_body`] is set.
    fn body<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_map(Some(0))?.end()
    }

    /// Writes the form that is the body; called only when [`Special::is_multipart`] is set.
    fn form(&self, form: &mut Form) {
        let _ = form;
    }

    /// The response that is a file; `None` where the response is JSON.
    fn file(file: Download) -> Option<Self::Response> {
        let _ = file;
        None
    }
}

/// Where the calls of an endpoint differ from those of most others.
#[derive(Debug)]
pub struct Special {
    /// The site that it is called at, such as `https://www.feishu.cn`, instead of the one of the base URL.
    pub host: Option<&'static str>,
    /// The body is a form with files, `multipart/form-data`.
    pub is_multipart: bool,
    /// It takes a token.
    pub sends_token: bool,
    /// Where the response holds what the endpoint returns.
    pub response: ResponseAt,
    /// Error codes of which the page of the endpoint says something else than others, ascending by number.
    pub codes: &'static [CodeInfo],
}

impl Special {
    /// Nowhere.
    pub const NONE: Self =
        Self { host: None, is_multipart: false, sends_token: true, response: ResponseAt::Data, codes: &[] };
}

/// What is the same for every call of an endpoint.
#[derive(Debug)]
pub struct EndpointMeta {
    /// Resource and name, such as `calendar_acl.create`.
    pub name: &'static str,
    /// The HTTP method in capitals.
    pub method: &'static str,
    /// The path with its placeholders, such as `/open-apis/calendar/v4/calendars/:calendar_id/acls`.
    pub path: &'static str,
    /// Whether it sends a JSON body.
    pub has_body: bool,
    /// The scopes; any one of them allows the call.
    pub scopes: &'static [&'static str],
    /// For each of these scopes, the number of endpoints of the spec that it allows.
    pub scope_reach: &'static [u32],
    /// Fields and values, of the request and of the response, that need scopes of their own.
    pub field_scopes: &'static [FieldScopes],
    /// How many calls the server allows.
    pub rate_limit: RateLimit,
    /// The numbers of the documented error codes, ascending.
    pub errors: &'static [i64],
    /// Every error code of the spec, ascending by number.
    pub codes: &'static [CodeInfo],
    /// Whether the request has an idempotency key.
    pub idempotency_key: bool,
    /// Whether a repeated call is harmless, with or without a key.
    pub is_repeatable: bool,
}

impl EndpointMeta {
    /// A call of the platform that no spec describes: a POST with a JSON body, without scopes and a rate limit.
    #[cfg(feature = "client")]
    pub(crate) const fn platform(name: &'static str, path: &'static str, codes: &'static [CodeInfo]) -> Self {
        Self {
            name,
            method: "POST",
            path,
            has_body: true,
            scopes: &[],
            scope_reach: &[],
            field_scopes: &[],
            rate_limit: RateLimit::NONE,
            errors: &[],
            codes,
            idempotency_key: false,
            is_repeatable: false,
        }
    }

    /// Finds the documentation of an error code.
    pub fn code(&self, number: i64) -> Option<&'static CodeInfo> {
        find_code(self.codes, number)
    }
}

/// A field or value that needs a scope of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldScopes {
    /// The path: `admin_account`, `items[].user_id`; a value of an enum follows `=`, as in
    /// `user_id_type=user_id`.
    pub path: &'static str,
    /// Scopes, any of which unlocks it.
    pub scopes: &'static [&'static str],
}
