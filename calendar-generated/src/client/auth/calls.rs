//! The API calls that issue tokens. Their responses are flat, without `data`, so no spec describes them.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use http::HeaderMap;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::value::RawValue;

use crate::client::call::Call;
use crate::client::core::Core;
use crate::client::retry::Repeat;
use crate::client::token_store::StoredToken;
use crate::endpoint::EndpointMeta;
use crate::transport::{json, text, unreadable};
use crate::{BaseUrl, CodeInfo, Error, Retry, Secret};

/// The fields of a body that must not appear in any output.
const SECRETS: [&str; 7] =
    ["app_secret", "client_secret", "app_ticket", "app_access_token", "refresh_token", "code", "code_verifier"];

type Answer = http::Response<Vec<u8>>;

/// A call that issues tokens, or the ticket for one.
pub(super) struct TokenCall {
    meta: EndpointMeta,
    repeat: Repeat,
    /// The fields of the response: the token, the refresh token, and two names for the lifetime in seconds.
    names: &'static [&'static str; 4],
}

const fn call(name: &'static str, path: &'static str, repeat: Repeat, codes: &'static [CodeInfo]) -> TokenCall {
    TokenCall {
        meta: EndpointMeta::platform(name, path, codes),
        repeat,
        names: &["tenant_access_token", "refresh_token", "expire", "expires_in"],
    }
}

pub(super) static TENANT_INTERNAL: TokenCall = call(
    "auth.tenant_access_token_internal",
    "/open-apis/auth/v3/tenant_access_token/internal",
    Repeat::Harmless,
    crate::CODES,
);
pub(super) static APP: TokenCall = TokenCall {
    names: &["app_access_token", "refresh_token", "expire", "expires_in"],
    ..call("auth.app_access_token", "/open-apis/auth/v3/app_access_token", Repeat::Harmless, crate::CODES)
};
pub(super) static TENANT: TokenCall =
    call("auth.tenant_access_token", "/open-apis/auth/v3/tenant_access_token", Repeat::Harmless, crate::CODES);
pub(super) static RESEND_TICKET: TokenCall =
    call("auth.app_ticket_resend", "/open-apis/auth/v3/app_ticket/resend", Repeat::Harmless, crate::CODES);
/// A refresh token or a code is spent once the server has seen it, whatever the outcome.
pub(super) static OAUTH: TokenCall = TokenCall {
    names: &["access_token", "refresh_token", "expire", "expires_in"],
    ..call("authen.oauth_token", "/open-apis/authen/v2/oauth/token", Repeat::OnRequest, OAUTH_CODES)
};

const AGAIN: &str = "Ask the user to authorize the application again, which gives a new refresh token.";
const LOG_IN: &str = "Start the login again: a code is good once, for five minutes.";
const RELEASE: &str = "Publish the application in the developer console, page \"Version Management & Release\", and have the administrator \
     allow it.";

