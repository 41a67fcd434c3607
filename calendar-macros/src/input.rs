//! The arguments of the macros and what follows from them: which directory to read, how to name the runtime.

use std::path::PathBuf;

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::parse::{Parse, ParseStream};
use syn::{Ident, LitStr, Path, Token};

/// What may follow the path of a spec directory.
const OPTIONS: &str = "expected `crate = path::to::calendar_generated` or `no_implicit_prelude`";

/// What an expansion depends on besides the spec.
pub(crate) struct Options {
    /// The spec directory.
    pub(crate) directory: PathBuf,
    /// How messages name that directory.
    pub(crate) shown_as: String,
    /// Path of the module that generated code may touch.
    pub(crate) runtime: TokenStream,
    /// Whether each resource sits behind a cargo feature of its name.
    pub(crate) features: bool,
    /// Whether `#[diagnostic::…]` can be written where the macro is called.
    pub(crate) diagnostics: bool,
    /// Path under which the examples in the docs find the generated modules; without it they are not compiled.
    pub(crate) example_root: Option<&'static str>,
}

impl Options {
    pub(crate) fn shipped() -> Self {
        Self {
            directory: PathBuf::from(calendar_spec::DIR),
            shown_as: "calendar-spec/spec".to_owned(),
            runtime: quote!(crate::__private),
            features: true,
            diagnostics: true,
            example_root: Some("calendar_generated"),
        }
    }
}

/// `"path/to/spec"`, then `crate = path` for a dependency of another name, and `no_implicit_prelude` where that holds.
pub(crate) struct UserInput {
    path: LitStr,
    runtime: TokenStream,
    no_implicit_prelude: bool,
}

impl Parse for UserInput {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        if input.is_empty() {
            return Err(syn::Error::new(
                Span::call_site(),
                "expected the path of a spec directory, relative to this file, such as `api!(\"spec\")`",
            ));
        }
        let path = input.parse()?;
        let mut this = Self { path, runtime: quote!(::calendar_generated), no_implicit_prelude: false };
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
        if input.peek(Token![crate]) {
            input.parse::<Token![crate]>()?;
            input.parse::<Token![=]>()?;
            let path: Path = input.parse()?;
            self.runtime = quote!(#path);
            return Ok(());
        }
        match input.parse::<Ident>() {
            Ok(flag) if flag == "no_implicit_prelude" => self.no_implicit_prelude = true,
            Ok(flag) => return Err(syn::Error::new(flag.span(), OPTIONS)),
            Err(error) => return Err(syn::Error::new(error.span(), OPTIONS)),
        }
        Ok(())
    }

    pub(crate) fn options(&self) -> Options {
        let (given, root) = (self.path.value(), &self.runtime);
        Options {
            directory: calling_directory(&self.path).join(&given),
            shown_as: given,
            runtime: quote!(#root::__private),
            features: false,
            diagnostics: !self.no_implicit_prelude,
            example_root: None,
        }
    }
}

/// The directory of the file that holds the literal. Without a file, as in an editor's own expansion, the package's.
fn calling_directory(literal: &LitStr) -> PathBuf {
    let file = literal.span().unwrap().local_file();
    match file.as_deref().and_then(|file| file.parent()) {
        Some(parent) => std::path::absolute(parent).unwrap_or_else(|_| parent.to_owned()),
        None => std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(PathBuf::new, PathBuf::from),
    }
}
