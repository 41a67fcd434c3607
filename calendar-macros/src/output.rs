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

use crate::kept::{Kept, Record};
use crate::tokens::OwnTokens;

/// The placeholder for the path of the runtime in the text of the expansion; that path is the compiler's.
const ROOT: &str = "__root";

/// The directory for files of code. Packages with a build script have an `OUT_DIR`; others, and those whose `OUT_DIR` the
/// compiler cannot name or an editor does not watch, have the code in place.
pub(crate) fn directory() -> Option<PathBuf> {
    let directory = std::env::var_os("OUT_DIR").map(PathBuf::from)?;
    (directory.to_str().is_some() && !(is_editor() && is_downloaded())).then_some(directory)
}

/// The expansion to files that are there.
pub(crate) fn again(Record { sources, expansion, .. }: &Record, root: &TokenStream) -> Option<TokenStream> {
    let (watched, expansion) = (watch(sources), with_root(expansion.parse().ok()?, root));
    Some(quote!(#watched #expansion))
}

/// The expansion without files.
pub(crate) fn in_place(spec: &Spec, options: &Options) -> TokenStream {
    let (watched, code) = (watch(&spec.files), generate(spec, options).tokens());
    quote!(#watched #code)
}

/// Writes the files of code.
pub(crate) fn write_files(kept: &Kept, spec: &Spec, lines: Lines, options: &Options) -> io::Result<Record> {
    let _own = OwnTokens::switch_on();
    let root = Ident::new(ROOT, Span::call_site());
    let options = Options { root: quote!(#root), lines: Some(lines), lines_in_docs: !is_rustdoc(), ..options.clone() };
    let (include, files) = generate(spec, &options).files(&kept.name);
    files.iter().try_for_each(|file| write(&kept.directory, file, newest(&spec.files)))?;
    let files = files.into_iter().map(|file| file.name).collect();
    Ok(Record { files, sources: spec.files.clone(), expansion: include.to_string() })
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

/// Whether pages are made. They do not name lines of the YAML, which editors show; and for editors it is the cheaper
/// form of two: a `cfg_attr` for each field costs the compiler a twenty-fifth of the whole crate.
pub(crate) fn is_rustdoc() -> bool {
    program().is_some_and(|name| name == "rustdoc")
}

/// Whether an editor's server expands the macro.
pub(crate) fn is_editor() -> bool {
    program().is_some_and(|name| name.starts_with("rust-analyzer"))
}

/// The name of the program that expands the macro.
fn program() -> Option<String> {
    let path = std::env::current_exe().ok()?;
    Some(path.file_stem()?.to_str()?.to_owned())
}

/// Whether cargo has downloaded the package that is compiled. An editor's server reads files of such packages once, which
/// may be before the compiler has written them, and does not watch them.
fn is_downloaded() -> bool {
    const MARKS: [&str; 2] = [".cargo-ok", ".cargo-checksum.json"];
    package().ancestors().any(|directory| MARKS.iter().any(|mark| directory.join(mark).exists()))
}

/// A change of any of these files expands the macro anew. Inside of the package, or beside it, the path of the machine
/// is the compiler's.
fn watch(sources: &[PathBuf]) -> TokenStream {
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

/// Replaces a file at once, unless it has this text already: the compiler and an editor's server write the same file.
/// It is as old as the newest of what it is made from, since cargo would take it for a change that came during the
/// build. The time is set in any case: the server may have written the file before it watched the directory, and this
/// shows it the file.
pub(crate) fn write(directory: &Path, file: &File, modified: SystemTime) -> io::Result<()> {
    let path = directory.join(&file.name);
    let set_time = |path: &Path| Target::options().write(true).open(path)?.set_modified(modified);
    if fs::read(&path).is_ok_and(|text| text == file.text.as_bytes()) {
        return set_time(&path);
    }
    let temporary = path.with_extension(std::process::id().to_string());
    fs::write(&temporary, &file.text)?;
    set_time(&temporary)?;
    fs::rename(temporary, path)
}
