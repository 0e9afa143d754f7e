//! `minerals trade`.

mod answer;
mod asked;
mod sql;
mod told;
mod top;

use std::num::NonZero;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use self::answer::Named;
use self::asked::Question;
use self::told::{errors, told, warnings};
use self::top::Top;
use super::ask::all_inputs;
use super::deliver::{deliver_page, deliver_stream};
use super::exit::Refused;
use super::inputs::refuse_over;
use super::progress::Bar;
use super::{Common, Exit, Format, Streams};
use crate::diag::{Code, Diagnostic, clean};
use crate::load::number::{self, Sign};
use crate::load::{Loaded, Request, Table, is_stdin, listed, load, name_of};
use crate::output::{Envelope, Imports, Input, Parameters};
use crate::render::{Parts, Sink, Trades};
use crate::scan::{self, Groups, fold};

const EXAMPLES: &str = "Examples:
  minerals trade baci_2024.csv --for USA
  minerals trade baci_2022.csv baci_2024.csv --mineral lithium --min-value 1e6
  minerals trade baci_2024.csv --for 842 --product 284690 --format json
  minerals trade baci_2024.csv --format ndjson
  minerals trade --sql duckdb --from \"'baci_2024.csv'\"";

/// Concentration of imports in a full-size trade file
///
/// For each importer, product and year: the HHI of the exporters' shares by value and by quantity (in the table 0
/// to 10 000, else 0 to 1), how many they are, and the largest. Files in the layout of CEPII's BACI (`t,i,j,k,v,q`) or tables `trade`, as CSV,
/// plain or gzip, of any size.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Trade {
    /// Files, one or several years in each; `-` for standard input
    #[arg(value_name = "FILE", required_unless_present = "sql")]
    files: Vec<PathBuf>,
    /// Only imports of a country, a group, or a code of the file; a group is one importer, and buys from outside
    #[arg(long = "for", value_name = "COUNTRY|GROUP|CODE")]
    consumer: Option<String>,
    /// Only a product, by its code; may be given again
    #[arg(long, value_name = "CODE")]
    product: Vec<String>,
    /// Only the products that a mineral is traded as; may be given again
    #[arg(long, value_name = "MINERAL")]
    mineral: Vec<String>,
    /// Only a year, or a period as `2018-2022`
    #[arg(long, value_name = "YEAR|PERIOD")]
    year: Option<String>,
    /// The most concentrated N, the larger value first where they are equal
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    top: Option<NonZero<usize>>,
    /// Only imports of so many US dollars or more in their newest year
    #[arg(long, value_name = "USD", value_parser = usd, allow_negative_numbers = true)]
    min_value: Option<f64>,
    /// Refuse what is otherwise told and taken: rows that repeat a flow, codes of no country that is known
    #[arg(long)]
    strict: bool,
    /// Print, instead, the query that makes the table `trade` of a warehouse's records
    ///
    /// It sums the records by mineral, code, countries and year, in whole dollars and kilograms. --for keeps
    /// what the consumer buys and sells: leave it out where supply is traced through others. The text is the
    /// same whatever --format says.
    #[arg(long, value_enum, value_name = "DIALECT", conflicts_with_all = ["files", "top", "min_value", "strict"])]
    sql: Option<Dialect>,
    /// With --sql: the table of the records, with the columns `t,i,j,k,v,q` of BACI
    ///
    /// It is put after `FROM` as it is: a name, a quoted file in DuckDB (`'baci.csv'`), or a query in
    /// brackets that gives your columns these names.
    #[arg(long, value_name = "TABLE", requires = "sql")]
    from: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Dialect {
    /// DuckDB
    Duckdb,
    /// Apache Spark
    Spark,
    /// ClickHouse
    Clickhouse,
}

fn usd(text: &str) -> Result<f64, String> {
    number::read(text, Sign::NotNegative).map_err(|fault| format!("{}: {}", fault.what, fault.help))
}

/// Results that people are shown where they do not say how many.
const SHOWN: usize = 20;

impl Trade {
    pub(super) fn run(&self, common: &Common, streams: &mut Streams<'_>) -> anyhow::Result<Exit> {
        if let Some(dialect) = self.sql {
            return self.ask_a_warehouse(dialect, common, streams);
        }
        refuse_over(common.output.as_deref(), &self.files)?;
        let loaded = load(&Request { needs: vec![Table::HsCodes], ..Request::default() }).map_err(Refused)?;
        let asked = self.asked(&loaded)?;
        let hashed = matches!(common.format, Format::Json | Format::Ndjson);
        let request = scan::Request { files: self.files.clone(), filter: asked.filter.clone(), hashed };
        if self.strict && request.filter.is_together() {
            // what the members of a group buy comes together: repeats show where each is by itself
            self.refuse_pipes()?;
            let filter = scan::Filter { importers: None, ..request.filter.clone() };
            let apart = scan::Request { filter, ..request.clone() };
            let groups =
                fold(&apart, &loaded.names, &loaded.dataset.hs_codes, &mut |_| {}).map_err(Refused)?;
            refuse_told(told(&groups, &loaded.names))?;
        }
        let mut bar = Bar::new(common);
        let folded =
            fold(&request, &loaded.names, &loaded.dataset.hs_codes, &mut |progress| bar.show(progress));
        bar.clear();
        let groups = folded.map_err(Refused)?;
        if groups.is_empty() {
            return Err(Refused(vec![asked.nothing(&groups, &loaded)]).into());
        }
        let told = told(&groups, &loaded.names);
        if self.strict {
            refuse_told(told.clone())?;
        }
        let mut envelope =
            Envelope::new("trade imports", inputs(&groups, &loaded), self.parameters(&asked)?, Vec::new());
        envelope.warnings = warnings(&told);
        let named = Named::new(&groups, &loaded, asked.group.as_ref());
        self.deliver(&envelope, &named, &groups, common, streams)
    }

