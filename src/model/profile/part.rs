//! What some of a mix's suppliers hold together: how much, which share, and which rank if they were one.

use crate::model::concentration::sum;
use crate::model::{Consumer, Mix, Reading, Supplier, Untold};

/// The part of a mix that is a country's, or a group's as if it were one supplier.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Part {
    /// In the mix's unit; no value where a member's figure is not told or only bounded.
    pub quantity: Reading,
    /// Of the mix's total, 0 to 1; empty where the mix has no shares.
    pub share: Reading,
    /// Among the named suppliers, equals sharing a rank; empty where the mix has no shares.
    pub rank: Reading,
    /// How many suppliers are named, those without a figure too.
    pub of: usize,
}

impl Part {
    /// The part of those named in the mix; `None` where none of them is.
    ///
    /// `silent` says that a member has no row at all: the unnamed rest may be its.
    #[must_use]
    pub fn of(mix: &Mix<'_>, whose: &Consumer, silent: bool) -> Option<Self> {
        let (ours, theirs): (Vec<&Supplier<'_>>, Vec<&Supplier<'_>>) =
            mix.suppliers.iter().partition(|s| whose.has(s.country));
        let rest = mix.remainder.as_ref();
        let (inside, strangers_inside): (Vec<&Untold<'_>>, Vec<&Untold<'_>>) =
            rest.into_iter().flat_map(|r| &r.inside).partition(|u| whose.has(u.country));
        let (outside, strangers_outside): (Vec<&Untold<'_>>, Vec<&Untold<'_>>) =
            mix.missing.iter().partition(|u| whose.has(u.country));
        if ours.is_empty() && inside.is_empty() && outside.is_empty() {
            return None;
        }
        let (rest_low, rest_high) = rest.map_or((0.0, 0.0), |r| (r.at_least, r.at_most));
        let open = silent || !inside.is_empty();
        let named = sum(ours.iter().map(|s| s.quantity));
        let high = sum(ours.iter().map(|s| s.at_most))
            + if open { rest_high } else { 0.0 }
            + if outside.is_empty() { 0.0 } else { f64::INFINITY };
        let told = inside.is_empty() && outside.is_empty() && ours.iter().all(|s| s.at_most <= s.quantity);
        let value = told.then_some(named);
        let others_low = sum(theirs.iter().map(|s| s.quantity)) + if open { 0.0 } else { rest_low };
        let others_high = sum(theirs.iter().map(|s| s.at_most))
            + rest_high
            + if strangers_outside.is_empty() { 0.0 } else { f64::INFINITY };
        let sound = mix.obstacle.is_none();
        let share = Reading::new(
            value.map(|v| v / mix.total),
            Some(named / (named + others_high)).filter(|_| others_high.is_finite()),
            Some(high / (high + others_low)),
        );
        let above =
            |end: fn(&Supplier<'_>) -> f64, ours: f64| theirs.iter().filter(|s| end(s) > ours).count();
        let hidden = strangers_inside.iter().filter(|_| rest_high > named).count() + strangers_outside.len();
        let rank = Reading::new(
            value.map(|v| place(above(|s| s.quantity, v))),
            Some(place(above(|s| s.quantity, high))),
            Some(place(above(|s| s.at_most, named) + hidden)),
        );
        Some(Self {
            quantity: Reading::new(value, Some(named), Some(high)),
            share: if sound { share } else { Reading::default() },
            rank: if sound { rank } else { Reading::default() },
            of: theirs.len() + strangers_inside.len() + strangers_outside.len() + 1,
        })
    }
}

/// The rank of one with so many before it.
fn place(before: usize) -> f64 {
    u32::try_from(before).map_or(f64::INFINITY, |n| f64::from(n) + 1.0)
}

#[cfg(test)]
mod tests {
    use super::Part;
    use crate::model::{Amount, Consumer, CountryCode, Entry, Mix, Origin, Party, Publisher, Status, Unit};

    fn code(code: &str) -> CountryCode {
        CountryCode::new(code).unwrap()
    }

    fn group(members: &[&str]) -> Consumer {
        Consumer::group("G", "G", members.iter().map(|m| code(m)).collect(), false)
    }

    /// Rows of a mix: a country, a figure, none if it is withheld.
    fn part(rows: &[(&str, Option<f64>)], whose: &[&str], silent: bool) -> Option<Part> {
        let origin = Origin { file: "production.csv".into(), line: 2, publisher: Publisher::parse("") };
        let entry = |(who, value): &(&str, Option<f64>)| Entry {
            party: match *who {
                "other" => Party::Other,
                "world" => Party::World,
                country => Party::Country(code(country)),
            },
            amount: Amount {
                value: *value,
                low: None,
                high: None,
                status: if value.is_some() { Status::Reported } else { Status::Withheld },
            },
            unit: Unit::T,
            rounding: None,
            excludes: &[],
            note: "",
            origin: &origin,
        };
        let entries: Vec<Entry<'_>> = rows.iter().map(entry).collect();
        Part::of(&Mix::new(&entries), &group(whose), silent)
    }

    const TOLD: &[(&str, Option<f64>)] =
        &[("AAA", Some(50.0)), ("BBB", Some(30.0)), ("CCC", Some(15.0)), ("other", Some(5.0))];

    #[test]
    fn a_supplier_has_its_share_and_rank_and_one_that_is_not_named_has_none() {
        let b = part(TOLD, &["BBB"], false).unwrap();
        assert_eq!(
            (b.quantity.value(), b.share.value(), b.rank.value(), b.of),
            (Some(30.0), Some(0.3), Some(2.0), 3)
        );
        assert_eq!((b.share.low(), b.share.high()), (Some(0.3), Some(0.3)));
        assert_eq!(part(TOLD, &["DDD"], false), None);
    }

    #[test]
    fn a_group_is_ranked_as_one_supplier_and_may_hold_the_rest_if_a_member_is_silent() {
        let both = part(TOLD, &["BBB", "CCC"], false).unwrap();
        assert_eq!(
            (both.share.value(), both.share.high(), both.rank.value(), both.of),
            (Some(0.45), Some(0.45), Some(2.0), 2)
        );
        let silent = part(TOLD, &["BBB", "CCC", "DDD"], true).unwrap();
        assert_eq!((silent.share.value(), silent.share.high()), (Some(0.45), Some(0.5)));
    }

    #[test]
    fn what_is_withheld_is_bounded_by_the_total_that_holds_it_and_by_nothing_without_one() {
        let inside = [("AAA", Some(60.0)), ("BBB", Some(20.0)), ("CCC", None), ("world", Some(100.0))];
        let c = part(&inside, &["CCC"], false).unwrap();
        assert_eq!((c.quantity.value(), c.share.value(), c.share.low()), (None, None, Some(0.0)));
        // the total is rounded to tens: 25 of 105 at most
        assert!((0.2..0.24).contains(&c.share.high().unwrap()), "{c:?}");
        let outside = [("AAA", Some(60.0)), ("BBB", Some(20.0)), ("CCC", None)];
        let c = part(&outside, &["CCC"], false).unwrap();
        assert_eq!((c.quantity.value(), c.quantity.high(), c.share.high()), (None, None, None));
        let a = part(&outside, &["AAA"], false).unwrap();
        assert_eq!((a.share.value(), a.share.low(), a.rank.high()), (Some(0.75), None, Some(2.0)));
    }
}
