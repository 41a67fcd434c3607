//! Reading responses: from JSON to generated objects, without an intermediate value.
//!
//! A generated object gives the names of its fields and reads the one at an index; everything else is one generic
//! visitor. Differences from the expected JSON are handled here: unknown fields are skipped, of repeated fields the
//! last one counts, `null` means absent, and an error names the path to the field.
//!
//! `field`, `list`, `object`, `scalar` and `tolerance` depend on each other in a circle, since what they read is nested:
//! an object has fields, a field can be a list, the items of a list are objects, and `tolerance` reads each of these part
//! by part.

mod budget;
mod field;
mod list;
mod object;
mod place;
mod scalar;
mod tolerance;

#[cfg(feature = "client")]
pub(crate) use budget::{MAX_DECODED_BYTES, limited};
pub(crate) use budget::{TooLarge, is_spent, start};
pub use field::FieldValue;
pub use list::{ListOf, MapOf};
pub use object::{Empty, Object, Shape, decode_object};
pub(crate) use object::{NameIn, readable};
pub(crate) use place::within;
pub use scalar::ScalarItem;
pub(crate) use scalar::{Scalar, ScalarField, decode_scalar, invalid_text, undocumented, whole_number};
pub use tolerance::SkippedValue;
pub(crate) use tolerance::{Whole, in_either_form, is_strict, skipping, strict};

#[cfg(test)]
mod tests;
