//! The groups of one importer in one year: what its imports of each product add up to.

use std::collections::BTreeMap;

use super::flow::UNKNOWN;

/// Groups in a page: 4 kB of them, so that room is made as it is needed and nothing is ever moved.
const PAGE: usize = 64;
/// Bits in a word of a [`Seen`].
const WORD: usize = 64;

/// What the flows of a group add up to, in one line of the processor's cache.
#[derive(Debug, Clone, Copy)]
pub struct Sums {
    /// Of the squares of values.
    pub value_squares: u128,
    /// Of the squares of quantities.
    pub quantity_squares: u128,
    /// Of values.
    pub value: u64,
    /// Of quantities.
    pub quantity: u64,
    /// The largest value, of [`Self::top_exporter`].
    pub top: u64,
    /// Rows without a quantity.
    pub without_quantity: u32,
    /// The exporter of the largest value; of several the lowest.
    pub top_exporter: u16,
    /// Rows; where no flow comes twice, these are the exporters.
    pub rows: u16,
}

impl Sums {
    /// Of nothing yet.
    const NONE: Self = Self {
        value_squares: 0,
        quantity_squares: 0,
        value: 0,
        quantity: 0,
        top: 0,
        without_quantity: 0,
        top_exporter: u16::MAX,
        rows: 0,
    };
}

/// What few groups have: kept apart, so that the others stay small.
#[derive(Debug, Clone, Copy, Default)]
pub struct Odd {
    /// Value of the exporters that the file does not name.
    pub rest: u64,
    /// Their quantity.
    pub rest_quantity: u64,
    /// Rows without a value.
    pub without_value: u32,
}

/// A flow of several rows, as its second pass finds it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Repeat {
    value: u64,
    value_squares: u128,
    quantity: u64,
    quantity_squares: u128,
    without_quantity: u32,
    /// Places of the first two rows.
    pub places: [Option<RowPlace>; 2],
}

/// Where a row stands: number of the file, of the chunk in it, and of the row in that.
pub type RowPlace = (u32, u32, u32);

/// A sum that is larger than what can be held.
#[derive(Debug, Clone, Copy)]
pub struct Overflow;

/// The groups of one importer and year, by the number of their product.
#[derive(Debug, Default)]
pub struct Lane {
    /// One more than a product's group; 0 where it has none.
    slots: Vec<u32>,
    pages: Vec<Box<[Sums; PAGE]>>,
    count: usize,
    odd: BTreeMap<u32, Odd>,
    seen: Seen,
    repeats: BTreeMap<(u32, u16), Repeat>,
}

/// An exporter as a flow names it: its code, and a small number that stands for it among those that were seen.
#[derive(Debug, Clone, Copy)]
pub struct Exporter {
    /// Its code.
    pub code: u16,
    /// Its number.
    pub number: u16,
}

impl Lane {
    /// Adds a flow of a product. With `seen`, a flow that came before is noted, to be summed in a second pass.
    pub fn add(
        &mut self,
        product: u32,
        exporter: Exporter,
        (value, quantity): (u64, u64),
        seen: bool,
    ) -> Result<(), Overflow> {
        let slot = self.slot(product);
        if seen && self.seen.set(slot, exporter.number) {
            self.repeats.insert((product, exporter.code), Repeat::default());
        }
        if value == UNKNOWN {
            self.odd.entry(product).or_default().without_value += 1;
        }
        let sums = self.sums(slot).ok_or(Overflow)?;
        sums.add(exporter.code, value, quantity).ok_or(Overflow)
    }

    /// Adds what exporters sell that the file does not name.
    pub fn add_rest(&mut self, product: u32, (value, quantity): (u64, u64)) -> Result<(), Overflow> {
        let slot = self.slot(product);
        let odd = self.odd.entry(product).or_default();
        odd.without_value += u32::from(value == UNKNOWN);
        let known = |number: u64| if number == UNKNOWN { 0 } else { number };
        odd.rest = odd.rest.checked_add(known(value)).ok_or(Overflow)?;
        odd.rest_quantity = odd.rest_quantity.checked_add(known(quantity)).ok_or(Overflow)?;
        let sums = self.sums(slot).ok_or(Overflow)?;
        sums.without_quantity = sums.without_quantity.saturating_add(u32::from(quantity == UNKNOWN));
        Ok(())
    }

    /// Adds a row to its flow, if that was noted to stand in several.
    pub fn add_again(
        &mut self,
        product: u32,
        exporter: u16,
        flow: (u64, u64),
        place: RowPlace,
    ) -> Result<(), Overflow> {
        match self.repeats.get_mut(&(product, exporter)) {
            Some(repeat) => repeat.add(flow, place).ok_or(Overflow),
            None => Ok(()),
        }
    }

