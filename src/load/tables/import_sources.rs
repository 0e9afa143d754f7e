//! Table `import_sources`: a country's share in another's imports.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::ops::Range;

use super::{TableRow, columns, product_of};
use crate::diag::{Code, Diagnostic};
use crate::load::faults::Faults;
use crate::load::number::Sign;
use crate::load::record::{Column, TableSpec};
use crate::load::row::Row;
use crate::load::sheet::Sheet;
use crate::model::{CountryCode, ImportSourceRow, Party, Share};

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
        let exporter = row.party(EXPORTER).filter(|party| is_source(row, *party, importer));
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

    /// Shares in one country's imports of one thing add up to one at most, but for the rounding of each.
    fn joint(rows: &[Self], places: &[Range<usize>], sheet: &Sheet<'_>, faults: &mut Faults) {
        let mut sums: BTreeMap<_, (f64, f64, usize)> = BTreeMap::new();
        for (i, row) in rows.iter().enumerate() {
            let key =
                (&row.mineral, row.stage, &row.product, row.importer, row.period, &row.origin.publisher.id);
            let (sum, count, last) = sums.entry(key).or_default();
            (*sum, *count, *last) = (*sum + row.share.get(), *count + 1.0, i);
        }
        for ((mineral, _, product, importer, period, _), (sum, count, last)) in sums {
            if sum <= 1.0 + (0.005 * count).max(0.015) {
                continue;
            }
            let what = product_of(mineral, product);
            let message =
                format!("shares in the imports of {what} by `{importer}` in {period} add up to {sum:.3}");
            let mut error = Diagnostic::error(Code::SharesAboveOne, message).help(
                "shares of one importer, product and period add up to 1 at most: is a source there twice?",
            );
            if let Some(place) = places.get(last) {
                error = error.at(sheet.source.place(place.clone()), "the last of them");
            }
            faults.push(error);
        }
    }

    fn subject(&self) -> String {
        let what = product_of(&self.mineral, &self.product);
        format!("{what} from `{}` to `{}`, {}", self.exporter, self.importer, self.period)
    }
}

/// A source of imports is another country, or the unnamed rest.
fn is_source(row: &mut Row<'_, '_>, exporter: Party, importer: Option<CountryCode>) -> bool {
    let (message, help) = match exporter {
        Party::World => {
            ("`world` is not a source of imports", "leave the total out: shares are of the whole")
        }
        Party::Country(country) if Some(country) == importer => {
            ("the exporter is the importer", "leave domestic supply out of the sources of imports")
        }
        Party::Country(_) | Party::Other => return true,
    };
    row.complain(
        EXPORTER,
        Code::NotASource,
        message.to_owned(),
        "no source of imports",
        Some(help.to_owned()),
    );
    false
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
