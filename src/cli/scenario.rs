//! `minerals scenario`.

use std::path::Path;

use clap::Args;

use super::ask::{ALL, Asked, inputs, mineral, parameters, window};
use super::deliver::deliver;
use super::exit::Refused;
use super::inputs::refuse_over_documents;
use super::score::loaded_warnings;
use super::tables::Tables;
use super::{Common, Exit, Streams};
use crate::diag::{Code, Diagnostic};
use crate::load::scenario::{FileRead, ScenarioFile, read, shipped, unknown};
use crate::load::{Loaded, Names};
use crate::model::scenario::{apply, effects};
use crate::model::{Also, Governance, ask};
use crate::output::{Envelope, Parameters, ScenarioEffect, ShippedOf, Warning};
use crate::render::{Scenarios, Shipped};

const EXAMPLES: &str = "Examples:
  minerals scenario
  minerals scenario c5-kazakhstan
  minerals scenario deal.toml --for USA
  minerals scenario c5-kazakhstan c5-kazakhstan-refinery
  minerals scenario china-gallium-germanium gallium --format json

A scenario file:
  name = \"Half of Chile's copper is lost\"
  year = 2027

  [[shock]]
  kind = \"outage\"
  mineral = \"copper\"
  stage = \"mine\"
  country = \"CHL\"
  reduction = 0.5

Kinds: outage, export-restriction, new-capacity, demand-growth, stock-release,
parameter, reallocation. `minerals schema scenario-file` has every key.";

/// What a scenario changes: before, after, and the gap that lost supply leaves
///
/// A scenario is a file of shocks, TOML or JSON, or the name of one that is compiled in. Shares, concentration,
/// risk and exposure are told before and after, the largest change first; of lost supply, what fills it, what does
/// not, and how the price answers; with every assumption. Several are set side by side. Without any: the list of
/// those compiled in.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Scenario {
    /// Scenario files or names, then the minerals to look at; none means those that the shocks name
    #[arg(value_name = "FILE|NAME|MINERAL")]
    words: Vec<String>,
    #[command(flatten)]
    asked: Asked,
    #[command(flatten)]
    tables: Tables,
}

impl Scenario {
    pub(super) fn run(&self, common: &Common, streams: &mut Streams<'_>) -> anyhow::Result<Exit> {
        let mut loaded = self.tables.load(ALL, common)?;
        if self.words.is_empty() {
            return list(&loaded.names, common, streams);
        }
        let (named, minerals) = sorted(&self.words, &loaded.names)?;
        let files = files(&named, &loaded)?;
        let read: Vec<FileRead> = files.iter().flat_map(|file| file.files.clone()).collect();
        refuse_over_documents(common.output.as_deref(), &read)?;
        let asked = self.asked.or_for(only_client(&files));
        let asked = asked.or_year(files.iter().find_map(|f| f.scenario.base_year));
        let wanted: Vec<String> = if minerals.is_empty() {
            let all = files.iter().flat_map(|f| &f.scenario.shocks).flat_map(|s| &s.minerals);
            all.map(ToString::to_string).collect()
        } else {
            minerals.clone()
        };
        let mut question = asked.question(&wanted, Also::default(), &mut loaded)?;
        question.members = true;
        let governance = Governance::new(&loaded.dataset.governance, window()?);
        let mut results = Vec::new();
        let mut warnings = loaded_warnings(&loaded.warnings);
        let mut told = Vec::new();
        for file in &files {
            let scenario = &file.scenario;
            let mut its = question.clone();
            its.year = self.asked.year().or(scenario.base_year);
            let applied = apply(&loaded.dataset, scenario, its.year).map_err(Refused)?;
            if minerals.is_empty() {
                its.minerals = applied.minerals.iter().cloned().collect();
                if its.minerals.is_empty() {
                    its.minerals = scenario.shocks.iter().flat_map(|s| s.minerals.iter().cloned()).collect();
                }
            }
            let before = ask(&loaded.dataset, &governance, &its);
            let after = ask(&applied.dataset, &governance, &its);
            let effects = effects((&before, &after), (&loaded.dataset, &applied), its.year);
            let consumer = its.consumer.as_ref().map(|c| c.id.to_string());
            results.push(ScenarioEffect::new(scenario, &applied, &effects, consumer, &loaded.dataset));
            told.extend(loaded_warnings(&file.warnings));
            told.extend(loaded_warnings(&applied.warnings));
            told.extend(
                unfilled(&applied.gaps)
                    .filter(|w| its.minerals.iter().any(|m| Some(m.as_str()) == w.mineral.as_deref())),
            );
            told.extend(before.warnings.iter().map(Warning::from));
        }
        for warning in told {
            if !warnings
                .iter()
                .any(|w: &Warning| w.message == warning.message && w.mineral == warning.mineral)
            {
                warnings.push(warning);
            }
        }
        loaded.documents.extend(read);
        let answers = ask(&loaded.dataset, &governance, &question);
        let mut parameters = parameters(&question, &governance.edition, &loaded)?;
        parameters.minerals = minerals;
        parameters.scenarios = files.iter().map(|f| f.scenario.id.to_string()).collect();
        let mut envelope = Envelope::new("scenario", inputs(&loaded, &answers), parameters, results);
        envelope.warnings = warnings;
        deliver(&envelope, &Scenarios(&envelope), common, streams)
    }
}

