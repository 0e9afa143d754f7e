//! A generated file in the layout of CEPII's BACI: real codes of countries and goods, invented flows.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The codes of BACI for the countries that trade most.
const LARGE: [u16; 12] = [842, 156, 276, 392, 410, 528, 251, 699, 757, 36, 152, 180];

/// Goods that are no mineral's, some with a zero in front.
const OTHER: [&str; 8] = ["010121", "030212", "090111", "270900", "300490", "520100", "854231", "870323"];

/// Numbers that a seed determines, on every machine the same: SplitMix64.
pub struct Random(pub u64);

impl Random {
    /// The next one, below `n`.
    pub fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % n
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        let place = self.below(all.len() as u64);
        all[usize::try_from(place).unwrap()]
    }

    /// Thousandths of a heavy tail: from a few to some hundred billion, half of them below a million.
    fn thousandths(&mut self) -> u64 {
        let bits = 3 + self.below(13) + self.below(13) + self.below(12);
        (1 << bits) + self.below(1 << bits)
    }
}

/// `count` flows of 2022 and 2023, with a header, sorted by `t,i,j,k`, none twice.
pub fn rows(count: usize, seed: u64) -> String {
    rows_of(&[2022, 2023], count, seed)
}

/// The same of some years.
pub fn rows_of(years: &[u16], count: usize, seed: u64) -> String {
    let countries: Vec<u16> = countries().into_keys().collect();
    let minerals: Vec<&str> = hs_codes().into_keys().collect();
    let mut random = Random(seed);
    let mut flows = BTreeMap::new();
    while flows.len() < count {
        let year = random.of(years);
        let [exporter, importer] =
            [(); 2].map(|()| if random.below(2) == 0 { random.of(&LARGE) } else { random.of(&countries) });
        let goods = if random.below(3) == 0 { random.of(&OTHER) } else { random.of(&minerals) };
        let value = random.thousandths();
        // a ton is worth a few dollars or some thousand; of some flows nobody knows how many there were
        let quantity = (random.below(1000) >= 35).then(|| value / (1 + random.below(40)));
        if exporter != importer {
            flows.insert((year, exporter, importer, goods), (value, quantity));
        }
    }
    let mut text = String::from("t,i,j,k,v,q\n");
    for ((year, exporter, importer, goods), (value, quantity)) in flows {
        let quantity = quantity.map_or("NA".to_owned(), decimal);
        writeln!(text, "{year},{exporter},{importer},{goods},{},{quantity}", decimal(value)).unwrap();
    }
    text
}

fn decimal(thousandths: u64) -> String {
    format!("{}.{:03}", thousandths / 1000, thousandths % 1000)
}

/// The countries by the number that BACI has for them: that of UN Comtrade, where it differs from ISO's.
pub fn countries() -> BTreeMap<u16, String> {
    let mut reader = csv::Reader::from_reader(include_bytes!("../../data/countries.csv").as_slice());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let number = |row: &csv::StringRecord| row[4].parse().or_else(|_| row[2].parse()).ok();
    rows.iter().filter_map(|row| Some((number(row)?, row[0].to_owned()))).collect()
}

/// The minerals and stages of each code of the Harmonized System.
pub fn hs_codes() -> BTreeMap<&'static str, Vec<(&'static str, &'static str)>> {
    let mut codes: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    for line in include_str!("../../data/hs_codes.csv").lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        codes.entry(cells[0]).or_default().push((cells[2], cells[3]));
    }
    codes
}
