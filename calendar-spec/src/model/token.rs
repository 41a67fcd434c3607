//! [`Tokens`]: the kinds of token that an endpoint accepts.

/// Declares the kinds once: the enum and the set, and for each kind its key in the spec and two sentences.
macro_rules! token_kinds {
    ($($(#[$doc:meta])* $kind:ident($key:ident), $call:literal, $token:literal;)*) => {
        /// The kind of a token.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum TokenKind {
            $($(#[$doc])* $kind,)*
        }

        impl TokenKind {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$kind,)*];

            /// The name in a spec, such as `tenant`.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$kind => stringify!($key),)*
                }
            }

            /// A description of calls with such a token.
            pub(crate) const fn call(self) -> &'static str {
                match self {
                    $(Self::$kind => $call,)*
                }
            }

            /// A description of the token.
            #[cfg(feature = "cli")]
            pub(crate) const fn description(self) -> &'static str {
                match self {
                    $(Self::$kind => $token,)*
                }
            }
        }

        /// The kinds of token that an endpoint accepts.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub struct Tokens {
            $($(#[$doc])* pub $key: bool,)*
        }

        impl Tokens {
            /// The kinds for which `is_accepted` is true.
            pub(crate) fn from_fn(is_accepted: impl Fn(TokenKind) -> bool) -> Self {
                Self { $($key: is_accepted(TokenKind::$kind),)* }
            }

            /// Whether the endpoint accepts tokens of a kind.
            pub fn accepts(self, kind: TokenKind) -> bool {
                match kind {
                    $(TokenKind::$kind => self.$key,)*
                }
            }
        }
    };
}

token_kinds! {
    /// An application in a tenant, `tenant_access_token`.
    Tenant(tenant), "The application itself calls.", "The token of an application in a tenant.";
    /// A user, `user_access_token`.
    User(user), "The application calls for a user.", "The token of a user who has authorized the application.";
    /// An application by itself, `app_access_token`.
    App(app), "The application calls for itself, in no tenant, with an `app_access_token`.",
        "The token of an application, in no tenant.";
}

impl Tokens {
    /// The accepted kinds.
    pub fn kinds(self) -> impl Iterator<Item = TokenKind> {
        TokenKind::ALL.iter().copied().filter(move |kind| self.accepts(*kind))
    }

    /// Whether the endpoint is called without a token.
    pub fn is_empty(self) -> bool {
        self.kinds().next().is_none()
    }
}
