//! Writing requests: the fields of a JSON object, forms with files, and the target of a call (path, query, headers).

mod fields;
mod form;
mod target;

pub use fields::Fields;
pub use form::Form;
#[cfg(feature = "client")]
pub(crate) use form::unreadable;
pub(crate) use form::{Piece, collect};
pub use target::Target;

#[cfg(test)]
mod tests;
