//! `minerals explain`.

use anyhow::Context;
use clap::Args;

use super::ask::{Asked, inputs, parameters, window};
use super::consumer::only_consumer;
use super::deliver::deliver;
use super::exit::Refused;
use super::inputs::refuse_over_documents;
use super::score::{loaded_warnings, metric, needs, needs_consumer, of_union};
use super::tables::Tables;
use super::{Common, Exit, Streams};
use crate::diag::{Code, Diagnostic, Example, did_you_mean, quote};
use crate::load::examine_texts;
use crate::model::{Also, Governance, Method, Metric, Subject, ask};
use crate::output::{Envelope, ExampleOf, Explained, Meaning, Parameters, Warning};
use crate::render::{Explanations, Index, Meanings};

const EXAMPLES: &str = "Examples:
  minerals explain hhi cobalt
  minerals explain stages.hhi_wgi.high rare-earths --stage mine
  minerals explain exposure cobalt --for USA
  minerals explain eu_sr cobalt --for EU27
  minerals explain unknown-country";

/// Where a number comes from, or what a code means
///
/// The formula, the formula with this mineral's numbers, and every input with its table, line and
/// publisher. A metric's name is its path in the JSON of `score`; the last part is enough where it is
/// clear. Without a mineral: what the metric means, or the code with a bad example and its mend. Alone:
/// every metric and code.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Explain {
    /// A metric (`hhi`, `stages.cr3`) or a code (`unknown-country`)
    #[arg(value_name = "METRIC|CODE")]
    what: Option<String>,
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
        let Some(what) = self.what.as_deref() else {
            let envelope = Envelope::new("explain", Vec::new(), Parameters::default(), Meaning::all());
            return deliver(&envelope, &Index(&envelope), common, streams);
        };
        let code = Code::ALL.iter().find(|c| c.name() == what.to_lowercase());
        if self.mineral.is_none() && self.asked.of_consumer() {
            anyhow::bail!(
                "`--for` asks about a mineral, and none is named: `minerals explain {} cobalt`",
                quote(what)
            );
        }
        match (code, &self.mineral) {
            (Some(code), None) => general(Meaning::of_code(*code, example(*code)), common, streams),
            (Some(code), Some(extra)) => {
                anyhow::bail!("`{}` is a code: it is explained without `{}`", code.name(), quote(extra))
            }
            (None, Some(mineral)) => self.of_mineral(what, mineral, common, streams),
            (None, None) => general(Meaning::of_metric(metric_or_code(what)?), common, streams),
        }
    }

    fn of_mineral(
        &self,
        what: &str,
        mineral: &str,
        common: &Common,
        streams: &mut Streams<'_>,
    ) -> anyhow::Result<Exit> {
        let mut loaded = self.tables.load(&self.asked.and_needs(needs(true)), common)?;
        let of_headline = what == "headline" || what.starts_with("headline.");
        if !of_headline && metric(what).is_err() && metric(mineral).is_ok() {
            anyhow::bail!("the metric comes first: `minerals explain {} {}`", quote(mineral), quote(what));
        }
        let asked = if of_headline { None } else { Some(metric(what)?) };
        let also = asked.map(Also::of).unwrap_or_default();
        let of_consumer = asked.is_some_and(Metric::is_of_consumer);
        let whose = if of_consumer { self.asked.seen_by_scenario(&loaded) } else { self.asked.clone() };
        let mut question = whose.question(&[mineral.to_owned()], also, &mut loaded)?;
        refuse_over_documents(common.output.as_deref(), &loaded.documents)?;
        let metric = match asked {
            Some(metric) => metric,
            None => {
                question.method.headline().context("the method has no headline: this is a bug of ours")?
            }
        };
        if question.consumer.is_none() && metric.is_of_consumer() {
            let only = only_consumer(&question, &mut loaded);
            question.consumer = Some(only.ok_or_else(|| needs_consumer(metric))?);
        }
        of_union(metric, &question)?;
        if let (Subject::Eu(..), Some(eu)) = (metric.subject, Method::named("eu")) {
            question.method = eu;
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
            let why: Vec<String> = answers.answers.iter().flat_map(|a| a.why_not(metric)).collect();
            let error = Diagnostic::error(Code::NoData, message);
            let error = if why.is_empty() { error } else { error.help(why.join("\n")) };
            return Err(Refused(vec![error]).into());
        }
        let mut parameters = parameters(&question, &governance.edition, &loaded)?;
        parameters.metric = Some(metric.path.to_owned());
        let mut envelope = Envelope::new("explain", inputs(&loaded, &answers), parameters, results);
        envelope.warnings = loaded_warnings(&loaded.warnings);
        envelope.warnings.extend(answers.warnings.iter().map(Warning::from));
        deliver(&envelope, &Explanations(&envelope), common, streams)
    }
}

/// The example of a code, with what the loader says of its files.
fn example(code: Code) -> Option<ExampleOf> {
    let example = Example::of(code)?;
    let files: Vec<(&str, &[u8])> = example.bad.iter().map(|file| (file.name, file.bytes)).collect();
    // where there is a command, it says it
    let said = if example.command.is_some() { Vec::new() } else { examine_texts(&files) };
    Some(ExampleOf::new(example, said))
}

/// A metric; a name that is none may be a slip of a code as well.
fn metric_or_code(what: &str) -> anyhow::Result<&'static Metric> {
    metric(what).map_err(|error| {
        let near = did_you_mean(what, Code::ALL.iter().map(|code| code.name()));
        near.map_or(error, |near| {
            let message = format!("unknown metric or code `{}`", quote(what));
            let help = format!("did you mean `{near}`? `minerals explain` alone lists all of them");
            Refused(vec![Diagnostic::error(Code::UnknownMetric, message).help(help)]).into()
        })
    })
}

/// What a metric or a code means, without a mineral.
fn general(meaning: Meaning, common: &Common, streams: &mut Streams<'_>) -> anyhow::Result<Exit> {
    let envelope = Envelope::new("explain", Vec::new(), Parameters::default(), vec![meaning]);
    deliver(&envelope, &Meanings(&envelope), common, streams)
}
