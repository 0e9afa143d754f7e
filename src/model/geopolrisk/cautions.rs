//! What a reader of a GeoPolRisk score must know.

use super::GeoPolRisk;
use crate::diag::Code;
use crate::model::{GovernanceRow, Year};

/// From this part of the value on, what has no quantity makes no difference to a reader.
const SLIGHT: f64 = 0.999;

impl GeoPolRisk<'_> {
    /// What must be said beside the score, by the code of its kind.
    #[must_use]
    pub fn cautions(&self) -> Vec<(Code, String)> {
        let mut all = Vec::new();
        if self.baskets {
            let words = "the codes of the imports hold other minerals too, and its own part is not known";
            all.push((Code::BasketCode, words.to_owned()));
        }
        if !self.unlike.is_empty() {
            let words = format!(
                "GeoPolRisk adds the gross weight of goods to output that is weighed otherwise, as published: HS {}",
                self.unlike.join(", ")
            );
            all.push((Code::MixedBases, words));
        }
        if let Some(part) = self.coverage.filter(|part| part.get() < SLIGHT) {
            let words = format!(
                "imports without a quantity are not in GeoPolRisk: it covers {:.1} % of their value",
                part.get() * 100.0
            );
            all.push((Code::SetAside, words));
        }
        all.extend(self.years().map(|words| (Code::MixedVintage, words)));
        all
    }

    /// The years of its inputs, where they are not one.
    fn years(&self) -> Option<String> {
        let estimates = || self.sellers.iter().filter_map(|s| s.stability);
        let of = |row: &GovernanceRow| row.year;
        let stability: Option<Year> = estimates().map(of).min();
        let same = self.supply.year == self.year && stability.is_none_or(|year| year == self.year);
        let told = stability.map(|year| format!(", political stability of {year}")).unwrap_or_default();
        (!same).then(|| {
            format!("GeoPolRisk of imports of {}: world output of {}{told}", self.year, self.supply.year)
        })
    }
}