    /// Puts the squares of the summed flows in the place of those of their rows.
    pub fn mend(&mut self) -> Result<(), Overflow> {
        for ((product, exporter), repeat) in std::mem::take(&mut self.repeats) {
            let slot = self.slot(product);
            let sums = self.sums(slot).ok_or(Overflow)?;
            sums.mend(exporter, &repeat).ok_or(Overflow)?;
        }
        Ok(())
    }

    /// The flows that stand in several rows.
    pub fn repeats(&self) -> impl Iterator<Item = (u32, u16, &Repeat)> {
        self.repeats.iter().map(|((product, exporter), repeat)| (*product, *exporter, repeat))
    }

    /// How many groups there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// What a product's group adds up to, and how many exporters it has.
    pub fn get(&self, product: u32, seen: bool) -> Option<(Sums, usize, Odd)> {
        let index = usize::try_from(product).unwrap_or(usize::MAX);
        let slot = usize::try_from(self.slots.get(index).copied()?.checked_sub(1)?).ok()?;
        let sums = *self.pages.get(slot / PAGE)?.get(slot % PAGE)?;
        let exporters = if seen { self.seen.count(slot) } else { usize::from(sums.rows) };
        Some((sums, exporters, self.odd.get(&product).copied().unwrap_or_default()))
    }

    /// The place of a product's group, made if there is none.
    #[inline]
    fn slot(&mut self, product: u32) -> usize {
        let index = usize::try_from(product).unwrap_or(usize::MAX);
        let known = self.slots.get(index).copied().unwrap_or_default();
        match known.checked_sub(1) {
            Some(known) => usize::try_from(known).unwrap_or(usize::MAX),
            None => self.new_slot(index),
        }
    }

    #[cold]
    fn new_slot(&mut self, index: usize) -> usize {
        const STEP: usize = 1024;
        if index >= self.slots.len() {
            self.slots.resize((index / STEP + 1) * STEP, 0);
        }
        let next = self.count;
        let Some(slot) = self.slots.get_mut(index) else { return next };
        *slot = u32::try_from(next + 1).unwrap_or(u32::MAX);
        self.count += 1;
        if next.is_multiple_of(PAGE) {
            self.pages.push(Box::new([Sums::NONE; PAGE]));
        }
        next
    }

    fn sums(&mut self, slot: usize) -> Option<&mut Sums> {
        self.pages.get_mut(slot / PAGE)?.get_mut(slot % PAGE)
    }
}

impl Sums {
    /// Adds a row; `None` if a sum becomes too large.
    fn add(&mut self, exporter: u16, value: u64, quantity: u64) -> Option<()> {
        self.rows = self.rows.saturating_add(1); // where rows can be more than exporters, these are counted
        if value != UNKNOWN {
            self.value = self.value.checked_add(value)?;
            self.value_squares = self.value_squares.checked_add(square(value))?;
            self.take_top(exporter, value);
        }
        if quantity == UNKNOWN {
            self.without_quantity = self.without_quantity.checked_add(1)?;
        } else {
            self.quantity = self.quantity.checked_add(quantity)?;
            self.quantity_squares = self.quantity_squares.checked_add(square(quantity))?;
        }
        Some(())
    }

    fn take_top(&mut self, exporter: u16, value: u64) {
        if value > self.top || (value == self.top && exporter < self.top_exporter) {
            (self.top, self.top_exporter) = (value, exporter);
        }
    }

    fn mend(&mut self, exporter: u16, flow: &Repeat) -> Option<()> {
        let rest = self.value_squares.checked_sub(flow.value_squares)?;
        self.value_squares = rest.checked_add(square(flow.value))?;
        let rest = self.quantity_squares.checked_sub(flow.quantity_squares)?;
        self.quantity_squares = rest.checked_add(square(flow.quantity))?;
        // a flow is one, however many of its rows have no quantity
        self.without_quantity -= flow.without_quantity.saturating_sub(1);
        self.take_top(exporter, flow.value);
        Some(())
    }
}

impl Repeat {
    fn add(&mut self, (value, quantity): (u64, u64), place: RowPlace) -> Option<()> {
        if value != UNKNOWN {
            self.value = self.value.checked_add(value)?;
            self.value_squares = self.value_squares.checked_add(square(value))?;
        }
        if quantity == UNKNOWN {
            self.without_quantity = self.without_quantity.checked_add(1)?;
        } else {
            self.quantity = self.quantity.checked_add(quantity)?;
            self.quantity_squares = self.quantity_squares.checked_add(square(quantity))?;
        }
        // workers meet the rows in any order
        let [first, second] = &mut self.places;
        let later = match *first {
            Some(known) if known < place => place,
            known => match first.replace(place) {
                Some(_) => known?,
                None => return Some(()),
            },
        };
        *second = Some(second.map_or(later, |known| known.min(later)));
        Some(())
    }
}

