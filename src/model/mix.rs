//! A mix: who holds which share of one total, and what is not known about it.

use super::concentration::sum;
use super::{Amount, CountryCode, Origin, Party, Reading, Share, Status, Unit};

/// One row that a mix is made of.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// Whose.
    pub party: Party,
    /// How much, in `unit`.
    pub amount: Amount,
    /// Unit of the amount.
    pub unit: Unit,
    /// On the `world` row: suppliers that the total leaves out.
    pub excludes: &'a [CountryCode],
    /// Where it stands.
    pub origin: &'a Origin,
}

/// A named supplier of a mix.
#[derive(Debug, Clone, Copy)]
pub struct Supplier<'a> {
    /// Who.
    pub country: CountryCode,
    /// How much, in the mix's unit; the low end where it is only bounded.
    pub quantity: f64,
    /// The most it can be: `quantity`, unless it is only bounded.
    pub at_most: f64,
    /// Share in the mix's total.
    pub share: Share,
    /// How the source vouches for it.
    pub status: Status,
    /// Where it stands.
    pub origin: &'a Origin,
}

/// The suppliers that the source does not name, together.
#[derive(Debug, Clone)]
pub struct Remainder<'a> {
    /// How much, in the mix's unit.
    pub quantity: f64,
    /// The row that says so, if there is one.
    pub origin: Option<&'a Origin>,
    /// Suppliers inside the published total whose own figure is not told; they are part of it.
    pub inside: Vec<CountryCode>,
}

/// The publisher's own total.
#[derive(Debug, Clone, Copy)]
pub struct Published<'a> {
    /// In the mix's unit; only bounds where the publisher gives no more.
    pub reading: Reading,
    /// Half of the last digit that is not a rounded zero, in the mix's unit: 500 of 19 000.
    pub rounding: f64,
    /// Where it stands.
    pub origin: &'a Origin,
}

/// Why no shares can be computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// The rows are of unlike goods and do not add up.
    NotAdditive,
    /// Nobody says how much the unnamed suppliers hold.
    RemainderUnknown,
    /// More than half of the total is not named, so not even the largest supplier is known.
    MostlyUnnamed,
    /// No supplier is named with a number.
    NobodyNamed,
    /// The suppliers add up to nothing.
    ZeroTotal,
    /// Tons stand beside carats or cubic metres.
    MixedUnits,
    /// Several sources speak of the same supplier.
    SeveralSources,
}

impl Obstacle {
    /// The reason in words.
    #[must_use]
    pub fn reason(self) -> &'static str {
        match self {
            Self::NotAdditive => "the countries report unlike goods, which do not add up",
            Self::RemainderUnknown => "how much the unnamed suppliers hold is not available",
            Self::MostlyUnnamed => "more than half of the total is not named",
            Self::NobodyNamed => "no supplier is named with a figure",
            Self::ZeroTotal => "the suppliers add up to nothing",
            Self::MixedUnits => "the rows are in units that cannot be compared",
            Self::SeveralSources => "several sources speak of the same supplier",
        }
    }
}

/// Who holds which share of one total. Shares divide by the sum of the rows.
#[derive(Debug, Clone)]
pub struct Mix<'a> {
    /// Unit of every quantity here: `t`, `ct` or `m3`.
    pub unit: Unit,
    /// Named suppliers, the largest first, equals by code.
    pub suppliers: Vec<Supplier<'a>>,
    /// The unnamed rest.
    pub remainder: Option<Remainder<'a>>,
    /// Sum of the rows, the remainder included.
    pub total: f64,
    /// The publisher's own total.
    pub published: Option<Published<'a>>,
    /// Suppliers of unknown size outside every figure here: the answer is incomplete.
    pub missing: Vec<(CountryCode, &'a Origin)>,
    /// Share of the total that its source marks as estimated.
    pub estimated_share: Share,
    /// Why there are no shares.
    pub obstacle: Option<Obstacle>,
}

