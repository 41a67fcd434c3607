//! Stand-in for the code that the macro emits, for four endpoints; removed when the macro is there.
#![allow(
    missing_docs,
    clippy::pedantic,
    clippy::type_complexity,
    reason = "temporary"
)]

#[doc(hidden)]
#[allow(non_camel_case_types)]
pub mod field {
    #[diagnostic::on_unimplemented(
        message = "required field `calendar_id` is not set",
        label = "`.calendar_id(…)` must be called before this",
        note = "the builder can be built, or handed on, once every required field is set"
    )]
    pub trait calendar_id {}
    #[diagnostic::do_not_recommend]
    impl calendar_id for crate::__private::Set {}

    #[diagnostic::on_unimplemented(
        message = "required field `exchange_binding_id` is not set",
        label = "`.exchange_binding_id(…)` must be called before this",
        note = "the builder can be built, or handed on, once every required field is set"
    )]
    pub trait exchange_binding_id {}
    #[diagnostic::do_not_recommend]
    impl exchange_binding_id for crate::__private::Set {}

    #[diagnostic::on_unimplemented(
        message = "required field `role` is not set",
        label = "`.role(…)` must be called before this",
        note = "the builder can be built, or handed on, once every required field is set"
    )]
    pub trait role {}
    #[diagnostic::do_not_recommend]
    impl role for crate::__private::Set {}

    #[diagnostic::on_unimplemented(
        message = "required field `scope` is not set",
        label = "`.scope(…)` must be called before this",
        note = "the builder can be built, or handed on, once every required field is set"
    )]
    pub trait scope {}
    #[diagnostic::do_not_recommend]
    impl scope for crate::__private::Set {}

    #[diagnostic::on_unimplemented(
        message = "required field `type` is not set",
        label = "`.r#type(…)` must be called before this",
        note = "the builder can be built, or handed on, once every required field is set"
    )]
    pub trait r#type {}
    #[diagnostic::do_not_recommend]
    impl r#type for crate::__private::Set {}
}

#[no_implicit_prelude]
pub mod types {
    #[doc(hidden)]
    pub mod id {
        pub enum CalendarId {}
        impl crate::__private::IdKind for CalendarId {
            const NAME: &'static str = "CalendarId";
        }
        pub enum AclId {}
        impl crate::__private::IdKind for AclId {
            const NAME: &'static str = "AclId";
        }
        pub enum UserId {}
        impl crate::__private::IdKind for UserId {
            const NAME: &'static str = "UserId";
        }
        pub enum ExchangeBindingId {}
        impl crate::__private::IdKind for ExchangeBindingId {
            const NAME: &'static str = "ExchangeBindingId";
        }
    }
    pub type CalendarId = crate::__private::Id<id::CalendarId>;
    pub type AclId = crate::__private::Id<id::AclId>;
    pub type UserId = crate::__private::Id<id::UserId>;
    pub type ExchangeBindingId = crate::__private::Id<id::ExchangeBindingId>;

