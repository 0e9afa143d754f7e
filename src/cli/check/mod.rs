//! `minerals check`.

mod report;
mod run;

use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::Context;
use clap::Args;

use super::ask::{all_inputs, window};
use super::deliver::{deliver, deliver_findings, said};
use super::exit::Refused;
use super::inputs::{refuse_over, refuse_over_documents};
use super::score::{loaded_warnings, needs};
use super::tables::Tables;
use super::{Common, Exit, Streams};
use crate::diag::Diagnostic;
use crate::load::policy::{self, Known, PolicyText, Scenarios};
use crate::load::scenario::FileRead;
use crate::load::{Loaded, Table};
use crate::model::policy::{Day, Policy};
use crate::output::{Envelope, Input, Parameters, ShippedPolicy};
use crate::render::{self, Checks, Page, Policies};

const EXAMPLES: &str = "Examples:
  minerals check
  minerals check crma-2030 || echo broken
  minerals check supply.toml --as-of 2027-06-30
  minerals check supply.toml --as-of 2027-06-30 --format junit

Exit codes: 0 every limit is kept, 1 one is broken (with --fail-on warning also
where a finding is a warning), 2 a policy cannot be read, bad data or usage.";

/// Hold the tables to a policy: a gate for CI
///
/// A policy file limits any number of any mineral, before or after a scenario, allows exceptions for a reason and
/// until a day, and tests what a scenario does. A number that the unknown widens must keep its limit at both ends.
/// Without a policy: those compiled in.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Check {
    /// Policy files, `-` for standard input, or names of policies that are compiled in
    #[arg(value_name = "POLICY")]
    policies: Vec<PathBuf>,
    /// The day that exceptions are held against, as 2027-06-30; today without it
    #[arg(long, value_name = "DATE", value_parser = |day: &str| Day::parse(day).map_err(|e| e.to_string()))]
    as_of: Option<Day>,
    /// Add a table in Markdown to the file that $GITHUB_STEP_SUMMARY names, if it is set
    #[arg(long)]
    summary: bool,
    #[command(flatten)]
    tables: Tables,
}

impl Check {
    pub(super) fn run(&self, common: &Common, streams: &mut Streams<'_>) -> anyhow::Result<Exit> {
        if self.policies.is_empty() {
            let envelope = Envelope::new("check list", Vec::new(), Parameters::default(), shipped());
            return deliver(&envelope, &Policies(&envelope), common, streams);
        }
        refuse_over(common.output.as_deref(), &self.policies)?;
        let (texts, mut wrong) = opened(&self.policies);
        let mut loaded = self.tables.load(&needed(&texts), common)?;
        let (policies, scenarios) = read(&texts, &loaded, &mut wrong);
        if !wrong.is_empty() {
            return Err(Refused(wrong).into());
        }
        let read: Vec<FileRead> =
            scenarios.files.iter().flat_map(|scenario| scenario.files.clone()).collect();
        refuse_over_documents(common.output.as_deref(), &read)?;
        let judged = run::judge_all(&policies, &scenarios, &mut loaded, window()?).map_err(Refused)?;
        let dated = policies.iter().flat_map(|policy| &policy.allows).any(|allow| allow.until.is_some());
        let today = if dated { Some(self.as_of.map_or_else(today, Ok)?) } else { None };
        let report = report::Report::new(&policies, &judged.of, today, &loaded.dataset, common);
        loaded.documents.extend(read);
        let mut inputs = all_inputs(&loaded);
        inputs.extend(texts.iter().zip(&policies).map(|(text, policy)| input(&text.file(policy))));
        let parameters = Parameters {
            policies: policies.iter().map(|policy| policy.id.clone()).collect(),
            scenarios: scenarios.files.iter().map(|file| file.scenario.id.to_string()).collect(),
            as_of: self.as_of.map(|day| day.to_string()),
            ..Parameters::default()
        };
        let mut envelope = Envelope::new("check", inputs, parameters, report.results);
        envelope.policies = report.policies;
        envelope.warnings = loaded_warnings(&loaded.warnings);
        let of_files = scenarios.files.iter().flat_map(|scenario| loaded_warnings(&scenario.warnings));
        envelope.warnings.extend(of_files.chain(loaded_warnings(&judged.warnings)));
        let page = Checks { answer: &envelope, notes: common.verbose };
        if self.summary {
            // before anything is on standard output, which an error must leave empty
            summarise(&page, &self.policies)?;
        }
        let exit = deliver_findings(&envelope, &page, &report.gate, common, streams)?;
        streams.say(&said(&envelope.warnings, common));
        Ok(exit)
    }
}

/// The policies that are compiled in.
fn shipped() -> Vec<ShippedPolicy> {
    policy::shipped()
        .map(|document| {
            let title = policy::title(document);
            ShippedPolicy { policy: document.name, name: title.name, description: title.description }
        })
        .collect()
}

/// The files that can be opened, and what is wrong with the others.
fn opened(named: &[PathBuf]) -> (Vec<PolicyText>, Vec<Diagnostic>) {
    let (mut texts, mut wrong) = (Vec::new(), Vec::new());
    for path in named {
        match policy::open(path) {
            Ok(text) => texts.push(text),
            Err(errors) => wrong.extend(errors),
        }
    }
    (texts, wrong)
}

/// The tables that policies ask for.
fn needed(texts: &[PolicyText]) -> Vec<Table> {
    let any = |key| texts.iter().any(|text| text.mentions(key));
    let shocked = any("scenario"); // which may change what a consumer buys
    let mut tables = needs(any("for") || shocked).to_vec();
    if shocked {
        tables.extend([Table::Capacity, Table::Consumption]);
    }
    tables
}

/// What the policies demand; what is wrong with them is added.
fn read(texts: &[PolicyText], loaded: &Loaded, wrong: &mut Vec<Diagnostic>) -> (Vec<Policy>, Scenarios) {
    let known = Known { names: &loaded.names, dataset: &loaded.dataset };
    let mut scenarios = Scenarios::default();
    let mut policies = Vec::new();
    for text in texts {
        match text.read(known, &mut scenarios) {
            Ok(policy) => policies.push(policy),
            Err(errors) => wrong.extend(errors),
        }
    }
    (policies, scenarios)
}

fn input(file: &FileRead) -> Input {
    Input {
        table: "policy".to_owned(),
        name: file.name.clone(),
        sha256: file.sha256.clone(),
        builtin: file.builtin,
        rows: file.rows,
        used: file.rows,
        set_aside: 0,
    }
}

/// The system's day, in UTC.
fn today() -> anyhow::Result<Day> {
    let since =
        SystemTime::now().duration_since(UNIX_EPOCH).context("the clock is before 1970: give --as-of")?;
    Day::since_1970(since.as_secs() / 86_400).context("the clock is beyond the year 9999: give --as-of")
}

/// Adds the page to the summary of the step, where the CI service has one.
fn summarise(page: &dyn Page, policies: &[PathBuf]) -> anyhow::Result<()> {
    let Some(path) = std::env::var_os("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty()) else {
        return Ok(());
    };
    let append = |path: &Path| {
        use std::io::Write as _;
        let mut file = std::fs::OpenOptions::new().append(true).create(true).open(path)?;
        file.write_all(render::markdown(&page.document()).as_bytes())
    };
    let path = PathBuf::from(path);
    refuse_over(Some(&path), policies)?;
    append(&path).with_context(|| format!("cannot write `{}`", path.display()))
}
