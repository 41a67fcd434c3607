//! The arguments of the macros.
//!
//! In: tokens. Out: a [`Call`].

use std::path::PathBuf;

use calendar_spec::rust::{Examples, Features, Options};
use proc_macro2::{Group, Span, TokenStream};
use quote::quote;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{Data, DeriveInput, Ident, LitStr, Path, Token};

use crate::call::{Call, ENCODE_RESPONSES, RUNTIME, files};
use crate::output::package;

/// What may follow the path of a spec directory.
const OPTIONS: &str = "expected `crate = path::to::calendar_generated` or `examples = my_crate::path`";

/// Features of resources, as the variants that the compiler left in an enum of all of them.
#[derive(Default)]
pub(crate) struct FeaturesThatAreOn(pub(crate) Features);

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

/// The crate of the runtime and the directory of the spec that it was generated from, each in parentheses, as its macro
/// `api!` writes them; then what the caller wrote: the path of a spec directory and options.
pub(crate) struct UserInput {
    root: TokenStream,
    shipped: LitStr,
    path: LitStr,
    runtime: Option<Path>,
    examples: Option<Path>,
}

impl Parse for UserInput {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let root = input.parse::<Group>()?.stream();
        let shipped = syn::parse2(input.parse::<Group>()?.stream())?;
        if input.is_empty() {
            return Err(syn::Error::new(
                Span::call_site(),
                "expected the path of a spec directory, relative to the package, such as `api!(\"spec\")`",
            ));
        }
        let path = input.parse()?;
        let mut this = Self { root, shipped, path, runtime: None, examples: None };
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
        let options = Options { encode_responses: ENCODE_RESPONSES, examples, ..Options::new(root) };
        let files = files(&given, &options);
        Call {
            directory: directory(&self.path),
            shown_as: given,
            files,
            shipped: PathBuf::from(self.shipped.value()),
            span: self.path.span(),
            options,
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

/// The directory that the caller names: relative to the package, and otherwise to the file that holds the literal. That
/// file is known to the compiler and not to an editor's own expansion, and some tools compile it in another package.
fn directory(literal: &LitStr) -> PathBuf {
    let given = literal.value();
    let of_package = package().join(&given);
    let file = literal.span().unwrap().local_file();
    let beside = file.as_deref().and_then(|file| file.parent()).map(|parent| parent.join(&given));
    let beside = beside.filter(|beside| beside.is_dir() && !of_package.is_dir());
    beside.map_or(of_package, |beside| std::path::absolute(&beside).unwrap_or(beside))
}
