//! The user's files and folders: which are read, and what of them cannot be.

use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::faults::Faults;
use super::limits::BYTES;
use super::naming;
use super::source::{Source, too_large};
use crate::diag::{Code, Diagnostic, clean};

/// Names that tables have.
const FORMS: &str = "`.csv`, `.json`, `.ndjson` and `.jsonl`, with or without `.gz`";

/// The files that are read where a path is given as tables: itself, or those in the folder, by name.
#[must_use]
pub fn files_in(path: &Path) -> Vec<PathBuf> {
    tables_in(path, &mut Faults::default())
}

/// Every table file that a path means: itself, or those in the folder, by name.
pub fn tables_in(path: &Path, faults: &mut Faults) -> Vec<PathBuf> {
    if is_stdin(path) || !path.is_dir() {
        return vec![path.to_owned()];
    }
    match entries(path) {
        Err(error) => {
            faults.push(unreadable(path, &error));
            Vec::new()
        }
        Ok(entries) => {
            let (tables, others): (Vec<_>, Vec<_>) = entries.into_iter().partition(|entry| is_table(entry));
            others.iter().filter(|other| is_odd(other)).for_each(|other| faults.push(not_read(other)));
            if tables.is_empty() {
                let message = format!("the folder `{}` holds no table", clean(&path.to_string_lossy()));
                faults.push(Diagnostic::error(Code::UnknownTable, message).help(format!(
                    "a table is a file {FORMS}, as `production.csv`; folders within it are not searched"
                )));
            }
            tables
        }
    }
}

/// What a path is called in messages and results.
#[must_use]
pub fn name_of(path: &Path) -> Cow<'_, str> {
    if is_stdin(path) { "<stdin>".into() } else { path.to_string_lossy() }
}

/// `-` is standard input, as with other programs.
#[must_use]
pub fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths =
        fs::read_dir(folder)?.map(|entry| entry.map(|e| e.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

fn is_table(path: &Path) -> bool {
    naming::form(path).is_some() && !is_hidden(path) && !path.is_dir()
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
}

/// Not a table, and nothing that one expects beside tables: texts about them, scenarios, policies.
fn is_odd(path: &Path) -> bool {
    let text = path.extension().is_none_or(|e| e == "md" || e == "txt" || e == "toml");
    !(is_hidden(path) || text || path.is_dir())
}

fn not_read(path: &Path) -> Diagnostic {
    let message = format!("`{}` is not read: it is none of {FORMS}", clean(&path.to_string_lossy()));
    Diagnostic::warning(Code::SetAside, message).help("save it as CSV if it is a table")
}

/// Reads a file, or standard input, whole.
///
/// # Errors
/// If it cannot be read, is too large, or is not text.
pub fn read(path: &Path) -> Result<Source, Box<Diagnostic>> {
    let (stdin, name) = (is_stdin(path), name_of(path));
    if !stdin && path.is_dir() {
        let message = format!("`{}` is a folder, and a file is wanted", clean(&name));
        return Err(Box::new(Diagnostic::error(Code::Unreadable, message).help("give a folder to `--data`")));
    }
    let bytes = if stdin { at_most(io::stdin().lock(), 0) } else { bytes_of(path) };
    let bytes = bytes.map_err(|error| Box::new(unreadable(path, &error)))?;
    match bytes {
        Some(bytes) => Source::from_bytes(&name, bytes),
        None => Err(Box::new(too_large(&name))),
    }
}

/// The bytes of a file; `None` if they are too many.
fn bytes_of(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let most = u64::try_from(BYTES).unwrap_or(u64::MAX);
    let file = File::open(path)?;
    let size = file.metadata()?.len();
    if size > most {
        return Ok(None);
    }
    at_most(file, usize::try_from(size).unwrap_or_default())
}

/// All bytes of a stream, which may be a pipe that does not tell its size; `None` if they are too many.
fn at_most(stream: impl io::Read, expected: usize) -> io::Result<Option<Vec<u8>>> {
    let most = u64::try_from(BYTES).unwrap_or(u64::MAX);
    let mut bytes = Vec::with_capacity(expected + 1);
    stream.take(most + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() <= BYTES).then_some(bytes))
}

/// The error for a file that cannot be read, by the reason that the system gives.
#[must_use]
pub fn unreadable(path: &Path, error: &io::Error) -> Diagnostic {
    let name = clean(&name_of(path));
    let (why, help) = match error.kind() {
        io::ErrorKind::NotFound => {
            ("there is no such file", "check the path: it starts at the folder you are in")
        }
        io::ErrorKind::PermissionDenied => ("you may not read it", "change its permissions, or copy it"),
        _ => return Diagnostic::error(Code::Unreadable, format!("cannot read `{name}`: {error}")),
    };
    Diagnostic::error(Code::Unreadable, format!("cannot read `{name}`: {why}")).help(help)
}

#[cfg(test)]
mod tests {
    use std::io::{Error, ErrorKind};
    use std::path::Path;

    use super::unreadable;

    #[test]
    fn why_a_file_cannot_be_read_is_told_with_what_to_do() {
        let told = |kind| {
            let found = unreadable(Path::new("x.csv"), &Error::from(kind));
            format!("{} | {}", found.message, found.help.unwrap_or_default())
        };
        assert!(told(ErrorKind::NotFound).contains("no such file | check the path"));
        assert!(told(ErrorKind::PermissionDenied).contains("may not read it | change its permissions"));
        assert!(told(ErrorKind::TimedOut).starts_with("cannot read `x.csv`: timed out"));
    }
}
