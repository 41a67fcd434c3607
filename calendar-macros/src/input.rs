//! The arguments of the macros and what follows from them: which directory to read, how to name the runtime.

use std::path::PathBuf;

use calendar_spec::rust::{Examples, Features, Options};
use proc_macro2::{Group, Span, TokenStream};
use quote::quote;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{Data, DeriveInput, Ident, LitStr, Path, Token};

/// What may follow the path of a spec directory.
const OPTIONS: &str = "expected `crate = path::to::calendar_generated`, `examples = my_crate::path` or \
                       `no_implicit_prelude`";

/// Name of the crate of the runtime, where nothing else is said.
const RUNTIME: &str = "calendar_generated";

/// A feature that the runtime passes on, wherever the macro is called.
const ENCODE_RESPONSES: bool = cfg!(feature = "encode-responses");

/// What a call of a macro asks for.
pub(crate) struct Call {
    /// The spec directory.
    pub(crate) directory: PathBuf,
    /// How messages name that directory.
    pub(crate) shown_as: String,
    /// Where it is named, and errors are shown.
    pub(crate) span: Span,
    pub(crate) options: Options,
}

/// Features of resources, as the variants that the compiler left in an enum of all of them.
#[derive(Default)]
pub(crate) struct FeaturesThatAreOn(Features);

impl Parse for FeaturesThatAreOn {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let Data::Enum(item) = input.parse::<DeriveInput>()?.data else {
            return Err(input.error("expected an enum of features"));
        };
        let names = item.variants.iter().map(|variant| variant.ident.unraw().to_string());
        let (labels, on) = names.partition::<Vec<_>, _>(|name| name == Features::DOCS);
        Ok(Self(Features { on, labelled: !labels.is_empty() }))
    }
}

impl Call {
    /// That of the crate of the shipped spec, with the features that are on.
    pub(crate) fn shipped(FeaturesThatAreOn(features): FeaturesThatAreOn) -> Self {
        Self {
            directory: PathBuf::from(calendar_spec::DIR),
            shown_as: "calendar-spec/spec".to_owned(),
            span: Span::call_site(),
            options: Options {
                root: quote!(crate),
                features: Some(features),
                diagnostics: true,
                encode_responses: ENCODE_RESPONSES,
                examples: Some(Examples { modules: RUNTIME.to_owned(), runtime: RUNTIME.to_owned() }),
            },
        }
    }
}

/// The crate that is called, in parentheses, as its macro `api!` writes it; then what the caller wrote: the path of a
/// spec directory and options.
pub(crate) struct UserInput {
    /// `$crate`, unless the caller names the runtime.
    root: TokenStream,
    path: LitStr,
    runtime: Option<Path>,
    examples: Option<Path>,
    no_implicit_prelude: bool,
}

impl Parse for UserInput {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let root = input.parse::<Group>()?.stream();
        if input.is_empty() {
            return Err(syn::Error::new(
                Span::call_site(),
                "expected the path of a spec directory, relative to this file, such as `api!(\"spec\")`",
            ));
        }
        let path = input.parse()?;
        let mut this = Self { root, path, runtime: None, examples: None, no_implicit_prelude: false };
        while !input.is_empty() {
            input.parse::<Token![,]>()?;
            if !input.is_empty() {
                this.option(input)?;
            }
        }
        Ok(this)
    }
}

impl UserInput {
    fn option(&mut self, input: ParseStream) -> syn::Result<()> {
        let unknown = |span| syn::Error::new(span, OPTIONS);
        let name = input.call(Ident::parse_any).map_err(|error| unknown(error.span()))?;
        match name.to_string().as_str() {
            "crate" => self.runtime = Some(value(input)?),
            "examples" => self.examples = Some(value(input)?),
            "no_implicit_prelude" => self.no_implicit_prelude = true,
            _ => return Err(unknown(name.span())),
        }
        Ok(())
    }

    pub(crate) fn call(&self) -> Call {
        let given = self.path.value();
        let root = self.runtime.as_ref().map_or_else(|| self.root.clone(), |path| quote!(#path));
        let examples = self.examples.as_ref().map(|modules| Examples {
            modules: in_words(modules, modules),
            runtime: self.runtime.as_ref().map_or_else(|| RUNTIME.to_owned(), |path| in_words(path, modules)),
        });
        Call {
            directory: calling_directory(&self.path).join(&given),
            shown_as: given,
            span: self.path.span(),
            options: Options {
                root,
                features: None,
                diagnostics: !self.no_implicit_prelude,
                encode_responses: ENCODE_RESPONSES,
                examples,
            },
        }
    }
}

fn value(input: ParseStream) -> syn::Result<Path> {
    input.parse::<Token![=]>()?;
    input.parse()
}

/// A path as another crate writes it: what starts with `crate` starts with the name of the crate that `own` names.
fn in_words(path: &Path, own: &Path) -> String {
    let own = own.segments.first().map(|segment| segment.ident.to_string());
    let segments = path.segments.iter().map(|segment| segment.ident.to_string());
    let segments = segments.map(|name| if name == "crate" { own.clone().unwrap_or(name) } else { name });
    segments.collect::<Vec<_>>().join("::")
}

/// The directory of the file that holds the literal. Without a file, as in an editor's own expansion, the package's.
fn calling_directory(literal: &LitStr) -> PathBuf {
    let file = literal.span().unwrap().local_file();
    match file.as_deref().and_then(|file| file.parent()) {
        Some(parent) => std::path::absolute(parent).unwrap_or_else(|_| parent.to_owned()),
        None => std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(PathBuf::new, PathBuf::from),
    }
}
