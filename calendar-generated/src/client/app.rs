//! [`App`], the credentials of an application.

use std::fmt;

use crate::{Error, Secret, Text};

/// The ID and the secret of an application, as the developer console shows them.
#[derive(Clone)]
pub(super) struct App {
    pub(super) id: Text,
    pub(super) secret: Secret,
}

impl App {
    pub(super) fn new(id: Text, secret: Secret) -> Self {
        Self { id, secret }
    }

    /// Both, as fields of a request body.
    pub(super) fn body(&self) -> [(&'static str, &str); 2] {
        [("app_id", &self.id), ("app_secret", self.secret.expose())]
    }

    pub(super) fn check(&self) -> Result<(), Error> {
        if self.id.is_empty() || self.secret.expose().is_empty() {
            return Err(Error::configuration("the app ID and the app secret may not be empty"));
        }
        Ok(())
    }
}

impl fmt::Debug for App {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("App").field("id", &self.id).finish_non_exhaustive()
    }
}
