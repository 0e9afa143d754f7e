//! Why figures may have moved: inputs, parameters and the version that differ between two runs, and which
//! of them each figure can come from.

use std::collections::BTreeSet;

use serde::Serialize;

use super::run::{Read, Run};

/// Something that differs between two runs, and may have moved figures.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Cause {
    /// `input`, `parameter` or `version`.
    pub kind: &'static str,
    /// A table (`production`), a parameter (`for`), or the program.
    pub cause: String,
    /// In the old run; absent where it had none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<Was>,
    /// In the new run; absent where it has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<Was>,
}

/// What it was in one of the runs.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Was {
    /// The parameter, the version, or the file of a table.
    pub text: String,
    /// Hash of the file's bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// Compiled in.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub builtin: bool,
    /// Rows in the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rows: Option<u64>,
}

impl Was {
    fn said(text: &str) -> Self {
        Self { text: text.to_owned(), sha256: None, builtin: false, rows: None }
    }

    fn read(read: &Read) -> Self {
        Self {
            text: read.name.clone(),
            sha256: Some(read.sha256.clone()),
            builtin: read.builtin,
            rows: read.rows,
        }
    }
}

/// Which tables the figures under a path are made of; the first line that fits tells.
const MADE_OF: &[(&str, &[&str])] = &[
    ("stages.hhi_wgi", &["production", "supply_shares", "governance"]),
    ("stages", &["production", "supply_shares"]),
    ("supply", &["production", "supply_shares", "governance"]),
    ("alternatives", &["production", "supply_shares", "governance"]),
    ("output", &["production", "supply_shares", "groups"]),
    ("reserves.years", &["reserves", "production"]),
    ("reserves", &["reserves", "production", "groups"]),
    ("holders", &["reserves"]),
    ("dependency.traced", &["trade", "production", "hs_codes", "groups"]),
    ("origins", &["trade", "production", "hs_codes", "groups"]),
    (
        "dependency",
        &["reliance", "import_sources", "trade", "hs_codes", "supply_shares", "production", "groups"],
    ),
    ("import_sources", &["import_sources", "supply_shares", "trade", "hs_codes", "groups"]),
    ("geopolrisk", &["trade", "production", "governance", "hs_codes", "groups"]),
    (
        "eu_sr",
        &["supply_shares", "parameters", "governance", "published_scores", "reliance", "trade", "groups"],
    ),
    ("eu_ei", &["end_uses", "parameters", "published_scores"]),
    ("sector", &["end_uses"]),
    ("end_uses", &["end_uses"]),
    ("members", &["governance", "groups"]),
    ("trade", &["trade", "hs_codes", "groups"]),
    ("partners", &["bilateral", "trade", "hs_codes", "groups"]),
    ("capacity", &["capacity"]),
    ("consumption", &["consumption"]),
    ("stocks", &["stocks"]),
    ("prices", &["prices"]),
    ("published_scores", &["published_scores"]),
];

/// Tables that every figure is read with: names, and whose figures are used.
const ALWAYS: &[&str] = &["minerals", "countries", "country_aliases"];

/// Whether a parameter can move the figures under a path, and not only which of them are there.
fn can_move(parameter: &str, path: &str) -> bool {
    let is_under = |all: &[&str]| all.iter().any(|head| under(path, head));
    match parameter {
        "minerals" | "countries" | "with" | "metric" | "sort" | "top" => false,
        "for" | "intra" => !is_under(&["stages", "supply", "alternatives", "reserves", "holders", "eu_ei"]),
        "sector" => is_under(&["sector"]),
        "method" => is_under(&["headline", "geopolrisk", "eu_sr", "stages.hhi_wgi"]),
        "stage" => is_under(&["headline"]),
        "edition" => is_under(&["headline", "eu_sr", "eu_ei"]),
        "governance" => is_under(&["headline", "eu_sr", "geopolrisk", "stages.hhi_wgi", "supply", "members"]),
        _ => true,
    }
}

