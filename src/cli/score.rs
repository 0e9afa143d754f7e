//! `minerals score`.

use std::num::NonZero;

use clap::Args;

use super::ask::{Asked, inputs, parameters, window};
use super::deliver::deliver_of;
use super::exit::Refused;
use super::inputs::refuse_over_documents;
use super::sector::narrow;
use super::tables::Tables;
use super::{Common, Exit, Streams};
use crate::diag::{Code, Diagnostic, did_you_mean, quote};
use crate::load::Table;
use crate::model::eu::UNION;
use crate::model::{Also, Governance, Metric, Question, Sector, ask, sort_by_metric};
use crate::output::{Envelope, Score as Scored, Warning};
use crate::render::Scores;

const EXAMPLES: &str = "Examples:
  minerals score
  minerals score cobalt lithium --stage mine --year 2024
  minerals score --for USA --top 20
  minerals score --method eu --for EU27 --edition 2023
  minerals score --sector 'electric vehicles'
  minerals score --sort stages.top_supplier.share --format csv
  minerals score --production my-production.csv";

/// Tables that a score is made of: those from the uses on only if a consumer is asked about.
const NEEDS: &[Table] = &[
    Table::Production,
    Table::SupplyShares,
    Table::Reserves,
    Table::Governance,
    Table::Parameters,
    Table::PublishedScores,
    Table::EndUses,
    Table::Reliance,
    Table::ImportSources,
    Table::HsCodes,
    Table::Trade,
];

/// How many of them a score of the world is made of.
const OF_THE_WORLD: usize = 6;

/// Tables that a score of this question is made of.
pub(super) fn needs(of_consumer: bool) -> &'static [Table] {
    if of_consumer { NEEDS } else { NEEDS.get(..OF_THE_WORLD).unwrap_or(NEEDS) }
}

/// Scores of minerals, worst first
///
/// The world view ranks by `hhi_wgi`: how concentrated supply is among badly governed suppliers, 0 to
/// 10. With --for it ranks by exposure: how much of the consumer's use hangs on its largest foreign
/// source; for the EU, by supply risk as the EU's own study measures it. What is unknown widens a number into
/// `low–high`, or makes it incomplete (`?`).
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Score {
    /// Minerals by id, name or alias; none means all
    #[arg(value_name = "MINERAL")]
    minerals: Vec<String>,
    #[command(flatten)]
    asked: Asked,
    /// Each member of a family (heavy and light rare earths, platinum group) in a row of its own
    #[arg(long)]
    members: bool,
    /// Only what a sector uses, with its share: a sector, an application or a NACE code, as `wind` or `C27`
    #[arg(long, value_name = "NAME")]
    sector: Option<String>,
    /// Sort by a metric instead of the method's headline
    #[arg(long, value_name = "METRIC")]
    sort: Option<String>,
    /// Print only the first N
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    top: Option<NonZero<usize>>,
    #[command(flatten)]
    tables: Tables,
}

impl Score {
    pub(super) fn run(&self, common: &Common, streams: &mut Streams<'_>) -> anyhow::Result<Exit> {
        self.answer(common, &[], streams)
    }

