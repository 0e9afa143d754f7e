//! `minerals explain`.

use clap::Args;

use super::ask::{Asked, Tables, consumers, inputs, parameters, window};
use super::deliver::{deliver, write};
use super::exit::Refused;
use super::score::{loaded_warnings, metric, needs};
use super::{Common, Exit, Format};
use crate::diag::{Code, Diagnostic};
use crate::model::{Governance, Metric, Subject, ask};
use crate::output::{Envelope, Explained, MetricOf, Warning};
use crate::render::{self, Explanations};

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
    pub(super) fn run(&self, common: &Common) -> anyhow::Result<Exit> {
        if let Some(code) = Code::ALL.iter().find(|c| c.name() == self.what) {
            return meaning(code.name(), code.meaning(), common);
        }
        let Some(mineral) = &self.mineral else {
            return general(metric(&self.what)?, common);
        };
        let loaded = self.tables.load(needs(true))?;
        let mut question = self.asked.question(std::slice::from_ref(mineral), &loaded)?;
        let metric = if self.what.starts_with("headline") {
            question.method.headline().map_or_else(|| metric(&self.what), Ok)?
        } else {
            metric(&self.what)?
        };
        if question.consumer.is_none() && matches!(metric.subject, Subject::Dependency(..)) {
            match consumers(&loaded).as_slice() {
                [only] => question.consumer = Some(*only),
                _ => {
                    let message = format!("`{}` is about a consumer, and none is named", metric.path);
                    return Err(Refused(vec![
                        Diagnostic::error(Code::NoData, message).help("add `--for USA`"),
                    ])
                    .into());
                }
            }
        }
        let governance = Governance::new(&loaded.dataset.governance, window()?);
        let answers = ask(&loaded.dataset, &governance, &question);
        let results: Vec<Explained> =
            answers.answers.iter().flat_map(|a| Explained::all(metric, a, &loaded.dataset)).collect();
        if results.is_empty() {
            let message = format!(
                "the tables hold nothing of `{mineral}` that `{}` could be computed from",
                metric.path
            );
            return Err(Refused(vec![Diagnostic::error(Code::NoData, message)]).into());
        }
        let mut parameters = parameters(&question, &governance.edition)?;
        parameters.metric = Some(metric.path.to_owned());
        let mut envelope = Envelope::new("explain", inputs(&loaded), parameters, results);
        envelope.warnings = loaded_warnings(&loaded.warnings);
        envelope.warnings.extend(answers.warnings.iter().map(Warning::from));
        deliver(&envelope, &Explanations(&envelope), common)
    }
}

/// What a metric tells, without a mineral.
fn general(metric: &'static Metric, common: &Common) -> anyhow::Result<Exit> {
    let m = MetricOf::new(metric);
    if common.format == Format::Json {
        write(&render::json(&m)?, common.output.as_deref())?;
        return Ok(Exit::Done);
    }
    let to = m.to.map_or_else(|| "no limit".to_owned(), |to| to.to_string());
    let text = format!(
        "{}: {}\n  formula  {}\n  range    {} to {to}\n  after    {}\n\nminerals explain {} MINERAL shows one with its \
         inputs\n",
        m.path, m.meaning, m.formula, m.from, m.defined_by, m.path
    );
    write(&text, common.output.as_deref())?;
    Ok(Exit::Done)
}

fn meaning(name: &str, meaning: &str, common: &Common) -> anyhow::Result<Exit> {
    let text = match common.format {
        Format::Json => render::json(&serde_json::json!({"code": name, "meaning": meaning}))?,
        Format::Table | Format::Csv => format!("{name}: {meaning}\n"),
    };
    write(&text, common.output.as_deref())?;
    Ok(Exit::Done)
}
