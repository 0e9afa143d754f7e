//! Policy files: a file of the user's, or one that is compiled in under its name.

mod allow;
mod demand;
mod minerals;
mod scenarios;
pub mod schema;
mod view;

use std::path::{Path, PathBuf};

use super::builtin::{self, Document};
use super::document::{self, Node, Reader, Value};
use super::faults::Faults;
use super::files;
use super::names::Names;
use super::scenario::FileRead;
use super::source::Source;
use crate::diag::{Code, Diagnostic, did_you_mean, quote};
use crate::model::Dataset;
use crate::model::policy::Policy;

pub use scenarios::Scenarios;

/// The folder of the policies that are compiled in.
pub const FOLDER: &str = "policies";

/// The keys of a policy file, with what each is.
pub const KEYS: &[(&str, &str)] = &[
    ("name", "what it is called"),
    ("description", "what it is for, in a sentence or two"),
    ("source", "who demands it: publisher, title, date, URL"),
    ("limit", "a limit on a number; any number of them"),
    ("allow", "an exception; any number of them"),
    ("test", "an expectation of what the program says; any number of them"),
];

pub use allow::KEYS as ALLOW;
pub use demand::{LIMIT, TEST};

/// A policy file before it is known what the tables hold.
#[derive(Debug)]
pub struct PolicyText {
    source: Source,
    root: Node,
    /// Where the scenarios that it names are looked for first; none for one that is compiled in.
    folder: Option<PathBuf>,
}

/// What a policy may name.
#[derive(Debug, Clone, Copy)]
pub struct Known<'k> {
    /// Minerals and countries.
    pub names: &'k Names,
    /// What the tables say of them.
    pub dataset: &'k Dataset,
}

/// The policies that are compiled in, by name.
pub fn shipped() -> impl Iterator<Item = &'static Document> {
    builtin::documents(FOLDER)
}

/// Opens a policy: a path, else the name of one that is compiled in.
///
/// # Errors
/// If there is none, or it is neither TOML nor JSON.
pub fn open(named: &Path) -> Result<PolicyText, Vec<Diagnostic>> {
    let text = named.to_string_lossy();
    let is_path = files::is_stdin(named) || named.is_file() || text.contains(['/', '\\', '.']);
    let (source, folder) = if is_path {
        let source = files::read(named).map_err(|error| vec![*error])?;
        (source, Some(named.parent().map(Path::to_path_buf).unwrap_or_default()))
    } else {
        let found = shipped().find(|document| document.name == text);
        (found.ok_or_else(|| vec![unknown(&text)])?.source(), None)
    };
    let root = document::parse(&source)?;
    Ok(PolicyText { source, root, folder })
}

fn unknown(named: &str) -> Diagnostic {
    let message = format!("there is no policy `{}`, neither a file nor one compiled in", quote(named));
    let near = did_you_mean(named, shipped().map(|d| d.name));
    let list = "`minerals check` lists those compiled in; a file is named by its path, as `policy.toml`";
    let help = near.map_or(list.to_owned(), |near| format!("did you mean `{near}`? {list}"));
    Diagnostic::error(Code::UnknownPolicy, message).help(help)
}

impl PolicyText {
    /// The file, for the account of what was read; its rows are its limits and tests.
    #[must_use]
    pub fn file(&self, policy: &Policy) -> FileRead {
        FileRead {
            name: self.source.listed().to_string(),
            sha256: self.source.sha256().to_owned(),
            builtin: self.source.is_builtin(),
            path: None,
            rows: policy.demands.len(),
        }
    }

    /// Any of its limits and tests has such a key.
    #[must_use]
    pub fn mentions(&self, key: &str) -> bool {
        let has = |node: &Node| match &node.value {
            Value::Table(entries) => entries.iter().any(|entry| entry.key == key),
            _ => false,
        };
        let Value::Table(entries) = &self.root.value else { return false };
        entries.iter().any(|entry| match &entry.node.value {
            Value::List(items) => items.iter().any(has),
            _ => has(&entry.node),
        })
    }

    /// Reads what it demands.
    ///
    /// # Errors
    /// Everything that is wrong with it, and with the scenarios that it names.
    pub fn read(&self, known: Known<'_>, scenarios: &mut Scenarios) -> Result<Policy, Vec<Diagnostic>> {
        let mut faults = Faults::default();
        let mut reader = Reader { source: &self.source, names: known.names, faults: &mut faults };
        let folder = self.folder.as_deref();
        let mut reading = Reading { reader: &mut reader, known, scenarios, folder };
        let policy = reading.policy(&self.root);
        let mut all = Faults::default();
        all.append(self.source.name(), faults);
        all.finish()?;
        policy.ok_or_else(Vec::new)
    }
}

/// What a policy says of itself, without its demands.
#[derive(Debug, Clone, Default)]
pub struct Title {
    /// What it is called.
    pub name: String,
    /// What it is for.
    pub description: String,
}

/// The name and the description of a document; empty where it has none.
#[must_use]
pub fn title(document: &Document) -> Title {
    let root = document::parse(&document.source());
    let Ok(Node { value: Value::Table(entries), .. }) = root else { return Title::default() };
    let text = |key: &str| {
        let found = entries.iter().find(|entry| entry.key == key).map(|entry| &entry.node.value);
        if let Some(Value::Text(text)) = found { text.clone() } else { String::new() }
    };
    Title { name: text("name"), description: text("description") }
}

/// A policy while it is read.
struct Reading<'p, 'r> {
    reader: &'p mut Reader<'r>,
    known: Known<'p>,
    scenarios: &'p mut Scenarios,
    folder: Option<&'p Path>,
}

impl Reading<'_, '_> {
    fn policy(&mut self, root: &Node) -> Option<Policy> {
        let keys: Vec<&str> = KEYS.iter().map(|(key, _)| *key).collect();
        let fields = self.reader.fields(root, &keys);
        // what is wrong below is told together with a key that is unknown
        let fields = match fields {
            Some(fields) => fields,
            None => self.reader.table(root)?,
        };
        let mut policy = Policy { id: id_of(self.reader.source), ..Policy::default() };
        let texts = [("name", &mut policy.name), ("description", &mut policy.description)];
        for (key, into) in texts.into_iter().chain([("source", &mut policy.source)]) {
            if let Some(text) = fields.get(key).and_then(|node| self.reader.text(node)) {
                text.clone_into(into);
            }
        }
        let tables = |reading: &mut Self, key| match fields.get(key) {
            Some(node) => reading.reader.tables(node, key),
            None => &[],
        };
        for node in tables(self, "limit") {
            policy.demands.extend(self.limit(node).unwrap_or_default());
        }
        for node in tables(self, "test") {
            policy.demands.extend(self.test(node).unwrap_or_default());
        }
        for node in tables(self, "allow") {
            policy.allows.extend(self.allow(node));
        }
        if policy.demands.is_empty() && self.reader.faults.is_sound() {
            self.reader.complain(
                Code::MissingKey,
                fields.head(),
                "the policy demands nothing",
                "neither a limit nor a test",
                "write `[[limit]]` and below it `metric = \"stages.hhi\"` and `max = 0.25`",
            );
        }
        Some(policy)
    }
}

fn id_of(source: &Source) -> String {
    let name = source.listed();
    let stem = Path::new(&**name).file_stem().map_or((**name).into(), |stem| stem.to_string_lossy());
    stem.trim_matches(['<', '>']).to_owned()
}