fn under(path: &str, head: &str) -> bool {
    path.strip_prefix(head).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// All that differs between two runs.
#[derive(Debug)]
pub(super) struct Causes {
    tables: BTreeSet<String>,
    parameters: BTreeSet<String>,
    version: bool,
}

impl Causes {
    /// What differs: the version, parameters and inputs, each by name.
    pub fn between(old: &Run, new: &Run) -> (Self, Vec<Cause>) {
        let mut all = Vec::new();
        let version = old.version != new.version;
        if version {
            let (kind, cause) = ("version", env!("CARGO_PKG_NAME").to_owned());
            let [old, new] = [&old.version, &new.version].map(|version| Some(Was::said(version)));
            all.push(Cause { kind, cause, old, new });
        }
        let parameters: BTreeSet<String> = names(old.parameters.keys(), new.parameters.keys())
            .filter(|name| old.parameters.get(*name) != new.parameters.get(*name))
            .cloned()
            .collect();
        for name in &parameters {
            let was = |run: &Run| run.parameters.get(name).map(|text| Was::said(text));
            all.push(Cause { kind: "parameter", cause: name.clone(), old: was(old), new: was(new) });
        }
        let hash = |run: &Run, table: &str| run.inputs.get(table).map(|read| read.sha256.clone());
        let tables: BTreeSet<String> = names(old.inputs.keys(), new.inputs.keys())
            .filter(|table| hash(old, table) != hash(new, table))
            .cloned()
            .collect();
        for table in &tables {
            let was = |run: &Run| run.inputs.get(table).map(Was::read);
            all.push(Cause { kind: "input", cause: table.clone(), old: was(old), new: was(new) });
        }
        (Self { tables, parameters, version }, all)
    }

    /// What may have moved the figure of a path: its tables and parameters that differ; where none does, the
    /// version; else whatever differs.
    /// The headline is made of what the metric that ranks is made of.
    pub fn of_figure(&self, path: &str, ranks_by: Option<&str>) -> Vec<String> {
        let source = ranks_by.unwrap_or(path);
        let made_of = MADE_OF.iter().find(|(head, _)| under(source, head)).map(|(_, tables)| *tables);
        let of_it = |table: &&String| {
            made_of.is_none_or(|made_of| made_of.iter().chain(ALWAYS).any(|name| *name == **table))
        };
        let tables = self.tables.iter().filter(of_it).cloned();
        let parameters = self.parameters.iter().filter(|name| can_move(name, path)).map(named);
        let found: Vec<String> = tables.chain(parameters).collect();
        match found.is_empty() {
            true if self.version => vec!["tool.version".to_owned()],
            true => self.all(),
            false => found,
        }
    }

    /// Everything that differs: of what is there or not, any of it may be the cause.
    pub fn all(&self) -> Vec<String> {
        let version = self.version.then(|| "tool.version".to_owned());
        self.tables.iter().cloned().chain(self.parameters.iter().map(named)).chain(version).collect()
    }
}

/// A parameter's path in the JSON, so that it is no table's name.
fn named(parameter: &String) -> String {
    format!("parameters.{parameter}")
}

fn names<'a>(
    old: impl Iterator<Item = &'a String>,
    new: impl Iterator<Item = &'a String>,
) -> impl Iterator<Item = &'a String> {
    old.chain(new).collect::<BTreeSet<_>>().into_iter()
}

#[cfg(test)]
mod tests {
    use super::{ALWAYS, MADE_OF, under};
    use crate::load::Table;
    use crate::model::Metric;

    #[test]
    fn every_metric_has_its_tables_and_every_table_is_one() {
        for metric in Metric::all() {
            assert!(MADE_OF.iter().any(|(head, _)| under(metric.path, head)), "{}", metric.path);
        }
        for table in MADE_OF.iter().flat_map(|(_, tables)| *tables).chain(ALWAYS) {
            assert!(Table::ALL.iter().any(|known| known.name() == *table), "{table}");
        }
    }

    #[test]
    fn a_head_is_the_whole_of_a_step() {
        assert!(under("stages.hhi.high", "stages.hhi") && !under("stages.hhi_wgi", "stages.hhi"));
    }
}
