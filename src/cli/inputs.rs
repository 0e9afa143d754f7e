//! The files that a run reads: an answer is never written over one of them.

use std::fs;
use std::path::{Path, PathBuf};

use super::exit::Refused;
use super::target::is_stdout;
use crate::diag::{Code, Diagnostic, clean};
use crate::load::scenario::FileRead;

/// Refuses a place for the answer that is an input, before anything is read: by whatever name, behind
/// whatever links.
pub(super) fn refuse_over<'a>(
    output: Option<&Path>,
    inputs: impl IntoIterator<Item = &'a PathBuf>,
) -> anyhow::Result<()> {
    let Some(output) = output.filter(|path| !is_stdout(path)) else { return Ok(()) };
    let Some(place) = identity(output) else { return Ok(()) };
    let file = |input: &Path| {
        let is_stdin = input == Path::new("-");
        identity(if is_stdin { Path::new("/dev/stdin") } else { input })
    };
    match inputs.into_iter().find(|input| file(input).is_some_and(|i| i == place)) {
        Some(input) => Err(Refused(vec![over(output, input)]).into()),
        None => Ok(()),
    }
}

/// The same for the scenarios of a run, with all that they include, which are known once they are read.
pub(super) fn refuse_over_documents(output: Option<&Path>, documents: &[FileRead]) -> anyhow::Result<()> {
    refuse_over(output, documents.iter().filter_map(|document| document.path.as_ref()))
}

fn over(output: &Path, input: &Path) -> Diagnostic {
    let name = |path: &Path| clean(&path.to_string_lossy());
    let same = if output == input { String::new() } else { format!(", `{}`", name(input)) };
    let message = format!("cannot write `{}`: it is an input of this run{same}", name(output));
    Diagnostic::error(Code::OutputIsInput, message)
        .help("name another place with `--output`, and move it over the input once you have looked at it")
}

/// What tells a file from every other; a device or a pipe holds nothing that could be lost.
#[cfg(unix)]
fn identity(path: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    let file = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
    Some((file.dev(), file.ino()))
}

#[cfg(not(unix))]
fn identity(path: &Path) -> Option<PathBuf> {
    fs::canonicalize(path).ok().filter(|path| path.is_file())
}
