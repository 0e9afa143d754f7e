//! Scenario files: a file of the user's, or one that is compiled in under its name.

pub mod schema;
mod shock;
mod top;

use std::path::{Path, PathBuf};

use super::builtin::{self, Document};
use super::document;
use super::faults::Faults;
use super::files;
use super::names::Names;
use super::source::Source;
use crate::diag::{Code, Diagnostic, did_you_mean, quote};
use crate::model::scenario::Scenario;

/// The folder of the scenarios that are compiled in.
pub const FOLDER: &str = "scenarios";

/// A scenario with the files that it was read from.
#[derive(Debug)]
pub struct ScenarioFile {
    /// The scenario.
    pub scenario: Scenario,
    /// Each file: its name as results list it, its SHA-256, and whether it is compiled in.
    pub files: Vec<FileRead>,
    /// What should be said beside the answer.
    pub warnings: Vec<Diagnostic>,
}

/// A document that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRead {
    /// As results list it.
    pub name: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// It is compiled in.
    pub builtin: bool,
    /// Where it is; none where it is compiled in.
    pub path: Option<PathBuf>,
    /// Shocks in it.
    pub rows: usize,
}

/// Reads a scenario: a path, else the name of one that is compiled in. A relative path starts `beside`, the folder
/// of the policy that names it, if there is one.
///
/// # Errors
/// Everything that is wrong with the file and those that it includes.
pub fn read(named: &str, beside: Option<&Path>, names: &Names) -> Result<ScenarioFile, Vec<Diagnostic>> {
    let (source, folder) = find(named, beside).map_err(|error| vec![*error])?;
    let mut reading = Reading { names, files: Vec::new(), faults: Faults::default(), open: Vec::new() };
    let id = stem(source.listed());
    let scenario = reading.file(&source, &folder, &id);
    let Reading { files, faults, .. } = reading;
    let warnings = faults.finish()?;
    match scenario {
        Some(scenario) => Ok(ScenarioFile { scenario, files, warnings }),
        None => Err(vec![Diagnostic::error(Code::BadValue, format!("`{}` is no scenario", quote(named)))]),
    }
}

/// The scenarios that are compiled in, by name.
pub fn shipped() -> impl Iterator<Item = &'static Document> {
    builtin::documents(FOLDER)
}

/// Where the includes of a scenario are looked for.
#[derive(Debug, Clone)]
enum Folder {
    /// Among those compiled in.
    BuiltIn,
    /// Beside the file.
    At(PathBuf),
}

fn find(named: &str, beside: Option<&Path>) -> Result<(Source, Folder), Box<Diagnostic>> {
    let path = beside.map_or_else(|| PathBuf::from(named), |folder| folder.join(named));
    let is_path =
        files::is_stdin(&path) || path.exists() || named.contains(['/', '\\']) || named.contains('.');
    if is_path {
        let source = files::read(if named == "-" { Path::new("-") } else { &path })?;
        let folder = path.parent().map(Path::to_path_buf).unwrap_or_default();
        return Ok((source, Folder::At(folder)));
    }
    match shipped().find(|document| document.name == named) {
        Some(document) => Ok((document.source(), Folder::BuiltIn)),
        None => Err(Box::new(unknown(named))),
    }
}

/// The error for a name that no scenario has.
#[must_use]
pub fn unknown(named: &str) -> Diagnostic {
    let message = format!("there is no scenario `{}`, neither a file nor one compiled in", quote(named));
    let near = did_you_mean(named, shipped().map(|d| d.name));
    let list = "`minerals scenario` lists those compiled in; a file is named by its path, as `deal.toml`";
    let help = near.map_or(list.to_owned(), |near| format!("did you mean `{near}`? {list}"));
    Diagnostic::error(Code::UnknownScenario, message).help(help)
}

/// The path of a file by the name that it has in messages.
fn named_path(name: &str) -> PathBuf {
    PathBuf::from(if name == "<stdin>" { "-" } else { name })
}

/// The stem of a file's name.
fn stem(name: &str) -> String {
    let stem = Path::new(name).file_stem().map_or(name.into(), |stem| stem.to_string_lossy());
    stem.trim_matches(['<', '>']).to_owned()
}

/// A scenario while it is read, with all that it includes.
struct Reading<'n> {
    names: &'n Names,
    files: Vec<FileRead>,
    faults: Faults,
    /// The files that are being read, to find circles.
    open: Vec<String>,
}

impl Reading<'_> {
    /// Reads one file; the shocks of those that it includes come first.
    fn file(&mut self, source: &Source, folder: &Folder, id: &str) -> Option<Scenario> {
        let mut faults = Faults::default();
        let root = match document::parse(source) {
            Ok(root) => root,
            Err(errors) => {
                errors.into_iter().for_each(|error| faults.push(error));
                self.faults.append(source.name(), faults);
                return None;
            }
        };
        self.open.push(source.name().to_string());
        let mut reader = document::Reader { source, names: self.names, faults: &mut faults };
        let top = top::read(&mut reader, &root, id);
        let mut included = Vec::new();
        if let Some(top) = &top {
            for (name, range) in &top.include {
                match self.include(name, folder) {
                    Ok(Some(scenario)) => included.extend(scenario.shocks),
                    Ok(None) => {}
                    Err(message) => reader.complain(
                        Code::BadValue,
                        range.clone(),
                        message,
                        "cannot be included",
                        "name a scenario file in the folder of this one, as `small.toml`",
                    ),
                }
            }
        }
        self.open.pop();
        self.files.push(FileRead {
            name: source.listed().to_string(),
            sha256: source.sha256().to_owned(),
            builtin: source.is_builtin(),
            path: (!source.is_builtin()).then(|| named_path(source.name())),
            rows: top.as_ref().map_or(0, |top| top.scenario.shocks.len()),
        });
        self.faults.append(source.name(), faults);
        let mut scenario = top?.scenario;
        included.append(&mut scenario.shocks);
        Some(Scenario { shocks: included, ..scenario })
    }

    /// Reads a file that another includes, from that one's own folder.
    fn include(&mut self, name: &str, folder: &Folder) -> Result<Option<Scenario>, String> {
        if name.contains(['/', '\\']) || name.starts_with('.') {
            return Err(format!("`{}` is not in the folder of this file", quote(name)));
        }
        let source = match folder {
            Folder::BuiltIn => {
                let stem = name.strip_suffix(".toml").unwrap_or(name);
                shipped()
                    .find(|d| d.name == stem)
                    .map(Document::source)
                    .ok_or("it is not compiled in".to_owned())
            }
            Folder::At(folder) => files::read(&folder.join(name)).map_err(|error| error.message),
        };
        let source = source.map_err(|why| format!("`{}` cannot be included: {why}", quote(name)))?;
        if self.open.iter().any(|open| *open == **source.name()) {
            return Err(format!("`{}` includes itself", quote(name)));
        }
        let id = stem(name);
        Ok(self.file(&source, folder, &id))
    }
}
