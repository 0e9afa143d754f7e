//! The grammar of a value cell: figures, bounds, ranges, and the marks that stand for a figure.
//!
//! `W` is withheld, `NA` not available, `—` nil, `E` a net exporter (never "estimated"), `XX` a sum
//! that must not be made. `s` says nothing itself: its note does. Any other text is refused.

use crate::model::Status;
use crate::sources::decimal::Decimal;

/// What a value cell states, with the notes beside it.
#[derive(Debug, Clone, Copy)]
pub struct Value {
    /// The figure.
    pub number: Option<Decimal>,
    /// No lower than this.
    pub low: Option<Decimal>,
    /// No higher than this.
    pub high: Option<Decimal>,
    /// How the publisher vouches for it; `None` where nothing is marked.
    pub status: Option<Status>,
    /// A few words of ours where the figure is missing for a reason that matters.
    pub note: &'static str,
}

impl Value {
    const NOTHING: Self = Self { number: None, low: None, high: None, status: None, note: "" };

    fn missing(status: Status, note: &'static str) -> Self {
        Self { status: Some(status), note, ..Self::NOTHING }
    }

    fn bound(low: Option<Decimal>, high: Option<Decimal>, note: &'static str) -> Self {
        Self { low, high, status: Some(Status::Bound), note, number: None }
    }

    /// The value times ten to the power `power`; `None` beyond the range.
    pub fn shift(self, power: i32) -> Option<Self> {
        let each = |d: Option<Decimal>| match d {
            None => Some(None),
            Some(d) => d.shift(power).map(Some),
        };
        Some(Self { number: each(self.number)?, low: each(self.low)?, high: each(self.high)?, ..self })
    }
}

/// How large something is, in words, where no figure is given.
const SIZES: [&str; 5] = ["large", "small", "moderate", "very small", "moderate to large"];

/// Reads a value cell with the notes and the unit beside it.
///
/// # Errors
/// Why the cell cannot be read.
pub fn read(cell: &str, notes: &str, unit: &str) -> Result<Value, &'static str> {
    let text = cell.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some(number) = Decimal::parse(&text) {
        let status = match notes {
            n if n.starts_with("Estimated") => Some(Status::Estimated),
            n if n.starts_with("Reported") => Some(Status::Reported),
            _ => None,
        };
        return Ok(Value { number: Some(number), status, ..Value::NOTHING });
    }
    let size = text.to_lowercase();
    if let Some(size) = SIZES.into_iter().find(|s| *s == size) {
        return Ok(Value::missing(Status::NotAvailable, size));
    }
    match text.as_str() {
        "W" => Ok(Value::missing(Status::Withheld, "")),
        "NA" => Ok(Value::missing(Status::NotAvailable, "")),
        "XX" => Ok(Value::missing(Status::NotAdditive, "")),
        "E" => Ok(Value::missing(Status::NetExporter, "")),
        "—" => Ok(Value { number: Some(Decimal::ZERO), status: Some(Status::Nil), ..Value::NOTHING }),
        "s" => footnote(notes, unit),
        _ => bounds(&text),
    }
}

/// `>50`, `<1,000`, `50–300`, `330 - 390`.
fn bounds(text: &str) -> Result<Value, &'static str> {
    const UNKNOWN: &str = "neither a figure nor a mark that is known";
    if text.starts_with(['?', '-', '−']) {
        return Err("a negative figure, whose sign may have been lost");
    }
    if let Some(low) = text.strip_prefix('>') {
        return Ok(Value::bound(Some(Decimal::parse(low).ok_or(UNKNOWN)?), None, ""));
    }
    if let Some(high) = text.strip_prefix('<') {
        return Ok(Value::bound(None, Some(Decimal::parse(high).ok_or(UNKNOWN)?), ""));
    }
    let (low, high) = text.split_once(['–', '-']).ok_or(UNKNOWN)?;
    let (low, high) =
        (Decimal::parse(low.trim()).ok_or(UNKNOWN)?, Decimal::parse(high.trim()).ok_or(UNKNOWN)?);
    if low.approximate() > high.approximate() {
        return Err("a range whose first figure is the larger");
    }
    Ok(Value::bound(Some(low), Some(high), ""))
}

