//! Table `import_sources`: a country's share in another's imports.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::ops::Range;

use super::{TableRow, columns, product_of};
use crate::diag::{Code, Diagnostic};
use crate::load::faults::Faults;
use crate::load::kind::Kind;
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
        Column::required("period", "a year, or two joined by a hyphen").of(Kind::Period),
        Column::required("share", "a plain decimal number from 0 to 1")
            .of(Kind::Number { least: Share::ZERO.get(), most: Share::WHOLE.get() }),
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

    /// Shares of one whole add up to 1 at most.
    fn joint(rows: &[Self], places: &[Range<usize>], sheet: &Sheet<'_>, faults: &mut Faults) {
        if !faults.is_sound() {
            return; // a row that stands twice would count twice
        }
        let mut wholes: BTreeMap<_, Whole<'_>> = BTreeMap::new();
        for (row, place) in rows.iter().zip(places) {
            let publisher = &*row.origin.publisher.id;
            let key = (&row.mineral, &*row.product, row.stage, row.importer, row.period, publisher);
            let whole = wholes.entry(key).or_insert(Whole { sum: 0.0, rows: 0, last: (row, place) });
            whole.sum += row.share.get();
            whole.rows += 1;
            whole.last = (row, place);
        }
        for whole in wholes.into_values().filter(Whole::is_too_much) {
            faults.push(whole.too_much(sheet));
        }
    }
}

/// How far the sum of shares in whole percent may lie from 1.
pub fn rounding(rows: usize) -> f64 {
    /// Half of the last digit of a share in whole percent.
    const OF_A_ROW: f64 = 0.005;
    /// Of a few rows, where a publisher rounds its figures before it divides them.
    const LEAST: f64 = 0.015;
    const NOISE: f64 = 1e-9; // of the additions
    let rows = u32::try_from(rows).map_or(f64::from(u32::MAX), f64::from);
    (rows * OF_A_ROW).max(LEAST) + NOISE
}

/// The shares of one importer's imports of one product.
struct Whole<'a> {
    sum: f64,
    rows: usize,
    last: (&'a ImportSourceRow, &'a Range<usize>),
}

impl Whole<'_> {
    fn is_too_much(&self) -> bool {
        self.sum > 1.0 + rounding(self.rows)
    }

    fn too_much(&self, sheet: &Sheet<'_>) -> Diagnostic {
        let (row, place) = self.last;
        let what = product_of(&row.mineral, &row.product);
        let sum = (self.sum * 10_000.0).round() / 10_000.0;
        let (importer, stage, period) = (row.importer, row.stage, row.period);
        let message = format!(
            "the shares in the imports of {what} by `{importer}`, stage `{stage}`, {period}, add up to {sum}"
        );
        Diagnostic::error(Code::SharesAboveOne, message)
            .at(sheet.source.place(place.clone()), "the last of them")
            .help("shares of one product add up to 1: name the product of each row in `product`")
    }
}

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
        let message = format!("`{number}` is not a share from 0 to 1");
        let help = Some(format!("a share is not in percent: {number} percent is `{}`", number / 100.0));
        row.complain(SHARE, Code::BadNumber, message, "above 1", help);
    }
    share
}
