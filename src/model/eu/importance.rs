//! Economic importance (EI): `sum(share of use x value added of its sector) x SI_EI x 10 / the largest
//! value added`.

use super::span::Span;
use crate::model::concentration::sum;
use crate::model::{EndUseRow, ParameterRow};

/// More use than this without a sector, and there is no number, only bounds.
const MOST_WITHOUT_SECTOR: f64 = 0.25;

/// Shares that are rounded one by one may add up to this much more than the whole.
const MOST_OVER: f64 = 0.05;

/// The parts of an economic importance.
#[derive(Debug, Clone)]
pub struct Importance<'a> {
    /// Uses, by share and name.
    pub uses: Vec<&'a EndUseRow>,
    /// Substitution index for economic importance.
    pub substitution: &'a ParameterRow,
    /// The use whose sector has the largest value added of all minerals' uses.
    pub largest: &'a EndUseRow,
}

impl<'a> Importance<'a> {
    /// Puts the parts together.
    ///
    /// # Errors
    /// Why there is no economic importance.
    pub fn new(
        mut uses: Vec<&'a EndUseRow>,
        substitution: Option<&'a ParameterRow>,
        largest: Option<&'a EndUseRow>,
    ) -> Result<Self, String> {
        let Some(largest) = largest.filter(|_| uses.iter().any(|u| u.value_added.is_some())) else {
            return Err("no uses are published with the value added of their sectors".to_owned());
        };
        let substitution = substitution.ok_or("no substitution index SI_EI is published")?;
        let total = sum(uses.iter().map(|u| share(u).low));
        if total > 1.0 + MOST_OVER {
            return Err(format!("the shares of its uses add up to {total:.2}"));
        }
        uses.sort_by(|a, b| {
            (share(b).low.total_cmp(&share(a).low))
                .then_with(|| (&a.sector, &a.application).cmp(&(&b.sector, &b.application)))
        });
        Ok(Self { uses, substitution, largest })
    }

    /// The largest value added, million EUR.
    #[must_use]
    pub fn divisor(&self) -> f64 {
        self.largest.value_added.unwrap_or_default()
    }

    /// Part of the use whose sector is not told.
    #[must_use]
    pub fn without_sector(&self) -> f64 {
        let told = self.uses.iter().filter(|u| u.value_added.is_some());
        (1.0 - sum(told.map(|u| share(u).low))).max(0.0)
    }

    /// The economic importance. Use without a sector counts as nothing in the value and at the low end, as
    /// in the study, and as the largest sector's at the high end.
    #[must_use]
    pub fn span(&self) -> Span {
        let rest = self.without_sector();
        let ten = |x: f64| x * 10.0 / self.divisor();
        let told = ten(sum(self.uses.iter().filter_map(|u| Some(share(u).low * u.value_added?))));
        let value = (rest <= MOST_WITHOUT_SECTOR).then_some(told);
        Span { low: told, value, high: told + rest * 10.0 }.times(Span::exact(self.substitution.value))
    }
}

/// The share of a use; one that is only bounded counts at its low end.
pub(super) fn share(row: &EndUseRow) -> Span {
    Span::of_share(row.share)
}
