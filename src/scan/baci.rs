//! Rows in the layout of BACI, read as fast as they come: eight bytes at a time, without a branch for
//! each of them.
//!
//! What this takes, [`super::strict`] takes alike; a row that is written in any other way is left to it, and
//! so are all errors. The csv crate splits rows at a third of this speed, before a digit of them is read.

use super::flow::{Flow, Key, UNKNOWN};
use crate::model::Year;

/// Bytes that must follow the last row of a chunk, whatever they are.
pub const PADDING: usize = 16;

/// Reads the row that starts at `at`, as BACI writes it: `2022,4,842,284690,12.345,0.567` and a line feed.
/// Tells where the next one starts; `None` for anything else.
pub fn row(bytes: &[u8], at: usize) -> Option<(Flow, usize)> {
    let (year, at) = field(bytes, at, 4)?;
    let (exporter, at) = field(bytes, at, 3)?;
    let (importer, at) = field(bytes, at, 3)?;
    let code = at;
    let (product, at) = field(bytes, at, 6)?;
    // a code of five digits has lost its leading zero
    let is_code = at > code + 5 && product >= 10_000;
    let (value, at) = thousandths(bytes, at)?;
    let at = after(bytes, at, b',')?;
    let (quantity, at) = match bytes.get(at..at + 2)? {
        b"NA" => (UNKNOWN, at + 2),
        [b'\n', _] | b"\r\n" => (UNKNOWN, at),
        _ => thousandths(bytes, at)?,
    };
    let at = if bytes.get(at) == Some(&b'\r') { at + 1 } else { at };
    let at = after(bytes, at, b'\n')?;
    let narrow = |number: u32| u16::try_from(number).ok();
    let year = narrow(year).filter(|year| (Year::FIRST..=Year::LAST).contains(year))?;
    let key = Key::new(year, narrow(exporter)?, narrow(importer)?, product);
    (is_code && exporter != importer).then_some((Flow { key, value, quantity }, at))
}

/// A whole number of some digits at most, and the comma after it.
fn field(bytes: &[u8], at: usize, most: usize) -> Option<(u32, usize)> {
    let (number, digits) = digits(eight(bytes, at)?);
    let fits = digits > 0 && digits <= most;
    let at = after(bytes, at + digits, b',')?;
    fits.then_some((u32::try_from(number).ok()?, at))
}

/// A number with three decimals at most, in thousandths.
fn thousandths(bytes: &[u8], at: usize) -> Option<(u64, usize)> {
    const SCALE: [u64; 4] = [1000, 100, 10, 1];
    let (mut whole, mut digits) = digits_of(bytes, at)?;
    if digits == 8 {
        // few numbers are so long
        let (more, rest) = digits_of(bytes, at + 8)?;
        if rest > 4 {
            return None;
        }
        whole = whole * 10_u64.pow(u32::try_from(rest).ok()?) + more;
        digits += rest;
    }
    if digits == 0 {
        return None;
    }
    let at = at + digits;
    if bytes.get(at) != Some(&b'.') {
        return Some((whole * 1000, at));
    }
    let (decimals, digits) = digits_of(bytes, at + 1)?;
    let scale = SCALE.get(digits).filter(|_| digits > 0)?;
    Some((whole * 1000 + decimals * scale, at + 1 + digits))
}

fn digits_of(bytes: &[u8], at: usize) -> Option<(u64, usize)> {
    Some(digits(eight(bytes, at)?))
}

fn after(bytes: &[u8], at: usize, mark: u8) -> Option<usize> {
    (bytes.get(at) == Some(&mark)).then_some(at + 1)
}

fn eight(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..at + 8)?.try_into().ok().map(u64::from_le_bytes)
}

/// The number that the first of eight bytes spell, as far as they are digits, and how many are.
fn digits(eight: u64) -> (u64, usize) {
    const EACH: u64 = 0x0101_0101_0101_0101;
    // a digit becomes 0 to 9; adding 0x76 sets the high bit of anything larger, and so does what had it
    let less = eight ^ (EACH * 0x30);
    let others = (less.wrapping_add(EACH * 0x76) | less) & (EACH * 0x80);
    let bits = others.trailing_zeros() & !7; // 64 where all are digits
    if bits == 0 {
        return (0, 0);
    }
    // the digits move up to the last bytes, zeros come in before them; then pairs, fours and all are joined
    let number = less << (64 - bits);
    let pairs = number.wrapping_mul(10).wrapping_add(number >> 8);
    let low = (pairs & 0x0000_00ff_0000_00ff).wrapping_mul(0x000f_4240_0000_0064);
    let high = ((pairs >> 16) & 0x0000_00ff_0000_00ff).wrapping_mul(0x0000_2710_0000_0001);
    (low.wrapping_add(high) >> 32, usize::try_from(bits / 8).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Option<(u16, u16, u16, u32, u64, u64)> {
        let mut bytes = line.as_bytes().to_vec();
        bytes.resize(line.len() + PADDING, b'7');
        let (flow, next) = row(&bytes, 0)?;
        assert_eq!(next, line.len());
        let key = flow.key;
        Some((key.year(), key.exporter(), key.importer(), key.product(), flow.value, flow.quantity))
    }

    #[test]
    fn a_row_is_read_to_its_last_digit() {
        for (line, read_as) in [
            ("2022,4,842,284690,12.345,0.567\n", (2022, 4, 842, 284_690, 12_345, 567)),
            ("1995,699,36,010121,123456789012.001,NA\r\n", (1995, 699, 36, 10_121, 123_456_789_012_001, UNKNOWN)),
            ("2022,4,8,10121,7,1.5\n", (2022, 4, 8, 10_121, 7_000, 1_500)),
            ("2022,4,8,999999,0.010,\n", (2022, 4, 8, 999_999, 10, UNKNOWN)),
        ] {
            assert_eq!(read(line), Some(read_as), "{line}");
        }
    }

    #[test]
    fn what_is_written_in_any_other_way_is_left() {
        for line in [
            "2022,4,4,284690,1.0,1.0\n",
            "22,4,8,284690,1.0,1.0\n",
            "1799,4,8,284690,1.0,1.0\n",
            "2022,1004,8,284690,1.0,1.0\n",
            "2022,4,8,2846900,1.0,1.0\n",
            "2022,4,8,9999,1.0,1.0\n",
            "2022,4,8,284690,1.0001,1.0\n",
            "2022,4,8,284690,1.,1.0\n",
            "2022,4,8,284690,.5,1.0\n",
            "2022,4,8,284690,,1.0\n",
            "2022,4,8,284690,-1.0,1.0\n",
            "2022,4,8,284690,1e3,1.0\n",
            "2022,4,8,284690,1.0\n",
            "2022,4,8,284690,1.0,1.0,2\n",
            "2022,4,8,284690,1234567890123.0,1.0\n",
            "2022,\"4\",8,284690,1.0,1.0\n",
            "2022, 4,8,284690,1.0,1.0\n",
            "# 2022,4,8,284690,1.0,1.0\n",
            "\n",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }

    proptest::proptest! {
        #[test]
        fn digits_are_read_as_the_standard_library_reads_them(text in "[0-9]{0,8}[^0-9\u{80}-\u{10ffff}].{8}") {
            let count = text.bytes().take_while(u8::is_ascii_digit).count();
            let word = eight(text.as_bytes(), 0).unwrap();
            let number = text.get(..count).unwrap().parse().unwrap_or(0);
            proptest::prop_assert_eq!(digits(word), (number, count));
        }
    }
}
