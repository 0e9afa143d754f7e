//! `minerals score`.

use clap::Args;

use super::ask::{Asked, Tables, inputs, parameters, window};
use super::deliver::{deliver, write};
use super::exit::Refused;
use super::{Common, Exit, Format, terminal};
use crate::diag::{Code, Diagnostic, did_you_mean, quote};
use crate::load::Table;
use crate::model::{Governance, Method, Metric, Question, StageChoice, ask, sort_by_metric};
use crate::output::{Envelope, Score as Scored, Warning};
use crate::render::{Look, Render, Scores};

const EXAMPLES: &str = "Examples:
  minerals score
  minerals score cobalt lithium --stage mine --year 2024
  minerals score --for USA --top 20
  minerals score --sort stages.top_supplier.share --format csv
  minerals score --production my-production.csv";

/// Tables that a score is made of: the last two only if a consumer is asked about.
const NEEDS: &[Table] =
    &[Table::Production, Table::Reserves, Table::Governance, Table::Reliance, Table::ImportSources];

/// Tables that a score of this question is made of.
pub(super) fn needs(of_consumer: bool) -> &'static [Table] {
    if of_consumer { NEEDS } else { NEEDS.get(..3).unwrap_or(NEEDS) }
}

/// Scores of minerals, worst first
///
/// The world view ranks by `hhi_wgi`: how concentrated supply is among badly governed suppliers, 0 to
/// 10. With --for it ranks by exposure: how much of the consumer's use hangs on its largest foreign
/// source. What is unknown widens a number into `low–high`, or makes it incomplete (`?`).
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Score {
    /// Minerals by id, name or alias; none means all
    #[arg(value_name = "MINERAL")]
    minerals: Vec<String>,
    #[command(flatten)]
    asked: Asked,
    /// Sort by a metric instead of the method's headline
    #[arg(long, value_name = "METRIC")]
    sort: Option<String>,
    /// Print only the first N
    #[arg(long, value_name = "N")]
    top: Option<usize>,
    #[command(flatten)]
    tables: Tables,
}

impl Score {
    pub(super) fn run(&self, common: &Common) -> anyhow::Result<Exit> {
        let sort = self.sort.as_deref().map(metric).transpose()?;
        let loaded = self.tables.load(needs(self.asked.of_consumer()))?;
        let question = self.asked.question(&self.minerals, &loaded)?;
        let governance = Governance::new(&loaded.dataset.governance, window()?);
        let mut answers = ask(&loaded.dataset, &governance, &question);
        if let Some(metric) = sort {
            sort_by_metric(&mut answers.answers, metric);
        }
        let all = answers.answers.len();
        answers.answers.truncate(self.top.unwrap_or(usize::MAX));
        let results = answers.answers.iter().map(|a| Scored::new(a, &loaded.dataset)).collect();
        let mut parameters = parameters(&question, &governance.edition)?;
        parameters.sort = sort.map(|m| m.path.to_owned());
        parameters.top = self.top;
        let mut envelope = Envelope::new("score", inputs(&loaded), parameters, results);
        envelope.warnings = loaded_warnings(&loaded.warnings);
        let kept = |w: &&crate::model::Warning| {
            w.mineral.is_none() || answers.answers.iter().any(|a| Some(&a.info.id) == w.mineral.as_ref())
        };
        envelope.warnings.extend(answers.warnings.iter().filter(kept).map(Warning::from));
        let hidden = all - envelope.results.len();
        deliver(&envelope, &Scores { answer: &envelope, hidden }, common)
    }
}

/// A metric by its path or short name.
pub(super) fn metric(name: &str) -> anyhow::Result<&'static Metric> {
    Metric::named(name).ok_or_else(|| {
        let error = Diagnostic::error(Code::UnknownMetric, format!("unknown metric `{}`", quote(name)));
        let error = match did_you_mean(name, Metric::all().map(|m| m.path)) {
            Some(near) => error.help(format!("did you mean `{near}`?")),
            None => {
                let paths: Vec<&str> = Metric::all().map(|m| m.path).collect();
                error.help(format!("one of {}", paths.join(", ")))
            }
        };
        Refused(vec![error]).into()
    })
}

/// What the loader had to say, beside the answer.
pub(super) fn loaded_warnings(all: &[Diagnostic]) -> Vec<Warning> {
    all.iter()
        .map(|d| {
            let place =
                d.place.as_ref().map(|p| format!("{}:{}:{}: ", p.file, p.line, p.column)).unwrap_or_default();
            Warning {
                code: d.code.name(),
                mineral: None,
                stage: None,
                message: format!("{place}{}", d.message),
            }
        })
        .collect()
}

/// `minerals` alone: the ten worst, and where to go from here.
pub(super) fn run_bare(common: &Common) -> anyhow::Result<Exit> {
    let all = Score {
        minerals: Vec::new(),
        asked: Asked::default(),
        sort: None,
        top: Some(10),
        tables: Tables::default(),
    };
    if common.format != Format::Table {
        return all.run(common);
    }
    let loaded = all.tables.load(needs(false))?;
    let question = Question {
        minerals: Vec::new(),
        stage: StageChoice::Worst,
        year: None,
        consumer: None,
        method: Method::default_for(false),
    };
    let governance = Governance::new(&loaded.dataset.governance, window()?);
    let answers = ask(&loaded.dataset, &governance, &question);
    let results = answers.answers.iter().take(10).map(|a| Scored::new(a, &loaded.dataset)).collect();
    let envelope =
        Envelope::new("score", inputs(&loaded), parameters(&question, &governance.edition)?, results);
    let look: Look = terminal::look(&std::io::stdout(), common.color);
    let mut text = Scores { answer: &envelope, hidden: 0 }.render(look);
    text.push_str(
        "\nNext:\n  minerals score               all minerals\n  minerals score --for USA     what the United \
         States depends on\n  minerals show rare-earths    one mineral in full\n",
    );
    write(&text, common.output.as_deref())?;
    Ok(Exit::Done)
}
