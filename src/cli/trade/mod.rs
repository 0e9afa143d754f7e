//! `minerals trade`.

mod sql;

use std::num::NonZero;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Common, Exit, Streams};

const EXAMPLES: &str = "Examples:
  minerals trade BACI_HS92_Y2022_V202401.csv --for USA
  minerals trade baci_*.csv.gz --mineral lithium --format csv
  minerals trade baci.csv --for 842 --product 284690
  minerals trade --sql duckdb --from \"'baci.csv'\" | duckdb -csv | minerals score --for USA --trade -";

/// Concentration of imports in a full-size trade file
///
/// For each importer, product and year: the HHI of the exporters' shares by value and by quantity, how many
/// they are, and the largest. Files in the layout of CEPII's BACI (`t,i,j,k,v,q`) or tables `trade`, as CSV,
/// plain or gzip, of any size.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Trade {
    /// Files, one or several years in each; `-` for standard input
    #[arg(value_name = "FILE", required_unless_present = "sql")]
    files: Vec<PathBuf>,
    /// Only imports of a country, a group, or a code of the file
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
    /// Refuse what is otherwise told and taken: rows that repeat a flow, codes of no country that is known
    #[arg(long)]
    strict: bool,
    /// Print, instead, the query that makes the table `trade` of a warehouse's records
    ///
    /// It sums the records by mineral, code, countries and year, in whole dollars and kilograms. --for keeps
    /// what the consumer buys and sells: leave it out where supply is traced through others. The text is the
    /// same whatever --format says.
    #[arg(long, value_enum, value_name = "DIALECT", conflicts_with_all = ["files", "top", "strict"])]
    sql: Option<Dialect>,
    /// With --sql: the table of the records, with the columns `t,i,j,k,v,q` of BACI
    ///
    /// It is put after `FROM` as it is: a name, a quoted file in DuckDB (`'baci.csv'`), or a query in
    /// brackets that gives your columns these names.
    #[arg(long, value_name = "TABLE", requires = "sql", default_value = "baci")]
    from: String,
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

impl Trade {
    pub(super) fn run(&self, common: &Common, streams: &mut Streams<'_>) -> anyhow::Result<Exit> {
        if let Some(dialect) = self.sql {
            return self.ask_a_warehouse(dialect, common, streams);
        }
        anyhow::bail!("being built")
    }
}
