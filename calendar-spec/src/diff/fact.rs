//! The facts that can differ between two specs, and the effect of each difference: one table.

/// The effect of a change on the source of a program that uses the generated crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// Everything compiles, and nothing was added.
    Patch,
    /// Everything compiles. Something was added or deprecated, or `build()` rejects a value that it accepted.
    Minor,
    /// A program that compiled may not compile any more, or may behave differently.
    Major,
}

impl Level {
    /// In lower case.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

/// The effect of a difference on the wire, in one direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// Nothing changes on the wire.
    Nothing,
    /// Visible, but compatible.
    Compatible,
    /// Breaking if it removes or requires something.
    Judged,
}

/// The effects of a difference.
#[derive(Clone, Copy, Debug)]
pub(super) struct Meaning {
    pub(super) request: Mark,
    pub(super) response: Mark,
    /// On Rust source, if it removes and requires nothing.
    pub(super) harmless: Level,
    /// On Rust source otherwise.
    pub(super) breaking: Level,
}

macro_rules! facts {
    ($($variant:ident $name:literal: $request:ident, $response:ident, $harmless:ident, $breaking:ident;)*) => {
        /// A fact that a spec states and that may differ between two specs.
        #[allow(missing_docs)] // the table names each of them
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Fact {
            $($variant,)*
        }

        impl Fact {
            /// All of them, in the order in which changes at one place are reported.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Its name for people.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            pub(super) fn meaning(self) -> Meaning {
                match self {
                    $(Self::$variant => Meaning {
                        request: Mark::$request,
                        response: Mark::$response,
                        harmless: Level::$harmless,
                        breaking: Level::$breaking,
                    },)*
                }
            }
        }
    };
}

facts! {
    // fact                                 requests    responses   harmless breaking
    Resource "resource":                    Nothing,    Nothing,    Minor,   Major;
    Type "type":                            Nothing,    Nothing,    Minor,   Major;
    Endpoint "endpoint":                    Judged,     Nothing,    Minor,   Major;
    Event "event":                          Nothing,    Judged,     Minor,   Major;
    Error "error":                          Nothing,    Compatible, Minor,   Major;
    Value "value":                          Judged,     Compatible, Minor,   Major;
    Field "field":                          Judged,     Judged,     Minor,   Major;
    Constructor "constructor":              Nothing,    Nothing,    Minor,   Major;
    Rule "rule":                            Judged,     Nothing,    Patch,   Minor;
    WireName "wire name":                   Judged,     Judged,     Patch,   Patch;
    JsonType "JSON type":                   Judged,     Judged,     Patch,   Patch;
    RustName "Rust name":                   Nothing,    Nothing,    Major,   Major;
    Number "number":                        Nothing,    Judged,     Patch,   Patch;
    HttpStatus "HTTP status":               Nothing,    Compatible, Patch,   Patch;
    Message "message":                      Nothing,    Compatible, Patch,   Patch;
    Doc "doc":                              Nothing,    Nothing,    Patch,   Patch;
    Page "page":                            Nothing,    Nothing,    Patch,   Patch;
    PageUpdate "page update":               Nothing,    Nothing,    Patch,   Patch;
    Route "route":                          Judged,     Nothing,    Patch,   Patch;
    Tokens "tokens":                        Judged,     Nothing,    Minor,   Major;
    Apps "apps":                            Judged,     Judged,     Patch,   Patch;
    Scopes "scopes":                        Judged,     Judged,     Patch,   Patch;
    PerMinute "calls per minute":           Judged,     Nothing,    Patch,   Patch;
    PerSecond "calls per second":           Judged,     Nothing,    Patch,   Patch;
    SpecialLimit "special rate limit":      Judged,     Nothing,    Patch,   Patch;
    EventType "event type":                 Nothing,    Judged,     Patch,   Patch;
    Envelope "envelope":                    Nothing,    Judged,     Patch,   Patch;
    Response "response":                    Nothing,    Judged,     Major,   Major;
    ResponseAt "response place":            Nothing,    Judged,     Patch,   Patch;
    ResponseScopes "response scopes":       Nothing,    Judged,     Patch,   Patch;
    Payload "payload":                      Nothing,    Judged,     Major,   Major;
    PayloadScopes "payload scopes":         Nothing,    Judged,     Patch,   Patch;
    Errors "listed errors":                 Nothing,    Compatible, Patch,   Patch;
    ErrorTexts "texts of listed errors":    Nothing,    Compatible, Patch,   Patch;
    Retry "retry":                          Nothing,    Nothing,    Patch,   Patch;
    Paging "paging":                        Judged,     Nothing,    Patch,   Patch;
    IdempotencyKey "idempotency key":       Judged,     Nothing,    Patch,   Patch;
    Repeatable "repeatable":                Judged,     Nothing,    Patch,   Patch;
    Features "cargo features":              Nothing,    Nothing,    Minor,   Major;
    Structs "structs":                      Nothing,    Nothing,    Minor,   Major;
    Builder "builder":                      Nothing,    Nothing,    Minor,   Major;
    Setter "setter":                        Nothing,    Nothing,    Minor,   Major;
    Target "target":                        Nothing,    Nothing,    Major,   Major;
    FieldType "field type":                 Judged,     Judged,     Major,   Major;
    Format "format":                        Judged,     Judged,     Patch,   Minor;
    PagingFlag "paging flag":               Nothing,    Nothing,    Major,   Major;
    Requirement "requirement":              Judged,     Nothing,    Major,   Major;
    Condition "condition":                  Judged,     Nothing,    Patch,   Minor;
    Constraint "constraint":                Judged,     Nothing,    Patch,   Minor;
    FieldAccess "field access":             Judged,     Nothing,    Minor,   Major;
    ValueAccess "value access":             Judged,     Nothing,    Patch,   Minor;
    Secrecy "secrecy":                      Nothing,    Nothing,    Major,   Major;
    Location "location":                    Judged,     Nothing,    Patch,   Patch;
    Default "default":                      Judged,     Nothing,    Patch,   Patch;
    Example "example":                      Nothing,    Nothing,    Patch,   Patch;
    Deprecation "deprecation":              Nothing,    Nothing,    Minor,   Patch;
    Rollout "rollout":                      Nothing,    Nothing,    Patch,   Patch;
    Documentation "documentation":          Nothing,    Nothing,    Minor,   Major;
    Collection "collection":                Nothing,    Nothing,    Patch,   Patch;
    Order "order":                          Nothing,    Nothing,    Patch,   Major;
}

impl Fact {
    /// Its row in the table of the README.
    pub fn row(self) -> String {
        let Meaning { request, response, harmless, breaking } = self.meaning();
        let mark = |mark| match mark {
            Mark::Nothing => "",
            Mark::Compatible => "compatible",
            Mark::Judged => "judged",
        };
        let (harmless, breaking) = (harmless.as_str(), breaking.as_str());
        format!("| {} | {} | {} | {harmless} | {breaking} |", self.name(), mark(request), mark(response))
    }

    /// Whether it is an item of its own, rather than a fact about an item.
    pub(super) fn is_item(self) -> bool {
        self < Self::Rule
    }

    /// Whether only readers of the documentation, or of the mock server's responses, notice a difference.
    pub(super) fn is_documentation(self) -> bool {
        use Fact::{Collection, Doc, Example, Page, PageUpdate, Rollout};
        matches!(self, Doc | Page | PageUpdate | Example | Rollout | Collection)
    }
}
