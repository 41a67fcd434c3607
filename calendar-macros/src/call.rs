//! [`Call`]: the arguments of a macro call.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;

use calendar_spec::Parts;
use calendar_spec::rust::{Examples, Features, Options};
use proc_macro2::{Span, TokenStream};
use quote::quote;

use crate::output::package;

/// Name of the crate of the runtime, where nothing else is said.
pub(crate) const RUNTIME: &str = "calendar_generated";

/// A feature that the runtime passes on, wherever the macro is called.
pub(crate) const ENCODE_RESPONSES: bool = cfg!(feature = "encode-responses");

/// What is generated of a spec, wherever the macro is called: another feature that the runtime passes on.
pub(crate) const PARTS: Parts = if cfg!(feature = "undocumented") { Parts::All } else { Parts::Documented };

/// The arguments of a macro call.
pub(crate) struct Call {
    /// The spec directory.
    pub(crate) directory: PathBuf,
    /// How messages name that directory.
    pub(crate) shown_as: String,
    /// The directory of the shipped spec, which a spec may extend.
    pub(crate) shipped: PathBuf,
    /// Where the directory is named, and errors are shown.
    pub(crate) span: Span,
    /// Name of the files of code.
    pub(crate) files: String,
    pub(crate) options: Options,
}

impl Call {
    /// That of the crate of the shipped spec, with the features that are on.
    pub(crate) fn shipped(features: Features) -> Self {
        let options = Options {
            features: Some(features),
            encode_responses: ENCODE_RESPONSES,
            examples: Some(Examples { modules: RUNTIME.to_owned(), runtime: RUNTIME.to_owned() }),
            ..Options::new(quote!(crate))
        };
        Self {
            directory: shipped(),
            shown_as: "calendar-spec/spec".to_owned(),
            shipped: shipped(),
            span: Span::call_site(),
            files: files("calendar", &options),
            options,
        }
    }
}

impl Call {
    /// That of the spec beside the shipped one, in the same crate.
    pub(crate) fn neighbours() -> Self {
        let modules = format!("{RUNTIME}::neighbours");
        let options = Options {
            is_inside: true,
            encode_responses: ENCODE_RESPONSES,
            examples: Some(Examples { modules, runtime: RUNTIME.to_owned() }),
            ..Options::new(quote!(crate))
        };
        Self {
            directory: beside("neighbours", calendar_spec::NEIGHBOURS),
            shown_as: "calendar-spec/neighbours".to_owned(),
            shipped: shipped(),
            span: Span::call_site(),
            files: files("neighbours", &options),
            options,
        }
    }
}

/// The shipped spec beside the package that is compiled, as in a repository, in a registry's cache and among vendored
/// packages; where that is not so, where the loader was compiled.
fn shipped() -> PathBuf {
    beside("spec", calendar_spec::DIR)
}

fn beside(name: &str, compiled: &str) -> PathBuf {
    let packages = [concat!("../calendar-spec-", env!("CARGO_PKG_VERSION")), "../calendar-spec"];
    let mut beside = packages.iter().map(|path| package().join(path).join(name));
    beside.find(|path| path.is_dir()).unwrap_or_else(|| PathBuf::from(compiled))
}

/// The macro behind `api!`. It returns the directory of the spec that this crate is generated from, which others may
/// extend.
pub(crate) fn api() -> TokenStream {
    let shipped = shipped();
    let shipped = shipped.canonicalize().unwrap_or(shipped).display().to_string();
    quote! {
        #[doc(hidden)]
        #[macro_export]
        macro_rules! __api {
            ($($spec:tt)*) => { $crate::__private::user_api! { ($crate) (#shipped) $($spec)* } };
        }
    }
}

/// The name of the files of code. What a package generates from one directory in another way has another name, since
/// cargo would compile it again and again.
pub(crate) fn files(directory: &str, options: &Options) -> String {
    let is_safe = |char: char| char.is_ascii_alphanumeric() || char == '_';
    let mut name = directory.replace(|char| !is_safe(char), "_");
    let words = [
        (options.encode_responses, "-encode"),
        (PARTS == Parts::All, "-undocumented"),
        (options.features.as_ref().is_some_and(|features| features.labelled), "-docs"),
    ];
    name.extend(words.into_iter().filter(|(holds, _)| *holds).map(|(_, word)| word));
    if name.contains(directory) && (options.features.is_some() || options.examples.is_none()) {
        return name;
    }
    let mut hasher = DefaultHasher::new();
    let examples = options.examples.as_ref().map(|Examples { modules, runtime }| (modules, runtime));
    (directory, examples).hash(&mut hasher);
    format!("{name}-{:016x}", hasher.finish())
}
