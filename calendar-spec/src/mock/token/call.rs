//! [`TokenCall`]: the calls of the platform that issue tokens.

/// A call that issues tokens. Each is a POST.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::mock) enum TokenCall {
    TenantInternal,
    AppInternal,
    Tenant,
    App,
    ResendTicket,
    OAuth,
}

impl TokenCall {
    pub(in crate::mock) const ALL: [Self; 6] =
        [Self::TenantInternal, Self::AppInternal, Self::Tenant, Self::App, Self::ResendTicket, Self::OAuth];

    pub(in crate::mock) fn path(self) -> &'static str {
        match self {
            Self::TenantInternal => "/open-apis/auth/v3/tenant_access_token/internal",
            Self::AppInternal => "/open-apis/auth/v3/app_access_token/internal",
            Self::Tenant => "/open-apis/auth/v3/tenant_access_token",
            Self::App => "/open-apis/auth/v3/app_access_token",
            Self::ResendTicket => "/open-apis/auth/v3/app_ticket/resend",
            Self::OAuth => "/open-apis/authen/v2/oauth/token",
        }
    }

    /// Its name in records and faults, besides those of endpoints.
    pub(in crate::mock) fn name(self) -> &'static str {
        match self {
            Self::TenantInternal => "auth.tenant_access_token_internal",
            Self::AppInternal => "auth.app_access_token_internal",
            Self::Tenant => "auth.tenant_access_token",
            Self::App => "auth.app_access_token",
            Self::ResendTicket => "auth.app_ticket_resend",
            Self::OAuth => "authen.oauth_token",
        }
    }
}
