//! The classes of changes.
//!
//! In: nothing. Out: [`Class`], whose codes and sentences `README.md` repeats; a test holds the two together.

/// Where a changelog lists a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    Added,
    Changed,
    Deprecated,
    Removed,
    /// Texts alone; they share one line.
    Documentation,
}

/// The enum, and for each variant its code, its sentence and its section.
macro_rules! classes {
    ($(#[doc = $says:literal] $variant:ident = $code:literal, $section:ident;)*) => {
        /// What kind of change it is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Class {
            $(#[doc = $says] $variant,)*
        }

        impl Class {
            /// All of them, those of the whole before those of its parts.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Its code, such as `field-added`.
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)*
                }
            }

            /// What it says of two specs.
            pub fn says(self) -> &'static str {
                let says = match self {
                    $(Self::$variant => $says,)*
                };
                says.trim_start()
            }

            pub(super) fn section(self) -> Section {
                match self {
                    $(Self::$variant => Section::$section,)*
                }
            }
        }
    };
}

classes! {
    /// A resource is new, with its module and its cargo feature.
    ResourceAdded = "resource-added", Added;
    /// A resource is gone.
    ResourceRemoved = "resource-removed", Removed;
    /// An endpoint is new.
    OperationAdded = "operation-added", Added;
    /// An endpoint is gone.
    OperationRemoved = "operation-removed", Removed;
    /// An endpoint has another method or path.
    OperationMoved = "operation-moved", Changed;
    /// An event is new.
    EventAdded = "event-added", Added;
    /// An event is gone.
    EventRemoved = "event-removed", Removed;
    /// An event has another type on the wire.
    EventTypeChanged = "event-type-changed", Changed;
    /// An event comes in the other envelope.
    EnvelopeChanged = "envelope-changed", Changed;
    /// An endpoint answers with data, and did not.
    ResponseAdded = "response-added", Changed;
    /// An endpoint answers without data, and did not.
    ResponseRemoved = "response-removed", Changed;
    /// An endpoint answers with another object.
    ResponseChanged = "response-changed", Changed;
    /// An event carries another object.
    PayloadChanged = "payload-changed", Changed;
    /// A type is new.
    TypeAdded = "type-added", Added;
    /// A type is gone.
    TypeRemoved = "type-removed", Removed;
    /// Other structs come of an object: it goes another way, or one struct for both ways became two.
    StructsChanged = "structs-changed", Changed;
    /// A type comes with the cargo feature of one more resource.
    FeatureAdded = "feature-added", Changed;
    /// A type comes no longer with the cargo feature of a resource.
    FeatureRemoved = "feature-removed", Changed;
    /// There is one more way to make an object.
    ConstructorAdded = "constructor-added", Added;
    /// There is one way less to make an object.
    ConstructorRemoved = "constructor-removed", Removed;
    /// A constructor sets another field.
    ConstructorChanged = "constructor-changed", Changed;
    /// Nothing but a name in Rust changed: of a module, type, field, variant, constructor or error.
    RustNameChanged = "rust-name-changed", Changed;
    /// A field is new.
    FieldAdded = "field-added", Added;
    /// A field is gone.
    FieldRemoved = "field-removed", Removed;
    /// A field has another name on the wire.
    FieldRenamed = "field-renamed", Changed;
    /// A field of a request goes elsewhere: path, query, header or body.
    FieldMoved = "field-moved", Changed;
    /// A field has another type or format.
    TypeChanged = "type-changed", Changed;
    /// A field is required, and was not, or not always.
    FieldRequired = "field-required", Changed;
    /// A field is no longer required, or not always.
    FieldOptional = "field-optional", Changed;
    /// A field is required when something holds, and more often than before.
    ConditionTightened = "condition-tightened", Changed;
    /// A field is required when something holds, and less often than before.
    ConditionLoosened = "condition-loosened", Changed;
    /// Only the server sets the field from now on.
    FieldReadOnly = "field-read-only", Changed;
    /// A request may set the field from now on.
    FieldWritable = "field-writable", Changed;
    /// The value of a field is no longer shown.
    FieldSecret = "field-secret", Changed;
    /// The value of a field is shown from now on.
    FieldShown = "field-shown", Changed;
    /// A limit on length, items or numbers allows less, or not all that it allowed.
    LimitTightened = "limit-tightened", Changed;
    /// A limit on length, items or numbers allows more.
    LimitLoosened = "limit-loosened", Changed;
    /// A rule across fields is new.
    RuleAdded = "rule-added", Changed;
    /// A rule across fields is gone.
    RuleRemoved = "rule-removed", Changed;
    /// A rule across fields allows less, or not all that it allowed.
    RuleTightened = "rule-tightened", Changed;
    /// A rule across fields allows more.
    RuleLoosened = "rule-loosened", Changed;
    /// An enum has one more value.
    ValueAdded = "value-added", Added;
    /// An enum has one value less.
    ValueRemoved = "value-removed", Removed;
    /// A value of an enum is written in another way on the wire.
    ValueRenamed = "value-renamed", Changed;
    /// Only the server sends a value from now on.
    ValueReadOnly = "value-read-only", Changed;
    /// A request may hold a value from now on.
    ValueWritable = "value-writable", Changed;
    /// What the server takes for an absent field is documented.
    DefaultAdded = "default-added", Changed;
    /// The server takes another value for an absent field.
    DefaultChanged = "default-changed", Changed;
    /// What the server takes for an absent field is no longer documented.
    DefaultRemoved = "default-removed", Changed;
    /// An error code is new.
    ErrorAdded = "error-added", Added;
    /// An error code is gone.
    ErrorRemoved = "error-removed", Removed;
    /// An error has another number.
    ErrorRenumbered = "error-renumbered", Changed;
    /// An error comes with another HTTP status.
    StatusChanged = "status-changed", Changed;
    /// An error comes with another message.
    MessageChanged = "message-changed", Changed;
    /// Whether a call that failed is repeated, and when.
    RetryChanged = "retry-changed", Changed;
    /// An endpoint lists one more error.
    ErrorListed = "error-listed", Changed;
    /// An endpoint lists one error less.
    ErrorUnlisted = "error-unlisted", Changed;
    /// A scope that sufficed does not, or one is needed where none was.
    ScopesNarrowed = "scopes-narrowed", Changed;
    /// One more scope suffices, or none is needed any more.
    ScopesWidened = "scopes-widened", Changed;
    /// An endpoint takes one kind of token less.
    TokensNarrowed = "tokens-narrowed", Changed;
    /// An endpoint takes one more kind of token.
    TokensWidened = "tokens-widened", Changed;
    /// One kind of application less may call or receive.
    AppsNarrowed = "apps-narrowed", Changed;
    /// One more kind of application may call or receive.
    AppsWidened = "apps-widened", Changed;
    /// The server allows fewer calls.
    RateLimitLowered = "rate-limit-lowered", Changed;
    /// The server allows more calls.
    RateLimitRaised = "rate-limit-raised", Changed;
    /// An endpoint can be walked page by page.
    PagingAdded = "paging-added", Changed;
    /// An endpoint is walked in another way.
    PagingChanged = "paging-changed", Changed;
    /// An endpoint can no longer be walked page by page.
    PagingRemoved = "paging-removed", Changed;
    /// There is a field that makes a repeated call harmless.
    IdempotencyAdded = "idempotency-added", Changed;
    /// Another field makes a repeated call harmless.
    IdempotencyChanged = "idempotency-changed", Changed;
    /// No field makes a repeated call harmless any more.
    IdempotencyRemoved = "idempotency-removed", Changed;
    /// An endpoint or field should not be used any more.
    Deprecated = "deprecated", Deprecated;
    /// An endpoint or field may be used again.
    Undeprecated = "undeprecated", Changed;
    /// A field began or ended to be rolled out gradually.
    BetaChanged = "beta-changed", Documentation;
    /// A text of the documentation changed.
    DocChanged = "doc-changed", Documentation;
    /// A documented example changed.
    ExampleChanged = "example-changed", Documentation;
    /// What the mock server does with the items of a resource changed.
    CollectionChanged = "collection-changed", Documentation;
    /// The vendor's page moved, or was changed on another day.
    PageChanged = "page-changed", Documentation;
    /// Things stand in another order.
    OrderChanged = "order-changed", Changed;
}
