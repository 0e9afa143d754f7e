//! `minerals trade --sql`: the question to a warehouse, made of the arguments and the compiled-in tables.

use std::collections::BTreeSet;

use super::asked::period;
use super::{Dialect, Trade};
use crate::cli::ask::mineral;
use crate::cli::deliver::hand_over;
use crate::cli::exit::Refused;
use crate::cli::{Common, Exit, Streams};
use crate::diag::{Code, Diagnostic, did_you_mean, quote};
use crate::load::{Loaded, Names, Request, Table, load, whom};
use crate::model::{CountryCode, HsCodeRow, MineralId};
use crate::scan::sql::{self, Parties, Query};

impl From<Dialect> for sql::Dialect {
    fn from(dialect: Dialect) -> Self {
        match dialect {
            Dialect::Duckdb => Self::DuckDb,
            Dialect::Spark => Self::Spark,
            Dialect::Clickhouse => Self::ClickHouse,
        }
    }
}

impl Trade {
    /// Prints the query in a dialect.
    pub(super) fn ask_a_warehouse(
        &self,
        dialect: Dialect,
        common: &Common,
        streams: &mut Streams<'_>,
    ) -> anyhow::Result<Exit> {
        let request = Request { needs: vec![Table::HsCodes], ..Request::default() };
        let loaded = load(&request).map_err(Refused)?;
        let mut wrong = Vec::new();
        let from = from(self.from.as_deref().unwrap_or("baci"), &mut wrong);
        let period = self.year.as_deref().and_then(|year| period(year, &mut wrong));
        let parties = self.consumer.as_deref().and_then(|text| parties(text, &loaded, &mut wrong));
        let codes = self.codes(&loaded, &mut wrong);
        if !wrong.is_empty() {
            return Err(Refused(wrong).into());
        }
        let countries = numbers(&loaded.names);
        let query =
            Query { dialect: dialect.into(), from, codes: &codes, countries: &countries, parties, period };
        hand_over(&query.text(), common, streams)?;
        Ok(Exit::Done)
    }

    /// The rows of the concordance that are asked for.
    fn codes<'a>(&self, loaded: &'a Loaded, wrong: &mut Vec<Diagnostic>) -> Vec<&'a HsCodeRow> {
        let all = &loaded.dataset.hs_codes;
        let minerals: BTreeSet<MineralId> =
            self.mineral.iter().filter_map(|text| mineral(text, &loaded.names, wrong)).collect();
        for id in minerals.iter().filter(|id| all.iter().all(|row| row.mineral != **id)) {
            wrong.push(without_code(id, loaded));
        }
        let of_minerals = |row: &HsCodeRow| minerals.is_empty() || minerals.contains(&row.mineral);
        for code in &self.product {
            wrong.extend(not_a_product(code, all));
            // an unknown mineral is told already
            if wrong.is_empty() && !all.iter().any(|row| *row.code == **code && of_minerals(row)) {
                let message = format!("`{code}` is no code of the minerals that are asked for");
                wrong.push(
                    Diagnostic::error(Code::NoData, message)
                        .help(format!("it is of {}", minerals_of(code, all))),
                );
            }
        }
        let of_products =
            |row: &HsCodeRow| self.product.is_empty() || self.product.iter().any(|code| **code == *row.code);
        all.iter().filter(|row| of_minerals(row) && of_products(row)).collect()
    }
}

/// What stands after `FROM`, as it is given: it may be the name of a table, or anything that is one.
fn from<'a>(text: &'a str, wrong: &mut Vec<Diagnostic>) -> &'a str {
    let text = text.trim();
    if text.is_empty() || text.contains(';') {
        let message = if text.is_empty() {
            "`--from` names no table".to_owned()
        } else {
            format!("`{}` ends a statement: it is not the name of a table", quote(text))
        };
        let help = "name the table as after `FROM`, as `trade.baci` or `read_csv('baci_*.csv')`";
        wrong.push(Diagnostic::error(Code::BadValue, message).help(help));
    }
    text
}

/// A country or a group; or a code of the records that is no country's, as they may have it.
fn parties(text: &str, loaded: &Loaded, wrong: &mut Vec<Diagnostic>) -> Option<Parties> {
    let is_code = (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if is_code && loaded.names.country(text).is_none() {
        let short = text.trim_start_matches('0').to_owned();
        let codes = BTreeSet::from([short, text.to_owned(), format!("{text:0>3}")]);
        return Some(Parties { id: text.to_owned(), codes: codes.into_iter().collect() });
    }
    let found = whom::consumer(text, false, &loaded.names, &loaded.dataset);
    let consumer = found.map_err(|error| wrong.push(*error)).ok()?;
    let codes = consumer.members.iter().map(ToString::to_string).collect();
    Some(Parties { id: consumer.id.to_string(), codes })
}

/// Every number that stands for a country: of ISO 3166 and of UN Comtrade, which BACI has its codes from.
fn numbers(names: &Names) -> Vec<(u16, CountryCode)> {
    (1..1000).filter_map(|number| Some((number, names.country(&format!("{number:03}"))?))).collect()
}

fn without_code(id: &MineralId, loaded: &Loaded) -> Diagnostic {
    let traded = |id: &MineralId| loaded.dataset.hs_codes.iter().any(|row| row.mineral == *id);
    let members = loaded.dataset.minerals.values().filter(|m| m.family.as_ref() == Some(id) && traded(&m.id));
    let members: Vec<String> = members.map(|m| format!("`{}`", m.id)).collect();
    let error =
        Diagnostic::error(Code::NoData, format!("no code of the Harmonized System is known for `{id}`"));
    error.help(if members.is_empty() {
        "the table `hs_codes` has those that are known".to_owned()
    } else {
        format!("its family has them: {}", members.join(", "))
    })
}

/// What is wrong with a code.
fn not_a_product(code: &str, all: &[HsCodeRow]) -> Option<Diagnostic> {
    let six = code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit());
    if !six {
        let message = format!("`{}` is not a code of six digits", quote(code));
        return Some(Diagnostic::error(Code::BadNumber, message).help("write all six digits, as `283691`"));
    }
    if all.iter().any(|row| *row.code == *code) {
        return None;
    }
    let near = did_you_mean(code, all.iter().map(|row| &*row.code));
    let help = near.map_or_else(
        || "the table `hs_codes` has those that are".to_owned(),
        |near| format!("did you mean `{near}`, of {}?", minerals_of(near, all)),
    );
    Some(
        Diagnostic::error(Code::NoData, format!("`{code}` is no code that a mineral is traded under"))
            .help(help),
    )
}

/// The minerals that are traded under a code.
fn minerals_of(code: &str, all: &[HsCodeRow]) -> String {
    let of = all.iter().filter(|row| *row.code == *code);
    of.map(|row| format!("`{}`", row.mineral)).collect::<Vec<_>>().join(", ")
}