    #[derive(Clone, Debug, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub enum CalendarRole {
        Unknown,
        FreeBusyReader,
        Reader,
        Writer,
        Owner,
        Unrecognized(crate::__private::Text),
    }
    impl crate::__private::OpenEnum for CalendarRole {
        const NAME: &'static str = "CalendarRole";
        const VALUES: &'static [&'static str] =
            &["unknown", "free_busy_reader", "reader", "writer", "owner"];
        const READ_ONLY: &'static [usize] = &[0];
        fn from_index(index: usize) -> ::core::option::Option<Self> {
            match index {
                0 => ::core::option::Option::Some(Self::Unknown),
                1 => ::core::option::Option::Some(Self::FreeBusyReader),
                2 => ::core::option::Option::Some(Self::Reader),
                3 => ::core::option::Option::Some(Self::Writer),
                4 => ::core::option::Option::Some(Self::Owner),
                _ => ::core::option::Option::None,
            }
        }
        fn from_text(text: crate::__private::Text) -> Self {
            Self::Unrecognized(text)
        }
        fn index(&self) -> ::core::result::Result<usize, &crate::__private::Text> {
            match self {
                Self::Unknown => ::core::result::Result::Ok(0),
                Self::FreeBusyReader => ::core::result::Result::Ok(1),
                Self::Reader => ::core::result::Result::Ok(2),
                Self::Writer => ::core::result::Result::Ok(3),
                Self::Owner => ::core::result::Result::Ok(4),
                Self::Unrecognized(text) => ::core::result::Result::Err(text),
            }
        }
    }
    impl CalendarRole {
        pub fn as_str(&self) -> &str {
            crate::__private::enum_str(self)
        }
    }
    impl ::core::fmt::Display for CalendarRole {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.write_str(self.as_str())
        }
    }
    impl ::core::convert::From<&str> for CalendarRole {
        fn from(text: &str) -> Self {
            crate::__private::enum_from(text)
        }
    }
    impl crate::__private::Serialize for CalendarRole {
        fn serialize<S: crate::__private::Serializer>(
            &self,
            s: S,
        ) -> ::core::result::Result<S::Ok, S::Error> {
            s.serialize_str(self.as_str())
        }
    }
    impl<'de> crate::__private::Deserialize<'de> for CalendarRole {
        fn deserialize<D: crate::__private::Deserializer<'de>>(
            d: D,
        ) -> ::core::result::Result<Self, D::Error> {
            crate::__private::decode_enum(d)
        }
    }

    #[derive(Clone, Debug, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub enum AclScopeType {
        User,
        Unrecognized(crate::__private::Text),
    }
    impl crate::__private::OpenEnum for AclScopeType {
        const NAME: &'static str = "AclScopeType";
        const VALUES: &'static [&'static str] = &["user"];
        const READ_ONLY: &'static [usize] = &[];
        fn from_index(index: usize) -> ::core::option::Option<Self> {
            match index {
                0 => ::core::option::Option::Some(Self::User),
                _ => ::core::option::Option::None,
            }
        }
        fn from_text(text: crate::__private::Text) -> Self {
            Self::Unrecognized(text)
        }
        fn index(&self) -> ::core::result::Result<usize, &crate::__private::Text> {
            match self {
                Self::User => ::core::result::Result::Ok(0),
                Self::Unrecognized(text) => ::core::result::Result::Err(text),
            }
        }
    }
    impl AclScopeType {
        pub fn as_str(&self) -> &str {
            crate::__private::enum_str(self)
        }
    }
    impl ::core::fmt::Display for AclScopeType {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.write_str(self.as_str())
        }
    }
    impl ::core::convert::From<&str> for AclScopeType {
        fn from(text: &str) -> Self {
            crate::__private::enum_from(text)
        }
    }
    impl crate::__private::Serialize for AclScopeType {
        fn serialize<S: crate::__private::Serializer>(
            &self,
            s: S,
        ) -> ::core::result::Result<S::Ok, S::Error> {
            s.serialize_str(self.as_str())
        }
    }
    impl<'de> crate::__private::Deserialize<'de> for AclScopeType {
        fn deserialize<D: crate::__private::Deserializer<'de>>(
            d: D,
        ) -> ::core::result::Result<Self, D::Error> {
            crate::__private::decode_enum(d)
        }
    }

    #[derive(Clone, Debug, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub enum UserIdType {
        OpenId,
        UnionId,
        UserId,
        Unrecognized(crate::__private::Text),
    }
    impl crate::__private::OpenEnum for UserIdType {
        const NAME: &'static str = "UserIdType";
        const VALUES: &'static [&'static str] = &["open_id", "union_id", "user_id"];
        const READ_ONLY: &'static [usize] = &[];
        fn from_index(index: usize) -> ::core::option::Option<Self> {
            match index {
                0 => ::core::option::Option::Some(Self::OpenId),
                1 => ::core::option::Option::Some(Self::UnionId),
                2 => ::core::option::Option::Some(Self::UserId),
                _ => ::core::option::Option::None,
            }
        }
        fn from_text(text: crate::__private::Text) -> Self {
            Self::Unrecognized(text)
        }
        fn index(&self) -> ::core::result::Result<usize, &crate::__private::Text> {
            match self {
                Self::OpenId => ::core::result::Result::Ok(0),
                Self::UnionId => ::core::result::Result::Ok(1),
                Self::UserId => ::core::result::Result::Ok(2),
                Self::Unrecognized(text) => ::core::result::Result::Err(text),
            }
        }
    }
    impl UserIdType {
        pub fn as_str(&self) -> &str {
            crate::__private::enum_str(self)
        }
    }
    impl ::core::fmt::Display for UserIdType {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.write_str(self.as_str())
        }
    }
    impl ::core::convert::From<&str> for UserIdType {
        fn from(text: &str) -> Self {
            crate::__private::enum_from(text)
        }
    }
    impl crate::__private::Serialize for UserIdType {
        fn serialize<S: crate::__private::Serializer>(
            &self,
            s: S,
        ) -> ::core::result::Result<S::Ok, S::Error> {
            s.serialize_str(self.as_str())
        }
    }
    impl<'de> crate::__private::Deserialize<'de> for UserIdType {
        fn deserialize<D: crate::__private::Deserializer<'de>>(
            d: D,
        ) -> ::core::result::Result<Self, D::Error> {
            crate::__private::decode_enum(d)
        }
    }

    #[derive(Clone, Debug, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub enum ExchangeSyncStatus {
        Doing,
        CalDone,
        TimespanDone,
        Done,
        Err,
        Unrecognized(crate::__private::Text),
    }
    impl crate::__private::OpenEnum for ExchangeSyncStatus {
        const NAME: &'static str = "ExchangeSyncStatus";
        const VALUES: &'static [&'static str] =
            &["doing", "cal_done", "timespan_done", "done", "err"];
        const READ_ONLY: &'static [usize] = &[];
        fn from_index(index: usize) -> ::core::option::Option<Self> {
            match index {
                0 => ::core::option::Option::Some(Self::Doing),
                1 => ::core::option::Option::Some(Self::CalDone),
                2 => ::core::option::Option::Some(Self::TimespanDone),
                3 => ::core::option::Option::Some(Self::Done),
                4 => ::core::option::Option::Some(Self::Err),
                _ => ::core::option::Option::None,
            }
        }
        fn from_text(text: crate::__private::Text) -> Self {
            Self::Unrecognized(text)
        }
        fn index(&self) -> ::core::result::Result<usize, &crate::__private::Text> {
            match self {
                Self::Doing => ::core::result::Result::Ok(0),
                Self::CalDone => ::core::result::Result::Ok(1),
                Self::TimespanDone => ::core::result::Result::Ok(2),
                Self::Done => ::core::result::Result::Ok(3),
                Self::Err => ::core::result::Result::Ok(4),
                Self::Unrecognized(text) => ::core::result::Result::Err(text),
            }
        }
    }
    impl ExchangeSyncStatus {
        pub fn as_str(&self) -> &str {
            crate::__private::enum_str(self)
        }
    }
    impl ::core::fmt::Display for ExchangeSyncStatus {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.write_str(self.as_str())
        }
    }
    impl ::core::convert::From<&str> for ExchangeSyncStatus {
        fn from(text: &str) -> Self {
            crate::__private::enum_from(text)
        }
    }
    impl crate::__private::Serialize for ExchangeSyncStatus {
        fn serialize<S: crate::__private::Serializer>(
            &self,
            s: S,
        ) -> ::core::result::Result<S::Ok, S::Error> {
            s.serialize_str(self.as_str())
        }
    }
    impl<'de> crate::__private::Deserialize<'de> for ExchangeSyncStatus {
        fn deserialize<D: crate::__private::Deserializer<'de>>(
            d: D,
        ) -> ::core::result::Result<Self, D::Error> {
            crate::__private::decode_enum(d)
        }
    }

    #[derive(Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct CalendarAcl {
        pub acl_id: ::core::option::Option<AclId>,
        pub role: ::core::option::Option<CalendarRole>,
        pub scope: ::core::option::Option<AclScopeOutput>,
    }
    impl crate::__private::Object for CalendarAcl {
        const NAME: &'static str = "CalendarAcl";
        const NAMES: &'static [&'static str] = &["acl_id", "role", "scope"];
        fn set<'de, A: crate::__private::MapAccess<'de>>(
            &mut self,
            index: usize,
            map: &mut A,
        ) -> ::core::result::Result<(), A::Error> {
            match index {
                0 => crate::__private::read(map, &mut self.acl_id),
                1 => crate::__private::read(map, &mut self.role),
                2 => crate::__private::read(map, &mut self.scope),
                _ => crate::__private::skip(map),
            }
        }
    }
    impl<'de> crate::__private::Deserialize<'de> for CalendarAcl {
        fn deserialize<D: crate::__private::Deserializer<'de>>(
            d: D,
        ) -> ::core::result::Result<Self, D::Error> {
            crate::__private::decode_object(d)
        }
    }
    crate::__private::encode_responses! {
        impl crate::__private::Serialize for CalendarAcl {
            fn serialize<S: crate::__private::Serializer>(&self, s: S) -> ::core::result::Result<S::Ok, S::Error> {
                let mut fields = crate::__private::Fields::new(s)?;
                fields.put("acl_id", &self.acl_id)?; fields.put("role", &self.role)?; fields.put("scope", &self.scope)?;
                fields.end()
            }
        }
    }

    #[derive(Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct AclScopeOutput {
        pub r#type: ::core::option::Option<AclScopeType>,
        pub user_id: ::core::option::Option<UserId>,
    }
    impl crate::__private::Object for AclScopeOutput {
        const NAME: &'static str = "AclScopeOutput";
        const NAMES: &'static [&'static str] = &["type", "user_id"];
        fn set<'de, A: crate::__private::MapAccess<'de>>(
            &mut self,
            index: usize,
            map: &mut A,
        ) -> ::core::result::Result<(), A::Error> {
            match index {
                0 => crate::__private::read(map, &mut self.r#type),
                1 => crate::__private::read(map, &mut self.user_id),
                _ => crate::__private::skip(map),
            }
        }
    }
    impl<'de> crate::__private::Deserialize<'de> for AclScopeOutput {
        fn deserialize<D: crate::__private::Deserializer<'de>>(
            d: D,
        ) -> ::core::result::Result<Self, D::Error> {
            crate::__private::decode_object(d)
        }
    }
    crate::__private::encode_responses! {
        impl crate::__private::Serialize for AclScopeOutput {
            fn serialize<S: crate::__private::Serializer>(&self, s: S) -> ::core::result::Result<S::Ok, S::Error> {
                let mut fields = crate::__private::Fields::new(s)?;
                fields.put("type", &self.r#type)?; fields.put("user_id", &self.user_id)?;
                fields.end()
            }
        }
    }

    #[derive(Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct ExchangeBinding {
        pub admin_account: ::core::option::Option<crate::__private::Text>,
        pub exchange_account: ::core::option::Option<crate::__private::Text>,
        pub user_id: ::core::option::Option<UserId>,
        pub status: ::core::option::Option<ExchangeSyncStatus>,
        pub exchange_binding_id: ::core::option::Option<ExchangeBindingId>,
    }
    impl crate::__private::Object for ExchangeBinding {
        const NAME: &'static str = "ExchangeBinding";
        const NAMES: &'static [&'static str] = &[
            "admin_account",
            "exchange_account",
            "user_id",
            "status",
            "exchange_binding_id",
        ];
        fn set<'de, A: crate::__private::MapAccess<'de>>(
            &mut self,
            index: usize,
            map: &mut A,
        ) -> ::core::result::Result<(), A::Error> {
            match index {
                0 => crate::__private::read(map, &mut self.admin_account),
                1 => crate::__private::read(map, &mut self.exchange_account),
                2 => crate::__private::read(map, &mut self.user_id),
                3 => crate::__private::read(map, &mut self.status),
                4 => crate::__private::read(map, &mut self.exchange_binding_id),
                _ => crate::__private::skip(map),
            }
        }
    }
    impl<'de> crate::__private::Deserialize<'de> for ExchangeBinding {
        fn deserialize<D: crate::__private::Deserializer<'de>>(
            d: D,
        ) -> ::core::result::Result<Self, D::Error> {
            crate::__private::decode_object(d)
        }
    }
    crate::__private::encode_responses! {
        impl crate::__private::Serialize for ExchangeBinding {
            fn serialize<S: crate::__private::Serializer>(&self, s: S) -> ::core::result::Result<S::Ok, S::Error> {
                let mut fields = crate::__private::Fields::new(s)?;
                fields.put("admin_account", &self.admin_account)?; fields.put("exchange_account", &self.exchange_account)?; fields.put("user_id", &self.user_id)?; fields.put("status", &self.status)?; fields.put("exchange_binding_id", &self.exchange_binding_id)?;
                fields.end()
            }
        }
    }

    #[derive(Clone, Debug, PartialEq)]
    #[non_exhaustive]
    pub struct AclScope {
        pub r#type: AclScopeType,
        pub user_id: ::core::option::Option<UserId>,
    }

    impl crate::__private::Serialize for AclScope {
        fn serialize<S: crate::__private::Serializer>(
            &self,
            s: S,
        ) -> ::core::result::Result<S::Ok, S::Error> {
            let mut fields = crate::__private::Fields::new(s)?;
            fields.put("type", &self.r#type)?;
            fields.put("user_id", &self.user_id)?;
            fields.end()
        }
    }
    impl crate::__private::Validate for AclScope {
        fn check(&self, check: &mut crate::__private::Check<'_>) {
            check.value("type", &self.r#type);
            check.required_when(
                "user_id",
                crate::__private::is_set(&self.user_id),
                crate::__private::is_value(&self.r#type, "user"),
                "`type` is `user`",
            );
        }
    }

    pub struct AclScopeBuilder<Type = crate::__private::Missing> {
        value: AclScope,
        state: ::core::marker::PhantomData<fn() -> (Type,)>,
    }
    impl crate::__private::Unset for AclScope {
        fn unset() -> Self {
            Self {
                r#type: crate::__private::unset(),
                user_id: crate::__private::unset(),
            }
        }
    }
    impl AclScope {
        pub fn builder() -> AclScopeBuilder {
            AclScopeBuilder {
                value: crate::__private::unset(),
                state: ::core::marker::PhantomData,
            }
        }
    }
    impl<Type> AclScopeBuilder<Type> {
        pub fn r#type(
            mut self,
            value: impl ::core::convert::Into<AclScopeType>,
        ) -> AclScopeBuilder<crate::__private::Set> {
            self.value.r#type = value.into();
            AclScopeBuilder {
                value: self.value,
                state: ::core::marker::PhantomData,
            }
        }
        pub fn user_id(mut self, value: impl ::core::convert::Into<UserId>) -> Self {
            self.value.user_id = ::core::option::Option::Some(value.into());
            self
        }
        pub fn build(self) -> ::core::result::Result<AclScope, crate::__private::Invalid>
        where
            Type: super::field::r#type,
        {
            crate::__private::build(self.value)
        }
        pub fn build_unchecked(self) -> AclScope
        where
            Type: super::field::r#type,
        {
            self.value
        }
    }
    impl<Type: super::field::r#type> ::core::convert::From<AclScopeBuilder<Type>> for AclScope {
        fn from(builder: AclScopeBuilder<Type>) -> Self {
            builder.value
        }
    }
}

