//! Table `hs_codes`: under which codes of the Harmonized System a mineral is traded.

use std::cmp::Ordering;

use super::{TableRow, columns, wholes};
use crate::diag::{Code, quote};
use crate::load::kind::Kind;
use crate::load::number::Sign;
use crate::load::record::{Column, TableSpec};
use crate::load::row::Row;
use crate::model::{Confidence, HsCodeRow};

/// The table `hs_codes`.
pub const SPEC: TableSpec = TableSpec {
    name: "hs_codes",
    columns: &[
        Column::required("hs", "six digits of the Harmonized System").of(Kind::HsCode),
        Column::required("revision", "the revision of the system, as `HS92`"),
        columns::MINERAL,
        columns::STAGE,
        Column::required("product", "the goods, in a few words"),
        Column::optional(
            "content",
            "tons of the mineral, as it is weighed at that stage, in a ton of the goods",
        )
        .of(columns::FRACTION),
        Column::required(
            "confidence",
            "`exact`, `dominant`, or `basket` where several minerals share the code",
        )
        .of(Kind::Listed(&CONFIDENCE)),
        columns::NOTE,
        columns::SOURCE,
    ],
};

/// How well a code tells a mineral.
const CONFIDENCE: [&str; 3] =
    [Confidence::Exact.as_str(), Confidence::Dominant.as_str(), Confidence::Basket.as_str()];

const HS: usize = SPEC.at("hs");
const REVISION: usize = SPEC.at("revision");
const MINERAL: usize = SPEC.at("mineral");
const STAGE: usize = SPEC.at("stage");
const PRODUCT: usize = SPEC.at("product");
const CONTENT: usize = SPEC.at("content");
const CONFIDENCE_AT: usize = SPEC.at("confidence");
const NOTE: usize = SPEC.at("note");
const SOURCE: usize = SPEC.at("source");

impl TableRow for HsCodeRow {
    fn read(row: &mut Row<'_, '_>) -> Option<Self> {
        let code = row.filled(HS).filter(|text| is_code(row, text));
        let revision = row.shared(REVISION);
        let mineral = row.mineral(MINERAL);
        let stage = row.stage(STAGE);
        let product = row.filled(PRODUCT);
        let content = row.number(CONTENT, Sign::NotNegative).filter(|content| is_content(row, *content));
        let confidence = row.listed(CONFIDENCE_AT, &CONFIDENCE);
        let confidence = Confidence::ALL.into_iter().find(|c| Some(c.as_str()) == confidence);
        Some(Self {
            code: row.pool.text(code?),
            revision: revision?,
            mineral: mineral?,
            stage: stage?,
            product: product?.to_owned(),
            content: content?,
            confidence: confidence?,
            note: row.text(NOTE).to_owned(),
            origin: row.origin(SOURCE),
        })
    }

    fn order(&self, other: &Self) -> Ordering {
        (&self.code, &self.revision, &self.mineral, self.stage).cmp(&(
            &other.code,
            &other.revision,
            &other.mineral,
            other.stage,
        ))
    }

    fn subject(&self) -> String {
        format!("`{}` under the code `{}` of {}", self.mineral, self.code, quote(&self.revision))
    }
}

fn is_code(row: &mut Row<'_, '_>, text: &str) -> bool {
    let six = text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit());
    if !six {
        let message = format!("`{}` is not a code of six digits", quote(text));
        let help =
            Some("write all six digits, as `283691`; a spreadsheet may have dropped a zero".to_owned());
        row.complain(HS, Code::BadNumber, message, "not six digits", help);
    }
    six
}

fn is_content(row: &mut Row<'_, '_>, content: Option<f64>) -> bool {
    let beyond = content.filter(|content| *content > 1.0);
    if let Some(number) = beyond {
        wholes::complain(row, CONTENT, number);
    }
    beyond.is_none()
}
