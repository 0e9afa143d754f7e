//! The command line read by clap, and what clap has to say of it, safe to print: it repeats arguments
//! and settings as they were given.

use std::ffi::OsString;

use clap::builder::Styles;
use clap::error::ContextValue;
use clap::{ArgMatches, Command, CommandFactory, Error};

use super::Cli;
use crate::diag::{clean, is_unsafe};

/// Reads the command line. An empty setting in the environment counts as none.
pub(super) fn read(arguments: &[OsString]) -> Result<ArgMatches, Error> {
    let read = |command: Command| command.try_get_matches_from(arguments);
    let first = read(command());
    if first.as_ref().err().is_none_or(is_safe) {
        return first;
    }
    // once more without colours of clap's own, so that every escape is the user's and can be shown
    read(command().styles(Styles::plain()))
}

/// What clap has to say: help, the version, or what is wrong with the usage.
pub(super) fn words(usage: &Error, color: bool) -> String {
    let text = usage.render();
    if is_safe(usage) {
        return if color { text.ansi().to_string() } else { text.to_string() };
    }
    // first what is repeated, with the line feeds in it, then whatever is left, between those of clap
    let shown = repeated(usage).fold(text.ansi().to_string(), |text, it| text.replace(it, &clean(it)));
    shown.split('\n').map(clean).collect::<Vec<_>>().join("\n")
}

/// Nothing of it steers a terminal.
fn is_safe(error: &Error) -> bool {
    let message = error.to_string();
    repeated(error).chain(message.lines()).all(|text| !text.contains(is_unsafe))
}

/// The arguments and settings that it repeats.
fn repeated(error: &Error) -> impl Iterator<Item = &str> {
    error
        .context()
        .flat_map(|(_, value)| match value {
            ContextValue::String(text) => std::slice::from_ref(text),
            ContextValue::Strings(all) => all.as_slice(),
            _ => &[], // in clap's own colours, with words of the above
        })
        .map(String::as_str)
}

fn command() -> Command {
    let command = Cli::command();
    let names = ["MINERALS_FORMAT", "MINERALS_DATA"];
    if names.iter().any(|name| std::env::var_os(name).is_some_and(|value| value.is_empty())) {
        return without_environment(command);
    }
    command
}

/// The command line with settings that are set to nothing left out.
fn without_environment(command: Command) -> Command {
    let set_to_nothing = |arg: &clap::Arg| {
        let name = arg.get_env();
        name.is_some_and(|name| std::env::var_os(name).is_some_and(|value| value.is_empty()))
    };
    let command = command.mut_args(|arg| if set_to_nothing(&arg) { arg.env(None::<&str>) } else { arg });
    command.mut_subcommands(without_environment)
}