#[no_implicit_prelude]
pub mod calendar_acl {

    #[derive(Clone, Debug, PartialEq)]
    #[non_exhaustive]
    pub struct Create {
        pub calendar_id: super::types::CalendarId,
        pub user_id_type: ::core::option::Option<super::types::UserIdType>,
        pub role: super::types::CalendarRole,
        pub scope: super::types::AclScope,
    }
    impl crate::__private::Validate for Create {
        fn check(&self, check: &mut crate::__private::Check<'_>) {
            check.segment("calendar_id", &self.calendar_id);
            check.value("user_id_type", &self.user_id_type);
            check.value("role", &self.role);
            check.nested("scope", &self.scope);
        }
    }
    impl Create {
        pub fn validate(&self) -> ::core::result::Result<(), crate::__private::Invalid> {
            crate::__private::validate(self)
        }
        pub const ERRORS: &'static [super::ErrorCode] = &[
            super::ErrorCode::Other(190002),
            super::ErrorCode::Other(190003),
            super::ErrorCode::Other(190004),
            super::ErrorCode::Other(190005),
            super::ErrorCode::Other(190006),
            super::ErrorCode::Other(190007),
            super::ErrorCode::Other(190010),
            super::ErrorCode::Other(191000),
            super::ErrorCode::Other(191001),
            super::ErrorCode::Other(191002),
            super::ErrorCode::Other(191003),
            super::ErrorCode::Other(191004),
            super::ErrorCode::Other(192000),
            super::ErrorCode::Other(195100),
        ];
    }
    impl crate::__private::Endpoint for Create {
        type Response = super::types::CalendarAcl;
        type Token = crate::__private::Either;
        const META: &'static crate::__private::Meta = &crate::__private::Meta {
            name: "calendar_acl.create",
            method: "POST",
            path: "/open-apis/calendar/v4/calendars/:calendar_id/acls",
            has_body: true,
            scopes: &["calendar:calendar", "calendar:calendar.acl:create"],
            rate_limit: crate::__private::RateLimit {
                per_minute: 1000,
                per_second: 50,
            },
            errors: &[
                190002, 190003, 190004, 190005, 190006, 190007, 190010, 191000, 191001, 191002,
                191003, 191004, 192000, 195100,
            ],
            codes: super::CODES,
            idempotency_key: false,
        };
        fn target(&self, target: &mut crate::__private::Target) {
            target.literal("/open-apis/calendar/v4/calendars/");
            target.segment("calendar_id", &self.calendar_id);
            target.literal("/acls");
            target.query("user_id_type", &self.user_id_type);
        }
        fn body<S: crate::__private::Serializer>(
            &self,
            s: S,
        ) -> ::core::result::Result<S::Ok, S::Error> {
            let mut fields = crate::__private::Fields::new(s)?;
            fields.put("role", &self.role)?;
            fields.put("scope", &self.scope)?;
            fields.end()
        }
    }
    pub struct CreateBuilder<
        CalendarId = crate::__private::Missing,
        Role = crate::__private::Missing,
        Scope = crate::__private::Missing,
    > {
        value: Create,
        state: ::core::marker::PhantomData<fn() -> (CalendarId, Role, Scope)>,
    }
    impl crate::__private::Unset for Create {
        fn unset() -> Self {
            Self {
                calendar_id: crate::__private::unset(),
                user_id_type: crate::__private::unset(),
                role: crate::__private::unset(),
                scope: crate::__private::unset(),
            }
        }
    }
    impl Create {
        pub fn builder() -> CreateBuilder {
            CreateBuilder {
                value: crate::__private::unset(),
                state: ::core::marker::PhantomData,
            }
        }
    }
    impl<CalendarId, Role, Scope> CreateBuilder<CalendarId, Role, Scope> {
        pub fn calendar_id(
            mut self,
            value: impl ::core::convert::Into<super::types::CalendarId>,
        ) -> CreateBuilder<crate::__private::Set, Role, Scope> {
            self.value.calendar_id = value.into();
            CreateBuilder {
                value: self.value,
                state: ::core::marker::PhantomData,
            }
        }
        pub fn user_id_type(
            mut self,
            value: impl ::core::convert::Into<super::types::UserIdType>,
        ) -> Self {
            self.value.user_id_type = ::core::option::Option::Some(value.into());
            self
        }
        pub fn role(
            mut self,
            value: impl ::core::convert::Into<super::types::CalendarRole>,
        ) -> CreateBuilder<CalendarId, crate::__private::Set, Scope> {
            self.value.role = value.into();
            CreateBuilder {
                value: self.value,
                state: ::core::marker::PhantomData,
            }
        }
        pub fn scope(
            mut self,
            value: impl ::core::convert::Into<super::types::AclScope>,
        ) -> CreateBuilder<CalendarId, Role, crate::__private::Set> {
            self.value.scope = value.into();
            CreateBuilder {
                value: self.value,
                state: ::core::marker::PhantomData,
            }
        }
        pub fn build(self) -> ::core::result::Result<Create, crate::__private::Invalid>
        where
            CalendarId: super::field::calendar_id,
            Role: super::field::role,
            Scope: super::field::scope,
        {
            crate::__private::build(self.value)
        }
        pub fn build_unchecked(self) -> Create
        where
            CalendarId: super::field::calendar_id,
            Role: super::field::role,
            Scope: super::field::scope,
        {
            self.value
        }
    }
    impl<
        CalendarId: super::field::calendar_id,
        Role: super::field::role,
        Scope: super::field::scope,
    > ::core::convert::From<CreateBuilder<CalendarId, Role, Scope>> for Create
    {
        fn from(builder: CreateBuilder<CalendarId, Role, Scope>) -> Self {
            builder.value
        }
    }
}

