//! The order in which rows stand. In a strict one no flow can come twice, and nothing need be kept to know it.

use super::flow::Key;

/// The fields of a key, by which rows are sorted one after the other.
const ORDERS: usize = 24;

/// An order of the rows: the fields of the key from the one that changes least to the one that changes most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order([Field; 4]);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Year,
    Exporter,
    Importer,
    Product,
}

/// The order of BACI's own files: there a key is its own rank.
const BACI: Order = Order([Field::Year, Field::Exporter, Field::Importer, Field::Product]);

impl Order {
    /// The order in which keys stand, if they stand in one: no two are equal, and each comes before the next.
    /// Where several fit, that of BACI is taken first.
    pub fn of(keys: impl Iterator<Item = Key> + Clone) -> Option<Self> {
        let fits = |order: &Self| {
            let ranks = keys.clone().map(|key| order.rank(key));
            ranks.is_sorted_by(|before, after| before < after)
        };
        Self::all().find(fits)
    }

    /// Every order, that of BACI first.
    fn all() -> impl Iterator<Item = Self> {
        const FIELDS: [Field; 4] = BACI.0;
        (0..ORDERS).map(|number| {
            let mut left = FIELDS.to_vec();
            let mut rest = number;
            let mut take = |of: usize| {
                let at = rest % of;
                rest /= of;
                left.remove(at)
            };
            Self([take(4), take(3), take(2), take(1)])
        })
    }

    /// A number that grows as rows go by in this order.
    pub fn rank(self, key: Key) -> u64 {
        if self == BACI {
            return key.ranked();
        }
        self.0.into_iter().fold(0, |rank, field| match field {
            Field::Year => rank << 12 | u64::from(key.year()),
            Field::Exporter => rank << 10 | u64::from(key.exporter()),
            Field::Importer => rank << 10 | u64::from(key.importer()),
            Field::Product => rank << 20 | u64::from(key.product()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{BACI, Field, ORDERS, Order};
    use crate::scan::flow::Key;

    fn order(keys: &[Key]) -> Option<Order> {
        Order::of(keys.iter().copied())
    }

    #[test]
    fn every_order_is_tried_once_and_that_of_baci_first() {
        let all: Vec<Order> = Order::all().collect();
        let different = (0..ORDERS).all(|i| (0..i).all(|j| all[i] != all[j]));
        assert!(different && all.len() == ORDERS && all[0] == BACI);
    }

    #[test]
    fn the_order_of_rows_is_found() {
        let by_product = [Key::new(2022, 4, 8, 1), Key::new(2022, 8, 4, 1), Key::new(2022, 4, 8, 2)];
        let found = order(&by_product).unwrap();
        assert_eq!(found.0.iter().find(|f| **f != Field::Year), Some(&Field::Product));
        assert_eq!(order(&[Key::new(2022, 4, 8, 1), Key::new(2022, 4, 8, 2)]), Some(BACI));
        assert_eq!(order(&[]), Some(BACI));
    }

    #[test]
    fn rows_that_repeat_a_flow_or_go_down_are_in_no_order() {
        let key = Key::new(2022, 4, 8, 1);
        assert_eq!(order(&[key, key]), None);
        let shuffled = [Key::new(2022, 4, 8, 1), Key::new(2023, 8, 12, 2), Key::new(2022, 4, 8, 0)];
        assert_eq!(order(&shuffled), None);
    }
}
