//! Files that hold figures in another layout than ours: another of our tables, a publisher's own file, a
//! sheet with a column a year. Told by their header.

use super::record::TableSpec;
use super::source::Source;
use super::table::Table;
use crate::diag::{Code, Diagnostic, clean};
use crate::model::Year;

/// A layout: columns that no other layout has together, whose it is, and what to do.
struct Layout {
    columns: &'static [&'static str],
    what: &'static str,
    help: &'static str,
}

const TRADE: &str = "trade is not output: write its rows as the table `trade`, with a `mineral` and a `stage` for each product";

const BACI: &str = "trade is not output: give the file to `--trade`, by its name, and its minerals are kept; \
                    `minerals trade FILE` tells of all goods";

const EXTRACT: &str =
    "trade is not output; make the table `trade` of it: `minerals data import baci FILE... --output FOLDER`";

/// The more exact layouts come first.
const LAYOUTS: &[Layout] = &[
    Layout {
        columns: &["MCS chapter", "Section", "Commodity", "Statistics", "Statistics_detail"],
        what: "the USGS writes its Mineral Commodity Summaries",
        help: "make tables of it: `minerals data import usgs-mcs FILE --output FOLDER`",
    },
    Layout {
        columns: &["COMMODITY", "COUNTRY", "TYPE", "UNIT_MEAS"],
        what: "the USGS writes its Mineral Commodity Summaries",
        help: "make tables of it: `minerals data import usgs-mcs FILE... --output FOLDER`",
    },
    Layout {
        columns: &["dimension", "code", "country", "estimate", "std_err"],
        what: "the World Bank writes its governance indicators",
        help: "make a table of it: `minerals data import wgi FILE --output FOLDER`",
    },
    Layout {
        columns: &["format_version"],
        what: "an answer of this program",
        help: "give the tables that it was computed from: its `inputs` name them",
    },
    Layout { columns: &["t", "i", "j", "k"], what: "CEPII writes its trade data BACI", help: BACI },
    Layout { columns: &["i", "j", "cmd", "value"], what: "extracts of BACI are written", help: EXTRACT },
    Layout {
        columns: &["mineral", "stage", "country", "year", "kt"],
        what: "the IEA's supply by country is written",
        help: "make tables of it: `minerals data import iea FILE... --output FOLDER`",
    },
    Layout {
        columns: &["Material", "Stage", "Country", "Share", "t"],
        what: "the EU's study writes its supply shares",
        help: "make tables of it: `minerals data import eu-study FILE... --output FOLDER`",
    },
    Layout {
        columns: &["reporterCode", "partnerCode", "cmdCode", "primaryValue"],
        what: "UN Comtrade writes trade",
        help: TRADE,
    },
    Layout { columns: &["Reporter", "Partner", "Trade Flow"], what: "UN Comtrade writes trade", help: TRADE },
    Layout { columns: &["exporter", "importer"], what: "trade is written", help: TRADE },
    Layout { columns: &["reporter", "partner"], what: "trade is written", help: TRADE },
    Layout {
        columns: &["Country Name", "Country Code", "Series Name"],
        what: "the World Bank's DataBank writes its series",
        help: "write one row for each country, year and figure",
    },
];

/// How a header is laid out, if we know it: completes "is laid out as", and the remedy.
pub fn known(columns: &[&str]) -> Option<(&'static str, &'static str)> {
    let has = |name: &str| columns.iter().any(|column| column.trim().eq_ignore_ascii_case(name));
    let layout = LAYOUTS.iter().find(|layout| layout.columns.iter().all(|name| has(name)))?;
    Some((layout.what, layout.help))
}

/// A header is that of BACI, which has a reader of its own.
pub fn is_of_trade(columns: &[&str]) -> bool {
    known(columns).is_some_and(|(_, help)| help == BACI)
}

/// The error for a header that lacks columns of its table because it is laid out in another way.
pub fn other(source: &Source, spec: &TableSpec, columns: &[&str]) -> Option<Diagnostic> {
    let name = clean(source.name());
    let error = |message, help: String| Some(Diagnostic::error(Code::WrongTable, message).help(help));
    if let [table] = best_fits(columns).as_slice() {
        let table = table.name();
        let message = format!("`{name}` has the columns of the table `{table}`, not of `{}`", spec.name);
        return error(
            message,
            format!("name it after its table, or give it to `--data`: it is no `{}`", spec.name),
        );
    }
    if let Some((what, help)) = known(columns) {
        let message = format!("`{name}` is laid out as {what}, not as the table `{}`", spec.name);
        return error(message, help.replace("FILE", &name));
    }
    let years: Vec<&str> = columns.iter().map(|c| c.trim()).filter(|c| Year::parse(c).is_ok()).collect();
    let [first, .., last] = years.as_slice() else { return None };
    let message = format!("`{name}` has a column for each year, `{first}` to `{last}`");
    error(message, "write one row for each country and year, with the year in the column `year`".to_owned())
}

/// The tables whose columns are all there, and that leave the fewest columns of the file unused.
pub fn best_fits(columns: &[&str]) -> Vec<Table> {
    let fits = Table::ALL.into_iter().map(|table| (table.spec().fit(columns), table));
    let complete: Vec<_> = fits.filter(|(fit, _)| fit.lacking == 0).collect();
    let least = complete.iter().map(|(fit, _)| fit.unused).min();
    complete.into_iter().filter(|(fit, _)| Some(fit.unused) == least).map(|(_, table)| table).collect()
}
