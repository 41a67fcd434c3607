//! Writing requests: the fields of a JSON object, and the target of a call (path, query, headers).

mod fields;
mod parameter;
mod target;

pub use fields::Fields;
pub(crate) use parameter::Parameter;
pub use target::Target;

#[cfg(test)]
mod tests;
