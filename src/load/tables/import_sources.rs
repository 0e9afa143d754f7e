//! Table `import_sources`: a country's share in another's imports.

use std::cmp::Ordering;

use super::{TableRow, columns, product_of};
use crate::diag::Code;
use crate::load::number::Sign;
use crate::load::record::{Column, TableSpec};
use crate::load::row::Row;
use crate::model::{ImportSourceRow, Share};

/// The table `import_sources`.
pub const SPEC: TableSpec = TableSpec {
    name: "import_sources",
    columns: &[
        columns::MINERAL,
        columns::PRODUCT,
        columns::STAGE,
        Column::required("importer", "the code, name or alias of the country that imports"),
        Column::required("exporter", "the code, name or alias of the country it imports from, or `other`"),
        Column::required("period", "a year, or two joined by a hyphen"),
        Column::required("share", "a plain decimal number from 0 to 1"),
        columns::NOTE,
        columns::SOURCE,
    ],
};

const MINERAL: usize = SPEC.at("mineral");
const PRODUCT: usize = SPEC.at("product");
const STAGE: usize = SPEC.at("stage");
const IMPORTER: usize = SPEC.at("importer");
const EXPORTER: usize = SPEC.at("exporter");
const PERIOD: usize = SPEC.at("period");
const SHARE: usize = SPEC.at("share");
const NOTE: usize = SPEC.at("note");
const SOURCE: usize = SPEC.at("source");

impl TableRow for ImportSourceRow {
    fn read(row: &mut Row<'_, '_>) -> Option<Self> {
        let mineral = row.mineral(MINERAL);
        let stage = row.stage(STAGE);
        let importer = row.country(IMPORTER);
        let exporter = row.party(EXPORTER);
        let period = row.period(PERIOD);
        let share = share(row);
        Some(Self {
            mineral: mineral?,
            product: row.text(PRODUCT).to_owned(),
            stage: stage?,
            importer: importer?,
            exporter: exporter?,
            period: period?,
            share: share?,
            note: row.text(NOTE).to_owned(),
            origin: row.origin(SOURCE),
        })
    }

    fn order(&self, other: &Self) -> Ordering {
        let key = |r: &Self| (r.importer, r.exporter, r.period);
        (self.mineral.cmp(&other.mineral))
            .then_with(|| self.stage.cmp(&other.stage))
            .then_with(|| self.product.cmp(&other.product))
            .then_with(|| key(self).cmp(&key(other)))
            .then_with(|| self.origin.publisher.id.cmp(&other.origin.publisher.id))
    }

    fn subject(&self) -> String {
        let what = product_of(&self.mineral, &self.product);
        format!("{what} from `{}` to `{}`, {}", self.exporter, self.importer, self.period)
    }
}

fn share(row: &mut Row<'_, '_>) -> Option<Share> {
    row.filled(SHARE)?;
    let number = row.number(SHARE, Sign::NotNegative)??;
    let share = Share::new(number).ok();
    if share.is_none() {
        let message = format!("`{number}` is not a share from 0 to 1");
        let help = Some(format!("a share is not in percent: {number} percent is `{}`", number / 100.0));
        row.complain(SHARE, Code::BadNumber, message, "above 1", help);
    }
    share
}
