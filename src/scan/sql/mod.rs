//! The question to a warehouse: one query whose result is the table `trade`.
//!
//! Every row is rounded to whole dollars and whole kilograms before it is summed, and sums of integers are
//! the same in whatever order an engine takes them. A sum is unknown where one of its rows is: to leave that
//! row out would make it nothing.

mod dialect;
mod wrapped;

use std::collections::BTreeMap;
use std::fmt::Write as _;

pub use self::dialect::Dialect;
use self::wrapped::{quoted, sentence, values};
use crate::model::{CountryCode, HsCodeRow, Period};

/// What is asked of a warehouse.
#[derive(Debug, Clone)]
pub struct Query<'a> {
    /// How it is written.
    pub dialect: Dialect,
    /// The records, as they are named after `FROM`.
    pub from: &'a str,
    /// Which minerals are counted under which codes.
    pub codes: &'a [&'a HsCodeRow],
    /// The country of each numeric code.
    pub countries: &'a [(u16, CountryCode)],
    /// Only what these buy or sell: what a code of the records is known as.
    pub parties: Option<Parties>,
    /// Only these years.
    pub period: Option<Period>,
}

/// Whose trade it is.
#[derive(Debug, Clone)]
pub struct Parties {
    /// What they are called together.
    pub id: String,
    /// Each of them: a country, or a code of the records that is no country's.
    pub codes: Vec<String>,
}

impl Query<'_> {
    /// Its text. Nothing of it depends on the order of the codes or the countries.
    #[must_use]
    pub fn text(&self) -> String {
        let mut codes = self.codes.to_vec();
        codes.sort_by_key(|row| (&row.code, &row.mineral, row.stage));
        codes.dedup_by_key(|row| (row.code.clone(), row.mineral.clone(), row.stage));
        let mut countries = self.countries.to_vec();
        countries.sort_unstable();
        let code = |row: &&HsCodeRow| {
            let cells = [&*row.code, row.mineral.as_str(), row.stage.as_str()];
            format!("({})", cells.map(quoted).join(", "))
        };
        let codes_of = values(codes.iter().map(code));
        let countries_of =
            values(countries.iter().map(|(code, id)| format!("({code}, {})", quoted(id.as_str()))));
        let comment = self.comment(&codes);
        let (consumer, of_consumer) = self.consumer();
        let flows = self.flows();
        let settings = self.dialect.settings();
        format!(
            "{comment}WITH codes (hs, mineral, stage) AS (VALUES\n{codes_of}\n),\n\
             countries (code, country) AS (VALUES\n{countries_of}\n),\n\
             {consumer}{flows}\
             SELECT mineral, stage, product, exporter, importer, year,\n\
             \x20   CASE WHEN COUNT(*) = COUNT(kg) THEN SUM(kg) END AS quantity,\n\
             \x20   'kg' AS unit,\n\
             \x20   CASE WHEN COUNT(*) = COUNT(usd) THEN SUM(usd) END AS value_usd\n\
             FROM flows\n\
             {of_consumer}\
             GROUP BY mineral, stage, product, exporter, importer, year\n\
             ORDER BY mineral, stage, product, exporter, importer, year{settings};\n"
        )
    }

    /// What the query is, for who finds it in a warehouse's history.
    fn comment(&self, codes: &[&HsCodeRow]) -> String {
        let mut all = vec![
            "Trade in minerals as the table `trade` of the program minerals, from records with the columns of \
             CEPII's BACI: t year, i exporter, j importer, k code of the Harmonized System, v thousand US \
             dollars, q tons."
                .to_owned(),
            revisions(codes),
            "One row a mineral, stage, code, exporter, importer and year; a code that several minerals share \
             stands once for each. Dollars and kilograms are whole, each record rounded before the sum, so \
             that every engine gives the same digits. A sum is empty where a record of it has no number: \
             unknown is not zero."
                .to_owned(),
        ];
        let mut kept = Vec::new();
        if let Some(parties) = &self.parties {
            kept.push(format!("what {} buys or sells", parties.id));
        }
        kept.extend(self.period.map(|Period { first, last }| {
            if first == last { format!("the year {first}") } else { format!("the years {first} to {last}") }
        }));
        if !kept.is_empty() {
            all.push(format!("Kept: {}.", kept.join("; ")));
        }
        let whom = self.parties.as_ref().map_or("USA", |parties| &parties.id);
        all.push(format!(
            "In {}; its result as CSV with a header: | minerals score --for {whom} --trade -",
            self.dialect.name()
        ));
        all.iter().map(|text| sentence(text)).collect()
    }

    /// Who buys and sells, and the condition on it.
    fn consumer(&self) -> (String, &'static str) {
        let Some(parties) = &self.parties else { return (String::new(), "") };
        let mut codes = parties.codes.clone();
        codes.sort_unstable();
        let codes = values(codes.iter().map(|code| format!("({})", quoted(code))));
        (
            format!("consumer (country) AS (VALUES\n{codes}\n),\n"),
            "WHERE exporter IN (SELECT country FROM consumer)\n   OR importer IN (SELECT country FROM consumer)\n",
        )
    }

    /// The records that are kept, each number whole.
    fn flows(&self) -> String {
        let d = self.dialect;
        let [exporter, importer] = [("e", "b.i"), ("m", "b.j")]
            .map(|(table, column)| format!("COALESCE({table}.country, {})", d.text(column)));
        let [code, sells, buys] = ["b.k", "b.i", "b.j"].map(|column| d.whole_or_null(column));
        let [kg, usd] = ["b.q", "b.v"].map(|column| d.thousandths(column));
        let year = d.whole("b.t");
        let mut text = format!(
            "flows AS (\n    \
                 SELECT c.mineral, c.stage, c.hs AS product,\n        \
                     {exporter} AS exporter,\n        \
                     {importer} AS importer,\n        \
                     {year} AS year,\n        \
                     {kg} AS kg,\n        \
                     {usd} AS usd\n    \
                 FROM {} AS b\n    \
                 JOIN codes AS c ON {} = {code}\n    \
                 LEFT JOIN countries AS e ON e.code = {sells}\n    \
                 LEFT JOIN countries AS m ON m.code = {buys}\n",
            self.from,
            d.whole("c.hs"),
        );
        if let Some(Period { first, last }) = self.period {
            // writing to a String cannot fail
            let _ = writeln!(text, "    WHERE {year} BETWEEN {first} AND {last}");
        }
        text + ")\n"
    }
}

/// Which revisions the codes are of: the one that most are, and the codes of the others.
fn revisions(codes: &[&HsCodeRow]) -> String {
    let mut by_revision: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for row in codes {
        let of = by_revision.entry(&row.revision).or_default();
        if of.last() != Some(&&*row.code) {
            of.push(&row.code);
        }
    }
    let mut all: Vec<(&str, Vec<&str>)> = by_revision.into_iter().collect();
    all.sort_by_key(|(revision, codes)| (std::cmp::Reverse(codes.len()), *revision));
    let mut text = String::from("The codes are of the Harmonized System's revision ");
    for (i, (revision, codes)) in all.iter().enumerate() {
        // writing to a String cannot fail
        let _ = if i == 0 {
            write!(text, "{revision}")
        } else {
            write!(text, ", but of {revision}: {}", codes.join(" "))
        };
    }
    text + "."
}

#[cfg(test)]
mod tests;
