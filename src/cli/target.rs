//! Where an answer goes: standard output, or a file that is whole or as it was.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;

/// Writes text to standard output (also for `-`), or whole into a file.
///
/// A regular file is written beside and then put in its place, behind a symbolic link at the place
/// that the link names. Anything else that is there, a device or a named pipe, is written to.
pub(super) fn write(text: &str, output: Option<&Path>) -> anyhow::Result<()> {
    match output {
        None => to_stdout(text),
        Some(path) if path == Path::new("-") => to_stdout(text),
        Some(path) => to_file(path, text.as_bytes()),
    }
}

fn to_stdout(text: &str) -> anyhow::Result<()> {
    let mut stdout = std::io::stdout().lock();
    stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()).context("standard output")
}

/// Puts bytes into a file: it is whole, or as it was.
pub(super) fn to_file(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let written = match fs::metadata(&place) {
        Ok(there) if there.is_dir() => Err(std::io::Error::other("it is a folder")),
        Ok(there) if !there.is_file() => {
            fs::OpenOptions::new().write(true).open(&place).and_then(|mut f| f.write_all(bytes))
        }
        Ok(there) => replace(&place, bytes, Some(there.permissions())),
        Err(_) => replace(&place, bytes, None),
    };
    written.with_context(|| format!("cannot write `{}`", path.display()))
}

fn replace(place: &Path, bytes: &[u8], permissions: Option<fs::Permissions>) -> std::io::Result<()> {
    let beside = beside(place).ok_or_else(|| std::io::Error::other("it names no file"))?;
    let written = fs::File::create_new(&beside)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .and_then(|()| permissions.map_or(Ok(()), |p| fs::set_permissions(&beside, p)))
        .and_then(|()| fs::rename(&beside, place));
    if written.is_err() {
        let _ = fs::remove_file(&beside); // what failed is told; the leftover is not needed
    }
    written
}

/// A name beside the file that no other run uses.
fn beside(place: &Path) -> Option<PathBuf> {
    let mut name = place.file_name()?.to_owned();
    name.push(format!(".{}.part", std::process::id()));
    Some(place.with_file_name(name))
}
