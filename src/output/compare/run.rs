//! An answer of an earlier run, read back from its JSON.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::node::Node;
use crate::diag::{Code, Diagnostic, clean, quote};
use crate::output::FORMAT_VERSION;

/// What to write that can be compared.
const HELP: &str = "give what `minerals score --format json` wrote, whole; `show` and ndjson do as well";

/// What is wrong with a document, and the JSON pointer to it.
#[derive(Debug)]
pub struct Flaw {
    /// `/results/3`.
    pub pointer: String,
    /// What is to be said, but for the place.
    pub diagnostic: Box<Diagnostic>,
    /// The few words under the caret.
    pub label: &'static str,
}

/// A table that a run has read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Read {
    pub name: String,
    pub sha256: String,
    pub builtin: bool,
    pub rows: Option<u64>,
}

/// An answer, as far as it can be compared.
#[derive(Debug)]
pub struct Run {
    /// The command that wrote it.
    pub command: String,
    /// How many results it has.
    pub count: usize,
    /// The program's version.
    pub(super) version: String,
    pub(super) inputs: BTreeMap<String, Read>,
    pub(super) parameters: BTreeMap<String, String>,
    pub(super) results: BTreeMap<(Vec<String>, usize), Node>,
}

impl Run {
    /// Reads an envelope of this major version, or its lines; keys that it does not know are passed over.
    ///
    /// # Errors
    /// If the document is not a whole answer of this program about minerals or countries.
    pub fn read(file: &str, document: &Value) -> Result<Self, Flaw> {
        let reader = Reader { file };
        match document {
            Value::Array(lines) => reader.lines(lines),
            Value::Object(map) if map.contains_key("type") => {
                Err(reader.flaw("", "it ends after its header", "nothing follows"))
            }
            Value::Object(map) => {
                let results = reader.array(map, "", "results")?;
                let at = |i: usize| format!("/results/{i}");
                reader.run(map, "", results.iter().enumerate().map(|(i, result)| (at(i), result)))
            }
            _ => Err(reader.flaw("", "it is no object", "here")),
        }
    }

    /// It holds only the first of its results.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        self.parameters.contains_key("top")
    }

    /// Leaves the results of other minerals out.
    pub fn keep(&mut self, minerals: &[String]) {
        self.results.retain(|_, node| node.whose.mineral.as_ref().is_some_and(|m| minerals.contains(m)));
    }

    /// It has a result of this mineral.
    #[must_use]
    pub fn has(&self, mineral: &str) -> bool {
        self.results.values().any(|node| node.whose.mineral.as_deref() == Some(mineral))
    }
}

struct Reader<'f> {
    file: &'f str,
}