/// What stands behind an `s`.
fn footnote(notes: &str, unit: &str) -> Result<Value, &'static str> {
    let says = |words: &str| notes.contains(words);
    if says("Less than ½ unit") || says("Less than ½unit") {
        return Ok(Value::bound(Some(Decimal::ZERO), Some(Decimal::HALF), "less than half a unit"));
    }
    let less_than = |amount: &'static str| Value::bound(Some(Decimal::ZERO), Decimal::parse(amount), "");
    match () {
        () if says("Less than 500 carats") && unit == "million carats" => Ok(less_than("0.0005")),
        () if says("Less than 100,000 tons") && unit == "million metric tons" => Ok(less_than("0.1")),
        () if says("Included in “World total") => {
            Ok(Value::missing(Status::NotAvailable, "counted in the world total only"))
        }
        () if says("Included with “Other countries") => {
            Ok(Value::missing(Status::NotAvailable, "counted in other"))
        }
        () if says("included with ilmenite") => {
            Ok(Value::missing(Status::NotAvailable, "counted with ilmenite"))
        }
        () if says("preclude calculation") => {
            Ok(Value::missing(Status::NotAvailable, "no meaningful figure"))
        }
        () => Err("an `s` whose note does not say what it stands for"),
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::model::Status;

    /// Figure, low, high, status and note of a cell, as text.
    fn stated(cell: &str, notes: &str) -> (String, String, String, Option<Status>, &'static str) {
        let value = read(cell, notes, "million carats").unwrap();
        let text = |d: Option<super::Decimal>| d.map(|d| d.to_string()).unwrap_or_default();
        (text(value.number), text(value.low), text(value.high), value.status, value.note)
    }

    fn status(cell: &str) -> Option<Status> {
        stated(cell, "").3
    }

    #[test]
    fn thousands_have_commas_and_blanks_do_not_break_lines() {
        assert_eq!(stated("226,000", "").0, "226000");
        assert_eq!(stated("68\u{a0}", "").0, "68");
    }

    #[test]
    fn the_notes_say_what_is_estimated_and_what_is_reported() {
        assert_eq!(stated("1", "Estimated. -- Includes scrap.").3, Some(Status::Estimated));
        assert_eq!(stated("1", "Estimated .-- Source: a trade paper.").3, Some(Status::Estimated));
        assert_eq!(stated("1", "Reported.").3, Some(Status::Reported));
        assert_eq!(stated("1", "Data are estimated.").3, None);
    }

    #[test]
    fn w_is_withheld() {
        assert_eq!(status("W"), Some(Status::Withheld));
    }

    #[test]
    fn na_is_not_available() {
        assert_eq!(status("NA"), Some(Status::NotAvailable));
    }

    #[test]
    fn a_dash_is_a_true_zero() {
        assert_eq!((stated("—", "").0.as_str(), status("—")), ("0", Some(Status::Nil)));
    }

    #[test]
    fn e_is_a_net_exporter_and_not_an_estimate() {
        assert_eq!(status("E"), Some(Status::NetExporter));
    }

    #[test]
    fn xx_is_a_sum_that_must_not_be_made() {
        assert_eq!(status("XX"), Some(Status::NotAdditive));
    }

    #[test]
    fn a_size_in_words_is_no_figure_and_is_kept_as_a_note() {
        for (cell, note) in
            [("Large", "large"), ("Moderate to large", "moderate to large"), ("Small", "small")]
        {
            assert_eq!(stated(cell, "").4, note);
            assert_eq!(status(cell), Some(Status::NotAvailable));
        }
    }

    #[test]
    fn signs_of_order_are_bounds() {
        assert_eq!(
            stated(">85,000,000", ""),
            (String::new(), "85000000".into(), String::new(), Some(Status::Bound), "")
        );
        assert_eq!(
            stated("<1,000", ""),
            (String::new(), String::new(), "1000".into(), Some(Status::Bound), "")
        );
    }

    #[test]
    fn a_range_has_two_bounds_whatever_the_dash() {
        for cell in ["50–300", "330 - 390", "10,000 - 15,000"] {
            let (number, low, high, status, _) = stated(cell, "");
            assert!(number.is_empty() && !low.is_empty() && !high.is_empty());
            assert_eq!(status, Some(Status::Bound));
        }
        assert!(read("300–50", "", "").is_err());
    }

    #[test]
    fn s_is_read_from_its_note_or_not_at_all() {
        let half = (String::new(), "0".to_owned(), "0.5".to_owned());
        for note in ["Less than ½ unit.", "Estimated. -- Less than ½unit."] {
            let (number, low, high, ..) = stated("s", note);
            assert_eq!((number, low, high), half);
        }
        assert_eq!(stated("s", "Less than 500 carats.").2, "0.0005");
        assert_eq!(stated("s", "x -- Included in “World total.”").4, "counted in the world total only");
        assert_eq!(stated("s", "Included with “Other countries.”").4, "counted in other");
        assert_eq!(stated("s", "United States data are included with ilmenite.").4, "counted with ilmenite");
        assert!(read("s", "", "").is_err());
        assert!(read("s", "Less than 500 carats.", "metric tons").is_err());
    }

    #[test]
    fn a_lost_minus_sign_is_refused() {
        for cell in ["?1", "?10", "-1", "−1"] {
            assert!(read(cell, "", "").unwrap_err().contains("negative"), "{cell}");
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for cell in ["", "n.a.", "1.2.3", "about 5", "W5", ">", "<x", "5–", "Variable, depending on size"] {
            assert!(read(cell, "", "").is_err(), "{cell}");
        }
    }
}