/// Gaps that have no size, as nobody tells what is exported or could be put out.
fn unfilled(gaps: &[crate::model::scenario::Gap]) -> impl Iterator<Item = Warning> {
    let of = |gap: &crate::model::scenario::Gap| {
        let formula = gap.formula()?;
        let help =
            if gap.lost.value().is_none() { "; give `use`, `exports` or `own_use` in the shock" } else { "" };
        Some(Warning {
            code: Code::NeedsQuantity.name(),
            mineral: Some(gap.mineral.to_string()),
            stage: Some(gap.stage.as_str()),
            message: format!("the shortfall is only bounded: {formula}{help}"),
        })
    };
    gaps.iter().filter_map(of)
}

/// The consumer that the scenarios name, if it is only one.
fn only_client(files: &[ScenarioFile]) -> Option<String> {
    let mut all: Vec<&str> = files.iter().filter_map(|f| f.scenario.only_client()).map(|c| &*c.id).collect();
    all.sort_unstable();
    all.dedup();
    match all.as_slice() {
        [only] => Some((*only).to_owned()),
        _ => None,
    }
}

/// Reads the scenarios; everything wrong with any of them is told.
fn files(named: &[String], loaded: &Loaded) -> anyhow::Result<Vec<ScenarioFile>> {
    let (mut files, mut errors) = (Vec::new(), Vec::new());
    for name in named {
        match read(name, None, &loaded.names) {
            Ok(file) => files.push(file),
            Err(all) => errors.extend(all),
        }
    }
    if errors.is_empty() { Ok(files) } else { Err(Refused(errors).into()) }
}

/// Which words are scenarios, and which are minerals.
fn sorted(words: &[String], names: &Names) -> anyhow::Result<(Vec<String>, Vec<String>)> {
    let (mut scenarios, mut minerals, mut wrong) = (Vec::new(), Vec::new(), Vec::new());
    for word in words {
        let is_file = word == "-" || word.contains(['.', '/', '\\']) || Path::new(word).is_file();
        if is_file || shipped().any(|d| d.name == word) {
            scenarios.push(word.clone());
        } else if scenarios.is_empty() && names.mineral(word).is_none() {
            wrong.push(unknown(word));
        } else {
            minerals.extend(mineral(word, names, &mut wrong).map(|id| id.to_string()));
        }
    }
    if scenarios.is_empty() && wrong.is_empty() {
        let message = "no scenario is named, only minerals";
        let help = "a scenario is a file, as `deal.toml`, or one of the names that `minerals scenario` lists";
        wrong.push(Diagnostic::error(Code::UnknownScenario, message).help(help));
    }
    if wrong.is_empty() { Ok((scenarios, minerals)) } else { Err(Refused(wrong).into()) }
}

/// Those that are compiled in.
fn list(names: &Names, common: &Common, streams: &mut Streams<'_>) -> anyhow::Result<Exit> {
    let mut all = Vec::new();
    for document in shipped() {
        let file = read(document.name, None, names).map_err(Refused)?;
        all.push(ShippedOf::new(&file.scenario));
    }
    let envelope = Envelope::new("scenario list", Vec::new(), Parameters::default(), all);
    deliver(&envelope, &Shipped(&envelope), common, streams)
}
