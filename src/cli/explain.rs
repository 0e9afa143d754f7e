//! `minerals explain`.

use anyhow::Context;
use clap::Args;

use super::ask::{Asked, Tables, consumers, inputs, parameters, window};
use super::deliver::deliver;
use super::exit::Refused;
use super::score::{loaded_warnings, metric, needs, needs_consumer};
use super::{Common, Exit, Streams};
use crate::diag::{Code, Diagnostic, quote};
use crate::model::{Governance, Subject, ask};
use crate::output::{Envelope, Explained, Meaning, Parameters, Warning};
use crate::render::{Explanations, Meanings};

const EXAMPLES: &str = "Examples:
  minerals explain hhi cobalt
  minerals explain stages.hhi_wgi.high rare-earths --stage mine
  minerals explain exposure cobalt --for USA
  minerals explain unknown-country";

/// Where a number comes from, or what a code means
///
/// The formula, the formula with this mineral's numbers, and every input with its table, line and
/// publisher. A metric's name is its path in the JSON of `score`; the last part is enough where it is
/// clear. Without a mineral: what the metric or the code means.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Explain {
    /// A metric (`hhi`, `stages.cr3`) or a code (`unknown-country`)
    #[arg(value_name = "METRIC|CODE")]
    what: String,
    /// The mineral whose number it is
    #[arg(value_name = "MINERAL")]
    mineral: Option<String>,
    #[command(flatten)]
    asked: Asked,
    #[command(flatten)]
    tables: Tables,
}

impl Explain {
    pub(super) fn run(&self, common: &Common, streams: &mut Streams<'_>) -> anyhow::Result<Exit> {
        let code = Code::ALL.iter().find(|c| c.name() == self.what.to_lowercase());
        if self.mineral.is_none() && self.asked.of_consumer() {
            anyhow::bail!(
                "`--for` asks about a mineral, and none is named: `minerals explain {} cobalt`",
                quote(&self.what)
            );
        }
        match (code, &self.mineral) {
            (Some(code), None) => general(Meaning::of_code(*code), common, streams),
            (Some(code), Some(extra)) => {
                anyhow::bail!("`{}` is a code: it is explained without `{}`", code.name(), quote(extra))
            }
            (None, Some(mineral)) => self.of_mineral(mineral, common, streams),
            (None, None) => general(Meaning::of_metric(metric(&self.what)?), common, streams),
        }
    }

    fn of_mineral(&self, mineral: &str, common: &Common, streams: &mut Streams<'_>) -> anyhow::Result<Exit> {
        let loaded = self.tables.load(needs(true), common)?;
        let of_headline = self.what == "headline" || self.what.starts_with("headline.");
        if !of_headline && metric(&self.what).is_err() && metric(mineral).is_ok() {
            let (what, metric) = (quote(&self.what), quote(mineral));
            anyhow::bail!("the metric comes first: `minerals explain {metric} {what}`");
        }
        let asked = if of_headline { None } else { Some(metric(&self.what)?) };
        let mut question = self.asked.question(&[mineral.to_owned()], &loaded)?;
        let metric = match asked {
            Some(metric) => metric,
            None => {
                question.method.headline().context("the method has no headline: this is a bug of ours")?
            }
        };
        if question.consumer.is_none() && matches!(metric.subject, Subject::Dependency(..)) {
            match consumers(&loaded).as_slice() {
                [only] => question.consumer = Some(*only),
                _ => return Err(needs_consumer(metric)),
            }
        }
        let governance = Governance::new(&loaded.dataset.governance, window()?);
        let answers = ask(&loaded.dataset, &governance, &question);
        let mut results: Vec<Explained> =
            answers.answers.iter().flat_map(|a| Explained::all(metric, a, &loaded.dataset)).collect();
        if of_headline {
            // the headline is of one stage, and of the worst product there
            let stage = answers.answers.first().and_then(|a| a.headline).map(|h| h.stage.as_str());
            results.retain(|e| e.stage == stage);
            results.truncate(1);
        }
        if results.is_empty() {
            let message = format!(
                "the tables hold nothing of `{}` that `{}` could be computed from",
                quote(mineral),
                metric.path
            );
            return Err(Refused(vec![Diagnostic::error(Code::NoData, message)]).into());
        }
        let mut parameters = parameters(&question, &governance.edition)?;
        parameters.metric = Some(metric.path.to_owned());
        let mut envelope = Envelope::new("explain", inputs(&loaded, &answers), parameters, results);
        envelope.warnings = loaded_warnings(&loaded.warnings);
        envelope.warnings.extend(answers.warnings.iter().map(Warning::from));
        deliver(&envelope, &Explanations(&envelope), common, streams)
    }
}

/// What a metric or a code means, without a mineral.
fn general(meaning: Meaning, common: &Common, streams: &mut Streams<'_>) -> anyhow::Result<Exit> {
    let envelope = Envelope::new("explain", Vec::new(), Parameters::default(), vec![meaning]);
    deliver(&envelope, &Meanings(&envelope), common, streams)
}
