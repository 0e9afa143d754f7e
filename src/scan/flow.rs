//! A flow of goods as a row tells it: three numbers, so that millions of them pass at little cost.

/// No value, or no quantity: it is not known.
pub const UNKNOWN: u64 = u64::MAX;

/// What goes from whom to whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flow {
    /// Year, exporter, importer and product.
    pub key: Key,
    /// Thousandths of the file's unit of value, or [`UNKNOWN`].
    pub value: u64,
    /// Thousandths of the file's unit of quantity, or [`UNKNOWN`].
    pub quantity: u64,
}

/// Year, exporter, importer and product in one number, the year first: keys are ordered as BACI's rows are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key(u64);

/// Bits of an exporter and of an importer.
const PARTY: u32 = 10;
/// Bits of a product.
const PRODUCT: u32 = 20;

/// How many parties there can be.
pub const PARTIES: usize = 1 << PARTY;
/// How many products there can be.
pub const PRODUCTS: usize = 1 << PRODUCT;

impl Key {
    /// Puts the parts together; what does not fit is cut, and the readers let none of it through.
    pub fn new(year: u16, exporter: u16, importer: u16, product: u32) -> Self {
        let parties = u64::from(exporter) << PARTY | u64::from(importer);
        Self(u64::from(year) << (2 * PARTY + PRODUCT) | parties << PRODUCT | u64::from(product))
    }

    /// The number itself.
    pub fn ranked(self) -> u64 {
        self.0
    }

    /// When.
    pub fn year(self) -> u16 {
        part(self.0 >> (2 * PARTY + PRODUCT), 12)
    }

    /// Who sells.
    pub fn exporter(self) -> u16 {
        part(self.0 >> (PARTY + PRODUCT), PARTY)
    }

    /// Who buys.
    pub fn importer(self) -> u16 {
        part(self.0 >> PRODUCT, PARTY)
    }

    /// What.
    pub fn product(self) -> u32 {
        u32::try_from(self.0 & ((1 << PRODUCT) - 1)).unwrap_or_default() // 20 bits always fit
    }
}

fn part(number: u64, bits: u32) -> u16 {
    u16::try_from(number & ((1 << bits) - 1)).unwrap_or_default() // 12 bits at most always fit
}

#[cfg(test)]
mod tests {
    use super::Key;

    #[test]
    fn a_key_gives_back_its_parts_and_is_ordered_by_them() {
        let key = Key::new(2022, 156, 842, 284_690);
        assert_eq!((key.year(), key.exporter(), key.importer(), key.product()), (2022, 156, 842, 284_690));
        assert!(Key::new(2021, 999, 999, 999_999) < Key::new(2022, 1, 1, 10_121));
        assert!(Key::new(2022, 4, 999, 999_999) < Key::new(2022, 8, 4, 10_121));
        assert!(Key::new(2022, 4, 8, 999_999) < Key::new(2022, 4, 12, 10_121));
    }
}
