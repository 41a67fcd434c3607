//! Loads and checks a description of an API in YAML.
//!
//! In: a directory of YAML files. Out: [`Loaded`], a [`model::Spec`] with whatever is sound, and a [`Report`] of
//! everything that is not. `README.md` describes the language. The stages are the modules: source, raw, resolve, check.
//! Without features only [`endpoint`], [`mod@format`], [`path`] and [`scopes::smallest`] are here, which the generated
//! crate shares.

#![cfg_attr(docsrs, feature(doc_cfg))]
// These alone have nothing to link to.
#![cfg_attr(not(feature = "loader"), allow(rustdoc::broken_intra_doc_links))]

#[cfg(feature = "loader")]
mod check;
#[cfg(feature = "loader")]
mod constraint;
#[cfg(feature = "cli")]
mod describe;
#[cfg(feature = "loader")]
mod diagnostic;
#[cfg(feature = "cli")]
pub mod diff;
#[cfg(feature = "cli")]
pub mod docs;
pub mod endpoint;
#[cfg(feature = "loader")]
mod extend;
pub mod format;
#[cfg(feature = "loader")]
mod json;
#[cfg(feature = "loader")]
mod lines;
#[cfg(feature = "cli")]
pub mod list;
#[cfg(feature = "loader")]
mod load;
#[cfg(feature = "loader")]
mod location;
#[cfg(feature = "mock")]
pub mod mock;
#[cfg(feature = "loader")]
pub mod model;
#[cfg(feature = "cli")]
pub mod openapi;
pub mod path;
#[cfg(feature = "loader")]
mod raw;
#[cfg(feature = "recurrence")]
pub mod recurrence;
#[cfg(feature = "loader")]
mod resolve;
#[cfg(feature = "rust")]
pub mod rust;
#[cfg(feature = "cli")]
pub mod schema;
pub mod scopes;
#[cfg(feature = "shipped")]
mod shipped;
#[cfg(feature = "cli")]
pub mod show;
#[cfg(feature = "loader")]
mod source;
#[cfg(feature = "loader")]
pub mod structs;
#[cfg(feature = "loader")]
mod unwritten;
#[cfg(feature = "loader")]
pub mod validate;
#[cfg(feature = "loader")]
mod words;

#[cfg(feature = "loader")]
pub use diagnostic::{CODES, Finding, Report};
#[cfg(feature = "loader")]
pub use extend::own;
#[cfg(feature = "loader")]
pub use lines::Lines;
#[cfg(feature = "loader")]
pub use load::{Loaded, Timings, load, load_as, load_extending, load_parts};
#[cfg(feature = "loader")]
#[cfg_attr(not(feature = "cli"), allow(unused_imports, reason = "only the command and the shipped spec use them"))]
pub(crate) use load::{load_directory, shown};
#[cfg(feature = "shipped")]
pub use load::{neighbours, shipped, shipped_parts};
#[cfg(feature = "loader")]
pub use raw::Parts;
#[cfg(feature = "loader")]
pub use resolve::is_keyword;
#[cfg(feature = "loader")]
#[doc(hidden)]
pub use source::hash_files;

/// The directory of the spec that comes with this crate.
pub const DIR: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/spec");

/// The directory of the spec that extends it by the neighbours of calendars.
pub const NEIGHBOURS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/neighbours");

/// The version of this crate. The crates around it belong together, and each asks for its own version.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// A hash of the sources of the loader and the generator where they may change: in a checkout. For the macro.
#[doc(hidden)]
pub const SOURCES: Option<&str> = option_env!("CALENDAR_SPEC_SOURCES");
