//! What a country or a group trades with one partner, as `show` writes it.

use serde::Serialize;

use crate::model::{self, BilateralRow, Consumer, Dataset, Flow, Scope, Year};
use crate::output::supply::{place, source};

/// Trade with one partner.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PartnershipOf {
    /// A country's code, or a group's id.
    pub partner: String,
    /// Name.
    pub name: String,
    /// Our own count; absent where no trade with it is held.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minerals: Option<OwnCount>,
    /// What others report, the newest first. Figures of unlike scopes do not contradict each other.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reported: Vec<Reported>,
    /// Flows that both ends report, of one scope and period.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mirrors: Vec<MirrorOf>,
}

/// All codes of minerals that the table `trade` holds, each counted once.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct OwnCount {
    /// Of which goods.
    pub scope: &'static str,
    /// Of which year.
    pub year: u16,
    /// US dollars sold to the partner.
    pub exports_usd: f64,
    /// Codes under which it is sold.
    pub export_codes: usize,
    /// US dollars bought from the partner.
    pub imports_usd: f64,
    /// Codes under which it is bought.
    pub import_codes: usize,
    /// Rows of the table `trade` that the two are the sum of.
    pub rows: usize,
    /// Publisher's editions.
    pub source: String,
}

/// A row of the table `bilateral`.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Reported {
    /// Whose statistics.
    pub reporter: String,
    /// With whom.
    pub with: String,
    /// When.
    pub period: String,
    /// The months from January on that it covers; absent where it is of the whole year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub months: Option<u8>,
    /// `exports`, `imports` or `turnover` of the reporter.
    pub flow: &'static str,
    /// The same, as the one shown sees it: `out`, `in`, `both`.
    pub way: &'static str,
    /// Of which goods.
    pub scope: String,
    /// US dollars.
    pub value_usd: f64,
    /// A few words without which the figure cannot be understood.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Where it stands.
    pub place: String,
    /// Publisher, with the line of its own file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// One flow as both of its ends report it.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MirrorOf {
    /// The larger figure.
    pub more: Reported,
    /// The smaller figure.
    pub less: Reported,
    /// The larger over the smaller.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ratio: Option<f64>,
}

impl PartnershipOf {
    pub(super) fn new(
        p: &model::Partnership<'_>,
        whose: &Consumer,
        year: Option<Year>,
        dataset: &Dataset,
    ) -> Self {
        let reported = |row: &BilateralRow| Reported::new(row, whose);
        Self {
            partner: p.partner.id.to_string(),
            name: p.partner.name.clone(),
            minerals: year.filter(|_| !dataset.trade.is_empty()).map(|year| OwnCount::new(p, year)),
            reported: p.reported.iter().map(|row| reported(row)).collect(),
            mirrors: p
                .mirrors
                .iter()
                .map(|m| MirrorOf { more: reported(m.more), less: reported(m.less), ratio: m.ratio })
                .collect(),
        }
    }
}

impl OwnCount {
    fn new(p: &model::Partnership<'_>, year: Year) -> Self {
        let mut editions: Vec<&str> =
            [&p.sold, &p.bought].iter().flat_map(|s| s.source.split('+')).filter(|e| !e.is_empty()).collect();
        editions.sort_unstable();
        editions.dedup();
        Self {
            scope: "mineral codes held in the table `trade`",
            year: year.get(),
            exports_usd: p.sold.value_usd,
            export_codes: p.sold.codes,
            imports_usd: p.bought.value_usd,
            import_codes: p.bought.codes,
            rows: p.sold.rows + p.bought.rows,
            source: editions.join("+"),
        }
    }
}

impl Reported {
    fn new(row: &BilateralRow, whose: &Consumer) -> Self {
        let is = |scope: &Scope| {
            scope.is_of(&whose.id) || whose.members.iter().any(|member| scope.is_of(member.as_str()))
        };
        let way = match (row.flow, is(&row.reporter)) {
            (Flow::Turnover, _) => "both",
            (Flow::Exports, true) | (Flow::Imports, false) => "out",
            (Flow::Exports, false) | (Flow::Imports, true) => "in",
        };
        Self {
            reporter: row.reporter.to_string(),
            with: row.partner.to_string(),
            period: row.period.to_string(),
            months: row.months(),
            flow: row.flow.as_str(),
            way,
            scope: row.goods.clone(),
            value_usd: row.value_usd,
            note: row.note.clone(),
            place: place(&row.origin),
            source: source(&row.origin),
        }
    }
}
