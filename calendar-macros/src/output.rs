//! Where the code goes: into files below `OUT_DIR`, where an editor shows it, or into the expansion.

use std::fs::{self, File as Target};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use calendar_spec::Lines;
use calendar_spec::model::Spec;
use calendar_spec::rust::{File, Options, generate};
use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::quote;

use crate::call::Call;
use crate::tokens::OwnTokens;

/// Stands for the path of the runtime in the text that is expanded to; that path is the compiler's.
const ROOT: &str = "__root";

/// The expansion. Packages with a build script have an `OUT_DIR`; others, and those whose `OUT_DIR` cannot be written to,
/// have the code in place.
pub(crate) fn expansion(call: &Call, spec: &Spec, lines: impl FnOnce() -> Lines) -> TokenStream {
    let text = directory().and_then(|directory| write_files(&directory, call, spec, lines()).ok());
    match text.and_then(|text| text.parse().ok()) {
        Some(include) => with_root(include, &call.options.root),
        None => generate(spec, &call.options).tokens(),
    }
}

/// The text that includes the files, which are written.
fn write_files(directory: &Path, call: &Call, spec: &Spec, lines: Lines) -> io::Result<String> {
    let _own = OwnTokens::switch_on();
    let root = Ident::new(ROOT, Span::call_site());
    let lines_in_docs = !is_rustdoc();
    let options = Options { root: quote!(#root), lines: Some(lines), lines_in_docs, ..call.options.clone() };
    let name = if lines_in_docs { call.files.clone() } else { format!("{}-rustdoc", call.files) };
    let (include, files) = generate(spec, &options).files(&name);
    files.iter().try_for_each(|file| write(directory, file, newest(&spec.files)))?;
    Ok(include.to_string())
}

fn with_root(tokens: TokenStream, root: &TokenStream) -> TokenStream {
    let tokens = tokens.into_iter().map(|token| match token {
        TokenTree::Ident(ident) if ident == ROOT => root.clone(),
        TokenTree::Group(group) => {
            let content = with_root(group.stream(), root);
            TokenTree::Group(Group::new(group.delimiter(), content)).into()
        }
        other => other.into(),
    });
    tokens.collect()
}

/// The directory for files of code, if the package has one that the compiler can name.
fn directory() -> Option<PathBuf> {
    std::env::var_os("OUT_DIR").map(PathBuf::from).filter(|directory| directory.to_str().is_some())
}

/// Whether pages are made. They do not name lines of the YAML, which editors show; and for editors it is the cheaper form
/// of two: a `cfg_attr` for each field costs the compiler a twenty-fifth of the whole crate.
fn is_rustdoc() -> bool {
    std::env::current_exe().is_ok_and(|path| path.file_stem().is_some_and(|name| name == "rustdoc"))
}

/// A change of any of these files expands the macro anew. Inside of the package, or beside it, the path of the machine is
/// the compiler's.
pub(crate) fn watch(sources: &[PathBuf]) -> TokenStream {
    let package = package();
    let paths = sources.iter().map(|path| {
        let relative = path.strip_prefix(&package).map(|relative| format!("/{}", relative.display()));
        let absolute = path.display().to_string();
        relative.map_or_else(
            |_| quote!(#absolute),
            |relative| quote!(::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), #relative)),
        )
    });
    quote!(const _: &[&[::core::primitive::u8]] = &[#(::core::include_bytes!(#paths)),*];)
}

/// The directory of the package that is compiled.
pub(crate) fn package() -> PathBuf {
    std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(PathBuf::new, PathBuf::from)
}

fn newest(sources: &[PathBuf]) -> SystemTime {
    let times = sources.iter().filter_map(|path| fs::metadata(path).and_then(|metadata| metadata.modified()).ok());
    times.max().unwrap_or(SystemTime::UNIX_EPOCH)
}

/// Replaces a file at once, unless it has this text already: the compiler and an editor's server write the same file. It is
/// as old as the newest of what it is made from, since cargo would take it for a change that came during the build.
fn write(directory: &Path, file: &File, modified: SystemTime) -> io::Result<()> {
    let path = directory.join(&file.path);
    if fs::read(&path).is_ok_and(|text| text == file.text.as_bytes()) {
        return Ok(());
    }
    fs::create_dir_all(path.parent().unwrap_or(directory))?;
    let temporary = path.with_extension(std::process::id().to_string());
    fs::write(&temporary, &file.text)?;
    Target::options().write(true).open(&temporary)?.set_modified(modified)?;
    fs::rename(temporary, path)
}