/// From the pages about getting and refreshing a user token.
static OAUTH_CODES: &[CodeInfo] = &[
    CodeInfo::never(
        20_001,
        "The request is missing a required parameter.",
        "Check the app ID, the app secret and the refresh token.",
    ),
    CodeInfo::never(
        20_002,
        "The client secret is invalid.",
        "Copy the app secret from the developer console again, page \"Credentials & Basic Info\".",
    ),
    CodeInfo::never(
        20_003,
        "The authorization code is not found. Please note that an authorization code can only be used once.",
        LOG_IN,
    ),
    CodeInfo::never(20_004, "The authorization code has expired.", LOG_IN),
    CodeInfo::never(20_008, "The user does not exist.", "The user has left; forget the tokens."),
    CodeInfo::never(20_009, "The specified app is not installed.", "The tenant has to install the application."),
    CodeInfo::never(
        20_010,
        "The user does not have permission to use this app.",
        "The user is not in the availability of the application: extend it in the developer console, page \"Version \
         Management & Release\", and publish a version.",
    ),
    CodeInfo::never(
        20_024,
        "The provided authorization code or refresh token does not match the provided client ID.",
        "The code or refresh token belongs to another application; use the app ID that it was issued for.",
    ),
    CodeInfo::never(20_026, "The refresh token passed is invalid. Please check the value.", AGAIN),
    CodeInfo::never(20_037, "The refresh token passed has expired. Please generate a new one.", AGAIN),
    CodeInfo::never(
        20_048,
        "The specified app does not exist.",
        "Copy the app ID from the developer console again, page \"Credentials & Basic Info\"; Feishu and Lark have \
         applications of their own.",
    ),
    CodeInfo::never(
        20_049,
        "PKCE code challenge failed.",
        "The login was begun by another process or session: keep its `PendingLogin` until the redirect comes.",
    ),
    CodeInfo {
        number: 20_050,
        status: 500,
        message: "An unexpected server error occurred. Please retry your request.",
        advice: "Try again later.",
        retry: Retry::Backoff,
    },
    CodeInfo::never(
        20_063,
        "The request is malformed. Please check your request.",
        "Check the code or the refresh token.",
    ),
    CodeInfo::never(
        20_064,
        "The refresh token has been revoked. Please note that a refresh token can only be used once.",
        AGAIN,
    ),
    CodeInfo::never(
        20_065,
        "The authorization code has been used. Please note that an authorization code can only be used once.",
        LOG_IN,
    ),
    CodeInfo::never(20_066, "The user status is invalid.", "The user is suspended or has left."),
    CodeInfo::never(20_069, "The specified app is not enabled.", RELEASE),
    CodeInfo::never(
        20_071,
        "The provided redirect URI does not match the one used during authorization.",
        "Exchange the code with the redirect URL of the authorize URL, letter by letter.",
    ),
    CodeInfo {
        number: 20_072,
        status: 503,
        message: "The server is temporarily unavailable. Please retry your request.",
        advice: "Try again later.",
        retry: Retry::Backoff,
    },
    CodeInfo::never(
        20_073,
        "The refresh token has been used. Please note that a refresh token can only be used once.",
        "Two processes spent the same token: let them share a `TokenStore`. Ask the user to authorize the application again.",
    ),
    CodeInfo::never(
        20_074,
        "The specified app is not allowed to refresh token.",
        "Switch on refreshing of user tokens in the developer console, page \"Security Settings\", and publish a version.",
    ),
];

impl TokenCall {
    /// Makes the call with this body, a flat object of strings.
    pub(super) async fn ask(&'static self, core: &Arc<Core>, body: &[(&str, &str)]) -> Result<Answer, Error> {
        core.run(&self.with(body, &core.base_url)?, None).await
    }

    fn with(&'static self, body: &[(&str, &str)], base_url: &BaseUrl) -> Result<Call, Error> {
        let url = [base_url.as_str(), self.meta.path].concat();
        let json = serde_json::to_vec(&Texts(body)).map_err(|error| Error::encode("the body is not usable", error))?;
        let secrets = body.iter().filter(|(name, _)| SECRETS.contains(name)).map(|(_, text)| (*text).into()).collect();
        Ok(Call { repeat: self.repeat, secrets, ..Call::json(&self.meta, url, HeaderMap::new(), json) })
    }

    /// The token in a response that was received now. A token without a lifetime is used for a single call.
    pub(super) fn token(&self, answer: &Answer, now: SystemTime) -> Result<StoredToken, Error> {
        let body = text(answer.body());
        let [token, refresh_token, expire, expires_in] = self.values(&body, answer)?;
        let access_token = json::text(token).unwrap_or_default();
        if access_token.is_empty() {
            let source = serde::de::Error::custom(format_args!("there is no `{}`", self.names[0]));
            return Err(self.unreadable(answer, &body, source));
        }
        let seconds = expire.and_then(json::number).or(expires_in.and_then(json::number)).unwrap_or(0);
        let lifetime = Duration::from_secs(seconds.try_into().unwrap_or(0));
        let refresh_token = json::text(refresh_token).map(Secret::from);
        Ok(StoredToken { refresh_token, ..StoredToken::issued(access_token.into(), lifetime, now) })
    }

    /// The fields of a successful response.
    pub(super) fn values<'a>(&self, body: &'a str, answer: &Answer) -> Result<[Option<&'a RawValue>; 4], Error> {
        json::pick(body, self.names).map_err(|source| self.unreadable(answer, body, source))
    }

    fn unreadable(&self, answer: &Answer, body: &str, source: serde_json::Error) -> Error {
        unreadable(answer.status(), answer.headers(), body, source).of(self.meta.name)
    }
}

/// The scopes of a token, if the response names them.
#[cfg(feature = "login")]
pub(super) fn scope(answer: &Answer) -> crate::Text {
    let body = text(answer.body());
    json::pick(&body, &["scope"]).ok().and_then(|[scope]| json::text(scope)).unwrap_or_default()
}

/// A flat object of strings.
struct Texts<'a>(&'a [(&'a str, &'a str)]);

impl Serialize for Texts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, text) in self.0 {
            map.serialize_entry(name, text)?;
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_codes_ascends() {
        assert!(OAUTH_CODES.is_sorted_by_key(|code| code.number));
    }
}
