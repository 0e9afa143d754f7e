//! The flows of the publisher as rows of our table `trade`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::layout::Revision;
use super::number::decimal;
use crate::model::{Confidence, CountryCode, HsCodeRow, Year};

/// What a flow is about, in the order of the table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Subject {
    /// Code of the Harmonized System.
    pub code: String,
    /// When.
    pub year: Year,
    /// Who sells.
    pub exporter: CountryCode,
    /// Who buys.
    pub importer: CountryCode,
}

/// How much went.
#[derive(Debug, Clone, Copy)]
pub struct Flow {
    /// Value in US dollars.
    pub usd: u64,
    /// Quantity in kilograms, where it is known.
    pub kg: Option<u64>,
    /// The edition it is from.
    pub edition: Revision,
    /// Line of the publisher's file.
    pub line: u32,
}

/// All flows.
pub type Flows = BTreeMap<Subject, Flow>;

/// The table: by code, year, exporter, importer, and last by the minerals that share the code. None of
/// its cells needs a quote.
pub fn csv(flows: &Flows, codes: &[HsCodeRow]) -> String {
    let mut by_code: BTreeMap<&str, Vec<&HsCodeRow>> = BTreeMap::new();
    for row in codes {
        by_code.entry(&row.code).or_default().push(row);
    }
    by_code
        .values_mut()
        .for_each(|rows| rows.sort_by(|a, b| (&a.mineral, a.stage).cmp(&(&b.mineral, b.stage))));
    let mut out =
        String::from("mineral,stage,product,exporter,importer,year,quantity,unit,value_usd,note,source\n");
    for (Subject { code, year, exporter, importer }, flow) in flows {
        let (quantity, unit) = flow.kg.map_or((String::new(), ""), |kg| (decimal(kg), "t"));
        for HsCodeRow { mineral, stage, confidence, .. } in by_code.get(code.as_str()).into_iter().flatten() {
            let note = if *confidence == Confidence::Exact { "" } else { confidence.as_str() };
            let Flow { usd, edition, line, .. } = flow;
            let source = edition.source();
            // writing to a String cannot fail
            let _ = writeln!(
                out,
                "{mineral},{stage},{code},{exporter},{importer},{year},{quantity},{unit},{usd},{note},{source}:{line}"
            );
        }
    }
    out
}
