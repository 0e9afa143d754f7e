//! Each mix put together: rows against the `world` total, units, a total of nothing.

use std::collections::BTreeMap;

use super::Audit;
use crate::diag::{Code, Diagnostic};
use crate::load::table::Table;
use crate::model::{Entry, Mix, Obstacle, QuantityRow, ReserveRow, Stage, rows_of_publisher};

/// Each mineral, stage and year of each table of quantities, and each mineral and year of reserves.
pub fn check(audit: &Audit<'_>) -> Vec<Diagnostic> {
    let mut mixes: Vec<One<'_>> = Vec::new();
    for (table, rows) in audit.quantities() {
        let key = |row: &QuantityRow| (row.mineral.clone(), row.stage, row.year);
        for ((mineral, stage, year), rows) in grouped(rows, key) {
            let rows = rows_of_publisher(&rows, audit.publisher(&mineral, stage));
            let entries = rows.into_iter().map(QuantityRow::entry).collect();
            mixes.push(One {
                table,
                entries,
                subject: format!("`{mineral}` at the stage `{stage}` in {year}"),
            });
        }
    }
    let key = |row: &ReserveRow| (row.mineral.clone(), row.year, row.basis.clone());
    for ((mineral, year, _), rows) in grouped(&audit.data.reserves, key) {
        let rows = rows_of_publisher(&rows, audit.publisher(&mineral, Stage::Mine));
        let entries = rows.into_iter().map(ReserveRow::entry).collect();
        mixes.push(One {
            table: Table::Reserves,
            entries,
            subject: format!("the reserves of `{mineral}` in {year}"),
        });
    }
    mixes.iter().flat_map(|mix| [mix.units(audit), mix.total(audit)]).flatten().collect()
}

/// Rows by what they have in common, each in the order of the file.
fn grouped<R, K: Ord>(rows: &[R], key: impl Fn(&R) -> K) -> BTreeMap<K, Vec<&R>> {
    let mut groups: BTreeMap<K, Vec<&R>> = BTreeMap::new();
    rows.iter().for_each(|row| groups.entry(key(row)).or_default().push(row));
    groups
}

/// The rows of one mix.
struct One<'d> {
    table: Table,
    entries: Vec<Entry<'d>>,
    subject: String,
}

impl One<'_> {
    /// A unit that is another than that of the row before: often a slip, and never easy to read.
    fn units(&self, audit: &Audit<'_>) -> Option<Diagnostic> {
        let first = self.entries.first()?;
        let other = self.entries.iter().find(|row| row.unit != first.unit)?;
        let message = format!("{} has figures in `{}` and in `{}`", self.subject, first.unit, other.unit);
        let comparable = first.unit.common() == other.unit.common();
        let help = if comparable {
            "they are converted; is the unit of each row right?"
        } else {
            "they cannot be converted into one another, so there are no shares"
        };
        let related = audit.place(self.table, first.origin)?;
        let finding = audit.finding(self.table, other.origin, Code::MixedUnits, message)?;
        Some(finding.related(related, format!("in `{}`", first.unit)).help(help))
    }

    fn total(&self, audit: &Audit<'_>) -> Option<Diagnostic> {
        let mix = Mix::new(&self.entries);
        match mix.obstacle {
            // who uses nothing is no riddle; output of nothing by all who have a row is one
            Some(Obstacle::ZeroTotal) if self.table != Table::Consumption => {
                let message = format!("the figures of {} add up to nothing", self.subject);
                let row = self.entries.first()?;
                let finding = audit.finding(self.table, row.origin, Code::ZeroTotal, message)?;
                return Some(finding.help("no share can be computed: is a figure missing?"));
            }
            Some(Obstacle::SeveralSources) => {
                let message = format!("several sources speak of one supplier of {}", self.subject);
                let row = self.entries.first()?;
                let finding = audit.finding(self.table, row.origin, Code::SeveralSources, message)?;
                return Some(finding.help("one mix is of one source: keep the rows of one publisher"));
            }
            _ => {}
        }
        let (beyond, published) = mix.mismatch.zip(mix.published)?;
        let total = published.reading.value()?;
        let (unit, rows) = (mix.unit, total - beyond);
        let subject = &self.subject;
        let message =
            format!("the rows of {subject} add up to {rows} {unit}, and the row `world` says {total} {unit}");
        let finding = audit.finding(self.table, published.origin, Code::TotalMismatch, message)?;
        Some(finding.help(if beyond > 0.0 {
            "is a supplier missing? the unnamed rest is a row of the country `other`"
        } else if self.table == Table::Reserves {
            "is a row counted twice, or in another unit?"
        } else {
            "is a row counted twice, or in another unit? `excludes` names those whom the total leaves out"
        }))
    }
}
