//! [`ConsolePage`]: the page of the developer console where the cause of a failure is fixed.

use std::fmt;

/// A page of the developer console, for one application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ConsolePage {
    /// "Credentials & Basic Info": the app ID and the app secret.
    Credentials,
    /// "Security Settings": redirect URLs, and whether user tokens may be refreshed.
    SecuritySettings,
    /// "Permissions & Scopes": what the application is granted.
    Permissions,
    /// "Version Management & Release": publishing, and who may use the application.
    Release,
}

impl ConsolePage {
    /// Its name in the English console.
    pub fn name(self) -> &'static str {
        match self {
            Self::Credentials => "Credentials & Basic Info",
            Self::SecuritySettings => "Security Settings",
            Self::Permissions => "Permissions & Scopes",
            Self::Release => "Version Management & Release",
        }
    }

    /// The part of its URL after the application: known from responses of the service and from the vendor's tools. The
    /// other pages are linked from the overview page of the application.
    pub(super) fn path(self) -> &'static str {
        match self {
            Self::SecuritySettings => "/safe",
            Self::Permissions => "/auth",
            Self::Credentials | Self::Release => "",
        }
    }

    /// The page where the cause of an error code of the token endpoint is fixed.
    pub(super) fn for_code(code: i64) -> Option<Self> {
        match code {
            20_002 | 20_024 | 20_048 => Some(Self::Credentials),
            20_029 | 20_071 | 20_074 => Some(Self::SecuritySettings),
            20_027 | 20_068 => Some(Self::Permissions),
            20_009 | 20_010 | 20_069 => Some(Self::Release),
            _ => None,
        }
    }
}

impl fmt::Display for ConsolePage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::ConsolePage::{self, Credentials, Permissions, Release, SecuritySettings};

    #[test]
    fn an_error_code_leads_to_the_page_where_its_cause_is_fixed() {
        let page = ConsolePage::for_code;
        assert_eq!([20_002, 20_029, 20_027].map(page), [Some(Credentials), Some(SecuritySettings), Some(Permissions)]);
        assert_eq!([20_010, 20_001, 0].map(page), [Some(Release), None, None]);
        assert_eq!([Credentials, Permissions, SecuritySettings].map(ConsolePage::path), ["", "/auth", "/safe"]);
    }
}
