//! [`Refusal`]: the errors that the pages of the token call list.

/// An error of the page: code, HTTP status, type by RFC 6749, description.
#[derive(Clone, Copy, Debug)]
pub(super) struct Refusal(pub(super) i64, pub(super) &'static str, pub(super) &'static str);

pub(super) const MISSING: Refusal = Refusal(20_001, "invalid_request", "The request is missing a required parameter.");
pub(super) const WRONG_SECRET: Refusal = Refusal(20_002, "invalid_client", "The client secret is invalid.");
pub(super) const UNKNOWN_CODE: Refusal = Refusal(
    20_003,
    "invalid_grant",
    "The authorization code is not found. Please note that an authorization code can only be used once.",
);
pub(super) const OLD_CODE: Refusal = Refusal(20_004, "invalid_grant", "The authorization code has expired.");
pub(super) const WRONG_CLIENT: Refusal = Refusal(
    20_024,
    "invalid_grant",
    "The provided authorization code or refresh token does not match the provided client ID.",
);
pub(super) const WRONG_REFRESH: Refusal =
    Refusal(20_026, "invalid_grant", "The refresh token passed is invalid. Please check the value.");
pub(super) const WRONG_GRANT: Refusal =
    Refusal(20_036, "unsupported_grant_type", "The specified grant_type is not supported.");
pub(super) const OLD_REFRESH: Refusal =
    Refusal(20_037, "invalid_grant", "The refresh token passed has expired. Please generate a new one.");
pub(super) const NO_APP: Refusal = Refusal(20_048, "invalid_client", "The specified app does not exist.");
pub(super) const WRONG_VERIFIER: Refusal = Refusal(20_049, "invalid_grant", "PKCE code challenge failed.");
pub(super) const MALFORMED: Refusal =
    Refusal(20_063, "invalid_request", "The request is malformed. Please check your request.");
pub(super) const USED_CODE: Refusal = Refusal(
    20_065,
    "invalid_grant",
    "The authorization code has been used. Please note that an authorization code can only be used once.",
);
pub(super) const REPEATED_SCOPE: Refusal = Refusal(
    20_067,
    "invalid_scope",
    "The provided scope list contains duplicate scopes. Please ensure all scopes are unique.",
);
pub(super) const WIDER_SCOPE: Refusal = Refusal(
    20_068,
    "invalid_scope",
    "The provided scope list contains scopes that are not permitted. Please ensure all scopes are allowed.",
);
pub(super) const TWO_WAYS: Refusal = Refusal(
    20_070,
    "invalid_request",
    "Multiple authentication methods were provided. Please only use one to proceed.",
);
pub(super) const WRONG_REDIRECT: Refusal =
    Refusal(20_071, "invalid_grant", "The provided redirect URI does not match the one used during authorization.");
pub(super) const USED_REFRESH: Refusal = Refusal(
    20_073,
    "invalid_grant",
    "The refresh token has been used. Please note that a refresh token can only be used once.",
);
