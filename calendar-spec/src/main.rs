//! The command `calendar-spec`: checks a spec, shows it, compares it, and exports it to other formats.
//!
//! In: arguments. Out: findings or the requested output, and the exit status: 0 without findings, 1 with findings, 2 if
//! the command itself could not run.

mod command;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Checks, shows, compares and exports descriptions of the Feishu / Lark Calendar API in YAML.
#[derive(Debug, Parser)]
#[command(version, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(command::Check),
    List(command::List),
    Show(command::Show),
    Expand(command::Expand),
    Export(command::Export),
    Docs(Box<command::Docs>),
    Diff(command::Diff),
    #[cfg(feature = "mock")]
    Mock(Box<command::Mock>),
    New(command::New),
    Scopes(command::Scopes),
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Check(check) => check.run(),
        Command::List(list) => list.run(),
        Command::Show(show) => show.run(),
        Command::Expand(expand) => expand.run(),
        Command::Export(export) => export.run(),
        Command::Docs(docs) => docs.run(),
        Command::Diff(diff) => diff.run(),
        #[cfg(feature = "mock")]
        Command::Mock(mock) => mock.run(),
        Command::New(new) => new.run(),
        Command::Scopes(scopes) => scopes.run(),
    };
    match done {
        Ok(status) => status,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::from(2),
        Err(error) => {
            // Nothing is left to do if this cannot be written either.
            let _ = writeln!(io::stderr(), "calendar-spec: cannot write: {error}");
            ExitCode::from(2)
        }
    }
}
