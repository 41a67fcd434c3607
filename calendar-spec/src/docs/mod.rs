//! The vendor's reference pages: what they state, and where the spec says something else.
//!
//! In: pages in any format. Out: [`Facts`](facts::Facts) and what could not be
//! understood. The stages are the modules: `page` cuts a page into blocks, `reader` makes facts of them, `drift`
//! compares facts with a spec, `update` and `import` write them into YAML.

mod api_schema;
mod call;
mod detail;
mod difference;
pub mod drift;
pub mod facts;
#[cfg(feature = "fetch")]
pub mod fetch;
pub mod import;
mod page;
mod page_type;
mod prose;
mod read;
mod reader;
mod terms;
mod unread;
pub mod update;
mod values;
mod yaml;

pub use prose::earlier_states;
pub use read::{LARGEST_PAGE, read, read_file};
pub use unread::{Page, Unread};