impl Reader<'_> {
    fn flaw(&self, pointer: &str, what: &str, label: &'static str) -> Flaw {
        let message = format!("`{}` is no answer that can be compared: {what}", clean(self.file));
        let diagnostic = Box::new(Diagnostic::error(Code::NotARun, message).help(HELP));
        Flaw { pointer: pointer.to_owned(), diagnostic, label }
    }

    /// Header, results, summary: what lacks its end was cut short, and would look as if minerals had gone.
    fn lines(&self, lines: &[Value]) -> Result<Run, Flaw> {
        let type_of = |line: &Value| line.get("type").and_then(Value::as_str).map(str::to_owned);
        let [header @ Value::Object(map), results @ .., summary] = lines else {
            return Err(self.flaw("", "it holds several values, and the first is no header", "here"));
        };
        if type_of(header).as_deref() != Some("header") {
            return Err(self.flaw("/0", "it holds several values, and the first is no header", "here"));
        }
        let last = format!("/{}", lines.len() - 1);
        if type_of(summary).as_deref() != Some("summary") {
            return Err(self.flaw(&last, "its last line is no summary: it was cut short", "the last line"));
        }
        let counted = summary.get("results").and_then(Value::as_u64);
        if counted != u64::try_from(results.len()).ok() {
            return Err(self.flaw(&last, "its summary counts other results than it holds", "counted here"));
        }
        if let Some(i) = results.iter().position(|line| type_of(line).as_deref() != Some("result")) {
            return Err(self.flaw(&format!("/{}", i + 1), "a line of it is no result", "here"));
        }
        let at = |i: usize| format!("/{}", i + 1);
        self.run(map, "/0", results.iter().enumerate().map(|(i, result)| (at(i), result)))
    }

    fn run<'v>(
        &self,
        map: &Map<String, Value>,
        base: &str,
        results: impl Iterator<Item = (String, &'v Value)>,
    ) -> Result<Run, Flaw> {
        self.format(self.text(map, base, "format_version")?, base)?;
        let tool = self.object(map, base, "tool")?;
        let at_tool = format!("{base}/tool");
        if self.text(tool, &at_tool, "name")? != env!("CARGO_PKG_NAME") {
            return Err(self.flaw(&format!("{at_tool}/name"), "another program wrote it", "not `minerals`"));
        }
        let mut run = Run {
            command: self.text(map, base, "command")?.to_owned(),
            count: 0,
            version: self.text(tool, &at_tool, "version")?.to_owned(),
            inputs: self.inputs(self.array(map, base, "inputs")?, &format!("{base}/inputs"))?,
            parameters: self.object(map, base, "parameters")?.iter().map(parameter).collect(),
            results: BTreeMap::new(),
        };
        for (pointer, result) in results {
            run.count += 1;
            let about = |key: &str| result.get(key).is_some_and(Value::is_string);
            let Some(map) = result.as_object().filter(|_| about("mineral") || about("id")) else {
                let what = format!("`{}` has results that are about no mineral", quote(&run.command));
                return Err(self.flaw(&pointer, &what, "no `mineral`"));
            };
            let mut key = (Node::words(map, ""), 0);
            while run.results.contains_key(&key) {
                key.1 += 1;
            }
            run.results.insert(key, Node::of_result(map));
        }
        Ok(run)
    }

    /// A minor step only adds keys; a major one may mean something else by them.
    fn format(&self, version: &str, base: &str) -> Result<(), Flaw> {
        let major = |version: &str| version.split_once('.').and_then(|(major, _)| major.parse::<u32>().ok());
        let pointer = format!("{base}/format_version");
        let (Some(theirs), Some(ours)) = (major(version), major(FORMAT_VERSION)) else {
            return Err(self.flaw(&pointer, "its `format_version` is none", "not as in `1.0`"));
        };
        if theirs == ours {
            return Ok(());
        }
        let message = format!("`{}` is of format `{}`", clean(self.file), quote(version));
        let help = if theirs > ours {
            format!("compare with the newer `minerals` that wrote it: this one reads format {ours}")
        } else {
            format!("write it anew with this `minerals`, which reads format {ours}")
        };
        let diagnostic = Box::new(Diagnostic::error(Code::OtherFormat, message).help(help));
        Err(Flaw { pointer, diagnostic, label: "another major version" })
    }

    fn inputs(&self, all: &[Value], base: &str) -> Result<BTreeMap<String, Read>, Flaw> {
        let mut inputs = BTreeMap::new();
        for (i, input) in all.iter().enumerate() {
            let pointer = format!("{base}/{i}");
            let Some(map) = input.as_object() else {
                return Err(self.flaw(&pointer, "an input of it is no object", "here"));
            };
            let read = Read {
                name: self.text(map, &pointer, "name")?.to_owned(),
                sha256: self.text(map, &pointer, "sha256")?.to_owned(),
                builtin: map.get("builtin").and_then(Value::as_bool).unwrap_or_default(),
                rows: map.get("rows").and_then(Value::as_u64),
            };
            if inputs.insert(self.text(map, &pointer, "table")?.to_owned(), read).is_some() {
                return Err(self.flaw(&pointer, "it names an input twice", "the second"));
            }
        }
        Ok(inputs)
    }

    fn text<'m>(&self, map: &'m Map<String, Value>, base: &str, key: &'static str) -> Result<&'m str, Flaw> {
        self.member(map, base, key, Value::as_str, "a text")
    }

    fn array<'m>(
        &self,
        map: &'m Map<String, Value>,
        base: &str,
        key: &'static str,
    ) -> Result<&'m [Value], Flaw> {
        self.member(map, base, key, |v| v.as_array().map(Vec::as_slice), "a list")
    }

    fn object<'m>(
        &self,
        map: &'m Map<String, Value>,
        base: &str,
        key: &'static str,
    ) -> Result<&'m Map<String, Value>, Flaw> {
        self.member(map, base, key, Value::as_object, "an object")
    }

    fn member<'m, T>(
        &self,
        map: &'m Map<String, Value>,
        base: &str,
        key: &'static str,
        as_wanted: impl Fn(&'m Value) -> Option<T>,
        wanted: &str,
    ) -> Result<T, Flaw> {
        map.get(key).and_then(as_wanted).ok_or_else(|| match map.get(key) {
            None => self.flaw(base, &format!("it has no `{key}`"), "here"),
            Some(_) => self.flaw(&format!("{base}/{key}"), &format!("its `{key}` is not {wanted}"), "here"),
        })
    }
}

/// A parameter as it would be written on a command line.
fn parameter((name, value): (&String, &Value)) -> (String, String) {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items
            .iter()
            .map(|i| i.as_str().map_or_else(|| i.to_string(), str::to_owned))
            .collect::<Vec<_>>()
            .join(" "),
        other => other.to_string(),
    };
    (name.clone(), text)
}
