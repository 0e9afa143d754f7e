//! Table `import_sources`: a country's share in another's imports.

use std::cmp::Ordering;
use std::ops::Range;

use super::wholes::{self, Part};
use super::{TableRow, columns, product_of};
use crate::diag::Code;
use crate::load::faults::Faults;
use crate::load::number::Sign;
use crate::load::record::{Column, TableSpec};
use crate::load::row::Row;
use crate::load::sheet::Sheet;
use crate::model::{CountryCode, ImportSourceRow, MineralId, Party, Period, Share, Stage};

/// The table `import_sources`.
pub const SPEC: TableSpec = TableSpec {
    name: "import_sources",
    columns: &[
        columns::MINERAL,
        columns::PRODUCT,
        columns::STAGE,
        Column::required("importer", "the code, name or alias of the country that imports"),
        Column::required("exporter", "the code, name or alias of the country it imports from, or `other`"),
        columns::PERIOD,
        columns::SHARE,
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
        let exporter = row.party(EXPORTER).filter(|exporter| may_export(row, *exporter, importer));
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

    fn joint(rows: &[Self], places: &[Range<usize>], sheet: &Sheet<'_>, faults: &mut Faults) {
        let parts = rows.iter().zip(places).map(|(row, place)| Part {
            whole: (
                (&row.mineral, &*row.product, row.stage),
                (row.importer, row.period, &*row.origin.publisher.id),
            ),
            share: row.share.get(),
            place,
        });
        let of = |((mineral, product, stage), (importer, period, _)): &(What<'_>, Whose<'_>)| {
            let what = product_of(mineral, product);
            format!("the imports of {what} by `{importer}`, stage `{stage}`, {period}")
        };
        wholes::refuse_above_one(parts, of, sheet, faults);
    }
}

/// What is imported: mineral, product, stage.
type What<'a> = (&'a MineralId, &'a str, Stage);

/// By whom, when, and who says so.
type Whose<'a> = (CountryCode, Period, &'a str);

/// The total is no source, and a country does not import from itself.
fn may_export(row: &mut Row<'_, '_>, exporter: Party, importer: Option<CountryCode>) -> bool {
    let (message, label, help) = match exporter {
        Party::World => (
            "`world` is not a source of imports".to_owned(),
            "a country or `other`",
            "leave the row of the total out; the unnamed rest is `other`",
        ),
        Party::Country(code) if Some(code) == importer => (
            format!("`{code}` is both the importer and the exporter"),
            "the importer itself",
            "leave the row out: what a country sends to itself is no import",
        ),
        Party::Country(_) | Party::Other => return true,
    };
    row.complain(EXPORTER, Code::BadParty, message, label, Some(help.to_owned()));
    false
}

fn share(row: &mut Row<'_, '_>) -> Option<Share> {
    row.filled(SHARE)?;
    let number = row.number(SHARE, Sign::NotNegative)??;
    let share = Share::new(number).ok();
    if share.is_none() {
        wholes::complain(row, SHARE, number);
    }
    share
}