    /// What comes once cannot be looked through before it is read.
    fn refuse_pipes(&self) -> anyhow::Result<()> {
        let comes_once =
            |path: &&PathBuf| is_stdin(path) || (path.exists() && !path.is_file() && !path.is_dir());
        let Some(pipe) = self.files.iter().find(comes_once) else { return Ok(()) };
        let message =
            format!("`--strict` for a group reads files twice, and `{}` comes once", clean(&name_of(pipe)));
        Err(Refused(vec![
            Diagnostic::error(Code::Unreadable, message).help("save it to a file, and name that"),
        ])
        .into())
    }

    /// Writes all results as they come, or the first of them.
    fn deliver<'n>(
        &self,
        envelope: &Envelope<Imports<'n>>,
        named: &'n Named,
        groups: &'n Groups,
        common: &Common,
        streams: &mut Streams<'_>,
    ) -> anyhow::Result<Exit> {
        let for_people = matches!(common.format, Format::Table | Format::Markdown);
        let most = self.top.map(NonZero::get).or(for_people.then_some(SHOWN));
        let importers = groups.importers();
        if self.min_value.is_some() && !self.wants_any(named, groups)? {
            let error = Diagnostic::error(Code::NoData, "none of the imports has so large a value");
            return Err(Refused(vec![error.help("give a smaller `--min-value`")]).into());
        }
        let Some(most) = most else {
            let part = |part: usize, each: &mut Sink<'_, Imports<'n>>| {
                let mut wanted =
                    |imports: &Imports<'n>| if self.wants(imports) { each(imports) } else { Ok(()) };
                importers.get(part).map_or(Ok(()), |importer| named.each(groups, *importer, &mut wanted))
            };
            let all = Parts { count: importers.len(), each: &part };
            return deliver_stream(envelope, &all, common, streams);
        };
        let mut top = Top::new(most);
        for importer in importers {
            named.each(groups, importer, &mut |imports| {
                if self.wants(imports) {
                    top.take(imports);
                }
                Ok(())
            })?;
        }
        let all = top.all;
        let shown = top.finish();
        let years = groups.years();
        let years = (years.first().copied().unwrap_or_default(), years.last().copied().unwrap_or_default());
        if for_people {
            let page = Trades { answer: envelope, shown: &shown, all, years };
            return deliver_page(&page, &envelope.warnings, common, streams);
        }
        let only = |_: usize, each: &mut Sink<'_, Imports<'n>>| shown.iter().try_for_each(each);
        deliver_stream(envelope, &Parts { count: 1, each: &only }, common, streams)
    }

    fn wants_any(&self, named: &Named, groups: &Groups) -> anyhow::Result<bool> {
        let mut any = false;
        for importer in groups.importers() {
            named.each(groups, importer, &mut |imports| {
                any |= self.wants(imports);
                Ok(())
            })?;
            if any {
                break;
            }
        }
        Ok(any)
    }

    fn wants(&self, imports: &Imports<'_>) -> bool {
        let value = || imports.last().and_then(|of_year| of_year.value_usd);
        self.min_value.is_none_or(|least| value().is_some_and(|value| value >= least))
    }

    fn parameters(&self, asked: &Question) -> anyhow::Result<Parameters> {
        let period = asked.filter.years;
        Ok(Parameters {
            minerals: asked.filter.minerals.iter().map(ToString::to_string).collect(),
            products: asked.filter.products.iter().cloned().collect(),
            consumer: asked.named.clone(),
            year: period.filter(|p| p.first == p.last).map(|p| p.first.get()),
            period: period.filter(|p| p.first != p.last).map(|p| p.to_string()),
            min_value: self.min_value,
            top: self.top.map(NonZero::get),
            ..Parameters::default()
        })
    }
}

/// Refuses what would be told beside the answer.
fn refuse_told(told: Vec<Diagnostic>) -> anyhow::Result<()> {
    if told.is_empty() { Ok(()) } else { Err(Refused(errors(told)).into()) }
}

/// The files with what became of their rows, and the tables compiled in that names are from.
fn inputs(groups: &Groups, loaded: &Loaded) -> Vec<Input> {
    let count = |rows: u64| usize::try_from(rows).unwrap_or(usize::MAX);
    let files = groups.accounts.iter().map(|account| Input {
        table: "trade".to_owned(),
        name: listed(&account.name).to_string(),
        sha256: account.sha256.clone().unwrap_or_default(),
        builtin: false,
        rows: count(account.rows),
        used: count(account.used),
        set_aside: count(account.rows - account.used),
    });
    all_inputs(loaded).into_iter().chain(files).collect()
}