#[no_implicit_prelude]
pub mod exchange_binding {

    #[derive(Clone, Debug, PartialEq)]
    #[non_exhaustive]
    pub struct Create {
        pub user_id_type: ::core::option::Option<super::types::UserIdType>,
        pub admin_account: ::core::option::Option<crate::__private::Text>,
        pub exchange_account: ::core::option::Option<crate::__private::Text>,
        pub user_id: ::core::option::Option<super::types::UserId>,
    }
    impl crate::__private::Validate for Create {
        fn check(&self, check: &mut crate::__private::Check<'_>) {
            check.value("user_id_type", &self.user_id_type);
            check.length("admin_account", &self.admin_account, 1, 500);
            check.length("exchange_account", &self.exchange_account, 1, 500);
        }
    }
    impl Create {
        pub fn validate(&self) -> ::core::result::Result<(), crate::__private::Invalid> {
            crate::__private::validate(self)
        }
        pub const ERRORS: &'static [super::ErrorCode] = &[
            super::ErrorCode::Other(190002),
            super::ErrorCode::Other(190003),
            super::ErrorCode::Other(190004),
            super::ErrorCode::Other(190005),
            super::ErrorCode::Other(190006),
            super::ErrorCode::Other(190007),
            super::ErrorCode::Other(190010),
            super::ErrorCode::Other(195100),
            super::ErrorCode::Other(195101),
            super::ErrorCode::Other(195102),
            super::ErrorCode::Other(195103),
            super::ErrorCode::Other(195104),
            super::ErrorCode::Other(195105),
            super::ErrorCode::Other(195106),
        ];
    }
    impl crate::__private::Endpoint for Create {
        type Response = super::types::ExchangeBinding;
        type Token = crate::__private::User;
        const META: &'static crate::__private::Meta = &crate::__private::Meta {
            name: "exchange_binding.create",
            method: "POST",
            path: "/open-apis/calendar/v4/exchange_bindings",
            has_body: true,
            scopes: &[
                "calendar:calendar",
                "calendar:calendar:readonly",
                "calendar:exchange.bindings:create",
            ],
            rate_limit: crate::__private::RateLimit {
                per_minute: 1000,
                per_second: 50,
            },
            errors: &[
                190002, 190003, 190004, 190005, 190006, 190007, 190010, 195100, 195101, 195102,
                195103, 195104, 195105, 195106,
            ],
            codes: super::CODES,
            idempotency_key: false,
        };
        fn target(&self, target: &mut crate::__private::Target) {
            target.literal("/open-apis/calendar/v4/exchange_bindings");
            target.query("user_id_type", &self.user_id_type);
        }
        fn body<S: crate::__private::Serializer>(
            &self,
            s: S,
        ) -> ::core::result::Result<S::Ok, S::Error> {
            let mut fields = crate::__private::Fields::new(s)?;
            fields.put("admin_account", &self.admin_account)?;
            fields.put("exchange_account", &self.exchange_account)?;
            fields.put("user_id", &self.user_id)?;
            fields.end()
        }
    }
    pub struct CreateBuilder {
        value: Create,
        state: ::core::marker::PhantomData<fn() -> ()>,
    }
    impl crate::__private::Unset for Create {
        fn unset() -> Self {
            Self {
                user_id_type: crate::__private::unset(),
                admin_account: crate::__private::unset(),
                exchange_account: crate::__private::unset(),
                user_id: crate::__private::unset(),
            }
        }
    }
    impl Create {
        pub fn builder() -> CreateBuilder {
            CreateBuilder {
                value: crate::__private::unset(),
                state: ::core::marker::PhantomData,
            }
        }
    }
    impl CreateBuilder {
        pub fn user_id_type(
            mut self,
            value: impl ::core::convert::Into<super::types::UserIdType>,
        ) -> Self {
            self.value.user_id_type = ::core::option::Option::Some(value.into());
            self
        }
        pub fn admin_account(
            mut self,
            value: impl ::core::convert::Into<crate::__private::Text>,
        ) -> Self {
            self.value.admin_account = ::core::option::Option::Some(value.into());
            self
        }
        pub fn exchange_account(
            mut self,
            value: impl ::core::convert::Into<crate::__private::Text>,
        ) -> Self {
            self.value.exchange_account = ::core::option::Option::Some(value.into());
            self
        }
        pub fn user_id(mut self, value: impl ::core::convert::Into<super::types::UserId>) -> Self {
            self.value.user_id = ::core::option::Option::Some(value.into());
            self
        }
        pub fn build(self) -> ::core::result::Result<Create, crate::__private::Invalid> {
            crate::__private::build(self.value)
        }
        pub fn build_unchecked(self) -> Create {
            self.value
        }
    }
    impl ::core::convert::From<CreateBuilder> for Create {
        fn from(builder: CreateBuilder) -> Self {
            builder.value
        }
    }

    #[derive(Clone, Debug, PartialEq)]
    #[non_exhaustive]
    pub struct Get {
        pub exchange_binding_id: super::types::ExchangeBindingId,
        pub user_id_type: ::core::option::Option<super::types::UserIdType>,
    }
    impl crate::__private::Validate for Get {
        fn check(&self, check: &mut crate::__private::Check<'_>) {
            check.segment("exchange_binding_id", &self.exchange_binding_id);
            check.value("user_id_type", &self.user_id_type);
        }
    }
    impl Get {
        pub fn validate(&self) -> ::core::result::Result<(), crate::__private::Invalid> {
            crate::__private::validate(self)
        }
        pub const ERRORS: &'static [super::ErrorCode] = &[
            super::ErrorCode::Other(190002),
            super::ErrorCode::Other(190003),
            super::ErrorCode::Other(190004),
            super::ErrorCode::Other(190005),
            super::ErrorCode::Other(190006),
            super::ErrorCode::Other(190007),
            super::ErrorCode::Other(190010),
            super::ErrorCode::Other(195100),
            super::ErrorCode::Other(195101),
            super::ErrorCode::Other(195102),
            super::ErrorCode::Other(195103),
            super::ErrorCode::Other(195104),
            super::ErrorCode::Other(195105),
            super::ErrorCode::Other(195106),
        ];
    }
    impl crate::__private::Endpoint for Get {
        type Response = super::types::ExchangeBinding;
        type Token = crate::__private::User;
        const META: &'static crate::__private::Meta = &crate::__private::Meta {
            name: "exchange_binding.get",
            method: "GET",
            path: "/open-apis/calendar/v4/exchange_bindings/:exchange_binding_id",
            has_body: false,
            scopes: &[
                "calendar:calendar:readonly",
                "calendar:exchange.bindings:read",
            ],
            rate_limit: crate::__private::RateLimit {
                per_minute: 1000,
                per_second: 50,
            },
            errors: &[
                190002, 190003, 190004, 190005, 190006, 190007, 190010, 195100, 195101, 195102,
                195103, 195104, 195105, 195106,
            ],
            codes: super::CODES,
            idempotency_key: false,
        };
        fn target(&self, target: &mut crate::__private::Target) {
            target.literal("/open-apis/calendar/v4/exchange_bindings/");
            target.segment("exchange_binding_id", &self.exchange_binding_id);
            target.query("user_id_type", &self.user_id_type);
        }
    }
    pub struct GetBuilder<ExchangeBindingId = crate::__private::Missing> {
        value: Get,
        state: ::core::marker::PhantomData<fn() -> (ExchangeBindingId,)>,
    }
    impl crate::__private::Unset for Get {
        fn unset() -> Self {
            Self {
                exchange_binding_id: crate::__private::unset(),
                user_id_type: crate::__private::unset(),
            }
        }
    }
    impl Get {
        pub fn builder() -> GetBuilder {
            GetBuilder {
                value: crate::__private::unset(),
                state: ::core::marker::PhantomData,
            }
        }
    }
    impl<ExchangeBindingId> GetBuilder<ExchangeBindingId> {
        pub fn exchange_binding_id(
            mut self,
            value: impl ::core::convert::Into<super::types::ExchangeBindingId>,
        ) -> GetBuilder<crate::__private::Set> {
            self.value.exchange_binding_id = value.into();
            GetBuilder {
                value: self.value,
                state: ::core::marker::PhantomData,
            }
        }
        pub fn user_id_type(
            mut self,
            value: impl ::core::convert::Into<super::types::UserIdType>,
        ) -> Self {
            self.value.user_id_type = ::core::option::Option::Some(value.into());
            self
        }
        pub fn build(self) -> ::core::result::Result<Get, crate::__private::Invalid>
        where
            ExchangeBindingId: super::field::exchange_binding_id,
        {
            crate::__private::build(self.value)
        }
        pub fn build_unchecked(self) -> Get
        where
            ExchangeBindingId: super::field::exchange_binding_id,
        {
            self.value
        }
    }
    impl<ExchangeBindingId: super::field::exchange_binding_id>
        ::core::convert::From<GetBuilder<ExchangeBindingId>> for Get
    {
        fn from(builder: GetBuilder<ExchangeBindingId>) -> Self {
            builder.value
        }
    }

    #[derive(Clone, Debug, PartialEq)]
    #[non_exhaustive]
    pub struct Delete {
        pub exchange_binding_id: super::types::ExchangeBindingId,
    }
    impl crate::__private::Validate for Delete {
        fn check(&self, check: &mut crate::__private::Check<'_>) {
            check.segment("exchange_binding_id", &self.exchange_binding_id);
        }
    }
    impl Delete {
        pub fn validate(&self) -> ::core::result::Result<(), crate::__private::Invalid> {
            crate::__private::validate(self)
        }
        pub const ERRORS: &'static [super::ErrorCode] = &[
            super::ErrorCode::Other(190002),
            super::ErrorCode::Other(190003),
            super::ErrorCode::Other(190004),
            super::ErrorCode::Other(190005),
            super::ErrorCode::Other(190006),
            super::ErrorCode::Other(190007),
            super::ErrorCode::Other(190010),
            super::ErrorCode::Other(195100),
            super::ErrorCode::Other(195101),
            super::ErrorCode::Other(195102),
            super::ErrorCode::Other(195103),
            super::ErrorCode::Other(195104),
            super::ErrorCode::Other(195105),
            super::ErrorCode::Other(195106),
        ];
    }
    impl crate::__private::Endpoint for Delete {
        type Response = crate::__private::Empty;
        type Token = crate::__private::User;
        const META: &'static crate::__private::Meta = &crate::__private::Meta {
            name: "exchange_binding.delete",
            method: "DELETE",
            path: "/open-apis/calendar/v4/exchange_bindings/:exchange_binding_id",
            has_body: false,
            scopes: &["calendar:calendar", "calendar:exchange.bindings:delete"],
            rate_limit: crate::__private::RateLimit {
                per_minute: 1000,
                per_second: 50,
            },
            errors: &[
                190002, 190003, 190004, 190005, 190006, 190007, 190010, 195100, 195101, 195102,
                195103, 195104, 195105, 195106,
            ],
            codes: super::CODES,
            idempotency_key: false,
        };
        fn target(&self, target: &mut crate::__private::Target) {
            target.literal("/open-apis/calendar/v4/exchange_bindings/");
            target.segment("exchange_binding_id", &self.exchange_binding_id);
        }
    }
    pub struct DeleteBuilder<ExchangeBindingId = crate::__private::Missing> {
        value: Delete,
        state: ::core::marker::PhantomData<fn() -> (ExchangeBindingId,)>,
    }
    impl crate::__private::Unset for Delete {
        fn unset() -> Self {
            Self {
                exchange_binding_id: crate::__private::unset(),
            }
        }
    }
    impl Delete {
        pub fn builder() -> DeleteBuilder {
            DeleteBuilder {
                value: crate::__private::unset(),
                state: ::core::marker::PhantomData,
            }
        }
    }
    impl<ExchangeBindingId> DeleteBuilder<ExchangeBindingId> {
        pub fn exchange_binding_id(
            mut self,
            value: impl ::core::convert::Into<super::types::ExchangeBindingId>,
        ) -> DeleteBuilder<crate::__private::Set> {
            self.value.exchange_binding_id = value.into();
            DeleteBuilder {
                value: self.value,
                state: ::core::marker::PhantomData,
            }
        }
        pub fn build(self) -> ::core::result::Result<Delete, crate::__private::Invalid>
        where
            ExchangeBindingId: super::field::exchange_binding_id,
        {
            crate::__private::build(self.value)
        }
        pub fn build_unchecked(self) -> Delete
        where
            ExchangeBindingId: super::field::exchange_binding_id,
        {
            self.value
        }
    }
    impl<ExchangeBindingId: super::field::exchange_binding_id>
        ::core::convert::From<DeleteBuilder<ExchangeBindingId>> for Delete
    {
        fn from(builder: DeleteBuilder<ExchangeBindingId>) -> Self {
            builder.value
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorCode {
    InvalidParameters,
    CalendarNotFound,
    MethodRateLimited,
    Other(i64),
}
const CODES: &[crate::__private::CodeInfo] = &[
    crate::__private::CodeInfo {
        number: 190002,
        status: 400,
        message: "invalid parameters in request",
        advice: "Check the names and types of the parameters, the permission for what they name, and that it still exists.",
        retry: crate::__private::Retry::Never,
    },
    crate::__private::CodeInfo {
        number: 190004,
        status: 429,
        message: "method rate limited",
        advice: "Too many calls of this endpoint. Wait, then send fewer calls a second.",
        retry: crate::__private::Retry::RateLimit,
    },
    crate::__private::CodeInfo {
        number: 191000,
        status: 404,
        message: "calendar not found",
        advice: "Check the calendar ID.",
        retry: crate::__private::Retry::Never,
    },
];
impl ::core::convert::From<i64> for ErrorCode {
    fn from(number: i64) -> Self {
        match number {
            190002 => Self::InvalidParameters,
            190004 => Self::MethodRateLimited,
            191000 => Self::CalendarNotFound,
            other => Self::Other(other),
        }
    }
}