fn square(number: u64) -> u128 {
    u128::from(number) * u128::from(number)
}

/// Which exporters each group has met: a bit for each.
#[derive(Debug, Default)]
struct Seen {
    words: Vec<u64>,
    /// Words of a group.
    stride: usize,
}

impl Seen {
    /// Sets a bit, and tells whether it was set before.
    fn set(&mut self, slot: usize, exporter: u16) -> bool {
        let (word, bit) = (usize::from(exporter) / WORD, usize::from(exporter) % WORD);
        if word >= self.stride {
            self.widen(word + 1);
        }
        let at = slot * self.stride + word;
        if at >= self.words.len() {
            self.words.resize((slot + 1) * self.stride, 0);
        }
        let Some(word) = self.words.get_mut(at) else { return false };
        let before = *word & (1 << bit) != 0;
        *word |= 1 << bit;
        before
    }

    fn widen(&mut self, stride: usize) {
        let mut wider = Vec::new();
        for group in self.words.chunks(self.stride.max(1)) {
            wider.extend_from_slice(group);
            wider.resize(wider.len() + stride - group.len(), 0);
        }
        *self = Self { words: wider, stride };
    }

    fn count(&self, slot: usize) -> usize {
        let group = self.words.get(slot * self.stride..).unwrap_or_default().iter().take(self.stride);
        group.map(|word| usize::try_from(word.count_ones()).unwrap_or_default()).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::{Exporter, Lane, Sums, UNKNOWN};

    fn exporter(code: u16) -> Exporter {
        Exporter { code, number: code }
    }

    fn lane(rows: &[(u16, u64)]) -> Lane {
        let mut lane = Lane::default();
        for (code, value) in rows {
            lane.add(7, exporter(*code), (*value, UNKNOWN), true).unwrap();
        }
        for (i, (code, value)) in (0..).zip(rows) {
            lane.add_again(7, *code, (*value, UNKNOWN), (0, 0, i)).unwrap();
        }
        lane
    }

    #[test]
    fn a_group_fills_one_line_of_the_cache() {
        assert_eq!(size_of::<Sums>(), 64);
    }

    #[test]
    fn rows_of_one_flow_are_summed_before_the_square_in_any_order() {
        let rows = [(4, 10), (300, 7), (4, 5), (8, 14), (4, 1)];
        for turn in 0..rows.len() {
            let mut turned = rows;
            turned.rotate_left(turn);
            let mut lane = lane(&turned);
            lane.mend().unwrap();
            let (sums, exporters, _) = lane.get(7, true).unwrap();
            assert_eq!((sums.value, sums.value_squares), (37, 16 * 16 + 7 * 7 + 14 * 14));
            assert_eq!((sums.top_exporter, sums.top, exporters), (4, 16, 3));
            assert_eq!(sums.without_quantity, 3, "of exporters");
        }
    }

    #[test]
    fn the_first_two_rows_of_a_flow_are_found_in_whichever_order_they_are_met() {
        for places in [[1, 2, 3], [3, 2, 1], [2, 3, 1], [1, 3, 2]] {
            let mut lane = lane(&[(4, 1), (4, 1)]);
            let mut repeat = super::Repeat::default();
            for i in places {
                repeat.add((1, 1), (0, i, 0)).unwrap();
            }
            assert_eq!(repeat.places, [Some((0, 1, 0)), Some((0, 2, 0))]);
            assert_eq!(lane.repeats().count(), 1);
            lane.mend().unwrap();
        }
    }

    #[test]
    fn of_equal_values_the_lowest_code_is_the_top() {
        for rows in [[(8, 5), (4, 5)], [(4, 5), (8, 5)]] {
            let (sums, ..) = lane(&rows).get(7, true).unwrap();
            assert_eq!(sums.top_exporter, 4);
        }
        let (sums, ..) = lane(&[(8, 0), (4, 0)]).get(7, true).unwrap();
        assert_eq!(sums.top_exporter, 4, "of nothing as well");
    }

    #[test]
    fn a_sum_that_cannot_be_held_is_told() {
        let mut lane = Lane::default();
        lane.add(1, exporter(4), (u64::MAX - 1, 0), false).unwrap();
        assert!(lane.add(1, exporter(8), (2, 0), false).is_err());
    }
}
