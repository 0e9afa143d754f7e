//! The cells of one line of a publisher's CSV, where no cell runs over the end of its line.

use std::borrow::Cow;

use crate::diag::{Code, Diagnostic, Place};
use crate::load::Cell;

/// Splits a line at its commas. A cell's `start` and `end` count from the start of the line.
///
/// # Errors
/// A quote that stands inside an unquoted cell, is not closed, or is followed by more than a comma:
/// whatever comes after it would shift into the wrong column.
pub fn cells<'a>(line: &'a str, file: &str, number: u32) -> Result<Vec<Cell<'a>>, Box<Diagnostic>> {
    let mut cells = Vec::new();
    let mut start = 0;
    loop {
        let rest = line.get(start..).unwrap_or_default();
        let Some((text, length)) = cell(rest) else {
            let place = place(line, start..line.len(), file, number);
            return Err(Diagnostic::error(Code::BadQuote, "a quote is not closed, or stands within a cell")
                .at(place, "the cell starts here")
                .into());
        };
        let end = start + length;
        cells.push(Cell { text, start, end });
        if end >= line.len() {
            return Ok(cells);
        }
        start = end + 1; // past the comma
    }
}

/// Where a cell of a line stands.
pub fn place(line: &str, span: std::ops::Range<usize>, file: &str, number: u32) -> Place {
    let before = line.get(..span.start).unwrap_or_default().chars().count();
    Place {
        file: file.into(),
        line: number,
        column: u32::try_from(before).unwrap_or(u32::MAX).saturating_add(1),
        span,
        text: line.into(),
        path: None,
    }
}

/// The text of the first cell and its length in bytes, quotes included; `None` where its quotes are wrong.
fn cell(rest: &str) -> Option<(Cow<'_, str>, usize)> {
    let Some(quoted) = rest.strip_prefix('"') else {
        let text = rest.split(',').next().unwrap_or_default();
        return (!text.contains('"')).then_some((Cow::Borrowed(text), text.len()));
    };
    let mut from = 0;
    loop {
        let close = from + quoted.get(from..)?.find('"')?;
        match quoted.as_bytes().get(close + 1) {
            Some(b'"') => from = close + 2,
            None | Some(b',') => {
                let text = quoted.get(..close)?;
                let text = if from == 0 { Cow::Borrowed(text) } else { text.replace("\"\"", "\"").into() };
                return Some((text, close + 2));
            }
            Some(_) => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(line: &str) -> Option<Vec<String>> {
        cells(line, "a.csv", 1).ok().map(|cells| cells.into_iter().map(|c| c.text.into_owned()).collect())
    }

    fn owned(texts: &[&str]) -> Option<Vec<String>> {
        Some(texts.iter().map(|&t| t.to_owned()).collect())
    }

    #[test]
    fn commas_and_doubled_quotes_may_stand_within_quotes() {
        assert_eq!(texts(r#"BHS,"Bahamas, The",1"#), owned(&["BHS", "Bahamas, The", "1"]));
        assert_eq!(texts(r#""say ""no""",x"#), owned(&[r#"say "no""#, "x"]));
    }

    #[test]
    fn empty_cells_count() {
        assert_eq!(texts("a,,"), owned(&["a", "", ""]));
        assert_eq!(texts(""), owned(&[""]));
        assert_eq!(texts(r#""","""#), owned(&["", ""]));
    }

    #[test]
    fn a_wrong_quote_is_refused() {
        for line in [r#"a,"b"#, r#"a,b"c"#, r#"a,"b"c,d"#] {
            assert_eq!(texts(line), None, "{line}");
        }
    }

    #[test]
    fn a_cell_knows_where_it_stands() {
        let line = "Côte d’Ivoire,2016,x";
        let cells = cells(line, "a.csv", 7).unwrap();
        let place = place(line, cells[1].start..cells[1].end, "a.csv", 7);
        assert_eq!((place.line, place.column), (7, 15));
        assert_eq!(line.get(place.span), Some("2016"));
    }
}
