//! What separates the cells where it is not commas, and the command that makes commas of it.

use std::ops::Range;

use crate::diag::{Code, Diagnostic, clean, shell};
use crate::load::source::Source;

/// Characters of a header in which its marks are counted.
const SHOWN: usize = 10_000;

/// A mark that separates cells, its name, and how `tr` is told of it.
const MARKS: [(char, &str, &str); 3] = [(';', "`;`", ";"), ('\t', "tabs", "\\t"), ('|', "`|`", "|")];

/// The error for a header whose cells something else separates.
pub fn wrong(source: &Source, header: Range<usize>) -> Option<Diagnostic> {
    // the marks of a header show in its start, and it may be as long as the file
    let line = source.text().get(header.clone()).unwrap_or_default();
    let line = line.char_indices().nth(SHOWN).map_or(line, |(at, _)| line.get(..at).unwrap_or_default());
    let count = |mark: char| line.matches(mark).count();
    let (mark, name, told) = MARKS.into_iter().find(|(mark, _, _)| count(*mark) > count(','))?;
    let at = header.start + line.find(mark).unwrap_or_default();
    let file = clean(source.name());
    let message = format!("the cells of `{file}` are separated by {name}, not by commas");
    let help = match translation(source.text(), told) {
        Some((from, to)) => format!("run `tr '{from}' '{to}' < {} > commas.csv`", shell(source.name())),
        None => "save it as CSV with commas, and with points in its decimal numbers".to_owned(),
    };
    Some(
        Diagnostic::error(Code::BadSeparator, message).at(source.place(at..at + 1), "not a comma").help(help),
    )
}

/// What `tr` must turn into what, where that is safe: no cell is in quotes, and commas are decimal marks.
fn translation(text: &str, mark: &str) -> Option<(String, &'static str)> {
    let bytes = text.as_bytes();
    let digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    let decimal = |(at, _): (usize, &str)| digit(at.checked_sub(1)) && digit(Some(at + 1));
    // points before three digits may be thousands marks, as they are where commas are decimal marks
    let thousands = |(at, _): (usize, &str)| {
        (1..=3).all(|ahead| digit(Some(at + ahead))) && !digit(Some(at + 4)) && digit(at.checked_sub(1))
    };
    let doubtful = text.match_indices('.').any(thousands);
    if doubtful || text.contains('"') || !text.match_indices(',').all(decimal) {
        return None;
    }
    Some(if text.contains(',') { (format!(",{mark}"), ".,") } else { (mark.to_owned(), ",") })
}

#[cfg(test)]
mod tests {
    use super::translation;

    #[test]
    fn a_command_is_given_only_where_it_is_safe() {
        assert_eq!(translation("a;b\n1;2\n", ";"), Some((";".to_owned(), ",")));
        assert_eq!(translation("a;b\n1,5;2\n", ";"), Some((",;".to_owned(), ".,")));
        for unsafe_text in
            ["a;b\nx, y;2\n", "a;b\n\"1\";2\n", "a;b\n,5;2\n", "a;b\n5,;2\n", "a;b\n1;2,", "a;b\n226.000;2"]
        {
            assert_eq!(translation(unsafe_text, ";"), None, "{unsafe_text}");
        }
    }
}
