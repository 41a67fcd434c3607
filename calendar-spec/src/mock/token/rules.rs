//! [`LoginRules`]: the settings of the applications in the developer console, and how logins are decided.

use std::collections::BTreeSet;

/// Settings of the builder. By default, all applications have every scope and every redirect URL is registered.
#[derive(Clone, Debug, Default)]
pub(in crate::mock) struct LoginRules {
    /// The scopes that applications have; `None` for all.
    pub(in crate::mock) app_scopes: Option<BTreeSet<String>>,
    /// The redirect URLs of the security settings; if there are none, any URL is accepted.
    pub(in crate::mock) redirect_urls: BTreeSet<String>,
    /// The user who grants logins without a click.
    pub(in crate::mock) approved_as: Option<String>,
    /// Whether calls need the scopes that their endpoints document.
    pub(in crate::mock) are_scopes_checked: bool,
}

impl LoginRules {
    /// The first of these scopes that the application does not have.
    pub(in crate::mock) fn lacking<'s>(&self, mut scopes: impl Iterator<Item = &'s str>) -> Option<&'s str> {
        let granted = self.app_scopes.as_ref()?;
        scopes.find(|scope| !granted.contains(*scope))
    }

    /// Whether the application has one of these scopes.
    pub(in crate::mock) fn has_any(&self, scopes: &[String]) -> bool {
        self.app_scopes.as_ref().is_none_or(|granted| scopes.iter().any(|scope| granted.contains(scope)))
    }

    /// Whether a redirect URL is registered.
    pub(in crate::mock) fn is_registered(&self, url: &str) -> bool {
        self.redirect_urls.is_empty() || self.redirect_urls.contains(url)
    }
}