    /// Answers; the commands to try next are for people.
    fn answer(
        &self,
        common: &Common,
        next: &'static [&'static str],
        streams: &mut Streams<'_>,
    ) -> anyhow::Result<Exit> {
        let sort =
            self.sort.as_deref().filter(|name| !name.starts_with("headline")).map(metric).transpose()?;
        let uses: &[Table] = if self.sector.is_some() { &[Table::EndUses] } else { &[] };
        let mut loaded = self
            .tables
            .load(&self.asked.and_needs(&[needs(self.asked.of_consumer()), uses].concat()), common)?;
        let also = sort.map(Also::of).unwrap_or_default();
        let mut question = self.asked.question(&self.minerals, also, &mut loaded)?;
        refuse_over_documents(common.output.as_deref(), &loaded.documents)?;
        question.members = self.members;
        let named = question.minerals.clone();
        let sector = self.sector.as_deref();
        let sector = sector.map(|name| narrow(name, &mut question, &loaded.dataset)).transpose()?;
        if let Some(metric) = sort.filter(|m| m.is_of_consumer() && question.consumer.is_none()) {
            return Err(needs_consumer(metric));
        }
        sort.map_or(Ok(()), |metric| of_union(metric, &question))?;
        let governance = Governance::new(&loaded.dataset.governance, window()?);
        let mut answers = ask(&loaded.dataset, &governance, &question);
        if let Some(metric) = sort {
            sort_by_metric(&mut answers.answers, metric);
        }
        let all = answers.answers.len();
        if all == 0 {
            let (message, help) = if question.method.is_eu() {
                (
                    "the tables hold no scores of the EU's study, which tell the stage and scope of each mineral",
                    "leave `--method eu` out, or give `published_scores`, `supply_shares` and `parameters` in `--data`",
                )
            } else {
                (
                    "the tables hold nothing to score: no output and no dependency",
                    "give output by country: `--production FILE`, or a table `production` in `--data`",
                )
            };
            return Err(Refused(vec![Diagnostic::error(Code::NoData, message).help(help)]).into());
        }
        answers.answers.truncate(self.top.map_or(usize::MAX, NonZero::get));
        let result = |a| {
            let score = Scored::new(a, &loaded.dataset);
            let used = |(s, _): &(Sector, _)| score.clone().in_sector(s, &loaded.dataset, &question, a);
            sector.as_ref().map_or_else(|| score.clone(), used)
        };
        let results = answers.answers.iter().map(result).collect();
        let mut parameters = parameters(&question, &governance.edition, &loaded)?;
        parameters.minerals = named.iter().map(ToString::to_string).collect();
        parameters.sector = self.sector.clone();
        parameters.sort = sort.map(|m| m.path.to_owned());
        parameters.top = self.top.map(NonZero::get);
        let mut envelope = Envelope::new("score", inputs(&loaded, &answers), parameters, results);
        envelope.warnings = loaded_warnings(&loaded.warnings);
        envelope.warnings.extend(sector.iter().flat_map(|(_, left)| left).map(Warning::from));
        let count = envelope.warnings.len() + answers.warnings.len();
        let kept = |w: &&crate::model::Warning| {
            let is = |info: &crate::model::MineralInfo| Some(&info.id) == w.mineral.as_ref();
            let about = |a: &crate::model::Answer<'_>| is(a.info) || a.members.iter().any(|m| is(m));
            w.mineral.is_none() || answers.answers.iter().any(about)
        };
        envelope.warnings.extend(answers.warnings.iter().filter(kept).map(Warning::from));
        let hidden = all - envelope.results.len();
        deliver_of(&envelope, &Scores { answer: &envelope, hidden, next }, common, count, streams)
    }
}

/// A metric of dependency was asked for without a consumer.
pub(super) fn needs_consumer(metric: &Metric) -> anyhow::Error {
    let message = format!("`{}` is about a consumer, and none is named", metric.path);
    Refused(vec![Diagnostic::error(Code::NoData, message).help("add `--for USA`")]).into()
}

/// Economic importance is the EU's.
pub(super) fn of_union(metric: &Metric, question: &Question) -> anyhow::Result<()> {
    let union = question.consumer.as_ref().is_some_and(|consumer| *consumer.id == *UNION);
    if metric.path != "eu_ei" || union {
        return Ok(());
    }
    let message = format!("`{}` is about the EU, and the question is not", metric.path);
    Err(Refused(vec![Diagnostic::error(Code::NoData, message).help(format!("add `--for {UNION}`"))]).into())
}

/// A metric by its path or short name, in any case, with `-` for `_`.
pub(super) fn metric(name: &str) -> anyhow::Result<&'static Metric> {
    let spelled = name.to_lowercase().replace('-', "_");
    Metric::named(&spelled).ok_or_else(|| {
        let error = Diagnostic::error(Code::UnknownMetric, format!("unknown metric `{}`", quote(name)));
        let near = did_you_mean(&spelled, Metric::all().flat_map(|m| [m.path, m.short()]));
        Refused(vec![match near {
            Some(near) => error.help(format!("did you mean `{near}`?")),
            None => {
                let names: Vec<&str> = Metric::all().map(|m| m.path).collect();
                error.help(format!("one of these:\n  {}", names.join("\n  ")))
            }
        }])
        .into()
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
pub(super) fn run_bare(common: &Common, streams: &mut Streams<'_>) -> anyhow::Result<Exit> {
    let ten_worst = Score {
        minerals: Vec::new(),
        asked: Asked::default(),
        members: false,
        sector: None,
        sort: None,
        top: NonZero::new(10),
        tables: Tables::from_environment(),
    };
    ten_worst.answer(common, NEXT, streams)
}

const NEXT: &[&str] = &[
    "minerals score               all minerals",
    "minerals score --for USA     what the United States depends on",
    "minerals show rare-earths    one mineral in full",
];
