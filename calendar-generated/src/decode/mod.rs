//! Reading responses: JSON in, generated objects out, without a value in between.
//!
//! A generated object says the names of its fields and how to read the one at an index; everything else is one
//! generic visitor. What a server may send and an object does not expect is settled here: unknown fields are skipped,
//! of a field given twice the last one counts, `null` stands for nothing, and an error names the path to the field.

mod field;
mod list;
mod object;
mod place;
mod scalar;
mod tolerance;

pub use field::FieldValue;
pub use list::{ListOf, MapOf};
pub(crate) use object::NameIn;
pub use object::{Empty, Object, Shape, decode_object};
pub(crate) use place::within;
pub use scalar::ScalarItem;
pub(crate) use scalar::{Scalar, decode_scalar};
pub use tolerance::SkippedValue;
pub(crate) use tolerance::{is_strict, skipping, strict};

#[cfg(test)]
mod tests;