impl<'a> Mix<'a> {
    /// Puts the rows of one mix together.
    ///
    /// A supplier whose own figure is not told is inside the published total, and then joins the
    /// remainder, or outside it (the total says so, there is none, or the rows already reach it
    /// within its rounding), and then is missing.
    #[must_use]
    pub fn new(entries: &[Entry<'a>]) -> Self {
        let mut entries: Vec<Entry<'a>> = entries.to_vec();
        entries.sort_by(|a, b| a.party.cmp(&b.party).then_with(|| a.origin.line.cmp(&b.origin.line)));
        let unit = entries.first().map_or(Unit::T, |e| e.unit.common());
        let mut mix = Self {
            unit,
            suppliers: Vec::new(),
            remainder: None,
            total: 0.0,
            published: None,
            missing: Vec::new(),
            estimated_share: Share::ZERO,
            obstacle: entries.iter().any(|e| e.unit.common() != unit).then_some(Obstacle::MixedUnits),
        };
        let mut untold = Vec::new();
        let mut remainder_untold = false;
        let mut excluded: &[CountryCode] = &[];
        for entry in &entries {
            match entry.party {
                Party::Country(country) => mix.take_supplier(country, entry, &mut untold),
                Party::Other => remainder_untold |= !mix.take_remainder(entry),
                Party::World => {
                    excluded = entry.excludes;
                    mix.take_published(entry);
                }
            }
        }
        if mix.suppliers.windows(2).any(|w| matches!(w, [a, b] if a.country == b.country)) {
            mix.obstacle = Some(Obstacle::SeveralSources);
        }
        mix.place_untold(&untold, excluded, remainder_untold);
        mix.finish();
        let estimated = entries
            .iter()
            .filter(|e| e.party != Party::World && e.amount.status == Status::Estimated)
            .filter_map(|e| e.amount.value.map(|q| e.unit.to_common(q)));
        mix.estimated_share = Share::of(sum(estimated), mix.total);
        mix
    }

    fn take_supplier(
        &mut self,
        country: CountryCode,
        entry: &Entry<'a>,
        untold: &mut Vec<(CountryCode, &'a Origin)>,
    ) {
        let amount = entry.amount;
        match amount.status {
            Status::NotAdditive => self.obstacle = Some(Obstacle::NotAdditive),
            Status::Nil => {}
            Status::Withheld | Status::NotAvailable | Status::NetExporter => {
                untold.push((country, entry.origin));
            }
            Status::Bound if amount.high.is_none() => untold.push((country, entry.origin)),
            Status::Bound | Status::Reported | Status::Estimated | Status::Projected => {
                let low = amount.value.or(amount.low).unwrap_or(0.0);
                let high = amount.value.or(amount.high).unwrap_or(low);
                if high > 0.0 {
                    self.suppliers.push(Supplier {
                        country,
                        quantity: entry.unit.to_common(low),
                        at_most: entry.unit.to_common(high),
                        share: Share::ZERO,
                        status: amount.status,
                        origin: entry.origin,
                    });
                }
            }
        }
    }

    /// Whether the remainder's size is told.
    fn take_remainder(&mut self, entry: &Entry<'a>) -> bool {
        if entry.amount.status == Status::NotAdditive {
            self.obstacle = Some(Obstacle::NotAdditive);
            return true;
        }
        let quantity = match entry.amount.status {
            Status::Nil => return true,
            Status::Bound => entry.amount.high,
            _ => entry.amount.value,
        };
        let Some(quantity) = quantity else { return false };
        let before = self.remainder.as_ref().map_or(0.0, |r| r.quantity);
        self.remainder = Some(Remainder {
            quantity: before + entry.unit.to_common(quantity),
            origin: Some(entry.origin),
            inside: Vec::new(),
        });
        true
    }

    fn take_published(&mut self, entry: &Entry<'a>) {
        let amount = entry.amount;
        if amount.status == Status::NotAdditive {
            self.obstacle = Some(Obstacle::NotAdditive);
        }
        let common = |q: Option<f64>| q.map(|q| entry.unit.to_common(q));
        let reading = Reading::new(common(amount.value), common(amount.low), common(amount.high));
        if !reading.is_empty() {
            let rounding = entry.unit.to_common(amount.value.map_or(0.0, half_of_last_digit));
            self.published = Some(Published { reading, rounding, origin: entry.origin });
        }
    }

    /// Decides where suppliers without a figure of their own belong.
    fn place_untold(
        &mut self,
        untold: &[(CountryCode, &'a Origin)],
        excluded: &[CountryCode],
        remainder_untold: bool,
    ) {
        let named = sum(self.suppliers.iter().map(|s| s.quantity));
        let rest = self.remainder.as_ref().map_or(0.0, |r| r.quantity);
        // what the published total holds beyond the rows, if that is more than its rounding
        let beyond = self.published.and_then(|p| {
            let beyond = p.reading.value()? - named - rest;
            (beyond > p.rounding).then_some(beyond)
        });
        let (outside, inside): (Vec<_>, Vec<_>) =
            untold.iter().copied().partition(|(country, _)| excluded.contains(country) || beyond.is_none());
        if let Some(beyond) = beyond.filter(|_| remainder_untold || !inside.is_empty()) {
            let mut remainder = self.remainder.take().unwrap_or(Remainder {
                quantity: 0.0,
                origin: None,
                inside: Vec::new(),
            });
            remainder.quantity += beyond;
            remainder.inside = inside.into_iter().map(|(country, _)| country).collect();
            self.remainder = Some(remainder);
        } else if remainder_untold {
            self.obstacle.get_or_insert(Obstacle::RemainderUnknown);
        }
        self.missing = outside;
    }

    fn finish(&mut self) {
        let rest = self.remainder.as_ref().map_or(0.0, |r| r.quantity);
        self.total = sum(self.suppliers.iter().map(|s| s.quantity)) + rest;
        if self.suppliers.is_empty() {
            let nobody = if self.total > 0.0 || !self.missing.is_empty() {
                Obstacle::NobodyNamed
            } else {
                Obstacle::ZeroTotal
            };
            self.obstacle.get_or_insert(nobody);
        }
        if self.total <= 0.0 {
            self.obstacle.get_or_insert(Obstacle::ZeroTotal);
        } else if rest > self.total / 2.0 {
            self.obstacle.get_or_insert(Obstacle::MostlyUnnamed);
        }
        let total = self.total;
        for supplier in &mut self.suppliers {
            supplier.share = Share::of(supplier.quantity, total);
        }
        self.suppliers
            .sort_by(|a, b| b.quantity.total_cmp(&a.quantity).then_with(|| a.country.cmp(&b.country)));
    }

    /// Shares of the named suppliers, the largest first.
    #[must_use]
    pub fn shares(&self) -> Vec<Share> {
        self.suppliers.iter().map(|s| s.share).collect()
    }

    /// Share of the unnamed rest; `None` where the answer is incomplete, for then nobody knows.
    #[must_use]
    pub fn unknown_share(&self) -> Option<Share> {
        let rest = self.remainder.as_ref().map_or(0.0, |r| r.quantity);
        self.missing.is_empty().then(|| Share::of(rest, self.total))
    }
}

/// Half of the place of the last digit before the trailing zeros of a whole number; 0 for a fraction.
fn half_of_last_digit(number: f64) -> f64 {
    let mut place = 1.0;
    while place < number && (number / (place * 10.0)).fract() == 0.0 {
        place *= 10.0;
    }
    if number.fract() == 0.0 { place / 2.0 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Publisher;

    fn origin(line: u32) -> Origin {
        Origin { file: "production.csv".into(), line, publisher: Publisher::parse("") }
    }

    fn country(code: &str) -> Party {
        Party::Country(CountryCode::new(code).unwrap())
    }

    fn entry(party: Party, value: Option<f64>, status: Status, origin: &Origin) -> Entry<'_> {
        let amount = Amount { value, low: None, high: None, status };
        Entry { party, amount, unit: Unit::T, excludes: &[], origin }
    }

    fn told(party: Party, value: f64, origin: &Origin) -> Entry<'_> {
        entry(party, Some(value), Status::Reported, origin)
    }

    #[test]
    fn shares_divide_by_the_sum_of_the_rows_and_not_by_the_published_total() {
        let o = origin(2);
        let mix = Mix::new(&[
            told(country("CHN"), 60.0, &o),
            told(Party::Other, 20.0, &o),
            told(Party::World, 100.0, &o),
        ]);
        assert_eq!(mix.total, 80.0);
        assert_eq!(mix.suppliers[0].share.get(), 0.75);
        assert_eq!(mix.unknown_share().unwrap().get(), 0.25);
    }

    #[test]
    fn a_withheld_supplier_inside_the_published_total_joins_the_remainder() {
        let o = origin(2);
        let withheld = entry(country("USA"), None, Status::Withheld, &o);
        let mix = Mix::new(&[told(country("CHN"), 60.0, &o), withheld, told(Party::World, 81.0, &o)]);
        assert!(mix.missing.is_empty());
        let rest = mix.remainder.unwrap();
        assert_eq!((rest.quantity, rest.inside.len()), (21.0, 1));
    }

    #[test]
    fn one_that_the_total_leaves_out_makes_the_answer_incomplete() {
        let o = origin(2);
        let withheld = entry(country("USA"), None, Status::Withheld, &o);
        let excludes = [CountryCode::new("USA").unwrap()];
        let world = Entry { excludes: &excludes, ..told(Party::World, 81.0, &o) };
        let mix = Mix::new(&[told(country("CHN"), 60.0, &o), withheld, world]);
        assert_eq!(mix.missing.len(), 1);
        assert!(mix.unknown_share().is_none());
    }

    #[test]
    fn a_total_that_the_rows_reach_within_its_rounding_holds_nobody_else() {
        let o = origin(2);
        let unknown = entry(country("USA"), None, Status::NotAvailable, &o);
        let rows = [told(country("CHN"), 18_578.0, &o), unknown, told(Party::World, 19_000.0, &o)];
        assert_eq!(Mix::new(&rows).missing.len(), 1);
        assert_eq!(half_of_last_digit(19_000.0), 500.0);
        assert_eq!(half_of_last_digit(314_600.0), 50.0);
    }

    #[test]
    fn a_remainder_that_nobody_tells_leaves_no_shares() {
        let o = origin(2);
        let rest = entry(Party::Other, None, Status::NotAvailable, &o);
        let mix = Mix::new(&[told(country("USA"), 60.0, &o), rest]);
        assert_eq!(mix.obstacle, Some(Obstacle::RemainderUnknown));
    }

    #[test]
    fn unlike_goods_several_sources_and_unlike_units_leave_no_shares() {
        let o = origin(2);
        let ore = entry(country("CHN"), Some(1.0), Status::NotAdditive, &o);
        assert_eq!(Mix::new(&[ore]).obstacle, Some(Obstacle::NotAdditive));
        let twice = [told(country("CHN"), 1.0, &o), told(country("CHN"), 2.0, &o)];
        assert_eq!(Mix::new(&twice).obstacle, Some(Obstacle::SeveralSources));
        let carats = Entry { unit: Unit::Ct, ..told(country("AUS"), 1.0, &o) };
        assert_eq!(Mix::new(&[told(country("CHN"), 1.0, &o), carats]).obstacle, Some(Obstacle::MixedUnits));
        assert_eq!(Mix::new(&[]).obstacle, Some(Obstacle::ZeroTotal));
    }
}
