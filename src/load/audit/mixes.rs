//! Each mix put together: rows against the `world` total, units, a total of nothing.

use std::collections::BTreeMap;

use super::Audit;
use crate::diag::{Code, Diagnostic};
use crate::load::table::Table;
use crate::model::{Entry, MineralId, Mix, Obstacle, QuantityRow, Stage, Year, rows_of_publisher};

/// Each mineral, stage and year of each table of quantities.
pub fn check(audit: &Audit<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (table, rows) in audit.quantities() {
        let mut mixes: BTreeMap<(&MineralId, Stage, Year), Vec<&QuantityRow>> = BTreeMap::new();
        for row in rows {
            mixes.entry((&row.mineral, row.stage, row.year)).or_default().push(row);
        }
        for ((mineral, stage, year), rows) in mixes {
            let info = audit.data.minerals.get(mineral);
            let publisher = info.and_then(|info| info.publisher.get(&stage)).map_or("", String::as_str);
            let mix = One {
                audit,
                table,
                rows: rows_of_publisher(&rows, publisher),
                subject: format!("`{mineral}` at the stage `{stage}` in {year}"),
            };
            found.extend(mix.units());
            found.extend(mix.total());
        }
    }
    found
}

struct One<'a, 'd> {
    audit: &'a Audit<'d>,
    table: Table,
    rows: Vec<&'d QuantityRow>,
    subject: String,
}

impl One<'_, '_> {
    /// A unit that is another than that of the row before: often a slip, and never easy to read.
    fn units(&self) -> Option<Diagnostic> {
        let first = self.rows.first()?;
        let other = self.rows.iter().find(|row| row.unit != first.unit)?;
        let message = format!("{} has figures in `{}` and in `{}`", self.subject, first.unit, other.unit);
        let comparable = first.unit.common() == other.unit.common();
        let help = if comparable {
            "they are converted; is the unit of each row right?"
        } else {
            "they cannot be converted into one another, so there are no shares"
        };
        let related = self.audit.place(self.table, &first.origin)?;
        let finding = self.audit.finding(self.table, &other.origin, Code::MixedUnits, message)?;
        Some(finding.related(related, format!("in `{}`", first.unit)).help(help))
    }

    fn total(&self) -> Option<Diagnostic> {
        let entries: Vec<Entry<'_>> = self.rows.iter().map(|row| row.entry()).collect();
        let mix = Mix::new(&entries);
        match mix.obstacle {
            // who uses nothing is no riddle; output of nothing by all who have a row is one
            Some(Obstacle::ZeroTotal) if self.table != Table::Consumption => {
                let message = format!("the suppliers of {} add up to nothing", self.subject);
                let row = self.rows.first()?;
                let finding = self.audit.finding(self.table, &row.origin, Code::ZeroTotal, message)?;
                return Some(finding.help("no share can be computed: is a figure missing?"));
            }
            Some(Obstacle::SeveralSources) => {
                let message = format!("several sources speak of one supplier of {}", self.subject);
                let row = self.rows.first()?;
                let finding = self.audit.finding(self.table, &row.origin, Code::SeveralSources, message)?;
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
        let finding = self.audit.finding(self.table, published.origin, Code::TotalMismatch, message)?;
        Some(finding.help(if beyond > 0.0 {
            "is a supplier missing? the unnamed rest is a row of the country `other`"
        } else {
            "is a row counted twice, or in another unit? `excludes` names those whom the total leaves out"
        }))
    }
}
